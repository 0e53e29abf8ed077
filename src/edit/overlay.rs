//! Rows as they are after a log's operations, block by block.

use super::edited::{Edited, Source};
use super::ids;
use super::log::Log;
use super::order::Inserted;
use super::plan::Plan;
use super::writer::Writer;
use crate::base::bitmap::INSERTED;
use crate::base::platform::Platform;
use crate::csv::{Block, Format, Made, Place, Rows};
use std::sync::Arc;

/// How much of a block of the splitter's is done with. A fresh one for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Progress {
    /// Rows of the block.
    row: usize,
    /// Of the rows that were inserted before the next.
    inserted: usize,
}

impl Progress {
    /// Whether all of the block is done with.
    pub(super) fn is_done(&self, rows: Rows<'_>) -> bool {
        self.row >= rows.len()
    }
}

/// Lends rows as they are after the operations of a log. [`super::Scan`] drives it.
#[derive(Debug)]
pub struct Overlay {
    plan: Arc<Plan>,
    format: Format,
    edited: Edited,
    /// Rows that are not lent as they came.
    writer: Writer,
    /// Whether the rows lent last are those that came.
    passing: bool,
}

impl Overlay {
    /// An overlay of what is done in the log, for rows of that format under a header of so many cells. `made` are the
    /// cells that are made for each row, and `resolve` gives the place of a template's column by its key, from
    /// [`crate::csv::MADE`] on where its cells are made; what is about a column without a place does nothing.
    pub fn new(
        log: &Log,
        made: Vec<Made>,
        format: Format,
        width: usize,
        platform: Platform,
        resolve: &dyn Fn(&str) -> Option<usize>,
    ) -> Overlay {
        Overlay::of(Arc::new(Plan::new(log, made, width, platform, resolve)), format)
    }

    /// Another overlay of the same operations, for another pass: they are not worked out again.
    #[must_use]
    pub fn fork(&self) -> Overlay {
        Overlay::of(self.plan.clone(), self.format)
    }

    fn of(plan: Arc<Plan>, format: Format) -> Overlay {
        Overlay { plan, format, edited: Edited::default(), writer: Writer::default(), passing: true }
    }

    /// Whether all rows stay as they are, and no cells are made.
    pub fn is_empty(&self) -> bool {
        self.plan.is_empty()
    }

    /// The rows of a block as they are after the operations, in as many pieces as they take; none when all were lent.
    /// There may be no row in a piece. Where nothing touches the block, it is lent itself.
    pub(super) fn apply<'a>(&'a mut self, rows: Rows<'a>, progress: &mut Progress) -> Option<Rows<'a>> {
        let (first, last) = (rows.get(progress.row)?.id(), rows.get(rows.len().checked_sub(1)?)?.id());
        let plan = self.plan.clone();
        let mut sets = plan.sets_within(first, last);
        let deleted = plan.deleted.within(first, last);
        let mut inserted = inserted_within(&plan, first, last);
        let sweeps = !plan.columns.is_empty() || !plan.everywhere.is_empty() || !plan.made.is_empty();
        self.passing = *progress == Progress::default();
        if self.passing && sets.is_empty() && deleted.is_empty() && inserted.is_empty() && !sweeps {
            progress.row = rows.len();
            return Some(rows);
        }
        let Block { delimiter, json_quote, quoted, .. } = *rows.block();
        self.writer.clear(plan.made.len(), delimiter, json_quote, quoted);
        while let Some(row) = rows.get(progress.row) {
            let id = row.id();
            let before;
            (before, inserted) = split_at(inserted, |inserted| inserted.before <= id);
            for new in before.iter().skip(progress.inserted) {
                if self.is_full() {
                    return Some(self.writer.lend());
                }
                self.stop_passing(rows, progress.row);
                self.add_inserted(*new, row.place());
                progress.inserted += 1;
            }
            if self.is_full() {
                return Some(self.writer.lend());
            }
            let own;
            (own, sets) = split_at(sets, |set| set.id <= id);
            if ids::contains(deleted, id) {
                self.stop_passing(rows, progress.row);
            } else {
                self.edited.clear();
                if sweeps || !own.is_empty() {
                    self.edited.edit(&plan, Source::Row(row), id, own);
                }
                if !plan.made.is_empty() || self.edited.changed().next().is_some() {
                    self.stop_passing(rows, progress.row);
                }
                if !self.passing {
                    self.writer.add_row(&plan, &self.edited, rows, row, progress.row);
                }
            }
            *progress = Progress { row: progress.row + 1, inserted: 0 };
        }
        if self.passing { Some(rows) } else { Some(self.writer.lend()) }
    }

    /// The rows that were inserted at the end of a file of so many records, which ends at that place, in as many pieces as
    /// they take; none when all were lent.
    pub(super) fn tail(&mut self, records: u64, end: Place, progress: &mut Progress) -> Option<Rows<'_>> {
        let plan = self.plan.clone();
        let inserted = inserted_within(&plan, records, u64::MAX);
        let rest = inserted.get(progress.inserted..).filter(|rest| !rest.is_empty())?;
        self.passing = false;
        let json_quote = self.format.quote == Some(b'"');
        self.writer.clear(plan.made.len(), self.format.delimiter.first(), json_quote, false);
        for new in rest {
            if self.is_full() {
                break;
            }
            self.add_inserted(*new, end);
            progress.inserted += 1;
        }
        Some(self.writer.lend())
    }

    /// The rows lent last, where the splitter still has the block that they came of.
    pub(super) fn lent<'a>(&'a self, rows: Rows<'a>) -> Rows<'a> {
        if self.passing { rows } else { self.writer.rows() }
    }

    /// The rows that [`Overlay::tail`] has lent last.
    pub(super) fn tailed(&self) -> Rows<'_> {
        self.writer.rows()
    }

    /// Of the rows lent last, the one at that place: its place in the block that it came of, or none if it was inserted.
    pub fn source(&self, row: usize) -> Option<usize> {
        if self.passing { Some(row) } else { self.writer.source(row) }
    }

    /// Of the rows lent last, the one at that place: the cells whose texts are others than they were, by their places.
    pub fn changed(&self, row: usize) -> impl Iterator<Item = usize> {
        self.writer.changed(row).filter(|_| !self.passing)
    }

    /// How many rows there are of so many records.
    pub fn rows(&self, records: u64) -> u64 {
        let inserted = inserted_within(&self.plan, records, u64::MAX).len();
        self.plan.rows_before(records) + inserted as u64
    }

    /// The inserted rows by their ids, with the record that they stand before, or `u64::MAX` at the end; in their order.
    pub fn inserted(&self) -> impl Iterator<Item = (u64, u64)> {
        self.plan.inserted.iter().map(|row| (row.before, INSERTED + row.count))
    }

    /// The records that were deleted, as ranges of ids from the first to the last.
    pub fn deleted(&self) -> &[(u64, u64)] {
        self.plan.deleted.ranges()
    }

    /// Whether a record was deleted.
    pub fn is_deleted(&self, id: u64) -> bool {
        self.plan.deleted.contains(id)
    }

    /// The rows before that one are written as they came, if they were to be lent themselves till now.
    fn stop_passing(&mut self, rows: Rows<'_>, until: usize) {
        if std::mem::take(&mut self.passing) {
            let unedited = Edited::default();
            let before = rows.iter().take(until).enumerate();
            before.for_each(|(at, row)| self.writer.add_row(&self.plan, &unedited, rows, row, at));
        }
    }

    fn is_full(&self) -> bool {
        !self.passing && self.writer.is_full()
    }

    fn add_inserted(&mut self, new: Inserted, place: Place) {
        let id = INSERTED + new.count;
        self.edited.edit(&self.plan, Source::Inserted(new.count), id, self.plan.sets_within(id, id));
        self.writer.add_inserted(&self.plan, &self.edited, new.count, place);
    }
}

/// The inserted rows that stand before records from the first to the last.
fn inserted_within(plan: &Plan, first: u64, last: u64) -> &[Inserted] {
    let from = plan.inserted.partition_point(|inserted| inserted.before < first);
    let to = plan.inserted.partition_point(|inserted| inserted.before <= last);
    plan.inserted.get(from..to).unwrap_or_default()
}

/// The first of a list in order that are meant, and the rest.
fn split_at<T>(list: &[T], meant: impl Fn(&T) -> bool) -> (&[T], &[T]) {
    let count = list.iter().take_while(|item| meant(item)).count();
    list.split_at_checked(count).unwrap_or((list, &[]))
}
