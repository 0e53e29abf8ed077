//! Text in, rows out: every case at every chunk size, and held against csv-core by itself.

#![cfg(not(target_arch = "wasm32"))]

use sheethook::error::Error;
use sheethook::split::{MAX_CELLS, MAX_ROW_BYTES, Place, Row, Separators, Splitter};

const COMMA: Separators = Separators { delimiter: b',', quote: Some(b'"') };
const START: Place = Place { offset: 0, line: 1 };

/// A row's cells, offset and line.
type Split = (Vec<String>, u64, u64);

fn copy(row: Row<'_>) -> Split {
    let cells = row.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    (cells, row.place.offset, row.place.line)
}

fn split(text: &str, separators: Separators, chunk: usize) -> Vec<Split> {
    let mut splitter = Splitter::new(separators, START);
    let mut rows = Vec::new();
    for mut bytes in text.as_bytes().chunks(chunk) {
        while let Some(row) = splitter.next(&mut bytes).expect("rows are sane") {
            rows.push(copy(row));
        }
    }
    rows.extend(splitter.finish().expect("rows are sane").map(copy));
    rows
}

/// `name: text => (cells, offset, line)…;` at every chunk size.
macro_rules! splits {
    ($($name:ident: $text:expr => [$(($cells:expr, $offset:expr, $line:expr)),* $(,)?];)*) => {$(
        #[test]
        fn $name() {
            let wanted: Vec<(Vec<&str>, u64, u64)> = vec![$(($cells.to_vec(), $offset, $line)),*];
            for chunk in 1..=$text.len().max(1) {
                let found = split($text, COMMA, chunk);
                let found: Vec<_> = found.iter()
                    .map(|(cells, offset, line)| (cells.iter().map(String::as_str).collect::<Vec<_>>(), *offset, *line))
                    .collect();
                assert_eq!(found, wanted, "in chunks of {chunk}");
            }
        }
    )*};
}

splits! {
    one_row: "a,b\n" => [(["a", "b"], 0, 1)];
    no_newline_at_the_end: "a,b\nc,d" => [(["a", "b"], 0, 1), (["c", "d"], 4, 2)];
    crlf: "a\r\nb\r\n" => [(["a"], 0, 1), (["b"], 3, 2)];
    cr_alone: "a\rb\r" => [(["a"], 0, 1), (["b"], 2, 2)];
    mixed_line_ends: "a\nb\r\nc\rd" => [(["a"], 0, 1), (["b"], 2, 2), (["c"], 5, 3), (["d"], 7, 4)];
    empty_lines_are_skipped_and_counted: "a\n\n\r\n\rb\n" => [(["a"], 0, 1), (["b"], 6, 5)];
    empty_lines_before_the_first_row: "\n\r\na\n" => [(["a"], 3, 3)];
    empty_cells: ",\n,,\n" => [(["", ""], 0, 1), (["", "", ""], 2, 2)];
    empty_last_cell_at_the_end: "a,b\n1," => [(["a", "b"], 0, 1), (["1", ""], 4, 2)];
    a_quoted_empty_cell_is_a_row: "\"\"\nb" => [([""], 0, 1), (["b"], 3, 2)];
    quotes: "\"a,b\",c\n" => [(["a,b", "c"], 0, 1)];
    doubled_quotes: "\"a\"\"b\",\"\"\"\"\n" => [(["a\"b", "\""], 0, 1)];
    lf_in_quotes: "\"a\nb\",c\nd\n" => [(["a\nb", "c"], 0, 1), (["d"], 8, 3)];
    crlf_in_quotes: "\"a\r\nb\",c\r\nd\r\n" => [(["a\r\nb", "c"], 0, 1), (["d"], 10, 3)];
    cr_in_quotes: "\"a\rb\"\rc" => [(["a\rb"], 0, 1), (["c"], 6, 3)];
    line_ends_at_the_edges_of_quotes: "\"\n\"\n\"\r\n\"\nx" => [(["\n"], 0, 1), (["\r\n"], 4, 3), (["x"], 9, 5)];
    a_quote_inside_a_cell_is_text: "12\" pipe,b\nc\n" => [(["12\" pipe", "b"], 0, 1), (["c"], 11, 2)];
    text_after_a_quoted_cell: "\"a\"b,c\nd\n" => [(["ab", "c"], 0, 1), (["d"], 7, 2)];
    rows_of_many_widths: "a\nb,c\nd,e,f\n" => [(["a"], 0, 1), (["b", "c"], 2, 2), (["d", "e", "f"], 6, 3)];
    text_beyond_ascii: "é,日本\n🦀,\u{2028}\n" => [(["é", "日本"], 0, 1), (["🦀", "\u{2028}"], 10, 2)];
    nothing: "" => [];
    only_line_ends: "\n\r\n\r" => [];
    a_byte_order_mark_inside_is_text: "a\n\u{feff}\"b\nc\"\n\u{feff}" => [
        (["a"], 0, 1), (["\u{feff}\"b"], 2, 2), (["c\""], 8, 3), (["\u{feff}"], 11, 4)
    ];
}

#[test]
fn other_delimiters_and_quotes() {
    let table: [(u8, Option<u8>, &str, &[&str]); 5] = [
        (b';', Some(b'"'), "a;\"b;c\"", &["a", "b;c"]),
        (b'\t', Some(b'"'), "a\tb,c", &["a", "b,c"]),
        (b'|', Some(b'"'), "a|b", &["a", "b"]),
        (b',', Some(b'\''), "'a,b',\"c", &["a,b", "\"c"]),
        (b',', None, "\"a,b\"", &["\"a", "b\""]),
    ];
    for (delimiter, quote, text, wanted) in table {
        for chunk in 1..=text.len() {
            assert_eq!(split(text, Separators { delimiter, quote }, chunk)[0].0, wanted, "{text}");
        }
    }
}

/// Texts made of the bytes that matter to a splitter; which, a small generator decides.
fn texts() -> impl Iterator<Item = String> {
    const PARTS: [&str; 11] = [",", "\n", "\r\n", "\r", "\"", "\"\"", "a", "bc", "é", "", "\u{feff}"];
    let mut seed = 42_u64;
    (0..300).map(move |_| {
        let mut text = String::new();
        for _ in 0..16 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(PARTS[(seed >> 33) as usize % PARTS.len()]);
        }
        text
    })
}

#[test]
fn any_chunking_gives_the_rows_of_one_chunk() {
    for text in texts() {
        let whole = split(&text, COMMA, text.len().max(1));
        for chunk in 1..text.len() {
            assert_eq!(split(&text, COMMA, chunk), whole, "{text:?} in chunks of {chunk}");
        }
    }
}

#[test]
fn cells_are_those_of_csv_core() {
    for text in texts() {
        let found: Vec<_> =
            split(&text, COMMA, text.len().max(1)).into_iter().map(|(cells, ..)| cells).collect();
        assert_eq!(found, by_csv_core(&text), "{text:?}");
    }
}

fn by_csv_core(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv_core::Reader::new();
    // A byte order mark inside a text is text.
    let _ = reader.read_record(b"\n", &mut [0; 1], &mut [0; 1]);
    let (mut out, mut ends) = ([0; 256], [0; 64]);
    let mut input = text.as_bytes();
    let mut rows = Vec::new();
    let (mut wrote, mut ended) = (0, 0);
    loop {
        let (result, read, bytes, cells) = reader.read_record(input, &mut out[wrote..], &mut ends[ended..]);
        input = &input[read..];
        (wrote, ended) = (wrote + bytes, ended + cells);
        match result {
            csv_core::ReadRecordResult::Record => {
                let starts = std::iter::once(0).chain(ends[..ended].iter().copied());
                let cells = starts.zip(&ends[..ended]);
                rows.push(
                    cells.map(|(from, to)| String::from_utf8_lossy(&out[from..*to]).into_owned()).collect(),
                );
                (wrote, ended) = (0, 0);
            }
            csv_core::ReadRecordResult::End => return rows,
            _ => {}
        }
    }
}

#[test]
fn a_splitter_can_start_at_any_row_that_another_has_found() {
    for text in texts() {
        let whole = split(&text, COMMA, text.len().max(1));
        for (at, (_, offset, line)) in whole.iter().enumerate() {
            let mut splitter = Splitter::new(COMMA, Place { offset: *offset, line: *line });
            let mut bytes = &text.as_bytes()[*offset as usize..];
            let row = splitter.next(&mut bytes).expect("sane").map(copy);
            let row = row.or_else(|| splitter.finish().expect("sane").map(copy));
            assert_eq!(row.as_ref(), whole.get(at), "{text:?} from {offset}");
        }
    }
}

#[test]
fn a_quote_left_open_is_noticed_only_where_there_is_one() {
    for (text, unclosed) in
        [("a,\"b\n", true), ("a,\"b\"", false), ("a,12\"", false), ("\"", true), ("\"a\"\"", true)]
    {
        let mut splitter = Splitter::new(COMMA, START);
        let mut bytes = text.as_bytes();
        assert!(splitter.next(&mut bytes).expect("sane").is_none(), "{text}");
        assert_eq!(splitter.finish().expect("sane").map(|row| row.unclosed), Some(unclosed), "{text}");
    }
}

#[test]
fn a_row_beyond_the_limit_is_refused_with_its_line() {
    let mut splitter = Splitter::new(COMMA, START);
    let long = vec![b'x'; MAX_ROW_BYTES];
    let mut input = &b"a\n\""[..];
    while splitter.next(&mut input).expect("sane").is_some() {}
    assert_eq!(splitter.next(&mut &long[..MAX_ROW_BYTES - 1]).map(|_| ()), Ok(()));
    let refused = splitter.next(&mut &long[..]).map(|_| ());
    assert_eq!(refused, Err(Error::RowTooLong { line: 2, limit: MAX_ROW_BYTES as u32 }));
}

#[test]
fn more_cells_than_the_limit_are_refused_with_their_line() {
    let wide = vec![b','; MAX_CELLS + 1];
    let refused = Splitter::new(COMMA, START).next(&mut &wide[..]).map(|_| ());
    assert_eq!(refused, Err(Error::TooManyCells { line: 1, limit: MAX_CELLS as u32 }));
}
