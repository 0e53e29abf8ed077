//! A row without quotes in, the ends of its cells out: eight bytes at a time.

use super::{MAX_CELLS, Separators};

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;
const LOW: u64 = !HIGH;

/// The length of the row at the start of the input and the number of its cells, whose ends go to `ends`.
///
/// None where the row is not simple: it has a quote, or it doesn't end within the input, or it has too many cells.
#[inline]
pub(super) fn split(input: &[u8], separators: Separators, ends: &mut Vec<usize>) -> Option<(usize, usize)> {
    let Separators { delimiter, quote } = separators;
    // Where quotes are ordinary text, the delimiter stands in for them: it is looked for anyway.
    let quote = quote.unwrap_or(delimiter);
    let mut width = 0;
    let (words, rest) = input.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let mut found = equal(word, delimiter) | equal(word, quote) | equal(word, b'\n') | equal(word, b'\r');
        while found != 0 {
            let position = at * 8 + found.trailing_zeros() as usize / 8;
            match note(input[position], position, separators, ends, &mut width) {
                Found::CellEnd => found &= found - 1,
                Found::RowEnd => return Some((position, width)),
                Found::NotSimple => return None,
            }
        }
    }
    let start = words.len() * 8;
    for (position, byte) in rest.iter().enumerate().map(|(at, byte)| (start + at, *byte)) {
        if [delimiter, quote, b'\n', b'\r'].contains(&byte) {
            match note(byte, position, separators, ends, &mut width) {
                Found::CellEnd => {}
                Found::RowEnd => return Some((position, width)),
                Found::NotSimple => return None,
            }
        }
    }
    None
}

/// What a byte is that was looked for.
enum Found {
    CellEnd,
    RowEnd,
    NotSimple,
}

/// Notes the end of a cell.
#[inline]
fn note(
    byte: u8,
    position: usize,
    separators: Separators,
    ends: &mut Vec<usize>,
    width: &mut usize,
) -> Found {
    let last = byte == b'\n' || byte == b'\r';
    if !last && byte != separators.delimiter {
        return Found::NotSimple;
    }
    if *width == ends.len() {
        if *width >= MAX_CELLS {
            return Found::NotSimple;
        }
        ends.resize(*width * 2, 0);
    }
    ends[*width] = position;
    *width += 1;
    if last { Found::RowEnd } else { Found::CellEnd }
}

/// The high bit of every byte of the word that equals `byte`, and no other bit.
#[inline]
fn equal(word: u64, byte: u8) -> u64 {
    let differs = word ^ (ONES * u64::from(byte));
    !(((differs & LOW) + LOW) | differs) & HIGH
}
