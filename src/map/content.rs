//! A column and the cells below a header in, whether they are of the column's type out.

use super::Headers;

/// So many cells say enough of a header.
const ENOUGH: usize = 40;

/// What the cells below a header say of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The column takes them.
    Yes,
    /// It refuses most of them.
    No,
    /// Nothing is clear, or the column takes anything.
    Unclear,
}

/// How much it says that a column takes a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// Nothing: it takes any.
    Nothing,
    /// It takes a plain number, and so many headers.
    Little,
    /// It takes what hardly another column does.
    Much,
}

/// What it says that this column takes a cell.
pub(super) fn telling(headers: &Headers<'_>, column: usize) -> Telling {
    // No type's value, short and long, as a column of texts may ask for a length.
    let any = ["~?", "?~ ~? ?~ ~? ?~ ~? ?~ ~?"];
    if any.iter().any(|text| (headers.takes)(column, text.as_bytes())) {
        Telling::Nothing
    } else if (0..=9_u8).any(|digit| (headers.takes)(column, &[b'0' + digit])) {
        Telling::Little
    } else {
        Telling::Much
    }
}

/// What the cells below a header say of the column.
#[inline(never)]
pub(super) fn fit(headers: &Headers<'_>, telling: &[Telling], column: usize, header: usize) -> Fit {
    let telling = telling.get(column).copied().unwrap_or(Telling::Nothing);
    let cells = headers.cells.get(header).map(Vec::as_slice).unwrap_or_default();
    let cells = cells.get(..ENOUGH).unwrap_or(cells);
    if telling == Telling::Nothing || cells.is_empty() {
        return Fit::Unclear;
    }
    let refused = cells.iter().filter(|cell| !(headers.takes)(column, cell)).count();
    // Numbers are everywhere, so a few of them are no evidence, and `007` is a code.
    let code = |cell: &&[u8]| matches!(cell, [b'0', second, ..] if second.is_ascii_digit());
    let enough = telling == Telling::Much || (refused == 0 && cells.len() > 2 && !cells.iter().any(code));
    if refused * 10 <= cells.len() && enough {
        Fit::Yes
    } else if refused * 2 > cells.len() {
        Fit::No
    } else {
        Fit::Unclear
    }
}
