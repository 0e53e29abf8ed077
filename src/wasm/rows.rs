//! Chosen rows of a sheet, while they are read or looked for.
//!
//! All jobs are driven as a sheet is: the bytes of the file that `wants` names are pushed, until nothing is wanted.

use super::pattern::{Compile, replaced_by};
use super::sheet::Sheet;
use super::{range, to_js};
use crate::csv::index;
use crate::error::Error;
use crate::session::{self, RowJob, View, ViewKind};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Sheet {
    /// How many rows a view has.
    pub fn count(&self, kind: &str, column: Option<String>, text: Option<String>) -> Result<f64, JsValue> {
        Ok(self.0.count(&view(kind, column, text)?)? as f64)
    }

    /// Reads rows of a view, from that place of the view on.
    #[wasm_bindgen(js_name = rowReader)]
    pub fn row_reader(
        &self,
        kind: &str,
        column: Option<String>,
        text: Option<String>,
        start: f64,
        count: u32,
    ) -> Result<RowReader, JsValue> {
        let view = view(kind, column, text)?;
        Ok(RowReader(self.0.row_reader(&view, start.max(0.0) as u64, count as usize)?))
    }

    /// Finds the rows that have a text in a cell; nothing where they are known already.
    #[wasm_bindgen(js_name = textSearch)]
    pub fn text_search(&self, text: String, column: Option<String>) -> Result<Option<TextSearch>, JsValue> {
        let view = View { kind: ViewKind::All, column, text: Some(text) };
        Ok(self.0.text_search(&view)?.map(|search| TextSearch(search, view)))
    }

    /// Keeps what a search has found, till something changes. The search is freed.
    #[wasm_bindgen(js_name = keepFound)]
    pub fn keep_found(&mut self, search: TextSearch) {
        self.0.keep_found(&search.1, search.0);
    }

    /// Finds the rows that have a cause.
    #[wasm_bindgen(js_name = causeSearch)]
    pub fn cause_search(
        &self,
        column: Option<String>,
        code: &str,
        value: Option<String>,
    ) -> Result<CauseSearch, JsValue> {
        Ok(CauseSearch(self.0.cause_search(column, code, value)?))
    }

    /// Deletes the rows that were found, in one operation; then what `wants` names is to be pushed. The search is freed.
    #[wasm_bindgen(js_name = deleteFound)]
    pub fn delete_found(&mut self, search: CauseSearch, compile: &Compile) -> Result<(), JsValue> {
        let compile = |pattern: &str, replacement: &str| replaced_by(compile, pattern, replacement);
        Ok(self.0.delete_found(search.0, &compile)?)
    }

    /// A window of records, if the check has come that far.
    pub fn window(&self, start: f64, count: u32) -> Option<Window> {
        self.0.window(start.max(0.0) as u64, count as usize).map(Window)
    }
}

fn view(kind: &str, column: Option<String>, text: Option<String>) -> Result<View, Error> {
    let kind = match kind {
        "all" => ViewKind::All,
        "errors" => ViewKind::Errors,
        "warnings" => ViewKind::Warnings,
        "changed" => ViewKind::Changed,
        "deleted" => ViewKind::Deleted,
        _ => {
            let reason = "must be one of all, errors, warnings, changed, deleted";
            return Err(Error::bad_option("view.rows", reason));
        }
    };
    Ok(View { kind, column, text: text.filter(|text| !text.is_empty()) })
}

/// Rows of a view that are being read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RowReader(pub(super) session::RowReader);

export_row_job!(RowReader);

#[wasm_bindgen]
impl RowReader {
    /// The rows, when nothing is wanted any more. The reader is freed.
    #[wasm_bindgen(js_name = intoRows, unchecked_return_type = "ViewRow[]")]
    pub fn into_rows(self, sheet: &Sheet) -> Result<JsValue, JsValue> {
        to_js(&self.0.into_rows(&sheet.0)?)
    }
}

/// Rows that have a text in a cell, while they are looked for.
#[wasm_bindgen]
#[derive(Debug)]
pub struct TextSearch(pub(super) session::TextSearch, pub(super) View);

export_row_job!(TextSearch);

/// Rows that have a cause, while they are looked for.
#[wasm_bindgen]
#[derive(Debug)]
pub struct CauseSearch(pub(super) session::CauseSearch);

export_row_job!(CauseSearch);

/// Some rows of the file, wherever they are.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Window(pub(super) index::Window);

#[wasm_bindgen]
impl Window {
    /// The bytes of the file to be pushed next: from the first to before the second.
    pub fn wants(&self) -> Option<Vec<f64>> {
        self.0.wants().map(range)
    }

    /// Takes the first of the bytes wanted.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        Ok(self.0.push(bytes)?)
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) -> Result<(), JsValue> {
        Ok(self.0.finish()?)
    }

    /// The rows, when nothing is wanted any more. The window is freed.
    #[wasm_bindgen(js_name = intoRows, unchecked_return_type = "string[][]")]
    pub fn into_rows(self) -> Result<JsValue, JsValue> {
        to_js(&self.0.into_rows())
    }
}
