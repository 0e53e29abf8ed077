//! A cell's bytes and a column in, a typed value out, or what is wrong with it.

mod number;

use crate::date::{Date, DateFormat};
use crate::issue::Code;
use crate::map::normalise;
use crate::pattern::Pattern;
use crate::platform::Platform;
use crate::simd::{self, LANES};
use crate::split::Text;
use crate::template::{Bound, Column, ColumnType};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

pub use number::Number;
use number::{Limit, integer, number};

/// What a cell says, in its column's type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// The cell is empty.
    Null,
    /// Text, as it stands in the file.
    Text(&'a [u8]),
    /// A decimal number.
    Number(Number<'a>),
    /// true or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// The value of one of the column's options.
    Choice(&'a str),
}

/// Turns the cells of one column into values.
#[derive(Debug)]
pub struct Converter {
    kind: Kind,
    trim: bool,
    min: Option<End>,
    max: Option<End>,
    pattern: Option<Pattern>,
    /// Whether there is no range and no pattern.
    unbounded: bool,
}

/// Cells that are quickly seen to be their value's JSON already, quotes and escapes aside. A cell that isn't may be a value
/// too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// None are.
    None,
    /// Any that isn't empty is text.
    Text,
    /// Short decimal numbers.
    Number,
    /// Short whole numbers.
    Integer,
}

impl Shortcut {
    /// Whether this is such a cell.
    #[inline]
    pub fn takes(self, text: Text<'_>) -> bool {
        match self {
            Shortcut::None => false,
            Shortcut::Text => !text.is_empty(),
            Shortcut::Number => is_json_number(text, true),
            Shortcut::Integer => is_json_number(text, false),
        }
    }
}

#[derive(Debug)]
enum Kind {
    String,
    Number,
    Integer,
    Boolean,
    Date { formats: Vec<DateFormat>, layouts: Arc<[String]> },
    Select { words: HashMap<String, Arc<str>>, values: Arc<[String]>, platform: Platform },
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
            _ => Ordering::Equal,
        }
    }
}

/// How many options a `not-option` issue names.
const NAMED_OPTIONS: usize = 20;

impl Converter {
    /// A converter of a column's cells. The column is one that the template's reader let through.
    pub fn new(column: &Column, platform: Platform) -> Converter {
        let kind = match column.kind {
            ColumnType::String => Kind::String,
            ColumnType::Number => Kind::Number,
            ColumnType::Integer => Kind::Integer,
            ColumnType::Boolean => Kind::Boolean,
            ColumnType::Date if column.formats.is_empty() => {
                Kind::Date { formats: vec![DateFormat::iso()], layouts: Arc::new(["YYYY-MM-DD".to_owned()]) }
            }
            ColumnType::Date => Kind::Date {
                formats: column.formats.iter().filter_map(|layout| DateFormat::read(layout).ok()).collect(),
                layouts: column.formats.clone().into(),
            },
            ColumnType::Select => Kind::Select {
                words: option_words(column, platform),
                values: column
                    .options
                    .iter()
                    .take(NAMED_OPTIONS)
                    .map(|option| option.value.clone())
                    .collect(),
                platform,
            },
        };
        Converter {
            kind,
            trim: column.trim || column.kind != ColumnType::String,
            min: column.min.as_ref().map(End::new),
            max: column.max.as_ref().map(End::new),
            unbounded: column.min.is_none() && column.max.is_none() && column.pattern.is_none(),
            pattern: column.pattern.clone(),
        }
    }

    /// Whether any cell is a value of this column just as it stands.
    pub fn takes_anything(&self) -> bool {
        matches!(self.kind, Kind::String) && self.pattern.is_none()
    }

    /// How most cells of the column are quickly seen to be right.
    pub fn shortcut(&self) -> Shortcut {
        match self.kind {
            Kind::String if !self.trim && self.unbounded => Shortcut::Text,
            Kind::Number if self.unbounded => Shortcut::Number,
            Kind::Integer if self.unbounded => Shortcut::Integer,
            _ => Shortcut::None,
        }
    }

    /// The most bytes by which a value's JSON is longer than its text, escapes in that text aside.
    pub fn surplus(&self) -> usize {
        match &self.kind {
            // Dates are written longer than they may be read: `"2024-01-02"` for 122024.
            Kind::Date { .. } => 8,
            // An option's value may be longer than the word that means it; a control character takes six bytes.
            Kind::Select { words, .. } => {
                4 + words.values().map(|value| value.len() * 6).max().unwrap_or_default()
            }
            // `null` and `false` are longer than an empty cell and `n`; `.5` becomes `0.5`.
            _ => 4,
        }
    }

    /// What the cell says. An empty cell is null in every type.
    #[inline]
    pub fn convert<'a>(&'a self, cell: &'a [u8]) -> Result<Value<'a>, Code> {
        let text = if self.trim { cell.trim_ascii() } else { cell };
        if text.is_empty() {
            return Ok(Value::Null);
        }
        let value = match &self.kind {
            Kind::String => Value::Text(text),
            Kind::Number => Value::Number(number(text).ok_or(Code::NotNumber)?),
            Kind::Integer => Value::Number(integer(text).ok_or(Code::NotInteger)?),
            Kind::Boolean => Value::Boolean(boolean(text).ok_or(Code::NotBoolean)?),
            Kind::Date { formats, layouts } => {
                let date = formats.iter().find_map(|format| format.parse(text));
                Value::Date(date.ok_or_else(|| Code::NotDate { formats: layouts.clone() })?)
            }
            Kind::Select { words, values, platform } => {
                let found = std::str::from_utf8(text)
                    .ok()
                    .and_then(|word| words.get(word).or_else(|| words.get(&normalise(word, *platform))));
                Value::Choice(found.ok_or_else(|| Code::NotOption { options: values.clone() })?)
            }
        };
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
        if let Some(pattern) = &self.pattern
            && !pattern.test(text)
        {
            return Err(Code::Pattern { pattern: pattern.text().clone() });
        }
        Ok(value)
    }
}

/// Every word that means an option: its value, label and alternates, as they stand and normalised.
fn option_words(column: &Column, platform: Platform) -> HashMap<String, Arc<str>> {
    let mut words = HashMap::new();
    let mut add = |word: &str, value: &Arc<str>| {
        words.entry(word.to_owned()).or_insert_with(|| value.clone());
    };
    let values: Vec<Arc<str>> = column.options.iter().map(|option| option.value.as_str().into()).collect();
    let pairs = || column.options.iter().zip(&values);
    // What stands exactly goes before what is alike, and a value before another option's label.
    for form in [|word: &str, _: Platform| word.to_owned(), normalise] {
        for (option, value) in pairs() {
            add(&form(&option.value, platform), value);
        }
        for (option, value) in pairs() {
            let others = option.label.iter().chain(&option.alternates);
            others.for_each(|word| add(&form(word, platform), value));
        }
    }
    words
}

/// Whether a short text is a number as JSON writes it, without exponent.
#[inline]
fn is_json_number(text: Text<'_>, fraction: bool) -> bool {
    let (lanes, len) = (text.lanes(), text.len());
    if len == 0 || len > LANES {
        return false;
    }
    let begin = usize::from(lanes[0] == b'-');
    let others = simd::first(len) & !simd::digits(lanes) & !(begin as u32);
    let whole = if others == 0 {
        len
    } else {
        let point = others.trailing_zeros() as usize;
        let one = others.is_power_of_two();
        if !(fraction && one && lanes[point] == b'.' && point + 1 < len) {
            return false;
        }
        point
    };
    // A zero leads only a number that has no other digit before the point.
    whole > begin && (lanes[begin] != b'0' || whole == begin + 1)
}

fn boolean(text: &[u8]) -> Option<bool> {
    const WORDS: [(&[u8], bool); 12] = [
        (b"true", true),
        (b"false", false),
        (b"yes", true),
        (b"no", false),
        (b"y", true),
        (b"n", false),
        (b"1", true),
        (b"0", false),
        (b"t", true),
        (b"f", false),
        (b"on", true),
        (b"off", false),
    ];
    WORDS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|(_, meaning)| *meaning)
}
