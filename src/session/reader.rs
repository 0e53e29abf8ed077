//! The bytes of some blocks in, chosen rows of them out as a grid shows them; or which rows have a text.

use super::{Names, Sheet};
use crate::bitmap::{Bitmap, INSERTED};
use crate::check::Checker;
use crate::edit::{Overlay, Progress};
use crate::error::Result;
use crate::index::Walk;
use crate::issue::Issue;
use crate::platform::Platform;
use crate::split::{Place, Row, Rows};
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
    /// The cells that it has in the file, where some were edited; none for an inserted row.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub source: Option<Vec<String>>,
    /// The texts of the columns that have several headers or a constant, in the order of the template.
    pub made: Vec<String>,
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
    /// Whether rows inserted at the end are still to be taken.
    tail: bool,
}

impl Reader {
    pub(super) fn new(walk: Walk, overlay: Overlay, ids: Vec<u64>) -> Reader {
        let mut wanted = Bitmap::default();
        wanted.extend(ids.iter().copied());
        let tail = wanted.next(INSERTED).is_some();
        Reader { walk, overlay, ids, wanted, rows: HashMap::new(), tail }
    }

    /// The bytes of the file to be pushed next, from the first to before the second; none when it has all it needs.
    pub fn wants(&self) -> Option<(u64, u64)> {
        self.walk.wants()
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn push(&mut self, bytes: &[u8], sheet: &Sheet) -> Result<()> {
        self.walk.push(bytes);
        while self.walk.fill()? {
            let source = self.walk.rows();
            for row in source.iter().filter(|row| self.wanted.contains(row.id())) {
                if self.overlay.is_deleted(row.id()) {
                    let deleted = ViewRow { deleted: true, ..view_row(row) };
                    self.rows.insert(row.id(), deleted);
                }
            }
            let mut progress = Progress::default();
            while self.overlay.apply(source, &mut progress).is_some() {
                let rows = self.overlay.lent(source);
                take(&mut self.rows, &self.overlay, rows, Some(source), &self.wanted, sheet);
            }
        }
        Ok(())
    }

    /// The rows, when all that was wanted has been pushed.
    pub fn finish(&mut self, sheet: &Sheet) -> Vec<ViewRow> {
        let records = sheet.records();
        let mut progress = Progress::default();
        let end = Place { offset: 0, line: sheet.lines() };
        while self.tail && self.overlay.tail(records, end, &mut progress).is_some() {
            take(&mut self.rows, &self.overlay, self.overlay.tailed(), None, &self.wanted, sheet);
        }
        self.ids.iter().filter_map(|id| self.rows.remove(id)).collect()
    }
}

fn take(
    taken: &mut HashMap<u64, ViewRow>,
    overlay: &Overlay,
    rows: Rows<'_>,
    source: Option<Rows<'_>>,
    wanted: &Bitmap,
    sheet: &Sheet,
) {
    if !rows.iter().any(|row| wanted.contains(row.id())) {
        return;
    }
    let mut issues = sheet.issues_of(rows, wanted);
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| wanted.contains(row.id())) {
        let mut shown = view_row(row);
        if overlay.changed(at).next().is_some() {
            let place = overlay.source(at);
            let raw = source.and_then(|source| source.get(place?));
            shown.source = raw.map(|row| texts(row.cells()));
        }
        shown.issues = issues.remove(&row.id()).unwrap_or_default();
        taken.insert(row.id(), shown);
    }
}

fn view_row(row: Row<'_>) -> ViewRow {
    ViewRow {
        row: row.id() + 1,
        line: row.place().line,
        cells: texts(row.cells()),
        source: None,
        made: texts(row.made()),
        deleted: false,
        issues: Vec::new(),
    }
}

fn texts<'a>(cells: impl Iterator<Item = &'a [u8]>) -> Vec<String> {
    cells.map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

/// The issues of some of the rows, by their ids.
pub(super) fn issues_of(
    checker: &Checker,
    names: &Names<'_>,
    rows: Rows<'_>,
    wanted: &Bitmap,
) -> HashMap<u64, Vec<Issue>> {
    let mut issues: HashMap<u64, Vec<Issue>> = HashMap::new();
    for finding in checker.recall(rows, rows.condition()) {
        let Some(row) = rows.get(finding.row).filter(|row| wanted.contains(row.id())) else { continue };
        issues.entry(row.id()).or_default().push(super::pass::issue(names, finding, row));
    }
    issues
}

/// Finds the rows that have a text in a cell.
#[derive(Debug)]
pub struct Finder {
    walk: Walk,
    overlay: Overlay,
    /// The cell's place in the row; none for any.
    place: Option<usize>,
    /// In lower case.
    text: String,
    platform: Platform,
    found: Bitmap,
}

impl Finder {
    pub(super) fn new(
        walk: Walk,
        overlay: Overlay,
        place: Option<usize>,
        text: &str,
        platform: Platform,
    ) -> Finder {
        let text = platform.lower(text);
        Finder { walk, overlay, place, text, platform, found: Bitmap::default() }
    }

    /// The bytes of the file to be pushed next, from the first to before the second; none when it has all it needs.
    pub fn wants(&self) -> Option<(u64, u64)> {
        self.walk.wants()
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.walk.push(bytes);
        while self.walk.fill()? {
            let source = self.walk.rows();
            let mut progress = Progress::default();
            while self.overlay.apply(source, &mut progress).is_some() {
                let rows = self.overlay.lent(source);
                let found = rows.iter().filter(|row| has(*row, self.place, &self.text, self.platform));
                self.found.extend(found.map(|row| row.id()));
            }
        }
        Ok(())
    }

    /// The rows, when all that was wanted has been pushed, of a file of so many records.
    pub(super) fn finish(mut self, records: u64) -> Bitmap {
        let mut progress = Progress::default();
        let end = Place { offset: 0, line: 0 };
        while let Some(rows) = self.overlay.tail(records, end, &mut progress) {
            let found = rows.iter().filter(|row| has(*row, self.place, &self.text, self.platform));
            self.found.extend(found.map(|row| row.id()));
        }
        self.found
    }
}

fn has(row: Row<'_>, place: Option<usize>, text: &str, platform: Platform) -> bool {
    match place {
        Some(place) => row.cell(place).is_some_and(|cell| contains(cell, text, platform)),
        None => row.cells().chain(row.made()).any(|cell| contains(cell, text, platform)),
    }
}

/// Whether a cell has a text, which is in lower case.
fn contains(cell: &[u8], text: &str, platform: Platform) -> bool {
    if cell.is_ascii() {
        let first = text.as_bytes().first().copied().unwrap_or_default();
        let length = text.len();
        return cell.windows(length.max(1)).any(|window| {
            window.first().is_some_and(|byte| byte.to_ascii_lowercase() == first)
                && window.eq_ignore_ascii_case(text.as_bytes())
        });
    }
    platform.lower(&String::from_utf8_lossy(cell)).contains(text)
}
