//! Pages of rows.

use crate::common::{Page, checked, open, pages, template};
use sheethook::error::Error;
use sheethook::page::PageOptions;
use sheethook::session::{ReadOptions, Sheet};
use sheethook::template::Template;

fn options(chunk_size: u32, max_page_bytes: u32) -> PageOptions {
    PageOptions { upload_id: "u1".into(), chunk_size, max_page_bytes, extra: r#"{"by":"me"}"#.into() }
}

fn cut(file: &str, template: Option<Template>, options: &PageOptions, chunk: usize) -> Vec<Page> {
    let (sheet, _) = checked(file.as_bytes(), template, chunk);
    pages(&sheet, file.as_bytes(), options, chunk)
}

fn bodies(pages: &[Page]) -> Vec<&str> {
    pages.iter().map(|page| std::str::from_utf8(&page.body).expect("a page is UTF-8")).collect()
}

#[test]
fn the_body_is_the_contract_to_the_byte() {
    let columns =
        template(r#"{"code": "or\"ders", "columns": [{"key": "id", "type": "integer"}, {"key": "n\"ame"}]}"#);
    let cut = cut("id,n\"ame\n1,a\n2,b\n3,c\n", Some(columns), &options(2, 9999), 4);
    assert_eq!(
        bodies(&cut),
        [
            r#"{"template":"or\"ders","uploadId":"u1","data":[{"id":1,"n\"ame":"a"},{"id":2,"n\"ame":"b"}],"totalRecords":3,"totalPages":2,"page":1,"pageSize":2,"extra":{"by":"me"}}"#,
            r#"{"template":"or\"ders","uploadId":"u1","data":[{"id":3,"n\"ame":"c"}],"totalRecords":3,"totalPages":2,"page":2,"pageSize":1,"extra":{"by":"me"}}"#,
        ]
    );
}

#[test]
fn without_a_template_it_is_null_and_every_header_a_string_column() {
    let cut = cut("a,a,\n1,2,3\n", None, &options(10, 9999), 3);
    assert!(
        bodies(&cut)[0]
            .starts_with(r#"{"template":null,"uploadId":"u1","data":[{"a":"1","a_2":"2","column_3":"3"}]"#)
    );
}

/// A file of rows of many lengths, with quotes, line ends and text beyond ASCII in them.
fn long_file() -> String {
    let mut file = "n,text\n".to_owned();
    for row in 0..300_usize {
        file.extend([row.to_string(), ",\"".into(), "x\t".repeat(row * 7 % 50), "é\n\"\"\"\n".into()]);
    }
    file
}

#[test]
fn any_chunking_gives_the_same_pages() {
    let file = long_file();
    let whole = cut(&file, None, &options(50, 4000), file.len());
    for chunk in [1, 2, 3, 7, 64, 1000] {
        assert_eq!(cut(&file, None, &options(50, 4000), chunk), whole, "in chunks of {chunk}");
    }
}

#[test]
fn totals_hold_wherever_pages_are_cut() {
    let file = long_file();
    for (chunk_size, max_page_bytes) in
        [(1, 9999), (7, 9999), (300, 1 << 20), (301, 1 << 20), (1000, 900), (1000, 5000), (50, 4000)]
    {
        let options = options(chunk_size, max_page_bytes);
        let cut = cut(&file, None, &options, 512);
        let sizes: u64 = cut.iter().map(|page| u64::from(page.size)).sum();
        assert_eq!(sizes, 300, "{options:?}");
        let mut rows = 0;
        for (at, page) in cut.iter().enumerate() {
            let body: serde_json::Value = serde_json::from_slice(&page.body).expect("a page is JSON");
            let data = body["data"].as_array().expect("data is a list");
            assert_eq!(body["totalPages"], cut.len(), "{options:?}");
            assert_eq!(body["totalRecords"], 300);
            assert_eq!((body["page"].as_u64(), page.number), (Some(at as u64 + 1), at as u64 + 1));
            assert_eq!(
                (body["pageSize"].as_u64(), data.len() as u32),
                (Some(u64::from(page.size)), page.size)
            );
            assert!(page.size <= chunk_size);
            assert!(
                page.body.len() <= max_page_bytes as usize || page.size == 1,
                "{} bytes, {options:?}",
                page.body.len()
            );
            for record in data {
                assert_eq!(record["n"], rows.to_string(), "rows in order");
                rows += 1;
            }
        }
    }
}

#[test]
fn pages_are_made_alike_whenever_they_are_made() {
    let file = long_file();
    let (sheet, _) = checked(file.as_bytes(), None, 100);
    let once = pages(&sheet, file.as_bytes(), &options(40, 3000), 100);
    assert_eq!(pages(&sheet, file.as_bytes(), &options(40, 3000), 999), once);
}

#[test]
fn the_bound_of_a_record_is_never_below_its_length() {
    let columns = r#"{"code": "t", "onInvalid": "include", "columns": [
        {"key": "a", "type": "number"}, {"key": "b", "type": "boolean"}, {"key": "c", "type": "date", "formats": ["DMYYYY"]},
        {"key": "d", "type": "select", "options": [{"value": "long \"value\"", "alternates": ["x"]}]}, {"key": "e"}, {"key": "f"}]}"#;
    let rows: [&[u8]; 8] = [
        b".5,n,112024,x,\x01\"\\,\xFF\xFF",
        b",,,,,",
        b"-.5,f,,,\xC3,\xA9",
        b"1,1,1,1,1,1",
        b"a",
        b"\x00,\x00,\x00,\x00,\x00,\x00",
        "é,é,é,é,é,é".as_bytes(),
        b"\"\"\"\",\"\n\",3,4,5,6",
    ];
    for row in rows {
        let file = [b"a,b,c,d,e,f\n", row, b"\n"].concat();
        let (sheet, _) = checked(&file, Some(template(columns)), 5);
        let page = &pages(&sheet, &file, &options(1, 100_000), 5)[0];
        let least = (1..4000)
            .find(|bytes| sheet.total_pages(&options(1, *bytes)).is_some())
            .expect("some size is enough");
        assert!(
            least as usize >= page.body.len(),
            "{least} bytes were thought enough for {}",
            page.body.len()
        );
    }
}

/// Columns of every type and option, of which records are made; and cells that are values of them, or nearly.
const COLUMNS: [&str; 18] = [
    r#""trim": true"#,
    r#""case": "upper""#,
    r#""case": "lower", "type": "email""#,
    r#""default": "a \"long\" default\n\u0001""#,
    r#""default": {"generate": "uuid"}"#,
    r#""type": "number""#,
    r#""type": "number", "decimal": ",", "default": 123456789"#,
    r#""type": "integer""#,
    r#""type": "boolean", "default": false"#,
    r#""type": "date""#,
    r#""type": "date", "formats": ["D.M.YY"]"#,
    r#""type": "datetime""#,
    r#""type": "datetime", "formats": ["D.M.YY H"]"#,
    r#""type": "uuid""#,
    r#""type": "select", "options": [{"value": "long \"value\" \u0001é", "alternates": ["x"]}, {"value": "1"}], "default": "x""#,
    r#""type": "select", "multiple": true, "options": [{"value": "long \"value\"\u0001", "alternates": ["x"]}, {"value": "1"}]"#,
    r#""multiple": true, "case": "upper", "default": "a,\u0390,c""#,
    r#""multiple": true"#,
];
const CELLS: [&str; 34] = [
    "",
    " ",
    "x",
    "1",
    "x,x",
    "1,1,1,1,1",
    "x,x,x,x",
    ",,,",
    "5%",
    ".5%",
    "-5%",
    "n",
    "0",
    "✗",
    "1.1.24",
    "1.1.24 0",
    "112024",
    "5 Jan 24",
    "2024-01-05 10:15",
    "2024-01-05T10:15:30.123456-05:00",
    "ΐ",
    "ΐΐΐΐ,ΐ,ß",
    "ŉ@ŉ.ŉŉ",
    "\"",
    "a\"b",
    "\u{1}\u{1}",
    "\\",
    "é",
    "6ba7b8109dad11d180b400c04fd430c8",
    "(5)",
    "1e5",
    ",5",
    "tail,\"\",\u{2}",
    "\u{fffd}",
];

#[test]
fn the_bound_of_a_record_is_never_below_its_length_whatever_its_columns_and_cells() {
    const ROWS: usize = 200;
    let read = ReadOptions {
        delimiter: Some(";".into()),
        quote: Some("\"".into()),
        escape: Some(String::new()),
        comment: Some(String::new()),
        header_row: Some(1),
        ..ReadOptions::default()
    };
    let pairs = COLUMNS.iter().flat_map(|column| CELLS.map(|cell| (column, cell)));
    for (at, (column, cell)) in pairs.enumerate() {
        // Beside a column that needs no more than it has, and of some cells a byte is broken.
        let columns = format!(r#"{{"key": "a", {column}}}, {{"key": "b", "type": "any"}}"#);
        let json = format!(
            r#"{{"code": "t", "onInvalid": "include", "timeZone": "-03:30", "columns": [{columns}]}}"#
        );
        let broken = if at % 7 == 0 { &b"\xE2"[..] } else { b"" };
        let row = [b"\"", cell.replace('"', "\"\"").as_bytes(), broken, b"\";x\n"].concat();
        // Many records: what is allowed for the page besides them hides no byte of a record then.
        let file = [b"a;b\n", &row.repeat(ROWS)[..]].concat();
        let mut sheet = Sheet::open(&file, true, Some(template(&json)), &read, crate::common::platform())
            .expect("it opens");
        crate::common::check(&mut sheet, &file, file.len());
        let body = pages(&sheet, &file, &options(ROWS as u32, 10_000_000), file.len()).remove(0).body;
        serde_json::from_slice::<serde_json::Value>(&body).expect("a page is JSON");
        // Were this enough by the bound, the bound would be below what the record takes.
        let too_little = options(ROWS as u32, body.len() as u32 - 1);
        assert_eq!(sheet.total_pages(&too_little), None, "{json}\n{}", String::from_utf8_lossy(&row));
    }
}

#[test]
fn pages_are_counted_while_rows_are_checked() {
    let columns: Vec<_> =
        COLUMNS.iter().enumerate().map(|(at, column)| format!(r#"{{"key": "c{at}", {column}}}"#)).collect();
    let json = format!(r#"{{"code": "t", "onInvalid": "include", "columns": [{}]}}"#, columns.join(","));
    let header: Vec<_> = (0..COLUMNS.len()).map(|at| format!("c{at}")).collect();
    let mut file = header.join(";") + "\n";
    let mut seed = 1_usize;
    for _ in 0..120 {
        let cells = (0..COLUMNS.len()).map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            format!("\"{}\"", CELLS[(seed >> 33) % CELLS.len()].replace('"', "\"\""))
        });
        file += &(cells.collect::<Vec<_>>().join(";") + "\n");
    }
    let plain = format!("a;b\n{}", "1;x\n".repeat(200) + &"22;long text\n".repeat(200));
    let plain_json = r#"{"code": "t", "columns": [{"key": "a", "type": "integer"}, {"key": "b"}]}"#;
    let mut known = 0;
    for (file, json) in [(&file, &*json), (&plain, plain_json)] {
        for bytes in [150, 300, 700, 1500, 4000, 20_000, 1 << 20] {
            for chunk_size in [1, 2, 3, 50, 1000] {
                let options = options(chunk_size, bytes);
                let mut sheet = open(file.as_bytes(), Some(template(json))).expect("it opens");
                sheet.expect_pages(options.clone());
                crate::common::check(&mut sheet, file.as_bytes(), 5000);
                known += usize::from(sheet.total_pages(&options).is_some());
                // Which holds what is known against what is made.
                pages(&sheet, file.as_bytes(), &options, 5000);
            }
        }
    }
    assert!(known >= 60, "of 70 cuts {known} are known");
}

#[test]
fn a_short_way_to_write_a_cell_comes_to_the_same() {
    // Only cells behind short keys are written by it.
    let long = "k".repeat(40);
    let types = [
        r#""type": "string""#,
        r#""type": "string", "trim": true"#,
        r#""type": "integer""#,
        r#""type": "number""#,
        r#""type": "number", "decimal": ",""#,
        r#""type": "date""#,
        r#""type": "date", "formats": ["YYYY-MM-DD"]"#,
        r#""type": "date", "formats": ["YYYY-DD-MM", "YYYY-MM-DD"]"#,
        r#""type": "boolean""#,
        r#""type": "select", "options": [{"value": "ab"}, {"value": "A", "label": "ab "}, {"value": "0123456789abcdef"}]"#,
        r#""type": "select", "options": [{"value": "a\"b"}, {"value": "ab"}]"#,
        r#""type": "string", "default": "none""#,
    ];
    let cells = "|0|-|-0|-5|05|-05|1.5|.5|1.|1.50|-1.500|1,5|1.5.5|--1|1-|1e5|12345678901234567|123456789012345.7|1234567890123456|\
        |0001-01-01|2024-02-29|2023-02-29|2024-12-31|2024-13-01|2024-00-10|2024-04-31|2024-1-01|2024-01-01 |2024/01/01|2024-01-012\
        |2024-01-1a|true|false|True|yes|ab|AB|ab |A|a|ab\0|0123456789abcdef|0123456789abcdefg|a\"b|\\| x|x |~|é|\u{a0}é|\u{1}";
    for fields in types {
        let json = format!(
            r#"{{"code": "t", "onInvalid": "include", "columns": [{{"key": "s", {fields}}}, {{"key": "{long}", {fields}}}]}}"#
        );
        let row = |cell: &str| format!("\"{0}\";\"{0}\"\n", cell.replace('"', "\"\""));
        let plain = |cell: &&str| !cell.contains(['"', ';', '\u{1}', '\\', '\0']) && !cell.starts_with(' ');
        // With quotes, and in blocks of plain text.
        let quoted: String = cells.split('|').map(row).collect();
        let bare: String = cells.split('|').filter(plain).flat_map(|cell| [cell, ";", cell, "\n"]).collect();
        for rows in [quoted, bare] {
            let file = format!("s;{long}\n{rows}");
            for page in cut(&file, Some(template(&json)), &options(100, 1 << 20), file.len()) {
                let body: serde_json::Value = serde_json::from_slice(&page.body).expect("JSON");
                for record in body["data"].as_array().expect("records") {
                    assert_eq!(record["s"], record[&long], "{fields}");
                }
            }
        }
    }
}

#[test]
fn a_value_that_is_made_is_the_same_whenever_its_page_is_made() {
    let columns = r#"{"code": "t", "columns": [{"key": "id", "type": "uuid", "default": {"generate": "uuid"}}, {"key": "other", "default": {"generate": "uuid"}},
        {"key": "n"}]}"#;
    let file = "id,n\n,a\n6BA7B810-9DAD-11D1-80B4-00C04FD430C8,b\n,c\n";
    let ids = |upload: &str, chunk_size: u32| {
        let options = PageOptions { upload_id: upload.into(), ..options(chunk_size, 9999) };
        let records = cut(file, Some(template(columns)), &options, 5).into_iter().flat_map(|page| {
            let body: serde_json::Value = serde_json::from_slice(&page.body).expect("JSON");
            body["data"].as_array().cloned().unwrap_or_default()
        });
        let ids = records.flat_map(|record| [record["id"].clone(), record["other"].clone()]);
        ids.map(|id| id.as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let once = ids("u1", 9);
    assert_eq!(once[2], "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    assert_eq!(ids("u1", 1), once, "however the pages are cut");
    let mut all = [once, ids("u2", 9), ids("", 9)].concat();
    for id in &all {
        let is_uuid = id.len() == 36
            && (id.as_bytes()[14] == b'8' && b"89ab".contains(&id.as_bytes()[19]) || id.starts_with("6ba7"));
        assert!(is_uuid, "{id}");
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 16, "five are made in each upload, and one is the file's");
}

#[test]
fn a_record_beyond_the_limit_has_a_page_of_its_own() {
    let file = format!("a\nshort\n{}\nshort\n", "x".repeat(500));
    let cut = cut(&file, None, &options(10, 300), 64);
    assert_eq!(cut.iter().map(|page| page.size).collect::<Vec<_>>(), [1, 1, 1]);
}

/// `onInvalid`: which records are sent, and the totals.
#[test]
fn invalid_records_are_blocked_skipped_or_included() {
    let file = "id\n1\nx\n3\n";
    let columns = |on_invalid: &str| {
        template(&format!(
            r#"{{"code": "t", "onInvalid": "{on_invalid}", "columns": [{{"key": "id", "type": "integer"}}]}}"#
        ))
    };
    let (sheet, result) = checked(file.as_bytes(), Some(columns("block")), 4);
    assert_eq!(result.total_records, 3);
    let Err(Error::Blocked { errors: 1, invalid_records: 1, issues }) = sheet.refuse_blocked() else {
        panic!("not blocked")
    };
    assert_eq!(issues[0].place.row, Some(2));

    let (sheet, result) = checked(file.as_bytes(), Some(columns("skip")), 4);
    assert_eq!((sheet.refuse_blocked(), result.total_records), (Ok(()), 2));
    let skipped = pages(&sheet, file.as_bytes(), &options(1, 9999), 4);
    assert!(
        bodies(&skipped)[1]
            .contains(r#""data":[{"id":3}],"totalRecords":2,"totalPages":2,"page":2,"pageSize":1"#)
    );

    let included = cut(file, Some(columns("include")), &options(9, 9999), 4);
    assert!(bodies(&included)[0].contains(r#""data":[{"id":1},{"id":"x"},{"id":3}],"totalRecords":3"#));
}

#[test]
fn a_record_that_is_skipped_takes_no_unique_value() {
    let columns = r#"{"code": "t", "onInvalid": "skip", "columns": [
        {"key": "id", "unique": true}, {"key": "n", "type": "number"}]}"#;
    let sent = cut("id,n\n1,bad\n1,5\n1,6\n", Some(template(columns)), &options(9, 9999), 4);
    assert!(bodies(&sent)[0].contains(r#""data":[{"id":"1","n":5}]"#));
}

#[test]
fn no_records_make_no_pages() {
    for file in ["a,b\n", "a,b", "a,b\n\n\r\n"] {
        assert_eq!(cut(file, None, &options(10, 999), 1), [], "{file:?}");
    }
}

#[test]
fn a_page_is_made_only_when_it_is_asked_for() {
    let file = b"a\n1\n2\n3\n";
    let (sheet, _) = checked(file, None, 9);
    let mut pager = sheet.pager(options(1, 999), 3).expect("checked");
    pager.push(&file[2..]);
    assert_eq!(pager.next_page().map(|page| page.map(|page| page.number)), Ok(Some(1)));
    // The rest of the bytes waits: pushing more keeps them.
    pager.push(b"");
    assert_eq!(pager.next_page().map(|page| page.map(|page| page.number)), Ok(Some(2)));
}

#[test]
fn a_file_that_has_changed_since_its_check_is_noticed() {
    let (sheet, _) = checked(b"a\n1\n2\n", None, 9);
    for changed in [&b"1\n"[..], b"1\n2\n3\n"] {
        let mut pager = sheet.pager(options(10, 999), 1).expect("checked");
        pager.push(changed);
        pager.finish();
        assert_eq!(pager.next_page(), Err(Error::FileChanged));
    }
}

#[test]
fn sizes_of_nothing_and_extras_that_are_no_json_are_refused() {
    let (sheet, _) = checked(b"a\n1\n", None, 9);
    let bad = [options(0, 10), options(10, 0), PageOptions { extra: "{".into(), ..options(1, 1) }];
    for options in bad {
        assert!(matches!(sheet.pager(options, 1), Err(Error::BadOption { .. })));
    }
}

#[test]
fn pages_need_a_check_first() {
    let sheet = open(b"a\n1\n", None).expect("opens");
    assert_eq!(sheet.pager(options(1, 1), 1).map(|_| ()), Err(Error::NotChecked));
}

#[test]
fn a_page_is_json_whatever_the_quote_and_however_broken_the_text() {
    // (quote, file, record)
    let table: [(&str, &[u8], &str); 3] = [
        ("", b"a,b\nx\"y,1\n", r#"{"a":"x\"y","b":"1"}"#),
        ("'", b"a,b\nx\"y,1\n", r#"{"a":"x\"y","b":"1"}"#),
        ("\"", b"a,b\n\"\"\"\xE2\x82\",1\n", "{\"a\":\"\\\"\u{FFFD}\",\"b\":\"1\"}"),
    ];
    for (quote, file, record) in table {
        let read = ReadOptions { quote: Some(quote.to_owned()), ..ReadOptions::default() };
        let mut sheet = Sheet::open(file, true, None, &read, crate::common::platform()).expect("it opens");
        crate::common::check(&mut sheet, file, 3);
        let cut = pages(&sheet, file, &options(10, 9999), 3);
        assert!(bodies(&cut)[0].contains(record), "{} with {quote:?}", bodies(&cut)[0]);
    }
}
