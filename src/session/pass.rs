//! A file's bytes in, what is known of its rows out: the first pass, and further ones where one is not enough.

use super::Names;
use super::findings::{Findings, FindingsPart};
use super::header::told;
use super::result::CheckResult;
use crate::bitmap::Bitmap;
use crate::check::{CheckedPart, Checker, Finding, Scope, Subject};
use crate::edit::{Overlay, Progress};
use crate::error::Result;
use crate::index::Index;
use crate::issue::{Issue, IssuePlace, Severity, excerpt};
use crate::page::{CountedPart, PageCounter, RecordWriter};
use crate::question::Question;
use crate::split::{Aside, BLOCK_ROWS, Place, Row, Rows, Splitter};
use crate::unique::Next;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the passes find out.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) index: Index,
    pub(super) findings: Findings,
    /// Records that have an error, once all have been seen.
    pub(super) invalid: Arc<Bitmap>,
    /// Records that are not as they are in the file, deleted ones aside.
    pub(super) changed: Bitmap,
    pub(super) writer: Arc<RecordWriter>,
    /// The pages that the records make.
    pub(super) pages: PageCounter,
    /// Records in the file, as far as it has been read.
    pub(super) records: u64,
    /// The line on which the file ends.
    pub(super) lines: u64,
}

/// What is known of a segment. Records count from its first, and lines from 1.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Segment {
    /// The bytes of the file, from the first to before the second.
    pub(super) from: u64,
    pub(super) to: u64,
    /// Line ends in it.
    pub(super) lines: u64,
    pub(super) records: u64,
    pub(super) marks: Vec<Place>,
    pub(super) findings: FindingsPart,
    pub(super) checked: CheckedPart,
    pub(super) counted: CountedPart,
}

/// A pass over the file, and what is known after it.
#[derive(Debug)]
pub(super) struct Pass {
    splitter: Splitter,
    overlay: Overlay,
    checker: Checker,
    facts: Facts,
    /// Whether the file is read for the first time.
    is_first: bool,
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
    pub(super) fn new(index: Index, writer: Arc<RecordWriter>, pages: PageCounter) -> Facts {
        let (findings, invalid, changed) = Default::default();
        Facts { index, findings, invalid, changed, writer, pages, records: 0, lines: 1 }
    }

    /// What is to be found out of a segment.
    pub(super) fn of_segment(index: Index, writer: Arc<RecordWriter>, pages: PageCounter) -> Facts {
        let mut facts = Facts::new(index, writer, pages.of_part());
        facts.findings = Findings::of_part();
        facts
    }

    /// What is known of so many rows, of which so many are to be sent.
    pub(super) fn result(
        &self,
        names: &Names<'_>,
        records: u64,
        total_records: u64,
        questions: Vec<Question>,
    ) -> CheckResult {
        let findings = &self.findings;
        let mut by_column: Vec<(String, u64)> = Vec::new();
        for (subject, slot) in findings.slots() {
            let count = slot.codes.iter().map(|known| known.count).sum::<u64>();
            let Some(name) = names.of(subject).filter(|_| count > 0) else { continue };
            match by_column.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known += count,
                None => by_column.push((name, count)),
            }
        }
        CheckResult {
            records,
            errors: findings.count(Severity::Error),
            warnings: findings.count(Severity::Warning),
            invalid_records: self.invalid.count(),
            total_records,
            by_code: findings.by_code(),
            by_column,
            issues: findings.issues(),
            questions,
        }
    }
}

impl Pass {
    pub(super) fn new(
        splitter: Splitter,
        overlay: Overlay,
        checker: Checker,
        facts: Facts,
        stream: bool,
    ) -> Pass {
        let stream = stream.then(Vec::new);
        Pass { splitter, overlay, checker, facts, is_first: true, to_skip: 0, stage: Stage::Check, stream }
    }

    /// The same rows, as they are after other operations: what the scope holds is to be found out anew.
    #[must_use]
    pub(super) fn anew(
        mut self,
        scope: Scope,
        splitter: Splitter,
        overlay: Overlay,
        pages: PageCounter,
        skip: u64,
        seed: u64,
    ) -> Pass {
        self.facts.pages = pages;
        self.facts.findings.forget(|subject| scope.has(subject));
        self.facts.changed = Bitmap::default();
        self.checker.set_scope(scope, seed);
        self.is_first = false;
        self.stage = Stage::Check;
        self.overlay = overlay;
        self.again(splitter, skip);
        self
    }

    pub(super) fn facts_mut(&mut self) -> (&mut Facts, &mut Checker) {
        (&mut self.facts, &mut self.checker)
    }

    pub(super) fn checker(&self) -> &Checker {
        &self.checker
    }

    pub(super) fn checker_mut(&mut self) -> &mut Checker {
        &mut self.checker
    }

    pub(super) fn set_writer(&mut self, writer: Arc<RecordWriter>) {
        self.facts.writer = writer;
    }

    pub(super) fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    pub(super) fn set_overlay(&mut self, overlay: Overlay) {
        self.overlay = overlay;
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

    /// What is known of the segment whose bytes have been pushed, which ends before that byte. None where no row ends there, or
    /// it can't be known without all others.
    pub(super) fn into_segment(
        mut self,
        to: u64,
        at_end: bool,
        names: &Names<'_>,
    ) -> Result<Option<Segment>> {
        if at_end {
            self.splitter.finish();
            self.examine(names)?;
        } else if !self.splitter.is_between_rows() {
            return Ok(None);
        }
        let place = self.splitter.place();
        let Facts { index, findings, pages, records, .. } = self.facts;
        let (Some(findings), Some(checked)) = (findings.part(), self.checker.part()) else { return Ok(None) };
        let marks = if records > 0 { index.marks().to_vec() } else { Vec::new() };
        let (from, lines, counted) = (index.from(), place.line - 1, pages.into_part());
        // Where a row would go on behind it, it ends elsewhere.
        let ends = place.offset == to;
        let segment = Segment { from, to, lines, records, marks, findings, checked, counted };
        Ok(ends.then_some(segment))
    }

    /// Joins the next segment. Gives back where it ends; none, and nothing is changed, where it doesn't follow what has been
    /// pushed, or can't be known without that.
    pub(super) fn join(&mut self, segment: Segment) -> Option<Place> {
        let place = self.splitter.place();
        let fits = place.offset == segment.from && self.splitter.is_between_rows();
        let (first, line) = (self.facts.records, place.line);
        if !fits || !self.checker.join(segment.checked, first) {
            return None;
        }
        let Facts { index, findings, pages, records, .. } = &mut self.facts;
        if segment.records > 0 {
            index.join(first, &segment.marks, line);
        }
        findings.join(segment.findings, first, line);
        pages.join(&segment.counted);
        *records += segment.records;
        Some(Place { offset: segment.to, line: line + segment.lines })
    }

    /// Goes on behind a segment that was joined.
    pub(super) fn go_on(&mut self, splitter: Splitter) {
        self.again(splitter.from_record(self.facts.records), 0);
    }

    /// The byte behind which nothing has been pushed or joined.
    pub(super) fn reached(&self) -> u64 {
        self.splitter.reached() - self.to_skip
    }

    /// Where rows stand that were inserted behind all others.
    pub(super) fn end_of_file(&self) -> Place {
        Place { offset: 0, line: self.facts.lines }
    }

    /// Looks at the rows that have come.
    pub(super) fn examine(&mut self, names: &Names<'_>) -> Result<()> {
        while self.splitter.fill(BLOCK_ROWS)? {
            if self.is_first && self.stage == Stage::Check {
                let Facts { index, records, .. } = &mut self.facts;
                index.note(*records, self.splitter.rows());
                *records += self.splitter.rows().len() as u64;
            }
            let mut progress = Progress::default();
            let mut told = 0;
            while self.overlay.apply(self.splitter.rows(), &mut progress).is_some() {
                told = self.examine_rows(names, told)?;
            }
            let Pass { splitter, stream, stage, facts, is_first, checker, .. } = self;
            let stream = stream.as_mut().filter(|_| tells(*stage, checker));
            let counts = *stage == Stage::Check;
            let mut telling =
                Telling { names, stream, findings: &mut facts.findings, counts, notes: *is_first };
            telling.asides(splitter.asides().get(told..).unwrap_or_default());
        }
        Ok(())
    }

    pub(super) fn finish(&mut self, names: &Names<'_>) -> Result<()> {
        self.splitter.finish();
        self.examine(names)?;
        let mut progress = Progress::default();
        let end = self.splitter.place();
        self.facts.lines = end.line;
        while self.overlay.tail(self.facts.records, end, &mut progress).is_some() {
            self.examine_rows(names, 0)?;
        }
        Ok(())
    }

    /// Looks at the rows that the overlay lends, and at lines between them from that one on. Gives how many it has told.
    fn examine_rows(&mut self, names: &Names<'_>, told: usize) -> Result<usize> {
        let rows = self.overlay.lent(self.splitter.rows());
        let condition = rows.condition();
        let findings = match self.stage {
            Stage::Check => {
                let Facts { pages, writer, changed, .. } = &mut self.facts;
                pages.add(writer, rows, condition);
                note_changed(&self.overlay, rows, changed);
                self.checker.check(rows, condition)?
            }
            Stage::Look => {
                self.checker.look(rows);
                Vec::new()
            }
            Stage::Tell => self.checker.recall(rows, condition),
            Stage::Done => Vec::new(),
        };
        let mut asides = self.splitter.asides().get(told..).unwrap_or_default();
        let all = asides.len();
        let tells = tells(self.stage, &self.checker);
        let stream = self.stream.as_mut().filter(|_| tells);
        let counts = self.stage == Stage::Check;
        let mut telling =
            Telling { names, stream, findings: &mut self.facts.findings, counts, notes: self.is_first };
        for finding in findings {
            let Some(row) = rows.get(finding.row) else { continue };
            let above = asides.iter().take_while(|aside| aside.line <= row.place().line).count();
            let (before, rest) = asides.split_at(above);
            telling.asides(before);
            asides = rest;
            telling.finding(finding, row);
        }
        Ok(told + all - asides.len())
    }

    /// What is to be done after a pass, before it is known which values are equal.
    pub(super) fn next(&mut self) -> Next {
        let next = match self.stage {
            Stage::Check => self.checker.seen(),
            Stage::Look => self.checker.looked(),
            Stage::Tell | Stage::Done => Next::Known,
        };
        if next == Next::Look {
            self.stage = Stage::Look;
        }
        next
    }

    /// Ends the passes, when all is known. False where another is needed to tell what is known.
    pub(super) fn end(&mut self) -> bool {
        let told = self.stream.is_none() || matches!(self.stage, Stage::Tell | Stage::Done);
        let told = told || tells(self.stage, &self.checker);
        self.stage = if told { Stage::Done } else { Stage::Tell };
        if told {
            self.know_invalid();
        }
        told
    }

    /// Works out which records have an error.
    pub(super) fn know_invalid(&mut self) {
        self.facts.invalid = Arc::new(self.facts.findings.invalid());
    }

    /// Forgets what is wrong with rows, before they are looked at anew.
    pub(super) fn forget(&mut self, rows: &Bitmap, scope: &Scope) {
        self.facts.findings.forget_records(rows, |subject| scope.has(subject));
        self.facts.changed.subtract(rows);
        self.facts.pages.lose();
    }

    /// Lays over a record what others say of it.
    pub(super) fn lay(&mut self, subject: Subject, record: u64, issue: Issue) {
        if issue.place.severity == Severity::Error {
            Arc::make_mut(&mut self.facts.invalid).insert(record);
        }
        self.facts.findings.hosted.lay(subject, record, issue);
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

/// Whether issues are told while the rows are checked: not where only a second look decides, or all rows together.
fn tells(stage: Stage, checker: &Checker) -> bool {
    match stage {
        Stage::Check => !checker.has_uniques() && !checker.has_evidence(),
        Stage::Tell => true,
        Stage::Look | Stage::Done => false,
    }
}

/// Notes which rows are not as they are in the file.
pub(super) fn note_changed(overlay: &Overlay, rows: Rows<'_>, changed: &mut Bitmap) {
    if overlay.is_empty() {
        return;
    }
    for (at, row) in rows.iter().enumerate() {
        if overlay.source(at).is_none() || overlay.changed(at).next().is_some() {
            changed.insert(row.id());
        }
    }
}

/// Where what is found in a block goes.
pub(super) struct Telling<'a> {
    pub(super) names: &'a Names<'a>,
    pub(super) stream: Option<&'a mut Vec<Issue>>,
    pub(super) findings: &'a mut Findings,
    /// Whether findings are counted, and lines between rows noted.
    pub(super) counts: bool,
    pub(super) notes: bool,
}

impl Telling<'_> {
    pub(super) fn finding(&mut self, finding: Finding<'_>, row: Row<'_>) {
        let Finding { subject, severity, value, .. } = finding;
        let room = self.counts && self.findings.add(subject, row.id(), finding.code.name(), severity, value);
        if !room && self.stream.is_none() {
            return;
        }
        let issue = issue(self.names, finding, row);
        if let Some(stream) = &mut self.stream {
            stream.push(issue.clone());
        }
        if room {
            self.findings.keep(subject, row.id(), issue);
        }
    }

    fn asides(&mut self, asides: &[Aside]) {
        for issue in asides.iter().map(told) {
            if let Some(stream) = &mut self.stream {
                stream.push(issue.clone());
            }
            if self.counts && self.notes {
                self.findings.note(issue);
            }
        }
    }
}

/// A finding as an issue with its place.
pub(super) fn issue(names: &Names<'_>, finding: Finding<'_>, row: Row<'_>) -> Issue {
    let Finding { subject, code, severity, value, .. } = finding;
    let place = IssuePlace {
        row: Some(row.id() + 1),
        line: row.place().line,
        column: names.of(subject),
        severity,
        value: excerpt(value),
        // The host's words are about what it asks for, not about how the file is written.
        message: if code.is_of_reading() { None } else { names.message(subject) },
    };
    Issue { place, code }
}
