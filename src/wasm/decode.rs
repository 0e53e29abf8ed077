//! What a file is that is no text.

use crate::csv::decode;
use wasm_bindgen::prelude::wasm_bindgen;

/// What a file is, if its first bytes say that it isn't delimited text.
#[wasm_bindgen]
pub fn foreign(head: &[u8]) -> Option<String> {
    decode::foreign(head).map(str::to_owned)
}
