//! A sheet: a file that is opened, matched to a template, checked, edited, and cut into pages.
//!
//! It composes the stages before it. It holds no rows: whoever drives it pushes the bytes of the file that it wants.

mod read_options;
mod header;
mod schema;
mod first_mapping;
mod subject_issues;
mod host_issues;
mod findings;
mod result;
mod facts;
mod readings;
mod context;
mod reporter;
mod pipeline;
mod view;
mod host_queue;
mod sheet;
mod row_job;
mod edits;
mod causes;
mod row_reader;
mod text_search;
mod cause_search;
mod views;
mod host_batch;
mod hosts;
mod sending;

pub use cause_search::CauseSearch;
pub use header::SAMPLE_BYTES;
pub use host_batch::{BatchRow, HostBatch};
pub use host_queue::HostFunction;
pub use pipeline::CheckState;
pub use read_options::{Dialect, ReadOptions};
pub use result::{Cause, CheckResult};
pub use row_job::RowJob;
pub use row_reader::{RowReader, ViewRow};
pub use sheet::Sheet;
pub use text_search::TextSearch;
pub use view::{View, ViewKind};
