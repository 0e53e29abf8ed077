//! The type `time`: a time of a day, of no day in particular, as people and spreadsheets write it.
//!
//! | written | read as |
//! | --- | --- |
//! | `9:05`, `09:05:30.5`, `0905`, `T09:05` | the same |
//! | `9:05 PM`, `9 p. m.`, `下午9:05`, `9:05 μ.μ.` | `21:05:00`, `21:00:00`, `21:05:00`, `21:05:00` |
//! | `9h05`, `9.05 Uhr` | `09:05:00` |
//! | `0.75`, but not with two digits and a zero before them, which may be minutes | `18:00:00`: a part of a day, as Excel has it |
//! | `1899-12-30 09:05:00` | `09:05:00`: Excel's day for times |

use super::plain::plain;
use crate::base::platform::Platform;
use crate::date::{Half, Time};

/// Words for the halves of a day that stand before or behind a time, in lower case.
const HALVES: [(&str, Half); 22] = [
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("a. m.", Half::Morning),
    ("p. m.", Half::Afternoon),
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("오전", Half::Morning),
    ("오후", Half::Afternoon),
    ("π.μ.", Half::Morning),
    ("μ.μ.", Half::Afternoon),
    ("ص", Half::Morning),
    ("م", Half::Afternoon),
    ("fm", Half::Morning),
    ("em", Half::Afternoon),
    ("de.", Half::Morning),
    ("du.", Half::Afternoon),
    ("sa", Half::Morning),
    ("ch", Half::Afternoon),
];

/// The days on which Excel puts times that have none.
const NO_DAYS: [&str; 2] = ["1899-12-30", "1899-12-31"];

/// Digits of a part of a day from which on it has thousandths of a second.
const EXACT_DIGITS: usize = 10;

/// Reads a time of a day; what has to be written anew is written to `scratch`.
pub(super) fn time_of_day<'a>(text: &[u8], platform: Platform, scratch: &'a mut Vec<u8>) -> Option<Time<'a>> {
    scratch.clear();
    if !plain(text, scratch) {
        return None;
    }
    let written = platform.lower(std::str::from_utf8(scratch).ok()?.trim());
    let mut rest = written.as_str();
    for day in NO_DAYS {
        rest = rest.strip_prefix(day).unwrap_or(rest);
    }
    rest = rest.trim_start_matches(['t', ' ']);
    rest = rest.strip_suffix("uhr").unwrap_or(rest).trim_end();
    let (half, clock) = half_of(rest);
    scratch.clear();
    if matches!(clock.as_bytes(), [b'0', b'.' | b',', ..] | [b'.' | b',', ..]) {
        let milliseconds = part_of_day(clock.as_bytes()).filter(|_| half.is_none())?;
        write_clock(milliseconds, scratch);
    } else {
        write_with_colons(clock.as_bytes(), half.is_some(), scratch);
    }
    let mut time = Time::read(scratch).filter(|time| time.offset.is_none())?;
    if let Some(half) = half {
        // In Japan noon is 0 in the afternoon.
        time.hour = half.hour(if time.hour == 0 { 12 } else { time.hour })?;
    }
    Some(time)
}

/// The half of the day that a text names, and the rest of the text.
fn half_of(text: &str) -> (Option<Half>, &str) {
    let named = HALVES.iter().find_map(|(word, half)| {
        let rest = text.strip_suffix(word).or_else(|| text.strip_prefix(word))?.trim();
        let is_clock = |rest: &str| rest.bytes().next_back().is_some_and(|byte| byte.is_ascii_digit());
        is_clock(rest).then_some((Some(*half), rest))
    });
    named.unwrap_or((None, text))
}

/// `9h05` and `9.05` as `9:05`; before AM or PM an hour may stand alone.
fn write_with_colons(clock: &[u8], has_half: bool, out: &mut Vec<u8>) {
    let digits = clock.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (hour, rest) = clock.split_at(digits);
    out.extend_from_slice(hour);
    match rest {
        [b'h'] => out.extend_from_slice(b":00"),
        [b'h' | b'.', minutes @ ..] if (1..=2).contains(&digits) => {
            out.push(b':');
            out.extend_from_slice(minutes);
        }
        [] if has_half && digits <= 2 => out.extend_from_slice(b":00"),
        _ => out.extend_from_slice(rest),
    }
}

/// Milliseconds of a part of a day: `0.5`, `.5`, `0,4270833`. None where it may be minutes as well.
fn part_of_day(text: &[u8]) -> Option<u64> {
    let (digits, has_zero) = match text {
        [b'0', b'.' | b',', digits @ ..] => (digits, true),
        [b'.' | b',', digits @ ..] => (digits, false),
        _ => return None,
    };
    let is_part = !digits.is_empty() && digits.len() <= 20 && digits.iter().all(u8::is_ascii_digit);
    if !is_part || (has_zero && digits.len() == 2) {
        return None;
    }
    let mut part = 0.0;
    for digit in digits.iter().rev() {
        part = (part + f64::from(digit - b'0')) / 10.0;
    }
    // With few digits it says no more than the second.
    let unit = if digits.len() < EXACT_DIGITS { 1000.0 } else { 1.0 };
    let milliseconds = ((part * 86_400_000.0 / unit).round() * unit) as u64;
    (milliseconds < 86_400_000).then_some(milliseconds)
}

fn write_clock(milliseconds: u64, out: &mut Vec<u8>) {
    let seconds = milliseconds / 1000;
    let parts = [(seconds / 3600, b':'), (seconds / 60 % 60, b':'), (seconds % 60, b'.')];
    for (number, sign) in parts {
        out.extend([b'0' + (number / 10) as u8, b'0' + (number % 10) as u8, sign]);
    }
    let rest = milliseconds % 1000;
    if rest == 0 {
        out.pop();
    } else {
        out.extend([100, 10, 1].map(|place| b'0' + (rest / place % 10) as u8));
    }
}
