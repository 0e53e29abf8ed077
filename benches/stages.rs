//! `cargo bench [-- FILE TEMPLATE …]`: how fast each stage takes files with their templates. Native, one
//! core, the file in memory. Without files it takes the flights that the setup keeps in the cache.
//!
//! A stage holds those before it: what it costs alone is the difference of their seconds.

use sheethook::convert::asks;
use sheethook::page::PageOptions;
use sheethook::session::{ReadOptions, SAMPLE_BYTES, Sheet};

use sheethook::template;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// As the drivers read a file.
const CHUNK: usize = 1 << 20;
const RUNS: usize = 5;
const FLIGHTS: &str = include_str!("files/flights.json");
/// No file has its column: what is left of a check is finding rows and cells.
const NO_COLUMNS: &str =
    r#"{"code": "none", "onInvalid": "include", "columns": [{"key": "no such header"}]}"#;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let given: Vec<_> = env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if given.is_empty() {
        let home = || env::var("HOME").map(|home| format!("{home}/.cache/sheethook"));
        let cache = env::var("SHEETHOOK_CACHE").or_else(|_| home())?;
        return bench(&format!("{cache}/flights.csv"), FLIGHTS);
    }
    given.chunks_exact(2).try_for_each(|pair| bench(&pair[0], &fs::read_to_string(&pair[1])?))
}

fn bench(path: &str, template: &str) -> Outcome<()> {
    let file = fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
    let report = |stage: &str, seconds: f64| {
        println!("{name:<20} {stage:<8} {seconds:>8.4} s {:>8.0} MB/s", file.len() as f64 / 1e6 / seconds);
    };
    report("split", median(|| check(&file, NO_COLUMNS).map(drop))?);
    report("check", median(|| check(&file, template).map(drop))?);
    let sheet = check(&file, template)?;
    report("pages", median(|| pages(&sheet, &file))?);
    Ok(())
}

/// The first pass.
fn check(file: &[u8], json: &str) -> Outcome<Sheet> {
    let template = template::read(
        json,
        &asks(&sheethook_pattern::compile, sheethook::base::platform::Platform::plain()),
    )
    .map_err(|faults| format!("{faults:?}"))?;
    let sample = &file[..file.len().min(SAMPLE_BYTES as usize)];
    let whole = sample.len() == file.len();
    let mut sheet = Sheet::open(
        sample,
        whole,
        Some(template),
        &ReadOptions::default(),
        sheethook::base::platform::Platform::plain(),
    )?;
    sheet.start_check(false);
    while let Some((from, _)) = sheet.wants() {
        for bytes in file[from as usize..].chunks(CHUNK) {
            sheet.push(bytes)?;
        }
        sheet.finish()?;
    }
    Ok(sheet)
}

/// The second pass.
fn pages(sheet: &Sheet, file: &[u8]) -> Outcome<()> {
    let mut pager = sheet.pager(PageOptions::default(), 1)?;
    let (from, _) = pager.wants().unwrap_or_default();
    for bytes in file[from as usize..].chunks(CHUNK) {
        pager.push(bytes);
        while pager.next_page()?.is_some() {}
    }
    pager.finish();
    while pager.next_page()?.is_some() {}
    Ok(())
}

/// The time in the middle of some runs.
fn median(mut work: impl FnMut() -> Outcome<()>) -> Outcome<f64> {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let started = Instant::now();
        work()?;
        times.push(started.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok(times[RUNS / 2])
}
