//! Whether the cells below a header are of a column's type.

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
    let (Some(rows), true) = (headers.rows, telling != Telling::Nothing) else { return Fit::Unclear };
    let (mut count, mut refused, mut codes) = (0, 0, 0);
    for row in rows.iter() {
        let cell = row.text(header).bytes();
        if cell.trim_ascii().is_empty() {
            continue;
        }
        count += 1;
        refused += usize::from(!(headers.takes)(column, cell));
        codes += usize::from(matches!(cell, [b'0', second, ..] if second.is_ascii_digit()));
        if count == ENOUGH {
            break;
        }
    }
    // Numbers are everywhere, so a few of them are no evidence, and `007` is a code.
    let enough = telling == Telling::Much || (refused + codes == 0 && count > 2);
    if count == 0 {
        Fit::Unclear
    } else if refused * 10 <= count && enough {
        Fit::Yes
    } else if refused * 2 > count {
        Fit::No
    } else {
        Fit::Unclear
    }
}
