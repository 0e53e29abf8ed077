//! The bytes of some blocks in, chosen rows of them out: as a grid shows them, or as the records that would be sent.

use super::Sheet;
use crate::bitmap::Bitmap;
use crate::edit::Overlay;
use crate::error::Result;
use crate::index::Walk;
use crate::issue::{Issue, IssuePlace, excerpt};
use crate::split::{Row, Rows};
use serde::Serialize;
use std::collections::HashMap;

/// A row of a view, with its edits and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ViewRow {
    /// The record, from 1 in the order of the file; from 1,099,511,627,777 on where it was inserted.
    pub row: u64,
    /// The file's line on which it begins, from 1; for an inserted row that of the row which it stands before.
    pub line: u64,
    /// Its cells in the order of the headers, as edited.
    pub cells: Vec<String>,
    /// The cells that it has in the file; left out where no cell was edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub source: Option<Vec<String>>,
    /// What is fed to columns that have several headers or a constant, by key.
    pub made: Vec<(String, String)>,
    /// Whether it was deleted.
    pub deleted: bool,
    /// What is wrong with it.
    pub issues: Vec<Issue>,
}

/// Reads chosen rows.
#[derive(Debug)]
pub struct Reader {
    walk: Walk,
    overlay: Overlay,
    /// Which rows, in the order in which they are given.
    ids: Vec<u64>,
    wanted: Bitmap,
    rows: HashMap<u64, ViewRow>,
}

impl Reader {
    pub(super) fn new(walk: Walk, overlay: Overlay, ids: Vec<u64>) -> Reader {
        let mut wanted = Bitmap::default();
        for id in &ids {
            wanted.insert(*id);
        }
        Reader { walk, overlay, ids, wanted, rows: HashMap::new() }
    }

    /// The bytes of the file to be pushed next, from the first to before the second; none when it has all it needs.
    pub fn wants(&self) -> Option<(u64, u64)> {
        self.walk.wants()
    }
}
