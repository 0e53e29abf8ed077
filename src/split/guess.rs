//! Text from anywhere in a file in, a place in it where a row most likely begins out.

use super::{BLOCK_ROWS, Format, Place, Splitter};

/// Guesses where a row begins, in text from the middle of a file whose header has so many cells: bytes from the text's start
/// on. Whether the text begins inside quotes is not known, so both are tried, and the one counts whose rows are as wide as
/// the header. Only a row that follows another at once is taken, so that all lines between belong to what stands before.
///
/// It is a guess: whoever reads the rows before it sees whether one begins there.
pub fn guess(format: Format, width: usize, text: &[u8]) -> Option<u64> {
    let outside = reading(format, width, text, None);
    let inside = format.quote.and_then(|quote| reading(format, width, text, Some(quote)));
    match (outside, inside) {
        (Some(outside), Some(inside)) if inside.score > outside.score => Some(inside.row),
        (Some(outside), _) => Some(outside.row),
        (None, inside) => inside.map(|inside| inside.row),
    }
}

/// What a text looks like.
struct Reading {
    /// Rows that look right, less those that don't.
    score: i64,
    /// Where one begins.
    row: u64,
}

/// Reads the text, begun by a quote where it is taken to begin inside quotes.
fn reading(format: Format, width: usize, text: &[u8], quote: Option<u8>) -> Option<Reading> {
    let added = usize::from(quote.is_some());
    let mut splitter = Splitter::new(format, Place { offset: 0, line: 1 }, width);
    splitter.push_with(added + text.len(), |room| {
        let (first, rest) = room.split_at_mut(added);
        first.fill(quote.unwrap_or_default());
        rest.copy_from_slice(text);
    });
    let (mut score, mut found) = (0, None);
    // The first row has only its end here, and what it is isn't known. Rows that follow each other from the second on.
    let (mut rows, mut following) = (0, 0);
    while splitter.fill(BLOCK_ROWS) == Ok(true) {
        for (at, row) in splitter.rows().iter().enumerate() {
            if splitter.asides().iter().any(|aside| aside.row == at) {
                following = 0;
            }
            rows += 1;
            if rows == 1 {
                continue;
            }
            let malformed = splitter.rows().faults().iter().any(|fault| fault.row == at);
            score += if row.width() == width && !malformed { 1 } else { -1 };
            following += 1;
            if following > 1 && found.is_none() {
                found = (row.place().offset).checked_sub(added as u64);
            }
        }
    }
    found.map(|row| Reading { score, row })
}

#[cfg(test)]
mod tests {
    use super::{Format, guess};

    fn at(text: &str, from: usize) -> Option<&str> {
        let place = guess(Format::delimited_by(b','), 2, &text.as_bytes()[from..])?;
        text.get(from + place as usize..)
    }

    #[test]
    fn finds_a_row_wherever_the_text_begins() {
        let plain = "a,b\nc,d\ne,f\ng,h\n";
        let quoted = "a,\"b\n1,2\n3,4\"\nc,d\n\"e\",f\ng,h\ni,j\n";
        let table = [
            (plain, 0, Some("e,f\ng,h\n")),
            (plain, 1, Some("e,f\ng,h\n")),
            (plain, 4, Some("g,h\n")),
            // Too few rows to be sure of one.
            (plain, 8, None),
            // Inside quotes.
            (quoted, 5, Some("\"e\",f\ng,h\ni,j\n")),
            (quoted, 7, Some("\"e\",f\ng,h\ni,j\n")),
            (quoted, 16, Some("g,h\ni,j\n")),
            ("", 0, None),
            ("no line ends", 0, None),
            // Lines that are none belong to what stands before.
            ("a,b\nc,d\n\ne,f\ng,h\n", 0, Some("g,h\n")),
        ];
        for (text, from, row) in table {
            assert_eq!(at(text, from), row, "{text:?} from {from}");
        }
    }
}
