//! What is decided for a whole column: the sign before fractions, the currency, the order of dates, whether numbers are Excel's days.

use super::currency::{self, Currencies};
use crate::template::Decimal;

/// How the cells of a column are read where they could be read in more than one way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// What stands before a number's fraction. Undecided, it is a point.
    pub decimal: Option<Decimal>,
    /// Which currencies amounts may have. Undecided, any.
    pub currency: Option<Currencies>,
    /// In which order dates of numbers are written. Undecided, only those are read that say it themselves.
    pub order: Option<DateOrder>,
    /// Whether numbers are days as Excel counts them. Undecided, they are none.
    pub serials: Option<Serials>,
    /// Whether something is to be asked before the values may be sent: this is only the likeliest reading.
    pub open: bool,
}

/// What can be decided for a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionKind {
    /// What stands before a number's fraction.
    Decimal,
    /// Which of several currencies is meant.
    Currency,
    /// In which order dates are written.
    DateOrder,
    /// Whether numbers are days as Excel counts them.
    Serial,
}

/// The order of the numbers of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `24-02-01`
    YearFirst,
    /// `1/2/2024`
    DayFirst,
    /// `2/1/2024`
    MonthFirst,
}

/// What numbers among dates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serials {
    /// No dates.
    None,
    /// Days of Excel's usual calendar: 1 is 1900-01-01.
    From1900,
    /// Days of the calendar of Excel for Mac: 0 is 1904-01-01.
    From1904,
}

impl QuestionKind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            QuestionKind::Decimal => "decimal",
            QuestionKind::Currency => "currency",
            QuestionKind::DateOrder => "date-order",
            QuestionKind::Serial => "serial",
        }
    }

    /// All readings among which it asks, each with the value that answers it; the likelier ones first.
    pub fn candidates(self) -> Vec<(&'static str, Reading)> {
        let undecided = Reading::default();
        let decimal = |decimal| Reading { decimal: Some(decimal), ..undecided };
        let currency = |currency| Reading { currency: Some(currency), ..undecided };
        let order = |order| Reading { order: Some(order), ..undecided };
        let serials = |serials| Reading { serials: Some(serials), ..undecided };
        match self {
            QuestionKind::Decimal => vec![(".", decimal(Decimal::Point)), (",", decimal(Decimal::Comma))],
            QuestionKind::Currency => currency::names()
                .map(|name| (name.0, currency(Currencies::Only(name))))
                .chain([("any", currency(Currencies::Any))])
                .collect(),
            QuestionKind::DateOrder => vec![
                ("day-first", order(DateOrder::DayFirst)),
                ("month-first", order(DateOrder::MonthFirst)),
                ("year-first", order(DateOrder::YearFirst)),
            ],
            QuestionKind::Serial => vec![
                ("1900", serials(Serials::From1900)),
                ("1904", serials(Serials::From1904)),
                ("none", serials(Serials::None)),
            ],
        }
    }
}

impl Reading {
    /// The reading that a question's answer makes, by the kind's and the candidate's name; none where they aren't known.
    ///
    /// ```
    /// use sheethook::convert::{DateOrder, Reading};
    /// let reading = Reading::answered("date-order", "day-first").and_then(|reading| reading.with("serial", "none"));
    /// assert_eq!(reading.and_then(|reading| reading.order), Some(DateOrder::DayFirst));
    /// ```
    pub fn answered(kind: &str, value: &str) -> Option<Reading> {
        Reading::default().with(kind, value)
    }

    /// This reading, with a question answered.
    #[must_use]
    pub fn with(self, kind: &str, value: &str) -> Option<Reading> {
        let kinds =
            [QuestionKind::Decimal, QuestionKind::Currency, QuestionKind::DateOrder, QuestionKind::Serial];
        let kind = kinds.into_iter().find(|known| known.name() == kind)?;
        let (_, answer) = kind.candidates().into_iter().find(|(known, _)| *known == value)?;
        Some(self.over(answer))
    }

    /// What the other reading decides, and where it doesn't, what this one does.
    #[must_use]
    pub fn over(self, other: Reading) -> Reading {
        Reading {
            decimal: other.decimal.or(self.decimal),
            currency: other.currency.or(self.currency),
            order: other.order.or(self.order),
            serials: other.serials.or(self.serials),
            open: self.open || other.open,
        }
    }
}
