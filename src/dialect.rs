//! The first rows of a text in, its delimiter out.

use crate::split::{Delimiter, Format, Place, Splitter};

/// The delimiters looked for; of equals, the first wins.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many rows are compared.
const SAMPLE_ROWS: usize = 100;

/// The delimiter under which the rows of the sample, from the header row on, agree best in width.
///
/// `whole` says that the sample is all of the text, so that its last row is whole too.
///
/// ```
/// assert_eq!(sheethook::dialect::delimiter(b"a;b\n1,5;2,5\n", true, Some(b'"'), 1), b';');
/// ```
pub fn delimiter(sample: &[u8], whole: bool, quote: Option<u8>, header_row: u32) -> u8 {
    let candidates = CANDIDATES.into_iter().filter(|delimiter| Some(*delimiter) != quote);
    let scored = candidates
        .map(|delimiter| (agreement(&widths(sample, whole, delimiter, quote, header_row)), delimiter));
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map_or(b',', |(_, delimiter)| delimiter)
}

/// The share of rows, in thousandths, that are as wide as the first, which is the header; then that width. A delimiter
/// that the header doesn't have is none, however many rows have it.
fn agreement(widths: &[usize]) -> (usize, usize) {
    let Some(&header) = widths.first().filter(|width| **width > 1) else { return (0, 0) };
    let agreeing = widths.iter().filter(|width| **width == header).count();
    (agreeing * 1000 / widths.len(), header)
}

fn widths(sample: &[u8], whole: bool, delimiter: u8, quote: Option<u8>, header_row: u32) -> Vec<usize> {
    let format = Format { delimiter: Delimiter::byte(delimiter), quote, escape: None, comment: None };
    let mut splitter = Splitter::new(format, Place { offset: 0, line: 1 }, 0);
    let mut widths = Vec::new();
    let mut rows = 0;
    splitter.push(sample);
    if whole {
        splitter.finish();
    }
    while widths.len() < SAMPLE_ROWS && matches!(splitter.fill(1), Ok(true)) {
        rows += 1;
        if rows + splitter.blank_lines() >= u64::from(header_row) {
            widths.extend(splitter.rows().iter().map(|row| row.width()));
        }
    }
    widths
}
