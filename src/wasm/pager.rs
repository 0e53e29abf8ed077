//! Pages of records, and CSV.

use super::range;
use super::sheet::Sheet;
use crate::error::Error;
use crate::page::{self, CsvOptions, Formulas, PageOptions};
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Sheet {
    /// Says how pages will be asked for, so that a check that begins from now on can count them.
    #[wasm_bindgen(js_name = expectPages)]
    pub fn expect_pages(&mut self, options: &Paging) {
        self.0.expect_pages(options.0.clone());
    }

    /// Throws if the template blocks on errors and there are some, or questions are open.
    #[wasm_bindgen(js_name = refuseBlocked)]
    pub fn refuse_blocked(&self) -> Result<(), JsValue> {
        Ok(self.0.refuse_blocked()?)
    }

    /// The number of pages, if it follows from what the check has found.
    #[wasm_bindgen(js_name = totalPages)]
    pub fn total_pages(&self, options: &Paging) -> Option<f64> {
        self.0.total_pages(&options.0).map(|total| total as f64)
    }

    /// A pager over the records that are to be sent.
    pub fn pager(&self, options: &Paging, total_pages: f64) -> Result<Pager, JsValue> {
        Ok(Pager(self.0.pager(options.0.clone(), total_pages as u64)?))
    }

    /// An exporter of the records as CSV: the valid ones, or all.
    pub fn exporter(
        &self,
        valid: bool,
        delimiter: &str,
        formulas: &str,
        bom: bool,
    ) -> Result<Exporter, JsValue> {
        let formulas = match formulas {
            "guard" => Formulas::Guard,
            "guard-all" => Formulas::GuardAll,
            "keep" => Formulas::Keep,
            _ => return Err(Error::bad_option("formulas", "must be guard, guard-all or keep").into()),
        };
        // Of no other text is it one byte.
        let delimiter = if let [byte] = delimiter.as_bytes() { *byte } else { 0 };
        Ok(Exporter(self.0.exporter(valid, CsvOptions { delimiter, formulas, bom })?))
    }
}

/// What a page says besides its records, and when it is full.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Paging(PageOptions);

#[wasm_bindgen]
impl Paging {
    /// Options with their defaults; throws if a size or `extra` (JSON text) can't be used.
    #[wasm_bindgen(constructor)]
    pub fn new(
        upload_id: String,
        extra: String,
        chunk_size: Option<f64>,
        max_page_bytes: Option<f64>,
    ) -> Result<Paging, JsValue> {
        let size = |option: &str, given: Option<f64>, default: u32| match given {
            None => Ok(default),
            Some(size) if size.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(&size) => {
                Ok(size as u32)
            }
            Some(_) => Err(Error::bad_option(option, "must be a whole number, at least 1")),
        };
        let default = PageOptions::default();
        let options = PageOptions {
            chunk_size: size("chunkSize", chunk_size, default.chunk_size)?,
            max_page_bytes: size("maxPageBytes", max_page_bytes, default.max_page_bytes)?,
            upload_id,
            extra,
        };
        options.validate()?;
        if JSON::parse(&options.extra).is_err() {
            return Err(Error::bad_option("extra", "must be JSON").into());
        }
        Ok(Paging(options))
    }
}

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

#[wasm_bindgen]
impl Pager {
    /// The bytes of the file to be pushed next: from the first on.
    pub fn wants(&self) -> Option<Vec<f64>> {
        self.0.wants().map(range)
    }

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

#[wasm_bindgen]
impl Exporter {
    /// The bytes of the file to be pushed next: from the first on.
    pub fn wants(&self) -> Option<Vec<f64>> {
        self.0.wants().map(range)
    }

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
