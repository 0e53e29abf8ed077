//! Writes JSON text.

use super::buffer::Out;
use crate::base::simd::{self, LANES};
use crate::csv::Text;
use crate::csv::decode::repair;
use std::borrow::Cow;

/// Writes a text as a JSON string. Unless it is `valid` UTF-8, broken bytes become U+FFFD.
pub(crate) fn write_text(text: &[u8], valid: bool, out: &mut impl Out) {
    let text = if valid { Cow::Borrowed(text) } else { repair(text) };
    out.push(b'"');
    let mut rest = &*text;
    while let Some(at) = next_special(rest) {
        out.append(&rest[..at]);
        escape(rest[at], out);
        rest = &rest[at + 1..];
    }
    out.append(rest);
    out.push(b'"');
}

/// Whether a text has nothing that JSON escapes.
#[inline]
pub(super) fn stands_in_json(text: Text<'_>) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        if simd::specials(rest.lanes()) & simd::first(rest.len()) != 0 {
            return false;
        }
        rest = rest.after(LANES);
    }
    true
}

/// How many bytes the escapes of a text add to it.
pub(crate) fn escape_bytes(text: &[u8]) -> usize {
    let mut surplus = 0;
    let mut rest = text;
    while let Some(at) = next_special(rest) {
        surplus += if rest[at] < 0x20 { 5 } else { 1 };
        rest = &rest[at + 1..];
    }
    surplus
}

/// Where the first byte is that JSON wants escaped.
pub(super) fn next_special(text: &[u8]) -> Option<usize> {
    let (blocks, rest) = text.as_chunks::<LANES>();
    for (at, block) in blocks.iter().enumerate() {
        let specials = simd::specials(block);
        if specials != 0 {
            return Some(at * LANES + specials.trailing_zeros() as usize);
        }
    }
    Some(blocks.len() * LANES + rest.iter().position(|byte| simd::is_special(*byte))?)
}

fn escape(byte: u8, out: &mut impl Out) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            out.append(b"\\u00");
            out.push(HEX[usize::from(byte >> 4)]);
            out.push(HEX[usize::from(byte & 15)]);
            return;
        }
    };
    out.push(b'\\');
    out.push(short);
}
