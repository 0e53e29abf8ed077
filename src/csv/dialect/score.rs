//! How well rows fit a format: how well they agree in width, and how much their cells look like values.

use super::rows::Row;
use crate::csv::Format;

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
    /// Whether it may be prose: hardly anything but words, and a space behind every delimiter.
    pub(super) prose: bool,
}

/// How well the format fits rows that were read under it.
#[inline(never)]
pub(super) fn fit(text: &[u8], rows: &[Row], format: Format) -> Fit {
    let mut fit = Fit {
        score: 0.0,
        width: common_width(rows),
        rows: 0,
        delimiters: 0,
        quoted: 0,
        broken: 0,
        decimals: 0,
        prose: false,
    };
    let mut values = 0;
    for row in rows {
        fit.quoted += row.quoted;
        fit.broken += row.broken;
        fit.delimiters += row.width().saturating_sub(1);
        fit.decimals += usize::from(row.decimals > 0);
        values += usize::from(row.typed > row.decimals);
    }
    if fit.width > 1 {
        agreement(text, rows, format, &mut fit);
    } else {
        // A line that is a value as a whole is one cell, unless a comma makes it look so.
        fit.rows = rows.len();
        fit.score = values as f32 / rows.len().max(1) as f32;
    }
    fit
}

/// The width above 1 that most rows have; the first such of equals.
fn common_width(rows: &[Row]) -> usize {
    let (mut width, mut most) = (1, 0);
    for row in rows.iter().filter(|row| row.width() > 1) {
        let count = rows.iter().filter(|other| other.width() == row.width()).count();
        if count > most {
            (width, most) = (row.width(), count);
        }
    }
    width
}

/// How well rows agree in width, times what their cells weigh.
fn agreement(text: &[u8], all: &[Row], format: Format, fit: &mut Fit) {
    let width = fit.width;
    // Delimiters that text has too need more evidence.
    let strict = matches!(format.delimiter.as_bytes(), b" " | b":");
    let fits = |row: &Row| row.width() == width;
    let mark = |row: &Row| matches!(text.get(row.start), Some(b'#' | b'%'));
    let first = all.iter().position(fits).unwrap_or(0);
    let last = all.iter().rposition(fits).unwrap_or(0);
    let (mut rows, mut weight, mut typed, mut quoted, mut outside) = (0, 0.0, 0, 0, 0);
    let mut others = 0.0;
    for (at, row) in all.iter().enumerate() {
        if fits(row) {
            rows += 1;
            weight += row.weight;
            typed += row.typed;
            quoted += row.quoted;
        } else if row.apart || mark(row) {
            others += 0.1;
        } else if at < first || at > last {
            outside += 1;
        } else {
            others += 1.0;
        }
    }
    fit.rows = rows;
    let cells = rows * width;
    // Titles above and notes below a table are few.
    let light = if outside <= rows { 0.15 } else { 1.0 };
    let agree = rows as f32 / (rows as f32 + others + light * outside as f32);
    let look = weight / cells.max(1) as f32;
    let mut score = agree * agree.sqrt() * look * look * (1.0 - 0.5 / width as f32);
    let delimiter = format.delimiter.as_bytes();
    let spaced = |pair: &&[u8]| delimiter == &pair[..1] && pair[1] == b' ';
    fit.prose = quoted == 0
        && typed * 6 < cells
        && (delimiter.ends_with(b", ") || text.windows(2).filter(spaced).count() >= fit.delimiters);
    // One line above, with nothing to part it from rows that have no header, is the header of a single column.
    if first == 1
        && (width < 5 || strict || fit.prose)
        && let [above, top, ..] = all
        && above.width() == 1
        && !mark(above)
        && !top.apart
        && top.typed * (rows - 1) >= typed - top.typed
    {
        let worded = typed * 5 < cells * 4;
        score *= if width == 2 || (strict && worded) || fit.prose { 0.15 } else { 0.35 };
    }
    if strict && (typed * 5 < cells && quoted * 5 < cells) {
        score *= 0.3;
    }
    if strict && agree < 0.9 {
        score *= 0.6;
    }
    fit.score = score;
}
