//! Files through a session's first pass and its windows.

use crate::random::{self, Random};
use crate::split::{self, START};
use sheethook::convert::asks;
use sheethook::error::Error;
use sheethook::issue::{Code, Issue, Severity};
use sheethook::base::platform::Platform;
use sheethook::session::{CheckResult, ReadOptions, Sheet};
use sheethook::csv::index::ByteRange;
use sheethook::csv::{Delimiter, Format};
use sheethook::template::{self, Template};
use std::collections::HashMap;

/// Names as the platform folds them, near enough.
pub fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// A file's columns and how it is read.
#[derive(Debug, Clone)]
pub struct Setting {
    pub template: Option<String>,
    pub quote: Option<&'static str>,
    pub delimiter: &'static str,
}

impl Setting {
    pub fn format(&self) -> Format {
        let quote = self.quote.map_or(Some(b'"'), |quote| quote.bytes().next());
        Format {
            delimiter: Delimiter::byte(self.delimiter.as_bytes()[0]),
            quote,
            escape: None,
            comment: None,
        }
    }

    pub fn template(&self) -> Option<Template> {
        self.template.as_ref().map(|json| {
            template::read(json, &asks(&sheethook_pattern::compile, Platform::plain()))
                .expect("the template is right")
        })
    }

    pub fn open(&self, file: &[u8]) -> Result<Sheet, Error> {
        // All of the dialect: what is found where it isn't given is another target's.
        let options = ReadOptions {
            delimiter: Some(self.delimiter.to_owned()),
            quote: Some(self.quote.unwrap_or("\"").to_owned()),
            // Nothing is left to be guessed: what is split here must be what the sheet splits.
            escape: Some(String::new()),
            comment: Some(String::new()),
            header_row: Some(1),
            ..ReadOptions::default()
        };
        Sheet::open(file, true, self.template(), &options, Platform { fold, ..Platform::plain() })
    }
}

/// A cell without white space around it, as a column that trims takes it.
pub fn trim(cell: &[u8]) -> &[u8] {
    const SPACES: [&str; 12] = [
        "\u{a0}", "\u{1680}", "\u{2028}", "\u{2029}", "\u{202f}", "\u{205f}", "\u{2060}", "\u{3000}",
        "\u{feff}", "\u{200b}", "\u{2003}", "\u{2009}",
    ];
    let cell = cell.trim_ascii();
    let spaces = || SPACES.iter().map(|space| space.as_bytes());
    match spaces().find_map(|space| cell.strip_prefix(space).or(cell.strip_suffix(space))) {
        Some(rest) => trim(rest),
        None => cell,
    }
}

/// Columns of every type, under the headers `a`, `b`, `c`, `d`.
pub fn setting(random: &mut Random) -> Setting {
    const FIELDS: [&str; 18] = [
        "",
        r#","unique":true"#,
        r#","required":true"#,
        r#","trim":true"#,
        r#","pattern":"^[a-z]*$""#,
        r#","type":"number""#,
        r#","type":"number","min":-3,"max":50.5"#,
        r#","type":"number","unique":true"#,
        r#","type":"integer""#,
        r#","type":"integer","required":true"#,
        r#","type":"boolean""#,
        r#","type":"date","formats":["YYYY-MM-DD","MDYYYY"]"#,
        r#","type":"select","options":[{"value":"a"},{"value":"é\n","alternates":["12"]}]"#,
        r#","trim":true,"unique":true"#,
        r#","type":"datetime","unique":true"#,
        r#","type":"email""#,
        r#","type":"uuid","default":{"generate":"uuid"}"#,
        r#","type":"any","maxLength":3"#,
    ];
    let on_invalid = random.pick(&["skip", "include"]);
    let columns: Vec<_> =
        ["a", "b", "c", "d"].map(|key| format!(r#"{{"key":"{key}"{}}}"#, random.pick(&FIELDS))).into();
    let json = format!(r#"{{"code":"t","onInvalid":"{on_invalid}","columns":[{}]}}"#, columns.join(","));
    Setting {
        template: (!random.one_in(4)).then_some(json),
        quote: [None, None, None, Some(""), Some("'")][random.below(5)],
        delimiter: random.pick(&[",", ",", ";", "\t", "|"]),
    }
}

/// Cells that are values of one type or another, or nearly.
const VALUES: [&str; 30] = [
    "1",
    "-1",
    "007",
    "0.50",
    ".5",
    "5.",
    "1e5",
    "-0",
    "+3",
    "12345678901234567890",
    "1.7976931348623157e999",
    "0x1",
    "1-",
    "-",
    "--1",
    "1.2.3",
    "true",
    "N",
    "2024-02-29",
    "2023-02-29",
    "1232024",
    "a",
    "A",
    "12",
    "é",
    " x ",
    " ",
    "50.5",
    "50.50000000000001",
    "\u{a0}1",
];

pub fn file(random: &mut Random, seeds: &[Vec<u8>], setting: &Setting) -> Vec<u8> {
    let delimiter = setting.delimiter;
    let mut file = ["a", "b", "c", "d"].join(delimiter).into_bytes();
    file.push(b'\n');
    if random.one_in(2) {
        file.extend(random::text(random, seeds, &setting.format()));
        return file;
    }
    let rows = if random.one_in(60) { random.below(2500) } else { random.below(12) };
    for _ in 0..rows {
        let width = if random.one_in(8) { 1 + random.below(6) } else { 4 };
        for at in 0..width {
            let quoted = setting.quote != Some("") && random.one_in(8);
            let quote = if quoted { setting.quote.unwrap_or("\"") } else { "" };
            let odd = if random.one_in(12) {
                random.pick(&["\"", "\\", "\0", "\u{FFFD}", "\u{1}", "'"])
            } else {
                ""
            };
            for part in [if at > 0 { delimiter } else { "" }, quote, random.pick(&VALUES), odd, quote] {
                file.extend_from_slice(part.as_bytes());
            }
            if random.one_in(60) {
                file.push(0xE2);
            }
        }
        file.extend_from_slice(random.pick(&["\n", "\n", "\r\n"]).as_bytes());
    }
    file
}

/// The first pass, in chunks of that size, with every issue.
pub fn check(sheet: &mut Sheet, file: &[u8], chunk: usize) -> Result<(CheckResult, Vec<Issue>), Error> {
    sheet.start_check(true);
    let mut issues = Vec::new();
    while let Some(wanted) = sheet.wants() {
        match part(file, wanted, chunk) {
            Some(bytes) => sheet.push(bytes)?,
            None => sheet.finish()?,
        }
        issues.extend(sheet.take_issues());
    }
    Ok((sheet.result()?, issues))
}

/// The first bytes of what is wanted of a file, at most so many; none where the file has no more.
pub fn part(file: &[u8], (from, to): ByteRange, most: usize) -> Option<&[u8]> {
    let end = to.unwrap_or(u64::MAX).min(file.len() as u64).min(from + most as u64);
    (from < end).then(|| &file[from as usize..end as usize])
}

/// The bytes from the first record on.
pub fn data_of<'f>(sheet: &Sheet, file: &'f [u8]) -> &'f [u8] {
    let from = sheet.window(0, 1).and_then(|window| window.wants()).map_or(0, |(from, _)| from);
    &file[from as usize..]
}

pub fn run(random: &mut Random, seeds: &[Vec<u8>]) -> (Vec<u8>, String, Box<dyn Fn(&[u8])>) {
    let setting = setting(random);
    let file = file(random, seeds, &setting);
    let chunk = random.chunk();
    let windows: Vec<_> = (0..3).map(|_| (random.below(1500), random.below(1500), random.chunk())).collect();
    let told = format!("{setting:?}, chunks of {chunk}, windows {windows:?}");
    (file, told, Box::new(move |file| hold(file, &setting, chunk, &windows)))
}

fn hold(file: &[u8], setting: &Setting, chunk: usize, windows: &[(usize, usize, usize)]) {
    let Ok(mut sheet) = setting.open(file) else { return };
    let in_chunks = check(&mut sheet, file, chunk).expect("the rows are sane");
    let (result, issues) = check(&mut sheet, file, file.len().max(1)).expect("the rows are sane");
    assert_eq!(in_chunks, (result.clone(), issues.clone()), "in chunks of {chunk} it is another");
    let data = data_of(&sheet, file);
    let rows = split::split(data, setting.format(), sheet.header().len(), START, &[]).rows;
    assert_eq!(result.records, rows.len() as u64, "records");

    let count = |wanted| issues.iter().filter(|issue| issue.place.severity == wanted).count() as u64;
    assert_eq!((result.errors, result.warnings), (count(Severity::Error), count(Severity::Warning)));
    let counted = issues.iter().map(|issue| issue.code.count()).sum::<u64>();
    assert_eq!(result.by_code.iter().map(|(_, count)| count).sum::<u64>(), counted, "by code");
    assert!(issues.is_sorted_by_key(|issue| issue.place.line), "issues are in the order of lines");
    let (mut wrong, mut infos) = (0, 0);
    let kept = issues.iter().filter(|issue| {
        let (count, most) =
            if issue.place.severity == Severity::Info { (&mut infos, 100) } else { (&mut wrong, 1000) };
        *count += 1;
        *count <= most
    });
    assert_eq!(result.issues, kept.cloned().collect::<Vec<_>>());
    let errors = issues.iter().filter(|issue| issue.place.severity == Severity::Error);
    let mut invalid: Vec<_> = errors.map(|issue| issue.place.row).collect();
    invalid.dedup();
    assert_eq!(result.invalid_records, invalid.len() as u64, "invalid records");

    for &(start, length, chunk) in windows {
        let start = start.min(rows.len() + 1);
        let Some(mut window) = sheet.window(start as u64, length) else {
            assert!(start >= rows.len(), "row {start} is not known");
            continue;
        };
        while let Some(wanted) = window.wants() {
            match part(file, wanted, chunk) {
                Some(bytes) => window.push(bytes).expect("the rows are sane"),
                None => window.finish().expect("the rows are sane"),
            }
        }
        let lossy = |cell: &Vec<u8>| String::from_utf8_lossy(cell).into_owned();
        let wanted =
            rows.iter().skip(start).take(length).map(|row| row.cells.iter().map(lossy).collect::<Vec<_>>());
        assert_eq!(
            window.into_rows(),
            wanted.collect::<Vec<_>>(),
            "the window {start} + {length}"
        );
    }
    is_unique(&sheet, setting, &rows, &issues);
}

/// Of the columns of strings that want unique values, exactly the repeated ones are reported.
fn is_unique(sheet: &Sheet, setting: &Setting, rows: &[split::Row], issues: &[Issue]) {
    let Some(template) = setting.template() else { return };
    let skips = template.on_invalid == template::OnInvalid::Skip;
    for (column, mapped) in template.columns.iter().zip(&sheet.mapping().columns) {
        if !column.unique || column.kind != template::ColumnType::String {
            continue;
        }
        let mut seen = HashMap::new();
        let mut told = issues.iter().filter(|issue| issue.place.row.is_some()).peekable();
        for (row, number) in rows.iter().zip(1..) {
            let (mut invalid, mut duplicate_of) = (false, None);
            while let Some(issue) = told.next_if(|issue| issue.place.row == Some(number)) {
                invalid |= issue.place.severity == Severity::Error;
                if let Code::Duplicate { first_row } = issue.code
                    && issue.place.column.as_ref() == Some(&column.key)
                {
                    duplicate_of = Some(first_row);
                }
            }
            let cell = mapped.header.and_then(|at| row.cells.get(at)).map_or(&[][..], Vec::as_slice);
            let value = if column.trim { trim(cell) } else { cell };
            if value.is_empty() {
                continue;
            }
            assert_eq!(duplicate_of, seen.get(value).copied(), "whether row {number} repeats {value:?}");
            if duplicate_of.is_none() && !(skips && invalid) {
                seen.insert(value.to_vec(), number);
            }
        }
    }
}
