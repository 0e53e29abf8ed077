//! Chosen rows of a sheet, while they are read or looked for: the bytes that they want in, what they are out.

use super::sheet::Sheet;
use super::to_js;
use crate::index;
use crate::session::{self, View};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Which bytes are wanted, as JavaScript's numbers.
pub(super) fn range((from, to): (u64, u64)) -> Vec<f64> {
    vec![from as f64, to as f64]
}

/// Rows of a view that are being read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Reader(pub(super) session::Reader);

#[wasm_bindgen]
impl Reader {
    /// The bytes of the file to be pushed next, from the first to before the second.
    pub fn wants(&self) -> Option<Vec<f64>> {
        self.0.wants().map(range)
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn push(&mut self, bytes: &[u8], sheet: &Sheet) -> Result<(), JsValue> {
        Ok(self.0.push(bytes, sheet.engine())?)
    }

    /// The rows, when all that was wanted has been pushed.
    #[wasm_bindgen(unchecked_return_type = "ViewRow[]")]
    pub fn rows(&mut self, sheet: &Sheet) -> Result<JsValue, JsValue> {
        to_js(&self.0.finish(sheet.engine()))
    }
}

/// Rows that have a text in a cell, while they are looked for.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Finder(pub(super) session::Finder, pub(super) View);

#[wasm_bindgen]
impl Finder {
    /// The bytes of the file to be pushed next, from the first to before the second.
    pub fn wants(&self) -> Option<Vec<f64>> {
        self.0.wants().map(range)
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        Ok(self.0.push(bytes)?)
    }
}

/// Rows that have a cause, while they are looked for.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Tracer(pub(super) session::Tracer);

#[wasm_bindgen]
impl Tracer {
    /// The bytes of the file to be pushed next, from the first to before the second.
    pub fn wants(&self) -> Option<Vec<f64>> {
        self.0.wants().map(range)
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn push(&mut self, bytes: &[u8], sheet: &Sheet) -> Result<(), JsValue> {
        Ok(self.0.push(bytes, sheet.engine())?)
    }
}

/// Records for a host function.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Batch(pub(super) session::Batch);

#[wasm_bindgen]
impl Batch {
    /// The bytes of the file to be pushed next, from the first to before the second.
    pub fn wants(&self) -> Option<Vec<f64>> {
        self.0.wants().map(range)
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        Ok(self.0.push(bytes)?)
    }

    /// The rows' numbers, in the order of the records.
    pub fn rows(&self) -> Vec<f64> {
        self.0.rows().iter().map(|row| row.id as f64 + 1.0).collect()
    }

    /// The records, as a JSON array.
    pub fn records(&self) -> String {
        self.0.records()
    }
}

/// Some rows of the file, wherever they are.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Window(pub(super) Option<index::Window>);

#[wasm_bindgen]
impl Window {
    /// The byte to read from.
    pub fn from(&self) -> f64 {
        self.0.as_ref().map_or(0.0, |window| window.from() as f64)
    }

    /// The byte before which it surely ends, if that is known.
    pub fn to(&self) -> Option<f64> {
        self.0.as_ref().and_then(index::Window::to).map(|to| to as f64)
    }

    /// Takes the next bytes; true when no more are needed.
    pub fn push(&mut self, bytes: &[u8]) -> Result<bool, JsValue> {
        Ok(self.0.as_mut().map_or(Ok(true), |window| window.push(bytes))?)
    }

    /// The rows; the window is empty afterwards.
    #[wasm_bindgen(unchecked_return_type = "string[][]")]
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        let rows = self.0.take().map(index::Window::finish).transpose()?;
        to_js(&rows.unwrap_or_default())
    }
}
