//! Lines: those that are rows, and those that are skipped.

use super::cursor::Cursor;
use super::{MAX_ROW_BYTES, PATIENCE, SkippedKind, Splitter};
use crate::error::Result;

impl Splitter {
    /// Passes lines before a row with nothing on them, and notes them.
    pub(super) fn skip_blank_lines(&mut self) {
        while let Some(&byte) = self.block.buffer[..self.len].get(self.used) {
            if matches!(byte, b'\n' | b'\r') {
                if byte == b'\r' || !self.after_cr {
                    self.note_skipped(SkippedKind::Blank, self.used, self.used);
                    self.line += 1;
                }
                self.after_cr = byte == b'\r';
                self.used += 1;
            } else if matches!(byte, b' ' | b'\t')
                && let Some(end) = self.blank_end(self.used)
            {
                self.note_skipped(SkippedKind::Blank, self.used, self.used);
                self.pass_line(end, 0);
            } else {
                break;
            }
        }
        if self.used < self.len {
            self.after_cr = false;
        }
    }

    /// Splits the next row, or passes a comment. False when it doesn't end within the bytes pushed.
    pub(super) fn split_line(&mut self, cursor: &mut Cursor) -> Result<bool> {
        let is_comment = self.format.comment == Some(self.block.buffer[self.used]);
        let ended = if is_comment { self.skip_comment(cursor)? } else { self.split_row(cursor)? };
        if ended && !is_comment && self.open_skipped.is_some() {
            self.close_skipped(self.block.spans.len() - 1);
        }
        self.patience = 0;
        if !ended {
            self.check_length(self.len)?;
            // Where there are many bytes already, it is tried again when there are twice as many.
            let length = self.len - self.used;
            if length > PATIENCE {
                self.patience = (length * 2).min(MAX_ROW_BYTES + 1);
            }
        }
        Ok(ended)
    }

    /// Passes a comment. False when it doesn't end within the bytes pushed.
    pub(super) fn skip_comment(&mut self, cursor: &mut Cursor) -> Result<bool> {
        let end = loop {
            match cursor.next_other(&self.bits) {
                Some(at) if at >= self.used && self.is_line_end(at) => break at,
                Some(_) => {}
                None if self.ended => break self.len,
                None => return Ok(false),
            }
        };
        self.check_length(end)?;
        self.note_skipped(SkippedKind::Comment, self.used, end);
        self.pass_line(end, 0);
        Ok(true)
    }

    /// Goes behind the line end at `end`.
    #[inline]
    pub(super) fn pass_line(&mut self, end: usize, breaks: u64) {
        self.line += 1 + breaks;
        self.after_cr = self.block.buffer[end] == b'\r';
        self.used = (end + 1).min(self.len);
    }
}
