//! What the native tests share: the platform's twin of name folding, and a file pushed through a sheet.

#![allow(dead_code, unreachable_pub, reason = "each test file uses what it needs")]

pub mod known;

use sheethook::convert::asks;
use sheethook::error::Result;
use sheethook::page::PageOptions;
use sheethook::platform::Platform;
use sheethook::session::{CheckResult, ReadOptions, Settling, Sheet};
use sheethook::template::{self, Template};
use unicode_normalization::UnicodeNormalization;

/// What the bindings have JavaScript do.
pub fn fold(name: &str) -> String {
    name.nfd()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

pub fn platform() -> Platform {
    Platform { fold, ..Platform::plain() }
}

pub fn template(json: &str) -> Template {
    template::read(json, &asks(&sheethook_pattern::compile, platform())).expect("the template is right")
}

/// A template with one column, given as JSON without its key.
pub fn one_column(fields: &str) -> Template {
    let comma = if fields.is_empty() { "" } else { "," };
    template(&format!(
        r#"{{"code": "t", "onInvalid": "include", "columns": [{{"key": "a"{comma}{fields}}}]}}"#
    ))
}

pub fn open(file: &[u8], template: Option<Template>) -> Result<Sheet> {
    Sheet::open(file, true, template, &ReadOptions::default(), platform())
}

/// Opens and checks a file, pushed in chunks of that size.
pub fn checked(file: &[u8], template: Option<Template>, chunk: usize) -> (Sheet, CheckResult) {
    let mut sheet = open(file, template).expect("the file opens");
    let result = check(&mut sheet, file, chunk);
    (sheet, result)
}

pub fn check(sheet: &mut Sheet, file: &[u8], chunk: usize) -> CheckResult {
    sheet.start_check(false);
    settle_by(sheet, file, chunk);
    sheet.result().expect("it is checked")
}

/// A page of one's own.
#[derive(Debug, PartialEq)]
pub struct Page {
    pub number: u64,
    pub size: u32,
    pub body: Vec<u8>,
}

/// All pages, the file pushed in chunks of that size.
pub fn pages(sheet: &Sheet, file: &[u8], options: &PageOptions, chunk: usize) -> Vec<Page> {
    let known = sheet.total_pages(options);
    let total = known.unwrap_or_else(|| pages_of(sheet, file, options, 0, chunk).len() as u64);
    let pages = pages_of(sheet, file, options, total, chunk);
    assert_eq!(total, pages.len() as u64, "{options:?}, known: {known:?}");
    pages
}

fn pages_of(sheet: &Sheet, file: &[u8], options: &PageOptions, total: u64, chunk: usize) -> Vec<Page> {
    let mut cutter = sheet.pager(options.clone(), total).expect("the sheet is checked");
    let mut pages = Vec::new();
    for bytes in file[sheet.data_offset() as usize..].chunks(chunk) {
        cutter.push(bytes);
        while let Some(page) = cutter.next_page().expect("the rows are sane") {
            pages.push(Page { number: page.number, size: page.size, body: page.body.to_vec() });
        }
    }
    cutter.finish();
    while let Some(page) = cutter.next_page().expect("the rows are sane") {
        pages.push(Page { number: page.number, size: page.size, body: page.body.to_vec() });
    }
    pages
}

/// The records of all pages, as their JSON text.
pub fn records(file: &str, template: Option<Template>) -> String {
    let (sheet, _) = checked(file.as_bytes(), template, file.len().max(1));
    let pages = pages(&sheet, file.as_bytes(), &PageOptions::default(), file.len().max(1));
    let data = pages.iter().map(|page| {
        let body = String::from_utf8(page.body.clone()).expect("a page is UTF-8");
        let start = body.find("\"data\":[").expect("a page has data") + 8;
        body[start..body.find("],\"totalRecords\"").expect("data ends")].to_owned()
    });
    data.collect::<Vec<_>>().join(",")
}

/// Does what a sheet needs to be up to date.
pub fn settle(sheet: &mut Sheet, file: &[u8]) {
    settle_by(sheet, file, 700);
}

/// The same, with passes that get the file in chunks of that size.
fn settle_by(sheet: &mut Sheet, file: &[u8], chunk: usize) {
    loop {
        match sheet.settling() {
            Settling::Settled => return,
            Settling::Pass => {
                file.chunks(chunk).for_each(|bytes| sheet.push(bytes).expect("the rows are sane"));
                sheet.finish().expect("the rows are sane");
            }
            Settling::Walk => {
                let wanted = sheet.wants().expect("it walks");
                sheet.feed(part(file, wanted)).expect("sane");
            }
        }
    }
}

/// The first bytes of what is wanted of a file.
pub fn part(file: &[u8], (from, to): (u64, u64)) -> &[u8] {
    let end = file.len() as u64;
    &file[from.min(end) as usize..to.min(end).min(from + 900) as usize]
}
