//! Faults that lie between the fields of a column, or between columns.

use super::fields::{Fields, joined, place};
use crate::date::{DateTime, Layout};
use crate::template::{Bound, Column, ColumnType, DefaultValue, Rule};

/// Faults that lie between the fields of a column.
#[inline(never)]
pub(super) fn column(column: &Column, fields: &mut Fields<'_, '_>) {
    let is_select = column.kind == ColumnType::Select;
    let is_string = column.kind == ColumnType::String;
    let takes_case = is_string || matches!(column.kind, ColumnType::Email | ColumnType::Any);
    let takes_digits = is_string || column.is_number();
    // What only some types have: the field, whether it is there, whether it may be, and which types have it.
    let some_have = [
        ("minLength", column.min_length.is_some(), column.is_text(), "only a text has a length"),
        ("maxLength", column.max_length.is_some(), column.is_text(), "only a text has a length"),
        ("minDigits", column.min_digits.is_some(), takes_digits, "only a number or a string has digits"),
        ("maxDigits", column.max_digits.is_some(), takes_digits, "only a number or a string has digits"),
        ("options", !column.options.is_empty(), is_select, "only a select has options"),
        ("multiple", column.multiple, is_select || is_string, "only a select or a string can be a list"),
        ("delimiter", column.delimiter.is_some(), column.multiple, "only what is multiple has a delimiter"),
        ("formats", !column.formats.is_empty(), column.is_date(), "only a date or a datetime has formats"),
        ("decimal", column.decimal.is_some(), column.is_number(), "only a number has a decimal sign"),
        ("case", column.case.is_some(), takes_case, "only a string, an email or any has a case"),
        (
            "caseInsensitive",
            column.case_insensitive,
            column.unique || !column.unique_with.is_empty(),
            "only with unique or uniqueWith",
        ),
    ];
    for (name, is_there, may_be, reason) in some_have {
        if is_there && !may_be {
            fields.fault(name, reason);
        }
    }
    let reversed = [
        ("min", "larger than max", is_reversed(column)),
        ("minLength", "larger than maxLength", above(column.min_length, column.max_length)),
        ("minDigits", "larger than maxDigits", above(column.min_digits, column.max_digits)),
    ];
    for (name, reason, is_reversed) in reversed {
        if is_reversed {
            fields.fault(name, reason);
        }
    }
    if is_select && column.options.is_empty() && !fields.has_fault_at("options") {
        fields.fault("options", "a select needs at least one option");
    }
    for (at, option) in column.options.iter().enumerate() {
        if column.options.iter().take(at).any(|earlier| earlier.value == option.value)
            && !option.value.is_empty()
        {
            fields.fault(&joined(&[&place("options", at), ".value"]), &twice(&option.value));
        }
    }
    if column.is_date() {
        for (at, layout) in column.formats.iter().enumerate() {
            if let Err(reason) = Layout::read(layout, column.kind == ColumnType::Datetime) {
                fields.fault(&place("formats", at), &reason);
            }
        }
    }
}

fn above(min: Option<u32>, max: Option<u32>) -> bool {
    matches!((min, max), (Some(min), Some(max)) if min > max)
}

fn is_reversed(column: &Column) -> bool {
    match (&column.min, &column.max) {
        (Some(Bound::Number(min)), Some(Bound::Number(max))) => min.value > max.value,
        (Some(Bound::Date(min)), Some(Bound::Date(max))) => {
            match (DateTime::iso(min.as_bytes()), DateTime::iso(max.as_bytes())) {
                (Some(min), Some(max)) => min.order(max).is_gt(),
                _ => false,
            }
        }
        _ => false,
    }
}

/// Faults that lie between the columns.
#[inline(never)]
pub(super) fn columns(columns: &[Column], fields: &mut Fields<'_, '_>) {
    let find = |key: &str| columns.iter().find(|column| column.key == key);
    for (at, column) in columns.iter().enumerate() {
        let name = |field: &str| joined(&[&place("columns", at), ".", field]);
        if columns.iter().take(at).any(|earlier| earlier.key == column.key) && !column.key.is_empty() {
            fields.fault(&name("key"), &twice(&column.key));
        }
        if let Some(condition) = &column.required_when {
            let name = name("requiredWhen.column");
            if condition.column == column.key && !column.key.is_empty() {
                fields.fault(&name, "is the column itself");
            } else if !condition.column.is_empty() && find(&condition.column).is_none() {
                fields.fault(&name, &unknown(&condition.column));
            }
        }
        for (at, key) in column.unique_with.iter().enumerate() {
            let name = || name(&place("uniqueWith", at));
            if *key == column.key {
                fields.fault(&name(), "is the column itself");
            } else if find(key).is_none() {
                fields.fault(&name(), &unknown(key));
            }
        }
    }
}

/// What is wrong with a rule: in which of its fields, and why.
#[inline(never)]
pub(super) fn rule(rule: &Rule, columns: &[Column]) -> Vec<(&'static str, String)> {
    let find = |key: &str| columns.iter().find(|column| column.key == key);
    let mut faults = Vec::new();
    for (name, key) in rule.columns().into_iter().enumerate().map(|(at, key)| (name_in(rule, at), key)) {
        if !key.is_empty() && find(key).is_none() {
            faults.push((name, unknown(key)));
        }
    }
    match rule {
        Rule::Compare { left, right, .. } if left == right && !left.is_empty() => {
            faults.push(("right", "is the same column as left".to_owned()));
        }
        Rule::Compare { left, operator, right, .. } => {
            if let (Some(left), Some(right)) = (find(left), find(right))
                && let Some(reason) = why_not_compared(left, operator.is_order(), right)
            {
                faults.push(("operator", reason.to_owned()));
            }
        }
        Rule::AtLeastOne(presence) | Rule::AllOrNone(presence) => {
            let keys = &presence.columns;
            if keys.iter().enumerate().any(|(at, key)| keys.iter().take(at).any(|earlier| earlier == key)) {
                faults.push(("columns", "names a column twice".to_owned()));
            }
        }
    }
    faults
}

fn name_in(rule: &Rule, at: usize) -> &'static str {
    match (rule, at) {
        (Rule::Compare { .. }, 0) => "left",
        (Rule::Compare { .. }, _) => "right",
        _ => "columns",
    }
}

fn unknown(key: &str) -> String {
    joined(&["the template has no column \"", key, "\""])
}

fn twice(text: &str) -> String {
    joined(&["\"", text, "\" stands twice"])
}

/// Why two columns' values can't be compared, if they can't.
fn why_not_compared(left: &Column, is_order: bool, right: &Column) -> Option<&'static str> {
    let generated = |column: &Column| matches!(column.default, Some(DefaultValue::Generated { .. }));
    if left.multiple || right.multiple {
        return Some("lists can't be compared");
    }
    if generated(left) || generated(right) {
        return Some("values that are generated can't be compared");
    }
    let both = |is: fn(&Column) -> bool| is(left) && is(right);
    let ordered = both(Column::is_number) || (both(Column::is_date) && left.kind == right.kind);
    let is_words =
        |column: &Column| column.is_text() || matches!(column.kind, ColumnType::Uuid | ColumnType::Select);
    let alike = ordered || both(is_words) || (left.kind == right.kind);
    match (alike, ordered || !is_order) {
        (false, _) => Some("columns of these types can't be compared"),
        (true, false) => Some("columns of these types have no order: only = and != are left"),
        _ => None,
    }
}
