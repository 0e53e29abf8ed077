//! The cells of one row after its operations.

use super::plan::{Plan, SetCell};
use super::sweep;
use crate::csv::{MADE, MAX_ROW_BYTES, Made, Row};

/// A row of the file, or one that was inserted, by its count from 0.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'r> {
    Row(Row<'r>),
    Inserted(u64),
}

impl<'r> Source<'r> {
    pub(super) fn width(&self, plan: &Plan) -> usize {
        match self {
            Source::Row(row) => row.width(),
            Source::Inserted(_) => plan.width,
        }
    }

    /// A cell's text before it is edited; nothing where the row isn't that wide.
    fn text(&self, plan: &'r Plan, place: usize) -> &'r [u8] {
        match self {
            Source::Row(row) => row.cell(place).unwrap_or_default(),
            Source::Inserted(count) => plan.inserted_text(*count, place).as_bytes(),
        }
    }
}

/// A text that was written.
#[derive(Debug, Clone, Copy)]
struct Written {
    place: usize,
    start: usize,
    end: usize,
    /// Whether it is another than without edits; what was made of cells is written in any case.
    changed: bool,
}

/// The texts of a row that are not the file's. Used again for each row.
#[derive(Debug, Default)]
pub(super) struct Edited {
    texts: Vec<u8>,
    /// In the order of places.
    written: Vec<Written>,
    /// A cell's text while it is worked on, and room for what becomes of it next.
    own: Vec<u8>,
    next: Vec<u8>,
    made: Vec<u8>,
}

impl Edited {
    /// Forgets the last row.
    pub(super) fn clear(&mut self) {
        self.texts.clear();
        self.written.clear();
    }

    /// Works out the cells of a row of which those were set.
    pub(super) fn edit(&mut self, plan: &Plan, source: Source<'_>, id: u64, sets: &[SetCell]) {
        self.clear();
        // A cell that the row doesn't have, though the header does, is an empty one: with a text it makes the row wider.
        let widest = source.width(plan).max(plan.width);
        let swept = if plan.everywhere.is_empty() { 0 } else { widest };
        let (mut sets, mut columns, mut everywhere) =
            (sets.iter().peekable(), plan.columns.iter().peekable(), (0..swept).peekable());
        // The next place that something is done with, of three lists in order.
        loop {
            let set = sets.peek().map(|set| set.place as usize);
            let column = columns.peek().map(|(place, _)| *place);
            let next = [set, column, everywhere.peek().copied()].into_iter().flatten().min();
            let Some(place) = next.filter(|place| *place < MADE) else { break };
            let set = sets.next_if(|set| set.place as usize == place);
            let column = columns.next_if(|column| column.0 == place);
            everywhere.next_if_eq(&place);
            let sweeps = column.map_or(&plan.everywhere, |(_, sweeps)| sweeps);
            if place < widest && self.work(plan, source.text(plan, place), set, sweeps, id) {
                let own = std::mem::take(&mut self.own);
                self.write(place, &own, true);
                self.own = own;
            }
        }
        for (at, made) in plan.made.iter().enumerate() {
            let place = MADE + at;
            let mut text = std::mem::take(&mut self.made);
            text.clear();
            if self.texts.len() <= MAX_ROW_BYTES {
                self.make(plan, source, made, &mut text);
            }
            let set = sets.next_if(|set| set.place as usize == place);
            let column = columns.next_if(|column| column.0 == place);
            let sweeps = column.map_or(&[][..], |(_, sweeps)| sweeps);
            if self.work(plan, &text, set, sweeps, id) {
                std::mem::swap(&mut text, &mut self.own);
                self.write(place, &text, true);
            } else {
                self.write(place, &text, false);
            }
            self.made = text;
        }
    }

    /// Works out a cell's text. Whether it is another than before, and in `own`.
    fn work(&mut self, plan: &Plan, text: &[u8], set: Option<&SetCell>, sweeps: &[usize], id: u64) -> bool {
        let mut is_own = false;
        let mut from = 0;
        if let Some(set) = set {
            self.own.clear();
            self.own.extend_from_slice(plan.text(set).as_bytes());
            (is_own, from) = (true, set.step + 1);
        }
        let sweeps = sweeps.iter().filter_map(|at| plan.sweeps.get(*at));
        for sweep in sweeps.filter(|sweep| sweep.step >= from && sweep.rows.contains(id)) {
            let Some(entry) = plan.entries.get(sweep.step as usize) else { continue };
            self.next.clear();
            let now = if is_own { &self.own } else { text };
            if sweep::write(&entry.operation, &entry.prepared, now, plan.platform, &mut self.next) {
                std::mem::swap(&mut self.own, &mut self.next);
                is_own = true;
            }
        }
        // What would make a row too long is left.
        is_own && self.own != text && self.texts.len() + self.own.len() <= MAX_ROW_BYTES
    }

    /// Makes a cell of the row's, as they are edited, or of nothing.
    fn make(&self, plan: &Plan, source: Source<'_>, made: &Made, out: &mut Vec<u8>) {
        match made {
            Made::Constant(text) => out.extend_from_slice(text.as_bytes()),
            Made::Joined { places, separator } => {
                let texts = places.iter().map(|place| self.text(plan, source, *place));
                for text in texts.filter(|text| !text.trim_ascii().is_empty()) {
                    if !out.is_empty() {
                        out.extend_from_slice(separator.as_bytes());
                    }
                    out.extend_from_slice(text);
                    // Nobody joins as much, but headers with themselves.
                    if out.len() > MAX_ROW_BYTES {
                        return;
                    }
                }
            }
        }
    }

    fn write(&mut self, place: usize, text: &[u8], changed: bool) {
        let start = self.texts.len();
        self.texts.extend_from_slice(text);
        self.written.push(Written { place, start, end: self.texts.len(), changed });
    }

    /// A cell's text as it is now.
    pub(super) fn text<'t>(&'t self, plan: &'t Plan, source: Source<'t>, place: usize) -> &'t [u8] {
        match self.written.binary_search_by_key(&place, |written| written.place) {
            Ok(at) => self.written.get(at).map_or(&[], |written| self.bytes(written)),
            Err(_) => source.text(plan, place),
        }
    }

    fn bytes(&self, written: &Written) -> &[u8] {
        self.texts.get(written.start..written.end).unwrap_or_default()
    }

    /// One more than the last place of the file's cells at which something was written.
    pub(super) fn width(&self) -> usize {
        let own = self.written.partition_point(|written| written.place < MADE);
        own.checked_sub(1).and_then(|last| self.written.get(last)).map_or(0, |written| written.place + 1)
    }

    /// Whether something was written at that place.
    pub(super) fn has(&self, place: usize) -> bool {
        self.written.binary_search_by_key(&place, |written| written.place).is_ok()
    }

    /// What was written in place of other texts, by place.
    pub(super) fn changed(&self) -> impl Iterator<Item = usize> {
        self.written.iter().filter(|written| written.changed).map(|written| written.place)
    }

    /// Everything that was written.
    pub(super) fn texts(&self) -> &[u8] {
        &self.texts
    }

    /// The texts of cells that no file has, in order.
    pub(super) fn made(&self) -> impl Iterator<Item = &[u8]> {
        self.written.iter().filter(|written| written.place >= MADE).map(|written| self.bytes(written))
    }
}
