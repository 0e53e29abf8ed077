//! Rows of texts: every case at every chunk size, and compared with csv-core.

use sheethook::csv::{
    BLOCK_ROWS, Delimiter, FaultKind, Format, MAX_CELL_BYTES, MAX_CELLS, MAX_ROW_BYTES, Place, Row, Splitter,
};
use sheethook::error::Error;

const COMMA: Format = Format::delimited_by(b',');
const START: Place = Place { offset: 0, line: 1 };

/// A row's cells, offset and line.
type Split = (Vec<String>, u64, u64);

fn copy(row: Row<'_>) -> Split {
    let cells = row.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    (cells, row.place().offset, row.place().line)
}

/// The row and the cell, from 0, and what is malformed there.
type Malformed = (usize, usize, FaultKind);

/// The rows, and what is malformed in them.
fn split_faults(
    text: &[u8],
    format: Format,
    width: usize,
    chunk: usize,
) -> Result<(Vec<Split>, Vec<Malformed>), Error> {
    let mut splitter = Splitter::new(format, START, width);
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut chunks = text.chunks(chunk);
    loop {
        while splitter.fill(BLOCK_ROWS)? {
            let block = splitter.rows();
            let malformed = block.faults().iter();
            faults.extend(malformed.map(|fault| (fault.row + rows.len(), fault.cell, fault.kind)));
            rows.extend(block.iter().map(copy));
        }
        match chunks.next() {
            Some(chunk) => splitter.push(chunk),
            None => break,
        }
    }
    splitter.finish();
    while splitter.fill(BLOCK_ROWS)? {
        let block = splitter.rows();
        faults.extend(block.faults().iter().map(|fault| (fault.row + rows.len(), fault.cell, fault.kind)));
        rows.extend(block.iter().map(copy));
    }
    Ok((rows, faults))
}

fn split(text: &str, format: Format, chunk: usize) -> Vec<Split> {
    split_faults(text.as_bytes(), format, 0, chunk).expect("rows are sane").0
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
    text_after_a_quoted_cell: "\"a\"b,c\nd\n" => [(["\"a\"b", "c"], 0, 1), (["d"], 7, 2)];
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
            let format = Format { delimiter: Delimiter::byte(delimiter), quote, escape: None, comment: None };
            assert_eq!(split(text, format, chunk)[0].0, wanted, "{text}");
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
    let mut agreed = 0;
    for text in texts() {
        let (rows, faults) = split_faults(text.as_bytes(), COMMA, 0, text.len().max(1)).expect("sane");
        // What is malformed is read in another way, and said to be.
        if faults.iter().all(|(.., kind)| *kind == FaultKind::QuoteInText) {
            let found: Vec<_> = rows.into_iter().map(|(cells, ..)| cells).collect();
            assert_eq!(found, by_csv_core(&text), "{text:?}");
            agreed += 1;
        }
    }
    assert!(agreed > 100, "only {agreed} texts were well-formed");
}

fn by_csv_core(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv_core::Reader::new();
    // A byte order mark inside a text is text.
    let _ = reader.read_record(b"\n", &mut [0; 1], &mut [0; 1]);
    let rows = crate::common::csv_core_rows::rows(reader, text.as_bytes());
    let texts =
        |row: Vec<Vec<u8>>| row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    rows.into_iter().map(texts).collect()
}

#[test]
fn a_splitter_can_start_at_any_row_that_another_has_found() {
    for text in texts() {
        let whole = split(&text, COMMA, text.len().max(1));
        for (at, (_, offset, line)) in whole.iter().enumerate() {
            let mut splitter = Splitter::new(COMMA, Place { offset: *offset, line: *line }, 0);
            splitter.push(&text.as_bytes()[*offset as usize..]);
            splitter.finish();
            assert!(splitter.fill(1).expect("sane"));
            let row = splitter.rows().get(0).map(copy);
            assert_eq!(row.as_ref(), whole.get(at), "{text:?} from {offset}");
        }
    }
}

/// The rows of a text whose header has `width` cells, as text: cells between `|`, rows between `/`; then its faults.
fn malformed(text: &str, format: Format, width: usize, chunk: usize) -> String {
    let (rows, faults) = split_faults(text.as_bytes(), format, width, chunk).expect("rows are sane");
    let rows: Vec<_> = rows.into_iter().map(|(cells, ..)| cells.join("|")).collect();
    let faults = faults.into_iter().map(|(row, cell, kind)| format!(" {kind:?}@{row}.{cell}"));
    rows.join("/") + &faults.collect::<String>()
}

#[test]
fn what_is_malformed_swallows_nothing_and_is_told() {
    let table = [
        // (cells in the header, text, rows and faults)
        (2, "a,12\" pipe\nb,c", "a|12\" pipe/b|c QuoteInText@0.1"),
        (2, "a,\"12\" pipe\"\nb,c", "a|12\" pipe/b|c QuoteInQuotes@0.1"),
        (2, "\"he said \"hi\" to\",x\nb,c", "he said \"hi\" to|x/b|c QuoteInQuotes@0.0"),
        (2, "\"a\"b,x\nb,c", "\"a\"b|x/b|c QuoteInQuotes@0.0"),
        (2, "\"a\" ,\"x\"  \nb,\"c\" ", "a|x/b|c"),
        (2, "\"a\" b,x\nb,c", "\"a\" b|x/b|c QuoteInQuotes@0.0"),
        (2, "a,\"b\nc,d\ne,f", "a|\"b/c|d/e|f Unclosed@0.1"),
        (2, "\"a,b\nc,d\n", "\"a|b/c|d Unclosed@0.0"),
        (2, "a,\"b\nc,\"d\"\ne,f", "a|\"b/c|d/e|f Unclosed@0.1"),
        (2, "a,\"b\n\"c\",d\ne,f", "a|\"b/c|d/e|f Unclosed@0.1"),
        (3, "a,\"b,\"x\"\nc,\"d\",e", "a|\"b|x/c|d|e Unclosed@0.1"),
        (2, "a,\"b,\"x\"\nc,\"d\"", "a|b,\"x/c|d QuoteInQuotes@0.1"),
        (0, "a,\"b,\"x\"\nc,\"d\"", "a|b,\"x/c|d QuoteInQuotes@0.1"),
        (4, "\"a,b,c,\"x,y\"\n1,2,3,4", "\"a|b|c|x,y/1|2|3|4 Unclosed@0.0"),
        (2, "\"48\"\",\"x, y\"\n1,2", "48\"|x, y/1|2 QuoteInQuotes@0.0"),
        (3, "\"4 by 8\"\",\"x\",1\n1,2,3", "4 by 8\"|x|1/1|2|3 QuoteInQuotes@0.0"),
        (2, "a,\"b\nsaid \"hi\" to\"\nc,d", "a|\"b/said \"hi\" to\"/c|d Unclosed@0.1 QuoteInText@1.0"),
        (2, "\"b\nsaid \"hi\" to\",x\nc,d", "b\nsaid \"hi\" to|x/c|d QuoteInQuotes@0.0"),
        (1, "\"", "\" Unclosed@0.0"),
        (1, "\"a\"\"", "\"a\"\" Unclosed@0.0"),
        (2, "\"a\nb\",c\n", "a\nb|c"),
        (2, "\"\"\"\n,\n\"\"\",c\n", "\"\n,\n\"|c"),
    ];
    for (width, text, wanted) in table {
        for chunk in 1..=text.len() {
            assert_eq!(malformed(text, COMMA, width, chunk), wanted, "{text:?} in chunks of {chunk}");
        }
    }
}

#[test]
fn other_formats() {
    let delimited = |text: &str, runs| Format {
        delimiter: Delimiter::new(text, runs).expect("it can be used"),
        quote: Some(b'"'),
        escape: None,
        comment: None,
    };
    let backslash = Format { escape: Some(b'\\'), ..COMMA };
    let comments = Format { comment: Some(b'#'), ..COMMA };
    let table = [
        (delimited("||", false), "a||b|c||\"d||e\"\n||", "a|b|c|d||e/|"),
        (delimited(", ", false), "a, \"b, c\", d,e\n", "a|b, c|d,e"),
        (delimited("§", false), "a§b\n§c", "a|b/|c"),
        (delimited(" ", true), "  a   b \"c  d\"  \ne f g\n", "a|b|c  d/e|f|g"),
        (delimited(" ", false), "a  b\n", "a||b"),
        (backslash, r#""a\"b",c\,d,\\"#, r#"a"b|c,d|\"#),
        (backslash, "\"a\\\nb\"\"c\",d", "a\nb\"c|d"),
        (comments, "# x,\"y\na,b\n#\nc,#d\n# z", "a|b/c|#d"),
    ];
    for (format, text, wanted) in table {
        for chunk in 1..=text.len() {
            assert_eq!(malformed(text, format, 0, chunk), wanted, "{text:?} in chunks of {chunk}");
        }
    }
}

#[test]
fn escapes_and_runs_hold_in_malformed_lines_too() {
    let escapes = Format { escape: Some(b'\\'), ..COMMA };
    let spaces = Delimiter::new(" ", true).expect("it can be used");
    let runs = Format { delimiter: spaces, ..COMMA };
    let table = [
        (escapes, "\"a,\\\"\nb,c", "\"a|\"/b|c Unclosed@0.0"),
        (escapes, "\"a\\,b\nb,c", "\"a,b/b|c Unclosed@0.0"),
        (escapes, "a\\\r\nb,c\nd", "a\r\nb|c/d"),
        (runs, "c \" \n\"-", "c|\"/\"- Unclosed@0.1 Unclosed@1.0"),
    ];
    for (format, text, wanted) in table {
        for chunk in 1..=text.len() {
            assert_eq!(malformed(text, format, 2, chunk), wanted, "{text:?} in chunks of {chunk}");
        }
    }
}

#[test]
fn escaped_line_ends_are_lines() {
    let escapes = Format { escape: Some(b'\\'), ..COMMA };
    // (text, line of the last row)
    let table =
        [("\\\n\nk", 3), ("\"\\\n\"\nk", 3), ("a\\\r\nb\r\nk", 3), ("\"\\\r\n\"\nk", 3), ("\"\\\n\n\"k", 3)];
    for (text, line) in table {
        for chunk in 1..=text.len() {
            let (rows, _) = split_faults(text.as_bytes(), escapes, 2, chunk).expect("sane");
            assert_eq!(rows.last().map(|row| row.2), Some(line), "{text:?} in chunks of {chunk}");
        }
    }
}

#[test]
fn a_block_is_called_valid_or_plain_only_if_its_cells_are() {
    let single = Format { quote: Some(b'\''), ..COMMA };
    let none = Format { quote: None, ..COMMA };
    // (format, text, valid, plain)
    let table: [(Format, &[u8], bool, bool); 6] = [
        (COMMA, b"a,b", true, true),
        (COMMA, b"a\"", true, false),
        (single, b"a\"", true, false),
        (none, b"a\"", true, false),
        (COMMA, b"\"\"\"\xE2\x82\"", false, false),
        (COMMA, "\"\"\"€\"".as_bytes(), true, false),
    ];
    for (format, text, valid, plain) in table {
        let mut splitter = Splitter::new(format, START, 0);
        splitter.push(text);
        splitter.finish();
        assert!(splitter.fill(BLOCK_ROWS).expect("sane"));
        let condition = splitter.rows().condition();
        assert_eq!((condition.valid, condition.plain), (valid, plain), "{}", text.escape_ascii());
    }
}

#[test]
fn a_line_of_stray_quotes_takes_time_by_its_length() {
    // At a second a line this would take minutes.
    let text = ("\"a\"b,".repeat(10_000) + "\n").repeat(100);
    let (rows, faults) = split_faults(text.as_bytes(), COMMA, 2, 1 << 16).expect("sane");
    assert_eq!((rows.len(), faults.len()), (100, 1_000_000));
}

#[test]
fn with_any_width_any_chunking_gives_the_rows_of_one_chunk() {
    for width in 1..4 {
        for text in texts() {
            let whole = malformed(&text, COMMA, width, text.len().max(1));
            for chunk in 1..text.len() {
                assert_eq!(malformed(&text, COMMA, width, chunk), whole, "{text:?} in chunks of {chunk}");
            }
        }
    }
}

#[test]
fn what_is_beyond_a_limit_is_refused_with_its_line() {
    let cases: [(&str, Vec<u8>, Error); 3] = [
        ("row", vec![b'x'; MAX_ROW_BYTES + 1], Error::RowTooLong { line: 2, limit: MAX_ROW_BYTES as u32 }),
        (
            "cell",
            [b"\"", vec![b'x'; MAX_CELL_BYTES + 1].as_slice()].concat(),
            Error::CellTooLong { line: 2, limit: MAX_CELL_BYTES as u32 },
        ),
        ("cells", vec![b','; MAX_CELLS + 1], Error::TooManyCells { line: 2, limit: MAX_CELLS as u32 }),
    ];
    for (name, long, wanted) in cases {
        let text = [b"a\n".as_slice(), &long].concat();
        for chunk in [1 << 16, text.len()] {
            let refused = split_faults(&text, COMMA, 1, chunk);
            assert_eq!(refused.map(|_| ()), Err(wanted.clone()), "{name} in chunks of {chunk}");
        }
    }
}

#[test]
fn rows_of_many_chunks_are_those_of_one() {
    let row = |row: usize| format!("{row},\"a\nb{}\"\"\",x{}\n", "y".repeat(row % 40), row % 7);
    let text: String = (0..20_000).map(row).collect();
    let whole = split(&text, COMMA, text.len());
    assert_eq!(whole.len(), 20_000);
    for chunk in [63, 64, 65, 1000, 4096, 1 << 16, 100_003] {
        assert!(split(&text, COMMA, chunk) == whole, "in chunks of {chunk}");
    }
}
