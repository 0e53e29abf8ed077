//! Reads chosen rows of a sheet as a grid shows them.

use super::row_job::RowJob;
use super::sheet::Sheet;
use crate::base::bitmap::Bitmap;
use crate::csv::{Row, Rows};
use crate::edit::{Scan, ScannedRows};
use crate::error::Result;
use crate::issue::Issue;
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
pub struct RowReader {
    scan: Scan,
    /// Which rows, in the order in which they are given.
    ids: Vec<u64>,
    wanted: Bitmap,
    rows: HashMap<u64, ViewRow>,
}

impl RowJob for RowReader {
    fn scan(&self) -> &Scan {
        &self.scan
    }

    fn scan_mut(&mut self) -> &mut Scan {
        &mut self.scan
    }

    fn read_rows(&mut self, sheet: &Sheet) -> Result<()> {
        let RowReader { scan, wanted, rows, .. } = self;
        while let Some(block) = scan.next()? {
            if block.is_first {
                add_deleted(&block, wanted, rows);
            }
            add_rows(&block, wanted, sheet, rows)?;
        }
        Ok(())
    }
}

impl RowReader {
    pub(super) fn new(scan: Scan, ids: Vec<u64>, wanted: Bitmap) -> RowReader {
        RowReader { scan, ids, wanted, rows: HashMap::new() }
    }

    /// The rows, when all that was wanted has been pushed.
    pub fn into_rows(mut self, sheet: &Sheet) -> Result<Vec<ViewRow>> {
        self.read_rows(sheet)?;
        Ok(self.ids.iter().filter_map(|id| self.rows.remove(id)).collect())
    }
}

/// Adds the wanted rows of a block that were deleted.
fn add_deleted(block: &ScannedRows<'_>, wanted: &Bitmap, added: &mut HashMap<u64, ViewRow>) {
    let Some(source) = block.source else { return };
    for row in source.iter().filter(|row| wanted.contains(row.id()) && block.overlay.is_deleted(row.id())) {
        added.insert(row.id(), ViewRow { deleted: true, ..view_row(row) });
    }
}

/// Adds the wanted rows of a block as they are after edits.
fn add_rows(
    block: &ScannedRows<'_>,
    wanted: &Bitmap,
    sheet: &Sheet,
    added: &mut HashMap<u64, ViewRow>,
) -> Result<()> {
    let ScannedRows { rows, source, overlay, .. } = *block;
    if !rows.iter().any(|row| wanted.contains(row.id())) {
        return Ok(());
    }
    let mut issues = issues_of(rows, wanted, sheet)?;
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| wanted.contains(row.id())) {
        let mut shown = view_row(row);
        if overlay.changed(at).next().is_some() {
            let place = overlay.source(at);
            shown.source = source.and_then(|source| source.get(place?)).map(|row| row.texts());
        }
        shown.issues = issues.remove(&row.id()).unwrap_or_default();
        added.insert(row.id(), shown);
    }
    Ok(())
}

fn view_row(row: Row<'_>) -> ViewRow {
    ViewRow {
        row: row.id() + 1,
        line: row.place().line,
        cells: row.texts(),
        source: None,
        made: row.made().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(),
        deleted: false,
        issues: Vec::new(),
    }
}

/// The issues of some of the rows, by their ids.
fn issues_of(rows: Rows<'_>, wanted: &Bitmap, sheet: &Sheet) -> Result<HashMap<u64, Vec<Issue>>> {
    let check = sheet.done_check()?;
    let mut issues: HashMap<u64, Vec<Issue>> = HashMap::new();
    for finding in check.checker().recall(rows, rows.condition()) {
        if let Some(row) = rows.get(finding.row).filter(|row| wanted.contains(row.id())) {
            issues.entry(row.id()).or_default().push(sheet.schema.issue(finding, row));
        }
    }
    for row in rows.iter().filter(|row| wanted.contains(row.id())) {
        for issue in check.facts().findings.host.of(row.id(), row.place().line, &sheet.schema) {
            issues.entry(row.id()).or_default().push(issue);
        }
    }
    Ok(issues)
}
