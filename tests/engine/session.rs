//! A sheet from its first bytes to its windows.

use crate::common::{check, checked, open, platform, template};
use sheethook::csv::index::BLOCK;
use sheethook::error::Error;
use sheethook::matching::Source;
use sheethook::session::{CheckState, ReadOptions, SAMPLE_BYTES, Sheet};

fn read(file: &str, options: ReadOptions) -> Result<Sheet, Error> {
    Sheet::open(file.as_bytes(), true, None, &options, platform())
}

fn header_row(row: u32) -> ReadOptions {
    ReadOptions { header_row: Some(row), ..ReadOptions::default() }
}

#[test]
fn the_header_row_is_where_the_host_says_blank_lines_counted() {
    let file = "Report\n\nname,age\nAda,36\n";
    let table = [(3, vec!["name", "age"], 17), (4, vec!["Ada", "36"], 24), (1, vec!["Report"], 7)];
    for (row, header, data) in table {
        let sheet = read(file, header_row(row)).expect("opens");
        assert_eq!(
            (sheet.header(), data_offset(&sheet)),
            (&header.iter().map(ToString::to_string).collect::<Vec<_>>()[..], data)
        );
    }
    for row in [2, 5, 99] {
        assert_eq!(read(file, header_row(row)).map(|_| ()), Err(Error::HeaderRowMissing { header_row: row }));
    }
}

#[test]
fn the_header_is_the_first_row_that_is_not_blank() {
    let sheet = read("\n\r\nname,age\nAda,36\n", ReadOptions::default()).expect("opens");
    assert_eq!(
        (sheet.header()[0].as_str(), sheet.dialect().header_row, data_offset(&sheet)),
        ("name", 3, 12)
    );
}

#[test]
fn without_a_header_row_columns_are_numbered_and_the_first_row_is_a_record() {
    let mut sheet = read("\nAda,36\nBob,41\n", header_row(0)).expect("opens");
    assert_eq!(sheet.header(), ["column_1", "column_2"]);
    assert_eq!(check(&mut sheet, b"\nAda,36\nBob,41\n", 3).records, 2);
    let columns = template(r#"{"code": "t", "columns": [{"key": "name"}, {"key": "age"}, {"key": "x"}]}"#);
    let sheet = Sheet::open(b"Ada,36\n", true, Some(columns), &header_row(0), platform()).expect("opens");
    assert_eq!(
        sheet.mapping().columns.iter().map(|column| column.header).collect::<Vec<_>>(),
        [Some(0), Some(1), None]
    );
}

#[test]
fn files_that_are_no_tables_are_refused_at_once() {
    let table: [(&[u8], Error); 5] = [
        (b"", Error::EmptyFile),
        (b"\xEF\xBB\xBF", Error::EmptyFile),
        (b"\n\r\n\n", Error::EmptyFile),
        (b"PK\x03\x04\x14\0", Error::NotText { looks_like: "xlsx".into() }),
        (b"%PDF-1.4", Error::NotText { looks_like: "pdf".into() }),
    ];
    for (file, error) in table {
        assert_eq!(open(file, None).map(|_| ()), Err(error));
    }
}

#[test]
fn a_header_that_does_not_end_within_the_sample_is_refused() {
    let sample = vec![b'x'; SAMPLE_BYTES as usize];
    let refused = Sheet::open(&sample, false, None, &ReadOptions::default(), platform()).map(|_| ());
    assert_eq!(refused, Err(Error::HeaderTooLong { limit: SAMPLE_BYTES }));
}

/// A header's first cell may only say that it is one.
#[test]
fn a_mark_before_the_headers_is_none() {
    for (file, headers) in [
        ("# x y\n1.5 2.5\n3.5 4.5\n5.5 6.5\n", "x|y"),
        ("#Fields: day time n\n2024-01-01 00:01 5\n2024-01-01 00:02 6\n2024-01-01 00:03 7\n", "day|time|n"),
        ("#\tname\n1\tAda\n2\tBob\n", "#|name"),
        ("#id,name,n\n1,Ada\n2,Bob\n", "#id|name|n"),
    ] {
        let (sheet, result) = checked(file.as_bytes(), None, 4);
        assert_eq!((sheet.header().join("|").as_str(), result.errors), (headers, 0), "{file}");
        let columns = headers.split('|').count();
        assert_eq!(sheet.dialect().columns as usize, columns, "{file}");
    }
}

#[test]
fn a_header_with_a_quote_that_the_sample_never_closes_ends_with_its_line() {
    let sample = format!("\"name,x\n{}", "1,2\n".repeat(50_000));
    let sheet = Sheet::open(sample.as_bytes(), false, None, &ReadOptions::default(), platform());
    let sheet = sheet.expect("opens");
    assert_eq!((sheet.header(), data_offset(&sheet)), (&["\"name".to_owned(), "x".to_owned()][..], 8));
}

#[test]
fn a_sample_that_ends_between_cr_and_lf_counts_one_line_end() {
    let sheet = |sample: &[u8]| {
        let mut sheet = Sheet::open(sample, false, None, &ReadOptions::default(), platform()).expect("opens");
        check(&mut sheet, b"a,b\r\n1,2,3\r\n", 5).issues[0].place.line
    };
    assert_eq!((sheet(b"a,b\r\n1"), sheet(b"a,b\r\n")), (2, 2));
    assert_eq!(
        Sheet::open(b"a,b\r", false, None, &ReadOptions::default(), platform()).map(|_| ()),
        Err(Error::HeaderTooLong { limit: SAMPLE_BYTES })
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_header() {
    let (sheet, result) = checked(b"\xEF\xBB\xBFa,b\n1,2\n", None, 2);
    assert_eq!((sheet.header()[0].as_str(), data_offset(&sheet), result.records), ("a", 7, 1));
    let (sheet, _) = checked(b"\xEF\xBB\xBF\"a b\",c\n1,2\n", None, 2);
    assert_eq!(sheet.header()[0], "a b", "nor of its quote");
}

#[test]
fn a_file_is_read_as_the_options_say() {
    let text = |text: &str| Some(text.to_owned());
    let none = ReadOptions::default();
    let table = [
        (ReadOptions { delimiter: text("||"), ..none.clone() }, "a||b\n1||2\n", "a|b", "1|2"),
        (ReadOptions { delimiter: text("§"), ..none.clone() }, "a§b\n1§2\n", "a|b", "1|2"),
        (ReadOptions { delimiter: text(" +"), ..none.clone() }, " a    b\n10    2\n", "a|b", "10|2"),
        (ReadOptions { quote: text("'"), ..none.clone() }, "a,'b,c'\n1,'2,3'\n", "a|b,c", "1|2,3"),
        (ReadOptions { quote: text(""), ..none.clone() }, "a,b\n\"1,2\"\n", "a|b", "\"1|2\""),
        (ReadOptions { escape: text("\\"), ..none.clone() }, "a,b\n\"1\\\"\",2\\,3\n", "a|b", "1\"|2,3"),
        (ReadOptions { escape: text("\""), ..none.clone() }, "a,b\n\"1\"\"\",2\n", "a|b", "1\"|2"),
        (ReadOptions { comment: text("#"), ..none.clone() }, "# x\na,b\n#\n1,2\n", "a|b", "1|2"),
        (ReadOptions { comment: text("#"), ..header_row(3) }, "# x\n\na,b\n#\n1,2\n", "a|b", "1|2"),
        (ReadOptions { comment: text("#"), ..header_row(0) }, "# x\n1,2\n", "column_1|column_2", "1|2"),
    ];
    for (options, file, header, row) in table {
        let mut sheet = read(file, options.clone()).expect("opens");
        let result = crate::common::check(&mut sheet, file.as_bytes(), 3);
        let rows = window(&sheet, file, 0, 9, 5).unwrap_or_default();
        assert_eq!((sheet.header().join("|").as_str(), result.records), (header, 1), "{file:?}");
        assert_eq!(rows, [row], "{file:?}");
    }
}

#[test]
fn options_that_cannot_be_are_refused_by_name() {
    let text = |text: &str| Some(text.to_owned());
    let table = [
        (ReadOptions { delimiter: text(""), ..header_row(1) }, "delimiter"),
        (ReadOptions { delimiter: text("123456789"), ..header_row(1) }, "delimiter"),
        (ReadOptions { escape: text("é"), ..header_row(1) }, "escape"),
        (ReadOptions { comment: text("//"), ..header_row(1) }, "comment"),
        (ReadOptions { comment: text(";"), delimiter: text(";"), ..header_row(1) }, "delimiter"),
        (ReadOptions { delimiter: text("\n"), ..header_row(1) }, "delimiter"),
        (ReadOptions { quote: text("ab"), ..header_row(1) }, "quote"),
        (ReadOptions { quote: text(";"), delimiter: text(";"), ..header_row(1) }, "delimiter"),
    ];
    for (options, name) in table {
        assert!(
            matches!(read("a", options), Err(Error::BadOption { option, .. }) if option == name),
            "{name}"
        );
    }
}

/// A file of so many rows, some with a line break in quotes.
fn numbered(rows: u64) -> String {
    let cell = |row: u64| if row.is_multiple_of(3) { format!("\"{row}\nx\"") } else { row.to_string() };
    (0..rows).fold("n\n".to_owned(), |file, row| file + &cell(row) + "\n")
}

fn window(sheet: &Sheet, file: &str, start: u64, count: usize, chunk: usize) -> Option<Vec<String>> {
    let mut window = sheet.window(start, count)?;
    while let Some(wanted) = window.wants() {
        match crate::common::part(file.as_bytes(), wanted, chunk) {
            Some(bytes) => window.push(bytes).expect("sane"),
            None => window.finish().expect("sane"),
        }
    }
    let rows = window.into_rows();
    Some(rows.into_iter().map(|cells| cells.join("|").trim_end_matches("\nx").to_owned()).collect())
}

#[test]
fn rows_are_read_anywhere_through_the_index() {
    let file = numbered(3 * BLOCK + 5);
    let (sheet, result) = checked(file.as_bytes(), None, 999);
    let records = result.records;
    for start in [
        0,
        1,
        1000,
        BLOCK - 1,
        BLOCK,
        BLOCK + 1,
        2 * BLOCK - 10,
        3 * BLOCK,
        records - 1,
        records,
        records + 5000,
    ] {
        for count in [1, 50, BLOCK as usize + 1] {
            let wanted: Vec<_> =
                (start..records.min(start + count as u64)).map(|row| row.to_string()).collect();
            assert_eq!(
                window(&sheet, &file, start, count, 777).unwrap_or_default(),
                wanted,
                "{count} from {start}"
            );
        }
    }
}

#[test]
fn a_window_of_fifty_rows_reads_at_most_two_blocks() {
    let file = numbered(5 * BLOCK);
    let (sheet, _) = checked(file.as_bytes(), None, 4096);
    let range = |start: u64, count: usize| {
        let (from, to) = sheet.window(start, count)?.wants()?;
        Some((from, to.unwrap_or(file.len() as u64)))
    };
    let block = |block: u64| range(block * BLOCK, 1).map_or(file.len() as u64, |(from, _)| from);
    for start in (0..5 * BLOCK - 50).step_by(97) {
        let (from, to) = range(start, 50).expect("checked");
        assert!(to - from <= block(start / BLOCK + 2) - block(start / BLOCK), "from {start}");
    }
}

#[test]
fn rows_are_read_while_the_check_runs_as_far_as_it_has_come() {
    let file = numbered(4 * BLOCK);
    let mut sheet = open(file.as_bytes(), None).expect("opens");
    assert_eq!(window(&sheet, &file, 0, 2, 64), Some(vec!["0".into(), "1".into()]), "before the check");
    assert_eq!(window(&sheet, &file, BLOCK, 1, 64), None);
    sheet.start_check(false);
    let (first, second) = file.as_bytes()[data_offset(&sheet) as usize..].split_at(file.len() / 2);
    sheet.push(first).expect("sane");
    assert_eq!(window(&sheet, &file, BLOCK, 1, 64), Some(vec![BLOCK.to_string()]));
    assert_eq!(window(&sheet, &file, 3 * BLOCK, 1, 64), None, "not yet");
    sheet.push(second).expect("sane");
    sheet.finish().expect("sane");
    assert_eq!(window(&sheet, &file, 3 * BLOCK, 1, 64), Some(vec![(3 * BLOCK).to_string()]));
}

#[test]
fn another_mapping_asks_for_another_check() {
    let (mut sheet, _) = checked(b"a,b\n1,2\n", None, 9);
    sheet
        .set_mapping(vec![
            ("a".to_owned(), Some(Source::header(1))),
            ("b".to_owned(), Some(Source::header(0))),
        ])
        .expect("both are there");
    assert_eq!(sheet.result(), Err(Error::NotChecked));
}

#[test]
fn issues_are_streamed_to_who_wants_them_all() {
    let mut file = "a\n".to_owned();
    (0..3000).for_each(|_| file.push_str("x\n"));
    let mut sheet =
        open(file.as_bytes(), Some(crate::common::one_column(r#""type": "number""#))).expect("opens");
    sheet.start_check(true);
    let mut rows = Vec::new();
    // The file is wanted twice: how numbers are to be read is known only after the first time.
    while let Some(wanted) = sheet.wants() {
        match crate::common::part(file.as_bytes(), wanted, 100) {
            Some(bytes) => sheet.push(bytes).expect("sane"),
            None => sheet.finish().expect("sane"),
        }
        rows.extend(sheet.take_issues().iter().map(|issue| issue.place.row));
    }
    assert_eq!(sheet.check_state(), CheckState::Done);
    assert_eq!(rows, (1..=3000).map(Some).collect::<Vec<_>>());
}

/// Where the first record begins, or the line below the header.
fn data_offset(sheet: &Sheet) -> u64 {
    sheet.window(0, 1).and_then(|window| window.wants()).map_or(0, |(from, _)| from)
}
