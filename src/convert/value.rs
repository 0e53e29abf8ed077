//! What a cell says, in its column's type; and how two such values lie to each other.

use super::list::List;
use super::number::Number;
use crate::date::{Date, DateTime, Time};
use std::cmp::Ordering;

/// What a cell says, in its column's type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// The cell is empty.
    Null,
    /// The cell is empty, and a value is made for it when its record is written.
    Generated,
    /// Text.
    Text(&'a [u8]),
    /// A decimal number.
    Number(Number<'a>),
    /// true or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A time of a day of the calendar.
    DateTime(DateTime<'a>),
    /// A time of a day.
    Time(Time<'a>),
    /// The value of one of the column's options.
    Choice(&'a str),
    /// Several values.
    List(List<'a>),
}

impl Value<'_> {
    /// Whether there is none, not even one that will be made.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// How it lies to another of its type; none where they can't be compared, or one is empty. Texts are only the same or
    /// not: their order is that of their bytes.
    pub fn order(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(own), Value::Number(others)) => Some(own.order(*others)),
            (Value::Boolean(own), Value::Boolean(others)) => Some(own.cmp(others)),
            (Value::Date(own), Value::Date(others)) => Some(own.cmp(others)),
            (Value::DateTime(own), Value::DateTime(others)) => Some(own.order(*others)),
            (Value::Time(own), Value::Time(others)) => Some(own.order(*others)),
            _ => Some(self.text()?.cmp(other.text()?)),
        }
    }

    fn text(&self) -> Option<&[u8]> {
        match self {
            Value::Text(text) => Some(text),
            Value::Choice(choice) => Some(choice.as_bytes()),
            _ => None,
        }
    }
}
