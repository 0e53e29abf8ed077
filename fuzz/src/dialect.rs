//! The beginnings of files through the sniffer.

use crate::random::{self, Random};
use crate::split::{self, START};
use sheethook::csv::dialect::{GivenDialect, Sniffed, sniff};
use sheethook::csv::{Delimiter, Format};

/// What is given, of what may be; each as often as not.
fn given(random: &mut Random) -> GivenDialect {
    let character = |random: &mut Random, of: &[u8]| {
        [None, Some(None), Some(Some(of[random.below(of.len())]))][random.below(3)]
    };
    loop {
        let delimiter = random.pick(&[",", ";", "\t", " ", "||", "'", "#", "§"]);
        let given = GivenDialect {
            delimiter: random.one_in(2).then(|| Delimiter::new(delimiter, false).expect("it can be used")),
            quote: character(random, b"\"'|,"),
            escape: character(random, b"\\^;"),
            comment: character(random, b"#%,"),
            header_row: random.one_in(3).then(|| random.below(6) as u32),
        };
        if is_sane(&given) {
            return given;
        }
    }
}

/// What a host is allowed to give.
fn is_sane(given: &GivenDialect) -> bool {
    let meanings = [given.quote.flatten(), given.escape.flatten(), given.comment.flatten()];
    let first = given.delimiter.and_then(|delimiter| delimiter.as_bytes().first().copied());
    (first.is_none() || !meanings.contains(&first))
        && (given.escape.flatten().is_none() || given.escape.flatten() != given.quote.unwrap_or(Some(b'"')))
}

/// Rows of one shape and then another, below lines of words: what the sniffer is for.
fn tables(random: &mut Random) -> Vec<u8> {
    const CELLS: [&str; 20] = [
        "name",
        "id",
        "Ada",
        "1",
        "2.5",
        "1,5",
        "2024-01-02",
        "12:30",
        "a b",
        "\"a, b\"",
        "'x; y'",
        "\"open",
        "",
        "é",
        "\\\"",
        "#5",
        "https://a.example/x",
        "true",
        "x:y",
        "\"a\nb\"",
    ];
    let delimiters = [",", ";", "\t", "|", " ", ":", "||", ", ", "~"];
    let mut text = String::new();
    for _ in 0..random.below(3) {
        text +=
            random.pick(&["Report\n", "\n", "# by Ada\n", "Branch: Leeds\n", "sep=;\n", ",,,\n", "\u{FEFF}"]);
    }
    for _ in 0..1 + random.below(2) {
        let (delimiter, width) = (random.pick(&delimiters), 1 + random.below(6));
        let column: Vec<_> = (0..width).map(|_| random.below(CELLS.len())).collect();
        for _ in 0..random.below(14) {
            let ragged = if random.one_in(8) { random.below(7) } else { width };
            let cells = (0..ragged).map(|at| {
                let same = column.get(at).copied().filter(|_| !random.one_in(4));
                CELLS[same.unwrap_or_else(|| random.below(CELLS.len()))]
            });
            text += &cells.collect::<Vec<_>>().join(delimiter);
            text += random.pick(&["\n", "\n", "\n", "\r\n", "\r"]);
        }
    }
    text.into_bytes()
}

pub fn run(random: &mut Random, seeds: &[Vec<u8>]) -> (Vec<u8>, String, Box<dyn Fn(&[u8])>) {
    let text = if random.one_in(3) {
        let format = random::format(random);
        random::text(random, seeds, &format)
    } else {
        tables(random)
    };
    let (given, whole) = (given(random), random.one_in(2));
    let told = format!("{given:?}, whole: {whole}");
    (text, told, Box::new(move |text| hold(text, whole, &given)))
}

fn hold(text: &[u8], whole: bool, given: &GivenDialect) {
    let found = sniff(text, whole, given);
    assert_eq!(sniff(text, whole, given), found, "the second time it is another");
    is_obeyed(&found, given);
    is_sound(&found.format);
    for sure in [found.confidence.delimiter, found.confidence.quote, found.confidence.header] {
        assert!((0.0..=1.0).contains(&sure), "not from 0 to 1: {:?}", found.confidence);
    }
    if given.header_row.is_none() {
        is_where_the_splitter_finds_it(text, whole, &found);
    }
    // One row more, and one broken off, change whatever they do without a panic.
    let rows = split::split(text, found.format, found.width as usize, START, &[]).rows;
    if let Some(last) = rows.last() {
        let row = &text[last.offset as usize..last.offset as usize + last.len];
        for times in 1..3 {
            let longer = [text, b"\n", &[row, b"\n"].concat().repeat(times)].concat();
            let again = sniff(&longer, whole, given);
            is_obeyed(&again, given);
            is_sound(&again.format);
            sniff(&longer[..longer.len() - 1 - row.len() / 2], false, given);
        }
    }
}

fn is_obeyed(found: &Sniffed, given: &GivenDialect) {
    let format = &found.format;
    assert!(given.delimiter.is_none_or(|delimiter| delimiter == format.delimiter), "delimiter: {format:?}");
    assert!(given.quote.is_none_or(|quote| quote == format.quote), "quote: {format:?}");
    assert!(given.escape.is_none_or(|escape| escape == format.escape), "escape: {format:?}");
    assert!(given.comment.is_none_or(|comment| comment == format.comment), "comment: {format:?}");
    assert!(given.header_row.is_none_or(|row| row == found.header_row), "header row {}", found.header_row);
}

/// Nothing means two things.
fn is_sound(format: &Format) {
    let first = format.delimiter.as_bytes().first().copied();
    let Format { quote, escape, comment, .. } = *format;
    for (one, other) in [(first, quote), (first, escape), (first, comment), (quote, escape)] {
        assert!(one.is_none() || one != other, "one byte means two things: {format:?}");
    }
}

/// The header and the first record begin where the splitter has rows of those numbers.
fn is_where_the_splitter_finds_it(text: &[u8], whole: bool, found: &Sniffed) {
    let mut at = 0;
    // A row's number: its place among rows, blank lines and comments, as a session counts them.
    let numbers: Vec<_> = split::numbered(text, found.format, found.width as usize)
        .into_iter()
        .map(|(number, offset)| (number as u32, offset as usize))
        .collect();
    for (name, row) in [("header", found.header_row), ("data", found.data_row)] {
        let there = numbers.iter().find(|(number, _)| *number == row);
        let last = numbers.last().map_or(0, |(number, _)| *number);
        // The first record may be behind the sample, or not have ended in it.
        let behind = name == "data" && (row > last || !whole);
        assert!(row == 0 || there.is_some() || behind, "{name} row {row}: {numbers:?}");
        if let Some((_, offset)) = there {
            assert!(*offset >= at, "{name} row {row} is above the header");
            at = *offset;
            assert!(name != "data" || *offset == found.data_offset as usize, "{found:?} {numbers:?}");
        }
    }
    assert!(found.data_offset as usize <= text.len());
    assert!(found.header_row == 0 || found.data_row >= found.header_row + found.header_rows);
    assert!(whole || found.columns > 0 || numbers.is_empty());
}
