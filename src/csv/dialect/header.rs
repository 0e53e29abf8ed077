//! Finds the header's rows and the first record.

use super::kind::Kind;
use super::rows::Row;

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

/// Finds the table of that width among the rows from the number `from` on, which is the header if `given`. `end` is where
/// the text ends.
#[inline(never)]
pub(super) fn find(seen: &[Row], end: usize, width: usize, from: u32, given: Option<u32>) -> Table {
    let mut width = first_width(seen, width);
    if let Some(first) = seen.first().filter(|_| !seen.iter().any(|row| row.width() == width)) {
        width = first.width();
    }
    let above = |at: usize| seen.get(at).map_or((from.max(1), end), |row| (row.number, row.start));
    let table = |header: Option<(usize, usize)>, start: usize, confidence: f32| {
        let (data_row, data_offset) = match header {
            Some((at, rows)) => {
                let rule = seen.get(at + rows).is_some_and(|row| row.rule);
                let next = at + rows + usize::from(rule);
                let last = &seen[next - 1];
                seen.get(next).map_or((last.number + 1, last.end), |row| (row.number, row.start))
            }
            None => above(start),
        };
        Table {
            header_row: header.map_or(0, |(at, _)| seen[at].number),
            header_rows: header.map_or(0, |(_, rows)| rows as u32),
            data_row,
            data_offset,
            columns: header.map_or(width, |(at, rows)| seen[at + rows - 1].width().max(seen[at].width())),
            confidence,
        }
    };
    if let Some(row) = given.filter(|row| *row > 0) {
        let found = seen.first().filter(|first| first.number == row).map(|_| (0, 1));
        return Table { header_row: row, header_rows: 1, ..table(found, 0, 1.0) };
    }
    let mut at = start(seen, width);
    let Some(first) = seen.get(at) else { return table(None, 0, 0.0) };
    if given.is_some() {
        return table(None, at, 1.0);
    }
    // A row of names above that is not as wide as the records, and as much of a header, or the only one.
    if at > 0
        && !first.apart
        && is_heading(&seen[at - 1])
        && ((seen[at - 1].width() * 3 >= width * 2 && width > 2) || vote(seen, at) <= 0.0)
    {
        at -= 1;
    }
    // Words that a blank line parts from a header and its values.
    let part = seen.iter().skip(at + 1).take(10).position(|row| row.apart).map(|rows| at + 1 + rows);
    if let Some(part) = part.filter(|part| !seen[at..*part].iter().any(is_typed) && vote(seen, *part) >= 1.0)
    {
        at = part;
    }
    let body = seen.len() - at - 1;
    if body == 0 {
        let header = !is_typed(&seen[at]) && seen[at].filled > 0;
        return table(header.then_some((at, 1)), at, 0.3);
    }
    let mut vote = vote(seen, at);
    let mut rows = 1 + below(seen, at);
    // What stands alone above may be a title, and may be a row of the table.
    if rows == 1
        && seen.get(at + 1).is_some_and(|next| !next.rule)
        && (vote <= 0.0 || seen[at].filled * 2 < width)
        && !is_typed(&seen[at])
    {
        let next = self::vote(seen, at + 1);
        if next >= 1.0 {
            at += 1;
            vote = next;
            rows = 1 + below(seen, at);
        }
    }
    let sure = vote * vote;
    let body = body as f32;
    let confidence = (0.4 + 0.58 * sure / (sure + 0.25)) * body / (body + 0.6);
    table((vote > 0.0).then_some((at, rows)), at, confidence)
}

/// The width of the first table, where there are several: one that a blank line or a title ends.
fn first_width(seen: &[Row], width: usize) -> usize {
    let mut at = 0;
    while at < seen.len() {
        let own = seen[at].width();
        let run = 1 + seen[at + 1..].iter().take_while(|row| row.width() == own && !row.apart).count();
        let ends = seen.get(at + run).is_some_and(|row| row.apart || row.width() == 1);
        // Two columns above a wider table are names and values of its metadata.
        if own == width || (ends && own > 2 && run > 2) || (ends && own == 2 && run > 20) {
            return own;
        }
        at += run;
    }
    width
}

/// The first row of the table: as wide as the table, and no title.
fn start(seen: &[Row], width: usize) -> usize {
    let fits = |row: &Row| row.width() == width;
    let Some(first) = seen.iter().position(fits) else { return 0 };
    if width == 1 {
        return first;
    }
    let mut at = first;
    while let Some(next) = seen.get(at + 1) {
        let row = &seen[at];
        let alone = row.filled <= 1 || (row.filled == 2 && width > 4 && row.cells[1].hash != 0);
        let title = row.cells[0].hash != 0 || row.filled == 0;
        let fuller =
            seen[at + 1..].iter().take(8).any(|later| fits(later) && later.filled > row.filled.max(1));
        let headed = width > 2 || !is_typed(next);
        if !(alone && title && fuller && headed) {
            break;
        }
        at += 1;
    }
    if fits(&seen[at]) { at } else { first }
}

/// Whether the row has two names at least, hardly anything else, and no value.
fn is_heading(row: &Row) -> bool {
    let names = row.cells.iter().filter(|cell| cell.kind == Kind::Text).count();
    row.typed == 0 && names > 1 && names * 3 > row.width() * 2
}

/// What the cells of a column below a row are, if most are the same that is not just text.
fn kind_below(seen: &[Row], at: usize, column: usize) -> Option<Kind> {
    let (mut all, mut numbers, mut times, mut others) = (0, 0, 0, 0);
    for row in &seen[at + 1..] {
        match row.cell(column).kind {
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
fn vote(seen: &[Row], at: usize) -> f32 {
    let row = &seen[at];
    let below = &seen[at + 1..];
    // Files that were put together have their header several times.
    let same =
        |other: &Row| other.cells.iter().map(|cell| cell.hash).eq(row.cells.iter().map(|cell| cell.hash));
    let repeated = below.iter().any(same);
    // Sizes, bounds of classes: 36, 38, 40.
    let steps = is_series(row) && !below.iter().any(is_series);
    let mut vote = 0.0;
    for (column, cell) in row.cells.iter().enumerate() {
        if cell.kind == Kind::Empty {
            continue;
        }
        let mut others = below.iter().map(|row| row.cell(column)).filter(|other| other.hash != 0);
        vote += match (kind_below(seen, at, column), cell.kind.is_typed()) {
            (Some(_), false) => 1.0,
            (Some(_), true) if cell.year && !others.all(|other| other.year) => 0.5,
            // The more rows are none, the surer it is.
            (Some(Kind::Number), true) if steps => 0.1,
            // Days above numbers, answers above counts.
            (Some(below), true) if below != cell.kind && cell.kind != Kind::Number => 0.5,
            // An answer that others give too may still be what they were asked for.
            (Some(Kind::Other), true) if others.any(|other| other.hash == cell.hash) => -0.2,
            (Some(_), true) => -1.0,
            (None, true) => -0.3,
            (None, false)
                if !repeated
                    && others.clone().filter(|other| other.hash == cell.hash).count() * 5 > below.len() =>
            {
                -0.5
            }
            // A name above codes.
            (None, false)
                if !cell.digit
                    && below.len() > 1
                    && others.next().is_some_and(|other| other.digit)
                    && others.all(|other| other.digit) =>
            {
                0.5
            }
            (None, false) => 0.1,
        };
    }
    vote
}

/// Whether a name stands before at least three whole numbers, each as far from the one before.
fn is_series(row: &Row) -> bool {
    let numbers: Vec<u32> = row.cells.iter().map(|cell| cell.whole).filter(|whole| *whole > 0).collect();
    let step = |pair: &[u32]| pair[1].saturating_sub(pair[0]);
    numbers.len() > 2
        && numbers.windows(2).all(|pair| step(pair) > 0 && step(pair) == step(&numbers))
        && row.cell(0).kind == Kind::Text
}

/// How many rows below the header's first belong to it too: those with words where the records have values.
fn below(seen: &[Row], at: usize) -> usize {
    let top = &seen[at];
    // A name that has room behind it is a group's.
    let groups = top.cells.iter().skip_while(|cell| cell.hash == 0).any(|cell| cell.hash == 0);
    let mut rows = 0;
    while let Some(row) = seen.get(at + rows + 1)
        && rows + 1 < HEADER_ROWS
        && at + rows + 2 < seen.len()
        && !row.apart
        && row.width() == top.width()
    {
        let (mut typed, mut words, mut values, mut nothing_else) = (0, 0, false, true);
        // One word for all is a record's: pending, pending, pending.
        let alike = row.cells.iter().all(|cell| cell.hash == row.cell(0).hash);
        for (column, cell) in row.cells.iter().enumerate() {
            if kind_below(seen, at, column).is_some() {
                typed += 1;
                words += usize::from(matches!(cell.kind, Kind::Text | Kind::Odd));
                values |= cell.is_value();
            } else {
                nothing_else &= cell.hash == 0 || cell.hash == top.cell(column).hash;
            }
        }
        // A record must not be taken for a header: every value is a word, and the row above leaves room for groups, or this
        // one has nothing else, as units have.
        if values || words < 2 || words < typed || alike || !(groups || nothing_else) {
            break;
        }
        rows += 1;
    }
    rows
}

/// Whether the row has a value, and not only names and years.
fn is_typed(row: &Row) -> bool {
    row.cells.iter().any(|cell| cell.is_value())
}
