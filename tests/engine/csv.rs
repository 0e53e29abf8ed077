//! CSV of records.

use crate::common::{checked, template};
use sheethook::page::{CsvOptions, Formulas};
use sheethook::session::Sheet;
use sheethook::template::Template;

fn export(sheet: &Sheet, file: &[u8], valid: bool, options: CsvOptions, chunk: usize) -> Vec<u8> {
    let mut exporter = sheet.exporter(valid, options).expect("the sheet is checked");
    let mut csv = Vec::new();
    while let Some(wanted) = exporter.wants() {
        match crate::common::part(file, wanted, chunk) {
            Some(bytes) => exporter.push_with(bytes.len(), |room| room.copy_from_slice(bytes)),
            None => exporter.finish(),
        }
        while let Some(piece) = exporter.next_piece().expect("the rows are sane") {
            csv.extend_from_slice(piece);
        }
    }
    csv
}

fn csv(file: &str, template: Option<Template>, valid: bool, options: CsvOptions) -> String {
    let (sheet, _) = checked(file.as_bytes(), template, 64);
    let csv = export(&sheet, file.as_bytes(), valid, options, 5);
    assert_eq!(export(&sheet, file.as_bytes(), valid, options, 1 << 20), csv, "whatever the chunks");
    String::from_utf8(csv).expect("CSV is UTF-8")
}

const KEEP: CsvOptions = CsvOptions { delimiter: b',', formulas: Formulas::Keep, bom: false };

/// What a cell of a file with one column becomes; without the names.
fn cell(text: &str, formulas: Formulas) -> String {
    let file = format!("a,b\n\"{}\",x\n", text.replace('"', "\"\""));
    let csv = csv(&file, None, false, CsvOptions { formulas, ..KEEP });
    let row = csv.strip_prefix("a,b\r\n").and_then(|row| row.strip_suffix(",x\r\n"));
    row.expect("one row").to_owned()
}

#[test]
fn values_are_those_of_the_template_in_every_digit() {
    let columns = template(
        r#"{"code": "t", "columns": [{"key": "n", "name": "No, \"n\"", "type": "number"}, {"key": "d", "type": "date", "formats": ["DD.MM.YYYY"]},
        {"key": "b", "type": "boolean"}, {"key": "s", "type": "select", "options": [{"value": "on", "label": "Switched on"}]}]}"#,
    );
    let file = "n,d,b,s\n12345678901234567890.10,01.02.2024,yes,switched ON\n.5,,n,\nx,31.02.2024,0,on\n";
    assert_eq!(
        csv(file, Some(columns.clone()), false, KEEP),
        "\"No, \"\"n\"\"\",d,b,s\r\n12345678901234567890.10,2024-02-01,true,on\r\n0.5,,false,\r\nx,31.02.2024,false,on\r\n"
    );
    assert_eq!(
        csv(file, Some(columns), true, KEEP),
        "\"No, \"\"n\"\"\",d,b,s\r\n12345678901234567890.10,2024-02-01,true,on\r\n0.5,,false,\r\n"
    );
}

#[test]
fn formulas_are_guarded_and_plain_numbers_are_not() {
    let cases = [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("\ttab", "'\ttab"),
        ("\rcr", "\"'\rcr\""),
        ("\"=1\"", "\"'\"\"=1\"\"\""),
        ("\"\"=1", "\"'\"\"\"\"=1\""),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("-", "'-"),
        ("+e5", "'+e5"),
        ("-5e", "'-5e"),
        ("-5-5", "'-5-5"),
        ("+49 (0) 89", "'+49 (0) 89"),
        ("-5", "-5"),
        ("+49", "+49"),
        ("-1,234.5", "\"-1,234.5\""),
        ("-1.5E+10", "-1.5E+10"),
        ("a=b", "a=b"),
        ("５", "５"),
        ("'=1", "'=1"),
    ];
    for (text, expected) in cases {
        assert_eq!(cell(text, Formulas::Guard), expected, "{text:?}");
    }
    assert_eq!(cell("-5", Formulas::GuardAll), "'-5");
    assert_eq!(cell("=1", Formulas::GuardAll), "'=1");
    assert_eq!(cell("=1", Formulas::Keep), "=1");
}

#[test]
fn names_are_guarded_too() {
    assert!(
        csv("=HYPERLINK(),b\n1,2\n", None, false, CsvOptions::default()).starts_with("'=HYPERLINK(),b\r\n")
    );
}

#[test]
fn what_it_is_written_with() {
    let options = CsvOptions { delimiter: b';', bom: true, ..KEEP };
    assert_eq!(csv("a,b\nx;y,z\n", None, false, options), "\u{FEFF}a;b\r\n\"x;y\";z\r\n");
    assert_eq!(csv("a\n", None, false, KEEP), "a\r\n", "no records");
    assert_eq!(
        csv("a\n\"\"\nx\n", None, false, KEEP),
        "a\r\n\"\"\r\nx\r\n",
        "an empty record is no empty line"
    );
    let options = CsvOptions { delimiter: b'\'', ..CsvOptions::default() };
    assert_eq!(csv("a,b\n=1,2\n", None, false, options), "a'b\r\n\"'=1\"'2\r\n");
    for delimiter in [b'"', b'\n', b'\r', b'a', b'0', b' ', 0, 0xE9] {
        assert!(CsvOptions { delimiter, ..KEEP }.validate().is_err(), "{delimiter}");
    }
}

/// Texts of everything that is special to CSV, JSON or a spreadsheet, by a generator that is always the same.
fn texts(count: usize) -> Vec<String> {
    const PIECES: [&str; 24] = [
        "\"",
        "\"\"",
        ",",
        ";",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\\",
        "\\\"",
        "\\u0041",
        "\u{1}",
        "\u{1F}",
        "\u{8}",
        "\u{C}",
        "é",
        "😀",
        "=",
        "'",
        "{",
        "}",
        "]",
        "null",
        "plain text of more than sixteen bytes",
    ];
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    (0..count).map(|_| (0..next(5)).map(|_| PIECES[next(PIECES.len())]).collect()).collect()
}

#[test]
fn read_back_by_another_reader_it_gives_the_values() {
    let texts = texts(30_000);
    let mut file = "a,\"b\"\"{\",c\n".to_owned();
    for row in texts.chunks(3) {
        let cells: Vec<String> =
            row.iter().map(|text| format!("\"{}\"", text.replace('"', "\"\""))).collect();
        file.push_str(&cells.join(","));
        file.push('\n');
    }
    let (sheet, result) = checked(file.as_bytes(), None, 1 << 16);
    assert_eq!(result.records, 10_000);
    let csv = export(&sheet, file.as_bytes(), false, KEEP, 1000);
    let rows = crate::common::csv_core_rows::rows(csv_core::Reader::new(), &csv);
    let expected = texts.chunks(3);
    assert_eq!(rows.len(), 10_001);
    assert_eq!(rows[0], ["a", "b\"{", "c"].map(|name| name.as_bytes().to_vec()));
    for (row, expected) in rows[1..].iter().zip(expected) {
        let expected: Vec<Vec<u8>> = expected.iter().map(|text| text.as_bytes().to_vec()).collect();
        assert_eq!(*row, expected);
    }
}
