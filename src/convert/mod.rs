//! Converts a cell to a value of its column's type, or says what is wrong with it.

mod boolean;
mod currency;
mod reading;
mod calendar;
mod plain;
mod host;
mod email;
mod number;
mod shortcut;
mod list;
mod value;
mod written;
mod evidence;
mod limits;
mod memo;
mod select;
mod time_of_day;
mod url;
mod uuid;
mod zone;

use crate::base::pattern::Compile;
use crate::base::platform::{Case, Platform};
use crate::date::{Date, DateTime, Layout, Time};
use crate::issue::Code;
use crate::template::{Asks, Column, ColumnType, Decimal, DefaultValue};
use std::sync::Arc;

pub use currency::Currencies;
pub use evidence::{Evidence, Verdict};
pub use list::List;
pub use memo::Memo;
pub use number::Number;
pub use reading::{DateOrder, QuestionKind, Reading, Serials};
pub use shortcut::Shortcut;
pub use uuid::Seed;
pub use value::Value;

use boolean::boolean;
use email::is_email;
use limits::Limits;
use number::{integer, number};
use plain::{plain, trim};
use select::Options;
use time_of_day::time_of_day;
use url::is_url;
use uuid::uuid;
use written::amount;
use zone::Zone;

/// Turns the cells of one column into values.
#[derive(Debug)]
pub struct Converter {
    kind: Kind,
    trim: bool,
    case: Option<Case>,
    /// What stands between values, where a cell has several.
    delimiter: Option<Box<[u8]>>,
    limits: Limits,
    default: Fallback,
    platform: Platform,
}

#[derive(Debug)]
enum Kind {
    Text,
    Number { decimal: Decimal, currencies: Currencies, whole: bool },
    Boolean,
    Date { layouts: Vec<Layout>, reading: Reading, named: Arc<[String]> },
    DateTime { layouts: Vec<Layout>, reading: Reading, named: Arc<[String]>, zone: Option<Zone> },
    Time,
    Email,
    Url,
    Uuid,
    Select(Options),
}

/// The value of an empty cell.
#[derive(Debug, Clone)]
enum Fallback {
    Null,
    /// As a cell that says it, however the column's other cells are read.
    Text(Box<[u8]>),
    Generated,
}

/// What reading a template asks of others.
pub fn asks(compile: Compile<'_>, platform: Platform) -> Asks<'_> {
    Asks { compile, platform, refuses }
}

/// Whether a column would refuse a cell of that text.
fn refuses(column: &Column, zone: Option<&str>, text: &str, platform: Platform) -> bool {
    let column = Column { default: None, ..column.clone() };
    let converter = Converter::new(&column, &Reading::default(), zone, platform);
    converter
        .fall_back(text.as_bytes(), &mut Vec::new())
        .map_or(true, |value| matches!(value, Value::Null | Value::Text(b"")))
}

impl Converter {
    /// A converter of a column's cells, read as was decided, in a template of that time zone. The column is one that the
    /// template's reader let through.
    pub fn new(column: &Column, reading: &Reading, zone: Option<&str>, platform: Platform) -> Converter {
        let decimal = column.decimal.or(reading.decimal).unwrap_or_default();
        let currencies = reading.currency.unwrap_or(Currencies::Any);
        let with_time = column.kind == ColumnType::Datetime;
        let layouts: Vec<_> =
            column.formats.iter().filter_map(|layout| Layout::read(layout, with_time).ok()).collect();
        let named = named_layouts(column, *reading);
        let kind = match column.kind {
            ColumnType::String | ColumnType::Any => Kind::Text,
            ColumnType::Number => Kind::Number { decimal, currencies, whole: false },
            ColumnType::Integer => Kind::Number { decimal, currencies, whole: true },
            ColumnType::Boolean => Kind::Boolean,
            ColumnType::Date => Kind::Date { layouts, reading: *reading, named },
            ColumnType::Datetime => {
                let zone = zone.map(|zone| Zone::new(zone, platform));
                Kind::DateTime { layouts, reading: *reading, named, zone }
            }
            ColumnType::Time => Kind::Time,
            ColumnType::Email => Kind::Email,
            ColumnType::Url => Kind::Url,
            ColumnType::Uuid => Kind::Uuid,
            ColumnType::Select => Kind::Select(Options::new(column, platform)),
        };
        let default = match &column.default {
            None => Fallback::Null,
            Some(DefaultValue::Generated { .. }) => Fallback::Generated,
            Some(value) => Fallback::Text(value.text().unwrap_or_default().as_bytes().into()),
        };
        let delimiter = column.delimiter.as_deref().unwrap_or(",").as_bytes();
        Converter {
            trim: column.trim || column.multiple || !matches!(kind, Kind::Text),
            kind,
            case: column.case,
            delimiter: column.multiple.then(|| delimiter.into()),
            limits: Limits::new(column),
            default,
            platform,
        }
    }

    /// Whether any cell is a value of this column just as it stands.
    pub fn takes_anything(&self) -> bool {
        matches!(self.kind, Kind::Text) && self.limits.none
    }

    /// Whether an empty cell is null.
    pub fn empty_is_null(&self) -> bool {
        matches!(self.default, Fallback::Null)
    }

    /// How most cells of the column are quickly seen to be right, and to be written as they stand.
    pub fn shortcut(&self) -> Shortcut {
        let as_it_stands = self.limits.none && self.delimiter.is_none() && self.case.is_none();
        match &self.kind {
            _ if !as_it_stands => Shortcut::None,
            Kind::Text if self.trim => Shortcut::Trimmed,
            Kind::Text => Shortcut::Text,
            Kind::Number { whole: false, decimal: Decimal::Point, .. } => Shortcut::Number,
            Kind::Number { .. } => Shortcut::Integer,
            Kind::Boolean => Shortcut::words(["true", "false"].into_iter(), false),
            Kind::Date { named, layouts, .. } => {
                let first = named.first().filter(|_| !layouts.is_empty());
                if first.is_none_or(|layout| layout == "YYYY-MM-DD") {
                    Shortcut::Date
                } else {
                    Shortcut::None
                }
            }
            Kind::Select(options) => Shortcut::words(options.values(), true),
            _ => Shortcut::None,
        }
    }

    /// What the cell says. An empty cell is its column's default, or null. Values that have to be written anew are written
    /// to `scratch`.
    #[inline]
    pub fn convert<'a>(&'a self, cell: &'a [u8], scratch: &'a mut Vec<u8>) -> Result<Value<'a>, Code> {
        let text = if self.trim { trim(cell) } else { cell };
        if text.is_empty() {
            return match &self.default {
                Fallback::Null => Ok(Value::Null),
                Fallback::Generated => Ok(Value::Generated),
                Fallback::Text(text) => self.fall_back(text, scratch),
            };
        }
        if let Kind::Number { decimal, whole, .. } = self.kind {
            // What is written as numbers mostly are.
            let plain = if whole { integer(text) } else { number(text) };
            let is_plain = decimal == Decimal::Point || !text.contains(&b'.');
            if let Some(number) = plain.filter(|_| is_plain) {
                let value = Value::Number(number);
                return if self.limits.none {
                    Ok(value)
                } else {
                    self.limits.check(value, text).map(|()| value)
                };
            }
        }
        self.read(text, scratch)
    }

    /// The default, which is written as JSON would be, whatever the cells are like.
    fn fall_back<'a>(&'a self, text: &'a [u8], scratch: &'a mut Vec<u8>) -> Result<Value<'a>, Code> {
        let value = match &self.kind {
            Kind::Number { whole: true, .. } => Value::Number(integer(text).ok_or(Code::NotInteger)?),
            Kind::Number { whole: false, .. } => Value::Number(number(text).ok_or(Code::NotNumber)?),
            Kind::Date { named, .. } => {
                let day = Date::iso_prefix(text).filter(|(_, rest)| rest.is_empty());
                Value::Date(day.ok_or_else(|| Code::NotDate { formats: named.clone() })?.0)
            }
            Kind::DateTime { named, zone, .. } => {
                let time = DateTime::iso(text).ok_or_else(|| Code::NotDatetime { formats: named.clone() })?;
                Value::DateTime(in_zone(time, zone.as_ref()))
            }
            Kind::Time => Value::Time(Time::of_day(text).ok_or(Code::NotTime)?),
            _ => return self.read(if self.trim { trim(text) } else { text }, scratch),
        };
        self.limits.check(value, text).map(|()| value)
    }

    fn read<'a>(&'a self, text: &'a [u8], scratch: &'a mut Vec<u8>) -> Result<Value<'a>, Code> {
        if let Some(delimiter) = &self.delimiter {
            return self.list(text, delimiter, scratch);
        }
        let value = match &self.kind {
            Kind::Text | Kind::Email => {
                let text = match self.case {
                    Some(case) => self.in_case(text, case, scratch),
                    None => text,
                };
                if matches!(self.kind, Kind::Email) && !is_email(text) {
                    return Err(Code::NotEmail);
                }
                self.limits.check(Value::Text(text), text)?;
                return Ok(Value::Text(text));
            }
            Kind::Number { decimal, currencies, whole } => {
                let number = amount(text, *decimal, *currencies, *whole, scratch);
                Value::Number(number.ok_or(if *whole { Code::NotInteger } else { Code::NotNumber })?)
            }
            Kind::Boolean => Value::Boolean(boolean(text, self.platform).ok_or(Code::NotBoolean)?),
            Kind::Date { layouts, reading, named } => {
                let date = time_in(text, layouts, *reading, false, scratch).map(|time| time.date);
                Value::Date(date.ok_or_else(|| Code::NotDate { formats: named.clone() })?)
            }
            Kind::DateTime { layouts, reading, named, zone } => {
                let time = time_in(text, layouts, *reading, true, scratch);
                let time = time.ok_or_else(|| Code::NotDatetime { formats: named.clone() })?;
                Value::DateTime(in_zone(time, zone.as_ref()))
            }
            Kind::Time => Value::Time(time_of_day(text, self.platform, scratch).ok_or(Code::NotTime)?),
            Kind::Url if is_url(text) => Value::Text(text),
            Kind::Url => return Err(Code::NotUrl),
            Kind::Uuid => Value::Text(uuid(text, scratch).ok_or(Code::NotUuid)?),
            Kind::Select(options) => Value::Choice(options.find(text)?),
        };
        self.limits.check(value, text).map(|()| value)
    }

    /// A cell of several values: each is checked by itself.
    fn list<'a>(
        &'a self,
        text: &[u8],
        delimiter: &[u8],
        scratch: &'a mut Vec<u8>,
    ) -> Result<Value<'a>, Code> {
        let mut rewritten = Vec::new();
        scratch.clear();
        for part in list::parts(text, delimiter) {
            let value = match (&self.kind, self.case) {
                (Kind::Select(options), _) => options.find(part)?.as_bytes(),
                (_, Some(case)) => self.in_case(part, case, &mut rewritten),
                _ => part,
            };
            let checked = if matches!(self.kind, Kind::Select(_)) { part } else { value };
            self.limits.check(Value::Text(checked), checked)?;
            list::append(value, scratch);
        }
        Ok(if scratch.is_empty() { Value::Null } else { Value::List(List::of(scratch)) })
    }

    /// A text in another case. One that isn't UTF-8 stays as it is.
    fn in_case<'a>(&self, text: &'a [u8], case: Case, scratch: &'a mut Vec<u8>) -> &'a [u8] {
        let Ok(letters) = std::str::from_utf8(text) else { return text };
        scratch.clear();
        scratch.extend_from_slice(text);
        match case {
            Case::Lower if text.is_ascii() => scratch.make_ascii_lowercase(),
            Case::Upper if text.is_ascii() => scratch.make_ascii_uppercase(),
            _ => {
                scratch.clear();
                scratch.extend_from_slice((self.platform.change_case)(letters, case).as_bytes());
            }
        }
        scratch
    }

    /// The most bytes by which a value's JSON is longer than its text, escapes in that text and what [`Converter::max_expansion`]
    /// says skipped.
    pub fn max_added_bytes(&self) -> usize {
        let own = match &self.kind {
            // A time is written longer than it may be read: a few digits may stand for one.
            Kind::Date { .. } => 12,
            Kind::DateTime { .. } => 28,
            Kind::Time => 14,
            // Four hyphens may be missing.
            Kind::Uuid => 6,
            // An option's value may be longer than the word that means it; a control character takes six bytes.
            Kind::Select(options) => 4 + options.longest() * 6,
            // `null` and `false` are longer than an empty cell and `n`; `.5` becomes `0.5`, and 5% becomes 0.05.
            _ => 4,
        };
        let default = match &self.default {
            Fallback::Null => 0,
            Fallback::Generated => 38,
            // A list's values have quotes each.
            Fallback::Text(text) => text.len() * 6 * self.max_expansion() + own,
        };
        own.max(default)
    }

    /// How many times as long as its text a value's JSON may be, beside its surplus.
    pub fn max_expansion(&self) -> usize {
        // A letter of two bytes may become three letters of two: ΐ.
        let case = if self.case.is_some() { 3 } else { 1 };
        match (&self.delimiter, &self.kind) {
            (None, _) => case,
            // Each value that takes a byte and a delimiter becomes one with quotes and a comma.
            (Some(_), Kind::Select(options)) => options.longest() * 6 / 2 + 2,
            (Some(_), _) => case + 1,
        }
    }
}

/// Reads a time in the layouts that are given, or else as people write it.
fn time_in<'a>(
    text: &'a [u8],
    layouts: &[Layout],
    reading: Reading,
    with_time: bool,
    scratch: &'a mut Vec<u8>,
) -> Option<DateTime<'a>> {
    let text = if text.is_ascii() {
        text
    } else {
        scratch.clear();
        if !plain(text, scratch) {
            return None;
        }
        &**scratch
    };
    if !layouts.is_empty() {
        layouts.iter().find_map(|layout| layout.parse(text))
    } else if text.iter().any(|byte| *byte < b' ' && *byte != b'\t') {
        None
    } else if with_time {
        calendar::datetime(text, reading)
    } else {
        calendar::date(text, reading).map(DateTime::midnight)
    }
}

/// A time with the offset of a zone, unless it says its own.
fn in_zone<'a>(mut time: DateTime<'a>, zone: Option<&Zone>) -> DateTime<'a> {
    if time.time.offset.is_none() {
        time.time.offset = zone.and_then(|zone| zone.offset(time.seconds()));
    }
    time
}

/// The layouts that an issue names.
fn named_layouts(column: &Column, reading: Reading) -> Arc<[String]> {
    if !column.formats.is_empty() {
        return column.formats.clone().into();
    }
    let day = match reading.order {
        Some(DateOrder::DayFirst) => "DD/MM/YYYY",
        Some(DateOrder::MonthFirst) => "MM/DD/YYYY",
        _ => "YYYY-MM-DD",
    };
    let time = if column.kind == ColumnType::Datetime { " HH:mm:ss" } else { "" };
    Arc::new([[day, time].concat()])
}
