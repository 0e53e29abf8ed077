//! What others say of records lies over what the engine finds, is counted exactly, and is forgotten only with its row.

use crate::common::{check_again, part, platform, template};
use sheethook::base::bitmap::{Bitmap, INSERTED};
use sheethook::edit::Operation;
use sheethook::issue::{Code, Issue, Severity};
use sheethook::session::{HostBatch, HostFunction, ReadOptions, RowJob, Sheet, View, ViewKind};
use sheethook_pattern::compile_replace;

const TEMPLATE: &str = r#"{"code": "t", "onInvalid": "skip", "columns": [
    {"key": "id"}, {"key": "n", "type": "integer"}, {"key": "t"}]}"#;

fn file(rows: usize) -> Vec<u8> {
    let rows =
        (0..rows).map(|row| format!("{row},{},\"t\"\"{row}\"\n", if row % 5 == 4 { "x" } else { "7" }));
    format!("id,n,t\n{}", rows.collect::<String>()).into_bytes()
}

fn checked(file: &[u8]) -> Sheet {
    let options = ReadOptions { header_row: Some(1), ..ReadOptions::default() };
    let mut sheet = Sheet::open(file, true, Some(template(TEMPLATE)), &options, platform()).expect("opens");
    sheet.start_check(false);
    check_again(&mut sheet, file);
    sheet
}

fn read(sheet: &mut Sheet, file: &[u8], mut batch: HostBatch) -> HostBatch {
    while let Some(wanted) = batch.wants() {
        match part(file, wanted, 900) {
            Some(bytes) => batch.push(bytes, sheet).expect("sane"),
            None => batch.finish(sheet).expect("sane"),
        }
    }
    sheet.finish_batch(&mut batch).expect("sane");
    batch
}

fn next(sheet: &mut Sheet, file: &[u8], most: usize) -> Option<HostBatch> {
    let batch = sheet.next_batch(HostFunction::Validate, most).expect("checked")?;
    Some(read(sheet, file, batch))
}

fn edit(sheet: &mut Sheet, file: &[u8], json: &str) {
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    sheet.edit(Operation::read(&json.into()).expect("right"), &compile_replace).expect("right");
    check_again(sheet, file);
}

fn custom(message: &str) -> Code {
    Code::Custom { message: message.to_owned() }
}

fn ids(batch: &HostBatch) -> Vec<u64> {
    batch.rows().iter().map(|row| row.id).collect()
}

fn errors(sheet: &Sheet) -> (u64, u64) {
    let result = sheet.result().expect("checked");
    (result.errors, result.invalid_records)
}

fn issues_of(sheet: &Sheet, file: &[u8], kind: ViewKind, start: u64, count: usize) -> Vec<(u64, Vec<Issue>)> {
    let mut reader = sheet.row_reader(&View { kind, ..View::default() }, start, count).expect("checked");
    while let Some(wanted) = reader.wants() {
        match part(file, wanted, 900) {
            Some(bytes) => reader.push(bytes, sheet).expect("sane"),
            None => reader.finish(sheet).expect("sane"),
        }
    }
    reader.into_rows(sheet).expect("sane").into_iter().map(|row| (row.row, row.issues)).collect()
}

/// Says the same of every record that is still to be seen; gives how many there were.
fn report_all(sheet: &mut Sheet, file: &[u8], message: &str, column: Option<&str>) -> usize {
    let mut seen = 0;
    while let Some(batch) = next(sheet, file, 100) {
        for row in 0..batch.rows().len() {
            assert!(sheet.add_host_issue(&batch, row, column, message.to_owned(), Severity::Error));
        }
        seen += batch.rows().len();
        sheet.end_batch(&batch, true);
    }
    seen
}

#[test]
fn batches_hold_every_record_once_as_pages_have_it() {
    let file = file(1234);
    let mut sheet = checked(&file);
    edit(&mut sheet, &file, r#"{"type":"delete","rows":[[2,3]]}"#);
    edit(&mut sheet, &file, r#"{"type":"insert","before":null,"columns":[0],"cells":[["last"]]}"#);
    edit(&mut sheet, &file, r#"{"type":"insert","before":600,"columns":[0],"cells":[["between"]]}"#);
    let mut seen = Vec::new();
    while let Some(batch) = next(&mut sheet, &file, 100) {
        let records: Vec<serde_json::Value> = serde_json::from_str(&batch.records()).expect("JSON");
        assert_eq!(records.len(), batch.rows().len());
        for (record, id) in records.iter().zip(ids(&batch)) {
            match id {
                INSERTED.. => assert!(["last", "between"].contains(&record["id"].as_str().expect("text"))),
                _ => assert_eq!(
                    (&record["id"], &record["t"]),
                    (&id.to_string().into(), &format!("t\"{id}").into()),
                ),
            }
        }
        seen.extend(ids(&batch));
        sheet.end_batch(&batch, true);
    }
    // Within a batch they stand as the pages have them.
    assert!(seen[1190..1210].contains(&(INSERTED + 1)));
    seen.sort_unstable();
    let wanted: Vec<u64> =
        (0..1234).filter(|id| ![1, 2].contains(id)).chain([INSERTED, INSERTED + 1]).collect();
    assert_eq!(seen, wanted);
}

#[test]
fn rechecks_leave_it_and_only_a_row_that_was_edited_forgets_it() {
    let file = file(500);
    let mut sheet = checked(&file);
    assert_eq!(errors(&sheet), (100, 100));
    assert_eq!(report_all(&mut sheet, &file, "no", Some("id")), 500);
    assert_eq!(errors(&sheet), (600, 500));
    // One row by itself; then all rows of a column, by a pass.
    for (json, again) in [
        (r#"{"type":"set","rows":[3],"columns":["t"],"cells":[["other"]]}"#, vec![2]),
        (r#"{"type":"fill","column":"n","text":"1"}"#, (0..500).collect()),
    ] {
        edit(&mut sheet, &file, json);
        let left = 500 - again.len() as u64;
        assert_eq!(
            sheet
                .result()
                .expect("checked")
                .by_code
                .iter()
                .find(|(code, _)| *code == "custom")
                .map_or(0, |(_, count)| *count),
            left,
            "{json}"
        );
        let batch = next(&mut sheet, &file, 1000).expect("some were touched");
        assert_eq!(ids(&batch), again, "{json}");
        for row in 0..again.len() {
            sheet.add_host_issue(&batch, row, Some("id"), "no".to_owned(), Severity::Error);
        }
        sheet.end_batch(&batch, true);
        assert!(next(&mut sheet, &file, 1000).is_none(), "{json}");
        assert_eq!(errors(&sheet), (600, 500), "{json}");
    }
    // Another pass over everything.
    sheet.start_check(false);
    check_again(&mut sheet, &file);
    assert_eq!(errors(&sheet), (600, 500));
    sheet.set_mapping(Vec::new()).expect("nothing changes");
    sheet.start_check(false);
    check_again(&mut sheet, &file);
    assert_eq!(errors(&sheet), (100, 100));
    assert_eq!(next(&mut sheet, &file, 1000).map(|batch| batch.rows().len()), Some(500));
}

#[test]
fn an_issue_has_its_place_and_stands_behind_the_engines_own() {
    let file = file(10);
    let mut sheet = checked(&file);
    let batch = next(&mut sheet, &file, 10).expect("ten");
    assert!(sheet.add_host_issue(&batch, 4, Some("t"), "a".to_owned(), Severity::Warning));
    assert!(sheet.add_host_issue(&batch, 4, Some("t"), "b".to_owned(), Severity::Error));
    assert!(sheet.add_host_issue(&batch, 4, Some("t"), "c".to_owned(), Severity::Error));
    assert!(sheet.add_host_issue(&batch, 4, None, "r".to_owned(), Severity::Error));
    assert!(!sheet.add_host_issue(&batch, 10, None, "beyond".to_owned(), Severity::Error));
    let [(row, shown)] = &issues_of(&sheet, &file, ViewKind::Errors, 0, 1)[..] else { panic!("a row") };
    assert_eq!(*row, 5);
    let told = |issue: &Issue| {
        let place = &issue.place;
        (issue.code.clone(), place.line, place.column.clone(), place.severity, place.value.clone())
    };
    let (text, t) = (|text: &str| text.to_owned(), Some("t".to_owned()));
    assert_eq!(
        shown.iter().map(told).collect::<Vec<_>>(),
        [
            (Code::NotInteger, 6, Some(text("n")), Severity::Error, text("x")),
            (custom("r"), 6, None, Severity::Error, text("")),
            (custom("b\nc"), 6, t.clone(), Severity::Error, text("t\"4")),
            (custom("a"), 6, t, Severity::Warning, text("t\"4")),
        ]
    );
    let result = sheet.result().expect("checked");
    assert_eq!(result.issues[..4], shown[..]);
    assert_eq!((result.errors, result.warnings, result.invalid_records, result.total_records), (4, 1, 2, 8));
    assert!(result.by_column.contains(&("t".to_owned(), 2)));
}

#[test]
fn counts_are_exact_where_messages_are_not_kept() {
    let file = file(30_000);
    let mut sheet = checked(&file);
    let long = "ü".repeat(5000);
    assert_eq!(report_all(&mut sheet, &file, &long, None), 30_000);
    assert_eq!(errors(&sheet), (36_000, 30_000));
    let issues = sheet.result().expect("checked").issues;
    assert_eq!(issues.len(), 1000);
    let message = |issues: &[Issue]| match issues {
        [Issue { code: Code::Custom { message }, .. }] => message.len(),
        other => panic!("{other:?}"),
    };
    let shown = |sheet: &Sheet, at: u64| issues_of(sheet, &file, ViewKind::Errors, at, 1).remove(0).1;
    assert_eq!((message(&shown(&sheet, 0)), message(&shown(&sheet, 29_998))), (2000, 0));
    edit(&mut sheet, &file, r#"{"type":"set","rows":[1,29999],"columns":["t"],"cells":[["o"],["o"]]}"#);
    assert_eq!(errors(&sheet), (35_998, 29_998));
    edit(&mut sheet, &file, r#"{"type":"delete","rows":"all"}"#);
    assert_eq!(errors(&sheet), (0, 0));
}

#[test]
fn what_is_said_of_a_row_that_was_touched_meanwhile_does_not_hold() {
    let file = file(20);
    let mut sheet = checked(&file);
    let batch = next(&mut sheet, &file, 10).expect("ten");
    edit(&mut sheet, &file, r#"{"type":"set","rows":[3],"columns":["id"],"cells":[["new"]]}"#);
    assert!(!sheet.add_host_issue(&batch, 2, None, "old".to_owned(), Severity::Error));
    assert!(sheet.add_host_issue(&batch, 1, None, "holds".to_owned(), Severity::Error));
    // Not handed out again while it is looked at.
    let second = next(&mut sheet, &file, 100).expect("the others");
    assert_eq!(ids(&second), (10..20).collect::<Vec<_>>());
    sheet.end_batch(&batch, true);
    let third = next(&mut sheet, &file, 100).expect("the touched one");
    assert_eq!(ids(&third), [2]);
    assert!(third.records().contains("\"new\""));
    // A batch that was broken off comes again.
    sheet.end_batch(&third, false);
    assert_eq!(ids(&next(&mut sheet, &file, 100).expect("again")), [2]);
    // Under another mapping nothing of it is heard.
    sheet.set_mapping(Vec::new()).expect("nothing changes");
    sheet.start_check(false);
    check_again(&mut sheet, &file);
    assert!(!sheet.add_host_issue(&second, 0, None, "old".to_owned(), Severity::Error));
    sheet.end_batch(&second, false);
    assert_eq!(next(&mut sheet, &file, 100).map(|batch| ids(&batch).len()), Some(20));
}

#[test]
fn a_batch_is_full_before_its_records_take_too_much_memory() {
    let cell = "y".repeat(900_000);
    let file = format!("id,n,t\n{}", format!("1,2,{cell}\n").repeat(12)).into_bytes();
    let mut sheet = checked(&file);
    let mut seen = Vec::new();
    while let Some(batch) = next(&mut sheet, &file, 100) {
        assert!(batch.records().len() < 6_000_000);
        seen.extend(ids(&batch));
        sheet.end_batch(&batch, true);
    }
    assert_eq!(seen, (0..12).collect::<Vec<_>>());
}

#[test]
fn rows_are_transformed_once_but_for_those_edited_meanwhile() {
    let file = file(20);
    let mut sheet = checked(&file);
    let batch = sheet.next_batch(HostFunction::Transform, 15).expect("checked").expect("some");
    edit(&mut sheet, &file, r#"{"type":"set","rows":[3, 18],"columns":["id"],"cells":[["new"],["new"]]}"#);
    drop(batch);
    assert_eq!([2, 3].map(|id| sheet.holds_transform(id)), [false, true]);
    sheet.end_transforms(true);
    let batch = sheet.next_batch(HostFunction::Transform, 15).expect("checked").expect("some");
    let batch = read(&mut sheet, &file, batch);
    assert_eq!(ids(&batch), [2, 15, 16, 17, 18, 19]);
    sheet.end_transforms(false);
    let batch = sheet.next_batch(HostFunction::Transform, 15).expect("checked").expect("broken off");
    assert_eq!(ids(&read(&mut sheet, &file, batch)), [2, 15, 16, 17, 18, 19]);
    sheet.end_transforms(true);
    edit(&mut sheet, &file, r#"{"type":"set","rows":[4],"columns":["id"],"cells":[["new"]]}"#);
    assert!(sheet.next_batch(HostFunction::Transform, 15).expect("checked").is_none());
    let mut some = Bitmap::default();
    some.extend([7, 3]);
    let batch = sheet.batch_of(some).expect("checked");
    let batch = read(&mut sheet, &file, batch);
    assert_eq!(ids(&batch), [3, 7]);
    assert!(sheet.add_host_issue(&batch, 1, None, "r".to_owned(), Severity::Error));
}

/// Those that are fixed make room for others, of which only the numbers are known by then.
#[test]
fn the_engines_first_issues_are_known_whatever_others_say_of_rows_before_them() {
    let rows = (0..2100).map(|row| format!("{row},{},t\n", if row < 600 { "7" } else { "x" }));
    let file = format!("id,n,t\n{}", rows.collect::<String>()).into_bytes();
    let mut sheet = checked(&file);
    let batch = next(&mut sheet, &file, 600).expect("rows");
    for row in 0..600 {
        assert!(sheet.add_host_issue(&batch, row, None, "no".to_owned(), Severity::Error));
    }
    sheet.end_batch(&batch, true);
    let set = |rows: std::ops::Range<usize>, column: usize, text: &str| {
        let ids = rows.clone().map(|row| (row + 1).to_string()).collect::<Vec<_>>().join(",");
        let cells = vec![format!(r#"["{text}"]"#); rows.len()].join(",");
        format!(r#"{{"type": "set", "rows": [{ids}], "columns": [{column}], "cells": [{cells}]}}"#)
    };
    edit(&mut sheet, &file, &set(600..1200, 1, "7"));
    // What was said of these is forgotten.
    edit(&mut sheet, &file, &set(0..600, 2, "u"));
    let result = sheet.result().expect("checked");
    assert_eq!((result.errors, result.issues.len()), (900, 900));
}
