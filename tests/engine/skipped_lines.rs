//! Lines that are no records: each reported once, in order, at every chunk size.

use crate::common::{part, platform};
use sheethook::csv::index::Window;
use sheethook::csv::{BLOCK_ROWS, Delimiter, Format, Place, SkippedLines, Splitter};
use sheethook::issue::{Code, Issue, Severity};
use sheethook::page::PageOptions;
use sheethook::session::{CheckResult, ReadOptions, Sheet};

/// Opens with these options; the first pass in chunks of that size, with every issue.
fn check(file: &str, options: &ReadOptions, chunk: usize) -> (Sheet, CheckResult, Vec<Issue>) {
    let mut sheet = Sheet::open(file.as_bytes(), true, None, options, platform()).expect("the file opens");
    sheet.start_check(true);
    let mut issues = sheet.take_issues();
    while let Some(wanted) = sheet.wants() {
        match part(file.as_bytes(), wanted, chunk) {
            Some(bytes) => sheet.push(bytes).expect("the rows are sane"),
            None => sheet.finish().expect("the rows are sane"),
        }
        issues.extend(sheet.take_issues());
    }
    let result = sheet.result().expect("it is checked");
    (sheet, result, issues)
}

/// `line code*lines text` of what is reported of no record.
fn told(issues: &[Issue]) -> Vec<String> {
    let of_none = issues.iter().filter(|issue| issue.place.row.is_none());
    let shown = of_none.map(|issue| {
        let (place, code) = (&issue.place, &issue.code);
        let shown = format!("{} {}*{} {}", place.line, code.name(), code.count(), place.value);
        match code {
            Code::DuplicateHeader { place, first_place, key } => {
                format!("{shown} {place} {first_place} {key:?}")
            }
            Code::EmptyHeader { place, key } => format!("{shown}{place} {key:?}"),
            _ => shown,
        }
    });
    shown.collect()
}

fn options(header_row: Option<u32>, comment: Option<&str>) -> ReadOptions {
    ReadOptions { header_row, comment: comment.map(str::to_owned), ..ReadOptions::default() }
}

/// `name: options, file => records, ["line code*lines text"…];` at every chunk size.
macro_rules! tells {
    ($($name:ident: $options:expr, $file:expr => $records:expr, $wanted:expr;)*) => {$(
        #[test]
        fn $name() {
            for chunk in 1..=$file.len() {
                let (sheet, result, issues) = check($file, &$options, chunk);
                let wanted: &[&str] = &$wanted;
                assert_eq!((result.records, told(&issues)), ($records, wanted.iter().map(ToString::to_string).collect()), "in chunks of {chunk}");
                assert_eq!((result.errors, result.invalid_records), (0, 0));
                assert!(issues.is_sorted_by_key(|issue| issue.place.line), "in the order of lines");
                let pages = crate::common::pages(&sheet, $file.as_bytes(), &PageOptions::default(), chunk);
                assert_eq!(pages.iter().map(|page| u64::from(page.size)).sum::<u64>(), $records, "in pages");
                assert_eq!(window(&sheet, $file, chunk).len() as u64, $records, "in the window");
            }
        }
    )*};
}

fn window(sheet: &Sheet, file: &str, chunk: usize) -> Vec<Vec<String>> {
    read(sheet.window(0, 1000).expect("it is known"), file, chunk)
}

fn read(mut window: Window, file: &str, chunk: usize) -> Vec<Vec<String>> {
    while let Some(wanted) = window.wants() {
        match part(file.as_bytes(), wanted, chunk) {
            Some(bytes) => window.push(bytes).expect("sane"),
            None => window.finish().expect("sane"),
        }
    }
    window.into_rows()
}

const NONE: fn() -> ReadOptions = ReadOptions::default;

tells! {
    a_clean_file: NONE(), "a,b,c\n1,2,3\n" => 1, [];
    a_clean_file_with_crlf: NONE(), "a,b,c\r\n1,2,3\r\n4,5,6" => 2, [];
    blank_lines: NONE(), "a,b,c\n1,2,3\n\n4,5,6\r\n\r\n\n\r7,8,9\n" => 3, ["3 blank-line*1 ", "5 blank-line*3 "];
    blank_lines_around_the_header: NONE(), "\n\r\na,b,c\r\n\r\n\r\n1,2,3\n" => 1, ["1 blank-line*2 ", "4 blank-line*2 "];
    blank_lines_at_the_end: NONE(), "a,b\n1,2\n\n\n" => 1, ["3 blank-line*2 "];
    a_header_and_blank_lines: NONE(), "a,b\r\n\r\n" => 0, ["2 blank-line*1 "];
    comments: options(None, Some("#")), "# x\n# y\na,b\n#\n1,2\n\n# \"z\n3,4\n#" => 2, [
        "1 comment-line*2 # x", "4 comment-line*1 #", "6 blank-line*1 ", "7 comment-line*1 # \"z", "9 comment-line*1 #"
    ];
    lines_above_the_header: options(Some(4), None), "Report, \"of\"\n\"May\n2\"\n\na,b\n1,2\n" => 1, [
        "1 preamble-line*3 Report, \"of\"", "4 blank-line*1 "
    ];
    an_escaped_line_above: options(Some(2), None), "\"x\"\"y\"\na,b\n1,2\n" => 1, ["1 preamble-line*1 \"x\"\"y\""];
    what_the_sniffer_finds_above: NONE(), "Prices in euro\n\nname;price;sum\nA;1,5;2\nB;2,5;2\n" => 2, [
        "1 preamble-line*1 Prices in euro", "2 blank-line*1 "
    ];
    sep_is_above: NONE(), "sep=;\na;b\n1;2\n" => 1, ["1 preamble-line*1 sep=;"];
    lines_above_without_a_header: options(Some(0), Some("#")), "\n# x\n1,2\n\n3,4\n" => 2, [
        "1 blank-line*1 ", "2 comment-line*1 # x", "4 blank-line*1 "
    ];
    repeated_and_empty_headers: NONE(), "a,,a,b,a_2,a, \n1,2,3,4,5,6,7\n" => 1, [
        "1 empty-header*1 2 Some(\"column_2\")",
        "1 duplicate-header*1 a 3 1 Some(\"a_3\")",
        "1 duplicate-header*1 a 6 1 Some(\"a_4\")",
        "1 empty-header*1 7 Some(\"column_7\")"
    ];
    a_header_with_a_quote_that_is_never_closed: NONE(), "\"a,b\n1,2\n3,4\n" => 2, ["1 unclosed-quote*1 \"a"];
    only_some_rows_of_a_header_are_malformed: NONE(), "x\n\na,\"b\"c\"\n1,2\n3,4\n" => 2, [
        "1 preamble-line*1 x", "2 blank-line*1 ", "3 stray-quote*1 b\"c"
    ];
    lines_of_spaces_are_blank: NONE(), "a,b\n1,2\n  \n\t \r\n3,4\n \n" => 2, ["3 blank-line*2 ", "6 blank-line*1 "];
    lines_of_spaces_are_blank_where_spaces_delimit: NONE(), "a   b\n1   2\n   \n3   4\n5   6\n " => 3, [
        "3 blank-line*1 ", "6 blank-line*1 "
    ];
    a_line_of_tabs_is_a_record_where_they_delimit: NONE(), "a\tb\n1\t2\n\t\n3\t4\n" => 3, [];
    a_footer_below_a_line_of_spaces: NONE(), "a,b,c\n1,2,3\n  \nTotal: 5\n \nEnd of report" => 1, [
        "3 blank-line*1 ", "4 footer-line*1 Total: 5", "5 blank-line*1 ", "6 footer-line*1 End of report"
    ];
    rules_of_a_drawn_table: NONE(), "+--+--+\n|id|n |\n+--+--+\n|1 |-5|\n|2 |7 |\n+--+--+\n" => 2, [
        "1 comment-line*1 +--+--+", "2 empty-header*1 1 Some(\"column_1\")",
        "2 empty-header*1 4 Some(\"column_4\")", "3 comment-line*1 +--+--+", "6 comment-line*1 +--+--+"
    ];
    a_rule_of_cells: NONE(), "name      age\n--------- ---\nAda       36\n-         41\n" => 2, ["2 comment-line*1 --------- ---"];
    a_rule_in_a_frame: NONE(), "|a|b|\n|--|:-:|\n|1|2|\n|3|4|\n" => 2, [
        "1 empty-header*1 1 Some(\"column_1\")", "1 empty-header*1 4 Some(\"column_4\")", "2 comment-line*1 |--|:-:|"
    ];
    a_rule_and_no_records: NONE(), "a,b\n--,--\n" => 0, ["2 comment-line*1 --,--"];
    a_record_of_dashes_further_down: NONE(), "a,b\n1,2\n--,--\n3,4\n" => 3, [];
    spaces_are_blank_where_tabs_delimit: NONE(), "a\tb\n1\t2\n  \n3\t4\n" => 2, ["3 blank-line*1 "];
    a_rule_below_the_headers: NONE(), " id | n  \n----+----\n  1 | -5 \n  2 | 7  \n" => 2, ["2 comment-line*1 ----+----"];
    numbered_columns_are_no_headers: options(Some(0), None), "1,1\n2,2\n" => 2, [];
    a_footer: NONE(), "a,b,c\n1,2,3\n\nTotal: 5\nEnd of report" => 1, ["3 blank-line*1 ", "4 footer-line*2 Total: 5"];
    a_footer_of_many_kinds: options(None, Some("#")), "a,b,c\r\n1,2,3\r\n\r\n-----\r\n\r\n\"Total: 5, or more\"\r\n# x\r\n===\r\nИтого: 5\r\n\r\n" => 1, [
        "3 blank-line*1 ", "4 footer-line*1 -----", "5 blank-line*1 ", "6 footer-line*1 \"Total: 5, or more\"",
        "7 comment-line*1 # x", "8 footer-line*2 ===", "10 blank-line*1 "
    ];
    a_footer_and_no_records: NONE(), "a,b,c\n\nno data: none\n" => 0, ["2 blank-line*1 ", "3 footer-line*1 no data: none"];
    what_comes_after_is_no_footer: NONE(), "a,b,c\n1,2,3\n\nx y\n4,5,6\n" => 3, ["3 blank-line*1 "];
    only_the_last_is_a_footer: NONE(), "a,b,c\n1,2,3\n\nx y\n\n4\n\nx: z\n" => 3, [
        "3 blank-line*1 ", "5 blank-line*1 ", "7 blank-line*1 ", "8 footer-line*1 x: z"
    ];
    a_total_without_a_blank_line_is_a_record: NONE(), "a,b,c\n1,2,3\nTotal: 5\n" => 2, [];
    names_are_records: NONE(), "a,b,c\n1,2,3\n\nBob Ray\n\nCid Roe\n" => 3, ["3 blank-line*1 ", "5 blank-line*1 "];
    one_note_makes_a_footer: NONE(), "a,b,c\n1,2,3\n\nBob Ray\nApproved: yes\n" => 1, [
        "3 blank-line*1 ", "4 footer-line*2 Bob Ray"
    ];
    a_number_is_a_record: NONE(), "a,b,c\n1,2,3\n\n4\n" => 2, ["3 blank-line*1 "];
    a_word_is_a_record: NONE(), "a,b,c\n1,2,3\n\nx\n" => 2, ["3 blank-line*1 "];
    a_sign_is_a_record: NONE(), "a,b,c\n1,2,3\n\n5 €\n" => 2, ["3 blank-line*1 "];
    two_cells_are_a_record: NONE(), "a,b,c\n1,2,3\n\nTotal: 5,\n" => 2, ["3 blank-line*1 "];
    stray_quotes_are_a_record: options(None, None), "a,b,c\n1,2,3\n\nthe \"end\" of it\n" => 2, ["3 blank-line*1 "];
    two_columns_have_no_footer: NONE(), "a,b\n1,2\n\nTotal: 5\n" => 2, ["3 blank-line*1 "];
    without_a_header_there_is_no_footer: options(Some(0), None), "1,2,3\n\nTotal: 5\n" => 2, ["2 blank-line*1 "];
}

#[test]
fn with_a_template_a_repeated_header_gets_no_other_name() {
    let columns = crate::common::template(r#"{"code": "t", "columns": [{"key": "a"}]}"#);
    let (_, result) = crate::common::checked(b"a,a\n1,2\n", Some(columns), 9);
    assert_eq!(told(&result.issues), ["1 duplicate-header*1 a 2 1 None"]);
    assert_eq!((result.warnings, result.by_column), (1, vec![]));
}

#[test]
fn a_footer_has_few_rows_and_bytes() {
    let table = [
        // (what follows the blank line, records, lines of footer)
        ("x: y\n".repeat(16), 1, 16),
        ("x: y\n".repeat(17), 18, 0),
        // What follows a later blank line may still be one.
        ("x: y\n".repeat(9) + "\n" + &"x: y\n".repeat(9), 10, 9),
        ("x ".repeat((32 << 10) - 1), 1, 1),
        ("x ".repeat((32 << 10) + 1), 2, 0),
        ("x: y\n".to_owned() + &"\n".repeat(64 << 10), 2, 0),
    ];
    let comma = ReadOptions { delimiter: Some(",".to_owned()), ..NONE() };
    for (at, (end, records, lines)) in table.into_iter().enumerate() {
        let file = format!("a,b,c\n1,2,3\n\n{end}");
        for chunk in [700, 1 << 10, 5000, 64 << 10, file.len()] {
            let (_, result, _) = check(&file, &comma, chunk);
            let found = result.by_code.iter().find(|(code, _)| *code == "footer-line");
            assert_eq!(
                (result.records, found.map_or(0, |found| found.1)),
                (records, lines),
                "{at} by {chunk}"
            );
        }
    }
}

#[test]
fn rows_before_a_mark_are_no_footer() {
    let file = format!("a,b,c\n{}\nx: y\n1,2,3\n", "1,2,3\n".repeat(1023));
    let (sheet, result, _) = check(&file, &NONE(), 999);
    assert_eq!(result.records, 1025);
    let window = sheet.window(1000, 24).expect("it is known");
    assert_eq!(read(window, &file, 999).last().expect("rows"), &["x: y"]);
}

#[test]
fn lines_left_out_take_no_room_from_what_is_wrong() {
    let file = format!("a\n{}", "\nx\n".repeat(1500));
    let mut sheet =
        crate::common::open(file.as_bytes(), Some(crate::common::one_column(r#""type": "number""#)))
            .expect("opens");
    let result = crate::common::check(&mut sheet, file.as_bytes(), 1000);
    let infos = result.issues.iter().filter(|issue| issue.place.severity == Severity::Info).count();
    assert_eq!((result.issues.len(), infos, result.errors, result.warnings), (1100, 100, 1500, 0));
    assert_eq!(result.by_code, [("blank-line", 1500), ("not-number", 1500)]);
    assert!(sheet.refuse_blocked().is_ok(), "they block nothing");
}

#[test]
fn any_number_of_newlines_is_one_issue() {
    let file = "a,b,c\n1,2,3\n".to_owned() + &"\n".repeat(1_000_000) + "4,5,6\n";
    for chunk in [1 << 10, 1 << 20] {
        let (_, result, issues) = check(&file, &NONE(), chunk);
        assert_eq!((result.records, told(&issues)), (2, vec!["3 blank-line*1000000 ".to_owned()]));
    }
}

/// Rows' offsets, lines and lengths, and the lines between them with the row of the file before which they stand.
type Split = (Vec<(u64, u64, usize)>, Vec<SkippedLines>);

fn split(text: &str, format: Format, chunk: usize) -> Split {
    let start = Place { offset: 0, line: 1 };
    let mut splitter = Splitter::new(format, start, 3).with_footer(true);
    let (mut rows, mut skipped_lines) = (Vec::new(), Vec::new());
    let mut chunks = text.as_bytes().chunks(chunk);
    loop {
        while splitter.fill(BLOCK_ROWS).expect("sane") {
            let known = rows.len();
            skipped_lines.extend(
                splitter
                    .skipped_lines()
                    .iter()
                    .map(|skipped| SkippedLines { row: skipped.row + known, ..skipped.clone() }),
            );
            rows.extend(splitter.rows().iter().map(|row| (row.place().offset, row.place().line, row.len())));
        }
        match chunks.next() {
            Some(chunk) => splitter.push(chunk),
            None if splitter.is_finished() => break (rows, skipped_lines),
            None => splitter.finish(),
        }
    }
}

#[test]
fn no_line_is_lost_and_any_chunking_tells_the_same() {
    const PARTS: [&str; 14] = [
        "1,2,3", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "# z", "x: y", "\"x: y\"", "---", "\"", "é", "",
        "\n",
    ];
    let comma = Format { comment: Some(b'#'), ..Format::delimited_by(b',') };
    let long = Format { delimiter: Delimiter::new(",2,", false).expect("it can be used"), ..comma };
    let mut seed = 7_u64;
    let mut footers = 0;
    for at in 0..600 {
        let mut text = String::new();
        for _ in 0..14 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(PARTS[(seed >> 33) as usize % PARTS.len()]);
        }
        let format = if at % 4 == 0 { long } else { comma };
        let whole = split(&text, format, text.len().max(1));
        for chunk in 1..text.len() {
            assert_eq!(split(&text, format, chunk), whole, "{text:?} in chunks of {chunk}");
        }
        footers +=
            usize::from(whole.1.iter().any(|skipped| skipped.kind == sheethook::csv::SkippedKind::Footer));
        every_line_is_told(&text, &whole);
        // From any row on, all is the same: windows rely on it.
        for (row, (offset, ..)) in whole.0.iter().enumerate() {
            let rest = split(&text[*offset as usize..], format, 5);
            assert_eq!(rest.0.len(), whole.0.len() - row, "{text:?} from row {row}");
        }
    }
    assert!(footers > 20, "only {footers} texts had a footer");
}

/// Rows and skipped lines follow each other from the first line to the last, and nothing is between them.
fn every_line_is_told(text: &str, (rows, skipped_lines): &Split) {
    let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() as u64;
    let mut next = 1;
    let mut skipped_lines = skipped_lines.iter().peekable();
    for (at, (offset, line, len)) in rows.iter().enumerate() {
        while let Some(skipped) = skipped_lines.next_if(|skipped| skipped.row == at) {
            assert_eq!(skipped.line, next, "{text:?}: {skipped:?}");
            next += skipped.lines;
        }
        assert_eq!(*line, next, "{text:?}: row {at}");
        let from = *offset as usize;
        next += 1 + lines(&text[from..from + len]);
    }
    for skipped in skipped_lines {
        assert_eq!((skipped.line, skipped.row), (next, rows.len()), "{text:?}: {skipped:?}");
        next += skipped.lines;
    }
    let open = !text.is_empty() && !text.ends_with(['\n', '\r']);
    assert_eq!(next, 1 + lines(text) + u64::from(open), "{text:?}: lines at the end");
}
