//! What a file's first bytes say, and broken UTF-8 put right.
//!
//! The engine reads UTF-8. It passes through as it is, so that offsets stay those of the file; broken bytes are put
//! right cell by cell ([`repair`]). Other encodings are rewritten before they come here.

use crate::base::simd;
use std::borrow::Cow;

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// How many bytes of byte order mark begin this UTF-8 text.
pub fn bom_len(utf8: &[u8]) -> usize {
    if utf8.starts_with(UTF8_BOM) { UTF8_BOM.len() } else { 0 }
}

/// What a file is, if its first bytes say that it isn't delimited text.
pub fn foreign(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 7] = [
        (b"PK\x03\x04", "xlsx"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "xls"),
        (b"%PDF-", "pdf"),
        (b"\x1F\x8B", "gzip"),
        (b"\x89PNG", "binary"),
        // Byte order marks; the first begins with that of UTF-16.
        (b"\xFF\xFE\0\0", "utf-32"),
        (b"\0\0\xFE\xFF", "utf-32"),
    ];
    SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, name)| *name)
}

/// Whether a text is UTF-8, and nothing in it was broken before it became so.
pub fn is_intact(text: &[u8]) -> bool {
    simd::is_utf8(text) && !simd::has_replacement(text)
}

/// The cell as UTF-8: itself, or a copy in which U+FFFD stands for every run of broken bytes.
pub fn repair(cell: &[u8]) -> Cow<'_, [u8]> {
    match String::from_utf8_lossy(cell) {
        Cow::Borrowed(_) => Cow::Borrowed(cell),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}
