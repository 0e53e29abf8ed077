//! How a file is to be read, as far as the host says, and how it is read.

use crate::dialect;
use crate::error::{Error, Result};
use crate::split::{Delimiter, Format};
use serde::Serialize;

/// How a file is to be read; what is left out is found from the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// One ASCII character between cells.
    pub delimiter: Option<String>,
    /// One ASCII character around cells, or an empty text for none. Default: `"`.
    pub quote: Option<String>,
    /// The row with the headers, from 1, blank lines counted; 0 where the file has none. Default: the first row that
    /// isn't blank.
    pub header_row: Option<u32>,
    /// What the bytes were written in before they became UTF-8.
    pub encoding: String,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { delimiter: None, quote: None, header_row: None, encoding: "utf-8".to_owned() }
    }
}

impl ReadOptions {
    /// Refuses delimiters and quotes that are not one character, or the same one.
    pub(super) fn validate(&self) -> Result<()> {
        let usable =
            |text: &String| matches!(text.as_bytes(), [byte] if byte.is_ascii() && !b"\r\n\0".contains(byte));
        let bad = |option, reason| Err(Error::bad_option(option, reason));
        if !self.delimiter.as_ref().is_none_or(usable) {
            return bad("delimiter", "must be one ASCII character, and no line end");
        }
        if !self.quote.as_ref().is_none_or(|quote| quote.is_empty() || usable(quote)) {
            return bad("quote", "must be one ASCII character, or empty for none");
        }
        let quote = self.quote.as_deref().unwrap_or("\"");
        if self.delimiter.as_deref() == Some(quote) {
            return bad("delimiter", "must not be the quote");
        }
        Ok(())
    }

    /// How cells are separated: what the host says, or what the sample shows.
    pub(super) fn format(&self, sample: &[u8], whole: bool) -> Format {
        let quote = self.quote.as_ref().map_or(Some(b'"'), |quote| quote.bytes().next());
        let given = self.delimiter.as_ref().and_then(|delimiter| delimiter.bytes().next());
        let found = || dialect::delimiter(sample, whole, quote, self.header_row.unwrap_or(1));
        let delimiter = Delimiter::byte(given.unwrap_or_else(found));
        Format { delimiter, quote, escape: None, comment: None }
    }
}

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Dialect {
    /// What the file's text is written in.
    pub encoding: String,
    /// The character between cells.
    pub delimiter: String,
    /// The character around cells; empty for none.
    pub quote: String,
    /// The row with the headers, from 1; 0 where there is none.
    pub header_row: u32,
}

impl Dialect {
    pub(super) fn new(options: &ReadOptions, format: Format, header_row: u32) -> Dialect {
        Dialect {
            encoding: options.encoding.clone(),
            delimiter: String::from_utf8_lossy(format.delimiter.as_bytes()).into_owned(),
            quote: format.quote.map(|quote| char::from(quote).to_string()).unwrap_or_default(),
            header_row,
        }
    }
}
