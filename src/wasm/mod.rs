//! The engine as JavaScript sees it. Only this module knows JavaScript; each method takes, calls and gives back.

mod decode;
/// Exports the methods that drive a job which reads rows of a sheet.
macro_rules! export_row_job {
    ($job:ident) => {
        #[wasm_bindgen]
        impl $job {
            /// The bytes of the file to be pushed next: from the first to before the second, or to the end of the file.
            pub fn wants(&self) -> Option<Vec<f64>> {
                self.0.wants().map(range)
            }

            /// Takes the first of the bytes wanted.
            pub fn push(&mut self, bytes: &[u8], sheet: &Sheet) -> Result<(), JsValue> {
                Ok(self.0.push(bytes, &sheet.0)?)
            }

            /// Says that the file has ended.
            pub fn finish(&mut self, sheet: &Sheet) -> Result<(), JsValue> {
                Ok(self.0.finish(&sheet.0)?)
            }
        }
    };
}

mod json;
mod pattern;
mod platform;
mod sheet;
mod pager;
mod rows;
mod hosts;
mod delivery;

pub use decode::foreign;
pub use delivery::{Answer, Delivery, post};
pub use hosts::HostBatch;
pub use pager::{Exporter, Pager, Paging, RawPage};
pub use pattern::Compile;
pub use platform::utc_offset;
pub use rows::{CauseSearch, RowReader, TextSearch, Window};
pub use sheet::Sheet;

use crate::csv::index::ByteRange;
use crate::error::Error;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// An interface can't extend the union that `Code` is, so this type is put together here.
#[wasm_bindgen(typescript_custom_section)]
const ISSUE: &str = "export type Issue = IssuePlace & Code;";

/// Rows by ranges of their numbers, each from its first to its last, in order; or all.
#[wasm_bindgen(typescript_custom_section)]
const ROW_SET: &str = "export type RowSet = \"all\" | [number, number][];";

/// Ends a call with the error as a plain object: its code and its parameters.
impl From<Error> for JsValue {
    fn from(error: Error) -> JsValue {
        to_js(&error).unwrap_or_else(|unserialised| unserialised)
    }
}

/// A Rust value as the JavaScript value that JSON would make of it.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// Which bytes are wanted, as JavaScript's numbers: without a second one, to the end of the file.
fn range((from, to): ByteRange) -> Vec<f64> {
    [Some(from), to].into_iter().flatten().map(|at| at as f64).collect()
}
