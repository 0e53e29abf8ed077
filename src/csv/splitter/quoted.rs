//! Cells in quotes, well-formed or not.

use super::cursor::Cursor;
use super::{MAX_CELL_BYTES, Met, RAW, RowState, Splitter};
use crate::csv::{Cell, FaultKind};
use crate::error::{Error, Result};

/// A cell in quotes, to its end.
pub(super) struct Quoted {
    /// The closing quote.
    end: usize,
    /// Where the cell ends: at a delimiter, a line end or the end of the text.
    after: usize,
    /// Whether it has to be unescaped.
    raw: bool,
    /// Whether it has a quote that neither ends it nor is escaped.
    stray: bool,
    /// Line ends inside.
    breaks: u64,
}

/// What became of a cell that begins with a quote.
pub(super) enum Scan {
    Closed(Quoted),
    /// A quote at that place ends the quotes, but not the cell.
    Broken,
    /// As broken, but in a later line than the one it began in.
    Crossed,
    /// As broken, but by a quote that may begin another cell, in the same line.
    Doubted,
    /// It is never closed; there may be a line end inside.
    Open {
        line_end: bool,
    },
    /// The bytes to tell are still to come.
    Unfinished,
}

impl Splitter {
    /// A quote that begins the cell of the row that is being read.
    pub(super) fn meet_quote(
        &mut self,
        row: &mut RowState,
        first_cell: usize,
        cursor: &mut Cursor,
    ) -> Result<Met> {
        let start = row.start;
        let opened = *cursor;
        // One guess a row: a line of quotes is not read again for each.
        let mut lines = if row.doubted { Lines::Suspicious } else { Lines::Doubtful };
        loop {
            let scan = self.scan_quoted(start, cursor, lines);
            match scan {
                Scan::Closed(quoted) => return self.take_quoted(row, first_cell, &quoted),
                Scan::Broken => return Ok(self.take_as_text(start, first_cell, cursor, opened)),
                Scan::Unfinished => return Ok(Met::Unfinished),
                Scan::Open { line_end: true } => return self.end_with_line(row, first_cell, cursor),
                Scan::Open { line_end: false } if self.len - start <= MAX_CELL_BYTES => {
                    self.add_fault(first_cell, FaultKind::Unclosed);
                    self.add_cell(first_cell, start, self.len, 0)?;
                    row.closed = true;
                    return Ok(Met::Ends(self.len));
                }
                Scan::Open { line_end: false } => {
                    return Err(Error::CellTooLong { line: self.line, limit: MAX_CELL_BYTES as u32 });
                }
                Scan::Crossed | Scan::Doubted => {}
            }
            // Whether the line goes on as guessed, only its end tells.
            if self.line_end(start) == self.len && !self.ended {
                return Ok(Met::Unfinished);
            }
            // If the row is as wide as the header when it ends with the line, the quote was never closed.
            let (cells, faults, breaks) = (self.cells_len, self.block.faults.len(), row.breaks);
            match self.end_with_line(row, first_cell, cursor)? {
                Met::Ends(end) if self.cells_len - first_cell == self.width => {
                    // What stands in later lines must not matter to it.
                    if matches!(scan, Scan::Doubted) {
                        self.close_before_delimiter(cells, faults);
                    }
                    return Ok(Met::Ends(end));
                }
                Met::Unfinished => return Ok(Met::Unfinished),
                _ => {}
            }
            self.cells_len = cells;
            self.block.faults.truncate(faults);
            row.closed = false;
            row.breaks = breaks;
            *cursor = opened;
            row.doubted = true;
            lines = if lines == Lines::Doubtful { Lines::Suspicious } else { Lines::Many };
        }
    }

    /// A cell that was read as text is in quotes all the same where two quotes stand before the delimiter: the last one
    /// closes it, and the one before it was not doubled, as in `"48"",`.
    fn close_before_delimiter(&mut self, cell: usize, fault: usize) {
        let Cell { start, end } = self.block.cells[cell];
        let text = &self.block.buffer[start as usize..end as usize];
        let quote = self.format.quote;
        if let [_, .., one, other] = *text
            && Some(one) == quote
            && Some(other) == quote
        {
            self.block.cells[cell] = Cell { start: start + 1, end: end - 1 };
            self.block.faults[fault].kind = FaultKind::QuoteInQuotes;
        }
    }

    fn take_quoted(&mut self, row: &mut RowState, first_cell: usize, quoted: &Quoted) -> Result<Met> {
        if quoted.stray {
            self.add_fault(first_cell, FaultKind::QuoteInQuotes);
        }
        let raw = if quoted.raw { RAW } else { 0 };
        self.add_cell(first_cell, row.start + 1, quoted.end, raw)?;
        row.raw |= quoted.raw;
        row.breaks += quoted.breaks;
        if quoted.after == self.len || self.is_line_end(quoted.after) {
            row.closed = true;
            return Ok(Met::Ends(quoted.after));
        }
        Ok(self.next_cell(row, quoted.after))
    }

    /// The cell's quotes are text; it goes on to the next delimiter.
    fn take_as_text(&mut self, start: usize, first_cell: usize, cursor: &mut Cursor, opened: Cursor) -> Met {
        self.add_fault(first_cell, FaultKind::QuoteInQuotes);
        *cursor = opened;
        Met::Goes(start + 1)
    }

    /// The quote that begins the cell is text, and the row ends with the line, whatever other quotes are left open in it.
    fn end_with_line(&mut self, row: &mut RowState, first_cell: usize, cursor: &mut Cursor) -> Result<Met> {
        self.add_fault(first_cell, FaultKind::Unclosed);
        let mut start = row.start;
        let mut skip = start + 1;
        *cursor = Cursor::at(skip, &self.bits);
        row.closed = true;
        let end = loop {
            let Some(at) = cursor.next(&self.bits) else {
                if self.ended {
                    break self.len;
                }
                return Ok(Met::Unfinished);
            };
            if at < skip {
                continue;
            }
            skip = at + 1;
            if self.is_line_end(at) {
                break at;
            }
            if Some(self.block.buffer[at]) == self.format.escape {
                let Some(escaped) = self.past_escape(at) else { return Ok(Met::Unfinished) };
                row.raw = true;
                row.breaks += escaped.breaks;
                skip = escaped.after;
                continue;
            }
            if at == start
                && Some(self.block.buffer[at]) == self.format.quote
                && let Scan::Closed(quoted) = self.scan_quoted(at, &mut cursor.clone(), Lines::One)
            {
                let mut inner = RowState { start, ..RowState::default() };
                let met = self.take_quoted(&mut inner, first_cell, &quoted)?;
                row.raw |= inner.raw;
                row.breaks += inner.breaks;
                match met {
                    Met::Goes(on) => (start, skip) = (inner.start, on),
                    ends => return Ok(ends),
                }
                continue;
            }
            match self.delimiter_at(at) {
                None => return Ok(Met::Unfinished),
                Some(false) => {}
                Some(true) => {
                    self.add_cell(first_cell, start, at, 0)?;
                    let Some(next) = self.past_delimiters(at, true) else { return Ok(Met::Unfinished) };
                    (start, skip) = (next, next);
                }
            }
        };
        if !self.nothing_follows(first_cell, start, end) {
            self.add_cell(first_cell, start, end, 0)?;
        }
        Ok(Met::Ends(end))
    }

    /// Looks for the end of the cell whose opening quote is at `start`.
    fn scan_quoted(&mut self, start: usize, cursor: &mut Cursor, lines: Lines) -> Scan {
        let (mut raw, mut stray, mut breaks) = (false, false, 0);
        let mut line_end = false;
        // A later quote on the line that surely ends the cell.
        let mut close = 0;
        let mut skip = start + 1;
        loop {
            let Some(at) = cursor.next_other(&self.bits) else {
                let open = self.ended || self.len - start > MAX_CELL_BYTES;
                return if open { Scan::Open { line_end } } else { Scan::Unfinished };
            };
            if at < skip {
                continue;
            }
            if at - start > MAX_CELL_BYTES {
                return Scan::Open { line_end };
            }
            let byte = self.block.buffer[at];
            if self.is_line_end(at) {
                if lines == Lines::One {
                    return Scan::Open { line_end: true };
                }
                line_end = true;
                breaks += u64::from(byte == b'\r' || self.block.buffer[at - 1] != b'\r');
            } else if Some(byte) == self.format.escape {
                let Some(escaped) = self.past_escape(at) else { return Scan::Unfinished };
                raw = true;
                breaks += escaped.breaks;
                skip = escaped.after;
            } else if Some(byte) == self.format.quote {
                match self.closes(at) {
                    Closes::Doubled => {
                        raw = true;
                        skip = at + 2;
                    }
                    Closes::Yes(after) => {
                        return Scan::Closed(Quoted { end: at, after, raw, stray, breaks });
                    }
                    Closes::Unknown => return Scan::Unfinished,
                    Closes::No if line_end && self.width > 0 && lines >= Lines::Suspicious => {
                        return Scan::Crossed;
                    }
                    Closes::No
                        if lines == Lines::Doubtful && !line_end && self.width > 0 && self.begins(at) =>
                    {
                        return Scan::Doubted;
                    }
                    Closes::No if at < close => {}
                    Closes::No => match self.closes_later_in_line(*cursor, at + 1) {
                        Ok(Some(later)) => (stray, close) = (true, later),
                        Ok(None) if line_end && lines >= Lines::Suspicious => return Scan::Crossed,
                        Ok(None) => return Scan::Broken,
                        Err(Unfinished) => return Scan::Unfinished,
                    },
                }
            }
        }
    }

    /// Whether a delimiter stands before that place, so that a cell may begin there.
    fn begins(&self, at: usize) -> bool {
        self.block.buffer[..at].ends_with(self.format.delimiter.as_bytes())
    }

    /// What a quote inside quotes does. Spaces between a closing quote and the end of its cell are nothing.
    fn closes(&self, at: usize) -> Closes {
        let after = at + 1;
        if after < self.len && Some(self.block.buffer[after]) == self.format.quote {
            return Closes::Doubled;
        }
        let mut end = after;
        loop {
            if end == self.len {
                return if self.ended { Closes::Yes(end) } else { Closes::Unknown };
            }
            if self.is_line_end(end) {
                return Closes::Yes(end);
            }
            match self.delimiter_at(end) {
                None => return Closes::Unknown,
                Some(true) => return Closes::Yes(end),
                Some(false) if self.block.buffer[end] == b' ' => end += 1,
                Some(false) => return Closes::No,
            }
        }
    }

    /// The quote later on this line that ends the cell, if one does. Where none does, none does from a later place
    /// either, so that a line is looked through only once.
    fn closes_later_in_line(
        &mut self,
        mut cursor: Cursor,
        from: usize,
    ) -> std::result::Result<Option<usize>, Unfinished> {
        let mut skip = from;
        if (self.unclosable.0..self.unclosable.1).contains(&from) {
            return Ok(None);
        }
        loop {
            let Some(at) = cursor.next_other(&self.bits) else {
                if !self.ended {
                    return Err(Unfinished);
                }
                self.unclosable = (from, self.len);
                return Ok(None);
            };
            if at < skip {
                continue;
            }
            skip = at + 1;
            if self.is_line_end(at) {
                self.unclosable = (from, at);
                return Ok(None);
            }
            if Some(self.block.buffer[at]) == self.format.escape {
                skip = self.past_escape(at).ok_or(Unfinished)?.after;
            } else if Some(self.block.buffer[at]) == self.format.quote {
                match self.closes(at) {
                    Closes::Yes(_) => return Ok(Some(at)),
                    Closes::Unknown => return Err(Unfinished),
                    Closes::Doubled => skip = at + 2,
                    Closes::No => {}
                }
            }
        }
    }

    /// Takes escapes out of the cells from the first on, in the buffer itself.
    pub(super) fn unescape(&mut self, first_cell: usize) {
        for at in first_cell..self.cells_len {
            let Cell { start, end } = self.block.cells[at];
            let raw = end & RAW != 0;
            if raw || self.format.escape.is_some() {
                let quote = self.format.quote.filter(|_| raw);
                let end = self.unescape_cell(start as usize, (end & !RAW) as usize, quote);
                self.block.cells[at] = Cell { start, end: end as u32 };
            }
        }
    }

    /// Moves a cell together over its escapes. Gives where it ends then.
    fn unescape_cell(&mut self, start: usize, end: usize, quote: Option<u8>) -> usize {
        let escape = self.format.escape;
        let mut cursor = Cursor::at(start, &self.bits);
        let (mut from, mut to, mut skip) = (start, start, start);
        while let Some(at) = cursor.next_other(&self.bits).filter(|at| at + 1 < end) {
            let byte = self.block.buffer[at];
            let escapes = Some(byte) == escape || (Some(byte) == quote && self.block.buffer[at + 1] == byte);
            if at >= skip && escapes {
                self.block.buffer.copy_within(from..at, to);
                to += at - from;
                // What is escaped stays, whatever it is.
                (from, skip) = (at + 1, at + 2);
            }
        }
        self.block.buffer.copy_within(from..end, to);
        to += end - from;
        // What is left over must not look like the end of a character that the cell has only begun.
        self.block.buffer[to..end].fill(b' ');
        to
    }
}

/// How many lines a cell in quotes may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Lines {
    One,
    Many,
    /// Many, but one that breaks off in a later line than its first may have been meant to have one.
    Suspicious,
    /// As suspicious, and a quote inside that ends nothing may begin a cell where a delimiter stands before it.
    Doubtful,
}

/// The bytes to tell are still to come.
struct Unfinished;

enum Closes {
    /// The cell ends at that place.
    Yes(usize),
    /// It stands for itself, with the one after it.
    Doubled,
    No,
    /// The bytes to tell are still to come.
    Unknown,
}
