//! What a file is written in, and UTF-16 as UTF-8.

use crate::decode::{Encoding, Utf16Decoder};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The name of the encoding of a file that begins so; `given` goes before what the bytes say.
#[wasm_bindgen(js_name = encodingOf, unchecked_return_type = "Encoding")]
pub fn encoding_of(head: &[u8], given: Option<String>) -> Result<JsValue, JsValue> {
    super::to_js(&given.map_or_else(|| Ok(Encoding::of(head)), |name| Encoding::named(&name))?)
}

/// Rewrites UTF-16 as UTF-8.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Utf16 {
    decoder: Utf16Decoder,
    text: String,
}

#[wasm_bindgen]
impl Utf16 {
    /// A decoder of `utf-16le` or `utf-16be`.
    #[wasm_bindgen(constructor)]
    pub fn new(encoding: &str) -> Result<Utf16, JsValue> {
        Ok(Utf16 { decoder: Utf16Decoder::new(Encoding::named(encoding)?), text: String::new() })
    }

    /// The UTF-8 of the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Uint8Array {
        self.text.clear();
        self.decoder.push(bytes, &mut self.text);
        Uint8Array::from(self.text.as_bytes())
    }

    /// The UTF-8 of what was held back, at the end of the file.
    pub fn finish(&mut self) -> Uint8Array {
        self.text.clear();
        self.decoder.finish(&mut self.text);
        Uint8Array::from(self.text.as_bytes())
    }
}
