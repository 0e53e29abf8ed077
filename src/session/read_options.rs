//! How a file is to be read, as far as the host says, and how it is read.

use crate::csv::dialect::{Confidence, GivenDialect, Sniffed};
use crate::csv::{Delimiter, Format};
use crate::error::{Error, Result};
use serde::Serialize;

/// How a file is to be read; what is left out is found from the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Up to eight bytes between cells; `" +"` for any number of spaces.
    pub delimiter: Option<String>,
    /// One ASCII character around cells, or an empty text for none.
    pub quote: Option<String>,
    /// One ASCII character before one that means itself, or an empty text where quotes are doubled instead.
    pub escape: Option<String>,
    /// One ASCII character that begins a line of comment, or an empty text for none.
    pub comment: Option<String>,
    /// The row with the headers, from 1, blank lines counted; 0 where the file has none.
    pub header_row: Option<u32>,
    /// What the bytes were written in before they became UTF-8.
    pub encoding: String,
}

/// How several spaces in a row are said to be one delimiter.
const SPACES: &str = " +";

impl ReadOptions {
    /// What is known of the dialect. Refuses what can't be read with.
    pub(super) fn given(&self) -> Result<GivenDialect> {
        let delimiter = match self.delimiter.as_deref() {
            None => None,
            Some(SPACES) => Delimiter::new(" ", true),
            Some(text) => Some(Delimiter::new(text, false).ok_or_else(|| {
                Error::bad_option("delimiter", "must be one to eight bytes, and no line end")
            })?),
        };
        let quote = character("quote", self.quote.as_deref())?;
        let escape = character("escape", self.escape.as_deref())?;
        let given = GivenDialect {
            delimiter,
            quote,
            // An escape that is the quote itself is a doubled quote.
            escape: escape.map(|escape| escape.filter(|_| escape != quote.unwrap_or(Some(b'"')))),
            comment: character("comment", self.comment.as_deref())?,
            header_row: self.header_row,
        };
        let meanings = [given.quote.flatten(), given.escape.flatten(), given.comment.flatten()];
        let first = given.delimiter.and_then(|delimiter| delimiter.as_bytes().first().copied());
        if first.is_some() && meanings.contains(&first) {
            return Err(Error::bad_option("delimiter", "must not be the quote, the escape or the comment"));
        }
        Ok(given)
    }
}

#[allow(clippy::option_option, reason = "none is something that may be given")]
/// An option of one character: not given, given as none, or given.
fn character(option: &str, text: Option<&str>) -> Result<Option<Option<u8>>> {
    match text.map(str::as_bytes) {
        None => Ok(None),
        Some([]) => Ok(Some(None)),
        Some([byte]) if byte.is_ascii() && !b"\r\n\0".contains(byte) => Ok(Some(Some(*byte))),
        Some(_) => Err(Error::bad_option(option, "must be one ASCII character, or empty for none")),
    }
}

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Dialect {
    /// What the file's text is written in.
    pub encoding: String,
    /// What stands between cells; `" +"` for any number of spaces.
    pub delimiter: String,
    /// The character around cells; empty for none.
    pub quote: String,
    /// The character before one that means itself; empty where quotes are doubled.
    pub escape: String,
    /// The character that begins a line of comment; empty for none.
    pub comment: String,
    /// What ends a row: `"\n"`, `"\r\n"`, `"\r"`, or `"mixed"`.
    pub newline: &'static str,
    /// The first row with headers, from 1, blank lines, comments and what stands above the table counted; 0 where there is
    /// none.
    pub header_row: u32,
    /// How many rows the headers take.
    pub header_rows: u32,
    /// Columns of the table.
    pub columns: u32,
    /// How sure the parts of this are that the host has not said.
    pub confidence: Confidence,
}

impl Dialect {
    pub(super) fn new(options: &ReadOptions, found: &Sniffed, columns: u32) -> Dialect {
        let Format { delimiter, quote, escape, comment } = found.format;
        let character = |byte: Option<u8>| byte.map(|byte| char::from(byte).to_string()).unwrap_or_default();
        let delimiter = if delimiter.runs {
            SPACES.to_owned()
        } else {
            String::from_utf8_lossy(delimiter.as_bytes()).into_owned()
        };
        Dialect {
            encoding: options.encoding.clone(),
            delimiter,
            quote: character(quote),
            escape: character(escape),
            comment: character(comment),
            newline: found.newline,
            header_row: found.header_row,
            header_rows: found.header_rows,
            columns,
            confidence: found.confidence,
        }
    }
}
