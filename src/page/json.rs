//! Bytes in, JSON text out.

use super::buffer::Buffer;
use crate::decode::repair;

/// Writes UTF-8 as a JSON string. Broken bytes become U+FFFD.
#[inline]
pub(crate) fn write_text(text: &[u8], out: &mut Buffer) {
    if is_plain(text) {
        out.push(b'"');
        out.append(text);
        out.push(b'"');
    } else {
        write_valid(&repair(text), out);
    }
}

fn write_valid(text: &[u8], out: &mut Buffer) {
    out.push(b'"');
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| is_special(*byte)) {
        out.append(&rest[..at]);
        escape(rest[at], out);
        rest = &rest[at + 1..];
    }
    out.append(rest);
    out.push(b'"');
}

/// Whether a text is ASCII and stands in a JSON string just as it is.
#[inline]
pub(crate) fn is_plain(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks::<8>();
    words.iter().all(|word| {
        let word = u64::from_le_bytes(*word);
        specials(word) == 0 && word & HIGH == 0
    }) && rest.iter().all(|byte| byte.is_ascii() && !is_special(*byte))
}

/// How many bytes the escapes of a text add to it.
#[inline]
pub(crate) fn escape_surplus(text: &[u8]) -> usize {
    let surplus = |byte: &u8| if *byte < 0x20 { 5 } else { usize::from(is_special(*byte)) };
    let (words, rest) = text.as_chunks::<8>();
    let with_special = words.iter().filter(|word| specials(u64::from_le_bytes(**word)) != 0);
    with_special.flatten().chain(rest).map(surplus).sum()
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Not zero if any of eight bytes is special. Bytes above 0x7F are not.
#[inline]
fn specials(word: u64) -> u64 {
    let zero_byte = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (control | zero_byte(word ^ (ONES * u64::from(b'"'))) | zero_byte(word ^ (ONES * u64::from(b'\\'))))
        & HIGH
}

fn escape(byte: u8, out: &mut Buffer) {
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
