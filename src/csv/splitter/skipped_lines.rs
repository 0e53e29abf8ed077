//! Lines that are no rows, told apart from them: blank ones, comments, and what stands below the table.

use super::Splitter;
use super::cursor::Cursor;
use crate::csv::Format;
use crate::error::Result;
use crate::issue::excerpt;

/// What lines are that are no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkippedKind {
    /// Nothing is on them.
    Blank,
    /// They begin with the format's comment character.
    Comment,
    /// They stand above the header.
    Preamble,
    /// They stand below the last record.
    Footer,
}

/// Lines of one kind that follow each other and are no rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedLines {
    /// What they are.
    pub kind: SkippedKind,
    /// The first of them, from 1.
    pub line: u64,
    /// How many they are.
    pub lines: u64,
    /// The first one's text, cut short.
    pub text: String,
    /// The block's row before which they stand.
    pub row: usize,
}

/// The most rows that stand below a table.
const FOOTER_ROWS: usize = 16;

/// The most bytes from the first of them to the end of the file.
const FOOTER_BYTES: usize = 64 << 10;

/// The fewest columns of a table with rows below it: in fewer, a row of one cell is nothing strange.
const FOOTER_COLUMNS: usize = 3;

/// What begins where a row would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ahead {
    Record,
    Footer,
    /// The bytes to tell are still to come.
    Unknown,
}

impl Splitter {
    /// Has rows told apart from what stands below the table. Only where the text ends with the file.
    #[must_use]
    pub fn with_footer(mut self, footer: bool) -> Splitter {
        self.footer_rows = if footer && self.width >= FOOTER_COLUMNS { FOOTER_ROWS } else { 0 };
        self
    }

    /// The lines before, between and behind the block's rows that are none, in order. Lines that may go on are reported when
    /// they have ended.
    pub fn skipped_lines(&self) -> &[SkippedLines] {
        &self.skipped_lines
    }

    /// Notes the line at `start`, which is no row.
    #[inline(never)]
    pub(super) fn note_skipped(&mut self, kind: SkippedKind, start: usize, end: usize) {
        if let Some(open) = &mut self.open_skipped
            && open.kind == kind
        {
            open.lines += 1;
            return;
        }
        self.close_skipped(self.block.spans.len());
        let text = excerpt(&self.block.buffer[start..end]);
        self.open_skipped = Some(SkippedLines { kind, line: self.line, lines: 1, text, row: 0 });
    }

    /// Says that the lines noted last have ended, before that row of the block.
    #[inline(never)]
    pub(super) fn close_skipped(&mut self, row: usize) {
        self.skipped_lines.extend(self.open_skipped.take().map(|skipped| SkippedLines { row, ..skipped }));
    }

    /// Passes the footer, if it begins here. False where that can't be known yet.
    #[inline(never)]
    pub(super) fn pass_footer(&mut self, cursor: &mut Cursor) -> Result<bool> {
        let apart = self.open_skipped.as_ref().is_some_and(|open| open.kind == SkippedKind::Blank);
        if !apart || self.footer_rows == 0 {
            return Ok(true);
        }
        match self.ahead() {
            Ahead::Record => return Ok(true),
            Ahead::Unknown => return Ok(false),
            Ahead::Footer => {}
        }
        while self.used < self.len {
            if self.format.comment == Some(self.block.buffer[self.used]) {
                self.skip_comment(cursor)?;
            } else {
                let end = self.line_end(self.used);
                self.note_skipped(SkippedKind::Footer, self.used, end);
                self.pass_line(end, 0);
            }
            self.skip_blank_lines();
        }
        Ok(true)
    }

    /// Whether all that follows is no record: a few rows of a single cell, whose texts are words, and one a note or a rule at
    /// least. What is less clear is a record.
    fn ahead(&self) -> Ahead {
        let mut at = self.used;
        let (mut rows, mut noted) = (0, false);
        while at < self.len {
            let end = self.line_end(at);
            let line = &self.block.buffer[at..end];
            if end > at && self.blank_end(at).is_none() {
                // Where the line may go on, so may what it is.
                if end == self.len && !self.ended {
                    break;
                }
                // Comments count, so that lines are never looked at again and again.
                rows += 1;
                let comment = self.format.comment == Some(line[0]);
                let says =
                    if comment { Says::Words } else { self.single_cell(line).map_or(Says::Value, says) };
                noted |= says == Says::Note;
                if says == Says::Value || rows > self.footer_rows {
                    return Ahead::Record;
                }
            }
            at = end + 1;
            if at.min(self.len) - self.used > FOOTER_BYTES {
                return Ahead::Record;
            }
        }
        if self.len - self.used > FOOTER_BYTES {
            Ahead::Record
        } else if self.ended {
            // Names alone are more likely records that lack the rest.
            if noted { Ahead::Footer } else { Ahead::Record }
        } else {
            Ahead::Unknown
        }
    }

    /// The text of a line that is surely a row of one cell: between quotes, or without anything that means something.
    fn single_cell<'t>(&self, line: &'t [u8]) -> Option<&'t [u8]> {
        let Format { quote, escape, delimiter, .. } = self.format;
        let means = |byte: &u8| Some(*byte) == quote || Some(*byte) == escape;
        let quoted = line.split_first().filter(|(first, _)| Some(**first) == quote);
        let text = match quoted {
            Some((_, rest)) => rest.split_last().filter(|(last, _)| Some(**last) == quote)?.1,
            None if line.contains(&delimiter.first()) => return None,
            None => line,
        };
        if text.iter().any(means) { None } else { Some(text.trim_ascii()) }
    }

    /// Where the line that begins there ends, if there is nothing but space on it that parts no cells.
    #[inline(never)]
    pub(super) fn blank_end(&self, at: usize) -> Option<usize> {
        let Format { delimiter, quote, escape, comment } = self.format;
        let parts = Some(delimiter.first()).filter(|_| !delimiter.runs);
        let is_space = |byte: &u8| {
            matches!(byte, b' ' | b'\t') && ![quote, escape, comment, parts].contains(&Some(*byte))
        };
        let rest = &self.block.buffer[at..self.len];
        let end = at + rest.iter().position(|byte| !is_space(byte)).unwrap_or(rest.len());
        let ends = if end == self.len { self.ended } else { self.is_line_end(end) };
        ends.then_some(end)
    }

    /// Where the line ends that goes on from there.
    pub(super) fn line_end(&self, from: usize) -> usize {
        let rest = &self.block.buffer[from..self.len];
        from + rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())
    }
}

/// What a text says of where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// It is a value of a record.
    Value,
    /// It may be a name, and may be a note: `End of report`.
    Words,
    /// It is a note (`Total: 5`, `end of this report`) or a rule (`-----`).
    Note,
}

fn says(text: &[u8]) -> Says {
    // In UTF-8, the first bytes of letters beyond ASCII, as against those of signs.
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, 0xC3..=0xE1 | 0xE3..=0xED);
    let gaps = text.windows(2).filter(|pair| pair[0] == b' ' && pair[1] != b' ').count();
    let colon = text.contains(&b':');
    if text.len() > 2 && text.iter().all(u8::is_ascii_punctuation) {
        Says::Note
    } else if !text.iter().any(is_letter) || (gaps == 0 && !colon) {
        Says::Value
    } else if colon || gaps >= 3 {
        Says::Note
    } else {
        Says::Words
    }
}
