//! Templates from JSON, and every fault with its path.

use sheethook::convert::asks;
use sheethook::template::{self, Fault};

/// `name: template => ["path: reason"…];` where the reason may be cut.
macro_rules! refuses {
    ($($name:ident: $json:expr => $faults:expr;)*) => {$(
        #[test]
        fn $name() {
            let faults = template::read($json, &asks(&sheethook_pattern::compile, crate::common::platform())).unwrap_err();
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
    a_format_with_unknown_letters: r#"{"code": "t", "columns": [{"key": "a", "type": "date", "formats": ["dd/MM/YYYY"]}]}"# => ["columns[0].formats[0]: \"dd\" is none of"];
    a_flag_that_is_none: r#"{"code": "t", "columns": [{"key": "a", "required": "yes"}]}"# => ["columns[0].required: must be true or false"];
    everything_at_once: r#"{"code": 1, "onInvalid": "stop", "columns": [{"type": "x"}, {"key": "b", "min": 1, "x": 2}]}"# => [
        "code: ", "onInvalid: ", "columns[0].type: ", "columns[0].key: ", "columns[1].x: ", "columns[1].min: "
    ];
}

/// `name: fields of a column a, beside a column b => ["path in the column: reason"…];`
macro_rules! refuses_columns {
    ($($name:ident: $fields:expr => $faults:expr;)*) => {$(
        #[test]
        fn $name() {
            let json = format!(r#"{{"code": "t", "columns": [{{"key": "b"}}, {{"key": "a", {}}}]}}"#, $fields);
            let faults = template::read(&json, &asks(&sheethook_pattern::compile, crate::common::platform())).unwrap_err();
            let found: Vec<_> = faults.iter().map(|Fault { path, reason }| format!("{path}: {reason}")).collect();
            let wanted: &[&str] = &$faults;
            assert_eq!(found.len(), wanted.len(), "{found:?}");
            found.iter().zip(wanted).for_each(|(found, wanted)| {
                assert!(found.strip_prefix("columns[1].").is_some_and(|found| found.starts_with(wanted)), "{found}");
            });
        }
    )*};
}

refuses_columns! {
    required_when_that_is_no_object: r#""requiredWhen": "b""# => ["requiredWhen: must be an object"];
    required_when_without_a_column: r#""requiredWhen": {}"# => ["requiredWhen.column: must be a text"];
    required_when_of_itself: r#""requiredWhen": {"column": "a"}"# => ["requiredWhen.column: is the column itself"];
    required_when_of_an_unknown_column: r#""requiredWhen": {"column": "c"}"# => ["requiredWhen.column: the template has no column \"c\""];
    required_when_of_no_value: r#""requiredWhen": {"column": "b", "values": []}"# => ["requiredWhen.values: must have at least one"];
    required_when_of_a_number: r#""requiredWhen": {"column": "b", "values": [1]}"# => ["requiredWhen.values[0]: must be a text"];
    required_when_with_more: r#""requiredWhen": {"column": "b", "value": "x"}"# => ["requiredWhen.value: unknown; known are column, values"];
    unique_with_itself: r#""uniqueWith": ["a"]"# => ["uniqueWith[0]: is the column itself"];
    unique_with_an_unknown_column: r#""uniqueWith": ["b", "c"]"# => ["uniqueWith[1]: the template has no column \"c\""];
    unique_with_a_text: r#""uniqueWith": "b""# => ["uniqueWith: must be a list"];
    case_insensitive_alone: r#""caseInsensitive": true"# => ["caseInsensitive: only with unique"];
    lengths_reversed: r#""minLength": 3, "maxLength": 2"# => ["minLength: larger than maxLength"];
    digits_reversed: r#""minDigits": 3, "maxDigits": 2"# => ["minDigits: larger than maxDigits"];
    a_length_of_numbers: r#""type": "number", "minLength": 1"# => ["minLength: only a text has a length"];
    a_length_of_a_select: r#""type": "select", "options": [{"value": "x"}], "maxLength": 1"# => ["maxLength: only a text has"];
    a_length_below_zero: r#""minLength": -1"# => ["minLength: must be a whole number"];
    a_length_and_a_half: r#""maxLength": 1.5"# => ["maxLength: must be a whole number"];
    digits_of_dates: r#""type": "date", "minDigits": 1, "maxDigits": 2"# => ["minDigits: only a number or a string", "maxDigits: only"];
    a_list_of_numbers: r#""type": "number", "multiple": true"# => ["multiple: only a select or a string"];
    a_delimiter_of_one_value: r#""delimiter": ";""# => ["delimiter: only what is multiple"];
    an_empty_delimiter: r#""multiple": true, "delimiter": """# => ["delimiter: must be a text that is not empty"];
    a_decimal_of_texts: r#""decimal": ",""# => ["decimal: only a number"];
    an_unknown_decimal: r#""type": "number", "decimal": ";""# => ["decimal: must be one of ., ,"];
    a_case_of_numbers: r#""type": "number", "case": "upper""# => ["case: only a string"];
    an_unknown_case: r#""case": "camel""# => ["case: must be one of upper, lower, title"];
    an_unknown_level: r#""level": "info""# => ["level: must be one of error, warning"];
    a_message_that_is_none: r#""message": 1"# => ["message: must be a text"];
    an_option_twice: r#""type": "select", "options": [{"value": "x"}, {"value": "y"}, {"value": "x"}]"# => ["options[2].value: \"x\" stands twice"];
    times_reversed: r#""type": "datetime", "min": "2024-01-01T00:00:00Z", "max": "2024-01-01T01:00:00+02:00""# => ["min: larger than max"];
    a_bound_that_is_no_time: r#""type": "datetime", "max": "2024-01-01T25:00""# => ["max: must be a day or a time"];
    a_bound_of_emails: r#""type": "email", "max": 1"# => ["max: only a number"];
    a_layout_of_a_date_with_a_time: r#""type": "date", "formats": ["YYYY-MM-DD HH:mm"]"# => ["formats[0]: \"HH\" is none of"];
    a_layout_without_am: r#""type": "datetime", "formats": ["YYYY-MM-DD hh:mm"]"# => ["formats[0]: needs A with hh"];
    a_layout_with_minutes_alone: r#""type": "datetime", "formats": ["YYYY-MM-DD mm"]"# => ["formats[0]: needs an hour before"];
    formats_of_numbers: r#""type": "number", "formats": ["YYYY-MM-DD"]"# => ["formats: only a date or a datetime"];
    a_default_of_another_type: r#""type": "number", "default": "1""# => ["default: must be a number"];
    a_default_that_is_neither: r#""type": "boolean", "default": "yes""# => ["default: must be true or false"];
    a_default_that_is_a_number: r#""default": 1"# => ["default: must be a text"];
    a_default_below_the_range: r#""type": "integer", "min": 2, "default": 1"# => ["default: the column itself would refuse it"];
    a_default_with_a_fraction: r#""type": "integer", "default": 1.5"# => ["default: the column itself would refuse it"];
    a_default_that_is_no_option: r#""type": "select", "options": [{"value": "x"}], "default": "y""# => ["default: the column itself"];
    a_default_that_is_no_day: r#""type": "date", "formats": ["DD.MM.YYYY"], "default": "31.12.2024""# => ["default: the column itself"];
    a_default_that_is_no_email: r#""type": "email", "default": "x""# => ["default: the column itself"];
    a_default_without_a_match: r#""pattern": "^\\d$", "default": "x""# => ["default: the column itself"];
    a_default_that_is_too_long: r#""maxLength": 2, "default": "xyz""# => ["default: the column itself"];
    a_default_that_is_trimmed_away: r#""trim": true, "default": " ""# => ["default: the column itself"];
    a_number_that_is_made: r#""type": "number", "default": {"generate": "uuid"}"# => ["default: must be a number"];
    something_unknown_that_is_made: r#""default": {"generate": "serial"}"# => ["default.generate: must be one of uuid"];
    nothing_that_is_made: r#""default": {}"# => ["default.generate: must be one of uuid"];
    lists_of_columns: r#""alternateKeys": ["x", ""]"# => ["alternateKeys[1]: must be a text"];
}

/// `name: fields of a template with columns n, m (numbers), d (a date), s, t (strings) => ["path: reason"…];`
macro_rules! refuses_templates {
    ($($name:ident: $fields:expr => $faults:expr;)*) => {$(
        #[test]
        fn $name() {
            let json = format!(r#"{{"code": "t", {}, "columns": [{{"key": "n", "type": "number"}}, {{"key": "m", "type": "integer"}},
                {{"key": "d", "type": "date"}}, {{"key": "s"}}, {{"key": "t", "type": "email"}},
                {{"key": "l", "multiple": true}}, {{"key": "u", "default": {{"generate": "uuid"}}}}, {{"key": "w", "type": "datetime"}}]}}"#, $fields);
            let read = template::read(&json, &asks(&sheethook_pattern::compile, crate::common::platform()));
            let faults = read.err().unwrap_or_default();
            let found: Vec<_> = faults.iter().map(|Fault { path, reason }| format!("{path}: {reason}")).collect();
            let wanted: &[&str] = &$faults;
            assert_eq!(found.len(), wanted.len(), "{found:?}");
            found.iter().zip(wanted).for_each(|(found, wanted)| assert!(found.starts_with(wanted), "{found}"));
        }
    )*};
}

refuses_templates! {
    a_zone: r#""timeZone": "UTC""# => [];
    an_offset: r#""timeZone": "-03:30""# => [];
    an_unknown_zone: r#""timeZone": "Mars/Olympus""# => ["timeZone: must be a time zone"];
    a_zone_that_is_no_text: r#""timeZone": 2"# => ["timeZone: must be a text"];
    an_unknown_unmatched: r#""unmatched": "hide""# => ["unmatched: must be one of drop, keep"];
    rules_that_hold: r#""rules": [{"type": "atLeastOne", "columns": ["n", "s"], "level": "warning", "message": "x"},
        {"type": "allOrNone", "columns": ["d", "s"]}, {"type": "compare", "left": "n", "operator": "<=", "right": "m"},
        {"type": "compare", "left": "s", "operator": "!=", "right": "t"}]"# => [];
    rules_that_are_no_list: r#""rules": {}"# => ["rules: must be a list"];
    a_rule_of_no_type: r#""rules": [{"columns": ["n", "s"]}]"# => ["rules[0].type: must be one of atLeastOne, allOrNone, compare"];
    a_rule_of_an_unknown_type: r#""rules": [{"type": "sum"}]"# => ["rules[0].type: must be one of"];
    a_rule_that_is_no_object: r#""rules": ["x"]"# => ["rules[0]: must be an object"];
    a_rule_of_one_column: r#""rules": [{"type": "atLeastOne", "columns": ["n"]}]"# => ["rules[0].columns: must be a list of at least two"];
    a_rule_of_unknown_columns: r#""rules": [{"type": "allOrNone", "columns": ["n", "x", "y"]}]"# =>
        ["rules[0].columns: the template has no column \"x\"", "rules[0].columns: the template has no column \"y\""];
    a_rule_of_a_column_twice: r#""rules": [{"type": "allOrNone", "columns": ["n", "n"]}]"# => ["rules[0].columns: names a column twice"];
    a_rule_with_other_fields: r#""rules": [{"type": "atLeastOne", "columns": ["n", "s"], "left": "n"}]"# => ["rules[0].left: unknown"];
    compare_without_fields: r#""rules": [{"type": "compare"}]"# =>
        ["rules[0].left: must be a text", "rules[0].operator: must be one of <", "rules[0].right: must be a text"];
    compare_by_an_unknown_operator: r#""rules": [{"type": "compare", "left": "n", "operator": "==", "right": "m"}]"# => ["rules[0].operator: must be one of"];
    compare_with_an_unknown_column: r#""rules": [{"type": "compare", "left": "n", "operator": "<", "right": "x"}]"# => ["rules[0].right: the template has no"];
    compare_with_itself: r#""rules": [{"type": "compare", "left": "n", "operator": "<", "right": "n"}]"# => ["rules[0].right: is the same column"];
    compare_a_number_with_a_date: r#""rules": [{"type": "compare", "left": "n", "operator": "<", "right": "d"}]"# => ["rules[0].operator: columns of these types can't"];
    compare_a_day_with_a_time: r#""rules": [{"type": "compare", "left": "d", "operator": "<", "right": "w"}]"# => ["rules[0].operator: columns of these types can't"];
    compare_the_order_of_texts: r#""rules": [{"type": "compare", "left": "s", "operator": "<", "right": "t"}]"# => ["rules[0].operator: columns of these types have no order"];
    compare_lists: r#""rules": [{"type": "compare", "left": "s", "operator": "=", "right": "l"}]"# => ["rules[0].operator: lists"];
    compare_what_is_made: r#""rules": [{"type": "compare", "left": "s", "operator": "=", "right": "u"}]"# => ["rules[0].operator: values that are generated"];
}

#[test]
fn a_template_is_read_whole() {
    let json = r#"{"code": "orders", "name": "Orders", "onInvalid": "skip", "columns": [
        {"key": "id", "name": "Order", "description": "Its number", "alternateKeys": ["no"], "type": "integer",
         "required": true, "unique": true, "min": 1, "max": 9, "pattern": "^\\d$", "level": "warning", "message": "No."},
        {"key": "state", "type": "select", "options": [{"value": "open", "label": "Open", "alternates": ["new"]}]},
        {"key": "day", "type": "date", "formats": ["D.M.YYYY"], "min": "2024-01-01"},
        {"key": "note", "trim": true, "name": null},
        {"key": "price", "type": "number", "decimal": ",", "minDigits": 1, "maxDigits": 9, "default": 1.50, "frozen": true},
        {"key": "paid", "type": "boolean", "default": false, "requiredWhen": {"column": "state", "values": ["open"]}},
        {"key": "at", "type": "datetime", "formats": ["D.M.YYYY HH:mm"], "max": "2024-01-01T00:00:00Z"},
        {"key": "tags", "multiple": true, "delimiter": ";", "minLength": 1, "maxLength": 9, "case": "title"},
        {"key": "mail", "type": "email", "uniqueWith": ["note", "id"], "caseInsensitive": true, "requiredWhen": {"column": "id"}},
        {"key": "uid", "type": "uuid", "default": {"generate": "uuid"}}, {"key": "web", "type": "url"}, {"key": "any", "type": "any"}
    ], "unmatched": "keep", "timeZone": "+02:00", "rules": [
        {"type": "atLeastOne", "columns": ["mail", "web"], "level": "warning", "message": "How to reach them?"},
        {"type": "allOrNone", "columns": ["price", "paid"]}, {"type": "compare", "left": "mail", "operator": "!=", "right": "web"}
    ]}"#;
    let read = template::read(json, &asks(&sheethook_pattern::compile, crate::common::platform()))
        .expect("it is right");
    assert_eq!(read.code, "orders");
    assert_eq!(read.on_invalid, template::OnInvalid::Skip);
    assert_eq!(
        read.columns.iter().map(template::Column::label).collect::<Vec<_>>(),
        ["Order", "state", "day", "note", "price", "paid", "at", "tags", "mail", "uid", "web", "any"]
    );
    let again = serde_json::to_string(&read).expect("it is JSON");
    assert_eq!(
        template::read(&again, &asks(&sheethook_pattern::compile, crate::common::platform()))
            .expect("what is written can be read"),
        read
    );
}
