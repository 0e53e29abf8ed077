//! Some of the pages, as many as go well together, out as bytes; and made by an engine that hasn't checked the file.

use super::Sheet;
use crate::convert::Reading;
use crate::error::{Error, Result};
use crate::index::Stretch;
use crate::page::{PageOptions, PageStart, Pager, Paging};
use serde::{Deserialize, Serialize};

/// Pages that follow each other, and the bytes of the file that hold their records.
#[derive(Debug)]
pub struct PageStretch {
    /// The first of those bytes.
    pub from: u64,
    /// The byte before which they end; none for the end of the file.
    pub to: Option<u64>,
    /// What [`Sheet::stretch_pager`] takes.
    pub told: Vec<u8>,
}

/// What another engine has to know to make them.
#[derive(Debug, Serialize, Deserialize)]
struct Told {
    readings: Vec<Reading>,
    stretch: Stretch,
    start: PageStart,
    end: PageStart,
    /// Records between those bytes.
    records: u64,
    total_records: u64,
    total_pages: u64,
}

impl Sheet {
    /// Some of so many pages, the first from 0 on; none behind the last, or where they can't be made one by one: rows are
    /// edited or left out, or the check has not counted the pages.
    pub fn page_stretch(
        &self,
        options: &PageOptions,
        total_pages: u64,
        at: usize,
    ) -> Result<Option<PageStretch>> {
        let facts = self.facts()?;
        let paging = self.paging(facts);
        let counted = if self.overlay.is_empty() { Some(&facts.pages) } else { None };
        let found = counted.and_then(|counter| Pager::stretch(&paging, options, counter, at));
        let Some((start, end)) = found else { return Ok(None) };
        let stretch = facts.index.stretch(start.record, end.record.saturating_sub(start.record));
        let told = stretch.map(|stretch| Told {
            readings: self.readings.clone(),
            stretch,
            start,
            end,
            records: stretch.next.unwrap_or(facts.records) - stretch.first,
            total_records: paging.total_records,
            total_pages,
        });
        Ok(told.and_then(|told| {
            let Stretch { mark, to, .. } = told.stretch;
            Some(PageStretch { from: mark.offset, to, told: postcard::to_allocvec(&told).ok()? })
        }))
    }

    /// A pager of the pages that another engine told of, which has opened and checked the same file: from their first byte on.
    pub fn stretch_pager(&mut self, told: &[u8], options: PageOptions) -> Result<Pager> {
        let told: Told = postcard::from_bytes(told).map_err(|_| Error::NotChecked)?;
        self.readings = told.readings;
        let paging = Paging {
            template: self.template.as_ref().map(|template| template.code.clone()),
            records: self.writer(),
            skipped: None,
            records_in_file: told.records,
            total_records: told.total_records,
            format: self.format,
            width: self.header().len(),
            footer: self.has_footer() && told.stretch.to.is_none(),
            data: told.stretch.mark,
            overlay: self.overlay.fork(),
        };
        let pager = Pager::new(paging, options, told.total_pages)?;
        Ok(pager.between(told.stretch.first, told.start, told.end))
    }
}
