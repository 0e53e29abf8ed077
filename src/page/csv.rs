//! Writes CSV from pages of records: a row of the columns' names, then a row for each record.
//!
//! A page's JSON is rewritten, rather than rows a second time: so values are those that a webhook gets, in every digit.

use super::buffer::{Buffer, Out};
use super::json::next_special;
use super::pager::{Page, Pager};
use crate::csv::index::ByteRange;
use crate::error::{Error, Result};

/// As much CSV, or a little more, is given at once.
const PIECE_BYTES: usize = 256 << 10;

/// What becomes of cells that a spreadsheet would take for a formula.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Formulas {
    /// An apostrophe goes before them, unless they are plain numbers such as -5 or +49.
    #[default]
    Guard,
    /// An apostrophe goes before all of them.
    GuardAll,
    /// They stay as they are.
    Keep,
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvOptions {
    /// Between cells: an ASCII character.
    pub delimiter: u8,
    /// What becomes of formulas.
    pub formulas: Formulas,
    /// Whether it begins with a byte order mark, by which Excel knows UTF-8.
    pub bom: bool,
}

impl Default for CsvOptions {
    fn default() -> Self {
        CsvOptions { delimiter: b',', formulas: Formulas::Guard, bom: false }
    }
}

impl CsvOptions {
    /// Refuses a delimiter that can't be distinguished from what cells and their quotes are made of.
    pub fn validate(&self) -> Result<()> {
        let byte = self.delimiter;
        if byte == b'\t' || (byte.is_ascii_punctuation() && byte != b'"') {
            return Ok(());
        }
        Err(Error::bad_option("delimiter", "must be a tab or one ASCII sign other than a quote"))
    }
}

/// Writes records as CSV. Bytes of the file are pushed as pieces are pulled.
#[derive(Debug)]
pub struct Exporter {
    pager: Pager,
    options: CsvOptions,
    out: Buffer,
    /// The cell that is being written.
    cell: Vec<u8>,
    /// Whether what is in `out` has been given away.
    given: bool,
}

impl Exporter {
    /// Writes a pager's records under those names.
    pub fn new<'n>(
        pager: Pager,
        names: impl Iterator<Item = &'n str>,
        options: CsvOptions,
    ) -> Result<Exporter> {
        options.validate()?;
        let mut out = Buffer::default();
        if options.bom {
            out.append(b"\xEF\xBB\xBF");
        }
        for (at, name) in names.enumerate() {
            if at > 0 {
                out.push(options.delimiter);
            }
            write_cell(name.as_bytes(), options, &mut out);
        }
        out.append(b"\r\n");
        Ok(Exporter { pager, options, out, cell: Vec::new(), given: false })
    }

    /// The bytes of the file to be pushed next; none when the last row has been written.
    pub fn wants(&self) -> Option<ByteRange> {
        self.pager.wants()
    }

    /// Takes the next bytes of the file, from the first record on, after [`Exporter::next_piece`] has given none.
    pub fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) {
        self.pager.push_with(count, write);
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) {
        self.pager.finish();
    }

    /// The next piece of CSV, of whole rows; none when more bytes are needed, or the file has ended.
    pub fn next_piece(&mut self) -> Result<Option<&[u8]>> {
        if std::mem::take(&mut self.given) {
            self.out.truncate(0);
        }
        while self.out.len() < PIECE_BYTES {
            let Some(Page { data, .. }) = self.pager.next_page()? else { break };
            write_rows(data, self.options, &mut self.cell, &mut self.out);
        }
        self.given = !self.out.is_empty();
        Ok(self.given.then(|| self.out.as_slice()))
    }
}

/// Writes records, as a page has them between its brackets, as rows.
fn write_rows(records: &[u8], options: CsvOptions, cell: &mut Vec<u8>, out: &mut Buffer) {
    let mut rest = records;
    while let Some(record) = after(rest, b'{') {
        let begin = out.len();
        rest = record;
        let mut first = true;
        while let Some(key) = after(rest, b'"') {
            cell.clear();
            rest = after(read_text(key, cell), b':').unwrap_or_default();
            cell.clear();
            rest = read_value(rest, cell);
            if !std::mem::take(&mut first) {
                out.push(options.delimiter);
            }
            write_cell(cell, options, out);
            rest = after(rest, b',').unwrap_or(rest);
        }
        // An empty line would be no row.
        if out.len() == begin {
            out.append(b"\"\"");
        }
        out.append(b"\r\n");
        rest = after(rest, b'}').unwrap_or_default();
        rest = after(rest, b',').unwrap_or(rest);
    }
}

/// The text behind a byte that it begins with.
fn after(text: &[u8], byte: u8) -> Option<&[u8]> {
    text.split_first().filter(|(first, _)| **first == byte).map(|(_, rest)| rest)
}

/// Reads a value into a cell, several with commas between them; what is null is empty. Gives what follows it.
fn read_value<'a>(json: &'a [u8], cell: &mut Vec<u8>) -> &'a [u8] {
    if let Some(text) = after(json, b'"') {
        return read_text(text, cell);
    }
    if let Some(mut rest) = after(json, b'[') {
        while let Some(text) = after(rest, b'"') {
            rest = read_text(text, cell);
            if let Some(next) = after(rest, b',') {
                cell.push(b',');
                rest = next;
            }
        }
        return after(rest, b']').unwrap_or_default();
    }
    let end = json.iter().position(|byte| matches!(byte, b',' | b'}')).unwrap_or(json.len());
    let (value, rest) = json.split_at_checked(end).unwrap_or((json, &[]));
    if value != b"null" {
        cell.extend_from_slice(value);
    }
    rest
}

/// Reads a text, behind its first quote, into a cell, and gives what follows its last.
fn read_text<'a>(json: &'a [u8], cell: &mut Vec<u8>) -> &'a [u8] {
    let mut rest = json;
    while let Some((plain, special)) = next_special(rest).and_then(|at| rest.split_at_checked(at)) {
        cell.extend_from_slice(plain);
        let escape = match special {
            [b'"', rest @ ..] => return rest,
            [b'\\', escape, behind @ ..] => {
                rest = behind;
                *escape
            }
            _ => return &[],
        };
        cell.push(match escape {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 0x08,
            b'f' => 0x0C,
            // Pages have control characters so, and no others.
            b'u' => {
                let digit = |at: usize| rest.get(at).and_then(|byte| (*byte as char).to_digit(16));
                let code = digit(2).unwrap_or_default() * 16 + digit(3).unwrap_or_default();
                rest = rest.get(4..).unwrap_or_default();
                code as u8
            }
            itself => itself,
        });
    }
    &[]
}

/// Writes a cell: guarded where it may be a formula, in quotes where it needs them.
fn write_cell(cell: &[u8], options: CsvOptions, out: &mut Buffer) {
    let guarded = match options.formulas {
        Formulas::Keep => false,
        Formulas::GuardAll => begins_formula(cell),
        Formulas::Guard => begins_formula(cell) && !is_plain_number(cell),
    };
    let quoted = cell.iter().any(|byte| matches!(byte, b'"' | b'\r' | b'\n') || *byte == options.delimiter)
        || (guarded && options.delimiter == b'\'');
    if quoted {
        out.push(b'"');
    }
    if guarded {
        out.push(b'\'');
    }
    if quoted {
        for piece in cell.split_inclusive(|byte| *byte == b'"') {
            out.append(piece);
            if piece.ends_with(b"\"") {
                out.push(b'"');
            }
        }
        out.push(b'"');
    } else {
        out.append(cell);
    }
}

/// Whether a spreadsheet may take a cell for a formula: also behind quotes and spaces, which some take away, and with a
/// full-width ＋ － ＝ ＠.
fn begins_formula(cell: &[u8]) -> bool {
    let mut rest = cell;
    while let [b' ' | b'"', behind @ ..] = rest {
        rest = behind;
    }
    let full_width = matches!(rest, [0xEF, 0xBC, 0x8B | 0x8D | 0x9D | 0xA0, ..]);
    full_width || matches!(rest, [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n', ..])
}

/// Whether a cell is a sign and digits, with points or commas between them and maybe an exponent: -1,234.5 or 1e-5.
fn is_plain_number(cell: &[u8]) -> bool {
    let digits = cell.strip_prefix(b"-").or_else(|| cell.strip_prefix(b"+")).unwrap_or(cell);
    let exponent = digits.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (digits, exponent) =
        digits.split_at_checked(exponent.unwrap_or(digits.len())).unwrap_or((digits, &[]));
    let power = exponent.get(1..).unwrap_or_default();
    let power = power.strip_prefix(b"-").or_else(|| power.strip_prefix(b"+")).unwrap_or(power);
    digits.iter().any(u8::is_ascii_digit)
        && digits.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        && (exponent.is_empty() || !power.is_empty())
        && power.iter().all(u8::is_ascii_digit)
}
