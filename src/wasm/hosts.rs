//! Records for the host's functions, and what these report of them.

use super::range;
use super::sheet::Sheet;
use crate::base::bitmap::{Bitmap, INSERTED};
use crate::issue::Severity;
use crate::session::{self, HostFunction, RowJob};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// No log inserts so many rows.
const MAX_INSERTED: u64 = 1 << 24;

#[wasm_bindgen]
impl Sheet {
    /// The next records that a host function has not seen, at most so many; nothing when there are none, or all that are
    /// left are looked at. `transforms` says which function.
    #[wasm_bindgen(js_name = nextBatch)]
    pub fn next_batch(&mut self, transforms: bool, most: u32) -> Result<Option<HostBatch>, JsValue> {
        Ok(self.0.next_batch(function(transforms), most as usize)?.map(HostBatch))
    }

    /// Reads the records of some rows, given by their numbers, for something else.
    #[wasm_bindgen(js_name = batchOf)]
    pub fn batch_of(&self, rows: &[f64]) -> Result<HostBatch, JsValue> {
        let mut ids = Bitmap::default();
        let records = self.0.records();
        let is_row = |id: &u64| *id < records || *id >= INSERTED && *id - INSERTED < MAX_INSERTED;
        ids.extend(rows.iter().map(|row| (*row as u64).wrapping_sub(1)).filter(is_row));
        Ok(HostBatch(self.0.batch_of(ids)?))
    }

    /// Completes a batch, when all that was wanted has been pushed.
    #[wasm_bindgen(js_name = finishBatch)]
    pub fn finish_batch(&mut self, batch: &mut HostBatch) -> Result<(), JsValue> {
        Ok(self.0.finish_batch(&mut batch.0)?)
    }

    /// Adds an issue of a batch's row, by its place in the batch. False where the row was touched since.
    #[wasm_bindgen(js_name = addHostIssue)]
    pub fn add_host_issue(
        &mut self,
        batch: &HostBatch,
        row: u32,
        column: Option<String>,
        warning: bool,
        message: String,
    ) -> bool {
        let severity = if warning { Severity::Warning } else { Severity::Error };
        self.0.add_host_issue(&batch.0, row as usize, column.as_deref(), message, severity)
    }

    /// Whether rows wait to be seen by a host function.
    #[wasm_bindgen(js_name = hasWaiting)]
    pub fn has_waiting(&self, transforms: bool) -> bool {
        self.0.has_waiting(function(transforms))
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
    pub fn end_batch(&mut self, batch: &HostBatch, done: bool) {
        self.0.end_batch(&batch.0, done);
    }
}

fn function(transforms: bool) -> HostFunction {
    if transforms { HostFunction::Transform } else { HostFunction::Validate }
}

/// Records for a host function.
#[wasm_bindgen]
#[derive(Debug)]
pub struct HostBatch(pub(super) session::HostBatch);

export_row_job!(HostBatch);

#[wasm_bindgen]
impl HostBatch {
    /// The rows' numbers, in the order of the records.
    pub fn rows(&self) -> Vec<f64> {
        self.0.rows().iter().map(|row| row.id as f64 + 1.0).collect()
    }

    /// The records, as a JSON array.
    pub fn records(&self) -> String {
        self.0.records()
    }
}
