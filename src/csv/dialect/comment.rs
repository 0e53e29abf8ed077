//! Finds what begins lines of comment.

use super::rows::Row;

/// What begins the lines that are comments, whether one of them is as wide as the table, and the last one's number. In a
/// single column they could as well be values, and a header that is given is none.
#[inline(never)]
pub(super) fn comment(
    sample: &[u8],
    rows: &[Row],
    columns: usize,
    header: Option<u32>,
) -> Option<(u8, bool, u32)> {
    let begins = |row: &Row, mark| sample.get(row.start) == Some(&mark);
    for mark in *b"#%" {
        let (mut marked, mut wide, mut wide_inside, mut last) = (0, false, false, 0);
        if columns < 2 || rows.iter().any(|row| Some(row.number) == header && begins(row, mark)) {
            continue;
        }
        for (at, row) in rows.iter().enumerate() {
            if begins(row, mark) {
                let fits = row.width() == columns;
                last = row.number;
                wide |= fits;
                wide_inside |= fits && at > marked;
                marked += 1;
            }
        }
        // A single one that is as wide, at the top, is the header.
        if marked > usize::from(wide) && marked * 3 < rows.len() * 2 && !wide_inside {
            return Some((mark, wide, last));
        }
    }
    None
}

/// What begins the rules of a table that is drawn, such as `----+----`: lines of nothing but marks, where every row of the
/// table begins with the delimiter or a space, so that none begins as they do. As for comments.
#[inline(never)]
pub(super) fn rule(sample: &[u8], rows: &[Row], columns: usize, delimiter: u8) -> Option<(u8, bool, u32)> {
    let text = |row: &Row| sample[row.start..row.end].trim_ascii_end();
    for mark in *b"-+=" {
        let (mut last, mut framed) = (0, columns > 1);
        for row in rows {
            let text = text(row);
            if text.first() == Some(&mark) {
                framed &= text.len() > 2 && text.iter().all(|byte| b"-+=| ".contains(byte));
                last = row.number;
            } else if row.width() == columns {
                framed &= text.first().is_some_and(|first| [delimiter, b' '].contains(first));
            }
        }
        if framed && last > 0 {
            return Some((mark, false, last));
        }
    }
    None
}
