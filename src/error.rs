//! What ends the job: a code and its parameters, made into prose at the edge.

use crate::issue::Issue;
use crate::question::Question;
use crate::template::Fault;
use serde::Serialize;

/// Ends the job. Serialised as `{"code": "row-too-long", "line": 12, "limit": 16777216}`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Error {
    /// The file has no row at all.
    EmptyFile,
    /// The file is not delimited text.
    NotText {
        /// What its first bytes say it is: `xlsx`, `xls`, `pdf`, `gzip`, `utf-32` or `binary`.
        looks_like: String,
    },
    /// The file ends before the header row, or that row is blank.
    HeaderRowMissing {
        /// The row that was asked for, from 1.
        header_row: u32,
    },
    /// The header row does not end within the sample.
    HeaderTooLong {
        /// Bytes within which the header row must end.
        limit: u32,
    },
    /// A row is longer than any sane row: most often a quote that is never closed.
    RowTooLong {
        /// The line on which the row begins, from 1.
        line: u64,
        /// The most bytes a row may have.
        limit: u32,
    },
    /// A cell in quotes is longer than any sane cell.
    CellTooLong {
        /// The line on which its row begins, from 1.
        line: u64,
        /// The most bytes a cell in quotes may have.
        limit: u32,
    },
    /// A row has more cells than any spreadsheet.
    TooManyCells {
        /// The line on which the row begins, from 1.
        line: u64,
        /// The most cells a row may have.
        limit: u32,
    },
    /// The template can't be used; every fault is listed.
    TemplateInvalid {
        /// All that is wrong with it.
        faults: Vec<Fault>,
    },
    /// A mapping names a column or a header that isn't there.
    MappingInvalid {
        /// The column's key as it was given.
        key: String,
        /// What is wrong.
        reason: String,
    },
    /// An operation, or a log of them, can't be done; every fault is listed.
    OperationInvalid {
        /// All that is wrong with it.
        faults: Vec<Fault>,
    },
    /// There is no memory to tell which values of a unique column are equal.
    TooManyRecords {
        /// The record, from 1, up to which there was.
        records: u64,
    },
    /// How some columns are to be read is not known: their cells don't decide, and nobody has.
    Undecided {
        /// What is to be asked.
        questions: Vec<Question>,
    },
    /// An option has a value that can't be used.
    BadOption {
        /// The option's name.
        option: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The template says `onInvalid: "block"`, and there are errors.
    Blocked {
        /// How many errors there are.
        errors: u64,
        /// In how many records.
        invalid_records: u64,
        /// The first of them.
        issues: Vec<Issue>,
    },
    /// Pages were asked for before the check had ended.
    NotChecked,
    /// A record was met that the check has not seen: the file has changed since.
    FileChanged,
}

impl Error {
    /// An option that can't be used, and why.
    pub fn bad_option(option: &str, reason: &str) -> Error {
        Error::BadOption { option: option.to_owned(), reason: reason.to_owned() }
    }
}

/// What a step gives that can end the job.
pub type Result<T> = std::result::Result<T, Error>;

// In WebAssembly an error becomes a JavaScript object instead.
#[cfg(not(target_arch = "wasm32"))]
impl std::fmt::Display for Error {
    /// The code and its parameters as JSON: prose is made at the edge, in the user's language.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| std::fmt::Error)?)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl std::error::Error for Error {}

impl From<Vec<Fault>> for Error {
    fn from(faults: Vec<Fault>) -> Error {
        Error::TemplateInvalid { faults }
    }
}
