//! The check: which pass over the rows it makes, and which comes next.
//!
//! A check begins with [`Stage::Check`] and ends with [`Stage::Done`]; an edit begins it again with [`Stage::Recheck`], or
//! with [`Stage::Check`] where many rows were touched. Whoever drives it pushes the bytes that [`Check::wants`] names until
//! nothing is wanted.

use super::context::Context;
use super::facts::Facts;
use super::host_issues::HostIssues;
use super::reporter::Reporter;
use super::schema::Schema;
use crate::base::bitmap::Bitmap;
use crate::check::{Checker, Comparison, Finding, Scope, Subject};
use crate::csv::Rows;
use crate::csv::index::{BLOCK, ByteRange};
use crate::edit::{Overlay, Scan, Touched};
use crate::error::Result;
use crate::issue::{Issue, Severity};
use std::sync::Arc;

/// Of so many rows, one in this many may be read again by themselves; more are read faster with all the others.
const FEW: u64 = 8;

/// How far a sheet's check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckState {
    /// It has not begun.
    None,
    /// The bytes that it wants are to be pushed.
    Running,
    /// All is known.
    Done,
}

/// What the pass that is under way is for.
#[derive(Debug)]
enum Stage {
    /// All rows are checked, or all in part of their columns.
    Check,
    /// All values that must be unique are compared once more, as two had the same hash.
    Compare,
    /// Rows that were edited are read again: what was wrong with them is taken back, and what is wrong now is added.
    Recheck {
        rows: Bitmap,
        scope: Scope,
        /// Whether it is known so far which values are equal. Otherwise all have to be compared afterwards.
        uniques_known: bool,
    },
    /// The first records with issues are read again: the issues are known by number only.
    FirstIssues(Bitmap),
    /// All rows are read again for whoever takes every issue.
    Report,
    /// Nothing more is wanted.
    Done,
}

/// The check of a sheet's rows, and what it has found.
#[derive(Debug)]
pub(super) struct Check {
    stage: Stage,
    scan: Scan,
    checker: Checker,
    facts: Facts,
    /// Whether the file is read for the first time.
    is_first_pass: bool,
    /// Every issue that hasn't been taken yet, where the driver takes them as they come.
    stream: Option<Vec<Issue>>,
    /// Whether issues are streamed while rows are checked: not where only a second look decides, or all rows together.
    streams_at_once: bool,
    /// Of the block's skipped lines, how many have been reported.
    skipped_lines: usize,
}

impl Check {
    /// Begins a check. What the host has reported is not found out again by reading the rows. With `stream`, every issue is
    /// kept until [`Check::take_issues`] takes it.
    pub(super) fn new(context: &Context<'_>, host: HostIssues, stream: bool) -> Check {
        let Context { schema, readings, overlay, .. } = context;
        let checker = Checker::new(&schema.setup(readings.current()), context.seed());
        let writer = schema.writer(readings.current());
        let mut facts = Facts::new(schema.index(), writer, context.page_counter());
        facts.findings.host = host;
        let mut check = Check {
            stage: Stage::Check,
            scan: Scan::all(&facts.index, overlay.fork()),
            streams_at_once: !checker.has_uniques() && !checker.has_evidence(),
            checker,
            facts,
            is_first_pass: true,
            stream: stream.then(Vec::new),
            skipped_lines: 0,
        };
        for issue in schema.header_issues() {
            check
                .stream
                .iter_mut()
                .filter(|_| check.streams_at_once)
                .for_each(|stream| stream.push(issue.clone()));
            check.facts.findings.note(issue);
        }
        check
    }

    /// How far it has come.
    pub(super) fn state(&self) -> CheckState {
        if matches!(self.stage, Stage::Done) { CheckState::Done } else { CheckState::Running }
    }

    pub(super) fn facts(&self) -> &Facts {
        &self.facts
    }

    pub(super) fn checker(&self) -> &Checker {
        &self.checker
    }

    /// Gives up the check but for what the host has reported.
    pub(super) fn into_host_issues(self) -> HostIssues {
        self.facts.findings.host
    }

    /// The issues found since they were last taken.
    pub(super) fn take_issues(&mut self) -> Vec<Issue> {
        self.stream.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Adds what the host says of a record.
    pub(super) fn add_host_issue(&mut self, subject: Subject, record: u64, issue: Issue) {
        if issue.place.severity == Severity::Error {
            Arc::make_mut(&mut self.facts.invalid).insert(record);
        }
        self.facts.findings.host.add(subject, record, issue);
    }

    /// The bytes of the file to be pushed next; none when all is known.
    pub(super) fn wants(&self) -> Option<ByteRange> {
        self.scan.wants()
    }

    /// Takes the first of the bytes wanted, which `write` puts where they are needed.
    pub(super) fn push_with(
        &mut self,
        count: usize,
        write: impl FnOnce(&mut [u8]),
        context: &mut Context<'_>,
    ) -> Result<()> {
        self.scan.push_with(count, write);
        self.advance(context)
    }

    /// Says that the file has ended.
    pub(super) fn finish(&mut self, context: &mut Context<'_>) -> Result<()> {
        self.scan.finish();
        self.advance(context)
    }

    /// Goes through the rows that have come, and on to the next stage where all have.
    fn advance(&mut self, context: &mut Context<'_>) -> Result<()> {
        while !matches!(self.stage, Stage::Done) {
            while self.scan.advance()? {
                self.read_rows(context.schema)?;
            }
            if !self.scan.is_done() {
                break;
            }
            self.next_stage(context);
        }
        Ok(())
    }

    /// What follows when all rows have been read.
    fn next_stage(&mut self, context: &mut Context<'_>) {
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        let (is_report, reads_all) = match stage {
            Stage::Check | Stage::Compare => (false, true),
            Stage::Report => (true, true),
            Stage::Recheck { .. } | Stage::FirstIssues(_) | Stage::Done => (false, false),
        };
        if reads_all {
            self.facts.end.place = self.scan.end().place;
            self.is_first_pass = false;
        }
        let comparison = match stage {
            Stage::Check => self.checker.compared(),
            Stage::Compare => self.checker.compared_again(),
            _ => Comparison::Known,
        };
        match comparison {
            Comparison::StartAgain => {
                let host = std::mem::take(&mut self.facts.findings.host);
                *self = Check::new(context, host, self.stream.is_some());
                return;
            }
            Comparison::LookAgain => return self.read_all(Stage::Compare, context),
            Comparison::Known => {}
        }
        let uniques = match stage {
            Stage::Recheck { scope, uniques_known: false, .. } => Some(scope.only_uniques()),
            _ => None,
        };
        let columns = context.readings.decide_all(&self.checker);
        let columns_scope = self.read_anew(&columns, context);
        if let Some(scope) =
            [uniques, columns_scope].into_iter().flatten().reduce(|one, other| one.with(&other))
        {
            self.check_again(scope, context);
        } else if let Some(records) = self.facts.findings.first_not_kept(!reads_all) {
            // The first issues are fixed, or were reported by the host, and those behind them are not known.
            self.facts.findings.keep_anew();
            let Facts { index, end, .. } = &self.facts;
            self.scan = Scan::blocks_of(&records, index, vec![context.overlay.fork()], *end);
            self.stage = Stage::FirstIssues(records);
        } else if self.stream.is_some() && !self.streams_at_once && !is_report {
            let notes = context.schema.header_issues();
            self.stream.iter_mut().for_each(|stream| stream.extend(notes.iter().cloned()));
            self.read_all(Stage::Report, context);
        } else {
            self.facts.invalid = Arc::new(self.facts.findings.invalid());
        }
    }

    /// Begins a pass over all rows.
    fn read_all(&mut self, stage: Stage, context: &Context<'_>) {
        self.scan = Scan::all(&self.facts.index, context.overlay.fork());
        self.stage = stage;
    }

    /// Checks all rows anew, as far as the scope goes.
    pub(super) fn check_again(&mut self, scope: Scope, context: &Context<'_>) {
        self.facts.pages = context.page_counter();
        self.facts.findings.forget(&scope);
        self.facts.changed = Bitmap::default();
        self.checker.set_scope(scope, context.seed());
        self.read_all(Stage::Check, context);
    }

    /// Has columns read another way: gives what depends on them.
    pub(super) fn read_anew(&mut self, columns: &[usize], context: &Context<'_>) -> Option<Scope> {
        if columns.is_empty() {
            return None;
        }
        let Context { schema, readings, .. } = context;
        for at in columns {
            self.checker.set_reading(*at, &schema.columns, readings.current().get(*at).copied());
        }
        let sources: Vec<_> = schema.mapping.sources().collect();
        let places: Vec<_> = columns.iter().filter_map(|at| *sources.get(*at)?).collect();
        self.facts.writer = schema.writer(readings.current());
        let is_whole = schema.skips_duplicates();
        Some(if is_whole { schema.whole_scope() } else { self.checker.scope_of(&places) })
    }

    /// Has what an edit may have changed found out again. `before` gives the rows as they were.
    pub(super) fn recheck(
        &mut self,
        touched: Touched,
        before: Overlay,
        context: &mut Context<'_>,
    ) -> Result<()> {
        let Context { schema, overlay, .. } = context;
        let Facts { findings, changed, pages, index, end, .. } = &mut self.facts;
        findings.host.forget(touched.rows.as_ref());
        let touched = if schema.skips_duplicates() { Touched::default() } else { touched };
        let scope = match &touched.columns {
            None => schema.whole_scope(),
            Some(columns) => self.checker.scope_of(&schema.cells_touched(columns)),
        };
        let are_few = |rows: &Bitmap| rows.count() <= end.records / FEW + BLOCK;
        let Some(rows) = touched.rows.filter(are_few) else {
            self.check_again(scope, context);
            return Ok(());
        };
        findings.forget_records(&rows, &scope);
        changed.subtract(&rows);
        pages.lose();
        self.scan = Scan::blocks_of(&rows, index, vec![before, overlay.fork()], *end);
        self.stage = Stage::Recheck { rows, scope, uniques_known: true };
        self.advance(context)
    }

    /// Looks at the rows that the scan has come to.
    fn read_rows(&mut self, schema: &Schema) -> Result<()> {
        let Check { stage, scan, checker, facts, stream, skipped_lines, .. } = self;
        let Some(block) = scan.current() else { return Ok(()) };
        let (rows, condition) = (block.rows, block.rows.condition());
        let findings = match stage {
            Stage::Check => {
                if let Some(source) = block.source.filter(|_| self.is_first_pass && block.is_first) {
                    facts.add_block(source);
                }
                facts.pages.add(&facts.writer, rows, condition);
                facts.note_changed(block.overlay, rows);
                checker.check(rows, condition)?
            }
            Stage::Report => checker.recall(rows, condition),
            Stage::Compare => {
                checker.compare_again(rows);
                return Ok(());
            }
            Stage::Recheck { rows: edited, scope, uniques_known } => {
                *uniques_known &= if block.version == 0 {
                    take_back(rows, edited, scope, checker, facts)
                } else {
                    facts.note_changed(block.overlay, rows);
                    add(rows, edited, scope, checker, facts, schema)
                };
                return Ok(());
            }
            Stage::FirstIssues(records) => {
                for finding in checker.recall(rows, condition) {
                    let row = rows.get(finding.row).filter(|row| records.contains(row.id()));
                    if let Some(row) = row {
                        facts.findings.keep(finding.subject, row.id(), schema.issue(finding, row));
                    }
                }
                return Ok(());
            }
            Stage::Done => return Ok(()),
        };
        let is_report = matches!(stage, Stage::Report);
        let mut reporter = Reporter {
            schema,
            stream: stream.as_mut().filter(|_| is_report || self.streams_at_once),
            counts: !is_report,
            notes: !is_report && self.is_first_pass,
            facts,
        };
        if block.is_first {
            *skipped_lines = 0;
        }
        for finding in findings {
            let Some(row) = rows.get(finding.row) else { continue };
            let rest = block.skipped_lines.get(*skipped_lines..).unwrap_or_default();
            let above = rest.iter().take_while(|lines| lines.line <= row.place().line).count();
            reporter.skipped_lines(&rest[..above]);
            *skipped_lines += above;
            reporter.finding(finding, row);
        }
        if block.is_last {
            reporter.skipped_lines(block.skipped_lines.get(*skipped_lines..).unwrap_or_default());
        }
        Ok(())
    }
}

/// Takes back what is known of rows before they were edited. Gives whether it is known which values are equal without
/// theirs.
fn take_back(
    rows: Rows<'_>,
    edited: &Bitmap,
    scope: &Scope,
    checker: &mut Checker,
    facts: &mut Facts,
) -> bool {
    checker.take_back_evidence(rows, edited, scope);
    let mut found = checker.check_alone(rows, rows.condition(), scope);
    let known = checker.give_up(rows, edited, scope, &mut found);
    for Finding { row, subject, code, severity, value } in found {
        if rows.get(row).is_some_and(|row| edited.contains(row.id())) {
            facts.findings.take_back(subject, code.name(), severity, value);
        }
    }
    known
}

/// Adds what is known of rows after they were edited. Gives whether it is known which values are equal with theirs.
fn add(
    rows: Rows<'_>,
    edited: &Bitmap,
    scope: &Scope,
    checker: &mut Checker,
    facts: &mut Facts,
    schema: &Schema,
) -> bool {
    let condition = rows.condition();
    checker.add_evidence(rows, edited, scope);
    facts.pages.add(&facts.writer, rows, condition);
    let mut reporter = Reporter { schema, stream: None, counts: true, notes: false, facts };
    for finding in checker.check_alone(rows, condition, scope) {
        if let Some(row) = rows.get(finding.row).filter(|row| edited.contains(row.id())) {
            reporter.finding(finding, row);
        }
    }
    checker.take(rows, edited, scope)
}
