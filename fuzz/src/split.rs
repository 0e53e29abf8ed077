//! Texts in any format through the splitter.

#[path = "../../tests/engine/common/csv_core_rows.rs"]
mod csv_core_rows;

use crate::random::{self, Random};
use sheethook::error::Error;
use sheethook::csv::{SkippedLines, SkippedKind, BLOCK_ROWS, FaultKind, Format, Place, Splitter};

/// A row with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub cells: Vec<Vec<u8>>,
    pub offset: u64,
    pub line: u64,
    pub len: usize,
}

/// All that a splitter says of a text.
#[derive(Debug, PartialEq)]
pub struct Split {
    pub rows: Vec<Row>,
    pub faults: Vec<(usize, usize, FaultKind)>,
    pub skipped_lines: Vec<SkippedLines>,
    pub error: Option<Error>,
}

/// Splits a text that begins at a place and ends with the file, pushed in chunks of the sizes given in turn.
pub fn split(text: &[u8], format: Format, width: usize, place: Place, chunks: &[usize]) -> Split {
    split_with(text, format, width, place, chunks, true)
}

fn split_with(
    text: &[u8],
    format: Format,
    width: usize,
    place: Place,
    chunks: &[usize],
    footer: bool,
) -> Split {
    let mut splitter = Splitter::new(format, place, width).with_footer(footer);
    let mut split = Split { rows: Vec::new(), faults: Vec::new(), skipped_lines: Vec::new(), error: None };
    let mut sizes = chunks.iter().cycle();
    let mut rest = text;
    loop {
        loop {
            match splitter.fill(BLOCK_ROWS) {
                Ok(true) => note(&splitter, &mut split),
                Ok(false) => break,
                Err(error) => {
                    split.error = Some(error);
                    return split;
                }
            }
        }
        if rest.is_empty() {
            if splitter.is_finished() {
                break;
            }
            splitter.finish();
            continue;
        }
        let size = sizes.next().map_or(rest.len(), |size| rest.len().min((*size).max(1)));
        let (next, after) = rest.split_at(size);
        splitter.push(next);
        rest = after;
    }
    split
}

/// The number and offset of every row, blank lines and comments counted, as a session counts them.
pub fn numbered(text: &[u8], format: Format, width: usize) -> Vec<(u64, u64)> {
    let mut splitter = Splitter::new(format, START, width);
    splitter.push(text);
    splitter.finish();
    let (mut numbers, mut number) = (Vec::new(), 0);
    while splitter.fill(1).is_ok_and(|filled| filled) {
        number += splitter.skipped_lines().iter().map(|skipped| skipped.lines).sum::<u64>();
        if let Some(row) = splitter.rows().get(0) {
            number += 1;
            numbers.push((number, row.place().offset));
        }
    }
    numbers
}

fn note(splitter: &Splitter, split: &mut Split) {
    let rows = splitter.rows();
    let (condition, known) = (rows.condition(), split.rows.len());
    split
        .skipped_lines
        .extend(splitter.skipped_lines().iter().map(|skipped| SkippedLines { row: skipped.row + known, ..skipped.clone() }));
    for row in rows.iter() {
        for cell in row.cells() {
            let broken = std::str::from_utf8(cell).map_or(true, |text| text.contains('\u{FFFD}'));
            assert!(!(condition.valid && broken), "called valid: {cell:?}");
            let special = cell.iter().any(|byte| *byte < 0x20 || b"\"\\".contains(byte));
            assert!(!(condition.plain && (special || broken)), "called plain: {cell:?}");
        }
        let cells: Vec<_> = row.cells().map(<[u8]>::to_vec).collect();
        assert_eq!(cells.len(), row.width());
        split.rows.push(Row { cells, offset: row.place().offset, line: row.place().line, len: row.len() });
    }
    split.faults.extend(rows.faults().iter().map(|fault| (fault.row + known, fault.cell, fault.kind)));
}

pub const START: Place = Place { offset: 0, line: 1 };

/// Holds one text to everything that is promised of any.
pub fn run(random: &mut Random, seeds: &[Vec<u8>]) -> (Vec<u8>, String, Box<dyn Fn(&[u8])>) {
    let format = random::format(random);
    let text = random::text(random, seeds, &format);
    let width = random.below(4);
    let chunks: Vec<_> = (0..1 + random.below(3)).map(|_| random.chunk()).collect();
    let told = format!("{format:?}, width {width}, chunks {chunks:?}");
    (text, told, Box::new(move |text| hold(text, format, width, &chunks)))
}

fn hold(text: &[u8], format: Format, width: usize, chunks: &[usize]) {
    let whole = split(text, format, width, START, &[text.len()]);
    let parts = split(text, format, width, START, chunks);
    assert_eq!(parts, whole, "in chunks it is another");
    assert_eq!(whole.error, None);
    nothing_is_lost(text, &format, &whole);
    for (at, row) in whole.rows.iter().enumerate().take(40) {
        let place = Place { offset: row.offset, line: row.line };
        let rest = split(&text[row.offset as usize..], format, width, place, &[]);
        assert_eq!(rest.rows, whole.rows[at..], "from row {at} on");
        let before = split_with(&text[..row.offset as usize], format, width, START, &[], false);
        assert_eq!(before.rows, whole.rows[..at], "up to row {at}");
    }
    agrees_with_csv_core(text, &format, &whole);
}

/// Between rows there are only lines that are told to be none, and lines are counted as an editor counts them.
fn nothing_is_lost(text: &[u8], format: &Format, split: &Split) {
    let (mut at, mut line) = (0, 1);
    let mut skipped_lines = split.skipped_lines.iter().peekable();
    let footer = split.skipped_lines.iter().position(|skipped| skipped.kind == SkippedKind::Footer);
    let ends = split.rows.iter().map(|row| (row.offset as usize, row.line, row.len));
    for (number, (begin, row_line, len)) in ends.chain([(text.len(), 0, 0)]).enumerate() {
        assert!(begin >= at, "rows overlap at {begin}");
        // Lines that no row has.
        let first = line + u64::from(at > 0);
        let mut next = first;
        while let Some(skipped) = skipped_lines.next_if(|skipped| skipped.row == number) {
            assert_eq!(skipped.line, next, "{skipped:?}");
            next += skipped.lines;
        }
        let end = line + line_ends(text, at, begin);
        let open = begin == text.len() && begin > 0 && !b"\r\n".contains(&text[begin - 1]);
        let is_row = number < split.rows.len();
        assert!(next == first || is_row || next == end + u64::from(open), "{next} is not where it ends");
        assert!(!is_row || next == end, "{next} is not {end}");
        if footer.is_some() && !is_row {
            break;
        }
        let mut gap = &text[at..begin];
        while let [first, rest @ ..] = gap {
            let is_line_end = b"\r\n".contains(first);
            let end = gap.iter().position(|byte| b"\r\n".contains(byte)).unwrap_or(gap.len());
            let is_none = is_line_end || Some(*first) == format.comment || is_space(&gap[..end]);
            assert!(is_none, "lost at {}: {gap:?}", begin - gap.len());
            gap = if is_line_end { rest } else { &gap[end..] };
        }
        line += line_ends(text, at, begin);
        assert!(row_line == 0 || row_line == line, "the row at {begin} is in line {line}, not {row_line}");
        at = begin + len;
        line += line_ends(text, begin, at);
    }
    assert_eq!(skipped_lines.next(), None, "told of no line");
}

fn is_space(line: &[u8]) -> bool {
    line.iter().all(|byte| b" \t".contains(byte))
}

/// Line ends that begin in a part of the text.
fn line_ends(text: &[u8], from: usize, to: usize) -> u64 {
    let ends = (from..to)
        .filter(|&at| text[at] == b'\r' || (text[at] == b'\n' && (at == 0 || text[at - 1] != b'\r')));
    ends.count() as u64
}

/// What is well-formed has the cells that csv-core gives it.
fn agrees_with_csv_core(text: &[u8], format: &Format, split: &Split) {
    let well_formed = split.faults.iter().all(|(.., kind)| *kind == FaultKind::QuoteInText);
    // Behind a closing quote csv-core takes spaces for text, and it knows escapes only inside quotes.
    let space_after_quote = text.windows(2).any(|pair| Some(pair[0]) == format.quote && pair[1] == b' ');
    let escapes = format.escape.is_some_and(|escape| text.contains(&escape));
    let &[delimiter] = format.delimiter.as_bytes() else { return };
    // A line of spaces is a record to csv-core.
    let spaces = text.split(|byte| b"\r\n".contains(byte)).any(|line| !line.is_empty() && is_space(line));
    // To csv-core a CR ends no comment.
    let comments = format.comment.is_some() && text.contains(&b'\r');
    if comments
        || !well_formed
        || spaces
        || space_after_quote
        || escapes
        || format.delimiter.runs
        || text.starts_with(b"\xEF\xBB\xBF")
    {
        return;
    }
    let mut reader = csv_core::ReaderBuilder::new();
    reader.delimiter(delimiter).comment(format.comment).quoting(format.quote.is_some());
    reader.quote(format.quote.unwrap_or(b'"'));
    let reader = reader.build();
    // A comment that no line end ends is a record to csv-core.
    let text = &[text, if format.comment.is_some() { b"\n" } else { b"" }].concat();
    if split.skipped_lines.iter().any(|skipped| skipped.kind == SkippedKind::Footer) {
        return;
    }
    let rows: Vec<_> = split.rows.iter().map(|row| row.cells.clone()).collect();
    assert_eq!(rows, csv_core_rows::rows(reader, text), "csv-core's rows");
}
