//! A sheet, its windows and its options.

use super::json::read_json;
use super::pager::Pager;
use super::pattern::{Compile, compiled_by};
use super::platform::PLATFORM;
use super::to_js;
use crate::convert;
use crate::error::Error;
use crate::index;
use crate::page::PageOptions;
use crate::session::{self, ReadOptions, SAMPLE_BYTES};
use crate::template::{self, Json};
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A file that is being imported.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Sheet(session::Sheet);

#[wasm_bindgen]
impl Sheet {
    /// Opens a file from its first bytes, in UTF-8. `whole` says that they are all. `compile` is called for each of the
    /// template's patterns.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments, reason = "JavaScript's options come one by one")]
    pub fn open(
        sample: &[u8],
        whole: bool,
        template: Option<String>,
        compile: &Compile,
        encoding: &str,
        header_row: Option<f64>,
        delimiter: Option<String>,
        quote: Option<String>,
        escape: Option<String>,
        comment: Option<String>,
    ) -> Result<Sheet, JsValue> {
        let template = template
            .map(|text| {
                let json = read_json(&text).unwrap_or(Json::Null);
                let compile = |pattern: &str| compiled_by(compile, pattern);
                template::read_json(&json, &convert::asks(&compile, PLATFORM))
            })
            .transpose()
            .map_err(Error::from)?;
        let is_row = |row: f64| row.fract() == 0.0 && (0.0..=1e6).contains(&row);
        if !header_row.is_none_or(is_row) {
            return Err(
                Error::bad_option("headerRow", "must be a row of the file, from 1, or 0 for none").into()
            );
        }
        let header_row = header_row.map(|row| row as u32);
        let options =
            ReadOptions { delimiter, quote, escape, comment, header_row, encoding: encoding.to_owned() };
        Ok(Sheet(session::Sheet::open(sample, whole, template, &options, PLATFORM)?))
    }

    /// Bytes from the start of the file that `open` wants.
    #[wasm_bindgen(js_name = sampleBytes)]
    pub fn sample_bytes() -> u32 {
        SAMPLE_BYTES
    }

    /// The headers as the file has them.
    pub fn header(&self) -> Vec<String> {
        self.0.header().to_vec()
    }

    /// How the file is read.
    #[wasm_bindgen(unchecked_return_type = "Dialect")]
    pub fn dialect(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.dialect())
    }

    /// Which header feeds which column.
    #[wasm_bindgen(unchecked_return_type = "Mapping")]
    pub fn mapping(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.mapping())
    }

    /// Gives the columns of these keys other headers, by their place from 0, or with -1 none.
    #[wasm_bindgen(js_name = setMapping)]
    pub fn set_mapping(&mut self, keys: Vec<String>, headers: &[i32]) -> Result<(), JsValue> {
        let headers = headers.iter().map(|&header| usize::try_from(header).ok());
        Ok(self.0.set_mapping(&keys.into_iter().zip(headers).collect::<Vec<_>>())?)
    }

    /// Begins the first pass. With `stream`, issues are kept until `takeIssues`.
    #[wasm_bindgen(js_name = startCheck)]
    pub fn start_check(&mut self, stream: bool) {
        self.0.start_check(stream);
    }

    /// Checks the next bytes of the file.
    pub fn push(&mut self, bytes: &Uint8Array) -> Result<(), JsValue> {
        Ok(self.0.push_with(bytes.length() as usize, |room| bytes.copy_to(room))?)
    }

    /// Ends the first pass; nothing where the file is to be pushed once more from its first byte.
    #[wasm_bindgen(unchecked_return_type = "CheckResult | undefined")]
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        self.0.finish()?.map_or(Ok(JsValue::UNDEFINED), |result| to_js(&result))
    }

    /// The issues found since the last call, in a pass that streams them.
    #[wasm_bindgen(js_name = takeIssues, unchecked_return_type = "Issue[]")]
    pub fn take_issues(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.take_issues())
    }

    /// Records seen so far.
    pub fn records(&self) -> f64 {
        self.0.records() as f64
    }

    /// Bytes before the first record.
    #[wasm_bindgen(js_name = dataOffset)]
    pub fn data_offset(&self) -> f64 {
        self.0.data_offset() as f64
    }

    /// A window of records, if the first pass has come that far.
    pub fn window(&self, start: f64, count: u32) -> Option<Window> {
        self.0.window(start.max(0.0) as u64, count as usize).map(|window| Window(Some(window)))
    }

    /// Throws if the template blocks on errors and there are some.
    pub fn permit(&self) -> Result<(), JsValue> {
        Ok(self.0.permit()?)
    }

    /// The number of pages, if it follows from what the check has found.
    #[wasm_bindgen(js_name = totalPages)]
    pub fn total_pages(&self, options: &Paging) -> Option<f64> {
        self.0.total_pages(&options.0).map(|total| total as f64)
    }

    /// A pager over the records that are to be sent.
    pub fn pager(&self, options: &Paging, total_pages: f64) -> Result<Pager, JsValue> {
        Ok(Pager::new(self.0.pager(options.0.clone(), total_pages as u64)?))
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

/// Some rows of the file, wherever they are.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Window(Option<index::Window>);

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
