//! The native tests of the engine, a module for each of its parts.

#![cfg(not(target_arch = "wasm32"))]
#![allow(unreachable_pub, reason = "nothing is public here")]

mod common;

mod cases;
mod check;
mod csv;
mod decode;
mod deliver;
mod dialect;
mod edits;
mod evidence;
mod host_checks;
mod mapping;
mod mapping_headers;
mod mapping_options;
mod operations;
mod operations_naive;
mod page;
mod session;
mod skipped_lines;
mod split;
mod template;
mod types;
