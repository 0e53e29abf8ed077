//! A sheet, its windows and its options.

use super::json::read_json;
use super::pager::{Exporter, Pager};
use super::pattern::{Compile, compiled_by, replaced_by};
use super::platform::PLATFORM;
use super::rows::{Batch, Finder, Reader, Tracer, Window, range};
use super::to_js;
use crate::bitmap::{Bitmap, INSERTED};
use crate::convert;
use crate::edit::Operation;
use crate::error::Error;
use crate::issue::{Code, Severity};
use crate::map::read_changes;
use crate::page::{CsvOptions, Formulas, PageOptions};
use crate::session::{self, HostCheck, ReadOptions, SAMPLE_BYTES, Settling, View, ViewKind};
use crate::template::{self, Json};
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// No log inserts so many rows.
const MOST_INSERTED: u64 = 1 << 24;

/// A file that is being imported.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Sheet(session::Sheet);

impl Sheet {
    pub(super) fn engine(&self) -> &session::Sheet {
        &self.0
    }
}

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

    /// Has columns fed by something else: JSON of a `MappingChange` for each key.
    #[wasm_bindgen(js_name = setMapping)]
    pub fn set_mapping(&mut self, changes: &str) -> Result<(), JsValue> {
        Ok(self.0.set_mapping(read_changes(&read_json(changes).unwrap_or(Json::Null))?)?)
    }

    /// Says how pages will be asked for, so that a check that begins from now on can count them.
    #[wasm_bindgen(js_name = expectPages)]
    pub fn expect_pages(&mut self, options: &Paging) {
        self.0.expect_pages(options.0.clone());
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

    /// Ends the first pass; nothing where that is not all, and `settling` says what is to be done.
    #[wasm_bindgen(unchecked_return_type = "CheckResult | undefined")]
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        self.0.finish()?.map_or(Ok(JsValue::UNDEFINED), |result| to_js(&result))
    }

    /// Whether segments of the file can be checked by engines of their own.
    #[wasm_bindgen(js_name = hasSegments)]
    pub fn has_segments(&self) -> bool {
        self.0.has_segments()
    }

    /// Where a row most likely begins, in bytes from that byte of the file on.
    #[wasm_bindgen(js_name = guessRow)]
    pub fn guess_row(&self, from: f64, bytes: &[u8]) -> Option<f64> {
        self.0.guess_row(from as u64, bytes).map(|at| at as f64)
    }

    /// What `startSegment` takes, once a check is begun.
    #[wasm_bindgen(js_name = segmentTold)]
    pub fn segment_told(&self) -> Vec<u8> {
        self.0.segment_told()
    }

    /// Begins to check a segment, whose bytes are to be pushed. `told` is from the engine that joins it.
    #[wasm_bindgen(js_name = startSegment)]
    pub fn start_segment(&mut self, from: f64, told: &[u8]) -> Result<(), JsValue> {
        Ok(self.0.start_segment(from as u64, told)?)
    }

    /// Ends the segment before that byte, and gives what `join` takes; nothing where only all rows together tell it.
    #[wasm_bindgen(js_name = finishSegment)]
    pub fn finish_segment(&mut self, to: f64, at_end: bool) -> Result<Option<Vec<u8>>, JsValue> {
        Ok(self.0.finish_segment(to as u64, at_end)?)
    }

    /// Joins what is known of a segment. False where its bytes are to be pushed, from `reached` on.
    pub fn join(&mut self, segment: &[u8]) -> Result<bool, JsValue> {
        Ok(self.0.join(segment)?)
    }

    /// The byte behind which nothing has been pushed or joined.
    pub fn reached(&self) -> f64 {
        self.0.reached() as f64
    }

    /// The issues found since the last call, in a pass that streams them.
    #[wasm_bindgen(js_name = takeIssues, unchecked_return_type = "Issue[]")]
    pub fn take_issues(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.take_issues())
    }

    /// Does an operation, given as JSON; then what is known is to be settled. `compile` is called for a regular expression.
    pub fn edit(&mut self, operation: &str, compile: &Compile) -> Result<(), JsValue> {
        let json = read_json(operation).unwrap_or(Json::Null);
        let operation = Operation::read(&json).map_err(|faults| Error::OperationInvalid { faults })?;
        let compile = |pattern: &str, replacement: &str| replaced_by(compile, pattern, replacement);
        Ok(self.0.edit(operation, &compile)?)
    }

    /// Takes the last operation back; false where there is none.
    pub fn undo(&mut self) -> bool {
        self.0.undo()
    }

    /// Does the operation again that was taken back last; false where there is none.
    pub fn redo(&mut self) -> bool {
        self.0.redo()
    }

    /// The operations that are done.
    #[wasm_bindgen(unchecked_return_type = "Operation[]")]
    pub fn log(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.log())
    }

    /// How many operations can be taken back, and how many done again.
    #[wasm_bindgen(js_name = logSize)]
    pub fn log_size(&self) -> Vec<u32> {
        vec![self.0.log().done() as u32, self.0.log().undone() as u32]
    }

    /// Has the operations of a log done, given as JSON, and no others.
    #[wasm_bindgen(js_name = setLog)]
    pub fn set_log(&mut self, log: &str, compile: &Compile) -> Result<(), JsValue> {
        let json = read_json(log).unwrap_or(Json::Null);
        let compile = |pattern: &str, replacement: &str| replaced_by(compile, pattern, replacement);
        Ok(self.0.set_log(&json, &compile)?)
    }

    /// Answers a question about a column by its kind and one of its candidates; then what is known is to be settled.
    pub fn decide(&mut self, column: &str, kind: &str, value: &str) -> Result<(), JsValue> {
        Ok(self.0.decide(column, kind, value)?)
    }

    /// What is to be done before what is known is up to date: `pass`, push the file as for a check; `walk`, feed what is
    /// wanted; or nothing.
    #[wasm_bindgen(unchecked_return_type = "\"pass\" | \"walk\" | undefined")]
    pub fn settling(&self) -> JsValue {
        match self.0.settling() {
            Settling::Settled => JsValue::UNDEFINED,
            Settling::Pass => "pass".into(),
            Settling::Walk => "walk".into(),
        }
    }

    /// The bytes of the file to be fed next, from the first to before the second.
    pub fn wants(&self) -> Option<Vec<f64>> {
        self.0.wants().map(range)
    }

    /// Takes the bytes wanted, or none at the end of the file.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        Ok(self.0.feed(bytes)?)
    }

    /// What the check has found, as it is after edits.
    #[wasm_bindgen(unchecked_return_type = "CheckResult")]
    pub fn result(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.result()?)
    }

    /// What is to blame for the issues: at most so many values of each code in each column.
    #[wasm_bindgen(unchecked_return_type = "Cause[]")]
    pub fn causes(&self, most: u32) -> Result<JsValue, JsValue> {
        to_js(&self.0.causes(most as usize)?)
    }

    /// Which texts of a select's cells may mean one of its options.
    #[wasm_bindgen(js_name = optionMatches, unchecked_return_type = "OptionMatches")]
    pub fn option_matches(&self, column: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.option_matches(column)?)
    }

    /// How many rows a view has.
    pub fn count(&self, kind: &str, column: Option<String>, text: Option<String>) -> Result<f64, JsValue> {
        Ok(self.0.count(&view(kind, column, text)?)? as f64)
    }

    /// Reads rows of a view, from that place of the view on.
    pub fn reader(
        &self,
        kind: &str,
        column: Option<String>,
        text: Option<String>,
        start: f64,
        count: u32,
    ) -> Result<Reader, JsValue> {
        let view = view(kind, column, text)?;
        Ok(Reader(self.0.reader(&view, start.max(0.0) as u64, count as usize)?))
    }

    /// Finds the rows that have a text in a cell; nothing where they are known already.
    pub fn search(&self, text: String, column: Option<String>) -> Result<Option<Finder>, JsValue> {
        let view = View { kind: ViewKind::All, column, text: Some(text) };
        Ok(self.0.search(&view)?.map(|finder| Finder(finder, view)))
    }

    /// Keeps what a finder has found, till something changes.
    #[wasm_bindgen(js_name = setFound)]
    pub fn set_found(&mut self, finder: Finder) {
        self.0.set_found(&finder.1, finder.0);
    }

    /// Finds the rows that have a cause.
    pub fn tracer(
        &self,
        column: Option<String>,
        code: &str,
        value: Option<String>,
    ) -> Result<Tracer, JsValue> {
        Ok(Tracer(self.0.tracer(column, code, value)?))
    }

    /// Deletes the rows that were found, in one operation; then what is known is to be settled.
    #[wasm_bindgen(js_name = deleteTraced)]
    pub fn delete_traced(&mut self, tracer: Tracer, compile: &Compile) -> Result<(), JsValue> {
        let compile = |pattern: &str, replacement: &str| replaced_by(compile, pattern, replacement);
        Ok(self.0.delete_traced(tracer.0, &compile)?)
    }

    /// The next records that a host function has not seen, at most so many; nothing when there are none, or all that are
    /// left are looked at. `transforms` says which function.
    #[wasm_bindgen(js_name = nextBatch)]
    pub fn next_batch(&mut self, transforms: bool, most: u32) -> Result<Option<Batch>, JsValue> {
        Ok(self.0.next_batch(host_check(transforms), most as usize)?.map(Batch))
    }

    /// Reads the records of some rows, given by their numbers, for something else.
    #[wasm_bindgen(js_name = batchOf)]
    pub fn batch_of(&self, rows: &[f64]) -> Result<Batch, JsValue> {
        let mut ids = Bitmap::default();
        let records = self.0.records();
        let is_row = |id: &u64| *id < records || *id >= INSERTED && *id - INSERTED < MOST_INSERTED;
        ids.extend(rows.iter().map(|row| (*row as u64).wrapping_sub(1)).filter(is_row));
        Ok(Batch(self.0.batch_of(ids)?))
    }

    /// Completes a batch, when all that was wanted has been pushed.
    #[wasm_bindgen(js_name = finishBatch)]
    pub fn finish_batch(&mut self, batch: &mut Batch) {
        self.0.finish_batch(&mut batch.0);
    }

    /// Lays an issue over a batch's row, by its place in the batch: `custom` or, from who receives it, `rejected`. False where
    /// the row was touched since.
    #[allow(clippy::too_many_arguments, reason = "what an issue is made of")]
    pub fn lay(
        &mut self,
        batch: &Batch,
        row: u32,
        column: Option<String>,
        rejected: bool,
        warning: bool,
        message: String,
    ) -> bool {
        let code = if rejected { Code::Rejected { message } } else { Code::Custom { message } };
        let severity = if warning { Severity::Warning } else { Severity::Error };
        self.0.lay(&batch.0, row as usize, column.as_deref(), code, severity)
    }

    /// Whether rows wait to be seen by a host function.
    pub fn waits(&self, transforms: bool) -> bool {
        self.0.waits(host_check(transforms))
    }

    /// Whether a row that was given to be transformed, by its number, has not been touched since.
    #[wasm_bindgen(js_name = holdsTransform)]
    pub fn holds_transform(&self, row: f64) -> bool {
        self.0.holds_transform((row as u64).saturating_sub(1))
    }

    /// Ends all batches that were given to be transformed; where they are not `done`, their rows come again.
    #[wasm_bindgen(js_name = endTransforms)]
    pub fn end_transforms(&mut self, done: bool) {
        self.0.end_transforms(done);
    }

    /// Ends a batch; where it is not `done`, its rows come again.
    #[wasm_bindgen(js_name = endBatch)]
    pub fn end_batch(&mut self, batch: &Batch, done: bool) {
        self.0.end_batch(&batch.0, done);
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

    /// Some of so many pages, as many as go well together, the first from 0 on; nothing behind the last, or where pages can
    /// only be made all together.
    #[wasm_bindgen(js_name = pageStretch)]
    pub fn page_stretch(
        &self,
        options: &Paging,
        total_pages: f64,
        at: u32,
    ) -> Result<Option<PageStretch>, JsValue> {
        let stretch = self.0.page_stretch(&options.0, total_pages as u64, at as usize)?;
        Ok(stretch.map(|stretch| PageStretch {
            from: stretch.from as f64,
            to: stretch.to.map(|to| to as f64),
            told: stretch.told,
        }))
    }

    /// A pager of such pages, of which this engine or another of the same file has told.
    #[wasm_bindgen(js_name = stretchPager)]
    pub fn stretch_pager(&mut self, told: &[u8], options: &Paging) -> Result<Pager, JsValue> {
        Ok(Pager::new(self.0.stretch_pager(told, options.0.clone())?))
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
        Ok(Exporter::new(self.0.exporter(valid, CsvOptions { delimiter, formulas, bom })?))
    }
}

/// Pages that are made together.
#[wasm_bindgen(getter_with_clone)]
#[derive(Debug)]
pub struct PageStretch {
    /// The first byte of the file that their records need.
    pub from: f64,
    /// The byte before which these end; nothing for the end of the file.
    pub to: Option<f64>,
    /// What `stretchPager` takes.
    pub told: Vec<u8>,
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

fn host_check(transforms: bool) -> HostCheck {
    if transforms { HostCheck::Transform } else { HostCheck::Validate }
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
