//! A sheet: opened, mapped, checked and edited.

use super::json::read_json;
use super::pattern::{Compile, compiled_by, replaced_by};
use super::platform::PLATFORM;
use super::{range, to_js};
use crate::base::json::Json;
use crate::convert;
use crate::edit::Operation;
use crate::error::Error;
use crate::matching::read_changes;
use crate::session::{self, CheckState, ReadOptions, SAMPLE_BYTES};
use crate::template;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A file that is being imported.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Sheet(pub(super) session::Sheet);

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

    /// Begins to check all rows. With `stream`, issues are kept until `takeIssues`.
    #[wasm_bindgen(js_name = startCheck)]
    pub fn start_check(&mut self, stream: bool) {
        self.0.start_check(stream);
    }

    /// How far the check has come.
    #[wasm_bindgen(js_name = checkState, unchecked_return_type = "\"none\" | \"running\" | \"done\"")]
    pub fn check_state(&self) -> JsValue {
        match self.0.check_state() {
            CheckState::None => "none".into(),
            CheckState::Running => "running".into(),
            CheckState::Done => "done".into(),
        }
    }

    /// The bytes of the file to be pushed next: from the first to before the second, or to the end of the file. Nothing when
    /// all is known.
    pub fn wants(&self) -> Option<Vec<f64>> {
        self.0.wants().map(range)
    }

    /// Takes the first of the bytes wanted.
    pub fn push(&mut self, bytes: &Uint8Array) -> Result<(), JsValue> {
        Ok(self.0.push_with(bytes.length() as usize, |room| bytes.copy_to(room))?)
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) -> Result<(), JsValue> {
        Ok(self.0.finish()?)
    }

    /// The issues found since the last call, in a pass that streams them.
    #[wasm_bindgen(js_name = takeIssues, unchecked_return_type = "Issue[]")]
    pub fn take_issues(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.take_issues())
    }

    /// Does an operation, given as JSON; then what `wants` names is to be pushed. `compile` is called for a regular expression.
    pub fn edit(&mut self, operation: &str, compile: &Compile) -> Result<(), JsValue> {
        let json = read_json(operation).unwrap_or(Json::Null);
        let operation = Operation::read(&json).map_err(|faults| Error::OperationInvalid { faults })?;
        let compile = |pattern: &str, replacement: &str| replaced_by(compile, pattern, replacement);
        Ok(self.0.edit(operation, &compile)?)
    }

    /// Takes the last operation back; false where there is none.
    pub fn undo(&mut self) -> Result<bool, JsValue> {
        Ok(self.0.undo()?)
    }

    /// Does the operation again that was taken back last; false where there is none.
    pub fn redo(&mut self) -> Result<bool, JsValue> {
        Ok(self.0.redo()?)
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

    /// Answers a question about a column by its kind and one of its candidates; then what `wants` names is to be pushed.
    pub fn decide(&mut self, column: &str, kind: &str, value: &str) -> Result<(), JsValue> {
        Ok(self.0.decide(column, kind, value)?)
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

    /// Records seen so far.
    pub fn records(&self) -> f64 {
        self.0.records() as f64
    }
}
