//! A format in, the header's rows and the place of the first record out.

use super::kind::Kind;
use super::rows::{Line, Rows};
use crate::split::Format;

/// How many rows of the table, and how many rows in all, are looked at.
const ROWS: (usize, usize) = (50, 400);

/// How many columns are.
const COLUMNS: usize = 256;

/// The most rows that a header has.
const HEADER_ROWS: usize = 4;

/// Where the parts of the table stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Table {
    /// The header's first row, from 1; 0 where there is none.
    pub(super) header_row: u32,
    pub(super) header_rows: u32,
    /// The first record's row, from 1.
    pub(super) data_row: u32,
    /// Bytes before the first record.
    pub(super) data_offset: usize,
    pub(super) columns: usize,
    /// How sure the header row is, from 0 to 1.
    pub(super) confidence: f32,
}

/// A row, as far as the header is concerned.
struct Seen<'a> {
    number: u32,
    start: usize,
    end: usize,
    /// Whether a blank line stands above it.
    apart: bool,
    width: usize,
    filled: usize,
    cells: Vec<(Kind, &'a [u8])>,
}

impl Seen<'_> {
    fn kind(&self, column: usize) -> Kind {
        self.cells.get(column).map_or(Kind::Empty, |cell| cell.0)
    }

    fn text(&self, column: usize) -> &[u8] {
        self.cells.get(column).map_or(b"", |cell| cell.1)
    }

    fn is_typed(&self) -> bool {
        self.cells.iter().any(|(kind, text)| kind.is_typed() && !is_year(text))
    }
}

/// Finds the table of that width in the text, from the row of number `from` on, which is the header if `given`.
pub(super) fn find(
    text: &[u8],
    whole: bool,
    format: Format,
    width: usize,
    from: u32,
    given: Option<u32>,
) -> Table {
    let seen = read(text, whole, format, width, from);
    let mut width = first_width(&seen, width);
    if let Some(first) = seen.first().filter(|_| !seen.iter().any(|row| row.width == width)) {
        width = first.width;
    }
    let above = |at: usize| seen.get(at).map_or((from.max(1), text.len()), |row| (row.number, row.start));
    let table = |header: Option<(usize, usize)>, start: usize, confidence: f32| {
        let (data_row, data_offset) = match header {
            Some((at, rows)) => {
                let last = &seen[at + rows - 1];
                seen.get(at + rows).map_or((last.number + 1, last.end), |row| (row.number, row.start))
            }
            None => above(start),
        };
        Table {
            header_row: header.map_or(0, |(at, _)| seen[at].number),
            header_rows: header.map_or(0, |(_, rows)| rows as u32),
            data_row,
            data_offset,
            columns: header.map_or(width, |(at, rows)| seen[at + rows - 1].width.max(seen[at].width)),
            confidence,
        }
    };
    if let Some(row) = given.filter(|row| *row > 0) {
        let found = seen.first().filter(|first| first.number == row).map(|_| (0, 1));
        return Table { header_row: row, header_rows: 1, ..table(found, 0, 1.0) };
    }
    let mut at = start(&seen, width);
    let Some(first) = seen.get(at) else { return table(None, 0, 0.0) };
    if given.is_some() {
        return table(None, at, 1.0);
    }
    // A row above that is as much of a header, and not as wide as the records.
    if at > 0 && !first.apart && is_heading(&seen[at - 1]) && seen[at - 1].width * 3 >= width * 2 && width > 2
    {
        at -= 1;
    }
    // Words that a blank line parts from a header and its values.
    let part = seen.iter().skip(at + 1).take(10).position(|row| row.apart).map(|rows| at + 1 + rows);
    if let Some(part) =
        part.filter(|part| !seen[at..*part].iter().any(Seen::is_typed) && vote(&seen, *part) >= 1.0)
    {
        at = part;
    }
    let body = seen.len() - at - 1;
    if body == 0 {
        let header = !seen[at].is_typed() && seen[at].filled > 0;
        return table(header.then_some((at, 1)), at, 0.3);
    }
    let mut vote = vote(&seen, at);
    let mut rows = 1 + below(&seen, at);
    // What stands alone above may be a title, and may be a row of the table.
    if rows == 1
        && at + 1 < seen.len()
        && (vote <= 0.0 || seen[at].filled * 2 < width)
        && !seen[at].is_typed()
    {
        let next = self::vote(&seen, at + 1);
        if next >= 1.0 {
            at += 1;
            vote = next;
            rows = 1 + below(&seen, at);
        }
    }
    let sure = vote.abs();
    let body = body as f32;
    let confidence = (0.4 + 0.58 * sure / (sure + 1.0)) * body / (body + 0.3);
    table((vote > 0.0).then_some((at, rows)), at, confidence)
}

fn read<'a>(text: &'a [u8], whole: bool, format: Format, width: usize, from: u32) -> Vec<Seen<'a>> {
    let mut rows = Rows::new(text, format);
    let mut seen: Vec<Seen<'a>> = Vec::new();
    let (mut apart, mut wide) = (false, 0);
    while wide < ROWS.0 && seen.len() < ROWS.1 {
        let Some(line) = rows.next() else { break };
        if line != Line::Row || rows.number < from {
            apart = apart || line == Line::Blank;
            continue;
        }
        if rows.cut() && !whole && !seen.is_empty() {
            break;
        }
        let cells: Vec<_> = rows
            .cells
            .iter()
            .take(COLUMNS)
            .map(|cell| {
                let text = text[cell.start..cell.end].trim_ascii();
                (Kind::of(text, cell.quoted), text)
            })
            .collect();
        wide += usize::from(rows.cells.len() == width);
        seen.push(Seen {
            number: rows.number,
            start: rows.start,
            end: rows.at,
            apart: std::mem::take(&mut apart),
            width: rows.cells.len(),
            filled: cells.iter().filter(|(kind, text)| *kind != Kind::Empty || !text.is_empty()).count(),
            cells,
        });
    }
    seen
}

/// The width of the first table, where there are several: one that a blank line or a title ends.
fn first_width(seen: &[Seen<'_>], width: usize) -> usize {
    let mut at = 0;
    while at < seen.len() {
        let own = seen[at].width;
        let run = 1 + seen[at + 1..].iter().take_while(|row| row.width == own && !row.apart).count();
        let ends = seen.get(at + run).is_some_and(|row| row.apart || row.width == 1);
        // Two columns above a wider table are names and values of its metadata.
        if own == width || (ends && own > 2 && run > 2) || (ends && own == 2 && run > 20) {
            return own;
        }
        at += run;
    }
    width
}

/// The first row of the table: as wide as the table, and no title.
fn start(seen: &[Seen<'_>], width: usize) -> usize {
    let fits = |row: &Seen<'_>| row.width == width;
    let Some(first) = seen.iter().position(fits) else { return 0 };
    if width == 1 {
        return first;
    }
    let mut at = first;
    while let Some(next) = seen.get(at + 1) {
        let row = &seen[at];
        let alone = row.filled <= 1 || (row.filled == 2 && width > 4 && !row.cells[1].1.is_empty());
        let title = !row.cells[0].1.is_empty() || row.filled == 0;
        let fuller =
            seen[at + 1..].iter().take(8).any(|later| fits(later) && later.filled > row.filled.max(1));
        let headed = width > 2 || !next.is_typed();
        if !(alone && title && fuller && headed) {
            break;
        }
        at += 1;
    }
    if fits(&seen[at]) { at } else { first }
}

/// Whether every cell of the row is filled with words.
fn is_heading(row: &Seen<'_>) -> bool {
    row.width > 1 && row.filled == row.cells.len() && row.cells.iter().all(|cell| cell.0 == Kind::Text)
}

/// What the cells of a column below a row are, if most are the same that is not just text.
fn kind_below(seen: &[Seen<'_>], at: usize, column: usize) -> Option<Kind> {
    let (mut all, mut numbers, mut times, mut others) = (0, 0, 0, 0);
    for row in &seen[at + 1..] {
        match row.kind(column) {
            Kind::Empty => continue,
            Kind::Number => numbers += 1,
            Kind::Time => times += 1,
            Kind::Other => others += 1,
            Kind::Text | Kind::Odd => {}
        }
        all += 1;
    }
    let most = |count: usize| count > 0 && count * 5 >= all * 3;
    if most(numbers) {
        Some(Kind::Number)
    } else if most(times) {
        Some(Kind::Time)
    } else if most(others) {
        Some(Kind::Other)
    } else {
        None
    }
}

/// How much the row looks like a header of the rows below: below zero where it looks like one of them.
fn vote(seen: &[Seen<'_>], at: usize) -> f32 {
    let row = &seen[at];
    let below = &seen[at + 1..];
    let mut vote = 0.0;
    for (column, &(kind, text)) in row.cells.iter().enumerate() {
        if kind == Kind::Empty {
            continue;
        }
        let years = || below.iter().all(|row| row.kind(column) == Kind::Empty || is_year(row.text(column)));
        vote += match (kind_below(seen, at, column), kind.is_typed()) {
            (Some(_), false) => 1.0,
            (Some(_), true) if is_year(text) && !years() => 0.5,
            (Some(_), true) => -1.0,
            (None, true) => -0.3,
            (None, false) if below.iter().any(|row| row.text(column) == text) => -0.5,
            (None, false) => {
                let digits = |text: &[u8]| text.iter().any(u8::is_ascii_digit);
                let mut cells = below.iter().map(|row| row.text(column)).filter(|text| !text.is_empty());
                let coded =
                    below.len() > 1 && !digits(text) && cells.clone().count() > 0 && cells.all(digits);
                if coded { 0.5 } else { 0.1 }
            }
        };
    }
    vote
}

/// How many rows below the header's first belong to it too: those with words where the records have values.
fn below(seen: &[Seen<'_>], at: usize) -> usize {
    let width = seen[at].cells.len();
    let typed: Vec<usize> = (0..width.max(seen.get(at + 1).map_or(0, |row| row.cells.len())))
        .filter(|&column| kind_below(seen, at, column).is_some())
        .collect();
    let mut rows = 0;
    while let Some(row) = seen.get(at + rows + 1)
        && rows + 1 < HEADER_ROWS
        && at + rows + 2 < seen.len()
        && !row.apart
        && row.width == seen[at].width
    {
        let words =
            typed.iter().filter(|&&column| matches!(row.kind(column), Kind::Text | Kind::Odd)).count();
        let values = typed.iter().any(|&column| row.kind(column).is_typed() && !is_year(row.text(column)));
        let nothing_else = (0..width)
            .filter(|column| !typed.contains(column))
            .all(|column| row.text(column).is_empty() || row.text(column) == seen[at].text(column));
        // A record must not be taken for a header: every value is a word, and the row above leaves room for groups, or this
        // one has nothing else, as units have.
        let groups = seen[at].filled < width;
        if values || words < 2 || words < typed.len() || !(groups || nothing_else) {
            break;
        }
        rows += 1;
    }
    rows
}

/// Whether a text is a year of our time, which headers are too.
fn is_year(text: &[u8]) -> bool {
    matches!(text, [b'1', b'9', b'0'..=b'9', b'0'..=b'9'] | [b'2', b'0', b'0'..=b'9', b'0'..=b'9'])
}
