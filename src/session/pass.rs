//! A file's bytes in, what is known of its rows out: the first pass, and further ones where one is not enough.

use super::Names;
use super::findings::Findings;
use super::header::told;
use super::result::CheckResult;
use crate::bitmap::Bitmap;
use crate::check::{Checker, Finding};
use crate::error::Result;
use crate::index::Index;
use crate::issue::{Issue, IssuePlace, Severity, excerpt};
use crate::page::RecordWriter;
use crate::split::{Aside, BLOCK_ROWS, Condition, Rows, Splitter};
use crate::unique::Next;
use std::sync::Arc;

/// What the passes find out.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) index: Index,
    pub(super) findings: Findings,
    /// Records that have an error, once all have been seen.
    pub(super) invalid: Arc<Bitmap>,
    pub(super) writer: Arc<RecordWriter>,
    /// The most bytes that any record takes as JSON.
    pub(super) longest_record: usize,
    /// Records in the file, as far as it has been read.
    pub(super) records: u64,
}

/// A pass over the file, and what is known after it.
#[derive(Debug)]
pub(super) struct Pass {
    splitter: Splitter,
    checker: Checker,
    facts: Facts,
    /// Bytes before the first record that are still to be passed over.
    to_skip: u64,
    stage: Stage,
    /// Every issue that hasn't been taken yet, where the driver takes them as they come.
    stream: Option<Vec<Issue>>,
}

/// What a pass is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// All is checked.
    Check,
    /// Values that must be unique are looked at once more.
    Look,
    /// What is known by now is told to whoever takes every issue.
    Tell,
    Done,
}

impl Facts {
    pub(super) fn new(index: Index, writer: Arc<RecordWriter>) -> Facts {
        let (findings, invalid) = Default::default();
        Facts { index, findings, invalid, writer, longest_record: 0, records: 0 }
    }

    pub(super) fn result(&self, names: &Names<'_>, total_records: u64) -> CheckResult {
        let findings = &self.findings;
        let columns = findings.slots().filter_map(|(subject, slot)| Some((names.of(subject)?, slot)));
        let counted = columns.map(|(name, slot)| (name, slot.codes.iter().map(|known| known.count).sum()));
        CheckResult {
            records: self.records,
            errors: findings.count(Severity::Error),
            warnings: findings.count(Severity::Warning),
            invalid_records: self.invalid.count(),
            total_records,
            by_code: findings.by_code(),
            by_column: counted.filter(|(_, count)| *count > 0).collect(),
            issues: findings.issues(),
        }
    }
}

impl Pass {
    pub(super) fn new(splitter: Splitter, checker: Checker, facts: Facts, stream: bool) -> Pass {
        Pass { splitter, checker, facts, to_skip: 0, stage: Stage::Check, stream: stream.then(Vec::new) }
    }

    /// Notes what is told of the lines before the first record, which begins behind so many bytes.
    pub(super) fn with_notes(mut self, notes: Vec<Issue>, bytes: u64) -> Pass {
        self.to_skip = bytes;
        for issue in notes {
            self.note(issue);
        }
        self
    }

    pub(super) fn facts(&self) -> &Facts {
        &self.facts
    }

    pub(super) fn push_with(&mut self, count: usize, write: impl FnOnce(&mut [u8])) {
        if self.to_skip == 0 {
            return self.splitter.push_with(count, write);
        }
        let mut bytes = vec![0; count];
        write(&mut bytes);
        let skipped = count.min(usize::try_from(self.to_skip).unwrap_or(usize::MAX));
        self.to_skip -= skipped as u64;
        self.splitter.push(&bytes[skipped..]);
    }

    pub(super) fn take_issues(&mut self) -> Vec<Issue> {
        self.stream.as_mut().map(std::mem::take).unwrap_or_default()
    }

    pub(super) fn streams(&self) -> bool {
        self.stream.is_some()
    }

    /// Whether issues are told while the rows are checked: not where only a second look decides.
    fn tells(&self) -> bool {
        match self.stage {
            Stage::Check => !self.checker.has_uniques(),
            Stage::Tell => true,
            Stage::Look | Stage::Done => false,
        }
    }

    /// Looks at the rows that have come.
    pub(super) fn examine(&mut self, names: &Names<'_>) -> Result<()> {
        while self.splitter.fill(BLOCK_ROWS)? {
            let Pass { splitter, checker, facts, stage, stream, .. } = self;
            let rows = splitter.rows();
            let mut telling = Telling { names, stream: stream.as_mut(), facts, rows };
            match stage {
                Stage::Check => {
                    let condition = rows.condition();
                    telling.note_rows(condition);
                    let findings = checker.check(rows, condition)?;
                    if checker.has_uniques() {
                        telling.stream = None;
                    }
                    telling.all(findings, splitter.asides(), true);
                }
                Stage::Look => checker.look(rows),
                Stage::Tell => telling.all(checker.recall(rows, rows.condition()), splitter.asides(), false),
                Stage::Done => {}
            }
        }
        Ok(())
    }

    pub(super) fn finish(&mut self, names: &Names<'_>) -> Result<()> {
        self.splitter.finish();
        self.examine(names)
    }

    /// What is to be done after a pass: nothing; another pass; or all over again.
    pub(super) fn next(&mut self) -> Next {
        let next = match self.stage {
            Stage::Check => self.checker.seen(),
            Stage::Look => self.checker.looked(),
            Stage::Tell | Stage::Done => Next::Known,
        };
        let told = self.stream.is_none() || self.stage == Stage::Tell || self.tells();
        self.stage = match next {
            Next::Look | Next::Again => Stage::Look,
            Next::Known if told => Stage::Done,
            Next::Known => {
                self.stage = Stage::Tell;
                return Next::Look;
            }
        };
        if self.stage == Stage::Done {
            self.facts.invalid = Arc::new(self.facts.findings.invalid());
        }
        next
    }

    /// Begins another pass.
    pub(super) fn again(&mut self, splitter: Splitter, skip: u64) {
        self.splitter = splitter;
        self.to_skip = skip;
    }

    /// Tells of lines that are no rows, or of headers.
    fn note(&mut self, issue: Issue) {
        if let Some(stream) = &mut self.stream {
            stream.push(issue.clone());
        }
        self.facts.findings.note(issue);
    }
}

/// Where what is found in a block goes.
struct Telling<'a> {
    names: &'a Names<'a>,
    stream: Option<&'a mut Vec<Issue>>,
    facts: &'a mut Facts,
    rows: Rows<'a>,
}

impl Telling<'_> {
    /// Notes what later passes need of the rows.
    fn note_rows(&mut self, condition: Condition) {
        let Facts { index, records, writer, longest_record, .. } = self.facts;
        index.note(*records, self.rows);
        *records += self.rows.len() as u64;
        *longest_record = (*longest_record).max(writer.bound(self.rows, condition));
    }

    /// What is told of rows, and of lines between them, in the order of lines.
    fn all(&mut self, findings: Vec<Finding<'_>>, mut asides: &[Aside], counts: bool) {
        for finding in findings {
            let above = asides.iter().take_while(|aside| aside.row <= finding.row).count();
            let (before, rest) = asides.split_at(above);
            self.asides(before, counts);
            asides = rest;
            self.finding(finding, counts);
        }
        self.asides(asides, counts);
    }

    fn finding(&mut self, finding: Finding<'_>, counts: bool) {
        let Finding { row, subject, code, severity, value } = finding;
        let Some(row) = self.rows.get(row) else { return };
        let findings = &mut self.facts.findings;
        let room = counts && findings.add(subject, row.id(), code.name(), severity, value);
        if !room && self.stream.is_none() {
            return;
        }
        let place = IssuePlace {
            row: Some(row.id() + 1),
            line: row.place().line,
            column: self.names.of(subject),
            severity,
            value: excerpt(value),
            message: self.names.message(subject),
        };
        let issue = Issue { place, code };
        if let Some(stream) = &mut self.stream {
            stream.push(issue.clone());
        }
        if room {
            self.facts.findings.keep(subject, row.id(), issue);
        }
    }

    fn asides(&mut self, asides: &[Aside], counts: bool) {
        for issue in asides.iter().map(told) {
            if let Some(stream) = &mut self.stream {
                stream.push(issue.clone());
            }
            if counts {
                self.facts.findings.note(issue);
            }
        }
    }
}
