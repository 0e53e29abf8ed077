//! Findings in, counts and the first issues out.

use crate::check::{Finding, Subject};
use crate::issue::{Issue, Severity};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The issues that are kept with their places. Beyond them, counts stay exact.
const KEPT_ISSUES: usize = 1000;

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
    /// Errors and warnings by code.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub by_code: Vec<(&'static str, u64)>,
    /// Errors and warnings by column; those of whole rows are in none.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub by_column: Vec<(String, u64)>,
    /// The first 1,000 of them.
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
    by_code: Vec<(&'static str, u64)>,
    /// By the template's columns, and by the headers that feed none.
    by_column: Vec<u64>,
    by_header: Vec<u64>,
}

impl Tally {
    /// Counts a finding. Gives back whether it is among the first, to be kept.
    pub(super) fn count(&mut self, finding: &Finding<'_>) -> bool {
        match finding.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        // There are few codes; they stay in the order in which they were met.
        let code = finding.code.name();
        match self.by_code.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += 1,
            None => self.by_code.push((code, 1)),
        }
        let (counts, at) = match finding.subject {
            Subject::Row => return self.issues.len() < KEPT_ISSUES,
            Subject::Column(at) => (&mut self.by_column, at),
            Subject::Header(at) => (&mut self.by_header, at),
        };
        if at >= counts.len() {
            counts.resize(at + 1, 0);
        }
        counts[at] += 1;
        self.issues.len() < KEPT_ISSUES
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
