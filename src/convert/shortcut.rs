//! A cell in, whether it is quickly seen to be its value's JSON already.

use crate::base::simd::{self, LANES};
use crate::csv::{Rows, Text};
use crate::date::Date;

/// The most words that are compared one after another.
const MAX_WORDS: usize = 12;

/// Cells that are quickly seen to be their value's JSON already, quotes and escapes skipped. A cell that isn't may be a value
/// too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shortcut {
    /// None are.
    None,
    /// Any that isn't empty is text.
    Text,
    /// Text without white space around it.
    Trimmed,
    /// Short decimal numbers.
    Number,
    /// Short whole numbers.
    Integer,
    /// Days, as ISO 8601 writes them.
    Date,
    /// Short words, and whether JSON has them in quotes.
    Words(Box<[Word]>, bool),
}

/// A short text, so that two are compared at once: its length, and its bytes with nothing behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(usize, u128);

impl Word {
    /// A text as a word, if it is short.
    #[inline]
    pub fn of(text: Text<'_>) -> Option<Word> {
        let len = text.len();
        (1..=LANES).contains(&len).then(|| Word(len, u128::from_le_bytes(*text.lanes()) & first(len)))
    }

    /// A word that needs no escape in JSON.
    fn new(text: &str) -> Option<Word> {
        let mut lanes = [0; LANES];
        lanes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        let stands = !text.is_empty() && !text.bytes().any(simd::is_special);
        stands.then_some(Word(text.len(), u128::from_le_bytes(lanes)))
    }
}

/// The bits of the first bytes, of which there are one to sixteen.
#[inline]
fn first(bytes: usize) -> u128 {
    u128::MAX >> (8 * (LANES - bytes))
}

impl Shortcut {
    /// For words that are written as they stand. None where there are many, or some are long or want escapes.
    pub(super) fn words<'w>(words: impl Iterator<Item = &'w str>, quoted: bool) -> Shortcut {
        let words: Option<Vec<_>> = words.map(Word::new).collect();
        match words.filter(|words| words.len() <= MAX_WORDS) {
            Some(words) => Shortcut::Words(words.into(), quoted),
            None => Shortcut::None,
        }
    }

    /// Whether JSON has quotes around such a cell.
    pub fn is_quoted(&self) -> bool {
        match self {
            Shortcut::None | Shortcut::Number | Shortcut::Integer => false,
            Shortcut::Text | Shortcut::Trimmed | Shortcut::Date => true,
            Shortcut::Words(_, quoted) => *quoted,
        }
    }

    /// Whether such a cell may have what JSON escapes.
    pub fn is_text(&self) -> bool {
        matches!(self, Shortcut::Text | Shortcut::Trimmed)
    }

    /// Whether this is such a cell.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call takes as long as most of what it would do")]
    pub fn takes(&self, text: Text<'_>) -> bool {
        match self {
            Shortcut::None => false,
            Shortcut::Text => !text.is_empty(),
            Shortcut::Number => decimals(text).is_some(),
            Shortcut::Integer => is_whole(text),
            Shortcut::Trimmed | Shortcut::Date | Shortcut::Words(..) => self.takes_other(text),
        }
    }

    /// The same of kinds that are rarer, or take longer anyway.
    #[inline(never)]
    fn takes_other(&self, text: Text<'_>) -> bool {
        match self {
            Shortcut::Trimmed => is_trimmed(text),
            Shortcut::Date => is_date(text),
            Shortcut::Words(words, _) => is_one_of(words, text),
            _ => false,
        }
    }

    /// Hands over the cells of a column that are no such cells, each with its row's place. It is asked once what is looked
    /// for, not once a cell.
    pub fn misses<'a>(&self, rows: Rows<'a>, at: usize, miss: &mut dyn FnMut(usize, Text<'a>)) {
        match self {
            Shortcut::None => rows.each_in_column(at, miss),
            Shortcut::Text => without(rows, at, |text| !text.is_empty(), miss),
            Shortcut::Trimmed => without(rows, at, is_trimmed, miss),
            Shortcut::Number => without(rows, at, |text| decimals(text).is_some(), miss),
            Shortcut::Integer => without(rows, at, is_whole, miss),
            Shortcut::Date => without(rows, at, is_date, miss),
            Shortcut::Words(words, _) => without(rows, at, |text| is_one_of(words, text), miss),
        }
    }
}

/// Hands over the cells of a column that are not taken. A function for each way of taking them: browsers run small ones at
/// full speed sooner.
#[inline(never)]
fn without<'a>(
    rows: Rows<'a>,
    at: usize,
    takes: impl Fn(Text<'a>) -> bool,
    miss: &mut dyn FnMut(usize, Text<'a>),
) {
    rows.each_in_column(at, |row, text| {
        if !takes(text) {
            miss(row, text);
        }
    });
}

/// How many digits a short text has behind its point, if it is a number as JSON writes it, without exponent.
#[inline]
pub(super) fn decimals(text: Text<'_>) -> Option<usize> {
    let (lanes, len) = (text.lanes(), text.len());
    if len == 0 || len > LANES {
        return None;
    }
    let begin = usize::from(lanes[0] == b'-');
    let others = simd::first(len) & !simd::digits(lanes) & !(begin as u32);
    let whole = if others == 0 {
        len
    } else {
        let point = others.trailing_zeros() as usize;
        if !(others.is_power_of_two() && lanes[point] == b'.' && point + 1 < len) {
            return None;
        }
        point
    };
    // A zero leads only a number that has no other digit before the point.
    let leads = whole > begin && (lanes[begin] != b'0' || whole == begin + 1);
    leads.then_some((len - whole).saturating_sub(1))
}

/// Whether a short text is a whole number as JSON writes it.
#[inline]
fn is_whole(text: Text<'_>) -> bool {
    let (lanes, len) = (text.lanes(), text.len());
    if len == 0 || len > LANES {
        return false;
    }
    let begin = usize::from(lanes[0] == b'-');
    let others = simd::first(len) & !simd::digits(lanes) & !(begin as u32);
    others == 0 && len > begin && (lanes[begin] != b'0' || len == begin + 1)
}

/// Whether nothing around a text is dropped from it: neither white space, nor what may begin or end some of Unicode's.
#[inline]
fn is_trimmed(text: Text<'_>) -> bool {
    let visible = |byte: &u8| (b'!'..=b'~').contains(byte);
    let bytes = text.bytes();
    bytes.first().is_some_and(visible) && bytes.last().is_some_and(visible)
}

/// Whether a text is `YYYY-MM-DD`, and a day of the calendar.
#[inline]
fn is_date(text: Text<'_>) -> bool {
    const DIGITS: u32 = 0b11_0110_1111;
    let lanes = text.lanes();
    if text.len() != 10 || simd::digits(lanes) & simd::first(10) != DIGITS {
        return false;
    }
    let two = |at: usize| 10 * (lanes[at] - b'0') + (lanes[at + 1] - b'0');
    let (month, day) = (two(5), two(8));
    lanes[4] == b'-'
        && lanes[7] == b'-'
        && if (1..=28).contains(&day) { (1..=12).contains(&month) } else { Date::iso_prefix(lanes).is_some() }
}

#[inline]
fn is_one_of(words: &[Word], text: Text<'_>) -> bool {
    Word::of(text).is_some_and(|word| words.contains(&word))
}
