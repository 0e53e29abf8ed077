//! A twin of the overlay that holds all rows and does one operation after another, and random operations to try both with.

use serde_json::{Value, json};
use sheethook::base::bitmap::INSERTED;
use sheethook::csv::Made;
use std::collections::HashMap;

/// A row's id and cells.
pub(crate) type Row = (u64, Vec<String>);

pub(crate) struct Sheet {
    /// Whether a row is deleted, and the row.
    rows: Vec<(bool, Row)>,
    /// How wide rows were before they were filled up to the header's width.
    widths: HashMap<u64, usize>,
    width: usize,
    inserted: u64,
    records: usize,
}

impl Sheet {
    pub(crate) fn new(rows: Vec<Row>, width: usize) -> Sheet {
        let records = rows.len();
        let widths = rows.iter().map(|(id, cells)| (*id, cells.len())).collect();
        let filled = rows.into_iter().map(|(id, mut cells)| {
            cells.resize(cells.len().max(width), String::new());
            (false, (id, cells))
        });
        Sheet { rows: filled.collect(), widths, width, inserted: 0, records }
    }

    pub(crate) fn rows(&self, made: &[Made]) -> Vec<Row> {
        let alive = self.rows.iter().filter(|(deleted, _)| !deleted).map(|(_, row)| row.clone());
        alive
            .map(|(id, mut cells)| {
                let texts = made.iter().map(|made| match made {
                    Made::Constant(text) => text.clone(),
                    Made::Joined { places, separator } => {
                        let parts = places.iter().filter_map(|place| cells.get(*place));
                        let parts = parts.filter(|part| !part.trim_ascii().is_empty());
                        parts.cloned().collect::<Vec<_>>().join(separator)
                    }
                });
                let texts: Vec<_> = texts.collect();
                let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
                cells.truncate(filled.max(self.widths.get(&id).copied().unwrap_or(self.width)));
                cells.extend(texts);
                (id, cells)
            })
            .collect()
    }

    fn cells(&mut self, operation: &Value, change: impl Fn(&str) -> String) {
        let rows = &operation["rows"];
        for (_, (_, cells)) in self.rows.iter_mut().filter(|(_, (id, _))| is_in(rows, id + 1)) {
            let places = match operation["column"].as_u64() {
                Some(place) => place as usize..place as usize + 1,
                None => 0..cells.len(),
            };
            for place in places {
                if let Some(cell) = cells.get_mut(place) {
                    *cell = change(cell);
                }
            }
        }
    }

    pub(crate) fn apply(&mut self, operation: &Value) {
        let text = |name: &str| operation[name].as_str().unwrap_or_default();
        let flag = |name: &str, default| operation[name].as_bool().unwrap_or(default);
        match text("type") {
            "set" => {
                for (row, number) in list(&operation["rows"]).iter().enumerate() {
                    let found = self.rows.iter_mut().find(|(_, (id, _))| Some(id + 1) == number.as_u64());
                    let Some((_, (_, cells))) = found else { continue };
                    for (at, place) in list(&operation["columns"]).iter().enumerate() {
                        let place = place.as_u64().expect("a place") as usize;
                        if let Some(cell) = cells.get_mut(place) {
                            operation["cells"][row][at].as_str().expect("a text").clone_into(cell);
                        }
                    }
                }
            }
            kind @ ("delete" | "restore") => {
                for (deleted, (id, _)) in &mut self.rows {
                    if is_in(&operation["rows"], *id + 1) {
                        *deleted = kind == "delete";
                    }
                }
            }
            "insert" => {
                for texts in list(&operation["cells"]) {
                    let mut cells = vec![String::new(); self.width];
                    for (at, place) in list(&operation["columns"]).iter().enumerate() {
                        let place = place.as_u64().expect("a place") as usize;
                        texts[at].as_str().expect("a text").clone_into(&mut cells[place]);
                    }
                    let before = operation["before"].as_u64();
                    let at = self.rows.iter().position(|(_, (id, _))| Some(id + 1) == before);
                    let row = (false, (INSERTED + self.inserted, cells));
                    self.rows.insert(at.unwrap_or(self.rows.len()), row);
                    self.inserted += 1;
                }
            }
            "fill" => self.cells(operation, |cell| {
                if cell.trim().is_empty() { text("text").to_owned() } else { cell.to_owned() }
            }),
            "replace" => {
                let (find, replace) = (text("find"), text("replace"));
                assert!(flag("matchCase", true));
                self.cells(operation, |cell| match (flag("whole", false), flag("regex", false)) {
                    (true, _) if cell == find => replace.to_owned(),
                    (true, _) => cell.to_owned(),
                    // The only pattern that is tried.
                    (false, true) => cell.replace(['a', 'b'], "<>"),
                    (false, false) => cell.replace(find, replace),
                });
            }
            "transform" => self.cells(operation, |cell| match text("transform") {
                "upper" => cell.to_uppercase(),
                "digits-only" => cell.chars().filter(char::is_ascii_digit).collect(),
                _ => cell.trim().to_owned(),
            }),
            _ => self.cells(operation, |cell| {
                let pairs = list(&operation["values"]);
                let pair = pairs.iter().find(|pair| pair[0].as_str().map(str::trim) == Some(cell.trim()));
                pair.and_then(|pair| pair[1].as_str()).unwrap_or(cell).to_owned()
            }),
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn is_in(rows: &Value, number: u64) -> bool {
    let edge = |value: &Value| value.as_u64().expect("a number");
    rows.as_array()
        .is_none_or(|ranges| ranges.iter().any(|range| (edge(&range[0])..=edge(&range[1])).contains(&number)))
}

pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

const TEXTS: [&str; 10] = ["", "a", "b", "ab", " ", "12", "\"", "é,\n", "a\r\tb", "\\"];

/// A file of rows of many widths.
pub(crate) fn text(random: &mut Random) -> String {
    const CELLS: [&str; 8] = ["a", "b1", "", " a ", "\"q\"\"a\"", "\"x,\ny\"", "é", "a\"b"];
    let mut text = String::new();
    for _ in 0..random.below(12) {
        let cells: Vec<_> = (0..=random.below(4)).map(|_| CELLS[random.below(CELLS.len())]).collect();
        let row = cells.join(",");
        text.push_str(if row.is_empty() { "-" } else { &row });
        text.push('\n');
    }
    text
}

/// An operation on rows and columns that are there, or nearly.
pub(crate) fn operation(random: &mut Random, sheet: &Sheet) -> Value {
    let mut numbers: Vec<u64> = (1..=sheet.records as u64 + 1).collect();
    numbers.extend((0..sheet.inserted).map(|count| INSERTED + count + 1));
    let number = |random: &mut Random| numbers[random.below(numbers.len())];
    let text = |random: &mut Random| TEXTS[random.below(TEXTS.len())];
    let mut edges: Vec<_> = (0..4).map(|_| number(random)).collect();
    edges.sort_unstable();
    edges.dedup();
    let ranges: Vec<_> = edges.chunks_exact(2).map(|pair| json!([pair[0], pair[1]])).collect();
    let rows = if random.below(3) == 0 { json!("all") } else { json!(ranges) };
    let column = random.below(4);
    let table = |random: &mut Random, rows: usize, columns: usize| -> Vec<Vec<&str>> {
        (0..rows).map(|_| (0..columns).map(|_| text(random)).collect()).collect()
    };
    match random.below(10) {
        0..3 => {
            let (count, columns) = (1 + random.below(2), 1 + random.below(2));
            let rows: Vec<_> = (0..count).map(|_| number(random)).collect();
            let places: Vec<_> = (0..columns).map(|_| random.below(4)).collect();
            json!({"type": "set", "rows": rows, "columns": places, "cells": table(random, count, columns)})
        }
        3 => json!({"type": "delete", "rows": rows}),
        4 => json!({"type": "restore", "rows": rows}),
        5 => {
            // A record that isn't there has no place in the twin's list: only those there are.
            let known: Vec<_> = numbers.iter().filter(|row| **row != sheet.records as u64 + 1).collect();
            let before = known.get(random.below(known.len() + 1)).map_or(Value::Null, |row| json!(row));
            let count = 1 + random.below(3);
            json!({"type": "insert", "before": before, "columns": [random.below(3)], "cells": table(random, count, 1)})
        }
        6 => json!({"type": "fill", "column": column, "text": text(random), "rows": rows}),
        7 => {
            let mut operation = match random.below(3) {
                0 => json!({"type": "replace", "find": "[ab]", "replace": "<>", "regex": true, "rows": rows}),
                1 => {
                    json!({"type": "replace", "find": text(random), "replace": text(random), "whole": true, "rows": rows})
                }
                _ => {
                    json!({"type": "replace", "find": TEXTS[1 + random.below(9)], "replace": text(random), "rows": rows})
                }
            };
            if random.below(2) == 0 {
                operation["column"] = json!(column);
            }
            operation
        }
        8 => {
            let transform = ["trim", "upper", "digits-only"][random.below(3)];
            json!({"type": "transform", "column": column, "transform": transform, "rows": rows})
        }
        _ => json!({"type": "map", "column": column, "values": [["a", text(random)], [" ", text(random)]]}),
    }
}
