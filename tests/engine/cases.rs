//! `tests/cases/<name>/`: an input, its template and options, and the pages and issues that they must give.
//!
//! `encoding.txt` names the encoding that must be found, where that isn't UTF-8; here it is only obeyed.
//! The same cases run through the Node build in `tests/cases.test.mjs`.

use crate::common::platform;
use serde_json::Value;
use sheethook::convert::asks;
use sheethook::issue::Severity;
use sheethook::page::PageOptions;
use sheethook::session::{ReadOptions, Sheet};
use sheethook::template;
use std::fs;
use std::path::Path;

#[test]
fn every_case_gives_its_pages_and_issues() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let cases =
        fs::read_dir(folder).expect("the cases are there").map(|entry| entry.expect("readable").path());
    let ran = cases.map(|case| run(&case)).count();
    assert!(ran > 15, "only {ran} cases were found");
}

fn run(case: &Path) {
    let name = case.display();
    let text = |file: &str| fs::read_to_string(case.join(file)).ok();
    let options: Value =
        text("options.json").map_or(Value::Null, |json| serde_json::from_str(&json).expect("JSON"));
    let bytes = fs::read(case.join("input.csv")).expect("an input");
    let encoding = text("encoding.txt").map_or("utf-8".to_owned(), |name| name.trim().to_owned());
    // UTF-8 goes to the engine as it is, broken bytes and all.
    let utf8 = if encoding == "utf-8" { bytes } else { decode(&encoding, &bytes) };
    let string = |key: &str| options[key].as_str().map(str::to_owned);
    let number = |key: &str, default: u32| options[key].as_u64().map_or(default, |number| number as u32);
    let read_options = ReadOptions {
        delimiter: string("delimiter"),
        quote: string("quote"),
        escape: string("escape"),
        comment: string("comment"),
        header_row: options["headerRow"].as_u64().map(|row| row as u32),
        encoding,
    };
    let template = text("template.json").map(|json| {
        template::read(&json, &asks(&sheethook_pattern::compile, platform())).expect("the template is right")
    });
    let default = PageOptions::default();
    let page_options = PageOptions {
        upload_id: "case".to_owned(),
        chunk_size: number("chunkSize", default.chunk_size),
        max_page_bytes: number("maxPageBytes", default.max_page_bytes),
        extra: options.get("extra").map_or(default.extra, Value::to_string),
    };
    let wanted = |file: &str| text(file).unwrap_or_else(|| panic!("{name} has no {file}"));
    for chunk in [1, 2, 3, 5, 64, utf8.len()] {
        let mut sheet = Sheet::open(&utf8, true, template.clone(), &read_options, platform()).expect("opens");
        let result = crate::common::check(&mut sheet, &utf8, chunk);
        let issues: Vec<Value> =
            result.issues.iter().map(|issue| serde_json::to_value(issue).expect("JSON")).collect();
        let errors = result.issues.iter().filter(|issue| issue.place.severity == Severity::Error).count();
        assert_eq!(errors as u64, result.errors);
        let lines: Vec<Value> =
            wanted("issues.jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let (summary, wanted_issues) = lines.split_last().expect("a summary");
        assert_eq!(issues, wanted_issues, "{name} in chunks of {chunk}");
        assert_eq!(summary["records"], result.records, "{name}");
        assert_eq!(summary["errors"], result.errors, "{name}");
        let pages = crate::common::pages(&sheet, &utf8, &page_options, chunk);
        let bodies = pages.into_iter().map(|page| String::from_utf8(page.body).expect("UTF-8") + "\n");
        assert_eq!(bodies.collect::<String>(), wanted("pages.jsonl"), "{name} in chunks of {chunk}");
    }
}

/// What the platform's `TextDecoder` does.
fn decode(encoding: &str, bytes: &[u8]) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).expect("a label");
    encoding.decode_with_bom_removal(bytes).0.into_owned().into_bytes()
}
