//! Makes pages of records: the JSON bodies that the webhook gets.

mod options;
mod buffer;
mod json;
mod fast_path;
mod record;
mod count;
mod pager;
mod csv;

pub(crate) use buffer::{Buffer, Out};
pub use count::PageCounter;
pub use csv::{CsvOptions, Exporter, Formulas};
pub use options::{CHUNK_SIZE, MAX_PAGE_BYTES, PageOptions};
pub use pager::{Page, Pager, PagerSetup};
pub use record::{Pen, RecordWriter};
