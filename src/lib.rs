//! Reads, checks and pages spreadsheets in bounded memory: bytes of a file in, JSON pages out.
//!
//! The modules are a pipeline, and each imports only those before it:
//!
//! | module | takes | gives |
//! | --- | --- | --- |
//! | [`platform`], [`date`], [`pattern`], [`template`], [`issue`], [`question`], [`error`], [`bitmap`], [`unique`] | | what the stages share |
//! | [`simd`] | bytes | a bit for each that may mean something |
//! | [`decode`] | first bytes | what they say; broken UTF-8 put right |
//! | [`split`], [`dialect`] | UTF-8 bytes | rows of cells |
//! | [`edit`] | rows, a log of operations | the rows as they are after them |
//! | [`map`] | headers, template | which header feeds which column |
//! | [`convert`] | a cell | a typed value |
//! | [`check`] | rows | issues |
//! | [`index`] | rows | the places from which any row is soon reached |
//! | [`page`] | rows | JSON pages |
//! | [`deliver`] | what became of a request | what to do next |
//! | [`session`] | all of it | a sheet that is opened, checked, read and paged |
//!
//! Every step is synchronous: whoever drives the engine reads the bytes and pushes them.
//!
//! ```
//! use sheethook::page::PageOptions;
//! use sheethook::platform::Platform;
//! use sheethook::session::{ReadOptions, Sheet};
//!
//! let file = b"name,age\nAda,36\n";
//! let mut sheet = Sheet::open(file, true, None, &ReadOptions::default(), Platform::plain())?;
//! sheet.start_check(false);
//! sheet.push(file)?;
//! let result = sheet.finish()?.expect("without unique columns one pass is enough");
//! assert_eq!(result.records, 1);
//!
//! let options = PageOptions { upload_id: "u1".into(), ..PageOptions::default() };
//! let mut pager = sheet.pager(options, sheet.total_pages(&PageOptions::default()).unwrap_or(1))?;
//! pager.push(&file[sheet.data_offset() as usize..]);
//! pager.finish();
//! let page = pager.next_page()?.expect("one record makes one page");
//! assert!(page.body.starts_with(br#"{"template":null,"uploadId":"u1","data":[{"name":"Ada","age":"36"}]"#));
//! # Ok::<(), sheethook::error::Error>(())
//! ```
#![deny(missing_docs)]
// A panic in WebAssembly is a defect. Tests may, so this doesn't stand in the manifest.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable)]

pub mod platform;
pub mod date;
pub mod pattern;
pub mod template;
pub mod issue;
pub mod question;
pub mod error;
pub mod bitmap;
pub mod unique;
pub mod simd;

pub mod decode;
pub mod split;
pub mod dialect;
pub mod edit;
pub mod map;
pub mod convert;
pub mod check;
pub mod index;
pub mod page;
pub mod deliver;
pub mod session;

#[cfg(target_arch = "wasm32")]
pub mod bindings;
