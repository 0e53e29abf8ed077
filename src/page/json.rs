//! Bytes in, JSON text out.

use crate::decode::repair;

/// Writes UTF-8 as a JSON string. Broken bytes become U+FFFD.
#[inline]
pub(crate) fn write_text(text: &[u8], out: &mut Vec<u8>) {
    if text.is_ascii() { write_valid(text, out) } else { write_valid(&repair(text), out) }
}

fn write_valid(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text;
    while let Some(at) = next_special(rest) {
        out.extend_from_slice(&rest[..at]);
        escape(rest[at], out);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// The first byte that JSON doesn't take as it is in a string.
#[inline]
fn next_special(text: &[u8]) -> Option<usize> {
    let mut words = text.chunks_exact(8);
    let mut at = 0;
    for word in &mut words {
        // Eight at a time: chunks_exact gives eight bytes, so the conversion can't fail.
        let Ok(bytes) = word.try_into() else { break };
        if specials(u64::from_le_bytes(bytes)) != 0 {
            break;
        }
        at += 8;
    }
    text[at..].iter().position(|byte| is_special(*byte)).map(|found| at + found)
}

/// How many bytes the escapes of a text add to it.
#[inline]
pub(crate) fn escape_surplus(text: &[u8]) -> usize {
    let Some(first) = next_special(text) else { return 0 };
    text[first..].iter().map(|byte| if *byte < 0x20 { 5 } else { usize::from(is_special(*byte)) }).sum()
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Not zero if any of eight bytes is special. Bytes above 0x7F are not.
#[inline]
fn specials(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let zero_byte = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (control | zero_byte(word ^ (ONES * u64::from(b'"'))) | zero_byte(word ^ (ONES * u64::from(b'\\'))))
        & HIGH
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            out.extend_from_slice(b"\\u00");
            out.push(HEX[usize::from(byte >> 4)]);
            out.push(HEX[usize::from(byte & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}
