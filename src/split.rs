//! UTF-8 bytes in, rows of cells out, each with its place in the file.
//!
//! csv-core finds the cells, except in rows without any quote, which [`simple`] finds faster. What is added: the offset and the line at which a row begins, blank lines skipped and
//! counted, limits, and a quote that the end of the file left open.

mod simple;

use crate::error::{Error, Result};
use csv_core::ReadRecordResult;

/// The most bytes in a row. Longer ones are most often a quote that is never closed, and memory is bounded.
pub const MAX_ROW_BYTES: usize = 16 << 20;

/// The most cells in a row: the number of columns of an Excel sheet.
pub const MAX_CELLS: usize = 16_384;

/// Bytes in a block: what two loads and two stores copy. Most cells are shorter.
pub const BLOCK: usize = 32;

/// What separates and what quotes cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separators {
    /// Stands between two cells.
    pub delimiter: u8,
    /// Stands around a cell, and doubled inside it; none where quotes are ordinary text.
    pub quote: Option<u8>,
}

/// What separates, quotes and escapes cells, and what begins a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Stands between two cells.
    pub delimiter: Delimiter,
    /// Stands around a cell; none where quotes are ordinary text.
    pub quote: Option<u8>,
    /// Stands before a character that means itself; none where a quote inside quotes is doubled.
    pub escape: Option<u8>,
    /// What begins a line that is no row.
    pub comment: Option<u8>,
}

/// What stands between two cells: up to eight bytes of UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter {
    bytes: [u8; 8],
    len: u8,
    /// Whether several in a row are one, as with aligned columns.
    pub runs: bool,
}

impl Delimiter {
    /// A delimiter of one byte.
    pub const fn byte(byte: u8) -> Delimiter {
        Delimiter { bytes: [byte, 0, 0, 0, 0, 0, 0, 0], len: 1, runs: false }
    }

    /// A delimiter of one to eight bytes without a line end, if the text is one.
    pub fn new(text: &str, runs: bool) -> Option<Delimiter> {
        let mut bytes = [0; 8];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        let usable = !text.is_empty() && !text.contains(['\n', '\r']);
        usable.then_some(Delimiter { bytes, len: text.len() as u8, runs })
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

/// A place in the file at which a row begins or may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Bytes before it.
    pub offset: u64,
    /// Its line, from 1.
    pub line: u64,
}

/// A row, borrowed from the splitter until the next is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The cells' bytes, one after another, without quotes; with a delimiter between them where `gap` is 1.
    pub bytes: &'a [u8],
    ends: &'a [usize],
    gap: usize,
    /// The row's bytes and what happens to follow them in memory, so that short cells can be copied in one piece.
    slack: &'a [u8],
    /// Where the row begins.
    pub place: Place,
    /// Whether the file ended inside a quoted cell of this row.
    pub unclosed: bool,
}

impl<'a> Row<'a> {
    /// How many cells the row has.
    pub fn width(&self) -> usize {
        self.ends.len()
    }

    /// The cell at that place, from 0, if the row is that wide.
    #[inline]
    pub fn cell(&self, at: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(at)?;
        let start = if at == 0 { 0 } else { self.ends[at - 1] + self.gap };
        self.bytes.get(start..end)
    }

    /// The cell at that place and what happens to follow it: a block that a short cell can be copied with.
    #[inline]
    pub fn block(&self, at: usize) -> Option<&'a [u8; BLOCK]> {
        let start = if at == 0 { 0 } else { *self.ends.get(at - 1)? + self.gap };
        self.slack.get(start..)?.first_chunk()
    }

    /// The cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let row = *self;
        (0..row.width()).filter_map(move |at| row.cell(at))
    }
}

/// Splits text into rows of cells.
#[derive(Debug)]
pub struct Splitter {
    core: csv_core::Reader,
    separators: Separators,
    /// The next byte's place.
    place: Place,
    /// Lines that had nothing on them, skipped so far.
    blank_lines: u64,
    /// Whether the last byte was a CR: the LF after it belongs to the same line end.
    after_cr: bool,
    /// Where the row that is being read began, while one is.
    begun: Option<Place>,
    /// Whether part of that row was in an earlier chunk, so that its line ends are counted already.
    in_pieces: bool,
    bytes: Vec<u8>,
    bytes_len: usize,
    ends: Vec<usize>,
    ends_len: usize,
}

impl Splitter {
    /// A splitter of text that begins at that place of the file.
    pub fn new(separators: Separators, place: Place) -> Splitter {
        let mut builder = csv_core::ReaderBuilder::new();
        builder.delimiter(separators.delimiter);
        match separators.quote {
            Some(quote) => builder.quote(quote),
            None => builder.quoting(false),
        };
        let mut core = builder.build();
        // At its first call csv-core drops a byte order mark, but its first row may stand anywhere in the file.
        let _ = core.read_record(b"\n", &mut [0; 1], &mut [0; 1]);
        Splitter {
            core,
            separators,
            place,
            blank_lines: 0,
            after_cr: false,
            begun: None,
            in_pieces: false,
            bytes: vec![0; 4096],
            bytes_len: 0,
            ends: vec![0; 64],
            ends_len: 0,
        }
    }

    /// The place of the next byte.
    pub fn place(&self) -> Place {
        self.place
    }

    /// How many lines with nothing on them have been skipped.
    pub fn blank_lines(&self) -> u64 {
        self.blank_lines
    }

    /// The next row that ends within `input`, which is moved behind it; none when the input is used up.
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "it lends its rows, as an Iterator cannot")]
    pub fn next<'s, 'i: 's>(&'s mut self, input: &mut &'i [u8]) -> Result<Option<Row<'s>>> {
        if self.begun.is_none() {
            self.skip_line_ends(input);
        }
        if input.is_empty() {
            return Ok(None);
        }
        if self.begun.is_none()
            && let Some((length, width)) = simple::split(input, self.separators, &mut self.ends)
        {
            return Ok(Some(self.take_simple(input, length, width)));
        }
        let begun = *self.begun.get_or_insert(self.place);
        // csv-core takes an empty input for the end of the file.
        while !input.is_empty() {
            let (result, read, wrote, ended) = self.core.read_record(
                input,
                &mut self.bytes[self.bytes_len..],
                &mut self.ends[self.ends_len..],
            );
            let piece = &input[..read];
            *input = &input[read..];
            self.place.offset += read as u64;
            self.bytes_len += wrote;
            self.ends_len += ended;
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => {
                    self.end_line(piece);
                    return Ok(Some(self.take_row(begun, false)));
                }
                ReadRecordResult::InputEmpty => self.count_lines(piece),
                ReadRecordResult::OutputFull => {
                    self.count_lines(piece);
                    grow_bytes(&mut self.bytes, begun)?;
                }
                ReadRecordResult::OutputEndsFull => {
                    self.count_lines(piece);
                    grow_ends(&mut self.ends, begun)?;
                }
            }
        }
        Ok(None)
    }

    /// The last row, if the file doesn't end with a line end.
    pub fn finish(&mut self) -> Result<Option<Row<'_>>> {
        let Some(begun) = self.begun else { return Ok(None) };
        // Inside quotes a line end is text; anywhere else it ends the row.
        let mut given = b"\n".as_slice();
        let unclosed = loop {
            let (result, read, wrote, ended) = self.core.read_record(
                given,
                &mut self.bytes[self.bytes_len..],
                &mut self.ends[self.ends_len..],
            );
            self.ends_len += ended;
            match result {
                ReadRecordResult::Record => break given.is_empty(),
                ReadRecordResult::OutputFull if read == 0 => grow_bytes(&mut self.bytes, begun)?,
                ReadRecordResult::OutputEndsFull if read == 0 => grow_ends(&mut self.ends, begun)?,
                _ if given.is_empty() => break true,
                // It was taken as text: leave it out, and end the file instead.
                _ => {
                    debug_assert_eq!(wrote, 1, "a line end in quotes is one byte of text");
                    given = b"";
                }
            }
        };
        if unclosed && let Some(end) = self.ends[..self.ends_len].last_mut() {
            *end = self.bytes_len;
        }
        Ok(Some(self.take_row(begun, unclosed)))
    }

    /// Skips line ends before a row, counting those that end a line with nothing on it.
    pub fn skip_line_ends(&mut self, input: &mut &[u8]) {
        while let [byte @ (b'\n' | b'\r'), rest @ ..] = *input {
            if *byte == b'\r' || !self.after_cr {
                self.place.line += 1;
                self.blank_lines += 1;
            }
            self.after_cr = *byte == b'\r';
            self.place.offset += 1;
            *input = rest;
        }
        if !input.is_empty() {
            self.after_cr = false;
        }
    }

    /// A row that stands in the input as it is, and the line end after it.
    #[inline]
    fn take_simple<'s, 'i: 's>(&'s mut self, input: &mut &'i [u8], length: usize, width: usize) -> Row<'s> {
        let slack = *input;
        let (bytes, rest) = slack.split_at(length);
        let place = self.place;
        self.after_cr = rest[0] == b'\r';
        self.place.offset += length as u64 + 1;
        self.place.line += 1;
        *input = &rest[1..];
        Row { bytes, ends: &self.ends[..width], gap: 1, slack, place, unclosed: false }
    }

    fn take_row(&mut self, begun: Place, unclosed: bool) -> Row<'_> {
        let row = Row {
            bytes: &self.bytes[..self.bytes_len],
            ends: &self.ends[..self.ends_len],
            gap: 0,
            slack: &self.bytes,
            place: begun,
            unclosed,
        };
        self.begun = None;
        self.in_pieces = false;
        self.bytes_len = 0;
        self.ends_len = 0;
        row
    }

    /// Counts the line ends of a row's last piece, which ends with one.
    #[inline]
    fn end_line(&mut self, piece: &[u8]) {
        let dropped = piece.len() + 1 - (self.bytes_len + self.ends_len).min(piece.len() + 1);
        // Nothing was dropped but delimiters and the line end, so no quote is there to hold another line end.
        if !self.in_pieces && dropped <= 2 {
            self.place.line += 1;
            self.after_cr = piece.last() == Some(&b'\r');
        } else {
            self.count_lines(piece);
        }
    }

    /// Counts the line ends in a piece of a row byte by byte.
    fn count_lines(&mut self, piece: &[u8]) {
        self.in_pieces = true;
        for &byte in piece {
            if byte == b'\r' || (byte == b'\n' && !self.after_cr) {
                self.place.line += 1;
            }
            self.after_cr = byte == b'\r';
        }
    }

    /// What separates and quotes the cells.
    pub fn separators(&self) -> Separators {
        self.separators
    }
}

fn grow_bytes(bytes: &mut Vec<u8>, begun: Place) -> Result<()> {
    let limit = MAX_ROW_BYTES;
    if grow(bytes, limit) { Ok(()) } else { Err(Error::RowTooLong { line: begun.line, limit: limit as u32 }) }
}

fn grow_ends(ends: &mut Vec<usize>, begun: Place) -> Result<()> {
    let limit = MAX_CELLS;
    if grow(ends, limit) {
        Ok(())
    } else {
        Err(Error::TooManyCells { line: begun.line, limit: limit as u32 })
    }
}

/// Doubles a buffer up to a limit; false when it is that large already.
fn grow<T: Clone + Default>(buffer: &mut Vec<T>, limit: usize) -> bool {
    let larger = buffer.len() < limit;
    buffer.resize((buffer.len() * 2).min(limit), T::default());
    larger
}
