//! The types `date` and `datetime`, as people write them in no given layout.

use super::reading::{DateOrder, Reading, Serials};
use crate::date::{Date, DateTime, Time, month_name};

/// Reads a date in ASCII's digits, spaces and dashes. A time of midnight may follow, which programs add.
pub(super) fn date(text: &[u8], reading: Reading) -> Option<Date> {
    match prefix(text, reading.order) {
        Some((date, [] | [b'.'])) => Some(date),
        Some(_) => datetime(text, reading).filter(is_midnight).map(|time| time.date),
        None => {
            serial(text, reading.serials).filter(|time| time.time == Time::default()).map(|time| time.date)
        }
    }
}

fn is_midnight(time: &DateTime<'_>) -> bool {
    let Time { hour, minute, second, fraction, .. } = time.time;
    (hour, minute, second) == (0, 0, 0) && fraction.iter().all(|digit| *digit == b'0')
}

/// Reads a date with a time, or without one, which is midnight.
pub(super) fn datetime(text: &[u8], reading: Reading) -> Option<DateTime<'_>> {
    let Some((date, rest)) = prefix(text, reading.order) else { return serial(text, reading.serials) };
    let time = match rest {
        [] | [b'.'] => return Some(DateTime::midnight(date)),
        [b'T' | b't', time @ ..] => time,
        [b' ' | b',', time @ ..] => time.trim_ascii_start(),
        _ => return None,
    };
    Some(DateTime { date, time: Time::read(time)? })
}

/// A date at the start of a text, and what follows it.
fn prefix(text: &[u8], order: Option<DateOrder>) -> Option<(Date, &[u8])> {
    if let Some(found) = Date::iso_prefix(text)
        && !found.1.first().is_some_and(u8::is_ascii_digit)
    {
        return Some(found);
    }
    let (first, rest) = part(text)?;
    if let Part::Number { value, digits: 8 } = first {
        let date = Date::new((value / 10_000) as u16, (value / 100 % 100) as u16, (value % 100) as u16)?;
        return Some((date, rest));
    }
    let (one, rest) = separator(rest);
    let (second, rest) = part(rest)?;
    let (two, rest) = separator(rest);
    let (third, rest) = part(rest)?;
    // The same sign stands twice between numbers; beside names it may be anything.
    let alike = one == two && one.is_some();
    #[allow(clippy::match_same_arms, reason = "the same names stand for other parts")]
    let (year, month, day) = match (first, second, third) {
        (Part::Number { .. }, Part::Number { .. }, Part::Number { .. }) if !alike => return None,
        (year @ Part::Number { digits: 4, .. }, month, day) => (year, month, day),
        (day, month @ Part::Month(_), year) => (year, month, day),
        (month @ Part::Month(_), day, year) => (year, month, day),
        // Where points stand, the day is first, or the year: no country writes the month first so.
        (day, month, year)
            if one == Some(b'.')
                && (order != Some(DateOrder::YearFirst)
                    || matches!(year, Part::Number { digits: 4, .. })) =>
        {
            (year, month, day)
        }
        (first, second, third) => match order? {
            DateOrder::YearFirst => (first, second, third),
            DateOrder::DayFirst => (third, second, first),
            DateOrder::MonthFirst => (third, first, second),
        },
    };
    Some((Date::new(year.year()?, month.month()?, day.short()?)?, rest))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number { value: u32, digits: usize },
    Month(u16),
}

impl Part {
    /// A year of two digits or four.
    fn year(self) -> Option<u16> {
        match self {
            Part::Number { value, digits: 4 } => Some(value as u16),
            Part::Number { value, digits: 2 } => Some(Date::year_of_two(value as u16)),
            _ => None,
        }
    }

    fn month(self) -> Option<u16> {
        if let Part::Month(month) = self { Some(month) } else { self.short() }
    }

    /// A number of one digit or two.
    fn short(self) -> Option<u16> {
        match self {
            Part::Number { value, digits: 1 | 2 } => Some(value as u16),
            _ => None,
        }
    }
}

/// A number, with the letters of an ordinal behind it, or a month's name.
fn part(text: &[u8]) -> Option<(Part, &[u8])> {
    let digits = text.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return month_name(text).map(|(month, rest)| (Part::Month(month), rest));
    }
    let (number, rest) = text.split_at(digits);
    let value = number.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let rest = match rest {
        [a, b, after @ ..] if is_ordinal(*a, *b) && !after.first().is_some_and(u8::is_ascii_alphabetic) => {
            after
        }
        _ => rest,
    };
    Some((Part::Number { value, digits }, rest))
}

fn is_ordinal(a: u8, b: u8) -> bool {
    [b"st", b"nd", b"rd", b"th"].iter().any(|letters| [a, b].eq_ignore_ascii_case(*letters))
}

/// What stands between two parts: its sign, a space if it is nothing else, and what follows. In some languages a word
/// stands there: `5 de enero de 2024`.
fn separator(text: &[u8]) -> (Option<u8>, &[u8]) {
    let rest = text.trim_ascii_start();
    let spaces = rest.len() < text.len();
    if spaces
        && let [a, b, b' ', rest @ ..] = rest
        && ([*a, *b].eq_ignore_ascii_case(b"de") || [*a, *b].eq_ignore_ascii_case(b"of"))
    {
        return (Some(b' '), rest.trim_ascii_start());
    }
    match rest {
        [sign @ (b'-' | b'/' | b'.' | b','), rest @ ..] => (Some(*sign), rest.trim_ascii_start()),
        _ => (spaces.then_some(b' '), rest),
    }
}

/// Days of Excel's calendars that are likely to be meant as days: 1954 to 2119.
const LIKELY: std::ops::RangeInclusive<u32> = 20_000..=80_000;

/// Whether a text may be a day as Excel counts them, with a time or without.
pub(super) fn is_serial(text: &[u8]) -> bool {
    let (whole, rest) = text.split_at(text.iter().take_while(|byte| byte.is_ascii_digit()).count());
    let value = whole.iter().take(6).fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let fraction = rest.strip_prefix(b".").or(rest.strip_prefix(b","));
    let rest_fits =
        fraction.unwrap_or(rest).iter().all(u8::is_ascii_digit) && (rest.is_empty() || fraction.is_some());
    whole.len() == 5 && LIKELY.contains(&value) && rest_fits
}

/// The time that a number is in one of Excel's calendars.
fn serial(text: &[u8], serials: Option<Serials>) -> Option<DateTime<'static>> {
    /// The day before the first of each calendar, in days since 1970. Excel has a day in 1900 that never was, the 60th.
    const BEFORE_1900: i64 = -25_568;
    const FIRST_1904: i64 = -24_107;
    let (whole, fraction) = match text.iter().position(|byte| matches!(byte, b'.' | b',')) {
        Some(point) => (text.get(..point)?, text.get(point + 1..)?),
        None => (text, &text[..0]),
    };
    let is_number = (1..=7).contains(&whole.len()) && whole.iter().chain(fraction).all(u8::is_ascii_digit);
    if !is_number {
        return None;
    }
    let number = |digits: &[u8]| digits.iter().fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let digits = fraction.get(..fraction.len().min(9))?;
    let unit = 10_i64.pow(digits.len() as u32);
    let seconds = (number(digits) * 86_400 + unit / 2) / unit;
    let (days, seconds) = (number(whole) + seconds / 86_400, seconds % 86_400);
    let days = match serials? {
        Serials::From1900 if days >= 61 => days + BEFORE_1900 - 1,
        Serials::From1900 if (1..60).contains(&days) => days + BEFORE_1900,
        Serials::From1904 => days + FIRST_1904,
        _ => return None,
    };
    let time = Time {
        hour: (seconds / 3600) as u16,
        minute: (seconds / 60 % 60) as u16,
        second: (seconds % 60) as u16,
        ..Time::default()
    };
    Some(DateTime { date: Date::from_days(days)?, time })
}
