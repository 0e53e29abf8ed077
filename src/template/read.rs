//! Reads a template from JSON, or gives every fault with its path.

mod fields;
mod conflicts;
mod column;

use super::{Column, Fault, OnInvalid, Operator, Presence, Rule, Template, Unmatched};
use crate::base::json::Json;
use crate::base::pattern::Compile;
use crate::base::platform::Platform;
use crate::date::fixed_offset;

pub(crate) use fields::Fields;

/// What reading a template asks of others.
#[derive(Clone, Copy)]
pub struct Asks<'a> {
    /// Compiles patterns.
    pub compile: Compile<'a>,
    /// Knows time zones.
    pub platform: Platform,
    /// Whether a column, in a template of that time zone, would refuse a cell of that text: it can't be its default then.
    /// `convert::asks` fills it in.
    pub refuses: fn(&Column, Option<&str>, &str, Platform) -> bool,
}

/// Reads a template from JSON text, or gives every fault that it has, not only the first.
///
/// ```
/// use sheethook::{base::platform::Platform, convert, template};
/// let json = r#"{"code": "t", "columns": [{"key": "a", "type": "number", "min": 2, "max": 1, "colour": "red"}]}"#;
/// let asks = convert::asks(&sheethook_pattern::compile, Platform::plain());
/// let faults = template::read(json, &asks).unwrap_err();
/// let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
/// assert_eq!(paths, ["columns[0].colour", "columns[0].min"]);
/// ```
#[cfg(not(target_arch = "wasm32"))]
pub fn read(json: &str, asks: &Asks<'_>) -> Result<Template, Vec<Fault>> {
    match serde_json::from_str::<serde_json::Value>(json) {
        Ok(value) => read_json(&value.into(), asks),
        Err(error) => Err(vec![Fault { path: String::new(), reason: format!("not JSON: {error}") }]),
    }
}

/// Reads a template from a JSON value, or gives every fault that it has, not only the first.
#[inline(never)]
pub fn read_json(json: &Json, asks: &Asks<'_>) -> Result<Template, Vec<Fault>> {
    let mut faults = Vec::new();
    let template = template(json, asks, &mut faults);
    template.filter(|_| faults.is_empty()).ok_or(faults)
}

fn template(value: &Json, asks: &Asks<'_>, faults: &mut Vec<Fault>) -> Option<Template> {
    const NAMES: [&str; 7] = ["code", "name", "columns", "onInvalid", "unmatched", "timeZone", "rules"];
    const ON_INVALID: [(&str, OnInvalid); 3] =
        [("block", OnInvalid::Block), ("skip", OnInvalid::Skip), ("include", OnInvalid::Include)];
    let mut fields = Fields::of(value, "", &NAMES, faults)?;
    let code = fields.required_text("code");
    let name = fields.text("name");
    let on_invalid = fields.choice("onInvalid", &ON_INVALID).unwrap_or_default();
    let unmatched = fields.choice("unmatched", &[("drop", Unmatched::Drop), ("keep", Unmatched::Keep)]);
    let time_zone = fields.words("timeZone");
    let time_zone = time_zone.filter(|zone| {
        // Whatever the time: a zone is known or it isn't.
        let is_known =
            fixed_offset(zone.as_bytes()).is_some() || (asks.platform.utc_offset)(zone, 0).is_some();
        if !is_known {
            fields
                .fault("timeZone", "must be a time zone such as Europe/Berlin, or an offset such as +02:00");
        }
        is_known
    });
    let zone = time_zone.as_deref();
    let columns =
        fields.list("columns", &|value, path, faults| column::column(value, path, zone, asks, faults));
    if columns.is_empty() && !fields.has_fault_at("columns") {
        fields.fault("columns", "must be a list of at least one column");
    }
    conflicts::columns(&columns, &mut fields);
    let rules = fields.list("rules", &|value, path, faults| rule(value, path, &columns, faults));
    Some(Template {
        code,
        name,
        columns,
        on_invalid,
        unmatched: unmatched.unwrap_or_default(),
        time_zone,
        rules,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RuleType {
    AtLeastOne,
    AllOrNone,
    Compare,
}

#[inline(never)]
fn rule(value: &Json, path: &str, columns: &[Column], faults: &mut Vec<Fault>) -> Option<Rule> {
    const TYPES: [(&str, RuleType); 3] = [
        ("atLeastOne", RuleType::AtLeastOne),
        ("allOrNone", RuleType::AllOrNone),
        ("compare", RuleType::Compare),
    ];
    const OPERATORS: [(&str, Operator); 6] = [
        ("<", Operator::Less),
        ("<=", Operator::AtMost),
        ("=", Operator::Equal),
        ("!=", Operator::Other),
        (">=", Operator::AtLeast),
        (">", Operator::More),
    ];
    const ALL: [&str; 7] = ["type", "columns", "left", "operator", "right", "level", "message"];
    // Which fields are known depends on the type; what is wrong with all of them is reported when they are read.
    let kind = match Fields::of(value, path, &ALL, &mut Vec::new()) {
        Some(mut fields) => fields.choice("type", &TYPES),
        None => None,
    };
    let known = match kind {
        Some(RuleType::Compare) => &["type", "left", "operator", "right", "level", "message"][..],
        Some(_) => &["type", "columns", "level", "message"],
        None => &ALL,
    };
    let mut fields = Fields::of(value, path, known, faults)?;
    if kind.is_none() {
        fields.fault("type", "must be one of atLeastOne, allOrNone, compare");
    }
    let (level, message) =
        (fields.choice("level", &column::LEVELS).unwrap_or_default(), fields.text("message"));
    let rule = if kind? == RuleType::Compare {
        let (left, operator) = (fields.required_text("left"), fields.choice("operator", &OPERATORS));
        if fields.get("operator").is_none() {
            fields.fault("operator", "must be one of <, <=, =, !=, >=, >");
        }
        let (operator, right) = (operator.unwrap_or_default(), fields.required_text("right"));
        Rule::Compare { left, operator, right, level, message }
    } else {
        let presence = Presence { columns: fields.texts("columns"), level, message };
        if presence.columns.len() < 2 && !fields.has_fault_at("columns") {
            fields.fault("columns", "must be a list of at least two columns");
        }
        if kind? == RuleType::AtLeastOne { Rule::AtLeastOne(presence) } else { Rule::AllOrNone(presence) }
    };
    for (name, reason) in conflicts::rule(&rule, columns) {
        fields.fault(name, &reason);
    }
    Some(rule)
}
