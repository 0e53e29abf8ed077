//! A cell in, whether it is quickly seen to be its value's JSON already.

use crate::simd::{self, LANES};
use crate::split::Text;

/// Cells that are quickly seen to be their value's JSON already, quotes and escapes aside. A cell that isn't may be a value
/// too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// None are.
    None,
    /// Any that isn't empty is text.
    Text,
    /// Short decimal numbers.
    Number,
    /// Short whole numbers.
    Integer,
}

impl Shortcut {
    /// Whether this is such a cell.
    #[inline]
    pub fn takes(self, text: Text<'_>) -> bool {
        match self {
            Shortcut::None => false,
            Shortcut::Text => !text.is_empty(),
            Shortcut::Number => is_json_number(text, true),
            Shortcut::Integer => is_json_number(text, false),
        }
    }
}

/// Whether a short text is a number as JSON writes it, without exponent.
#[inline]
fn is_json_number(text: Text<'_>, fraction: bool) -> bool {
    let (lanes, len) = (text.lanes(), text.len());
    if len == 0 || len > LANES {
        return false;
    }
    let begin = usize::from(lanes[0] == b'-');
    let others = simd::first(len) & !simd::digits(lanes) & !(begin as u32);
    let whole = if others == 0 {
        len
    } else {
        let point = others.trailing_zeros() as usize;
        let one = others.is_power_of_two();
        if !(fraction && one && lanes[point] == b'.' && point + 1 < len) {
            return false;
        }
        point
    };
    // A zero leads only a number that has no other digit before the point.
    whole > begin && (lanes[begin] != b'0' || whole == begin + 1)
}
