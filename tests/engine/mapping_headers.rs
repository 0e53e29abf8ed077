//! What is matched of header lists as people have them: `headers.json`, a case a line.

use crate::common::{platform, template};
use serde_json::{Value, json};
use sheethook::session::{ReadOptions, Sheet};
use std::fmt::Write;

/// What a case's keys are matched to, by header, and which headers are reported for those that are open.
fn found(case: &Value, templates: &Value) -> (Value, Value) {
    let columns = &templates[case["template"].as_str().expect("a case names its template")];
    let template = template(&json!({"code": "t", "columns": columns}).to_string());
    let mut file = case["headers"].as_str().expect("a case has headers").to_owned();
    for row in case["rows"].as_array().into_iter().flatten() {
        write!(file, "\n{}", row.as_str().expect("a row is text")).expect("a string takes it");
    }
    let options = ReadOptions { delimiter: Some(",".into()), header_row: Some(1), ..ReadOptions::default() };
    let sheet = Sheet::open(file.as_bytes(), true, Some(template), &options, platform()).expect("opens");
    let name = |place: usize| json!(sheet.header()[place]);
    let (mut columns, mut open) = (json!({}), json!({}));
    for column in &sheet.mapping().columns {
        if let Some(header) = column.header {
            columns[&column.key] = name(header);
        } else if case["open"].get(&column.key).is_some() {
            open[&column.key] = column.others.iter().map(|other| name(other.header)).collect();
        }
    }
    (columns, open)
}

#[test]
fn headers_as_people_have_them() {
    let fixture: Value = serde_json::from_str(include_str!("headers.json")).expect("JSON");
    let cases = fixture["cases"].as_array().expect("a list");
    assert!(cases.len() >= 60);
    let mut wrong = String::new();
    for case in cases {
        let (columns, open) = found(case, &fixture["templates"]);
        let wanted_open = case.get("open").cloned().unwrap_or(json!({}));
        if columns != case["expect"] || open != wanted_open {
            let (headers, wanted) = (&case["headers"], &case["expect"]);
            writeln!(wrong, "{headers}\n  found  {columns} {open}\n  wanted {wanted} {wanted_open}")
                .expect("a string takes it");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
