//! Times of a day, and times of a day of the calendar as ISO 8601 has them.

use super::{Date, digits};
use std::cmp::Ordering;

/// A time of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Time<'a> {
    /// From 0 to 23.
    pub hour: u16,
    /// From 0 to 59.
    pub minute: u16,
    /// From 0 to 59.
    pub second: u16,
    /// The digits of a second's fraction.
    pub fraction: &'a [u8],
    /// Minutes by which its clock is ahead of UTC, where the text says so.
    pub offset: Option<i16>,
}

impl<'a> Time<'a> {
    /// Reads `H:MM[:SS[.f]]`, `HHMM[SS]`, or `H` before AM or PM, with `AM` or `PM` and an offset behind it, where there are such.
    pub fn read(text: &'a [u8]) -> Option<Time<'a>> {
        let (hour, rest) = digits(text, 1, 2)?;
        let colon = rest.strip_prefix(b":");
        let is_hour_alone = meridiem(rest.trim_ascii_start()).0.is_some();
        let (minute, rest) = if is_hour_alone { (0, rest) } else { digits(colon.unwrap_or(rest), 2, 2)? };
        let next = if colon.is_some() { rest.strip_prefix(b":") } else { Some(rest) };
        let seconds = next.and_then(|rest| digits(rest, 2, 2));
        if colon.is_some() && next.is_some() && seconds.is_none() {
            return None;
        }
        let (second, rest) = seconds.unwrap_or((0, rest));
        let (fraction, rest) = match rest {
            [b'.' | b',', after @ ..] if seconds.is_some() => {
                let count = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
                if count == 0 {
                    return None;
                }
                after.split_at(count)
            }
            _ => (&rest[..0], rest),
        };
        let (half, rest) = meridiem(rest.trim_ascii_start());
        let hour = match half {
            Some(half) => half.hour(hour)?,
            None => hour,
        };
        let rest = rest.trim_ascii_start();
        let offset = if rest.is_empty() { None } else { Some(zone(rest)?) };
        Time { hour, minute, second, fraction, offset }.checked()
    }

    /// Reads `HH:MM[:SS[.f]]`, without an offset.
    pub fn of_day(text: &'a [u8]) -> Option<Time<'a>> {
        let is_clock = text.get(2) == Some(&b':');
        Time::read(text).filter(|time| is_clock && time.offset.is_none() && !text.ends_with(b"m"))
    }

    /// `HH:MM:SS`.
    pub fn clock(&self) -> [u8; 8] {
        let Time { hour, minute, second, .. } = *self;
        let tens = |number: u16| b'0' + (number / 10 % 10) as u8;
        let ones = |number: u16| b'0' + (number % 10) as u8;
        [tens(hour), ones(hour), b':', tens(minute), ones(minute), b':', tens(second), ones(second)]
    }

    /// Which is earlier, as clocks show them.
    pub fn order(&self, other: Time<'_>) -> Ordering {
        self.clock().cmp(&other.clock()).then_with(|| self.order_of_fraction(other))
    }

    fn order_of_fraction(&self, other: Time<'_>) -> Ordering {
        let length = self.fraction.len().max(other.fraction.len());
        let digit = |fraction: &[u8], at| fraction.get(at).copied().unwrap_or(b'0');
        let orders = (0..length).map(|at| digit(self.fraction, at).cmp(&digit(other.fraction, at)));
        orders.fold(Ordering::Equal, Ordering::then)
    }

    /// The time, if a clock shows it.
    pub(super) fn checked(self) -> Option<Time<'a>> {
        (self.hour < 24 && self.minute < 60 && self.second < 60).then_some(self)
    }
}

/// A half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Before noon.
    Morning,
    /// After it.
    Afternoon,
}

impl Half {
    /// The hour from 0 to 23 of one from 1 to 12.
    pub fn hour(self, hour: u16) -> Option<u16> {
        let after = if self == Half::Afternoon { 12 } else { 0 };
        (1..=12).contains(&hour).then_some(hour % 12 + after)
    }
}

/// `AM`, `p.m.` and their like at the start of a text, and what follows.
pub(super) fn meridiem(text: &[u8]) -> (Option<Half>, &[u8]) {
    const HALVES: [(&[u8], Half); 4] = [
        (b"am", Half::Morning),
        (b"pm", Half::Afternoon),
        (b"a.m.", Half::Morning),
        (b"p.m.", Half::Afternoon),
    ];
    for (name, half) in HALVES {
        if let Some((start, rest)) = text.split_at_checked(name.len())
            && start.eq_ignore_ascii_case(name)
        {
            return (Some(half), rest);
        }
    }
    (None, text)
}

/// `Z`, `UTC`, `GMT`, or an offset.
pub(super) fn zone(text: &[u8]) -> Option<i16> {
    let is_utc = [&b"Z"[..], b"UTC", b"GMT"].iter().any(|name| text.eq_ignore_ascii_case(name));
    if is_utc { Some(0) } else { fixed_offset(text) }
}

/// Minutes of an offset: `+02:00`, `-0330`, `+02`.
pub fn fixed_offset(text: &[u8]) -> Option<i16> {
    let (sign, rest) = text.split_first()?;
    let (hours, rest) = digits(rest, 2, 2)?;
    let (minutes, rest) = match rest {
        [] => (0, rest),
        [b':', rest @ ..] | rest => digits(rest, 2, 2)?,
    };
    // Clocks are at most 14 hours ahead; some systems write up to 18.
    let total = (hours * 60 + minutes).cast_signed();
    let is_offset = rest.is_empty() && minutes < 60 && hours <= 18;
    match sign {
        b'+' if is_offset => Some(total),
        b'-' if is_offset => Some(-total),
        _ => None,
    }
}

/// A time of a day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime<'a> {
    /// The day.
    pub date: Date,
    /// The time of that day.
    pub time: Time<'a>,
}

impl<'a> DateTime<'a> {
    /// Midnight.
    pub fn midnight(date: Date) -> DateTime<'a> {
        DateTime { date, time: Time::default() }
    }

    /// Reads `YYYY-MM-DD`, or that with a time behind a `T` or a space.
    pub fn iso(text: &'a [u8]) -> Option<DateTime<'a>> {
        let (date, rest) = Date::iso_prefix(text)?;
        match rest {
            [] => Some(DateTime::midnight(date)),
            [b'T' | b' ', time @ ..] => Some(DateTime { date, time: Time::read(time)? }),
            _ => None,
        }
    }

    /// Seconds since 1970 that its clock shows.
    pub fn seconds(&self) -> i64 {
        let Time { hour, minute, second, .. } = self.time;
        self.date.days() * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)
    }

    /// Which is earlier: by UTC where both have an offset, otherwise by what their clocks show.
    pub fn order(&self, other: DateTime<'_>) -> Ordering {
        let (own, others) = match (self.time.offset, other.time.offset) {
            (Some(own), Some(others)) => (i64::from(own) * 60, i64::from(others) * 60),
            _ => (0, 0),
        };
        let seconds = (self.seconds() - own).cmp(&(other.seconds() - others));
        seconds.then_with(|| self.time.order_of_fraction(other.time))
    }

    /// The parts that one after another are the time as ISO 8601 has it: `2024-02-29T10:15:00`, `.`, `25`, `+01:00`.
    pub fn iso_parts(&self) -> IsoParts<'a> {
        let Time { fraction, offset, .. } = self.time;
        let tens = |number: u16| b'0' + (number / 10 % 10) as u8;
        let ones = |number: u16| b'0' + (number % 10) as u8;
        let mut start = *b"0000-00-00T00:00:00";
        for (to, from) in start.iter_mut().zip(self.date.iso()) {
            *to = from;
        }
        for (to, from) in start.iter_mut().skip(11).zip(self.time.clock()) {
            *to = from;
        }
        let (zone, zone_len) = match offset {
            None => (*b"      ", 0),
            Some(0) => (*b"Z     ", 1),
            Some(offset) => {
                let sign = if offset < 0 { b'-' } else { b'+' };
                let (hours, minutes) = (offset.unsigned_abs() / 60, offset.unsigned_abs() % 60);
                ([sign, tens(hours), ones(hours), b':', tens(minutes), ones(minutes)], 6)
            }
        };
        IsoParts { start, fraction, zone, zone_len }
    }
}

/// A time as ISO 8601 has it, in parts.
#[derive(Debug, Clone, Copy)]
pub struct IsoParts<'a> {
    start: [u8; 19],
    fraction: &'a [u8],
    zone: [u8; 6],
    zone_len: usize,
}

impl IsoParts<'_> {
    /// The parts in order.
    pub fn parts(&self) -> [&[u8]; 4] {
        let zone = self.zone.get(..self.zone_len).unwrap_or_default();
        let point: &[u8] = if self.fraction.is_empty() { b"" } else { b"." };
        [&self.start, point, self.fraction, zone]
    }
}
