//! A file that is checked in segments, each by an engine of its own, is known as one that is checked in one piece.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::known::{Known, known};
use common::{Page, platform, settle, template};
use sheethook::edit::Operation;
use sheethook::error::Error;
use sheethook::page::PageOptions;
use sheethook::session::{ReadOptions, SAMPLE_BYTES, Settling, Sheet};

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const COLUMNS: &str = r#"
    {"key": "id", "type": "integer", "unique": true},
    {"key": "name", "required": true, "maxLength": 12},
    {"key": "amount", "type": "number", "min": 0},
    {"key": "day", "type": "date"},
    {"key": "note"}"#;

fn opened(file: &[u8], columns: Option<&str>) -> Sheet {
    let json = |columns: &str| {
        let rules = r#"[{"type": "allOrNone", "columns": ["name", "note"]}]"#;
        let rules = if columns == COLUMNS { format!(r#", "rules": {rules}"#) } else { String::new() };
        format!(r#"{{"code": "t", "onInvalid": "include", "columns": [{columns}]{rules}}}"#)
    };
    let text = |text: &str| Some(text.to_owned());
    let options = ReadOptions {
        delimiter: text(","),
        quote: text("\""),
        comment: text("#"),
        header_row: Some(1),
        ..ReadOptions::default()
    };
    let template = columns.map(|columns| template(&json(columns)));
    let sample = &file[..file.len().min(SAMPLE_BYTES as usize)];
    Sheet::open(sample, sample.len() == file.len(), template, &options, platform()).expect("opens")
}

/// Rows of which some are malformed, and between which are some lines that are none.
fn file(random: &mut Random, rows: usize, dirty: bool) -> Vec<u8> {
    let names =
        ["Ada", "Bob", "", " Eve ", "Maximilian the Third", "\"Smith, J\"", "\"a \"\"b\"\"\"", "Ada\0"];
    let amounts = ["1", "2.50", "1,234", "\"1,5\"", "-3", "x", "€ 5", "1.234", "\"1.234,50\""];
    let days = ["2024-02-29", "1/2/2024", "13/2/2024", "45292", "2/30/2024", ""];
    let notes =
        ["", "n", "\"line\nbreak, and\n\n# no comment\"", "a \" quote", "\"never closed", "é\u{FFFD}", "Ada"];
    let mut file = b"id,name,amount,day,note\n".to_vec();
    for row in 0..rows {
        let mut cell = |list: &[&str], usual: &str| {
            let odd = random.below(if dirty { 4 } else { 40 }) == 0;
            if odd { random.pick(list).to_owned() } else { usual.to_owned() }
        };
        let cells =
            [cell(&names, "Ada"), cell(&amounts, "12.5"), cell(&days, "2024-01-01"), cell(&notes, "ok")];
        file.extend(format!("{row},{}", cells.join(",")).into_bytes());
        let end = ["\n", "\r\n", "\n\n", "\n# said\n", ",extra\n", "\n1\n"];
        let usual = random.below(if dirty { 6 } else { 30 }) > 0;
        file.extend_from_slice(if usual { "\n" } else { random.pick(&end) }.as_bytes());
        if dirty && random.below(50) == 0 {
            file.extend_from_slice(b"\xFF\xFE,");
        }
    }
    file
}

/// Checks it in segments that are cut near those places, each pushed in chunks of that size; and how many were joined.
fn in_segments(file: &[u8], columns: Option<&str>, cuts: &[usize], chunk: usize) -> (Sheet, usize) {
    in_segments_for(file, columns, cuts, chunk, None)
}

/// The same, with pages counted that will be asked for so.
fn in_segments_for(
    file: &[u8],
    columns: Option<&str>,
    cuts: &[usize],
    chunk: usize,
    paging: Option<&PageOptions>,
) -> (Sheet, usize) {
    let open = || {
        let mut sheet = opened(file, columns);
        if let Some(paging) = paging {
            sheet.expect_pages(paging.clone());
        }
        sheet
    };
    let mut sheet = open();
    assert!(sheet.has_segments());
    sheet.start_check(false);
    let joined = join_segments(&mut sheet, &open, file, cuts, chunk);
    sheet.finish().expect("sane");
    settle(&mut sheet, file);
    (sheet, joined)
}

/// Joins all of the file with a check that is begun. Gives how many segments were joined.
fn join_segments(
    sheet: &mut Sheet,
    open: &dyn Fn() -> Sheet,
    file: &[u8],
    cuts: &[usize],
    chunk: usize,
) -> usize {
    let mut ends: Vec<_> = cuts
        .iter()
        .filter_map(|cut| sheet.guess_row(*cut as u64, &file[*cut..(cut + 5000).min(file.len())]))
        .filter(|end| *end > sheet.data_offset())
        .collect();
    ends.push(file.len() as u64);
    ends.sort_unstable();
    ends.dedup();
    let mut from = sheet.data_offset();
    let mut joined = 0;
    for to in ends {
        let mut own = open();
        own.start_segment(from, &sheet.segment_told()).expect("it is told so");
        for bytes in file[from as usize..to as usize].chunks(chunk) {
            own.push(bytes).expect("sane");
        }
        let segment = own.finish_segment(to, to == file.len() as u64).expect("sane");
        if segment.is_some_and(|segment| sheet.join(&segment).expect("sane")) {
            joined += 1;
        } else {
            let rest = &file[sheet.reached() as usize..to as usize];
            rest.chunks(chunk).for_each(|bytes| sheet.push(bytes).expect("sane"));
        }
        assert_eq!(sheet.reached(), to);
        from = to;
    }
    joined
}

fn in_one(file: &[u8], columns: Option<&str>) -> Sheet {
    let mut sheet = opened(file, columns);
    sheet.start_check(false);
    settle(&mut sheet, file);
    sheet
}

fn assert_same(mut one: Sheet, mut parts: Sheet, file: &[u8], told: &str) {
    let orders = [&one, &parts].map(|sheet| {
        let result = sheet.result().expect("checked");
        (result.by_code, result.by_column, sheet.causes(1000).expect("checked"), result.questions)
    });
    assert_eq!(orders[0], orders[1], "{told}: in the same order, too");
    let (one, parts): (Known, Known) = (known(&mut one, file), known(&mut parts, file));
    assert_eq!(one.told, parts.told, "{told}");
    assert_eq!(one.issues, parts.issues, "{told}");
    assert_eq!(one.views, parts.views, "{told}");
    assert_eq!(one.pages, parts.pages, "{told}");
}

#[test]
fn any_segmentation_is_one_segment() {
    let mut random = Random(7);
    let (mut all, mut joined) = (0, 0);
    for round in 0..30 {
        let rows = [40, 300, 3000][round % 3];
        let file = file(&mut random, rows, round % 2 == 0);
        let columns = [Some(COLUMNS), Some(r#"{"key": "amount", "type": "number"}"#), None][round % 5 % 3];
        let count = 1 + random.below(7);
        let cuts: Vec<_> = (0..count).map(|_| random.below(file.len())).collect();
        let chunk = [7, 64, 5000, 1 << 20][random.below(4)];
        let (parts, more) = in_segments(&file, columns, &cuts, chunk);
        let told = format!("round {round}: {rows} rows, cut near {cuts:?}, chunks of {chunk}");
        assert_same(in_one(&file, columns), parts, &file, &told);
        (all, joined) = (all + count + 1, joined + more);
    }
    // Where a quote is never closed, the segment after it can't be joined.
    assert!(joined * 2 > all, "{joined} of {all} segments were joined");
}

#[test]
fn clean_files_are_joined_from_all_their_segments() {
    let mut text = "id,name\n".to_owned();
    text.extend((0..5000).map(|id| format!("{id},\"a, b\nc\"\n")));
    let file = text.as_bytes();
    let columns = Some(r#"{"key": "id", "type": "integer", "unique": true}, {"key": "name"}"#);
    let cuts: Vec<_> = (1..40).map(|at| file.len() / 40 * at).collect();
    let (parts, joined) = in_segments(file, columns, &cuts, 1 << 20);
    assert_eq!(joined, 40);
    assert_same(in_one(file, columns), parts, file, "clean");
}

/// Which another segment's record may have, so that no engine alone can tell.
#[test]
fn values_that_are_there_twice_are_found_across_segments() {
    let text = |twice: usize| {
        let mut text = "id,name\n".to_owned();
        text.extend((0..4000).map(|id| format!("{},n\n", if id == twice { 3 } else { id })));
        text
    };
    for twice in [5, 900, 2500, 3999] {
        let text = text(twice);
        let file = text.as_bytes();
        let columns = Some(r#"{"key": "id", "type": "integer", "unique": true}"#);
        let cuts: Vec<_> = (1..4).map(|at| file.len() / 4 * at).collect();
        let (parts, joined) = in_segments(file, columns, &cuts, 1000);
        assert_eq!((parts.result().expect("checked").errors, joined), (1, 3), "{twice}");
        assert_same(in_one(file, columns), parts, file, "twice");
    }
}

/// Those of a column that is read another way in the end are forgotten, and others take their place.
#[test]
fn the_first_issues_are_whole_though_late_rows_decide() {
    let mut text = "n,day\n".to_owned();
    text.extend((0..22_000).map(|row| {
        let day = match row {
            0..400 => "32/32/2024",
            400..20_000 => "1/2/2024",
            _ if row % 2 == 0 => "2/13/2024",
            _ => "33/33/2024",
        };
        format!("{},{day}\n", if row < 700 { "x" } else { "1" })
    }));
    let file = text.as_bytes();
    let columns = Some(r#"{"key": "n", "type": "integer"}, {"key": "day", "type": "date"}"#);
    let one = in_one(file, columns);
    let result = one.result().expect("checked");
    assert_eq!((result.errors, result.issues.len()), (2100, 1000));
    let (parts, _) = in_segments(file, columns, &[file.len() / 3, file.len() / 2], 5000);
    assert_same(one, parts, file, "decided late");
}

/// A check that is stopped when all rows have told how a column is read, and begun anew.
#[test]
fn segments_are_read_as_the_sheet_that_joins_them_reads() {
    let mut text = "id,day\n".to_owned();
    text.extend((0..22_000).map(|id| format!("{id},{}/2024\n", if id < 20_000 { "1/2" } else { "2/13" })));
    let file = text.as_bytes();
    let columns = Some(r#"{"key": "id"}, {"key": "day", "type": "date"}"#);
    let cuts: Vec<_> = (1..4).map(|at| file.len() / 4 * at).collect();
    let mut sheet = opened(file, columns);
    for is_last in [false, true] {
        sheet.start_check(false);
        assert_eq!(join_segments(&mut sheet, &|| opened(file, columns), file, &cuts, 1 << 20), 4);
        sheet.finish().expect("sane");
        assert_eq!(sheet.settling() == Settling::Pass, !is_last, "late rows decide");
    }
    settle(&mut sheet, file);
    assert_same(in_one(file, columns), sheet, file, "begun anew");
}

#[test]
fn pages_cut_by_bytes_are_counted_across_segments() {
    let mut random = Random(3);
    let mut file = b"amount,note\n".to_vec();
    for row in 0..3000 {
        let note = "\u{1}\n\"\"x".repeat(random.below(12));
        file.extend(format!("{row},\"{note}\"\n").into_bytes());
    }
    let cuts: Vec<_> = (1..5).map(|at| file.len() / 5 * at).collect();
    for (chunk_size, max_page_bytes) in [(100, 1 << 20), (1000, 3000), (7, 400), (50, 5000)] {
        let options =
            PageOptions { upload_id: "u".into(), chunk_size, max_page_bytes, ..PageOptions::default() };
        let columns = Some(r#"{"key": "amount"}, {"key": "note"}"#);
        let (sheet, joined) = in_segments_for(&file, columns, &cuts, 1 << 20, Some(&options));
        assert_eq!(joined, 5);
        let known = sheet.total_pages(&options);
        let made = common::pages(&sheet, &file, &options, 1000).len() as u64;
        assert_eq!(known, Some(made), "{chunk_size}, {max_page_bytes}");
    }
}

/// The pages of all stretches, made by an engine that has only opened the file.
fn in_stretches(
    sheet: &Sheet,
    file: &[u8],
    columns: &str,
    options: &PageOptions,
) -> Result<Vec<Page>, Error> {
    let total = sheet.total_pages(options).expect("they are counted");
    let mut pages = Vec::new();
    let mut own = opened(file, Some(columns));
    for at in 0.. {
        let Some(stretch) = sheet.page_stretch(options, total, at)? else { break };
        let mut made = own.stretch_pager(&stretch.told, options.clone())?;
        let to = stretch.to.map_or(file.len(), |to| to as usize);
        for bytes in file[stretch.from as usize..to].chunks(100_000) {
            made.push(bytes);
            while let Some(page) = made.next_page()? {
                pages.push(Page { number: page.number, size: page.size, body: page.body.to_vec() });
            }
        }
        made.finish();
        while let Some(page) = made.next_page()? {
            pages.push(Page { number: page.number, size: page.size, body: page.body.to_vec() });
        }
    }
    Ok(pages)
}

#[test]
fn pages_made_in_stretches_are_those_made_in_one() {
    let mut text = "id,day,note,token\n".to_owned();
    text.extend((0..24_000).map(|id| {
        let end = if id % 1000 == 0 { "\n\n# a comment\n" } else { "\n" };
        let (day, month, note) = (id % 28 + 1, id % 12 + 1, "x\"\"\n".repeat(id % 60));
        format!("{id},{day}/{month}/2024,\"{note}\",{end}")
    }));
    let file = text.as_bytes();
    let columns = r#"{"key": "id", "type": "integer"}, {"key": "day", "type": "date"}, {"key": "note"},
        {"key": "token", "default": {"generate": "uuid"}}"#;
    let cuts: Vec<_> = (1..4).map(|at| file.len() / 4 * at).collect();
    for (chunk_size, max_page_bytes) in [(1000, 512 << 10), (70_000, 3000)] {
        let options =
            PageOptions { upload_id: "u".into(), chunk_size, max_page_bytes, ..PageOptions::default() };
        let (sheet, joined) = in_segments_for(file, Some(columns), &cuts, 1 << 20, Some(&options));
        assert_eq!(joined, 4);
        let pages = common::pages(&sheet, file, &options, 1 << 20);
        let stretched = in_stretches(&sheet, file, columns, &options).expect("sane");
        assert!(
            pages == stretched,
            "{chunk_size}, {max_page_bytes}: {} and {}",
            pages.len(),
            stretched.len()
        );
        let of_other_size = PageOptions { chunk_size: 3, ..options.clone() };
        assert!(sheet.page_stretch(&of_other_size, 9, 0).expect("checked").is_none());
    }
}

#[test]
fn pages_are_made_in_stretches_only_of_a_file_as_it_was_checked() {
    let mut text = "id,note\n".to_owned();
    text.extend((0..40_000).map(|id| format!("{id},{}\n", "\u{1}".repeat(15))));
    let (file, options) = (text.as_bytes(), PageOptions::default());
    let columns = r#"{"key": "id", "type": "integer"}, {"key": "note"}"#;
    let (mut sheet, _) = in_segments_for(file, Some(columns), &[], 1 << 20, Some(&options));
    let gone = [&file[..file.len() / 2], &file[file.len() / 2 + 2000..]].concat();
    assert_eq!(in_stretches(&sheet, &gone, columns, &options), Err(Error::FileChanged));

    let set = r#"{"type": "set", "rows": [1], "columns": ["note"], "cells": [["y"]]}"#;
    let set = serde_json::from_str::<serde_json::Value>(set).expect("JSON").into();
    let compile = &sheethook_pattern::compile_replace;
    sheet.edit(Operation::read(&set).expect("right"), compile).expect("there is a row");
    settle(&mut sheet, file);
    assert!(sheet.page_stretch(&options, 9, 0).expect("checked").is_none(), "rows are edited");
}

#[test]
fn a_stretch_has_few_pages_and_few_bytes_however_small_records_are() {
    let mut text = "id\n".to_owned();
    text.extend((0..5000).map(|id| format!("{id}\n")));
    let (file, columns) = (text.as_bytes(), r#"{"key": "id"}"#);
    for (extra, fewest) in [(2, 10), (20_000, 33)] {
        let extra = format!("\"{}\"", "x".repeat(extra));
        let options = PageOptions { chunk_size: 1, extra, ..PageOptions::default() };
        let (sheet, _) = in_segments_for(file, Some(columns), &[], 1 << 20, Some(&options));
        let stretch = |at: &usize| sheet.page_stretch(&options, 5000, *at).expect("checked");
        let stretches = (0..5000).take_while(|at| stretch(at).is_some()).count();
        assert!((fewest..fewest + 5).contains(&stretches), "{stretches}");
    }
}

#[test]
fn what_is_no_segment_is_not_joined() {
    let file = b"a,b\n1,2\n3,4\n5,6\n7,8\n";
    let mut sheet = opened(file, None);
    sheet.start_check(false);
    let told = sheet.segment_told();
    let segment = |from: usize, to: usize| {
        let mut own = opened(file, None);
        own.start_segment(from as u64, &told).expect("it is told so");
        own.push(&file[from..to]).expect("sane");
        own.finish_segment(to as u64, false).expect("sane")
    };
    assert_eq!(segment(4, 10), None, "it ends within a row");
    let (first, second) = (segment(4, 12).expect("rows"), segment(12, 16).expect("rows"));
    assert!(!sheet.join(&second).expect("sane"), "it doesn't follow");
    assert!(!sheet.join(&first[..first.len() - 1]).expect("sane"), "it is cut short");
    assert!(!sheet.join(b"").expect("sane") && !sheet.join(&[255; 40]).expect("sane"));
    assert!(sheet.join(&first).expect("sane") && sheet.join(&second).expect("sane"));
    assert!(!sheet.join(&second).expect("sane"), "it has been joined");
    sheet.push(&file[16..]).expect("sane");
    assert_eq!(sheet.finish().expect("sane").map(|result| result.records), Some(4));
}
