//! The start of a text in, its rows under some format out, however badly they fit it.
//!
//! Nothing is an error here: what doesn't fit is marked, so that a better format wins.

use crate::split::Format;

/// A cell's place in the text, without its quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it stands in quotes.
    pub(super) quoted: bool,
    /// Whether its quotes are not as they should be: one inside, or none at the end.
    pub(super) broken: bool,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Blank,
    Comment,
    Row,
}

/// Reads rows one after another. A line in quotes belongs to its row.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    text: &'a [u8],
    format: Format,
    /// Where the next line begins.
    pub(super) at: usize,
    /// Where the last one began.
    pub(super) start: usize,
    /// Rows, blank lines and comments so far.
    pub(super) number: u32,
    /// The cells of the last row.
    pub(super) cells: Vec<Cell>,
    /// The line end of the last row; empty where the text ended.
    pub(super) ending: &'static str,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a [u8], format: Format) -> Rows<'a> {
        Rows { text, format, at: 0, start: 0, number: 0, cells: Vec::new(), ending: "" }
    }

    /// Reads the next line, unless the text is at its end.
    pub(super) fn next(&mut self) -> Option<Line> {
        let first = *self.text.get(self.at)?;
        self.start = self.at;
        self.number += 1;
        self.cells.clear();
        if Some(first) == self.format.comment {
            self.at = line_end(self.text, self.at);
            self.end_line();
            return Some(Line::Comment);
        }
        if is_line_end(first) {
            self.end_line();
            return Some(Line::Blank);
        }
        if self.format.delimiter.runs {
            self.skip_run();
        }
        loop {
            let cell = self.cell();
            self.cells.push(cell);
            let delimiter = self.delimiter_at(self.at);
            if delimiter == 0 {
                break;
            }
            self.at += delimiter;
            if self.format.delimiter.runs {
                self.skip_run();
                if self.text.get(self.at).copied().is_none_or(is_line_end) {
                    break;
                }
            }
        }
        self.end_line();
        Some(Line::Row)
    }

    /// Whether the last row reached the end of the text.
    pub(super) fn cut(&self) -> bool {
        self.ending.is_empty()
    }

    /// The bytes of the delimiter that stands there; 0 where none does.
    fn delimiter_at(&self, at: usize) -> usize {
        let delimiter = self.format.delimiter.as_bytes();
        if self.text.get(at..).is_some_and(|rest| rest.starts_with(delimiter)) { delimiter.len() } else { 0 }
    }

    fn skip_run(&mut self) {
        loop {
            match self.delimiter_at(self.at) {
                0 => return,
                length => self.at += length,
            }
        }
    }

    fn cell(&mut self) -> Cell {
        let byte = self.text.get(self.at).copied();
        if byte.is_some() && byte == self.format.quote {
            return self.quoted();
        }
        let start = self.at;
        let first = self.format.delimiter.as_bytes().first().copied();
        while let Some(&byte) = self.text.get(self.at) {
            if Some(byte) == self.format.escape {
                self.at = (self.at + 2).min(self.text.len());
                continue;
            }
            if is_line_end(byte) || (Some(byte) == first && self.delimiter_at(self.at) > 0) {
                break;
            }
            self.at += 1;
        }
        Cell { start, end: self.at, quoted: false, broken: false }
    }

    fn quoted(&mut self) -> Cell {
        let start = self.at + 1;
        self.at = start;
        let mut broken = false;
        while let Some(&byte) = self.text.get(self.at) {
            if Some(byte) == self.format.escape {
                self.at = (self.at + 2).min(self.text.len());
            } else if Some(byte) == self.format.quote {
                let end = self.at;
                self.at += 1;
                let next = self.text.get(self.at).copied();
                if next.is_none_or(is_line_end) || self.delimiter_at(self.at) > 0 {
                    return Cell { start, end, quoted: true, broken };
                }
                if next == self.format.quote {
                    self.at += 1;
                } else {
                    broken = true;
                }
            } else {
                self.at += 1;
            }
        }
        Cell { start, end: self.at, quoted: true, broken: true }
    }

    fn end_line(&mut self) {
        self.ending = match self.text.get(self.at..) {
            Some([b'\r', b'\n', ..]) => "\r\n",
            Some([b'\r', ..]) => "\r",
            Some([b'\n', ..]) => "\n",
            _ => "",
        };
        self.at += self.ending.len();
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn line_end(text: &[u8], from: usize) -> usize {
    text[from..].iter().position(|&byte| is_line_end(byte)).map_or(text.len(), |length| from + length)
}
