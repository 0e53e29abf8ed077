//! `tests/types/*.txt`: what cells are under their column's options, or the code of what is wrong with them.
//!
//! A line `== {options}` begins a table of cells of such a column; behind the options may stand how it is read
//! (`decimal=,`, `currency=EUR`, `date-order=day-first`, `serial=1900`) and the template's zone (`zone=Europe/Berlin`). Below, each line is
//! `cell → JSON or code`. A cell that begins with a quote is a JSON string. `#` begins a comment.

use crate::common::{one_column, platform, records};
use serde_json::Value as Json;
use sheethook::base::platform::Platform;
use sheethook::convert::{Converter, Evidence, Reading, Value};
use sheethook::template::Template;
use std::fs;
use std::path::Path;

/// The platform, with two zones: one an hour ahead in winter and two in the second and third quarter of a year, and UTC.
fn clocks() -> Platform {
    fn utc_offset(zone: &str, local: i64) -> Option<i32> {
        let day_of_year = (local / 86_400) % 365;
        match zone {
            "Europe/Berlin" if (100..290).contains(&day_of_year) => Some(120),
            "Europe/Berlin" => Some(60),
            "UTC" => Some(0),
            _ => None,
        }
    }
    Platform { utc_offset, ..platform() }
}

/// A table's column and how it is read.
struct Table {
    title: String,
    options: String,
    template: Template,
    reading: Reading,
    zone: Option<String>,
}

impl Table {
    fn new(title: &str) -> Table {
        let end = title.rfind('}').expect("a table has options") + 1;
        let (options, rest) = title.split_at(end);
        let (mut reading, mut zone) = (Reading::default(), None);
        for (name, value) in rest.split_whitespace().filter_map(|word| word.split_once('=')) {
            if name == "zone" {
                zone = Some(value.to_owned());
            } else {
                reading = reading.with(name, value).unwrap_or_else(|| panic!("{title}: no such reading"));
            }
        }
        let options = options
            .trim()
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
            .expect("an object")
            .to_owned();
        Table { title: title.to_owned(), template: one_column(&options), options, reading, zone }
    }

    /// What the cell is as JSON, or the code of what is wrong.
    fn converted(&self, cell: &str) -> String {
        let column = &self.template.columns[0];
        let converter = Converter::new(column, &self.reading, self.zone.as_deref(), clocks());
        let mut scratch = Vec::new();
        match converter.convert(cell.as_bytes(), &mut scratch) {
            Ok(value) => shown(value),
            Err(code) => code.name().to_owned(),
        }
    }

    /// What a record has for the cell, if the session reads the column so too.
    fn recorded(&self, cell: &str) -> Option<String> {
        // A cell like the header would be taken for another one.
        let as_it_is =
            self.reading == Reading::default() && self.zone.is_none() && !["", "a"].contains(&cell.trim());
        // What one cell says of all may be more than nothing.
        let evidence = Evidence::new(&self.template.columns[0]);
        let says_nothing = evidence.is_none_or(|mut evidence| {
            evidence.note(cell.as_bytes());
            evidence.verdict(&Reading::default()).reading == Reading::default()
        });
        (as_it_is && says_nothing).then(|| {
            let file = format!("a,b\n\"{}\",x\n", cell.replace('"', "\"\""));
            let record = records(&file, Some(one_column(&self.options)));
            record["{\"a\":".len()..record.len() - 1].to_owned()
        })
    }
}

fn shown(value: Value<'_>) -> String {
    let text = |bytes: &[u8]| Json::from(String::from_utf8_lossy(bytes).into_owned()).to_string();
    match value {
        Value::Null => "null".to_owned(),
        Value::Generated => "generated".to_owned(),
        Value::Text(bytes) => text(bytes),
        Value::Number(number) => String::from_utf8(number.parts().concat()).expect("digits"),
        Value::Boolean(boolean) => boolean.to_string(),
        Value::Date(date) => text(&date.iso()),
        Value::DateTime(time) => text(&time.iso_parts().parts().concat()),
        Value::Time(time) => {
            let point: &[u8] = if time.fraction.is_empty() { b"" } else { b"." };
            text(&[&time.clock()[..], point, time.fraction].concat())
        }
        Value::Choice(choice) => text(choice.as_bytes()),
        Value::List(list) => format!("[{}]", list.values().map(text).collect::<Vec<_>>().join(",")),
    }
}

fn hold(file: &str, least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/types").join(file);
    let lines = fs::read_to_string(path).expect("the tables are there");
    let (mut table, mut cells, mut wrong) = (None::<Table>, 0, Vec::new());
    for line in lines.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix("== ") {
            table = Some(Table::new(title));
            continue;
        }
        let table = table.as_ref().expect("a table begins with its options");
        let (cell, wanted) =
            line.rsplit_once(" → ").unwrap_or_else(|| panic!("{file}: no arrow in {line:?}"));
        let cell: String = if cell.starts_with('"') {
            serde_json::from_str(cell).unwrap_or_else(|error| panic!("{file}: {cell}: {error}"))
        } else {
            cell.to_owned()
        };
        let wanted = match serde_json::from_str::<Json>(wanted) {
            Ok(text) if wanted.starts_with('"') => text.to_string(),
            _ => wanted.to_owned(),
        };
        let wanted = wanted.as_str();
        cells += 1;
        let found = table.converted(&cell);
        if found != wanted {
            wrong.push(format!("{}\n  {cell:?} → {found}, wanted {wanted}", table.title));
        }
        if let Some(recorded) = table.recorded(&cell) {
            // An invalid cell stays its text.
            let is_code =
                !wanted.starts_with(['"', '[']) && wanted.contains('-') && wanted.parse::<f64>().is_err();
            let written = if is_code || wanted == "pattern" {
                Json::from(cell.clone()).to_string()
            } else {
                wanted.to_owned()
            };
            if recorded != written && wanted != "generated" {
                wrong.push(format!("{}\n  {cell:?} is written as {recorded}, wanted {written}", table.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
    assert!(cells >= least, "{file} has only {cells} cells");
}

macro_rules! types {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            hold(concat!(stringify!($name), ".txt"), 40);
        }
    )*};
}

types! { string number integer boolean date datetime time email url uuid select any }
