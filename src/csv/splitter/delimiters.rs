//! What stands between cells: delimiters, escapes and line ends.

use super::{Escaped, Met, RowState, Splitter};

impl Splitter {
    /// What the escape at that place makes text of; none where the bytes to tell are still to come.
    pub(super) fn past_escape(&self, at: usize) -> Option<Escaped> {
        let next = self.block.buffer[..self.len].get(at + 1);
        let pair = next == Some(&b'\r') && self.block.buffer[..self.len].get(at + 2) == Some(&b'\n');
        let known = next.is_some_and(|byte| *byte != b'\r') || at + 2 < self.len || self.ended;
        let breaks = u64::from(matches!(next, Some(b'\n' | b'\r')));
        known.then_some(Escaped { after: at + 2 + usize::from(pair), breaks })
    }

    /// Goes to the cell behind the delimiter at that place.
    pub(super) fn next_cell(&self, row: &mut RowState, at: usize) -> Met {
        let Some(start) = self.past_delimiters(at, true) else { return Met::Unfinished };
        row.start = start;
        Met::Goes(start)
    }

    /// Whether a delimiter stands there; none where that can't be known yet.
    pub(super) fn delimiter_at(&self, at: usize) -> Option<bool> {
        let delimiter = self.format.delimiter.as_bytes();
        let found =
            self.block.buffer[at..self.len].iter().zip(delimiter).all(|(found, wanted)| found == wanted);
        if found && self.len - at < delimiter.len() {
            return if self.ended { Some(false) } else { None };
        }
        Some(found)
    }

    /// The place behind a delimiter that stands there, or behind the run of them that begins there.
    pub(super) fn past_delimiters(&self, mut at: usize, surely: bool) -> Option<usize> {
        let delimiter = self.format.delimiter;
        if surely {
            at += delimiter.as_bytes().len();
        }
        while delimiter.runs && self.delimiter_at(at)? {
            at += delimiter.as_bytes().len();
        }
        // Where the bytes end, the run may go on.
        if delimiter.runs && at == self.len && !self.ended { None } else { Some(at) }
    }

    pub(super) fn is_line_end(&self, at: usize) -> bool {
        matches!(self.block.buffer[at], b'\n' | b'\r')
    }
}
