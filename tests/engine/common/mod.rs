//! What the native tests share: the platform's twin of name folding, and a file pushed through a sheet.

pub mod csv_core_rows;
pub mod known;

use sheethook::base::platform::Platform;
use sheethook::convert::asks;
use sheethook::csv::index::ByteRange;
use sheethook::error::Result;
use sheethook::page::PageOptions;
use sheethook::session::{CheckResult, ReadOptions, Sheet};
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
    check_on(sheet, file, chunk);
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
    while let Some(wanted) = cutter.wants() {
        match part(file, wanted, chunk) {
            Some(bytes) => cutter.push(bytes),
            None => cutter.finish(),
        }
        while let Some(page) = cutter.next_page().expect("the rows are sane") {
            pages.push(Page { number: page.number, size: page.size, body: page.body.to_vec() });
        }
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

/// Has a sheet checked that was changed.
pub fn check_again(sheet: &mut Sheet, file: &[u8]) {
    check_on(sheet, file, 700);
}

/// Goes on with a check, in chunks of that size.
pub fn check_on(sheet: &mut Sheet, file: &[u8], chunk: usize) {
    while let Some(wanted) = sheet.wants() {
        match part(file, wanted, chunk) {
            Some(bytes) => sheet.push(bytes).expect("the rows are sane"),
            None => sheet.finish().expect("the rows are sane"),
        }
    }
}

/// The first bytes of what is wanted of a file, at most so many; none where the file has no more.
pub fn part(file: &[u8], (from, to): ByteRange, most: usize) -> Option<&[u8]> {
    let end = to.unwrap_or(u64::MAX).min(file.len() as u64).min(from + most as u64);
    (from < end).then(|| &file[from as usize..end as usize])
}
