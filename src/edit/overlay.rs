//! Rows of the file in, the same rows as they are after the log's operations out, block by block.

use super::edited::{Edited, Source};
use super::ids;
use super::log::Log;
use super::order::Inserted;
use super::plan::Plan;
use crate::bitmap::INSERTED;
use crate::platform::Platform;
use crate::split::{BLOCK_ROWS, Block, Cell, Fault, Format, Made, PADDING, Place, Row, Rows, Span};
use std::sync::Arc;

/// Bytes and cells after which a block is lent, though more rows of the splitter's wait: edits may make much of little.
const MOST_BYTES: usize = 1 << 20;
const MOST_CELLS: usize = 8192;

/// What stands between cells that are written one by one: nobody splits them again.
const BETWEEN: u8 = b',';

/// How much of a block of the splitter's is done with. A fresh one for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows of the block.
    row: usize,
    /// Of the rows that were inserted before the next.
    inserted: usize,
}

/// Lends rows as they are after the operations of a log.
///
/// ```
/// use sheethook::edit::{Log, Operation, Overlay, Progress, RowSet};
/// use sheethook::platform::Platform;
/// use sheethook::split::{Format, Place, Splitter};
///
/// let mut log = Log::new(1, Platform::plain());
/// let delete = Operation::Delete { rows: RowSet::Ranges(vec![(2, 2)]) };
/// log.push(delete, &sheethook_pattern::compile_replace).unwrap();
/// let format = Format::delimited_by(b',');
/// let mut overlay = Overlay::new(&log, Vec::new(), format, 2, Platform::plain(), &|_| None);
///
/// let mut splitter = Splitter::new(format, Place { offset: 0, line: 1 }, 2);
/// splitter.push(b"a,1\nb,2\nc,3\n");
/// splitter.finish();
/// while splitter.fill(1024)? {
///     let mut progress = Progress::default();
///     while let Some(rows) = overlay.apply(splitter.rows(), &mut progress) {
///         assert_eq!(rows.iter().map(|row| row.id()).collect::<Vec<_>>(), [0, 2]);
///     }
/// }
/// # Ok::<(), sheethook::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Overlay {
    plan: Arc<Plan>,
    format: Format,
    /// Rows that are not lent as they came.
    block: Block,
    edited: Edited,
    /// Whether the rows lent last are those that came.
    passing: bool,
    /// For each row of the block, its place in the one that came, if it has one.
    sources: Vec<Option<usize>>,
    /// Rows and places of cells that edits made others.
    changed: Vec<(usize, usize)>,
}

impl Overlay {
    /// An overlay of what is done in the log, for rows of that format under a header of so many cells. `made` are the
    /// cells that are made for each row, and `resolve` gives the place of a template's column by its key, from
    /// [`crate::split::MADE`] on where its cells are made; what is about a column without a place does nothing.
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
        Overlay {
            plan,
            format,
            block: Block::default(),
            edited: Edited::default(),
            passing: true,
            sources: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Whether all rows stay as they are, and no cells are made.
    pub fn is_empty(&self) -> bool {
        self.plan.is_empty()
    }

    /// The rows of a block as they are after the operations, in as many pieces as they take; none when all were lent.
    /// There may be no row in a piece. Where nothing touches the block, it is lent itself.
    pub fn apply<'a>(&'a mut self, rows: Rows<'a>, progress: &mut Progress) -> Option<Rows<'a>> {
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
        self.clear(delimiter, json_quote, quoted);
        while let Some(row) = rows.get(progress.row) {
            let id = row.id();
            let before;
            (before, inserted) = split_at(inserted, |inserted| inserted.before <= id);
            for new in before.iter().skip(progress.inserted) {
                if self.is_full() {
                    return Some(self.lend());
                }
                self.stop_passing(rows, progress.row);
                self.add_inserted(&plan, *new, row.place());
                progress.inserted += 1;
            }
            if self.is_full() {
                return Some(self.lend());
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
                    self.add_row(&plan, rows, row, progress.row);
                }
            }
            *progress = Progress { row: progress.row + 1, inserted: 0 };
        }
        if self.passing { Some(rows) } else { Some(self.lend()) }
    }

    /// The rows that were inserted at the end of a file of so many records, which ends at that place, in as many pieces as
    /// they take; none when all were lent.
    pub fn tail(&mut self, records: u64, end: Place, progress: &mut Progress) -> Option<Rows<'_>> {
        let plan = self.plan.clone();
        let inserted = inserted_within(&plan, records, u64::MAX);
        let rest = inserted.get(progress.inserted..).filter(|rest| !rest.is_empty())?;
        self.passing = false;
        self.clear(self.format.delimiter.first(), self.format.quote == Some(b'"'), false);
        for new in rest {
            if self.is_full() {
                break;
            }
            self.add_inserted(&plan, *new, end);
            progress.inserted += 1;
        }
        Some(self.lend())
    }

    /// The rows lent last, where the splitter still has the block that they came of.
    pub fn lent<'a>(&'a self, rows: Rows<'a>) -> Rows<'a> {
        if self.passing { rows } else { self.block.rows() }
    }

    /// Of the rows lent last, the one at that place: its place in the block that it came of, or none if it was inserted.
    pub fn source(&self, row: usize) -> Option<usize> {
        if self.passing { Some(row) } else { self.sources.get(row).copied().flatten() }
    }

    /// Of the rows lent last, the one at that place: the cells whose texts are others than they were, by their places.
    pub fn changed(&self, row: usize) -> impl Iterator<Item = usize> {
        let all = if self.passing { &[][..] } else { &self.changed };
        let from = all.partition_point(|(other, _)| *other < row);
        all.iter().skip(from).take_while(move |(other, _)| *other == row).map(|(_, place)| *place)
    }

    /// How many rows there are of so many records.
    pub fn rows(&self, records: u64) -> u64 {
        let inserted = inserted_within(&self.plan, records, u64::MAX).len();
        self.plan.rows_before(records) + inserted as u64
    }

    /// How many rows are lent before a record, or rather before the rows that were inserted before it.
    pub fn rows_before(&self, record: u64) -> u64 {
        self.plan.rows_before(record)
    }

    /// The record, of so many, from which on to read in order to come to the row at that place of all, from 0: as many
    /// rows are lent before that as [`Overlay::rows_before`] says of the record.
    pub fn record_at(&self, row: u64, records: u64) -> u64 {
        let (mut from, mut to) = (0, records);
        while from < to {
            let middle = (from + to).div_ceil(2);
            if self.plan.rows_before(middle) <= row {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        from
    }

    /// Whether a record was deleted.
    pub fn is_deleted(&self, id: u64) -> bool {
        self.plan.deleted.contains(id)
    }

    fn is_full(&self) -> bool {
        let Block { buffer, cells, made, spans, .. } = &self.block;
        !self.passing
            && (spans.len() >= BLOCK_ROWS
                || buffer.len() >= MOST_BYTES
                || cells.len() + made.len() >= MOST_CELLS)
    }

    fn clear(&mut self, delimiter: u8, json_quote: bool, quoted: bool) {
        let Block { buffer, cells, spans, faults, ids, offsets, made, .. } = &mut self.block;
        buffer.clear();
        cells.clear();
        spans.clear();
        faults.clear();
        ids.clear();
        offsets.clear();
        made.clear();
        self.block.made_width = self.plan.made.len();
        (self.block.delimiter, self.block.json_quote, self.block.quoted) = (delimiter, json_quote, quoted);
        self.sources.clear();
        self.changed.clear();
    }

    /// The rows before that one are written as they came, if they were to be lent themselves till now.
    fn stop_passing(&mut self, rows: Rows<'_>, until: usize) {
        if !std::mem::take(&mut self.passing) {
            return;
        }
        let plan = self.plan.clone();
        let edited = std::mem::take(&mut self.edited);
        for (at, row) in rows.iter().take(until).enumerate() {
            self.add_row(&plan, rows, row, at);
        }
        self.edited = edited;
    }

    fn lend(&mut self) -> Rows<'_> {
        self.block.buffer.resize(self.block.buffer.len() + PADDING, 0);
        self.block.rows()
    }

    fn add_inserted(&mut self, plan: &Plan, new: Inserted, place: Place) {
        let id = INSERTED + new.count;
        self.edited.edit(plan, Source::Inserted(new.count), id, plan.sets_within(id, id));
        let start = self.block.buffer.len();
        self.add_cells(plan, Source::Inserted(new.count));
        self.look_for_quotes();
        self.end_row(start, id, place, plan.width.max(self.edited.width()), None);
    }

    /// Adds the row that came at that place, as it was edited.
    fn add_row(&mut self, plan: &Plan, rows: Rows<'_>, row: Row<'_>, at: usize) {
        let (span, cells, text) = row.layout();
        let start = self.block.buffer.len();
        let width = cells.len().max(self.edited.width());
        if self.edited.width() == 0 {
            self.block.buffer.extend_from_slice(text);
            // Where the cells of this row are from now on.
            let moved = |place: u32| place - span.start + start as u32;
            let cells = cells.iter().map(|cell| Cell { start: moved(cell.start), end: moved(cell.end) });
            self.block.cells.extend(cells);
        } else {
            self.add_cells(plan, Source::Row(row));
        }
        let own_row = self.block.spans.len();
        let faults = rows.faults();
        let from = faults.partition_point(|fault| fault.row < at);
        let faults = faults.iter().skip(from).take_while(|fault| fault.row == at);
        // What was malformed in a text that is gone is gone.
        let faults = faults.filter(|fault| !self.edited.has(fault.cell));
        self.block.faults.extend(faults.map(|fault| Fault { row: own_row, ..*fault }));
        self.end_row(start, row.id(), row.place(), width, Some(at));
    }

    /// Adds the cells of a row one by one.
    fn add_cells(&mut self, plan: &Plan, source: Source<'_>) {
        for place in 0..source.width(plan).max(self.edited.width()) {
            if place > 0 {
                self.block.buffer.push(BETWEEN);
            }
            let start = self.block.buffer.len() as u32;
            self.block.buffer.extend_from_slice(self.edited.text(plan, source, place));
            self.block.cells.push(Cell { start, end: self.block.buffer.len() as u32 });
        }
    }

    /// Ends a row of so many cells whose texts begin at that place of the buffer.
    fn end_row(&mut self, start: usize, id: u64, place: Place, width: usize, source: Option<usize>) {
        let Block { buffer, cells, spans, ids, offsets, made, delimiter, quoted, .. } = &mut self.block;
        for text in self.edited.made() {
            buffer.push(BETWEEN);
            let start = buffer.len() as u32;
            buffer.extend_from_slice(text);
            made.push(Cell { start, end: buffer.len() as u32 });
        }
        *quoted = *quoted || has_structure(self.edited.texts(), *delimiter);
        self.changed.extend(self.edited.changed().map(|place| (spans.len(), place)));
        self.sources.push(source);
        spans.push(Span {
            start: start as u32,
            end: buffer.len() as u32,
            first_cell: (cells.len() - width) as u32,
            width: width as u32,
            line: place.line,
        });
        ids.push(id);
        offsets.push(place.offset);
        // So that no row's text runs into the next.
        buffer.push(b'\n');
    }

    /// An inserted row's texts may have what stands only in quotes elsewhere.
    fn look_for_quotes(&mut self) {
        let Block { buffer, cells, spans, delimiter, quoted, .. } = &mut self.block;
        let first = spans.last().map_or(0, |span| (span.first_cell + span.width) as usize);
        let cells = cells.get(first..).unwrap_or_default();
        let mut texts = cells.iter().filter_map(|cell| buffer.get(cell.start as usize..cell.end as usize));
        *quoted = *quoted || texts.any(|text| has_structure(text, *delimiter));
    }
}

/// Whether a text has what only a text in quotes has in a file: of this, [`crate::split::Condition::plain`] tells nothing.
fn has_structure(text: &[u8], delimiter: u8) -> bool {
    text.iter().any(|byte| matches!(byte, b'"' | b'\n' | b'\r') || *byte == delimiter)
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
