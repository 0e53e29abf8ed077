//! Reads, checks and pages spreadsheets in bounded memory.
//!
//! The modules are a pipeline, and each imports only those before it:
//!
//! | module | takes | gives |
//! | --- | --- | --- |
//! | [`base`], [`date`], [`template`], [`issue`], [`question`], [`error`] | | what the stages share |
//! | [`csv`] | bytes of a file | rows of cells, and where they begin |
//! | [`edit`] | rows, a log of operations | the rows as they are after them |
//! | [`matching`] | headers, template | which header feeds which column |
//! | [`convert`] | a cell | a typed value |
//! | [`check`] | rows | what is wrong in them |
//! | [`page`] | rows | JSON pages, CSV |
//! | [`deliver`] | what became of a request | what to do next |
//! | [`session`] | all of it | a sheet that is opened, checked, read and paged |
//!
//! Every step is synchronous: whoever drives the engine reads the bytes that are wanted, and pushes them.
//!
//! ```
//! use sheethook::page::PageOptions;
//! use sheethook::base::platform::Platform;
//! use sheethook::session::{ReadOptions, Sheet};
//!
//! let file = b"name,age\nAda,36\n";
//! let mut sheet = Sheet::open(file, true, None, &ReadOptions::default(), Platform::plain())?;
//! sheet.start_check(false);
//! while let Some((from, _)) = sheet.wants() {
//!     sheet.push(&file[from as usize..])?;
//!     sheet.finish()?;
//! }
//! assert_eq!(sheet.result()?.records, 1);
//!
//! let options = PageOptions { upload_id: "u1".into(), ..PageOptions::default() };
//! let mut pager = sheet.pager(options, sheet.total_pages(&PageOptions::default()).unwrap_or(1))?;
//! let (from, _) = pager.wants().expect("nothing has been read");
//! pager.push(&file[from as usize..]);
//! pager.finish();
//! let page = pager.next_page()?.expect("one record makes one page");
//! assert!(page.body.starts_with(br#"{"template":null,"uploadId":"u1","data":[{"name":"Ada","age":"36"}]"#));
//! # Ok::<(), sheethook::error::Error>(())
//! ```
#![deny(missing_docs)]
// A panic in WebAssembly is a defect. Tests may, so this doesn't stand in the manifest.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable)]

pub mod base;
pub mod date;
pub mod template;
pub mod issue;
pub mod question;
pub mod error;

pub mod csv;
pub mod edit;
pub mod matching;
pub mod convert;
pub mod check;
pub mod page;
pub mod deliver;
pub mod session;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
