//! What every stage builds on: bitmaps, hashing, sorting, vector instructions, JSON values, and the ports to the platform.

pub mod platform;
pub mod pattern;
pub mod json;
pub mod bitmap;
pub mod sort;
pub(crate) mod hash_table;
pub mod simd;
