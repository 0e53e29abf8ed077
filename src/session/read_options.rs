//! How a file is to be read, as far as the host says, and how it is read.

use crate::dialect;
use crate::error::{Error, Result};
use crate::split::{Delimiter, Format};
use serde::Serialize;

/// How a file is to be read; what is left out is found from the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Up to eight bytes between cells; `" +"` for any number of spaces.
    pub delimiter: Option<String>,
    /// One ASCII character around cells, or an empty text for none. Default: `"`.
    pub quote: Option<String>,
    /// One ASCII character before one that means itself, or an empty text where quotes are doubled instead, which is
    /// the default.
    pub escape: Option<String>,
    /// One ASCII character that begins a line of comment, or an empty text for none, which is the default.
    pub comment: Option<String>,
    /// The row with the headers, from 1, blank lines and comments counted; 0 where the file has none. Default: the first
    /// that is neither.
    pub header_row: Option<u32>,
    /// What the bytes were written in before they became UTF-8.
    pub encoding: String,
}

/// How several spaces in a row are said to be one delimiter.
const SPACES: &str = " +";

impl ReadOptions {
    /// How cells are separated: what the host says, or what the sample shows. Refuses what can't be read with.
    pub(super) fn format(&self, sample: &[u8], whole: bool) -> Result<Format> {
        let quote = character("quote", self.quote.as_deref(), Some(b'"'))?;
        let escape = character("escape", self.escape.as_deref(), None)?;
        let comment = character("comment", self.comment.as_deref(), None)?;
        let delimiter = match self.delimiter.as_deref() {
            None => {
                let found = dialect::delimiter(sample, whole, quote, self.header_row.unwrap_or(1));
                Some(Delimiter::byte(found))
            }
            Some(SPACES) => Delimiter::new(" ", true),
            Some(text) => Delimiter::new(text, false),
        };
        // An escape that is the quote itself is a doubled quote.
        let escape = escape.filter(|escape| Some(*escape) != quote);
        let bad = |reason| Error::bad_option("delimiter", reason);
        let delimiter = delimiter.ok_or_else(|| bad("must be one to eight bytes, and no line end"))?;
        let first = delimiter.as_bytes().first().copied();
        if [quote, escape, comment].contains(&first) {
            return Err(bad("must not be the quote, the escape or the comment"));
        }
        Ok(Format { delimiter, quote, escape, comment })
    }
}

/// An option of one character, or of none.
fn character(option: &str, text: Option<&str>, default: Option<u8>) -> Result<Option<u8>> {
    match text.map(str::as_bytes) {
        None => Ok(default),
        Some([]) => Ok(None),
        Some([byte]) if byte.is_ascii() && !b"\r\n\0".contains(byte) => Ok(Some(*byte)),
        Some(_) => Err(Error::bad_option(option, "must be one ASCII character, or empty for none")),
    }
}

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    /// The row with the headers, from 1, blank lines and comments counted; 0 where there is none.
    pub header_row: u32,
}

impl Dialect {
    pub(super) fn new(options: &ReadOptions, format: Format, header_row: u32) -> Dialect {
        let Format { delimiter, quote, escape, comment } = format;
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
            header_row,
        }
    }
}
