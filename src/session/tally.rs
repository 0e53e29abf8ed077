//! Findings in, counts and the first issues out.

use crate::check::Subject;
use crate::issue::{Code, Issue, Severity};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The issues that are kept with their places. Beyond them, counts stay exact.
const KEPT_ISSUES: usize = 1000;

/// Of lines left out, fewer are kept, and beside those issues, so that they take no room from what is wrong.
const KEPT_INFOS: usize = 100;

/// What the first pass has found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CheckResult {
    /// Records in the file.
    pub records: u64,
    /// Errors in them.
    pub errors: u64,
    /// Warnings in them.
    pub warnings: u64,
    /// Records that have an error.
    pub invalid_records: u64,
    /// Records to be sent, as the template's `onInvalid` has it.
    pub total_records: u64,
    /// Errors and warnings by code; and the lines left out, by theirs.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub by_code: Vec<(&'static str, u64)>,
    /// Errors and warnings by column; those of whole rows and of headers are in none.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub by_column: Vec<(String, u64)>,
    /// The first 1,000 of them, and among them the first 100 lines or runs of lines that were left out.
    pub issues: Vec<Issue>,
}

/// Counts while the pass runs.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) records: u64,
    pub(super) errors: u64,
    pub(super) warnings: u64,
    pub(super) invalid_records: u64,
    pub(super) issues: Vec<Issue>,
    /// How many of the issues kept tell of lines left out.
    infos: usize,
    by_code: Vec<(&'static str, u64)>,
    /// By the template's columns, and by the headers that feed none.
    by_column: Vec<u64>,
    by_header: Vec<u64>,
}

impl Tally {
    /// Counts an issue. Gives back whether it is among the first, to be kept.
    pub(super) fn count(&mut self, code: &Code, severity: Severity, subject: Subject) -> bool {
        let room = match severity {
            Severity::Info => self.infos < KEPT_INFOS,
            _ => self.issues.len() - self.infos < KEPT_ISSUES,
        };
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += usize::from(room),
        }
        // There are few codes; they stay in the order in which they were met.
        let name = code.name();
        match self.by_code.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += code.count(),
            None => self.by_code.push((name, code.count())),
        }
        let (counts, at) = match subject {
            Subject::Row => return room,
            Subject::Column(at) => (&mut self.by_column, at),
            Subject::Header(at) => (&mut self.by_header, at),
        };
        if at >= counts.len() {
            counts.resize(at + 1, 0);
        }
        counts[at] += 1;
        room
    }

    /// What was found, where `name` names what it is about.
    pub(super) fn result(&self, name: impl Fn(Subject) -> Option<String>, total_records: u64) -> CheckResult {
        let columns = self.by_column.iter().enumerate().map(|(at, count)| (Subject::Column(at), *count));
        let headers = self.by_header.iter().enumerate().map(|(at, count)| (Subject::Header(at), *count));
        let counted = columns.chain(headers).filter(|(_, count)| *count > 0);
        let by_column = counted.filter_map(|(subject, count)| Some((name(subject)?, count)));
        CheckResult {
            records: self.records,
            errors: self.errors,
            warnings: self.warnings,
            invalid_records: self.invalid_records,
            total_records,
            by_code: self.by_code.clone(),
            by_column: by_column.collect(),
            issues: self.issues.clone(),
        }
    }
}

fn as_map<K: Serialize, S: Serializer>(counts: &[(K, u64)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(counts.len()))?;
    for (key, count) in counts {
        map.serialize_entry(key, count)?;
    }
    map.end()
}
