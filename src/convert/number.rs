//! Decimal numbers in the digits of the file, and which of two is larger.

use std::cmp::Ordering;

/// A decimal number, in the digits of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number<'a> {
    /// Whether it has a minus sign.
    pub negative: bool,
    /// Digits before the point, without leading zeros; `0` where there are none.
    pub whole: &'a [u8],
    /// Digits after the point, if any.
    pub fraction: &'a [u8],
    /// What follows the `e`, if anything.
    pub exponent: &'a [u8],
}

impl Number<'_> {
    /// The number's parts, which one after another are its JSON with every digit that the file has.
    #[inline]
    pub fn parts(&self) -> [&[u8]; 6] {
        [
            if self.negative { b"-" } else { b"" },
            self.whole,
            if self.fraction.is_empty() { b"" } else { b"." },
            self.fraction,
            if self.exponent.is_empty() { b"" } else { b"e" },
            self.exponent,
        ]
    }

    /// Its digits before and after the point.
    pub fn digits(&self) -> impl DoubleEndedIterator<Item = u8> {
        self.whole.iter().chain(self.fraction).copied()
    }

    /// How many zeros lead, and the power of ten before which the first other digit stands.
    pub fn scale(&self) -> (usize, i64) {
        let zeros = self.digits().take_while(|digit| *digit == b'0').count();
        let length = |count| i64::try_from(count).unwrap_or(ENDLESS);
        (zeros, length(self.whole.len()) - length(zeros) + power_of_ten(self.exponent))
    }
}

/// Beyond any double's power of ten, whatever is taken from it or added; nothing overflows.
const ENDLESS: i64 = i64::MAX / 4;

/// An exponent's number, if it isn't as good as endless.
fn power_of_ten(exponent: &[u8]) -> i64 {
    let digits = exponent.iter().filter(|byte| byte.is_ascii_digit());
    let size = digits.fold(0_i64, |sum, digit| {
        sum.saturating_mul(10).saturating_add(i64::from(digit - b'0')).min(ENDLESS)
    });
    if exponent.first() == Some(&b'-') { -size } else { size }
}

/// Reads `[+-]digits[.digits][e[+-]digits]`, where digits on one side of the point are enough.
#[inline]
pub(super) fn number(text: &[u8]) -> Option<Number<'_>> {
    let negative = text.first() == Some(&b'-');
    let unsigned = if negative || text.first() == Some(&b'+') { &text[1..] } else { text };
    let digits = count_digits(unsigned);
    let (whole, rest) = unsigned.split_at(digits);
    if rest.is_empty() && digits > 0 {
        return Some(Number {
            negative,
            whole: without_leading_zeros(whole),
            fraction: rest,
            exponent: rest,
        });
    }
    decimal(negative, whole, rest)
}

/// Reads what follows the digits of a number that is more than them.
fn decimal<'a>(negative: bool, whole: &'a [u8], rest: &'a [u8]) -> Option<Number<'a>> {
    let (fraction, rest) = match rest {
        [b'.', after @ ..] => after.split_at(count_digits(after)),
        _ => (&rest[..0], rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let exponent = match rest {
        [] => rest,
        [b'e' | b'E', exponent @ ..] => {
            let digits = exponent.strip_prefix(b"-").or(exponent.strip_prefix(b"+")).unwrap_or(exponent);
            if digits.is_empty() || count_digits(digits) < digits.len() {
                return None;
            }
            exponent
        }
        _ => return None,
    };
    Some(Number { negative, whole: without_leading_zeros(whole), fraction, exponent })
}

/// Reads a number without exponent that has nothing but zeros behind its point.
#[inline]
pub(super) fn integer(text: &[u8]) -> Option<Number<'_>> {
    to_integer(number(text)?)
}

/// A number as a whole one, if it has no exponent and nothing but zeros behind its point.
pub(super) fn to_integer(number: Number<'_>) -> Option<Number<'_>> {
    let is_whole = number.exponent.is_empty() && number.fraction.iter().all(|digit| *digit == b'0');
    is_whole.then_some(Number { fraction: &[], ..number })
}

#[inline]
fn count_digits(text: &[u8]) -> usize {
    text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len())
}

#[inline]
pub(super) fn without_leading_zeros(digits: &[u8]) -> &[u8] {
    if digits.first().is_some_and(|digit| *digit != b'0') {
        return digits;
    }
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    match &digits[zeros..] {
        [] => b"0",
        rest => rest,
    }
}

/// A number to compare others with, exactly: in decimal digits, however many, and never as doubles.
#[derive(Debug)]
pub(super) struct Limit {
    negative: bool,
    /// From the first that isn't zero to the last; none for zero.
    digits: Vec<u8>,
    /// The power of ten that the first digit stands before: 1 for 5, 0 for 0.5.
    power: i64,
}

impl Limit {
    /// A limit at a double, by its text as JavaScript or Rust writes it.
    pub(super) fn new(text: &str) -> Option<Limit> {
        number(text.as_bytes()).map(Limit::of)
    }

    fn of(number: Number<'_>) -> Limit {
        let (zeros, power) = number.scale();
        let mut digits: Vec<u8> = number.digits().skip(zeros).collect();
        let end = digits.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
        digits.truncate(end);
        Limit { negative: number.negative, digits, power }
    }

    /// How the number lies to the limit.
    pub(super) fn order(&self, number: Number<'_>) -> Ordering {
        let (zeros, power) = number.scale();
        let is_zero = zeros == number.whole.len() + number.fraction.len();
        if is_zero || self.digits.is_empty() || number.negative != self.negative {
            return sign(is_zero, number.negative).cmp(&sign(self.digits.is_empty(), self.negative));
        }
        let size = power.cmp(&self.power).then_with(|| {
            // Zeros at the end say nothing, and the limit has none.
            let zeros_at_end = number.digits().rev().take_while(|digit| *digit == b'0').count();
            let digits = number.whole.len() + number.fraction.len() - zeros_at_end - zeros;
            number.digits().skip(zeros).take(digits).cmp(self.digits.iter().copied())
        });
        if self.negative { size.reverse() } else { size }
    }
}

fn sign(is_zero: bool, negative: bool) -> i8 {
    match (is_zero, negative) {
        (true, _) => 0,
        (false, true) => -1,
        (false, false) => 1,
    }
}

impl Number<'_> {
    /// How it lies to another number, exactly.
    pub fn order(&self, other: Number<'_>) -> Ordering {
        Limit::of(other).order(*self)
    }
}
