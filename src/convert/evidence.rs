//! How a column's cells are to be read, by all of them, and what has to be asked where they don't decide.

mod tally;

use super::calendar;
use super::currency::{Currencies, CurrencyName};
use super::number::{number, to_integer};
use super::plain::{plain, trim};
use super::reading::{QuestionKind, Reading, Serials};
use super::shortcut::decimals;
use super::value::Value;
use super::written::{amount, written};
use crate::csv::Text;
use crate::date::Date;
use crate::issue::excerpt;
use crate::question::{Alternative, Question};
use crate::template::{Column, ColumnType, Decimal};

use std::cmp::Reverse;
use tally::{EXAMPLES, Tally};

/// What the cells of a column say about how they are to be read.
#[derive(Debug, Clone)]
pub struct Evidence {
    column: String,
    kind: ColumnType,
    /// What the template says stands before fractions.
    decimal: Option<Decimal>,
    gathered: Gathered,
    /// Texts are written in ASCII's digits here.
    scratch: Vec<u8>,
}

/// What the cells have said.
#[derive(Debug, Clone, Default)]
struct Gathered {
    /// Of the first question, about the candidates in their order.
    tally: Tally,
    currencies: Vec<Currency>,
    /// Numbers that may be days as Excel counts them.
    serials: u64,
    serial_examples: Vec<String>,
}

/// The amounts of one currency.
#[derive(Debug, Clone)]
struct Currency {
    name: CurrencyName,
    cells: u64,
    examples: Vec<String>,
}

/// How a column is to be read, as far as is known, and what is to be asked first to know it better.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The likeliest reading; `open` as long as there is something to ask.
    pub reading: Reading,
    /// What is to be asked.
    pub question: Option<Question>,
}

impl Evidence {
    /// Gathers for a column, if there is something to decide for it.
    pub fn new(column: &Column) -> Option<Evidence> {
        let decides = match column.kind {
            ColumnType::Number | ColumnType::Integer => true,
            ColumnType::Date | ColumnType::Datetime => column.formats.is_empty(),
            _ => false,
        };
        decides.then(|| Evidence {
            column: column.key.clone(),
            kind: column.kind,
            decimal: column.decimal,
            gathered: Gathered::default(),
            scratch: Vec::new(),
        })
    }

    /// Forgets all that was noted.
    pub fn clear(&mut self) {
        self.gathered = Gathered::default();
    }

    /// Takes back what was noted of a cell.
    pub fn take_back(&mut self, cell: &[u8]) {
        self.gathered.tally.back = true;
        self.note(cell);
        self.gathered.tally.back = false;
        // Another cell may say the same, but an example that is gone would be worse than one that is missing.
        let gone = excerpt(trim(cell));
        self.gathered.tally.forget(&gone);
        self.gathered.serial_examples.retain(|example| *example != gone);
        for currency in &mut self.gathered.currencies {
            currency.examples.retain(|example| *example != gone);
        }
    }

    /// Notes a cell of the column.
    pub fn note(&mut self, cell: &[u8]) {
        let is_date = matches!(self.kind, ColumnType::Date | ColumnType::Datetime);
        let says_nothing = if is_date {
            // The year stands first, in four digits.
            matches!(cell, [_, _, _, _, b'-' | b'/' | b'.', ..])
                && cell.iter().take(4).all(u8::is_ascii_digit)
        } else {
            cell.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'-'))
        };
        if !says_nothing && !cell.is_empty() {
            if is_date { self.note_date(cell) } else { self.note_number(cell) }
        }
    }

    /// As [`Evidence::note`], and sooner where it is a number as JSON would write it; gives whether it is.
    #[inline]
    pub fn note_text(&mut self, text: Text<'_>) -> bool {
        let is_number = matches!(self.kind, ColumnType::Number | ColumnType::Integer);
        let decimals = decimals(text).filter(|_| is_number);
        let is_noted =
            decimals.is_some_and(|decimals| decimals == 0 || self.note_decimal(text.bytes(), decimals));
        if !is_noted {
            self.note(text.bytes());
        }
        decimals.is_some()
    }

    /// Notes a number that JSON would write so, with so many digits behind its point. False where that takes a closer look.
    fn note_decimal(&mut self, cell: &[u8], decimals: usize) -> bool {
        let whole = cell.strip_prefix(b"-").unwrap_or(cell);
        if decimals != 3 {
            self.gathered.tally.add(cell, [true, false, false], [false; 3]);
        } else if self.kind == ColumnType::Integer {
            return false;
        } else if whole.len() <= "123.456".len() && whole.first() != Some(&b'0') {
            // The point may as well stand before thousands.
            self.gathered.tally.add(cell, [true, true, false], [true, false, false]);
        } else {
            self.gathered.tally.add(cell, [true, false, false], [false; 3]);
        }
        true
    }

    fn note_number(&mut self, cell: &[u8]) {
        let text = trim(cell);
        if let Some(number) = number(text) {
            if !text.contains(&b'.') {
                return;
            }
            if number.exponent.is_empty() && number.fraction.len() != 3 {
                // No thousands stand behind the point, so it is none but a point; also where a whole number is wanted.
                self.gathered.tally.add(text, [true, false, false], [false; 3]);
                return;
            }
        }
        let mut other = Vec::new();
        let whole = self.kind == ColumnType::Integer;
        // What is whole under one sign only speaks for it; so does what is no whole number, but a number.
        let is_whole = |mark, scratch: &mut Vec<u8>| {
            written(text, mark, scratch).is_some_and(|(number, _)| to_integer(number).is_some())
        };
        let whole =
            whole && (is_whole(Decimal::Point, &mut self.scratch) || is_whole(Decimal::Comma, &mut other));
        let read = |mark, scratch| {
            let (number, currency) = written(text, mark, scratch)?;
            Some((if whole { to_integer(number)? } else { number }, currency))
        };
        let point = read(Decimal::Point, &mut self.scratch);
        let is_same = text.iter().all(|byte| byte.is_ascii() && !matches!(byte, b'.' | b','));
        let comma = if is_same { point } else { read(Decimal::Comma, &mut other) };
        let differ =
            matches!((point, comma), (Some((point, _)), Some((comma, _))) if point.order(comma).is_ne());
        let currency = point.or(comma).and_then(|(_, currency)| currency);
        let reads = [point.is_some(), comma.is_some(), false];
        if reads[0] != reads[1] || differ {
            self.gathered.tally.add(text, reads, [differ, false, false]);
        }
        if let Some(name) = currency {
            self.note_currency(text, name);
        }
    }

    fn note_currency(&mut self, text: &[u8], name: &'static str) {
        let at =
            self.gathered.currencies.iter().position(|known| known.name.0 == name).unwrap_or_else(|| {
                self.gathered.currencies.push(Currency {
                    name: CurrencyName(name),
                    cells: 0,
                    examples: Vec::new(),
                });
                self.gathered.currencies.len() - 1
            });
        let Some(currency) = self.gathered.currencies.get_mut(at) else { return };
        currency.cells = self.gathered.tally.change(currency.cells, true);
        if !self.gathered.tally.back && currency.examples.len() < EXAMPLES {
            let example = excerpt(text);
            if !currency.examples.contains(&example) {
                currency.examples.push(example);
            }
        }
    }

    fn note_date(&mut self, cell: &[u8]) {
        let text = trim(cell);
        if calendar::is_serial(text) {
            self.gathered.serials = self.gathered.tally.change(self.gathered.serials, true);
            if !self.gathered.tally.back && self.gathered.serial_examples.len() < EXAMPLES {
                self.gathered.serial_examples.push(excerpt(text));
            }
            return;
        }
        self.scratch.clear();
        if text.is_empty() || !plain(text, &mut self.scratch) {
            return;
        }
        let [day, month, year] = [0, 1, 2].map(|at| {
            let (_, reading) = QuestionKind::DateOrder.candidates().into_iter().nth(at)?;
            if self.kind == ColumnType::Datetime {
                calendar::datetime(&self.scratch, reading).map(|time| time.seconds())
            } else {
                calendar::date(&self.scratch, reading).map(Date::days)
            }
        });
        if day.is_some() && day == month && text.contains(&b'.') {
            // With points, the day is first if it can be.
            return;
        }
        let differ = |one: Option<i64>, other: Option<i64>| one.is_some() && other.is_some() && one != other;
        let differ = [differ(day, month), differ(day, year), differ(month, year)];
        let reads = [day.is_some(), month.is_some(), year.is_some()];
        if reads != [reads[0]; 3] || differ != [false; 3] {
            self.gathered.tally.add(text, reads, differ);
        }
    }

    /// How the column is to be read by all that has been noted, and by the answers that were given before.
    pub fn verdict(&self, answered: &Reading) -> Verdict {
        let mut reading = Reading { open: false, ..*answered };
        let mut question = None;
        let is_date = matches!(self.kind, ColumnType::Date | ColumnType::Datetime);
        let kind = if is_date { QuestionKind::DateOrder } else { QuestionKind::Decimal };
        let is_answered =
            if is_date { answered.order.is_some() } else { self.decimal.or(answered.decimal).is_some() };
        if !is_answered {
            let candidates = kind.candidates();
            let likely = self.gathered.tally.likely(candidates.len());
            if let Some((_, first)) = likely.first().and_then(|at| candidates.get(*at)) {
                reading = reading.over(*first);
            }
            if likely.len() > 1 {
                let examples = self.gathered.tally.examples();
                let candidate = |at: &usize| {
                    let (value, reading) = candidates.get(*at)?;
                    let cells = self.gathered.tally.cells(*at);
                    Some(Alternative { value, cells, meanings: self.meanings(&examples, *reading) })
                };
                let candidates = likely.iter().filter_map(candidate).collect();
                question = Some(self.question(kind, candidates, &examples));
            }
        }
        if answered.currency.is_none() && question.is_none() {
            question = self.ask_currency(reading);
        }
        reading.open = question.is_some();
        if self.gathered.serials > 0 && answered.serials.is_none() {
            let examples = &self.gathered.serial_examples;
            let candidate = |(value, reading): (&'static str, Reading)| Alternative {
                value,
                cells: if reading.serials == Some(Serials::None) { 0 } else { self.gathered.serials },
                meanings: self.meanings(examples, reading),
            };
            let kind = QuestionKind::Serial;
            let candidates = kind.candidates().into_iter().map(candidate).collect();
            question = question.or_else(|| Some(self.question(kind, candidates, examples)));
            reading = Reading { serials: Some(Serials::From1900), open: true, ..reading };
        }
        Verdict { reading, question }
    }

    /// Asks which currency is meant, where there are several.
    fn ask_currency(&self, reading: Reading) -> Option<Question> {
        let mut found: Vec<_> =
            self.gathered.currencies.iter().filter(|currency| currency.cells > 0).collect();
        if found.len() < 2 {
            return None;
        }
        found.sort_by_key(|currency| (Reverse(currency.cells), currency.name.0));
        let at = |at: usize| found.iter().filter_map(move |currency| currency.examples.get(at)).cloned();
        let examples: Vec<_> = (0..EXAMPLES).flat_map(at).take(EXAMPLES).collect();
        let candidate = |value, cells, currencies| {
            let reading = Reading { currency: Some(currencies), ..reading };
            Alternative { value, cells, meanings: self.meanings(&examples, reading) }
        };
        let only = |found: &&Currency| candidate(found.name.0, found.cells, Currencies::Only(found.name));
        let mut candidates: Vec<_> = found.iter().map(only).collect();
        let all = found.iter().map(|currency| currency.cells).sum();
        candidates.push(candidate("any", all, Currencies::Any));
        Some(self.question(QuestionKind::Currency, candidates, &examples))
    }

    fn question(&self, kind: QuestionKind, candidates: Vec<Alternative>, examples: &[String]) -> Question {
        Question { column: self.column.clone(), kind: kind.name(), candidates, examples: examples.to_vec() }
    }

    /// What texts mean under a reading.
    fn meanings(&self, examples: &[String], reading: Reading) -> Vec<String> {
        let mut scratch = Vec::new();
        let mut meaning = |text: &String| {
            let (text, mut out) = (text.as_bytes(), Vec::new());
            let value = match self.kind {
                ColumnType::Number | ColumnType::Integer => {
                    let mark = self.decimal.or(reading.decimal).unwrap_or_default();
                    let currencies = reading.currency.unwrap_or(Currencies::Any);
                    let whole = self.kind == ColumnType::Integer;
                    amount(text, mark, currencies, whole, &mut scratch).map(Value::Number)
                }
                _ => {
                    scratch.clear();
                    let is_plain = plain(text, &mut scratch);
                    let text = if is_plain { &scratch[..] } else { text };
                    if self.kind == ColumnType::Date {
                        calendar::date(text, reading).map(Value::Date)
                    } else {
                        calendar::datetime(text, reading).map(Value::DateTime)
                    }
                }
            };
            match value {
                Some(Value::Number(number)) => {
                    number.parts().iter().for_each(|part| out.extend_from_slice(part));
                }
                Some(Value::Date(date)) => out.extend_from_slice(&date.iso()),
                Some(Value::DateTime(time)) => {
                    time.iso_parts().parts().iter().for_each(|part| out.extend_from_slice(part));
                }
                _ => {}
            }
            String::from_utf8_lossy(&out).into_owned()
        };
        examples.iter().map(&mut meaning).collect()
    }
}
