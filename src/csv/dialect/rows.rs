//! What the first rows look like under a format: as the splitter splits them, so that what is found is what is read
//! later.

use super::kind::Kind;
use crate::csv::{FaultKind, Format, Place, SkippedKind, Splitter};

/// How many rows are looked at.
const ROWS: usize = 150;

/// With this many rows, a limit of bytes is kept to.
const ENOUGH: usize = 8;

/// How many bytes the splitter gets at a time.
const STEP: usize = 1 << 14;

/// What is known of a cell once its text is forgotten.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) kind: Kind,
    /// Whether it is a year of our time, which headers are too.
    pub(super) year: bool,
    /// Whether it has a digit.
    pub(super) digit: bool,
    /// The same for the same text; 0 for none.
    pub(super) hash: u32,
    /// The whole number that it is; 0 where it is none.
    pub(super) whole: u32,
}

impl Cell {
    /// A cell that is not there.
    pub(super) const NONE: Cell = Cell { kind: Kind::Empty, year: false, digit: false, hash: 0, whole: 0 };

    /// Whether it says more than text and years do.
    pub(super) fn is_value(self) -> bool {
        self.kind.is_typed() && !self.year
    }
}

/// A row under some format, however badly that fits.
#[derive(Debug)]
pub(super) struct Row {
    /// From 1, blank lines and comments counted.
    pub(super) number: u32,
    /// Where it begins, and where the line after it does.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What ends it; nothing at the end of the text.
    pub(super) ending: &'static str,
    /// Whether a blank line stands above it.
    pub(super) apart: bool,
    /// Whether it is a rule, as below headers: `--- ---`.
    pub(super) rule: bool,
    pub(super) cells: Vec<Cell>,
    /// What its cells weigh: how much they look like values.
    pub(super) weight: f32,
    /// How many cells are filled, say more than text does, are numbers with a comma, stand in quotes, in wrong ones.
    pub(super) filled: usize,
    pub(super) typed: usize,
    pub(super) decimals: usize,
    pub(super) quoted: usize,
    pub(super) broken: usize,
}

impl Row {
    pub(super) fn width(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn cell(&self, column: usize) -> Cell {
        self.cells.get(column).copied().unwrap_or(Cell::NONE)
    }
}

/// The first rows from that number on, of a table that is as wide (0 where that isn't known): a hundred and fifty, or as
/// many as begin in the first `bytes`, but eight at least.
#[inline(never)]
pub(super) fn read(
    text: &[u8],
    whole: bool,
    format: Format,
    width: usize,
    from: u32,
    bytes: usize,
) -> Vec<Row> {
    let mut splitter = Splitter::new(format, Place { offset: 0, line: 1 }, width);
    let mut rest = text.chunks(STEP);
    let mut rows: Vec<Row> = Vec::new();
    // Rows and other lines passed, and whether a blank one stands above the next row that counts.
    let (mut count, mut apart) = (0, false);
    while rows.len() < ROWS && (rows.len() < ENOUGH || rows.last().is_none_or(|row| row.end < bytes)) {
        match splitter.fill(1) {
            Ok(true) => {}
            // A row that breaks off is looked at only where there is no other.
            Ok(false) if splitter.is_finished() => break,
            Ok(false) => {
                match rest.next() {
                    Some(next) => splitter.push(next),
                    None if whole || rows.is_empty() => splitter.finish(),
                    None => break,
                }
                continue;
            }
            // What the splitter refuses fits nothing.
            Err(_) => break,
        }
        for skipped in splitter.skipped_lines() {
            count += skipped.lines;
            apart |= skipped.kind == SkippedKind::Blank;
        }
        count += splitter.rows().len() as u64;
        let number = count as u32;
        if number >= from
            && let Some(row) = look(text, format, &splitter, number, apart)
        {
            rows.push(row);
            apart = false;
        }
    }
    rows
}

/// The row that is the splitter's block.
#[inline(never)]
fn look(text: &[u8], format: Format, splitter: &Splitter, number: u32, apart: bool) -> Option<Row> {
    let split = splitter.rows().get(0)?;
    let start = split.place().offset as usize;
    let end = start + split.len();
    let ending = line_end(text, end);
    let mut row = Row {
        number,
        start,
        end: end + ending.len(),
        ending,
        apart,
        rule: is_rule(split),
        cells: Vec::with_capacity(split.width()),
        weight: 0.0,
        filled: 0,
        typed: 0,
        decimals: 0,
        quoted: 0,
        broken: 0,
    };
    let mut faults = splitter.rows().faults().iter().peekable();
    for (at, cell) in split.cells().enumerate() {
        let fault = faults.next_if(|fault| fault.cell == at);
        let quoted = format.quote.is_some() && split.before(at) == format.quote;
        // Apostrophes at the start and at the end of two lines: 'tis, goin'.
        let apostrophes = quoted && format.quote == Some(b'\'') && cell.contains(&b'\n');
        let broken = apostrophes || fault.is_some_and(|fault| fault.kind != FaultKind::QuoteInText);
        let cell = cell.trim_ascii();
        let kind = Kind::of(cell, quoted);
        row.filled += usize::from(!cell.is_empty());
        row.typed += usize::from(kind.is_typed());
        row.decimals += usize::from(kind == Kind::Number && cell.contains(&b','));
        row.quoted += usize::from(quoted || broken);
        row.broken += usize::from(broken);
        row.weight += if broken {
            0.1
        } else if quoted {
            1.0
        } else {
            kind.weight()
        };
        // FNV-1a: names are told apart by it.
        let hash = cell
            .iter()
            .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
        row.cells.push(Cell {
            kind,
            year: matches!(
                cell,
                [b'1', b'9', b'0'..=b'9', b'0'..=b'9'] | [b'2', b'0', b'0'..=b'9', b'0'..=b'9']
            ),
            digit: cell.iter().any(u8::is_ascii_digit),
            hash: if cell.is_empty() { 0 } else { hash },
            whole: std::str::from_utf8(cell).ok().and_then(|text| text.parse().ok()).unwrap_or_default(),
        });
    }
    Some(row)
}

/// Whether a row is no record but a rule between headers and records: nothing but dashes, two at least in a cell.
pub(crate) fn is_rule(row: crate::csv::Row<'_>) -> bool {
    let dashes = |cell: &[u8]| cell.len() > 1 && cell.iter().all(|byte| b"-=:+".contains(byte));
    let mut cells = row.cells().map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(dashes)
}

/// The line end that stands there.
fn line_end(text: &[u8], at: usize) -> &'static str {
    match text.get(at..) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        Some([b'\n', ..]) => "\n",
        _ => "",
    }
}
