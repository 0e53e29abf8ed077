//! Looks for inputs on which the engine breaks its promises. See README.md.

mod check;
mod decode;
mod dialect;
mod page;
mod random;
mod split;

use random::Random;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A target makes a case: a text, what else was chosen, and what holds any text to it.
type Target = fn(&mut Random, &[Vec<u8>]) -> (Vec<u8>, String, Box<dyn Fn(&[u8])>);

const TARGETS: [(&str, Target); 5] = [
    ("decode", decode::run),
    ("split", split::run),
    ("dialect", dialect::run),
    ("check", check::run),
    ("page", page::run),
];

/// An input of a few kilobytes that takes longer is a finding too.
const LIMIT: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let option = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let number = |name: &str| option(name).and_then(|text| text.parse::<u64>().ok());
    let seconds = number("--seconds").unwrap_or(60);
    let (first, only_case) = (number("--from").unwrap_or(0), number("--case"));
    let seeds = seeds();
    if only_case.is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let mut found = 0;
    for (name, target) in TARGETS.iter().filter(|(name, _)| option("--only").is_none_or(|only| only == name))
    {
        let begin = Instant::now();
        let mut case = only_case.unwrap_or(first);
        let mut failures = 0;
        let mut slowest = (Duration::ZERO, case);
        while begin.elapsed().as_secs() < seconds && failures < 5 {
            let (text, told, hold) = target(&mut Random::new(case), &seeds);
            let timed = || {
                let started = Instant::now();
                let failed = catch_unwind(AssertUnwindSafe(|| hold(&text))).err();
                (started.elapsed(), failed.map(|why| message(&*why)))
            };
            let (mut took, mut failed) = timed();
            // A machine that slept through the first time won't through the second.
            if failed.is_none() && took > LIMIT {
                (took, failed) = timed();
                failed = failed.or_else(|| (took > LIMIT).then(|| "it takes too long".to_owned()));
            }
            slowest = slowest.max((took, case));
            if let Some(why) = failed {
                failures += 1;
                let least = if why.starts_with("it takes") { text } else { smallest(text, &*hold) };
                let text = least.escape_ascii();
                println!(
                    "{name}: case {case} fails: {why}\n  with {told}\n  text b\"{text}\"\n  again: npm run fuzz -- --only {name} --case {case}\n"
                );
            }
            case += 1;
            if only_case.is_some() {
                break;
            }
        }
        let (ran, took) = (case - only_case.unwrap_or(first), begin.elapsed().as_secs());
        println!(
            "{name}: {ran} cases in {took} s, {failures} failed; the slowest, {}, took {:?}",
            slowest.1, slowest.0
        );
        found += failures;
    }
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn message(why: &(dyn std::any::Any + Send)) -> String {
    let text = why.downcast_ref::<String>().cloned();
    let text = text.or_else(|| why.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    text.unwrap_or_default().chars().take(1500).collect()
}

/// Takes parts out of the text for as long as it still fails.
fn smallest(mut text: Vec<u8>, hold: &dyn Fn(&[u8])) -> Vec<u8> {
    let mut part = text.len() / 2;
    while part > 0 {
        let mut at = 0;
        while at + part <= text.len() {
            let without = [&text[..at], &text[at + part..]].concat();
            if catch_unwind(AssertUnwindSafe(|| hold(&without))).is_err() {
                text = without;
            } else {
                at += part;
            }
        }
        part = if part > 1 { part.div_ceil(2) } else { 0 };
    }
    text
}

/// The files in `seeds/`.
fn seeds() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read(path).ok()).collect()
}
