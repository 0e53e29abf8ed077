//! Bytes of a file in, UTF-8 out.
//!
//! UTF-8 passes through as it is, so that offsets stay those of the file; broken bytes are put right cell by cell
//! ([`repair`]). UTF-16 is rewritten once, into a spool.

use crate::error::{Error, Result};
use serde::Serialize;
use std::borrow::Cow;

/// How a file's text is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Encoding {
    /// UTF-8, with a byte order mark or without.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, the low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, the high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
}

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

impl Encoding {
    /// The encoding of a file that begins so: what its byte order mark says, or else UTF-8.
    pub fn of(head: &[u8]) -> Encoding {
        match head {
            [0xFF, 0xFE, ..] => Encoding::Utf16Le,
            [0xFE, 0xFF, ..] => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        }
    }

    /// The encoding of that name, in any case.
    pub fn named(name: &str) -> Result<Encoding> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(Encoding::Utf8),
            "utf-16le" | "utf-16" => Ok(Encoding::Utf16Le),
            "utf-16be" => Ok(Encoding::Utf16Be),
            _ => Err(Error::bad_option(
                "encoding",
                &format!("\"{name}\" is none of utf-8, utf-16le, utf-16be"),
            )),
        }
    }
}

/// How many bytes of byte order mark begin this UTF-8 text.
pub fn bom_len(utf8: &[u8]) -> usize {
    if utf8.starts_with(UTF8_BOM) { UTF8_BOM.len() } else { 0 }
}

/// What a file is, if its first bytes say that it isn't delimited text.
pub fn foreign(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "xlsx"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "xls"),
        (b"%PDF-", "pdf"),
        (b"\x1F\x8B", "gzip"),
        (b"\x89PNG", "binary"),
    ];
    SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, name)| *name)
}

/// The cell as UTF-8: itself, or a copy in which U+FFFD stands for every run of broken bytes.
pub fn repair(cell: &[u8]) -> Cow<'_, [u8]> {
    match String::from_utf8_lossy(cell) {
        Cow::Borrowed(_) => Cow::Borrowed(cell),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// Rewrites UTF-16 as UTF-8, whatever the chunks; the byte order mark is dropped, a lone surrogate or a last odd byte
/// becomes U+FFFD.
#[derive(Debug)]
pub struct Utf16Decoder {
    big_endian: bool,
    /// The first byte of a unit whose second is still to come.
    byte: Option<u8>,
    /// A high surrogate whose low one is still to come.
    high: Option<u16>,
    at_start: bool,
}

impl Utf16Decoder {
    /// A decoder of that encoding. UTF-8 needs none, and is taken for UTF-16LE.
    pub fn new(encoding: Encoding) -> Utf16Decoder {
        Utf16Decoder { big_endian: encoding == Encoding::Utf16Be, byte: None, high: None, at_start: true }
    }

    /// Appends what these bytes say to `out`.
    pub fn push(&mut self, mut bytes: &[u8], out: &mut String) {
        out.reserve(bytes.len());
        if let (Some(first), Some((&second, rest))) = (self.byte, bytes.split_first()) {
            self.byte = None;
            self.unit([first, second], out);
            bytes = rest;
        }
        let pairs = bytes.chunks_exact(2);
        if let Some(&odd) = pairs.remainder().first() {
            self.byte = Some(odd);
        }
        for pair in pairs {
            self.unit([pair[0], pair[1]], out);
        }
    }

    /// Appends what was held back when the input ends.
    pub fn finish(&mut self, out: &mut String) {
        if self.high.take().is_some() | self.byte.take().is_some() {
            out.push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn unit(&mut self, pair: [u8; 2], out: &mut String) {
        let unit = if self.big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
        let first = std::mem::take(&mut self.at_start);
        if first && unit == 0xFEFF {
            return;
        }
        match (self.high.take(), unit) {
            (Some(high), 0xDC00..=0xDFFF) => {
                let code = 0x10000 + ((u32::from(high) - 0xD800) << 10) + (u32::from(unit) - 0xDC00);
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                return;
            }
            (Some(_), _) => out.push(char::REPLACEMENT_CHARACTER),
            (None, _) => {}
        }
        if (0xD800..=0xDBFF).contains(&unit) {
            self.high = Some(unit);
        } else {
            out.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
}
