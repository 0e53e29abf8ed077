//! Files through a session's second pass.

use crate::check::{self, Setting, trim};
use crate::random::Random;
use crate::split::{self, START};
use serde::Deserialize;
use serde_json::value::RawValue;
use sheethook::issue::Severity;
use sheethook::page::PageOptions;
use sheethook::session::Sheet;
use sheethook::template::{Column, ColumnType, OnInvalid};
use std::collections::{HashMap, HashSet};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Body {
    #[allow(dead_code)]
    template: Option<String>,
    upload_id: String,
    data: Vec<HashMap<String, Box<RawValue>>>,
    total_records: u64,
    total_pages: u64,
    page: u64,
    page_size: u32,
    extra: Box<RawValue>,
}

pub fn run(random: &mut Random, seeds: &[Vec<u8>]) -> (Vec<u8>, String, Box<dyn Fn(&[u8])>) {
    let setting = check::setting(random);
    let file = check::file(random, seeds, &setting);
    let chunk = random.chunk();
    let records = if random.one_in(2) { 4 } else { 2000 };
    let bytes = if random.one_in(2) { 1500 } else { 60_000 };
    let options = PageOptions {
        upload_id: "u\"é".to_owned(),
        chunk_size: 1 + random.below(records) as u32,
        max_page_bytes: 1 + random.below(bytes) as u32,
        extra: "{}".to_owned(),
    };
    let told = format!("{setting:?}, {options:?}, chunks of {chunk}");
    (file, told, Box::new(move |file| hold(file, &setting, &options, chunk)))
}

fn pages(
    sheet: &Sheet,
    data: &[u8],
    options: &PageOptions,
    total: u64,
    chunk: usize,
    pull: bool,
) -> Vec<Vec<u8>> {
    let mut pager = sheet.pager(options.clone(), total).expect("the sheet is checked");
    let mut bodies = Vec::new();
    for bytes in data.chunks(chunk) {
        pager.push(bytes);
        while pull && let Some(page) = pager.next_page().expect("the rows are sane") {
            bodies.push(page.body.to_vec());
        }
    }
    pager.finish();
    while let Some(page) = pager.next_page().expect("the rows are sane") {
        assert_eq!((page.number, page.size > 0), (bodies.len() as u64 + 1, true));
        bodies.push(page.body.to_vec());
    }
    bodies
}

fn hold(file: &[u8], setting: &Setting, options: &PageOptions, chunk: usize) {
    let Ok(mut sheet) = setting.open(file) else { return };
    sheet.expect_pages(options.clone());
    let (result, issues) = check::check(&mut sheet, file, chunk).expect("the rows are sane");
    let data = check::data_of(&sheet, file);
    let total = pages(&sheet, data, options, 0, chunk, true).len() as u64;
    if let Some(known) = sheet.total_pages(options) {
        assert_eq!(known, total, "pages, known without making them");
    }
    let bodies = pages(&sheet, data, options, total, chunk, true);
    assert!(
        pages(&sheet, data, options, total, data.len().max(1), true) == bodies,
        "in one chunk they are others"
    );
    assert!(pages(&sheet, data, options, total, chunk, false) == bodies, "pushed at once they are others");

    let mut records = Vec::new();
    for (body, number) in bodies.iter().zip(1..) {
        let page: Body = serde_json::from_slice(body)
            .unwrap_or_else(|error| panic!("no JSON: {error} in {}", body.escape_ascii()));
        let counts = (page.total_records, page.total_pages, page.page, page.page_size as usize);
        assert_eq!(counts, (result.total_records, total, number, page.data.len()));
        assert_eq!((page.upload_id.as_str(), page.extra.get()), ("u\"é", "{}"));
        assert!(page.page_size <= options.chunk_size, "a page too many records");
        assert!(page.page_size == 1 || body.len() <= options.max_page_bytes as usize, "a page too long");
        records.extend(page.data);
    }
    let template = setting.template();
    let skips = template.as_ref().is_some_and(|template| template.on_invalid == OnInvalid::Skip);
    let invalid: HashSet<_> = issues
        .iter()
        .filter(|issue| skips && issue.place.severity == Severity::Error)
        .filter_map(|issue| issue.place.row)
        .collect();
    let split = split::split(data, setting.format(), sheet.header().len(), START, &[]);
    let rows: Vec<_> = split.rows.iter().zip(1..).filter(|(_, number)| !invalid.contains(number)).collect();
    assert_eq!((records.len(), result.total_records), (rows.len(), rows.len() as u64), "records");
    for ((row, number), record) in rows.into_iter().zip(&records) {
        assert_eq!(record.len(), sheet.mapping().columns.len());
        for (at, mapped) in sheet.mapping().columns.iter().enumerate() {
            let cell = mapped.header.and_then(|at| row.cells.get(at)).map_or(&[][..], Vec::as_slice);
            let column = template.as_ref().map(|template| &template.columns[at]);
            let value = record.get(&mapped.key).expect("every column").get();
            let good = match column {
                Some(column) => is_value(value, cell, column),
                None => is_text(value, cell),
            };
            assert!(good, "row {number}, {}: {} became {value}", mapped.key, cell.escape_ascii());
        }
    }
}

fn is_text(json: &str, cell: &[u8]) -> bool {
    if cell.is_empty() {
        return json == "null";
    }
    serde_json::from_str::<String>(json).is_ok_and(|text| text == String::from_utf8_lossy(cell))
}

/// Whether a cell of that column may have become this JSON.
fn is_value(json: &str, cell: &[u8], column: &Column) -> bool {
    let trimmed = trim(cell);
    let as_it_stands = is_text(json, cell) || (trimmed.is_empty() && json == "null");
    let text = std::str::from_utf8(trimmed).unwrap_or("?");
    // What JSON itself calls a number.
    let number = |text: &str| {
        text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
            && serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get().len() == text.len())
    };
    match column.kind {
        ColumnType::String if column.trim => is_text(json, trimmed) || is_text(json, cell),
        ColumnType::String => is_text(json, cell),
        ColumnType::Number | ColumnType::Integer => {
            let bounded = column.min.is_some() || column.kind == ColumnType::Integer;
            // Every JSON number is taken, digit by digit, and what is no number at all stays text. What people write
            // otherwise, such as `1-`, keeps its digits, and a whole number loses zeros behind its comma: `1.200,00`.
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let (all, kept) = (digits(text), digits(json));
            let rest = all.trim_start_matches('0').strip_prefix(kept.trim_start_matches('0'));
            let same_digits = rest.is_some_and(|rest| rest.bytes().all(|digit| digit == b'0'));
            let same_size = text.parse::<f64>().is_ok_and(|size| json.parse() == Ok(size));
            let same = number(json) && (same_size || same_digits);
            let wants_number = number(text) && !bounded;
            // A point parts groups where the column's other cells have decimal commas.
            let exact = json == text.replace('E', "e") || json == text.replace('.', "");
            same && (!wants_number || exact) || (as_it_stands && !wants_number)
        }
        ColumnType::Boolean => as_it_stands || json == "true" || json == "false",
        ColumnType::Date => as_it_stands || json.len() == 12,
        ColumnType::Datetime => as_it_stands || (json.starts_with('"') && json.len() >= 21),
        ColumnType::Uuid => as_it_stands || json.len() == 38,
        ColumnType::Email | ColumnType::Url => as_it_stands || is_text(json, trimmed),
        ColumnType::Any => is_text(json, cell),
        ColumnType::Select => as_it_stands || json == "\"a\"" || json == "\"é\\n\"",
        ColumnType::Time => as_it_stands || (json.starts_with('"') && json.len() >= 10),
    }
}
