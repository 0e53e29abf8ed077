//! Values and issues of cells: what the record gets, or what is wrong. One table a type.

use crate::common::{checked, one_column, records, template};
use sheethook::issue::Code;

/// The value that a cell becomes, as JSON, or the code of what is wrong with it.
fn value(fields: &str, cell: &str) -> String {
    let file = format!("a,b\n\"{}\",x\n", cell.replace('"', "\"\""));
    let (_, result) = checked(file.as_bytes(), Some(one_column(fields)), file.len());
    match result.by_code.first() {
        Some((code, _)) => (*code).to_owned(),
        None => records(&file, Some(one_column(fields)))["{\"a\":".len()..].trim_end_matches('}').to_owned(),
    }
}

/// `name(fields): cell => value or code…;`
macro_rules! values {
    ($($name:ident($fields:expr): $($cell:expr => $value:expr),* $(,)?;)*) => {$(
        #[test]
        fn $name() {
            $(assert_eq!(value($fields, $cell), $value, "{:?}", $cell);)*
        }
    )*};
}

values! {
    string(""): "x" => "\"x\"", "" => "null", " x " => "\" x \"", "  " => "\"  \"", "007" => "\"007\"", "é" => "\"é\"",
        "a\"b\\c" => r#""a\"b\\c""#, "\n\r\t\u{8}\u{c}\u{1}\u{1f}\u{7f}" => "\"\\n\\r\\t\\b\\f\\u0001\\u001f\u{7f}\"",
        "1E5" => "\"1E5\"", "null" => "\"null\"", "\0" => "nul-byte";
    trimmed(r#""trim": true"#): " x " => "\"x\"", "   " => "null", "a b" => "\"a b\"";
    number(r#""type": "number""#): "1" => "1", "-1" => "-1", "+1" => "1", "1.5" => "1.5", " 1.50 " => "1.50", "007" => "7",
        "000" => "0", "-0" => "-0", ".5" => "0.5", "-.5" => "-0.5", "5." => "5", "1e5" => "1e5", "1E+05" => "1e+05",
        "12345678901234567890.123456789" => "12345678901234567890.123456789", "" => "null", "  " => "null",
        "1e400" => "1e400", "." => "not-number", "-" => "not-number", "e5" => "not-number", "1e" => "not-number",
        "1,5" => "1.5", "1 000" => "1000", "0x10" => "not-number", "NaN" => "not-number",
        "Infinity" => "not-number", "--1" => "not-number", "1.2.3" => "not-number", "١" => "1", "$5" => "5";
    integer(r#""type": "integer""#): "1" => "1", "-007" => "-7", "5.0" => "5", "5." => "5",
        "99999999999999999999" => "99999999999999999999", "1.5" => "not-integer", "1e3" => "not-integer", "x" => "not-integer";
    range(r#""type": "number", "min": -1.5, "max": 10"#): "-1.5" => "-1.5", "-1.6" => "too-small", "10.0" => "10.0",
        "10.01" => "too-large", "1e2" => "too-large", "1e999" => "too-large", "-1e999" => "too-small", "" => "null";
    exact_bound(r#""type": "number", "max": 0.1"#): "0.1" => "0.1", "0.1000" => "0.1000", "1e-1" => "1e-1", ".1" => "0.1",
        "0.10000000000000001" => "too-large", "0.09999999999999999999999" => "0.09999999999999999999999", "0.11" => "too-large",
        "00.1" => "0.1", "001" => "too-large", "-5" => "-5", "100e-3" => "100e-3", "0.0001e3" => "0.0001e3", "0.0001e4" => "too-large";
    bound_beyond_doubles(r#""type": "number", "min": -9007199254740992, "max": 9007199254740992"#):
        "9007199254740992" => "9007199254740992", "9007199254740993" => "too-large", "9007199254740992.000" => "9007199254740992.000",
        "9007199254740992.0001" => "too-large", "-9007199254740993" => "too-small", "0009007199254740992" => "9007199254740992",
        "9.007199254740992e15" => "9.007199254740992e15", "9.007199254740992e+16" => "too-large";
    large_and_small_bounds(r#""type": "number", "min": 1e-7, "max": 1e300"#): "1e-7" => "1e-7", "0.0000001" => "0.0000001",
        "0.00000009" => "too-small", "1e300" => "1e300", "10e299" => "10e299", "1.0000000000000000000001e300" => "too-large",
        "1e301" => "too-large", "1e400" => "too-large", "1e-400" => "too-small", "-1e400" => "too-small";
    bound_of_zero(r#""type": "number", "min": 0"#): "0" => "0", "-0" => "-0", "-0.000" => "-0.000", "0e9" => "0e9", "-0e-9" => "-0e-9",
        "1e-400" => "1e-400", "-1e-400" => "too-small", "-0.1" => "too-small", "-1" => "too-small";
    negative_bounds(r#""type": "number", "min": -20, "max": -1.5"#): "-20" => "-20", "-20.0001" => "too-small", "-3" => "-3",
        "-1.5" => "-1.5", "-1.49" => "too-large", "-1.500" => "-1.500", "-1e2" => "too-small", "0" => "too-large", "2" => "too-large";
    exponents_without_end(r#""type": "number", "min": -1e308, "max": 1e308"#): "1e999999999" => "too-large",
        "1e99999999999999999999999" => "too-large", "-1e99999999999999999999999" => "too-small",
        "1e-99999999999999999999999" => "1e-99999999999999999999999", "0e99999999999999999999999" => "0e99999999999999999999999",
        "1e0000000000000000000000002" => "1e0000000000000000000000002", "0.001e9223372036854775807" => "too-large",
        "1000e-9223372036854775808" => "1000e-9223372036854775808";
    least_double(r#""type": "number", "min": 5e-324"#): "5e-324" => "5e-324", "4.9e-324" => "too-small", "1" => "1";
    boolean(r#""type": "boolean""#): "true" => "true", "FALSE" => "false", "Yes" => "true", "n" => "false", "1" => "true",
        "0" => "false", "on" => "true", " off " => "false", "" => "null", "maybe" => "not-boolean", "2" => "not-boolean";
    iso_date(r#""type": "date""#): "2024-02-29" => "\"2024-02-29\"", "2023-02-29" => "not-date", "2000-02-29" => "\"2000-02-29\"",
        "1900-02-29" => "not-date", "2024-13-01" => "not-date", "2024-00-10" => "not-date", "2024-04-31" => "not-date",
        "2024-1-1" => "\"2024-01-01\"", "2024-01-01T00:00" => "\"2024-01-01\"", "" => "null", "24-13-01" => "not-date";
    day_first(r#""type": "date", "formats": ["DD/MM/YYYY", "D.M.YYYY"]"#): "31/12/2024" => "\"2024-12-31\"",
        "12/31/2024" => "not-date", "1.2.2024" => "\"2024-02-01\"", "01.02.2024" => "\"2024-02-01\"", "1/2/2024" => "not-date";
    month_names(r#""type": "date", "formats": ["D MMM YYYY", "MMMM D, YYYY"]"#): "3 Mar 2024" => "\"2024-03-03\"",
        "march 3, 2024" => "\"2024-03-03\"", "3 Mär 2024" => "\"2024-03-03\"";
    date_range(r#""type": "date", "min": "2024-01-01", "max": "2024-12-31""#): "2024-01-01" => "\"2024-01-01\"",
        "2023-12-31" => "too-small", "2025-01-01" => "too-large";
    select(r#""type": "select", "options": [{"value": "de", "label": "Germany", "alternates": ["Deutschland"]}, {"value": "DE-AT", "label": "Österreich"}]"#):
        "de" => "\"de\"", "Germany" => "\"de\"", "GERMANY " => "\"de\"", "deutschland" => "\"de\"", "DE" => "\"de\"",
        "de at" => "\"DE-AT\"", "osterreich" => "\"DE-AT\"", "" => "null", "France" => "not-option";
    pattern(r#""pattern": "^[A-Z]{2}\\d+$""#): "AB1" => "\"AB1\"", "ab1" => "pattern", "" => "null", "xAB1" => "pattern";
    pattern_found_anywhere(r#""pattern": "\\d""#): "a1b" => "\"a1b\"", "ab" => "pattern";
    required(r#""required": true"#): "x" => "\"x\"", "" => "required", " " => "\" \"";
    required_number(r#""type": "number", "required": true"#): " " => "required", "0" => "0";
}

#[test]
fn an_invalid_cell_stays_its_text_when_it_is_included() {
    let fields = r#""type": "number", "min": 2, "pattern": "5""#;
    let found = records("a\nx\n 1 \n3\n5\n", Some(one_column(fields)));
    assert_eq!(found, r#"{"a":"x"},{"a":" 1 "},{"a":"3"},{"a":5}"#);
}

#[test]
fn equal_values_are_duplicates_however_they_are_written() {
    let table = [
        ("string", "x\nX\nx\n", vec![(3, 1)]),
        ("number", "7\n007\n7.0\n+7\n-7\n", vec![(2, 1), (3, 1), (4, 1)]),
        ("number", "0\n-0\n0.00\n", vec![(2, 1), (3, 1)]),
        ("boolean", "yes\ntrue\nno\n", vec![(2, 1)]),
        ("string", "\"\"\n\"\"\n", vec![]),
        ("number", "x\nx\n", vec![]),
    ];
    for (kind, cells, wanted) in table {
        let file = format!("a\n{cells}");
        let (_, result) =
            checked(file.as_bytes(), Some(one_column(&format!(r#""type": "{kind}", "unique": true"#))), 3);
        let found = result.issues.iter().filter_map(|issue| match issue.code {
            Code::Duplicate { first_row } => Some((issue.place.row?, first_row)),
            _ => None,
        });
        assert_eq!(found.collect::<Vec<_>>(), wanted, "{kind} {cells:?}");
    }
}

/// `name: rows under a header of two => ["row line column code severity value"…];`
macro_rules! finds {
    ($($name:ident: $rows:expr => $wanted:expr;)*) => {$(
        #[test]
        fn $name() {
            let columns = template(r#"{"code": "t", "columns": [{"key": "a", "required": true}, {"key": "b", "type": "integer"}]}"#);
            let mut file = b"a,b\n".to_vec();
            file.extend_from_slice($rows);
            for chunk in 1..=file.len() {
                let (_, result) = checked(&file, Some(columns.clone()), chunk);
                let found: Vec<_> = result.issues.iter().map(|issue| {
                    let at = &issue.place;
                    let column = at.column.as_deref().unwrap_or("-");
                    let row = at.row.map_or("-".to_owned(), |row| row.to_string());
                    format!("{row} {} {column} {} {:?} {}", at.line, issue.code.name(), at.severity, at.value)
                }).collect();
                let wanted: &[&str] = &$wanted;
                assert_eq!(found, wanted, "in chunks of {chunk}");
            }
        }
    )*};
}

finds! {
    nothing_wrong: b"x,1\ny,\n" => [];
    places: b"x,y\n\n\"z\nz\",1\n,2\n" => [
        "1 2 b not-integer Error y", "- 3 - blank-line Info ", "3 6 a required Error "
    ];
    a_short_row: b"x\n" => ["1 2 - missing-cells Warning "];
    a_short_row_without_a_required_cell: b"\"\"\n" => ["1 2 - missing-cells Warning ", "1 2 a required Error "];
    a_long_row: b"x,1,left over\n" => ["1 2 - extra-cells Error left over"];
    a_row_with_empty_cells_too_many: b"x,1,, \n" => ["1 2 - extra-cells Warning "];
    a_quote_left_open: b"x,1\ny,\"2\nz,3" => ["2 3 b unclosed-quote Error \"2", "2 3 b not-integer Error \"2"];
    broken_bytes: b"\xFF\xFE,1\n" => ["1 2 a broken-encoding Error \u{FFFD}\u{FFFD}"];
    broken_bytes_that_would_join_across_cells: b"\xC3,\xA9\n" => [
        "1 2 a broken-encoding Error \u{FFFD}", "1 2 b broken-encoding Error \u{FFFD}", "1 2 b not-integer Error \u{FFFD}"
    ];
}

#[test]
fn a_required_column_without_a_header_is_missing_in_every_row() {
    let columns = template(r#"{"code": "t", "columns": [{"key": "a"}, {"key": "c", "required": true}]}"#);
    let (_, result) = checked(b"a,b\n1,2\n3,4\n", Some(columns), 5);
    assert_eq!((result.errors, result.invalid_records, result.by_column), (2, 2, vec![("c".to_owned(), 2)]));
}

#[test]
fn counts_stay_exact_beyond_the_issues_that_are_kept() {
    let mut file = "a\n".to_owned();
    (0..2500).for_each(|_| file.push_str("x\n"));
    let (_, result) = checked(file.as_bytes(), Some(one_column(r#""type": "number""#)), 700);
    assert_eq!((result.errors, result.invalid_records, result.issues.len()), (2500, 2500, 1000));
    assert_eq!(result.by_code, [("not-number", 2500)]);
}

#[test]
fn an_issue_quotes_no_more_than_200_characters() {
    let file = format!("a\n{}\n", "é".repeat(5000));
    let (_, result) = checked(file.as_bytes(), Some(one_column(r#""type": "number""#)), 64);
    let value = &result.issues[0].place.value;
    assert_eq!((value.chars().count(), value.chars().last()), (200, Some('…')));
}

#[test]
fn issues_of_cells_beyond_the_header_are_in_the_order_of_the_row() {
    let file = format!("a,b,c,d\n{}", "x,1\0,2\0,3\0,4\0\n".repeat(40));
    let (_, result) = checked(file.as_bytes(), None, file.len());
    let values: Vec<_> = result.issues.iter().map(|issue| issue.place.value.as_str()).collect();
    for row in values.chunks(5) {
        // First what is of no column: that there are too many, and what is in them.
        assert_eq!(row, ["4\0", "4\0", "1\0", "2\0", "3\0"]);
    }
}

#[test]
fn a_default_stands_for_empty_cells_and_columns_without_a_header() {
    let columns = r#"{"code": "t", "onInvalid": "include", "columns": [
        {"key": "a", "default": "x", "required": true}, {"key": "n", "type": "number", "default": 1.50},
        {"key": "gone", "type": "boolean", "default": false, "required": true}]}"#;
    let (_, result) = checked(b"a,n\ny,2\n,\n", Some(template(columns)), 3);
    assert_eq!((result.errors, result.warnings), (0, 0));
    assert_eq!(
        records("a,n\ny,2\n,\n", Some(template(columns))),
        r#"{"a":"y","n":2,"gone":false},{"a":"x","n":1.5,"gone":false}"#
    );
}

#[test]
fn a_column_says_how_bad_its_issues_are_and_in_its_own_words() {
    let columns = r#"{"code": "t", "columns": [
        {"key": "a", "type": "email", "level": "warning", "message": "Work addresses only"}, {"key": "b", "type": "integer"}]}"#;
    let (sheet, result) = checked(b"a,b\nx,y\n", Some(template(columns)), 4);
    assert_eq!((result.errors, result.warnings, result.invalid_records), (1, 1, 1));
    assert!(sheet.refuse_blocked().is_err(), "the other column's issue is an error");
    let json = serde_json::to_string(&result.issues).expect("JSON");
    assert_eq!(
        json,
        concat!(
            r#"[{"row":1,"line":2,"column":"a","severity":"warning","value":"x","message":"Work addresses only","code":"not-email"},"#,
            r#"{"row":1,"line":2,"column":"b","severity":"error","value":"y","code":"not-integer"}]"#
        )
    );
}

#[test]
fn equal_times_and_lists_are_duplicates_however_they_are_written() {
    let table = [
        (
            "\"type\": \"datetime\"",
            "2024-01-01T10:00Z\n2024-01-01 12:00+02:00\n2024-01-01 10:00\n2024-01-01T10:00:00.000Z\n",
            2,
        ),
        ("\"multiple\": true", "\"a,b\"\n\"a, b\"\nab\n\"b,a\"\n", 1),
        (
            "\"type\": \"uuid\"",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8\n{6BA7B810-9DAD-11D1-80B4-00C04FD430C8}\n",
            1,
        ),
        ("\"type\": \"number\"", "1000\n\"1,000.00\"\n$1000\n100000%\n", 3),
        ("\"default\": {\"generate\": \"uuid\"}", "x\n\"\"\n\"\"\n", 0),
    ];
    for (fields, cells, wanted) in table {
        let columns = one_column(&format!(r#"{fields}, "unique": true"#));
        let (_, result) = checked(format!("a\n{cells}").as_bytes(), Some(columns), 7);
        let found =
            result.by_code.iter().find(|(code, _)| *code == "duplicate").map_or(0, |(_, count)| *count);
        assert_eq!(found, wanted, "{fields}");
    }
}
