//! Reads an operation from JSON, or gives every fault with its path.

use super::{Operation, RowSet, Target, Texts, Transform};
use crate::base::json::Json;
use crate::base::sort::sorted;
use crate::template::{Fault, Fields};

/// Faults that are reported of one log.
pub(super) const MAX_FAULTS: usize = 100;

/// The largest number of a row: beyond it JSON's numbers are no longer whole.
const MAX_ROW: f64 = 9_007_199_254_740_991.0;

impl Operation {
    /// Reads an operation from JSON.
    ///
    /// ```
    /// use sheethook::edit::Operation;
    /// let json = r#"{"type": "set", "rows": [1, "x"], "columns": [0], "cells": [["a"], [7]], "colour": 1}"#;
    /// let faults = Operation::read(&serde_json::from_str::<serde_json::Value>(json).unwrap().into()).unwrap_err();
    /// let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    /// assert_eq!(paths, ["colour", "rows[1]", "cells[1][0]"]);
    /// ```
    pub fn read(json: &Json) -> Result<Operation, Vec<Fault>> {
        let mut faults = Vec::new();
        let operation = operation(json, "", &mut faults);
        operation.filter(|_| faults.is_empty()).ok_or(faults)
    }
}

/// Reads the operation at a path.
pub(super) fn operation(json: &Json, path: &str, faults: &mut Vec<Fault>) -> Option<Operation> {
    let Json::Object(object) = json else {
        add_fault(faults, path, "must be an object");
        return None;
    };
    let mut fields = Fields { object, path, faults };
    let kind = fields.needed_text("type").unwrap_or_default();
    let known: &[&str] = match kind {
        "set" => &["rows", "columns", "cells"],
        "delete" | "restore" => &["rows"],
        "insert" => &["before", "columns", "cells"],
        "fill" => &["column", "text", "rows"],
        "replace" => &["column", "find", "replace", "whole", "matchCase", "regex", "rows"],
        "transform" => &["column", "transform", "rows"],
        "map" => &["column", "values"],
        _ => {
            fields.limited_fault(
                "type",
                "must be one of set, delete, restore, insert, fill, replace, transform, map",
            );
            return None;
        }
    };
    for (name, _) in object.iter().filter(|(name, _)| name != "type" && !known.contains(&name.as_str())) {
        fields.limited_fault(name, "unknown");
    }
    let operation = match kind {
        "set" => {
            let rows = fields.needed_list("rows", row);
            let columns = fields.needed_list("columns", target);
            Operation::Set { rows, cells: fields.cells(), columns }
        }
        "delete" => Operation::Delete { rows: fields.needed_rows() },
        "restore" => Operation::Restore { rows: fields.needed_rows() },
        "insert" => {
            let columns = fields.needed_list("columns", target);
            let before = fields.get("before");
            let path = fields.path("before");
            let before = before.and_then(|row| number(row, 1.0, &path, fields.faults));
            Operation::Insert { before, cells: fields.cells(), columns }
        }
        "fill" => Operation::Fill {
            column: fields.column(),
            text: fields.needed_text("text").unwrap_or_default().to_owned(),
            rows: fields.rows(),
        },
        "replace" => Operation::Replace {
            column: fields.get("column").map(|_| fields.column()),
            find: fields.needed_text("find").unwrap_or_default().to_owned(),
            replace: fields.needed_text("replace").unwrap_or_default().to_owned(),
            whole: fields.flag_or("whole", false),
            match_case: fields.flag_or("matchCase", true),
            regex: fields.flag_or("regex", false),
            rows: fields.rows(),
        },
        "transform" => Operation::Transform {
            column: fields.column(),
            transform: fields.transform(),
            rows: fields.rows(),
        },
        _ => {
            let mut values = fields.needed_list("values", pair);
            let order = sorted(values.len(), &|a, b| values.get(a) < values.get(b));
            let values = order.iter().filter_map(|at| values.get_mut(*at).map(std::mem::take)).collect();
            Operation::Map { column: fields.column(), values }
        }
    };
    Some(operation)
}

fn add_fault(faults: &mut Vec<Fault>, path: &str, reason: &str) {
    if faults.len() < MAX_FAULTS {
        faults.push(Fault { path: path.to_owned(), reason: reason.to_owned() });
    }
}

/// A whole number from `least` on.
fn number(json: &Json, least: f64, path: &str, faults: &mut Vec<Fault>) -> Option<u64> {
    match json {
        Json::Number(number, _) if (least..=MAX_ROW).contains(number) && number.fract() == 0.0 => {
            Some(*number as u64)
        }
        _ => {
            add_fault(
                faults,
                path,
                if least > 0.0 {
                    "must be a whole number from 1 on"
                } else {
                    "must be a whole number from 0 on"
                },
            );
            None
        }
    }
}

fn row(json: &Json, path: &str, faults: &mut Vec<Fault>) -> Option<u64> {
    number(json, 1.0, path, faults)
}

fn target(json: &Json, path: &str, faults: &mut Vec<Fault>) -> Option<Target> {
    match json {
        Json::Text(key) if !key.is_empty() => Some(Target::Key(key.clone())),
        Json::Number(..) => number(json, 0.0, path, faults).map(|place| Target::Place(place as usize)),
        _ => {
            add_fault(faults, path, "must be a header's place from 0 on or a column's key");
            None
        }
    }
}

fn range(json: &Json, path: &str, faults: &mut Vec<Fault>) -> Option<(u64, u64)> {
    if let Json::List(edges) = json
        && let [from, to] = edges.as_slice()
    {
        return row(from, path, faults).zip(row(to, path, faults));
    }
    add_fault(faults, path, "must be a list of two rows");
    None
}

fn pair(json: &Json, path: &str, faults: &mut Vec<Fault>) -> Option<(String, String)> {
    if let Json::List(texts) = json
        && let [Json::Text(from), Json::Text(to)] = texts.as_slice()
    {
        // As it is met: without white space around it.
        return Some((from.trim().to_owned(), to.clone()));
    }
    add_fault(faults, path, "must be a list of two texts");
    None
}

/// What operations need of their fields beyond what templates do.
impl<'v> Fields<'v, '_> {
    fn limited_fault(&mut self, name: &str, reason: &str) {
        let path = self.path(name);
        add_fault(self.faults, &path, reason);
    }

    fn needed_text(&mut self, name: &str) -> Option<&'v str> {
        if let Some(Json::Text(text)) = self.get(name) {
            return Some(text);
        }
        self.limited_fault(name, "must be a text");
        None
    }

    fn flag_or(&mut self, name: &str, default: bool) -> bool {
        match self.get(name) {
            None => default,
            Some(Json::Bool(flag)) => *flag,
            Some(_) => {
                self.limited_fault(name, "must be true or false");
                default
            }
        }
    }

    fn column(&mut self) -> Target {
        let path = self.path("column");
        let column = target(self.get("column").unwrap_or(&Json::Null), &path, self.faults);
        column.unwrap_or(Target::Place(0))
    }

    fn transform(&mut self) -> Transform {
        let name = self.needed_text("transform");
        let found = Transform::NAMES.iter().find(|(known, _)| name == Some(known));
        if found.is_none() && name.is_some() {
            self.limited_fault(
                "transform",
                "must be one of trim, upper, lower, title, collapse-spaces, digits-only",
            );
        }
        found.map_or(Transform::Trim, |(_, transform)| *transform)
    }

    fn needed_list<T>(&mut self, name: &str, read: fn(&Json, &str, &mut Vec<Fault>) -> Option<T>) -> Vec<T> {
        let path = self.path(name);
        let Some(Json::List(items)) = self.get(name) else {
            add_fault(self.faults, &path, "must be a list");
            return Vec::new();
        };
        let mut list = Vec::with_capacity(items.len());
        let mut unheard = Vec::new();
        for (at, value) in items.iter().enumerate() {
            // A path is written only where there is something to tell.
            if let Some(item) = read(value, "", &mut unheard) {
                list.push(item);
            } else if self.faults.len() < MAX_FAULTS {
                read(value, &[&path, "[", &at.to_string(), "]"].concat(), self.faults);
            }
        }
        list
    }

    /// A list of texts for each row, each with one for each of the columns.
    fn cells(&mut self) -> Texts {
        let path = self.path("cells");
        let Some(Json::List(columns)) = self.get("columns") else { return Texts::default() };
        let width = columns.len();
        let mut texts = Texts::of_width(width);
        let Some(Json::List(rows)) = self.get("cells") else {
            add_fault(self.faults, &path, "must be a list of lists of texts");
            return texts;
        };
        for (row, cells) in rows.iter().enumerate() {
            let at = || [&path, "[", &row.to_string(), "]"].concat();
            let Json::List(cells) = cells else {
                add_fault(self.faults, &at(), "must be a list of texts");
                continue;
            };
            for (place, cell) in cells.iter().enumerate() {
                let Json::Text(text) = cell else {
                    add_fault(self.faults, &[&at(), "[", &place.to_string(), "]"].concat(), "must be a text");
                    continue;
                };
                if texts.push(text).is_none() {
                    add_fault(self.faults, &path, "too much text");
                    return texts;
                }
            }
            if cells.len() != width {
                add_fault(self.faults, &at(), "must have a text for each column");
                return texts;
            }
            texts.end_row();
        }
        texts
    }

    fn needed_rows(&mut self) -> RowSet {
        if self.get("rows").is_none() {
            self.limited_fault("rows", "must be \"all\" or a list of ranges");
        }
        self.rows()
    }

    /// `"all"`, also where nothing is said, or ranges in order.
    fn rows(&mut self) -> RowSet {
        match self.get("rows") {
            None => RowSet::All,
            Some(Json::Text(text)) if text == "all" => RowSet::All,
            Some(Json::List(_)) => {
                let count = self.faults.len();
                let ranges = RowSet::ranges(self.needed_list("rows", range));
                if ranges.is_none() && self.faults.len() == count {
                    self.limited_fault("rows", "must be ranges in order, none of them overlapping another");
                }
                ranges.unwrap_or(RowSet::All)
            }
            Some(_) => {
                self.limited_fault("rows", "must be \"all\" or a list of ranges");
                RowSet::All
            }
        }
    }
}
