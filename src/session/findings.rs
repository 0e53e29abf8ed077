//! What a check has found, for every subject: counts, a bit for each record with a problem, and the first issues.

use super::host_issues::HostIssues;
use super::subject_issues::{Kept, SubjectIssues};
use crate::base::bitmap::Bitmap;
use crate::base::sort::sorted;
use crate::check::{Scope, Subject};
use crate::issue::{Issue, Severity};

/// The issues that are kept with their places. Beyond them, counts stay exact, and the records are known.
const KEPT_ISSUES: usize = 1000;

/// Skipped lines are kept beside those issues, so that they take no room from what is wrong.
const KEPT_NOTES: usize = 100;

/// What is known of all subjects. It is kept up to date while rows are edited.
#[derive(Debug, Clone, Default)]
pub(super) struct Findings {
    subjects: Vec<(Subject, SubjectIssues)>,
    /// Codes in the order in which they were met.
    met: Vec<&'static str>,
    /// The first issues by record.
    kept: Vec<Kept>,
    /// Whether there are others behind the last of those kept.
    more: bool,
    /// Skipped lines, and issues of the headers.
    notes: Vec<Issue>,
    /// How many, by code.
    noted: Vec<(&'static str, u64)>,
    warnings_noted: u64,
    /// What the host's functions report.
    pub(super) host: HostIssues,
}

impl Findings {
    /// Adds what was found. Gives back whether there is room to keep the issue.
    pub(super) fn add(
        &mut self,
        subject: Subject,
        record: u64,
        code: &'static str,
        severity: Severity,
        value: &[u8],
    ) -> bool {
        if !self.met.contains(&code) {
            self.met.push(code);
        }
        let issues = self.of_mut(subject);
        issues.change(code, severity, value, 1);
        let bits = if severity == Severity::Error { &mut issues.errors } else { &mut issues.warnings };
        bits.insert(record);
        let is_first = self.kept.len() < KEPT_ISSUES && !self.more;
        is_first || self.kept.last().is_some_and(|last| (record, subject.rank()) < last.key())
    }

    /// Takes back what was found earlier; the record's bits and issues are forgotten by [`Findings::forget_records`].
    pub(super) fn take_back(
        &mut self,
        subject: Subject,
        code: &'static str,
        severity: Severity,
        value: &[u8],
    ) {
        self.of_mut(subject).change(code, severity, value, -1);
    }

    /// Forgets which problems records have in some subjects, before they are looked at anew.
    pub(super) fn forget_records(&mut self, records: &Bitmap, scope: &Scope) {
        for (_, issues) in self.subjects.iter_mut().filter(|(subject, _)| scope.has(*subject)) {
            issues.errors.subtract(records);
            issues.warnings.subtract(records);
        }
        self.kept.retain(|kept| !(records.contains(kept.record) && scope.has(kept.subject)));
    }

    /// Forgets all about some subjects.
    pub(super) fn forget(&mut self, scope: &Scope) {
        self.subjects.retain(|(subject, _)| !scope.has(*subject));
        self.kept.retain(|kept| !scope.has(kept.subject));
    }

    /// Keeps an issue for which there is room, at its place among the others.
    pub(super) fn keep(&mut self, subject: Subject, record: u64, issue: Issue) {
        let kept = Kept { subject, record, issue };
        let key = kept.key();
        let at = self.kept.partition_point(|other| other.key() <= key);
        self.kept.insert(at, kept);
        self.kept.truncate(KEPT_ISSUES);
        self.more |= self.kept.len() == KEPT_ISSUES;
    }

    /// Notes skipped lines, or an issue of the headers.
    pub(super) fn note(&mut self, issue: Issue) {
        let (name, count) = (issue.code.name(), issue.code.count());
        if let Some((_, known)) = self.noted.iter_mut().find(|(known, _)| *known == name) {
            *known += count;
        } else {
            self.noted.push((name, count));
            self.met.push(name);
        }
        let is_info = issue.place.severity == Severity::Info;
        self.warnings_noted += u64::from(!is_info);
        let infos = self.notes.iter().filter(|note| note.place.severity == Severity::Info).count();
        if !is_info || infos < KEPT_NOTES {
            self.notes.push(issue);
        }
    }

    /// Issues of a severity.
    pub(super) fn count(&self, severity: Severity) -> u64 {
        let noted = if severity == Severity::Warning { self.warnings_noted } else { 0 };
        noted + self.by_subject().map(|(_, issues)| issues.count(severity)).sum::<u64>()
    }

    /// Records that have an error anywhere.
    pub(super) fn invalid(&self) -> Bitmap {
        let mut invalid = Bitmap::default();
        for (_, issues) in self.by_subject() {
            invalid.add(&issues.errors);
        }
        invalid
    }

    /// What is known, by subject.
    pub(super) fn by_subject(&self) -> impl Iterator<Item = (Subject, &SubjectIssues)> {
        self.subjects.iter().chain(self.host.by_subject()).map(|(subject, issues)| (*subject, issues))
    }

    /// How often each code was found.
    pub(super) fn by_code(&self) -> Vec<(&'static str, u64)> {
        let codes = || self.by_subject().flat_map(|(_, issues)| &issues.codes);
        let count = |code: &&'static str| {
            let noted = self.noted.iter().filter(|(known, _)| known == code).map(|(_, count)| count);
            let found = codes().filter(|known| known.code == *code).map(|known| known.count);
            (*code, noted.sum::<u64>() + found.sum::<u64>())
        };
        // What the host reports comes after all else.
        let mut met = self.met.clone();
        for known in self.host.by_subject().iter().flat_map(|(_, issues)| &issues.codes) {
            if !met.contains(&known.code) {
                met.push(known.code);
            }
        }
        met.iter().map(count).filter(|(_, count)| *count > 0).collect()
    }

    /// The first issues of records, and among them what was noted, in the order of lines.
    pub(super) fn issues(&self) -> Vec<Issue> {
        let mut notes = self.notes.iter().peekable();
        let mut issues = Vec::with_capacity(self.notes.len() + self.kept.len());
        for Kept { issue, .. } in self.first() {
            while let Some(note) = notes.next_if(|note| note.place.line <= issue.place.line) {
                issues.push(note.clone());
            }
            issues.push(issue.clone());
        }
        issues.extend(notes.cloned());
        // What is wrong with headers counts among the others.
        let mut room = KEPT_ISSUES;
        issues.retain(|issue| {
            let stays = issue.place.severity == Severity::Info || room > 0;
            room = room.saturating_sub(usize::from(issue.place.severity != Severity::Info));
            stays
        });
        issues
    }

    /// The first issues that are errors.
    pub(super) fn errors(&self) -> impl Iterator<Item = &Issue> {
        let issues = self.first().into_iter().map(|kept| &kept.issue);
        issues.filter(|issue| issue.place.severity == Severity::Error)
    }

    /// The first issues of records, the engine's and the host's.
    fn first(&self) -> Vec<&Kept> {
        let mut first: Vec<_> = self.kept.iter().collect();
        // Behind the last of those kept there may be others, which are not known.
        let end = self.kept.last().filter(|_| self.more).map_or(u64::MAX, |last| last.record);
        first.extend(self.host.first().iter().take_while(|kept| kept.record <= end).take(KEPT_ISSUES));
        let key = |at: usize| first.get(at).map(|kept| kept.key());
        let order = sorted(first.len(), &|one, other| key(one) < key(other));
        order.into_iter().take(KEPT_ISSUES).filter_map(|at| first.get(at).copied()).collect()
    }

    /// The first records with issues, where some of these are not kept though there is room for them. After only a `few`
    /// rows were read, many must be missing.
    pub(super) fn first_not_kept(&self, few: bool) -> Option<Bitmap> {
        let least = if few { KEPT_ISSUES / 2 } else { KEPT_ISSUES };
        if !self.more || self.kept.len() >= least {
            return None;
        }
        // The host's issues are kept by themselves.
        let mut wanted = Bitmap::default();
        for (_, issues) in &self.subjects {
            wanted.add(&issues.errors);
            wanted.add(&issues.warnings);
        }
        let mut first = Bitmap::default();
        first.extend(wanted.iter().take(KEPT_ISSUES));
        Some(first)
    }

    /// Begins to keep issues anew.
    pub(super) fn keep_anew(&mut self) {
        self.kept.clear();
        self.more = false;
    }

    fn of_mut(&mut self, subject: Subject) -> &mut SubjectIssues {
        let at = match self.subjects.binary_search_by_key(&subject.rank(), |(known, _)| known.rank()) {
            Ok(at) => at,
            Err(at) => {
                self.subjects.insert(at, (subject, SubjectIssues::default()));
                at
            }
        };
        &mut self.subjects[at].1
    }
}
