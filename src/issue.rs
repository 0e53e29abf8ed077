//! What is wrong with a cell, a row or a header, and what lines are no rows: data, not an error.

use crate::template::{Bound, Level};
use serde::Serialize;
use std::sync::Arc;

/// Something wrong with a cell, a row or a header, or lines that are no rows, with its place. One flat object in JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Issue {
    /// Where it is, and the text that was found there.
    #[serde(flatten)]
    pub place: IssuePlace,
    /// What is wrong, with its parameters.
    #[serde(flatten)]
    pub code: Code,
}

/// Where an issue is, how bad it is, and the text that was found there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct IssuePlace {
    /// The record, from 1, or null where no record is meant.
    pub row: Option<u64>,
    /// The file's line on which the record, the header or what is no row begins, from 1.
    pub line: u64,
    /// The column's key or the header, or null where the whole row is meant.
    pub column: Option<String>,
    /// Whether it makes the record invalid.
    pub severity: Severity,
    /// The text found, cut after 200 characters.
    pub value: String,
    /// What the template says of the column's or the rule's issues, in the host's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub message: Option<String>,
}

/// Whether an issue makes its record invalid, or is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Severity {
    /// The record is invalid.
    Error,
    /// The record is sent all the same.
    Warning,
    /// Nothing is wrong: lines were left out, because they are no records.
    Info,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Severity {
        match level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
        }
    }
}

/// What is wrong, with the parameters that a message needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Code {
    /// The cell is empty, and the column is required.
    Required,
    /// Not a number.
    NotNumber,
    /// Not a whole number.
    NotInteger,
    /// None of the words for true and false.
    NotBoolean,
    /// In none of the column's date formats, or no day of the calendar.
    NotDate {
        /// The formats that the column takes.
        formats: Arc<[String]>,
    },
    /// In none of the column's formats, or no time of a day of the calendar.
    NotDatetime {
        /// The formats that the column takes.
        formats: Arc<[String]>,
    },
    /// No time of a day.
    NotTime,
    /// Not an address of electronic mail.
    NotEmail,
    /// Not an address of the web: http, https or ftp, and a host.
    NotUrl,
    /// Not a UUID.
    NotUuid,
    /// None of the column's options.
    NotOption {
        /// The first options' values.
        options: Arc<[String]>,
    },
    /// Below the column's least value.
    TooSmall {
        /// The least value.
        min: Bound,
    },
    /// Above the column's largest value.
    TooLarge {
        /// The largest value.
        max: Bound,
    },
    /// Fewer characters than the column wants.
    TooShort {
        /// The least number of characters.
        min: u32,
    },
    /// More characters than the column takes.
    TooLong {
        /// The largest number of characters.
        max: u32,
    },
    /// Fewer digits than the column wants.
    TooFewDigits {
        /// The least number of digits.
        min: u32,
    },
    /// More digits than the column takes.
    TooManyDigits {
        /// The largest number of digits.
        max: u32,
    },
    /// The pattern isn't found in the cell.
    Pattern {
        /// The pattern.
        pattern: Arc<str>,
    },
    /// An earlier record has the same value.
    Duplicate {
        /// That record, from 1.
        first_row: u64,
    },
    /// One of the template's rules doesn't hold.
    Rule {
        /// Its place among the rules, from 0.
        rule: u32,
        /// The keys of the columns that it is about.
        columns: Arc<[String]>,
    },
    /// The host's own check found something.
    Custom {
        /// In the host's words.
        message: String,
    },
    /// The row has fewer cells than the header: the missing ones count as empty.
    MissingCells {
        /// Cells in the header.
        expected: u64,
        /// Cells in the row.
        found: u64,
    },
    /// The row has more cells than the header: the rest belongs to no column.
    ExtraCells {
        /// Cells in the header.
        expected: u64,
        /// Cells in the row.
        found: u64,
    },
    /// Columns to the left have the same header. A template's column takes the first.
    DuplicateHeader {
        /// The column, from 1.
        place: u64,
        /// The first column with that header, from 1.
        first_place: u64,
        /// The key that the column gets without a template, such as `name_2`.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
        key: Option<String>,
    },
    /// The header has no text.
    EmptyHeader {
        /// The column, from 1.
        place: u64,
        /// The key that the column gets without a template, such as `column_2`.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
        key: Option<String>,
    },
    /// Lines with nothing on them.
    BlankLine {
        /// How many follow each other.
        lines: u64,
    },
    /// Lines that begin with the comment character.
    CommentLine {
        /// How many follow each other.
        lines: u64,
    },
    /// Lines above the headers.
    PreambleLine {
        /// How many follow each other.
        lines: u64,
    },
    /// Lines below the table, such as a total.
    FooterLine {
        /// How many follow each other.
        lines: u64,
    },
    /// A quote begins the cell and is never closed: it was read as text, and the row ends with its line.
    UnclosedQuote,
    /// A quote stands inside the cell, where it neither begins nor ends it: it was read as text.
    StrayQuote,
    /// The cell has a character that no text has, NUL.
    NulByte,
    /// The cell has bytes that are not UTF-8; each run of them is read as U+FFFD, which is what broken bytes of
    /// other encodings have become.
    BrokenEncoding,
}

impl Code {
    /// The code as it stands in JSON: `too-small`.
    pub fn name(&self) -> &'static str {
        match self {
            Code::Required => "required",
            Code::NotNumber => "not-number",
            Code::NotInteger => "not-integer",
            Code::NotBoolean => "not-boolean",
            Code::NotDate { .. } => "not-date",
            Code::NotDatetime { .. } => "not-datetime",
            Code::NotTime => "not-time",
            Code::NotEmail => "not-email",
            Code::NotUrl => "not-url",
            Code::NotUuid => "not-uuid",
            Code::NotOption { .. } => "not-option",
            Code::TooSmall { .. } => "too-small",
            Code::TooLarge { .. } => "too-large",
            Code::TooShort { .. } => "too-short",
            Code::TooLong { .. } => "too-long",
            Code::TooFewDigits { .. } => "too-few-digits",
            Code::TooManyDigits { .. } => "too-many-digits",
            Code::Pattern { .. } => "pattern",
            Code::Duplicate { .. } => "duplicate",
            Code::Rule { .. } => "rule",
            Code::Custom { .. } => "custom",
            Code::MissingCells { .. } => "missing-cells",
            Code::ExtraCells { .. } => "extra-cells",
            Code::DuplicateHeader { .. } => "duplicate-header",
            Code::EmptyHeader { .. } => "empty-header",
            Code::BlankLine { .. } => "blank-line",
            Code::CommentLine { .. } => "comment-line",
            Code::PreambleLine { .. } => "preamble-line",
            Code::FooterLine { .. } => "footer-line",
            Code::UnclosedQuote => "unclosed-quote",
            Code::StrayQuote => "stray-quote",
            Code::NulByte => "nul-byte",
            Code::BrokenEncoding => "broken-encoding",
        }
    }

    /// The name of a code that the engine finds below the header, given as text.
    pub fn named(name: &str) -> Option<&'static str> {
        OF_ROWS.iter().find(|known| **known == name).copied()
    }

    /// Whether it is about how the file is written, not about what a cell says.
    pub fn is_of_reading(&self) -> bool {
        matches!(self, Code::StrayQuote | Code::UnclosedQuote | Code::NulByte | Code::BrokenEncoding)
    }

    /// How often it counts: by the lines that are left out, otherwise once.
    pub fn count(&self) -> u64 {
        match self {
            Code::BlankLine { lines }
            | Code::CommentLine { lines }
            | Code::PreambleLine { lines }
            | Code::FooterLine { lines } => *lines,
            _ => 1,
        }
    }
}

/// The codes that the engine finds in cells and rows, or between rows.
const OF_ROWS: [&str; 29] = [
    "required",
    "not-number",
    "not-integer",
    "not-boolean",
    "not-date",
    "not-datetime",
    "not-time",
    "not-email",
    "not-url",
    "not-uuid",
    "not-option",
    "too-small",
    "too-large",
    "too-short",
    "too-long",
    "too-few-digits",
    "too-many-digits",
    "pattern",
    "duplicate",
    "rule",
    "missing-cells",
    "extra-cells",
    "unclosed-quote",
    "stray-quote",
    "nul-byte",
    "broken-encoding",
    "blank-line",
    "comment-line",
    "footer-line",
];

/// The most characters of a cell that an issue quotes.
const VALUE_CHARS: usize = 200;

/// A cell's text as an issue quotes it: readable UTF-8, and short.
pub fn excerpt(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(&cell[..cell.len().min(VALUE_CHARS * 4)]);
    if text.chars().count() <= VALUE_CHARS && cell.len() <= VALUE_CHARS * 4 {
        return text.into_owned();
    }
    text.chars().take(VALUE_CHARS - 1).chain(['…']).collect()
}
