//! The second pass.

use crate::page;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Cuts records into pages, each made when it is asked for.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Pager(page::Pager);

/// A page's place, size and body.
#[wasm_bindgen(getter_with_clone)]
#[derive(Debug)]
pub struct RawPage {
    /// From 1.
    pub page: f64,
    /// Records in it.
    #[wasm_bindgen(js_name = pageSize)]
    pub page_size: u32,
    /// The JSON body.
    pub bytes: Uint8Array,
}

impl Pager {
    pub(super) fn new(pager: page::Pager) -> Pager {
        Pager(pager)
    }
}

#[wasm_bindgen]
impl Pager {
    /// Takes the next bytes of the file, from the first record on, after `nextPage` or `skip` has given none.
    pub fn push(&mut self, bytes: &Uint8Array) {
        self.0.push_with(bytes.length() as usize, |room| bytes.copy_to(room));
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) {
        self.0.finish();
    }

    /// The next page, if the bytes pushed hold all of it. Its bytes are written over `used`, where that is given and has room.
    #[wasm_bindgen(js_name = nextPage)]
    pub fn next_page(&mut self, used: Option<Uint8Array>) -> Result<Option<RawPage>, JsValue> {
        let page = self.0.next_page()?;
        Ok(page.map(|page| {
            let length = page.body.len() as u32;
            let bytes = match used {
                None => Uint8Array::from(page.body),
                Some(used) => {
                    // With room to spare, pages of about the same size share one buffer.
                    let fits = used.length() >= length;
                    let used = if fits { used } else { Uint8Array::new_with_length(length + length / 4) };
                    let bytes = used.subarray(0, length);
                    bytes.copy_from(page.body);
                    bytes
                }
            };
            RawPage { page: page.number as f64, page_size: page.size, bytes }
        }))
    }

    /// Makes the next page only to count it; false when more bytes are needed or none is left.
    pub fn skip(&mut self) -> Result<bool, JsValue> {
        Ok(self.0.next_page()?.is_some())
    }
}

/// Writes records as CSV, each piece when it is asked for.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Exporter(page::Exporter);

impl Exporter {
    pub(super) fn new(exporter: page::Exporter) -> Exporter {
        Exporter(exporter)
    }
}

#[wasm_bindgen]
impl Exporter {
    /// Takes the next bytes of the file, from the first record on, after `nextPiece` has given none.
    pub fn push(&mut self, bytes: &Uint8Array) {
        self.0.push_with(bytes.length() as usize, |room| bytes.copy_to(room));
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) {
        self.0.finish();
    }

    /// The next piece, if the bytes pushed hold some of it.
    #[wasm_bindgen(js_name = nextPiece)]
    pub fn next_piece(&mut self) -> Result<Option<Uint8Array>, JsValue> {
        Ok(self.0.next_piece()?.map(Uint8Array::from))
    }
}
