//! JSON in, a template out, or every fault with its path.

#![cfg(not(target_arch = "wasm32"))]

use sheethook::convert::asks;
use sheethook::platform::Platform;
use sheethook::template::{self, Fault};

/// `name: template => ["path: reason"…];` where the reason may be cut.
macro_rules! refuses {
    ($($name:ident: $json:expr => $faults:expr;)*) => {$(
        #[test]
        fn $name() {
            let faults = template::read($json, &asks(&sheethook_pattern::compile, Platform::plain())).unwrap_err();
            let found: Vec<_> = faults.iter().map(|Fault { path, reason }| format!("{path}: {reason}")).collect();
            let wanted: &[&str] = &$faults;
            assert_eq!(found.len(), wanted.len(), "{found:?}");
            found.iter().zip(wanted).for_each(|(found, wanted)| assert!(found.starts_with(wanted), "{found}"));
        }
    )*};
}

refuses! {
    no_json: "{" => [": not JSON: "];
    no_object: "[]" => [": must be an object"];
    nothing_in_it: "{}" => ["code: must be a text", "columns: must be a list of at least one"];
    columns_that_are_no_list: r#"{"code": "t", "columns": {}}"# => ["columns: must be a list"];
    a_column_that_is_no_object: r#"{"code": "t", "columns": ["a"]}"# => ["columns[0]: must be an object"];
    an_unknown_field: r#"{"code": "t", "colums": [], "columns": [{"key": "a"}]}"# => ["colums: unknown; known are code, name"];
    an_unknown_field_of_a_column: r#"{"code": "t", "columns": [{"key": "a", "requird": true}]}"# => ["columns[0].requird: unknown"];
    an_unknown_type: r#"{"code": "t", "columns": [{"key": "a", "type": "text"}]}"# => ["columns[0].type: must be one of string, number"];
    a_key_twice: r#"{"code": "t", "columns": [{"key": "a"}, {"key": "a"}]}"# => ["columns[1].key: \"a\" stands twice"];
    an_empty_key: r#"{"code": "t", "columns": [{"key": ""}]}"# => ["columns[0].key: must be a text"];
    min_above_max: r#"{"code": "t", "columns": [{"key": "a", "type": "number", "min": 2, "max": 1}]}"# => ["columns[0].min: larger than max"];
    dates_in_the_wrong_order: r#"{"code": "t", "columns": [{"key": "a", "type": "date", "min": "2024-02-01", "max": "2024-01-31"}]}"# => ["columns[0].min: larger than max"];
    a_bound_that_is_no_day: r#"{"code": "t", "columns": [{"key": "a", "type": "date", "min": "2024-02-30"}]}"# => ["columns[0].min: must be a day"];
    a_range_of_strings: r#"{"code": "t", "columns": [{"key": "a", "min": 1}]}"# => ["columns[0].min: only a number"];
    a_pattern_that_is_none: r#"{"code": "t", "columns": [{"key": "a", "pattern": "("}]}"# => ["columns[0].pattern: "];
    look_around: r#"{"code": "t", "columns": [{"key": "a", "pattern": "(?=x)"}]}"# => ["columns[0].pattern: look-around"];
    back_references: r#"{"code": "t", "columns": [{"key": "a", "pattern": "(a)\\1"}]}"# => ["columns[0].pattern: look-around and back-references"];
    a_select_without_options: r#"{"code": "t", "columns": [{"key": "a", "type": "select"}]}"# => ["columns[0].options: a select needs"];
    options_without_a_select: r#"{"code": "t", "columns": [{"key": "a", "options": [{"value": "x"}]}]}"# => ["columns[0].options: only a select"];
    an_option_without_a_value: r#"{"code": "t", "columns": [{"key": "a", "type": "select", "options": [{"label": "x"}]}]}"# => ["columns[0].options[0].value: must be a text"];
    a_format_of_no_date: r#"{"code": "t", "columns": [{"key": "a", "type": "date", "formats": ["DD.MM"]}]}"# => ["columns[0].formats[0]: needs one year"];
    a_format_with_unknown_letters: r#"{"code": "t", "columns": [{"key": "a", "type": "date", "formats": ["dd/MM/YYYY"]}]}"# => ["columns[0].formats[0]: \"d\" is none of"];
    a_flag_that_is_none: r#"{"code": "t", "columns": [{"key": "a", "required": "yes"}]}"# => ["columns[0].required: must be true or false"];
    everything_at_once: r#"{"code": 1, "onInvalid": "stop", "columns": [{"type": "x"}, {"key": "b", "min": 1, "x": 2}]}"# => [
        "code: ", "onInvalid: ", "columns[0].type: ", "columns[0].key: ", "columns[1].x: ", "columns[1].min: "
    ];
}

#[test]
fn a_template_is_read_whole() {
    let json = r#"{"code": "orders", "name": "Orders", "onInvalid": "skip", "columns": [
        {"key": "id", "name": "Order", "description": "Its number", "alternateKeys": ["no"], "type": "integer",
         "required": true, "unique": true, "min": 1, "max": 9, "pattern": "^\\d$"},
        {"key": "state", "type": "select", "options": [{"value": "open", "label": "Open", "alternates": ["new"]}]},
        {"key": "day", "type": "date", "formats": ["D.M.YYYY"], "min": "2024-01-01"},
        {"key": "note", "trim": true, "name": null}
    ]}"#;
    let read =
        template::read(json, &asks(&sheethook_pattern::compile, Platform::plain())).expect("it is right");
    assert_eq!(read.code, "orders");
    assert_eq!(read.on_invalid, template::OnInvalid::Skip);
    assert_eq!(
        read.columns.iter().map(template::Column::label).collect::<Vec<_>>(),
        ["Order", "state", "day", "note"]
    );
    let again = serde_json::to_string(&read).expect("it is JSON");
    assert_eq!(
        template::read(&again, &asks(&sheethook_pattern::compile, Platform::plain()))
            .expect("what is written can be read"),
        read
    );
}
