//! Layouts of dates and times, such as `DD/MM/YYYY`, by which texts are read.

use super::time::{Half, meridiem, zone};
use super::{Date, DateTime, Time, digits, month_name};

/// A layout of dates or times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Four digits.
    Year,
    /// Two digits.
    ShortYear,
    /// Digits: at least so many, at most two.
    Month(usize),
    /// A name, whole or short.
    MonthName,
    Day(usize),
    Hour(usize),
    /// An hour from 1 to 12.
    HalfHour(usize),
    Minute,
    Second,
    /// Three digits.
    Fraction,
    /// AM or PM.
    Half,
    Offset,
    Literal(u8),
}

/// What a layout of dates is made of.
const DATES: &str = "YYYY, YY, MMMM, MMM, MM, M, DD, D";

/// What one of times may have, too.
const TIMES: &str = ", HH, H, hh, h, mm, ss, SSS, A, Z";

impl Part {
    /// The part that so many of a letter stand for.
    fn of(letter: u8, count: usize) -> Option<Part> {
        Some(match (letter, count) {
            (b'Y', 4) => Part::Year,
            (b'Y', 2) => Part::ShortYear,
            (b'M', 3 | 4) => Part::MonthName,
            (b'M', 1 | 2) => Part::Month(count),
            (b'D', 1 | 2) => Part::Day(count),
            (b'H', 1 | 2) => Part::Hour(count),
            (b'h', 1 | 2) => Part::HalfHour(count),
            (b'm', 2) => Part::Minute,
            (b's', 2) => Part::Second,
            (b'S', 3) => Part::Fraction,
            (b'A', 1) => Part::Half,
            (b'Z', 1) => Part::Offset,
            _ => return None,
        })
    }

    fn is_of_date(self) -> bool {
        matches!(self, Part::Year | Part::ShortYear | Part::Month(_) | Part::MonthName | Part::Day(_))
    }
}

impl Layout {
    /// Reads a layout, of a date or `with_time`. The error says what is wrong with it.
    pub fn read(layout: &str, with_time: bool) -> Result<Layout, String> {
        let mut parts = Vec::new();
        let mut rest = layout.as_bytes();
        while let Some(first) = rest.first().copied() {
            let count = rest.iter().take_while(|byte| **byte == first).count();
            if !first.is_ascii_alphabetic() || first == b'T' {
                parts.push(Part::Literal(first));
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            let Some(part) = Part::of(first, count).filter(|part| with_time || part.is_of_date()) else {
                let letters = String::from(char::from(first)).repeat(count);
                let times = if with_time { TIMES } else { "" };
                return Err(["\"", &letters, "\" is none of ", DATES, times].concat());
            };
            parts.push(part);
            rest = rest.get(count..).unwrap_or_default();
        }
        let count = |wanted: &[Part]| parts.iter().filter(|part| wanted.contains(part)).count();
        let dates = [
            count(&[Part::Year, Part::ShortYear]),
            count(&[Part::Month(1), Part::Month(2), Part::MonthName]),
            count(&[Part::Day(1), Part::Day(2)]),
        ];
        if dates != [1; 3] {
            return Err("needs one year, one month and one day".to_owned());
        }
        let half_hours = count(&[Part::HalfHour(1), Part::HalfHour(2)]);
        if half_hours != count(&[Part::Half]) {
            return Err("needs A with hh or h, and only with them".to_owned());
        }
        let hours = count(&[Part::Hour(1), Part::Hour(2)]) + half_hours;
        let [minutes, seconds, fractions, offsets] =
            [Part::Minute, Part::Second, Part::Fraction, Part::Offset].map(|part| count(&[part]));
        if hours > 1 || minutes > hours || seconds > minutes || fractions > seconds || offsets > 1 {
            return Err("needs an hour before minutes, minutes before seconds, and each once".to_owned());
        }
        Ok(Layout { parts })
    }

    /// Reads a time written in this layout, if it is one and the calendar has it. A date is its midnight.
    pub fn parse<'a>(&self, text: &'a [u8]) -> Option<DateTime<'a>> {
        let (mut year, mut month, mut day, mut half) = (0, 0, 0, None::<Half>);
        let mut time = Time::default();
        let mut rest = text;
        for part in &self.parts {
            let (field, least, most) = match *part {
                Part::Year => (&mut year, 4, 4),
                Part::ShortYear => {
                    let (number, after) = digits(rest, 2, 2)?;
                    (year, rest) = (Date::year_of_two(number), after);
                    continue;
                }
                Part::Month(least) => (&mut month, least, 2),
                Part::Day(least) => (&mut day, least, 2),
                Part::Hour(least) | Part::HalfHour(least) => (&mut time.hour, least, 2),
                Part::Minute => (&mut time.minute, 2, 2),
                Part::Second => (&mut time.second, 2, 2),
                Part::MonthName => {
                    (month, rest) = month_name(rest)?;
                    continue;
                }
                Part::Fraction => {
                    let (_, after) = digits(rest, 3, 3)?;
                    (time.fraction, rest) =
                        rest.split_at_checked(3).filter(|_| after.len() + 3 == rest.len())?;
                    continue;
                }
                Part::Half => {
                    let (found, after) = meridiem(rest);
                    (half, rest) = (Some(found?), after);
                    continue;
                }
                Part::Offset => {
                    let is_offset = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-:".contains(byte);
                    let (offset, after) =
                        rest.split_at(rest.iter().take_while(|byte| is_offset(byte)).count());
                    (time.offset, rest) = (Some(zone(offset)?), after);
                    continue;
                }
                Part::Literal(byte) => {
                    rest = rest.strip_prefix(&[byte])?;
                    continue;
                }
            };
            (*field, rest) = digits(rest, least, most)?;
        }
        if let Some(half) = half {
            time.hour = half.hour(time.hour)?;
        }
        let date = Date::new(year, month, day)?;
        if rest.is_empty() { Some(DateTime { date, time: time.checked()? }) } else { None }
    }
}
