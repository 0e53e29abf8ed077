//! The rows of a sheet as a grid asks for them.

use super::row_reader::RowReader;
use super::sheet::{FoundText, Sheet};
use super::text_search::TextSearch;
use super::view::{Members, View, ViewKind};
use crate::base::bitmap::Bitmap;
use crate::check::Subject;
use crate::edit::Scan;
use crate::error::{Error, Result};

impl Sheet {
    /// How many rows a view has.
    pub fn count(&self, view: &View) -> Result<u64> {
        Ok(self.members(view)?.count())
    }

    /// A reader of a view's rows, from that place of the view on.
    pub fn row_reader(&self, view: &View, start: u64, count: usize) -> Result<RowReader> {
        let ids = self.members(view)?.slice(start, count);
        let mut wanted = Bitmap::default();
        wanted.extend(ids.iter().copied());
        Ok(RowReader::new(self.scan_of(&wanted)?, ids, wanted))
    }

    /// A search for the rows that a view's text is in; none where they are known already.
    pub fn text_search(&self, view: &View) -> Result<Option<TextSearch>> {
        let Some(text) = view.text.as_deref().filter(|_| self.found(view).is_none()) else { return Ok(None) };
        let cell = view.column.as_deref().map(|name| self.schema.cell_named(name).unwrap_or(usize::MAX));
        let scan = Scan::all(&self.facts()?.index, self.overlay.fork());
        Ok(Some(TextSearch::new(scan, cell, text, self.schema.platform)))
    }

    /// Keeps what was found of a view's text, till something changes.
    pub fn keep_found(&mut self, view: &View, search: TextSearch) {
        let View { column, text, .. } = view.clone();
        self.found = Some(FoundText { column, text, rows: search.into_rows() });
    }

    /// Reads the blocks that hold some rows.
    pub(super) fn scan_of(&self, rows: &Bitmap) -> Result<Scan> {
        let facts = self.facts()?;
        Ok(Scan::blocks_of(rows, &facts.index, vec![self.overlay.fork()], facts.end))
    }

    fn found(&self, view: &View) -> Option<&Bitmap> {
        let found = self.found.as_ref()?;
        (found.column == view.column && found.text == view.text).then_some(&found.rows)
    }

    fn members(&self, view: &View) -> Result<Members> {
        let facts = self.facts()?;
        let records = facts.end.records;
        let is_known =
            |name: &String| self.schema.cell_named(name).is_some() || self.schema.column(name).is_some();
        if !view.column.as_ref().is_none_or(is_known) {
            return Err(Error::bad_option(
                "view.column",
                "must be a column's key, or a header that feeds none",
            ));
        }
        let is_meant = |subject: Subject| view.column.is_none() || self.schema.name(subject) == view.column;
        let mut rows = Bitmap::default();
        match view.kind {
            ViewKind::All => rows = Bitmap::until(records),
            ViewKind::Changed => rows = facts.changed.clone(),
            ViewKind::Errors | ViewKind::Warnings => {
                for (_, issues) in facts.findings.by_subject().filter(|(subject, _)| is_meant(*subject)) {
                    rows.add(if view.kind == ViewKind::Errors { &issues.errors } else { &issues.warnings });
                }
            }
            ViewKind::Deleted => {}
        }
        let mut deleted = Bitmap::default();
        for (from, to) in self.overlay.deleted() {
            // Not one by one: the rows of a view are asked for in thousands of pieces.
            deleted.insert_range(*from, (*to).min(records.saturating_sub(1)));
        }
        if view.kind == ViewKind::Deleted {
            rows = deleted;
        } else {
            rows.subtract(&deleted);
        }
        let mut inserted: Vec<(u64, Vec<u64>)> = Vec::new();
        let found = view.text.as_ref().filter(|text| !text.is_empty()).map(|_| self.found(view));
        let is_found = |id: u64| found.is_none_or(|found| found.is_some_and(|found| found.contains(id)));
        for (before, id) in self.overlay.inserted() {
            if (view.kind == ViewKind::All || rows.contains(id)) && is_found(id) {
                match inserted.last_mut() {
                    Some((last, ids)) if *last == before => ids.push(id),
                    _ => inserted.push((before, vec![id])),
                }
            }
        }
        if let Some(found) = found {
            rows.keep(found.ok_or(Error::NotChecked)?);
        }
        Ok(Members { rows, inserted })
    }
}
