//! The dialect of a file, from its first bytes.

use crate::decode::bom_len;
use crate::dialect::{self, Given};
use crate::split::{Delimiter, Format};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// How a file is written, as far as its first bytes tell. Rows count from 1, with blank lines and what stands above the table.
#[derive(Debug, Serialize, tsify::Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Sniffed {
    /// What stands between cells.
    delimiter: String,
    /// Whether several delimiters in a row are one.
    runs: bool,
    /// What stands around cells; empty for nothing.
    quote: String,
    /// What stands before a character that means itself; empty where quotes are doubled.
    escape: String,
    /// What begins a comment; empty where nothing does.
    comment: String,
    /// What ends a row: "\n", "\r\n", "\r" or "mixed".
    newline: &'static str,
    /// The header's first row; 0 where there is none.
    header_row: u32,
    /// How many rows the header has.
    header_rows: u32,
    /// The first record's row.
    data_row: u32,
    /// How many columns the table has.
    columns: u32,
    /// How sure this is.
    confidence: Confidence,
}

/// How sure a dialect is, from 0 to 1: as a whole, and in its parts.
#[derive(Debug, Serialize, tsify::Tsify)]
pub struct Confidence {
    overall: f64,
    delimiter: f64,
    quote: f64,
    header: f64,
}

/// Finds the dialect of a file from its first bytes, in UTF-8. `whole` says that they are all.
#[wasm_bindgen(unchecked_return_type = "Sniffed")]
pub fn sniff(sample: &[u8], whole: bool) -> Result<JsValue, JsValue> {
    let text = &sample[bom_len(sample)..];
    let found = dialect::sniff(text, whole, &Given::default());
    let Format { delimiter, quote, escape, comment } = found.format;
    let character = |byte: Option<u8>| byte.map(|byte| char::from(byte).to_string()).unwrap_or_default();
    // Two digits are as many as mean something.
    let rounded = |sure: f32| f64::from((sure * 100.0) as u8) / 100.0;
    super::to_js(&Sniffed {
        delimiter: shown(&delimiter),
        runs: delimiter.runs,
        quote: character(quote),
        escape: character(escape),
        comment: character(comment),
        newline: found.newline,
        header_row: found.header_row,
        header_rows: found.header_rows,
        data_row: found.data_row,
        columns: found.columns,
        confidence: Confidence {
            overall: rounded(found.confidence.overall()),
            delimiter: rounded(found.confidence.delimiter),
            quote: rounded(found.confidence.quote),
            header: rounded(found.confidence.header),
        },
    })
}

fn shown(delimiter: &Delimiter) -> String {
    String::from_utf8_lossy(delimiter.as_bytes()).into_owned()
}
