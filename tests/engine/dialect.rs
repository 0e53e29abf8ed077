//! Dialects of texts: a table of files as they are met.

use sheethook::csv::Delimiter;
use sheethook::csv::dialect::{GivenDialect, Sniffed, sniff};
use std::collections::BTreeMap;

/// A file and its dialect: what it is, its text, then what is to be found. A delimiter is empty where there is a single
/// column, and has `+` after it where several in a row are one; a quote is empty where there is none or one that the file
/// doesn't use; a header is its row, 0 for none, with `x2` after it where it is of two rows, or `*` for any.
#[derive(serde::Deserialize)]
struct Case {
    what: String,
    text: String,
    delimiter: String,
    quote: String,
    escape: String,
    header: String,
}

/// Small files as they are met.
fn cases() -> impl Iterator<Item = Case> {
    let groups: BTreeMap<String, Vec<Case>> =
        serde_json::from_str(include_str!("../sniff/cases.json")).expect("the cases are JSON");
    groups.into_values().flatten()
}

/// Cases that are not found. Each must fail, so that one that no longer does is taken off the list.
const FAILING: [&str; 3] = [
    // A title that is filled up with delimiters looks the same.
    "mostly empty header cells",
    // As does a title.
    "sales, the header by spaces",
    // May as well be two columns of whole numbers.
    "one column of decimals, no header",
];

/// What of a case is found: delimiter, quote, escape, header.
fn right(case: &Case, found: &Sniffed) -> [bool; 4] {
    let delimiter = String::from_utf8_lossy(found.format.delimiter.as_bytes()).into_owned();
    let shown = delimiter + if found.format.delimiter.runs { "+" } else { "" };
    let header = match found.header_rows {
        0 | 1 => found.header_row.to_string(),
        rows => format!("{}x{rows}", found.header_row),
    };
    let quote = case.quote.bytes().next();
    [
        if case.delimiter.is_empty() {
            found.columns <= 1
        } else {
            found.columns > 1 && shown == case.delimiter
        },
        quote.is_none() && found.format.quote != Some(b'\'') || found.format.quote == quote,
        found.format.escape == case.escape.bytes().next(),
        case.header == "*" || header == case.header,
    ]
}

#[test]
fn the_dialects_of_a_table_of_files() {
    let mut sums = [0; 5];
    let mut wrong = Vec::new();
    let mut all_cases = 0;
    for case in cases() {
        let found = sniff(case.text.as_bytes(), true, &GivenDialect::default());
        let parts = right(&case, &found);
        all_cases += 1;
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum += usize::from(part);
        }
        let all = parts.iter().all(|part| *part);
        sums[4] += usize::from(all);
        if all == FAILING.contains(&case.what.as_str()) {
            wrong.push(format!("{}: {parts:?} {found:?}", case.what));
        }
    }
    let [delimiter, quote, escape, header, all] = sums;
    println!(
        "of {all_cases}: delimiter {delimiter}, quote {quote}, escape {escape}, header {header}, all of them {all}"
    );
    assert!(wrong.is_empty(), "{} are not as the table says:\n{}", wrong.len(), wrong.join("\n"));
    assert!(all + FAILING.len() == all_cases);
}

/// A header narrower than the rows below is the header, unless those have one of their own.
#[test]
fn a_header_may_be_narrower_than_its_rows() {
    for (head, row, header_row) in [
        ("a,b", "x,1,2,3,4", 1),
        ("name,age", "Ada,36,2,3,4", 1),
        ("id,name,note", "5,Ada", 1),
        ("Stock,May\nsku,qty,price,place", "A1,5,1.5,x", 2),
        ("Stock, May\n\nsku,qty,price,place", "A1,5,1.5,x", 3),
        ("Stock, May\n\n1,2,3,4", "5,6,7,8", 0),
        ("Stock\n1,2,3,4", "5,6,7,8", 0),
    ] {
        let text = format!("{head}\n{}", format!("{row}\n").repeat(40));
        assert_eq!(found(&text, GivenDialect::default()).header_row, header_row, "{head}");
    }
}

#[test]
fn wide_and_long_files_have_their_dialect() {
    let row = |cell: &str| vec![cell; 500].join(";") + "\n";
    let wide = row("name") + &row("2,5").repeat(20);
    let found = |text: &str| sniff(text.as_bytes(), false, &GivenDialect::default());
    assert_eq!((found(&wide).format.delimiter, found(&wide).columns), (Delimiter::byte(b';'), 500));
    let long = format!("\"{}\";n\n{}", "words, and ".repeat(5_000), "\"text\";1\n".repeat(20));
    assert_eq!((found(&long).format.delimiter, found(&long).header_row), (Delimiter::byte(b';'), 1));
    // More lines above than make the table.
    let above = "Some words of a report; with marks, as text has.\n".repeat(10);
    let late = format!("{above}\nid,name,n\n{}", "1,Ada,5\n".repeat(8));
    assert_eq!((found(&late).format.delimiter, found(&late).header_row), (Delimiter::byte(b','), 12));
}

/// What is found in a text of which that much is given.
fn found(text: &str, given: GivenDialect) -> Sniffed {
    sniff(text.as_bytes(), true, &given)
}

#[test]
fn what_is_given_is_obeyed() {
    let comma = Some(Delimiter::byte(b','));
    let text = "#'a;b',c\n'1;2',3\n";
    assert_eq!(
        found(text, GivenDialect { delimiter: comma, ..GivenDialect::default() }).format.delimiter,
        Delimiter::byte(b',')
    );
    assert_eq!(found(text, GivenDialect { quote: Some(None), ..GivenDialect::default() }).format.quote, None);
    assert_eq!(
        found(text, GivenDialect { quote: Some(Some(b'\'')), ..GivenDialect::default() }).format.quote,
        Some(b'\'')
    );
    assert_eq!(
        found(text, GivenDialect { escape: Some(Some(b'\\')), ..GivenDialect::default() }).format.escape,
        Some(b'\\')
    );
    assert_eq!(
        found(text, GivenDialect { comment: Some(Some(b'#')), ..GivenDialect::default() }).format.comment,
        Some(b'#')
    );
    for row in [0, 1, 2] {
        assert_eq!(
            found(text, GivenDialect { header_row: Some(row), ..GivenDialect::default() }).header_row,
            row
        );
    }
    let named = found("sep=;\na,b\n1,2\n", GivenDialect { delimiter: comma, ..GivenDialect::default() });
    assert_eq!((named.format.delimiter, named.columns), (Delimiter::byte(b','), 2));
}

/// Whatever is given, nothing means two things, also where the text says nothing.
#[test]
fn the_delimiter_is_nothing_else() {
    for text in ["", ";", "a,b\n1,2\n", "a;b\n1;2\n", "'a'x\n#b\n", "a,b;c\td|e\n"] {
        for byte in *b",;\t|\"'#\\" {
            let one = Some(Some(byte));
            for given in [
                GivenDialect { quote: one, ..GivenDialect::default() },
                GivenDialect { escape: one, quote: Some(None), ..GivenDialect::default() },
                GivenDialect { comment: one, ..GivenDialect::default() },
            ] {
                let format = found(text, given).format;
                let first = format.delimiter.as_bytes().first().copied();
                assert!(
                    ![format.quote, format.escape, format.comment].contains(&first),
                    "{given:?}: {format:?}"
                );
                assert!(given.quote.is_none_or(|quote| quote == format.quote), "{given:?}: {format:?}");
            }
        }
    }
}

/// A last row that breaks off is no row where there are others, blank lines or `sep=` above it or not.
#[test]
fn a_row_that_breaks_off_is_looked_at_only_alone() {
    for (text, data_row, data_offset) in [("sep=;\np", 3, 7), ("sep=;\na\nb", 3, 8), ("a,b", 2, 3)] {
        let found = sniff(text.as_bytes(), false, &GivenDialect::default());
        assert_eq!((found.data_row, found.data_offset), (data_row, data_offset), "{text:?}");
    }
}

#[test]
fn lines_above_a_given_header_row_do_not_count() {
    let text = "one, two, three\nfour, five, six\na;b\n1;2\n";
    let found = found(text, GivenDialect { header_row: Some(3), ..GivenDialect::default() });
    assert_eq!((found.format.delimiter, found.header_row, found.data_row), (Delimiter::byte(b';'), 3, 4));
}

/// `name: text => newline;`
macro_rules! line_ends {
    ($($name:ident: $text:expr => $newline:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(found($text, GivenDialect::default()).newline, $newline);
        }
    )*};
}

line_ends! {
    line_feeds: "a,b\n1,2\n" => "\n";
    both: "a,b\r\n1,2\r\n" => "\r\n";
    carriage_returns: "a,b\r1,2\r" => "\r";
    now_this_now_that: "a,b\r\n1,2\n3,4\r\n" => "mixed";
    line_feeds_in_quotes_end_no_row: "a,b\r\n1,\"x\ny\"\r\n2,\"z\nw\"\r\n" => "\r\n";
    no_line_end_at_all: "a,b" => "\n";
}

#[test]
fn the_first_record_is_found() {
    for (text, row, offset) in [
        ("a,b\n1,2\n", 2, 4),
        ("Title\n\na,b\n\n1,2\n", 5, 12),
        ("sep=;\na;b\n1;2\n", 3, 10),
        ("1,2\n3,4\n", 1, 0),
        ("t,v\ns,m\n0,1\n1,2\n3,4\n", 3, 8),
        ("a,b", 2, 3),
        ("", 1, 0),
    ] {
        let found = found(text, GivenDialect::default());
        assert_eq!((found.data_row, found.data_offset), (row, offset), "{text:?}");
    }
}

/// Thin evidence is said to be thin, and what is plain is said to be sure.
#[test]
fn confidence_follows_the_evidence() {
    let overall = |text: &str| found(text, GivenDialect::default()).confidence.overall();
    for (head, row) in [
        ("id;name;sum", "1;Ada;2.5"),
        ("id,born,town", "7,2024-01-02,Oslo"),
        ("a\tb\tc", "1\t2,5\t3"),
        ("id|note|n", "1|\"x | y\"|5"),
        ("\"id\",\"name\",\"n\"", "\"1\",\"Lovelace, Ada\",\"3\""),
        ("1,2,3", "4,5,6"),
    ] {
        let text = format!("{head}\n{}", format!("{row}\n").repeat(30));
        assert!(overall(&text) >= 0.9, "{head}: {:?}", found(&text, GivenDialect::default()).confidence);
    }
    for thin in [
        "",
        "x",
        "a,b",
        "hello, world",
        "a;b,c",
        // One record.
        "id,name\n1,Ada\n",
        // One column.
        "name\nAda\nBob\n",
        "1,5\n2,5\n",
        "full name\nAda Lovelace\nAlan Turing\nGrace Hopper\n",
        "text\nhello, world\nhi there\nwell, well, well\n",
        // As good a table by the one as by the other.
        "a;b,c\n1;2,3\n4;5,6\n",
        "x,a;b\ny,c;d\nz,e;f\n",
        // Words below words: nothing tells the header.
        "name,town\nAda,London\nAlan,Wilmslow\nGrace,Arlington\n",
        "Ada,London\nAlan,Wilmslow\nAda,Arlington\n",
    ] {
        assert!(overall(thin) < 0.6, "{thin:?}: {:?}", found(thin, GivenDialect::default()).confidence);
    }
    // What a person is told to look at.
    for doubtful in [
        // Answers, or their counts' names.
        "Question,Yes,No\nTea,Yes,No\nRuns,No,No\nSwims,Yes,Yes\n",
        // A series, or a record that happens to be one.
        "A,1,2,3\nB,4,4,6\nC,7,8,8\n",
    ] {
        assert!(
            overall(doubtful) < 0.5,
            "{doubtful:?}: {:?}",
            found(doubtful, GivenDialect::default()).confidence
        );
    }
    let delimiter = |text: &str| found(text, GivenDialect::default()).confidence.delimiter;
    // Prose, or a table with a space behind every comma.
    let lines =
        "1 Main St, Springfield, IL\n22 Oak Ave, Portland, OR\n7 Elm Rd, Austin, TX\n9 Pine Ct, Boise, ID\n";
    assert!(delimiter(lines) < 0.5);
    assert!(delimiter("a;b,c\n1;2,3\n") < delimiter("a;b;c\n1;2;3\n"));
    assert!((delimiter("sep=;\na;b\n") - 1.0).abs() < f32::EPSILON);
}

/// The work is bounded whatever the text: all of these take a few milliseconds at most, and seconds if it were not.
#[test]
fn hostile_texts_are_read_in_bounded_time() {
    let size = 1 << 18;
    let started = std::time::Instant::now();
    for unit in [
        "\"",
        "'",
        "\n",
        ",",
        " ",
        "x",
        "\"x",
        "\"\n",
        "\\\"",
        "a,\"b\n",
        "#\n",
        "||",
        "a b;c,d|e:f\t\\'\"\n",
        "\r",
        "é",
    ] {
        for whole in [true, false] {
            let text = unit.repeat(size / unit.len());
            let found = sniff(text.as_bytes(), whole, &GivenDialect::default());
            assert!(found.data_offset as usize <= text.len());
        }
    }
    assert!(started.elapsed().as_secs() < 30, "took {:?}", started.elapsed());
}

#[test]
fn any_beginning_of_a_text_has_a_dialect() {
    for case in cases() {
        for end in (0..=case.text.len().min(400)).step_by(3) {
            let found = sniff(&case.text.as_bytes()[..end], false, &GivenDialect::default());
            assert!(found.data_offset as usize <= end && found.confidence.overall() <= 1.0, "{}", case.what);
        }
    }
}

#[test]
fn a_sample_that_breaks_off_in_a_row_is_judged_by_the_others() {
    let found = sniff(b"a;b\n1;2\n3,,,,,,,,,,,,,", false, &GivenDialect::default());
    assert_eq!(found.format.delimiter, Delimiter::byte(b';'));
}

#[test]
fn a_number_sign_begins_a_given_header_and_rows_below_a_comment() {
    let header =
        found("#,name,qty\n1,Apple,5\n", GivenDialect { header_row: Some(1), ..GivenDialect::default() });
    assert_eq!((header.header_row, header.format.comment), (1, None));
    // Behind the rows that are looked at, a row may begin with what stood before the note above the table.
    let below = found("# export\ntag,count\na,1\nb,2\nc,3\nd,4\n", GivenDialect::default());
    assert_eq!((below.header_row, below.format.comment), (2, None));
    // A row's number is one of the format that is reported: without comments, the first row has two lines.
    let counted = found("#|\"\n\"|||\n||1\n||", GivenDialect::default());
    assert_eq!((counted.format.comment, counted.data_row, counted.data_offset), (Some(b'#'), 3, 9));
}
