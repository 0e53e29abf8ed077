//! Operations on rows: what each does, and what holds of any sequence of them, against a naive twin.

use crate::operations_naive::{self as naive, Row, Sheet};
use serde_json::{Value, json};
use sheethook::base::bitmap::INSERTED;
use sheethook::base::platform::Platform;
use sheethook::csv::index::Index;
use sheethook::csv::{Format, MADE, MAX_CELL_BYTES, MAX_ROW_BYTES, Made, Place, Rows};
use sheethook::edit::{Log, MAX_SWEEPS, Operation, Overlay, Scan, ScannedRows};
use sheethook::template::Fault;

const COMMA: Format = Format::delimited_by(b',');
const START: Place = Place { offset: 0, line: 1 };
const WIDTH: usize = 3;

fn platform() -> Platform {
    Platform::plain()
}

fn push(log: &mut Log, operation: &Value) -> Result<(), Vec<Fault>> {
    log.push(Operation::read(&operation.clone().into())?, &sheethook_pattern::compile_replace)
}

fn log_of(operations: &Value) -> Log {
    let mut log = Log::new(0, platform());
    for operation in operations.as_array().expect("a list") {
        push(&mut log, operation).unwrap_or_else(|faults| panic!("{operation}: {faults:?}"));
    }
    log
}

fn overlay(log: &Log, made: &[Made]) -> Overlay {
    Overlay::new(log, made.to_vec(), COMMA, WIDTH, platform(), &|key| {
        key.strip_prefix("made").and_then(|at| at.parse::<usize>().ok()).map(|at| MADE + at)
    })
}

fn in_column(rows: Rows<'_>, place: usize, row: usize) -> Option<&[u8]> {
    let mut found = None;
    rows.each_in_column(place, |at, text| found = if at == row { Some(text.bytes()) } else { found });
    found
}

fn take(rows: Rows<'_>, into: &mut Vec<Row>) {
    let text = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
    for (at, row) in rows.iter().enumerate() {
        let mut cells: Vec<_> = row.cells().map(text).collect();
        // The ways to a cell agree.
        for (place, cell) in cells.iter().enumerate() {
            assert_eq!(row.cell(place), Some(cell.as_bytes()));
            assert_eq!(in_column(rows, place, at), Some(cell.as_bytes()));
            let lanes = row.text(place).lanes();
            assert!(cell.as_bytes().iter().zip(lanes).all(|(own, lane)| own == lane), "{cell}");
        }
        for (place, cell) in row.made().enumerate() {
            assert_eq!(in_column(rows, MADE + place, at), Some(cell));
            assert_eq!(row.text(MADE + place).bytes(), cell);
            cells.push(text(cell));
        }
        assert!(row.len() >= cells.iter().map(String::len).sum(), "a row's length bounds its texts");
        into.push((row.id(), cells));
    }
}

/// What is reported of a block must be true of all its cells.
fn assert_condition_holds(rows: Rows<'_>) {
    let condition = rows.condition();
    let is_special = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
    for cell in rows.iter().flat_map(|row| row.cells().chain(row.made())) {
        assert!(!condition.plain || !cell.iter().any(is_special), "{:?}", String::from_utf8_lossy(cell));
        assert!(!condition.valid || std::str::from_utf8(cell).is_ok());
    }
}

fn scan(overlay: Overlay, place: Place) -> Scan {
    Scan::all(&Index::new(COMMA, place, WIDTH, false), overlay)
}

/// The rows of a text, pushed in chunks of that size, after the operations.
fn edited(text: &str, log: &Log, made: &[Made], chunk: usize) -> Vec<Row> {
    let mut scan = scan(overlay(log, made), START);
    let mut rows = Vec::new();
    let mut drain = |scan: &mut Scan| {
        while let Some(block) = scan.next().expect("rows are sane") {
            assert_condition_holds(block.rows);
            take(block.rows, &mut rows);
        }
    };
    for bytes in text.as_bytes().chunks(chunk) {
        scan.push(bytes);
        drain(&mut scan);
    }
    scan.finish();
    drain(&mut scan);
    assert!(scan.is_done());
    rows
}

/// Looks at the first block of a text that begins there, after the operations.
fn in_block<T>(text: &[u8], place: Place, overlay: Overlay, look: impl FnOnce(ScannedRows<'_>) -> T) -> T {
    let mut scan = scan(overlay, place);
    scan.push(text);
    scan.finish();
    look(scan.next().expect("rows are sane").expect("rows"))
}

/// Rows as `1:a|b`: the number, inserted ones from i1 on, and the cells.
fn shown(rows: &[Row]) -> String {
    let show = |(id, cells): &Row| {
        let number = if *id < INSERTED { format!("{}", id + 1) } else { format!("i{}", id - INSERTED + 1) };
        format!("{number}:{}", cells.join("|"))
    };
    rows.iter().map(show).collect::<Vec<_>>().join(" ")
}

/// `name: [operations] => rows;` on a file of three rows, at every chunk size.
macro_rules! edits {
    ($($name:ident: $operations:tt => $wanted:expr;)*) => {$(
        #[test]
        fn $name() {
            let text = "Ada,x,1\nBo, y ,2\n\"C, \"\"c\"\"\",,3\n";
            let log = log_of(&json!($operations));
            for chunk in 1..=text.len() {
                assert_eq!(shown(&edited(text, &log, &[], chunk)), $wanted, "in chunks of {chunk}");
            }
        }
    )*};
}

edits! {
    nothing_is_done: [] => r#"1:Ada|x|1 2:Bo| y |2 3:C, "c"||3"#;
    a_cell_is_set: [{"type": "set", "rows": [2], "columns": [0], "cells": [["B\"\n,o"]]}]
        => "1:Ada|x|1 2:B\"\n,o| y |2 3:C, \"c\"||3";
    a_block_is_pasted: [{"type": "set", "rows": [1, 3], "columns": [2, 0], "cells": [["a", "b"], ["c", "d"]]}]
        => "1:b|x|a 2:Bo| y |2 3:d||c";
    the_last_of_two_texts_stays: [
        {"type": "set", "rows": [1, 1], "columns": [0, 0], "cells": [["a", "b"], ["c", "d"]]},
        {"type": "set", "rows": [2], "columns": [1], "cells": [["e"]]},
        {"type": "set", "rows": [2], "columns": [1], "cells": [["f"]]}
    ] => r#"1:d|x|1 2:Bo|f|2 3:C, "c"||3"#;
    rows_and_columns_that_are_not_there: [
        {"type": "set", "rows": [4, 1000], "columns": [0], "cells": [["a"], ["b"]]},
        {"type": "set", "rows": [1], "columns": [3], "cells": [["a"]]},
        {"type": "fill", "column": "no such key", "text": "a"}
    ] => r#"1:Ada|x|1 2:Bo| y |2 3:C, "c"||3"#;
    rows_are_deleted: [{"type": "delete", "rows": [[1, 1], [3, 9]]}] => "2:Bo| y |2";
    all_rows_are_deleted: [{"type": "delete", "rows": "all"}] => "";
    rows_are_restored: [{"type": "delete", "rows": "all"}, {"type": "restore", "rows": [[2, 2]]}] => "2:Bo| y |2";
    deleted_rows_keep_their_edits: [
        {"type": "delete", "rows": [[1, 2]]},
        {"type": "set", "rows": [2], "columns": [0], "cells": [["b"]]},
        {"type": "restore", "rows": [[2, 2]]}
    ] => r#"2:b| y |2 3:C, "c"||3"#;
    rows_are_inserted: [
        {"type": "insert", "before": 2, "columns": [1], "cells": [["p"], ["q"]]},
        {"type": "insert", "before": null, "columns": [], "cells": [[]]},
        {"type": "insert", "before": 1_099_511_627_778_u64, "columns": [0, 0], "cells": [["r", "s"]]}
    ] => r#"1:Ada|x|1 i1:|p| i4:s|| i2:|q| 2:Bo| y |2 3:C, "c"||3 i3:||"#;
    rows_before_a_deleted_one_stay: [
        {"type": "insert", "before": 1, "columns": [0], "cells": [["p"]]},
        {"type": "delete", "rows": [[1, 3]]}
    ] => "i1:p||";
    what_was_done_before_misses_inserted_rows: [
        {"type": "fill", "column": 1, "text": "-"},
        {"type": "delete", "rows": "all"},
        {"type": "insert", "before": 3, "columns": [0], "cells": [["p"]]},
        {"type": "fill", "column": 2, "text": "+"},
        {"type": "restore", "rows": [[3, 3]]}
    ] => r#"i1:p||+ 3:C, "c"|-|3"#;
    an_inserted_row_is_edited_and_deleted: [
        {"type": "insert", "columns": [0], "cells": [["p"], ["q"]]},
        {"type": "set", "rows": [1_099_511_627_777_u64], "columns": [1], "cells": [["a"]]},
        {"type": "delete", "rows": [[3, 3], [1_099_511_627_778_u64, 1_099_511_627_778_u64]]}
    ] => "1:Ada|x|1 2:Bo| y |2 i1:p|a|";
    no_row_is_deleted_before_it_is_inserted: [
        {"type": "delete", "rows": [[2, 9_007_199_254_740_991_u64]]},
        {"type": "insert", "columns": [0], "cells": [["p"]]}
    ] => "1:Ada|x|1 i1:p||";
    rows_beyond_the_end_come_last: [
        {"type": "insert", "columns": [0], "cells": [["p"]]},
        {"type": "insert", "before": 9, "columns": [0], "cells": [["q"]]}
    ] => r#"1:Ada|x|1 2:Bo| y |2 3:C, "c"||3 i2:q|| i1:p||"#;
    empty_cells_are_filled: [{"type": "fill", "column": 1, "text": "z"}] => r#"1:Ada|x|1 2:Bo| y |2 3:C, "c"|z|3"#;
    some_rows_are_filled: [{"type": "fill", "column": 1, "text": "z", "rows": [[1, 2]]}]
        => r#"1:Ada|x|1 2:Bo| y |2 3:C, "c"||3"#;
    texts_are_replaced: [{"type": "replace", "find": "c", "replace": "\\"}] => r#"1:Ada|x|1 2:Bo| y |2 3:C, "\"||3"#;
    replaced_in_one_column: [{"type": "replace", "column": 2, "find": "1", "replace": "x,y"}]
        => r#"1:Ada|x|x,y 2:Bo| y |2 3:C, "c"||3"#;
    after_a_text_was_set: [
        {"type": "replace", "find": "x", "replace": "-"},
        {"type": "set", "rows": [1], "columns": [1], "cells": [["xx"]]},
        {"type": "replace", "column": 1, "find": "x", "replace": "y"}
    ] => r#"1:Ada|yy|1 2:Bo| y |2 3:C, "c"||3"#;
    in_the_order_of_operations: [
        {"type": "replace", "column": 0, "find": "A", "replace": "B"},
        {"type": "replace", "find": "B", "replace": "C"},
        {"type": "replace", "column": 0, "find": "C", "replace": "D"},
        {"type": "replace", "find": "D", "replace": "E", "rows": [[1, 1]]}
    ] => r#"1:Eda|x|1 2:Do| y |2 3:D, "c"||3"#;
    a_transform: [{"type": "transform", "column": 1, "transform": "trim"}] => r#"1:Ada|x|1 2:Bo|y|2 3:C, "c"||3"#;
    values_are_mapped: [{"type": "map", "column": 1, "values": [["y", "why"], ["", "none"], ["X", "-"]]}]
        => r#"1:Ada|x|1 2:Bo|why|2 3:C, "c"|none|3"#;
}

#[test]
fn short_rows_grow_as_far_as_they_must() {
    let text = "a\n\"b\"x,1,2,3\nc,1\n";
    let log = log_of(&json!([
        {"type": "set", "rows": [1, 2], "columns": [1, 3], "cells": [["", "p"], ["q", "r"]]},
        {"type": "fill", "column": 2, "text": "z", "rows": [[3, 3]]},
    ]));
    // Beyond the header, only where the row is that wide.
    assert_eq!(shown(&edited(text, &log, &[], 99)), "1:a 2:\"b\"x|q|2|r 3:c|1|z");
}

/// `[find, replace, whole, matchCase, regex], cell, what becomes of it`.
#[test]
fn replacements() {
    let table: &[(&str, &str, &str, &str, &str)] = &[
        ("", "aa", "b", "aaaaa", "bba"),
        ("", "aab", "-", "aaaab", "aa-"),
        ("", "aab", "-", "aaab", "a-"),
        ("", "a", "", "banana", "bnn"),
        ("", "a", "aa", "banana", "baanaanaa"),
        ("", "A", "x", "banana", "banana"),
        ("i", "AN", "x", "bANana", "bxxa"),
        ("i", "É", "e", "éÉe", "eee"),
        ("i", "σας", "x", "ΣΑΣ ΣΑΣ", "x x"),
        ("i", "straße", "x", "STRASSE STRAßE", "STRASSE x"),
        // One letter of which two small ones are made.
        ("i", "i", "x", "İiI", "İxx"),
        ("i", "i\u{307}é", "x", "aİÉ", "ax"),
        ("i", "éi", "x", "ÉİÉI", "Éİx"),
        ("i", "\u{307}é", "x", "İÉ", "İÉ"),
        ("i", "ας", "x", "ΑΣΤΗΡ", "xΤΗΡ"),
        ("i", "ж", "x", "ascii", "ascii"),
        ("w", "ab", "x", "ab", "x"),
        ("w", "ab", "x", "abab", "abab"),
        ("w", "", "x", "", "x"),
        ("wi", "aB", "x", "Ab", "x"),
        ("wi", "É", "x", "é", "x"),
        ("r", r"(\d+)-(?<b>\d+)", "$<b>/$1 $& $$ $9 $", "1-2", "2/1 1-2 $ $9 $"),
        ("r", "^", ">", "a", ">a"),
        ("r", "x*", "-", "axb", "-a-b-"),
        ("r", "(a)|(b)", "[$1$2]", "abc", "[a][b]c"),
        ("r", "(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)", "$11$1$12$01", "abcdefghijk", "kaa2a"),
        ("r", "$<x>", "$<x>", "$<x>", "$<x>"),
        ("r", "A", "x", "aA", "ax"),
        ("ri", "A", "x", "aA", "xx"),
        ("rw", "a|ab", "x", "ab", "x"),
        ("rw", "a|b", "x", "ab", "ab"),
        ("rwi", "A|B", "x", "b", "x"),
    ];
    for (flags, find, replace, cell, wanted) in table {
        let log = log_of(&json!([
            {"type": "set", "rows": [1], "columns": [0], "cells": [[cell]]},
            {"type": "replace", "column": 0, "find": find, "replace": replace, "whole": flags.contains('w'),
             "matchCase": !flags.contains('i'), "regex": flags.contains('r')},
        ]));
        assert_eq!(edited("?,,\n", &log, &[], 9)[0].1[0], *wanted, "{flags} {find} in {cell}");
    }
}

#[test]
fn transforms() {
    let table = [
        ("trim", "\u{a0} a b\t", "a b"),
        ("upper", "ada é", "ADA É"),
        ("upper", "ada's", "ADA'S"),
        ("lower", "ADA É", "ada é"),
        ("title", "ada o'neil-LEE 2nd 'x", "Ada O'neil-Lee 2nd 'X"),
        ("title", "élise LEE", "Élise Lee"),
        ("collapse-spaces", "  a \t b\u{a0}c", " a b c"),
        ("digits-only", "+49 (30) 12x٣", "493012"),
    ];
    for (name, cell, wanted) in table {
        let log = log_of(&json!([
            {"type": "set", "rows": [1], "columns": [0], "cells": [[cell]]},
            {"type": "transform", "column": 0, "transform": name},
        ]));
        assert_eq!(edited("?,,\n", &log, &[], 9)[0].1[0], wanted, "{name} of {cell}");
    }
}

#[test]
fn broken_bytes_stay_where_they_are_not_touched() {
    let log = log_of(&json!([
        {"type": "replace", "find": "a", "replace": "b"},
        {"type": "transform", "column": 0, "transform": "collapse-spaces"},
        {"type": "transform", "column": 0, "transform": "trim"},
    ]));
    in_block(b" a  \xFFa ,\xE2\x82,c\n", START, overlay(&log, &[]), |block| {
        let cells: Vec<_> = block.rows.get(0).expect("a row").cells().collect();
        assert_eq!(cells, [&b"b \xFFb"[..], b"\xE2\x82", b"c"]);
        assert!(!block.rows.condition().valid);
    });
}

#[test]
fn made_cells_follow_the_cells_they_are_made_of() {
    let joined = |places: &[usize]| Made::Joined { places: places.to_vec(), separator: "; ".to_owned() };
    let made = [joined(&[2, 0, 9]), Made::Constant("k\"".to_owned()), joined(&[])];
    let text = "a,,c\nd\n,,\n";
    assert_eq!(shown(&edited(text, &log_of(&json!([])), &made, 4)), r#"1:a||c|c; a|k"| 2:d|d|k"| 3:||||k"|"#);
    let log = log_of(&json!([
        {"type": "fill", "column": "made0", "text": "none"},
        {"type": "set", "rows": [1], "columns": ["made0"], "cells": [["own"]]},
        {"type": "set", "rows": [2], "columns": [2], "cells": [["e"]]},
        {"type": "replace", "find": "k", "replace": "never in made cells"},
        {"type": "replace", "column": "made1", "find": "k", "replace": "l", "rows": [[2, 3]]},
        {"type": "replace", "find": "l", "replace": "nor there"},
        {"type": "insert", "columns": [0, "made2"], "cells": [["p", "q"]]},
    ]));
    let wanted = r#"1:a||c|own|k"| 2:d||e|e; d|l"| 3:|||none|l"| i1:p|||p|k"|"#;
    assert_eq!(shown(&edited(text, &log, &made, 4)), wanted);
}

#[test]
fn what_changed_and_where_a_row_comes_from_is_known() {
    let log = log_of(&json!([
        {"type": "delete", "rows": [[1, 1]]},
        {"type": "set", "rows": [2, 3], "columns": [0, 2], "cells": [["b", "x"], ["C", "y"]]},
        {"type": "insert", "before": 3, "columns": [], "cells": [[]]},
    ]));
    let overlay = overlay(&log, &[Made::Constant("k".to_owned())]);
    in_block(b"a,,\nb,,\n\n\"c\"d,,\n", Place { offset: 10, line: 2 }, overlay, |block| {
        let ScannedRows { rows, overlay, .. } = block;
        let places: Vec<_> =
            rows.iter().map(|row| row.place()).map(|place| (place.offset, place.line)).collect();
        assert_eq!(places, [(14, 3), (19, 5), (19, 5)]);
        // The quote is gone with the text that it stood in.
        assert!(rows.faults().is_empty());
        let known: Vec<_> =
            (0..4).map(|row| (overlay.source(row), overlay.changed(row).collect::<Vec<_>>())).collect();
        assert_eq!(known, [(Some(1), vec![2]), (None, vec![]), (Some(2), vec![0, 2]), (None, vec![])]);
        assert_eq!(rows.iter().map(|row| row.id()).collect::<Vec<_>>(), [1, INSERTED, 2]);
    });
}

#[test]
fn faults_stay_with_their_rows() {
    let log = log_of(&json!([
        {"type": "delete", "rows": [[1, 1]]},
        {"type": "set", "rows": [2], "columns": [0], "cells": [["b"]]},
    ]));
    in_block(b"a\"a,,\nb,b\"b,\nc\"c,,\n", START, overlay(&log, &[]), |block| {
        let faults: Vec<_> = block.rows.faults().iter().map(|fault| (fault.row, fault.cell)).collect();
        assert_eq!(faults, [(0, 1), (1, 0)]);
    });
}

#[test]
fn a_block_that_nothing_touches_is_lent_itself() {
    let log = log_of(&json!([
        {"type": "replace", "column": 0, "find": "no such text", "replace": ""},
        {"type": "set", "rows": [9], "columns": [0], "cells": [["b"]]},
    ]));
    in_block(b"a,,\nb,,\n", START, overlay(&log, &[]), |block| {
        let source = block.source.expect("they are the file's");
        assert_eq!(block.rows.text().as_ptr(), source.text().as_ptr());
        assert_eq!(block.overlay.source(1), Some(1));
    });
}

#[test]
fn a_log_stays_with_the_files_rows_when_another_row_is_the_header() {
    let text = "title,,\na,b,c\n1,,\n2,,\n";
    let operations = json!([
        {"type": "set", "rows": [1], "columns": [1], "cells": [["x"]]},
        {"type": "delete", "rows": [[2, 2]]},
        {"type": "insert", "before": 1, "columns": [0], "cells": [["p"]]},
        {"type": "insert", "before": 1_099_511_627_777_u64, "columns": [0], "cells": [["q"]]},
    ]);
    let mut log = Log::new(2, platform());
    for operation in operations.as_array().expect("a list") {
        push(&mut log, operation).expect("it is right");
    }
    let exported = serde_json::to_value(&log).expect("JSON");
    assert_eq!(exported[0]["rows"], json!([3]));
    assert_eq!(exported[1]["rows"], json!([[4, 4]]));
    assert_eq!(exported[2]["before"], json!(3));
    assert_eq!(exported[3]["before"], json!(1_099_511_627_777_u64));
    let from = |log: &Log, line: usize| {
        let data = text.splitn(line, '\n').last().expect("that many lines");
        shown(&edited(data, log, &[], 99))
    };
    assert_eq!(from(&log, 3), "i2:q|| i1:p|| 1:1|x|");
    log.set_base(0);
    assert_eq!(from(&log, 1), "1:title|| 2:a|b|c i2:q|| i1:p|| 3:1|x|");
    // Rows above the data do nothing, and come back.
    log.set_base(3);
    assert_eq!(from(&log, 4), "");
    log.set_base(2);
    assert_eq!(from(&log, 3), "i2:q|| i1:p|| 1:1|x|");
}

/// `operation, path of the fault`.
#[test]
fn faults_are_told_with_their_paths() {
    let beyond = "x".repeat(MAX_CELL_BYTES + 1);
    let table = [
        (json!(7), ""),
        (json!({"type": "paste"}), "type"),
        (json!({"type": "delete"}), "rows"),
        (json!({"type": "delete", "rows": "some"}), "rows"),
        (json!({"type": "delete", "rows": [[2, 1]]}), "rows"),
        (json!({"type": "delete", "rows": [[1, 5], [5, 6]]}), "rows"),
        (json!({"type": "delete", "rows": [[1, 1], [2]]}), "rows[1]"),
        (json!({"type": "delete", "rows": [[0, 1]]}), "rows[0]"),
        (json!({"type": "delete", "rows": [[1, 1.5]]}), "rows[0]"),
        (json!({"type": "delete", "rows": "all", "column": 1}), "column"),
        (json!({"type": "set", "rows": [1], "columns": [0, 1], "cells": [["a"]]}), "cells[0]"),
        (json!({"type": "set", "rows": [1, 2], "columns": [0], "cells": [["a"]]}), "cells"),
        (json!({"type": "set", "rows": [1], "columns": [16384], "cells": [["a"]]}), "columns"),
        (json!({"type": "set", "rows": [1], "columns": [-1], "cells": [["a"]]}), "columns[0]"),
        (json!({"type": "set", "rows": [1], "columns": [0], "cells": [[beyond]]}), "cells"),
        (json!({"type": "set", "rows": [1_099_511_627_777_u64], "columns": [0], "cells": [["a"]]}), "rows"),
        (json!({"type": "insert", "before": 1_099_511_627_777_u64, "columns": [], "cells": []}), "before"),
        (json!({"type": "insert", "before": 0, "columns": [], "cells": []}), "before"),
        (json!({"type": "fill", "column": 0}), "text"),
        (json!({"type": "fill", "text": ""}), "column"),
        (json!({"type": "replace", "find": "", "replace": "a"}), "find"),
        (json!({"type": "replace", "find": "(", "replace": "a", "regex": true}), "find"),
        (json!({"type": "replace", "find": "a)|(b", "replace": "", "regex": true, "whole": true}), "find"),
        (json!({"type": "replace", "find": "(?=a)", "replace": "a", "regex": true}), "find"),
        (json!({"type": "replace", "find": "a", "replace": "a", "whole": 1}), "whole"),
        (json!({"type": "transform", "column": 0, "transform": "reverse"}), "transform"),
        (json!({"type": "map", "column": 0, "values": [["a", "b"], ["a ", "c"]]}), "values"),
        (json!({"type": "map", "column": 0, "values": [["a", "b"], ["a"]]}), "values[1]"),
    ];
    for (operation, path) in table {
        let mut log = Log::new(0, platform());
        let faults = push(&mut log, &operation).expect_err("it is wrong");
        assert_eq!(
            faults.iter().map(|fault| fault.path.as_str()).collect::<Vec<_>>(),
            [path],
            "{operation:.99}"
        );
        assert!(log.is_empty());
        let all = json!([{"type": "delete", "rows": "all"}, operation]);
        let read = Log::read(&all.into(), 0, platform(), &sheethook_pattern::compile_replace);
        let dotted = if path.is_empty() { "[1]".to_owned() } else { format!("[1].{path}") };
        assert_eq!(read.expect_err("it is wrong")[0].path, dotted);
    }
}

#[test]
fn a_log_has_limits() {
    let mut log = Log::new(0, platform());
    let fill = json!({"type": "fill", "column": 0, "text": "a"});
    for _ in 0..MAX_SWEEPS {
        push(&mut log, &fill).expect("there is room");
    }
    push(&mut log, &fill).expect_err("there is none");
    push(&mut log, &json!({"type": "delete", "rows": [[1, 1]]})).expect("there is room for others");
    let text = "x".repeat(MAX_CELL_BYTES);
    let paste = json!({"type": "set", "rows": [1, 2], "columns": [0], "cells": [[text], [text]]});
    let pasted = (0..40).take_while(|_| push(&mut log, &paste).is_ok()).count();
    assert_eq!(pasted, 31);
}

#[test]
fn no_cell_and_no_block_grows_without_limits() {
    let text = format!("{},,\n", "a".repeat(1000)).repeat(50);
    let thousand = "x".repeat(1000);
    let grow = json!({"type": "replace", "column": 0, "find": "a", "replace": thousand});
    let log = log_of(&json!([grow, {"type": "replace", "column": 0, "find": "x", "replace": "xx"}]));
    let mut scan = scan(overlay(&log, &[]), START);
    scan.push(text.as_bytes());
    scan.finish();
    let mut rows = 0;
    while let Some(block) = scan.next().expect("rows are sane") {
        assert!(block.rows.text().len() < 4 * MAX_CELL_BYTES);
        // The second would make it too long.
        assert!(block.rows.iter().all(|row| row.cell(0).is_some_and(|cell| cell.len() == 1_000_000)));
        rows += block.rows.len();
    }
    assert_eq!(rows, 50);
    // Capitals may take more bytes.
    let text = format!("{},,\n", "ŉ".repeat(MAX_CELL_BYTES / 2));
    let upper = json!({"type": "transform", "column": 0, "transform": "upper"});
    assert_eq!(edited(&text, &log_of(&json!([upper])), &[], text.len())[0].1[0].len(), MAX_CELL_BYTES);
    assert_eq!(sheethook_pattern::LIMIT, MAX_CELL_BYTES);
    let replace = sheethook_pattern::compile_replace("a", &thousand).expect("a pattern");
    assert!(replace(&[b'a'; 1000]).is_some());
    assert!(replace(&[b'a'; 2000]).is_none());
}

#[test]
fn no_row_grows_without_limits() {
    let text = "x".repeat(MAX_CELL_BYTES);
    let fills: Vec<_> =
        (0..20).map(|column| json!({"type": "fill", "column": column, "text": text})).collect();
    let made = Made::Joined { places: vec![0; 40], separator: String::new() };
    let log = log_of(&json!(fills));
    let overlay = Overlay::new(&log, vec![made.clone(), made], COMMA, 20, platform(), &|_| None);
    let mut rows = Vec::new();
    in_block(b"a\n", START, overlay, |block| take(block.rows, &mut rows));
    let (cells, made) = rows[0].1.split_at(17);
    assert_eq!(made.len(), 2, "the last three columns are not filled");
    assert!(cells[1..].iter().all(|cell| cell.len() == MAX_CELL_BYTES));
    assert!(made.iter().all(|cell| cell.len() <= MAX_ROW_BYTES + MAX_CELL_BYTES));
}

#[test]
fn an_operation_on_all_rows_is_small() {
    let all = json!([
        {"type": "delete", "rows": "all"},
        {"type": "restore", "rows": [[1, 10_000_000]]},
        {"type": "transform", "column": 1, "transform": "upper"},
    ]);
    assert!(serde_json::to_string(&log_of(&all)).expect("JSON").len() < 200);
}

#[test]
fn what_was_undone_is_done_again_until_something_else_is_done() {
    let mut log =
        log_of(&json!([{"type": "delete", "rows": [[1, 1]]}, {"type": "delete", "rows": [[2, 2]]}]));
    assert!(matches!(log.undo(), Some(Operation::Delete { .. })));
    assert_eq!((log.done(), log.undone()), (1, 1));
    assert!(log.redo().is_some() && log.redo().is_none());
    assert!(log.undo().is_some() && log.undo().is_some() && log.undo().is_none());
    push(&mut log, &json!({"type": "delete", "rows": [[3, 3]]})).expect("it is right");
    assert_eq!((log.done(), log.undone()), (1, 0));
    assert_eq!(serde_json::to_value(&log).expect("JSON"), json!([{"type": "delete", "rows": [[3, 3]]}]));
}

#[test]
fn what_was_undone_leaves_nothing_behind() {
    let mut log = log_of(&json!([{"type": "insert", "columns": [], "cells": [[]]}]));
    let set = json!({"type": "set", "rows": [1_099_511_627_777_u64], "columns": [0], "cells": [["a"]]});
    push(&mut log, &set).expect("the row is there");
    log.undo();
    log.undo();
    push(&mut log, &json!({"type": "delete", "rows": [[1, 1], [2, 3]]})).expect("it is right");
    push(&mut log, &set).expect_err("the row isn't there any more");
    assert_eq!(serde_json::to_value(&log).expect("JSON"), json!([{"type": "delete", "rows": [[1, 3]]}]));
}

#[test]
fn what_an_operation_can_have_changed_is_told() {
    let mut log = log_of(&json!([
        {"type": "insert", "columns": [], "cells": [[], []]},
        {"type": "delete", "rows": [[1, 1], [3, 9_007_199_254_740_991_u64]]},
        {"type": "set", "rows": [2, 1_099_511_627_778_u64], "columns": [0], "cells": [["a"], ["b"]]},
        {"type": "fill", "column": 1, "text": "a"},
        {"type": "insert", "columns": [], "cells": [[]]},
    ]));
    let ids = |log: &Log, at| log.touched(at, 4).rows.map(|rows| rows.iter().collect::<Vec<_>>());
    assert_eq!(ids(&log, 0), Some(vec![INSERTED, INSERTED + 1]));
    assert_eq!(ids(&log, 1), Some(vec![0, 2, 3, INSERTED, INSERTED + 1]));
    assert_eq!(ids(&log, 2), Some(vec![1, INSERTED + 1]));
    assert_eq!(ids(&log, 3), None);
    assert_eq!(ids(&log, 4), Some(vec![INSERTED + 2]));
    log.set_base(1);
    assert_eq!(ids(&log, 1), Some(vec![1, 2, 3, INSERTED, INSERTED + 1]));
}

#[test]
fn any_sequence_of_operations_does_what_the_naive_twin_does() {
    let made =
        [Made::Joined { places: vec![0, 2], separator: "-".to_owned() }, Made::Constant("k".to_owned())];
    for seed in 0..300 {
        let mut random = naive::Random::new(seed);
        let text = naive::text(&mut random);
        let made = if seed % 3 == 0 { &made[..] } else { &[] };
        let raw = edited(&text, &Log::new(0, platform()), &[], text.len().max(1));
        let mut twin = Sheet::new(raw.clone(), WIDTH);
        let mut log = Log::new(0, platform());
        let mut states = vec![twin.rows(made)];
        for _ in 0..random.below(12) {
            let operation = naive::operation(&mut random, &twin);
            push(&mut log, &operation).unwrap_or_else(|faults| panic!("{operation}: {faults:?}"));
            twin.apply(&operation);
            states.push(twin.rows(made));
        }
        let wanted = states.last().expect("one");
        // Any chunking.
        for chunk in [1, 2, 3, 7, 64, text.len().max(1)] {
            assert_eq!(
                edited(&text, &log, made, chunk),
                *wanted,
                "seed {seed} in chunks of {chunk}: {text:?}"
            );
        }
        // Exported and imported.
        let exported = serde_json::to_value(&log).expect("JSON");
        let read = Log::read(&exported.clone().into(), 0, platform(), &sheethook_pattern::compile_replace);
        let read = read.expect("what was written can be read");
        assert_eq!(edited(&text, &read, made, 64), *wanted, "seed {seed}");
        assert_eq!(serde_json::to_value(&read).expect("JSON"), exported);
        // Undone one by one, and done again.
        for state in states.iter().rev().skip(1) {
            assert!(log.undo().is_some());
            assert_eq!(edited(&text, &log, made, 64), *state, "seed {seed}");
        }
        for state in states.iter().skip(1) {
            assert!(log.redo().is_some());
            assert_eq!(edited(&text, &log, made, 64), *state, "seed {seed}");
        }
    }
}

#[test]
fn many_rows_and_many_pieces() {
    let text = (0..5000).map(|row| format!("{row},x,\n")).collect::<Vec<_>>().concat();
    let lines: Vec<_> = (0..3000).map(|row| [format!("new {row}")]).collect();
    let log = log_of(&json!([
        {"type": "insert", "before": 100, "columns": [0], "cells": lines},
        {"type": "delete", "rows": [[200, 2500]]},
        {"type": "insert", "columns": [0], "cells": lines},
        {"type": "fill", "column": 2, "text": "y", "rows": [[4000, 1_099_511_627_776_u64 + 10]]},
    ]));
    let rows = edited(&text, &log, &[], 10_000);
    assert_eq!(rows.len(), 5000 - 2301 + 6000);
    assert_eq!(shown(&rows[98..101]), "99:98|x| i1:new 0||y i2:new 1||y");
    assert_eq!(shown(&rows[3098..3100]), "i3000:new 2999|| 100:99|x|");
    assert_eq!(shown(&rows[rows.len() - 1..]), "i6000:new 2999||");
    assert_eq!(rows.iter().filter(|(_, cells)| cells[2] == "y").count(), 1001 + 10);
}
