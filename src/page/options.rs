//! What a page says besides its records, and how large it may be.

use crate::error::{Error, Result};

/// Records in a page, where the destination doesn't say.
pub const CHUNK_SIZE: u32 = 1000;

/// Half of the smallest body limit that hosts set by default (1 MB).
pub const MAX_PAGE_BYTES: u32 = 512 << 10;

/// What a page says besides its records, and when it is full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageOptions {
    /// Names this run of the import.
    pub upload_id: String,
    /// The most records in a page.
    pub chunk_size: u32,
    /// The most bytes in a page's body; a record that is larger by itself has a page of its own.
    pub max_page_bytes: u32,
    /// What the host passed along, as JSON text. In WebAssembly the bindings have made sure that it is.
    pub extra: String,
}

impl Default for PageOptions {
    fn default() -> Self {
        PageOptions {
            upload_id: String::new(),
            chunk_size: CHUNK_SIZE,
            max_page_bytes: MAX_PAGE_BYTES,
            extra: "null".to_owned(),
        }
    }
}

impl PageOptions {
    /// Refuses sizes of zero and, natively, an `extra` that isn't JSON.
    pub fn validate(&self) -> Result<()> {
        let bad = |option, reason| Err(Error::bad_option(option, reason));
        if self.chunk_size == 0 {
            return bad("chunkSize", "must be at least 1");
        }
        if self.max_page_bytes == 0 {
            return bad("maxPageBytes", "must be at least 1");
        }
        #[cfg(not(target_arch = "wasm32"))]
        if serde_json::from_str::<serde::de::IgnoredAny>(&self.extra).is_err() {
            return bad("extra", "must be JSON");
        }
        Ok(())
    }
}
