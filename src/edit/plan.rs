//! What the operations that are done come to for each row: looked up by id while rows pass.

use super::ids::{Ids, id_of};
use super::log::{Entry, Log};
use super::operation::{Operation, Target};
use super::order::{Before, Inserted, order};
use super::row_set::RowSet;
use crate::base::bitmap::INSERTED;
use crate::base::platform::Platform;
use crate::base::sort::sorted;
use crate::csv::{MADE, Made};
use std::sync::Arc;

/// A cell that was given a text, by the last operation that did.
#[derive(Debug, Clone, Copy)]
pub(super) struct SetCell {
    pub(super) id: u64,
    pub(super) place: u32,
    /// The operation.
    pub(super) step: u32,
    /// The text's place among the operation's.
    text: u32,
}

/// An operation on the cells of all rows or many.
#[derive(Debug)]
pub(super) struct Sweep {
    pub(super) step: u32,
    pub(super) rows: Ids,
}

/// The texts that an operation inserted.
#[derive(Debug)]
struct Insertion {
    /// The first row's count.
    first: u64,
    step: u32,
    /// The places of the texts' columns, in order, with the column's place among the operation's.
    places: Vec<(usize, usize)>,
}

/// What is to be done with rows.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) entries: Vec<Arc<Entry>>,
    /// Cells in the header.
    pub(super) width: usize,
    pub(super) platform: Platform,
    pub(super) made: Vec<Made>,
    /// In the order of ids and places, one for each cell.
    pub(super) sets: Vec<SetCell>,
    pub(super) sweeps: Vec<Sweep>,
    /// Places with their sweeps, in order; those of all columns too.
    pub(super) columns: Vec<(usize, Vec<usize>)>,
    /// The sweeps that go over all columns.
    pub(super) everywhere: Vec<usize>,
    pub(super) deleted: Ids,
    /// Records deleted before each range of those deleted.
    deleted_before: Vec<u64>,
    /// Inserted rows that aren't deleted, in the order in which they stand.
    pub(super) inserted: Vec<Inserted>,
    insertions: Vec<Insertion>,
}

impl Plan {
    /// A plan for rows of so wide a header. `resolve` gives the place of a template's column, from [`MADE`] on where its
    /// cells are made.
    pub(super) fn new(
        log: &Log,
        made: Vec<Made>,
        width: usize,
        platform: Platform,
        resolve: &dyn Fn(&str) -> Option<usize>,
    ) -> Plan {
        let mut plan = Plan {
            entries: log.entries().to_vec(),
            width,
            platform,
            made,
            sets: Vec::new(),
            sweeps: Vec::new(),
            columns: Vec::new(),
            everywhere: Vec::new(),
            deleted: Ids::default(),
            deleted_before: Vec::new(),
            inserted: Vec::new(),
            insertions: Vec::new(),
        };
        if !log.entries().is_empty() {
            plan.read(log, resolve);
        }
        plan
    }

    /// Plans what the log says.
    #[inline(never)]
    fn read(&mut self, log: &Log, resolve: &dyn Fn(&str) -> Option<usize>) {
        let made = self.made.len();
        let place = |column: &Target| match column {
            Target::Place(place) => Some(*place).filter(|place| *place < MADE),
            Target::Key(key) => resolve(key).filter(|place| *place < MADE + made),
        };
        let base = log.base();
        let mut changes = Vec::new();
        let mut groups = Vec::new();
        let mut inserted = 0;
        for (step, entry) in log.entries().iter().enumerate() {
            let step = step as u32;
            match &entry.operation {
                Operation::Set { rows, columns, .. } => {
                    let places: Vec<_> = columns.iter().map(place).collect();
                    for (row, number) in rows.iter().enumerate() {
                        let id = id_of(*number, base);
                        let cells = places.iter().enumerate();
                        let cells = cells.filter_map(|(at, place)| Some((at, (*place)?, id?)));
                        self.sets.extend(cells.map(|(at, place, id)| SetCell {
                            id,
                            place: place as u32,
                            step,
                            text: (row * columns.len() + at) as u32,
                        }));
                    }
                }
                Operation::Delete { rows } => {
                    changes.push((ids_of(rows, base, inserted), Ids::default()));
                }
                Operation::Restore { rows } => {
                    changes.push((Ids::default(), ids_of(rows, base, inserted)));
                }
                Operation::Insert { before, columns, cells } => {
                    let before = before.map_or(Before::End, |number| match id_of(number, base) {
                        Some(id) if id >= INSERTED => Before::Inserted(id - INSERTED),
                        Some(id) => Before::Record(id),
                        None => Before::Nothing,
                    });
                    groups.push((before, cells.rows()));
                    let named = columns.iter().enumerate();
                    let named: Vec<_> = named.filter_map(|(at, column)| Some((place(column)?, at))).collect();
                    let by_place = sorted(named.len(), &|a, b| named.get(a) < named.get(b));
                    let places = by_place.iter().filter_map(|at| named.get(*at).copied()).collect();
                    self.insertions.push(Insertion { first: inserted, step, places });
                    inserted += cells.rows() as u64;
                }
                sweep => {
                    let rows = ids_of(sweep.rows().unwrap_or(&RowSet::All), base, inserted);
                    let at = self.sweeps.len();
                    self.sweeps.push(Sweep { step, rows });
                    match sweep.columns().first() {
                        None => self.sweep_everywhere(at),
                        Some(column) => {
                            if let Some(place) = place(column) {
                                self.sweep_column(place, at);
                            }
                        }
                    }
                }
            }
        }
        // Of one cell the later texts stay behind the earlier.
        let key = |at| self.sets.get(at).map(|cell: &SetCell| (cell.id, cell.place));
        let by_cell = sorted(self.sets.len(), &|a, b| key(a) < key(b));
        self.sets = by_cell.iter().filter_map(|at| self.sets.get(*at).copied()).collect();
        self.sets.dedup_by(|later, kept| {
            let same = (later.id, later.place) == (kept.id, kept.place);
            if same {
                *kept = *later;
            }
            same
        });
        self.deleted = deleted(&changes).0;
        self.deleted_before = self
            .deleted
            .ranges()
            .iter()
            .scan(0, |sum, (from, to)| Some(std::mem::replace(sum, *sum + to - from + 1)))
            .collect();
        self.inserted = order(&groups);
        self.inserted.retain(|row| !self.deleted.contains(INSERTED + row.count));
    }

    fn sweep_everywhere(&mut self, sweep: usize) {
        self.everywhere.push(sweep);
        // What is made of cells is not swept with them.
        let columns = self.columns.iter_mut().filter(|(place, _)| *place < MADE);
        columns.for_each(|(_, sweeps)| sweeps.push(sweep));
    }

    fn sweep_column(&mut self, place: usize, sweep: usize) {
        let at = self.columns.partition_point(|(known, _)| *known < place);
        if self.columns.get(at).is_none_or(|(known, _)| *known != place) {
            let sweeps = if place < MADE { self.everywhere.clone() } else { Vec::new() };
            self.columns.insert(at, (place, sweeps));
        }
        if let Some((_, sweeps)) = self.columns.get_mut(at) {
            sweeps.push(sweep);
        }
    }

    /// Whether rows stay as they are.
    pub(super) fn is_empty(&self) -> bool {
        self.sets.is_empty()
            && self.columns.is_empty()
            && self.everywhere.is_empty()
            && self.deleted.ranges().is_empty()
            && self.inserted.is_empty()
            && self.made.is_empty()
    }

    /// The cells that were set in rows from the first to the last.
    pub(super) fn sets_within(&self, first: u64, last: u64) -> &[SetCell] {
        let from = self.sets.partition_point(|cell| cell.id < first);
        let to = self.sets.partition_point(|cell| cell.id <= last);
        self.sets.get(from..to).unwrap_or_default()
    }

    /// The text that a cell was given.
    pub(super) fn text(&self, cell: &SetCell) -> &str {
        match self.entries.get(cell.step as usize).map(|entry| &entry.operation) {
            Some(Operation::Set { cells, .. }) => cells.at(cell.text as usize),
            _ => "",
        }
    }

    /// The text with which a cell of an inserted row began.
    pub(super) fn inserted_text(&self, count: u64, place: usize) -> &str {
        let at = self.insertions.partition_point(|insertion| insertion.first <= count);
        let Some(insertion) = at.checked_sub(1).and_then(|at| self.insertions.get(at)) else { return "" };
        let Some(Operation::Insert { cells, .. }) =
            self.entries.get(insertion.step as usize).map(|entry| &entry.operation)
        else {
            return "";
        };
        // Of a column that is named twice, the later.
        let after = insertion.places.partition_point(|(known, _)| *known <= place);
        let found = after.checked_sub(1).and_then(|at| insertion.places.get(at));
        match found.filter(|(known, _)| *known == place) {
            Some((_, at)) => cells.get((count - insertion.first) as usize, *at),
            None => "",
        }
    }

    /// How many rows stand before a record when all is done: records that aren't deleted, and inserted rows, those right
    /// before it not counted.
    pub(super) fn rows_before(&self, record: u64) -> u64 {
        let ranges = self.deleted.ranges();
        let at = ranges.partition_point(|(from, _)| *from < record);
        let deleted = at.checked_sub(1).and_then(|at| Some((ranges.get(at)?, self.deleted_before.get(at)?)));
        let deleted = deleted.map_or(0, |((from, to), before)| before + (to + 1).min(record) - from);
        record - deleted + self.inserted.partition_point(|row| row.before < record) as u64
    }
}

/// The ids of a set of rows, of which so many are inserted.
fn ids_of(rows: &RowSet, base: u64, inserted: u64) -> Ids {
    if *rows == RowSet::All {
        return Ids::all(inserted);
    }
    let end = INSERTED + inserted;
    Ids::of(rows.list().iter().filter_map(|(from, to)| {
        let (from, to) = (id_of(*from, base).unwrap_or(0), id_of(*to, base)?.min(end - 1));
        (from <= to).then_some((from, to))
    }))
}

/// What operations that take rows out, and in again, come to, in time that hardly grows faster than what they list: each
/// half by itself, then both together.
fn deleted(changes: &[(Ids, Ids)]) -> (Ids, Ids) {
    match changes {
        [] => (Ids::default(), Ids::default()),
        [change] => change.clone(),
        _ => {
            let (first, second) = changes.split_at(changes.len() / 2);
            let ((out, back), (later_out, later_back)) = (deleted(first), deleted(second));
            (out.without(&later_back).with(&later_out), back.without(&later_out).with(&later_back))
        }
    }
}
