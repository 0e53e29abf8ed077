//! A value in, whether its length, digits, range and pattern are those that its column wants.

use super::Value;
use super::number::Limit;
use crate::base::pattern::Pattern;
use crate::date::{DateTime, Time};
use crate::issue::Code;
use crate::template::{Bound, Column};
use std::cmp::Ordering;

/// What a column wants of its values, beyond their type.
#[derive(Debug)]
pub(super) struct Limits {
    min: Option<End>,
    max: Option<End>,
    min_length: Option<u32>,
    max_length: Option<u32>,
    min_digits: Option<u32>,
    max_digits: Option<u32>,
    pattern: Option<Pattern>,
    /// Whether it wants nothing.
    pub(super) none: bool,
}

/// An end of a column's range.
#[derive(Debug)]
struct End {
    bound: Bound,
    /// The bound's number, if it is one.
    limit: Option<Limit>,
}

impl End {
    fn new(bound: &Bound) -> End {
        let limit = match bound {
            Bound::Number(number) => Limit::new(&number.text),
            Bound::Date(_) => None,
        };
        End { bound: bound.clone(), limit }
    }

    /// How a value lies to the end.
    fn order(&self, value: Value<'_>) -> Ordering {
        match (value, &self.bound, &self.limit) {
            (Value::Number(number), _, Some(limit)) => limit.order(number),
            (Value::Date(date), Bound::Date(day), _) => date.iso().as_slice().cmp(day.as_bytes()),
            (Value::DateTime(time), Bound::Date(end), _) => {
                DateTime::iso(end.as_bytes()).map_or(Ordering::Equal, |end| time.order(end))
            }
            (Value::Time(time), Bound::Date(end), _) => {
                Time::of_day(end.as_bytes()).map_or(Ordering::Equal, |end| time.order(end))
            }
            _ => Ordering::Equal,
        }
    }
}

impl Limits {
    pub(super) fn new(column: &Column) -> Limits {
        let Column { min_length, max_length, min_digits, max_digits, .. } = *column;
        let sizes = [min_length, max_length, min_digits, max_digits];
        Limits {
            min: column.min.as_ref().map(End::new),
            max: column.max.as_ref().map(End::new),
            min_length,
            max_length,
            min_digits,
            max_digits,
            none: column.min.is_none()
                && column.max.is_none()
                && column.pattern.is_none()
                && sizes.iter().all(Option::is_none),
            pattern: column.pattern.clone(),
        }
    }

    /// What is wrong with a value, which stands as `text` in the file.
    pub(super) fn check(&self, value: Value<'_>, text: &[u8]) -> Result<(), Code> {
        if let Some(min) = &self.min
            && min.order(value) == Ordering::Less
        {
            return Err(Code::TooSmall { min: min.bound.clone() });
        }
        if let Some(max) = &self.max
            && max.order(value) == Ordering::Greater
        {
            return Err(Code::TooLarge { max: max.bound.clone() });
        }
        if self.min_length.is_some() || self.max_length.is_some() {
            // All bytes but those that continue a character.
            let length = text.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64;
            if let Some(min) = self.min_length.filter(|min| length < u64::from(*min)) {
                return Err(Code::TooShort { min });
            }
            if let Some(max) = self.max_length.filter(|max| length > u64::from(*max)) {
                return Err(Code::TooLong { max });
            }
        }
        if self.min_digits.is_some() || self.max_digits.is_some() {
            let digits = match value {
                Value::Number(number) => number.whole.len() + number.fraction.len(),
                _ => text.iter().filter(|byte| byte.is_ascii_digit()).count(),
            } as u64;
            if let Some(min) = self.min_digits.filter(|min| digits < u64::from(*min)) {
                return Err(Code::TooFewDigits { min });
            }
            if let Some(max) = self.max_digits.filter(|max| digits > u64::from(*max)) {
                return Err(Code::TooManyDigits { max });
            }
        }
        match &self.pattern {
            Some(pattern) if !pattern.test(text) => Err(Code::Pattern { pattern: pattern.text().clone() }),
            _ => Ok(()),
        }
    }
}
