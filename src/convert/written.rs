//! Numbers as people write them: with thousands, currency, percent or accountants' parentheses.

use super::currency::{Currencies, currency};
use super::number::{Number, to_integer, without_leading_zeros};
use super::plain::{FRACTION, THOUSANDS, plain};
use crate::template::Decimal;
use std::ops::Range;

/// What a written number consists of, by places in its text.
struct Shape {
    negative: bool,
    percent: bool,
    currency: Option<&'static str>,
    whole: Range<usize>,
    fraction: Range<usize>,
    exponent: Range<usize>,
}

/// Reads a number as people write it, if it has no other currency than it may.
pub(super) fn amount<'a>(
    text: &[u8],
    mark: Decimal,
    currencies: Currencies,
    whole: bool,
    scratch: &'a mut Vec<u8>,
) -> Option<Number<'a>> {
    let (number, found) = written(text, mark, scratch)?;
    let number = Some(number).filter(|_| currencies.include(found));
    if whole { number.and_then(to_integer) } else { number }
}

/// Reads a number in which `mark` stands before the fraction, and the name of the currency beside it. Its digits are put into
/// `scratch`, so that none is lost.
pub(super) fn written<'a>(
    text: &[u8],
    mark: Decimal,
    scratch: &'a mut Vec<u8>,
) -> Option<(Number<'a>, Option<&'static str>)> {
    scratch.clear();
    // Most of what is no number is a word.
    if text.is_ascii() && !text.iter().any(u8::is_ascii_digit) || !plain(text, scratch) {
        return None;
    }
    let Shape { negative, percent, currency, whole, fraction, exponent } = shape(scratch, mark)?;
    let from = scratch.len();
    for at in whole {
        if let Some(digit) = scratch.get(at).copied().filter(u8::is_ascii_digit) {
            scratch.push(digit);
        }
    }
    let mut point = scratch.len();
    if percent {
        // Two digits more stand behind the point; where there are fewer before it, zeros do.
        let missing = 2_usize.saturating_sub(point - from);
        (0..missing).for_each(|_| scratch.insert(from, b'0'));
        point = (point + missing).saturating_sub(2);
    }
    scratch.extend_from_within(fraction);
    let end = scratch.len();
    let number = Number {
        negative,
        whole: without_leading_zeros(scratch.get(from..point)?),
        fraction: scratch.get(point..end)?,
        exponent: scratch.get(exponent)?,
    };
    Some((number, currency))
}

fn shape(text: &[u8], mark: Decimal) -> Option<Shape> {
    let (mut minus, mut plus, mut percent, mut beside) = (0, 0, 0, None);
    let (mut opened, mut closed) = (0, 0);
    let (mut from, mut to) = (0, text.len());
    // What stands around the digits, in whatever order.
    loop {
        let rest = text.get(from..to)?;
        let (first, last) = (*rest.first()?, *rest.last()?);
        match first {
            b' ' => {}
            b'-' => minus += 1,
            b'+' => plus += 1,
            b'%' => percent += 1,
            b'(' => opened += 1,
            _ => {
                if beside.is_none()
                    && let Some((bytes, name)) = currency(rest, false)
                {
                    beside = Some(name);
                    from += bytes;
                    continue;
                }
                match last {
                    b' ' => {}
                    b'-' => minus += 1,
                    b'%' => percent += 1,
                    b')' => closed += 1,
                    _ => {
                        let Some((bytes, name)) = currency(rest, true).filter(|_| beside.is_none()) else {
                            break;
                        };
                        beside = Some(name);
                        to -= bytes - 1;
                    }
                }
                to -= 1;
                continue;
            }
        }
        from += 1;
    }
    if opened != closed || minus + plus + opened > 1 || percent > 1 || percent > 0 && beside.is_some() {
        return None;
    }
    let negative = minus + opened > 0;
    let Body { whole, fraction, exponent } = body(text, from..to, mark)?;
    if percent > 0 && !exponent.is_empty() {
        return None;
    }
    Some(Shape { negative, percent: percent > 0, currency: beside, whole, fraction, exponent })
}

/// Digits with what stands between them.
struct Body {
    whole: Range<usize>,
    fraction: Range<usize>,
    exponent: Range<usize>,
}

fn body(text: &[u8], range: Range<usize>, mark: Decimal) -> Option<Body> {
    let (point, thousands) = if mark == Decimal::Point { (b'.', b',') } else { (b',', b'.') };
    let end = range.end;
    let is_point = |byte: u8| byte == point || byte == FRACTION;
    let mut groups = Groups::default();
    let mut at = range.start;
    while let Some(byte) = text.get(at).copied().filter(|_| at < end) {
        match byte {
            b'0'..=b'9' => groups.digit(byte),
            b' ' | b'\'' | THOUSANDS => groups.separator(byte)?,
            _ if byte == thousands => groups.separator(byte)?,
            _ => break,
        }
        at += 1;
    }
    let whole = range.start..at;
    if !groups.are_thousands() {
        return None;
    }
    let digits = |from: usize| {
        let rest = text.get(from..end).unwrap_or_default();
        from + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut fraction = at..at;
    if text.get(at).copied().filter(|_| at < end).is_some_and(is_point) {
        fraction = at + 1..digits(at + 1);
        at = fraction.end;
    }
    if groups.is_empty() && fraction.is_empty() {
        return None;
    }
    let exponent = match text.get(at..end)? {
        [] => at..at,
        [b'e' | b'E', sign, ..] => {
            let first = at + 1 + usize::from(matches!(sign, b'+' | b'-'));
            (digits(first) == end && first < end).then_some(at + 1..end)?
        }
        _ => return None,
    };
    Some(Body { whole, fraction, exponent })
}

/// Digits in groups, as far as they have been read.
#[derive(Debug, Default)]
struct Groups {
    separator: Option<u8>,
    first: usize,
    starts_with_zero: bool,
    /// Digits in the group that is being read.
    last: usize,
    /// Groups of two and of three digits before it, the first left out.
    twos: usize,
    threes: usize,
    /// Groups, the last left out.
    closed: usize,
    odd: bool,
}

impl Groups {
    fn is_empty(&self) -> bool {
        self.closed == 0 && self.last == 0
    }

    fn digit(&mut self, digit: u8) {
        self.starts_with_zero |= self.is_empty() && digit == b'0';
        self.last += 1;
    }

    /// Ends a group. None where another sign ended the one before.
    fn separator(&mut self, separator: u8) -> Option<()> {
        if self.separator.replace(separator).is_some_and(|known| known != separator) {
            return None;
        }
        match (self.closed, self.last) {
            (0, first) => self.first = first,
            (_, 2) => self.twos += 1,
            (_, 3) => self.threes += 1,
            _ => self.odd = true,
        }
        self.closed += 1;
        self.last = 0;
        Some(())
    }

    /// Whether there is one group, or they are thousands, or as in India: `1,234,567` and `12,34,567`.
    fn are_thousands(&self) -> bool {
        if self.closed == 0 {
            return true;
        }
        let western = self.twos == 0 && (1..=3).contains(&self.first);
        let indian = self.threes == 0 && (1..=2).contains(&self.first);
        !self.odd && !self.starts_with_zero && self.last == 3 && (western || indian)
    }
}
