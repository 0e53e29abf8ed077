//! A format in, how well the text fits it out: how well its rows agree in width, and how much its cells look like values.

use super::kind::Kind;
use super::rows::{Line, Rows};
use crate::split::Format;

/// How many rows are looked at.
const ROWS: usize = 150;

/// With this many rows, so many bytes are enough.
const ENOUGH: (usize, usize) = (8, 1 << 14);

/// The most bytes that are looked at.
const BYTES: usize = 1 << 16;

/// How well a text fits a format.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// From 0 to 1.
    pub(super) score: f32,
    /// The width that most rows have.
    pub(super) width: usize,
    /// Rows of that width.
    pub(super) rows: usize,
    /// Delimiters in all rows.
    pub(super) delimiters: usize,
    /// Cells in quotes, and those of them whose quotes are not right.
    pub(super) quoted: usize,
    pub(super) broken: usize,
    /// Lines that are a number with a comma, where a line is a cell.
    pub(super) decimals: usize,
}

/// What is known of a row once its cells are forgotten.
struct Seen {
    width: usize,
    /// What its cells weigh.
    weight: f32,
    typed: usize,
    decimals: usize,
    quoted: usize,
    /// Whether a blank line stands above it.
    apart: bool,
    /// Whether it may be a comment.
    mark: bool,
}

/// How well the text fits the format, from the row of that number on.
pub(super) fn fit(text: &[u8], whole: bool, format: Format, from: u32) -> Fit {
    let (text, whole) = if text.len() > BYTES { (&text[..BYTES], false) } else { (text, whole) };
    let mut rows = Rows::new(text, format);
    let mut seen: Vec<Seen> = Vec::new();
    let mut fit = Fit { score: 0.0, width: 1, rows: 0, delimiters: 0, quoted: 0, broken: 0, decimals: 0 };
    let mut apart = false;
    while seen.len() < ROWS && (seen.len() < ENOUGH.0 || rows.at < ENOUGH.1) {
        let Some(line) = rows.next() else { break };
        if rows.number < from {
            continue;
        }
        if line != Line::Row {
            apart = apart || line == Line::Blank;
            continue;
        }
        if rows.cut() && !whole && !seen.is_empty() {
            break;
        }
        let mut row = Seen {
            width: rows.cells.len(),
            weight: 0.0,
            typed: 0,
            decimals: 0,
            quoted: 0,
            apart: std::mem::take(&mut apart),
            mark: matches!(text[rows.start], b'#' | b'%'),
        };
        for cell in &rows.cells {
            let kind = Kind::of(&text[cell.start..cell.end], cell.quoted);
            let decimal = kind == Kind::Number && text[cell.start..cell.end].contains(&b',');
            row.typed += usize::from(kind.is_typed());
            row.decimals += usize::from(decimal);
            row.quoted += usize::from(cell.quoted);
            fit.broken += usize::from(cell.broken);
            row.weight += match kind {
                _ if cell.broken => 0.1,
                _ if cell.quoted => 1.0,
                Kind::Number | Kind::Time | Kind::Other => 1.0,
                Kind::Text => 0.8,
                Kind::Empty => 0.6,
                Kind::Odd => 0.2,
            };
        }
        fit.quoted += row.quoted;
        fit.delimiters += row.width - 1;
        seen.push(row);
    }
    fit.width = common_width(&seen);
    if fit.width > 1 {
        fit.score =
            agreement(&seen, fit.width, strict(format), &mut fit.rows) * (1.0 - 0.5 / fit.width as f32);
    } else {
        // A line that is a value as a whole is one cell, unless a comma makes it look so.
        let values = seen.iter().filter(|row| row.typed > row.decimals).count();
        fit.decimals = seen.iter().filter(|row| row.decimals > 0).count();
        fit.rows = seen.len();
        fit.score = values as f32 / seen.len().max(1) as f32;
    }
    fit
}

/// Delimiters that text has too, and that need more evidence.
fn strict(format: Format) -> bool {
    matches!(format.delimiter.as_bytes(), b" " | b":")
}

/// The width above 1 that most rows have; the first such of equals.
fn common_width(seen: &[Seen]) -> usize {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for row in seen.iter().filter(|row| row.width > 1) {
        match counts.iter_mut().find(|(width, _)| *width == row.width) {
            Some((_, count)) => *count += 1,
            None => counts.push((row.width, 1)),
        }
    }
    let best = counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(1, |(width, _)| width)
}

/// How well rows agree in width, times what their cells weigh.
fn agreement(seen: &[Seen], width: usize, strict: bool, agreeing: &mut usize) -> f32 {
    let fits = |row: &Seen| row.width == width;
    let first = seen.iter().position(fits).unwrap_or(0);
    let last = seen.iter().rposition(fits).unwrap_or(0);
    let (mut rows, mut cells, mut weight, mut typed, mut quoted, mut outside) = (0, 0, 0.0, 0, 0, 0);
    let mut others = 0.0;
    for (at, row) in seen.iter().enumerate() {
        if fits(row) {
            rows += 1;
            cells += width;
            weight += row.weight;
            typed += row.typed;
            quoted += row.quoted;
        } else if row.mark || row.apart {
            others += 0.1;
        } else if at < first || at > last {
            outside += 1;
        } else {
            others += 1.0;
        }
    }
    *agreeing = rows;
    // Titles above and notes below a table are few.
    let light = if outside <= rows { 0.15 } else { 1.0 };
    let agree = rows as f32 / (rows as f32 + others + light * outside as f32);
    let look = weight / cells.max(1) as f32;
    let mut score = agree * agree.sqrt() * look * look;
    // One line above, with nothing to part it from rows that have no header, is the header of a single column.
    if first == 1 && width < 5 && !seen[0].mark && seen[0].width == 1 && !seen[1].apart {
        let headed = seen[1].typed * (rows - 1) < typed - seen[1].typed;
        if !headed {
            score *= if width == 2 { 0.15 } else { 0.35 };
        }
    }
    if strict && (typed * 5 < cells && quoted * 5 < cells) {
        score *= 0.3;
    }
    if strict && agree < 0.9 {
        score *= 0.6;
    }
    score
}
