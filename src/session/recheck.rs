//! The blocks that hold some rows in, what is known of those rows brought up to date.

use super::Names;
use super::pass::{Pass, Telling, note_changed};
use crate::bitmap::{Bitmap, INSERTED};
use crate::check::Scope;
use crate::edit::{Overlay, Progress};
use crate::error::Result;
use crate::index::Walk;
use crate::split::Rows;

/// Rows that an edit has touched, while they are read once more: what was wrong with them is taken back, what is wrong
/// now is added.
#[derive(Debug)]
pub(super) struct Recheck {
    walk: Walk,
    /// The rows as they were.
    before: Overlay,
    rows: Bitmap,
    scope: Scope,
    /// Whether it is known so far which values are equal; otherwise all have to be held against each other afterwards.
    known: bool,
}

impl Recheck {
    pub(super) fn new(walk: Walk, before: Overlay, rows: Bitmap, scope: Scope) -> Recheck {
        Recheck { walk, before, rows, scope, known: true }
    }

    /// What has to be found out by a pass over all rows afterwards.
    pub(super) fn then(&self) -> Option<Scope> {
        (!self.known).then(|| self.scope.clone().only_uniques())
    }

    pub(super) fn wants(&self) -> Option<(u64, u64)> {
        self.walk.wants()
    }

    pub(super) fn push(&mut self, bytes: &[u8], pass: &mut Pass, names: &Names<'_>) -> Result<()> {
        self.walk.push(bytes);
        while self.walk.fill()? {
            let Recheck { walk, before, rows, scope, known } = self;
            let source = walk.rows();
            let mut progress = Progress::default();
            while before.apply(source, &mut progress).is_some() {
                *known = take_back(before.lent(source), rows, scope, pass) && *known;
            }
            let mut now = pass.overlay().fork();
            let mut progress = Progress::default();
            while now.apply(source, &mut progress).is_some() {
                *known = add(&now, now.lent(source), rows, scope, pass, names) && *known;
            }
        }
        Ok(())
    }

    /// What was inserted at the end of the file.
    pub(super) fn finish(&mut self, pass: &mut Pass, names: &Names<'_>) {
        if self.rows.next(INSERTED).is_none() {
            return;
        }
        let records = pass.facts().records;
        let end = pass.end_of_file();
        let Recheck { before, rows, scope, known, .. } = self;
        let mut progress = Progress::default();
        while let Some(tail) = before.tail(records, end, &mut progress) {
            *known = take_back(tail, rows, scope, pass) && *known;
        }
        let mut now = pass.overlay().fork();
        let mut progress = Progress::default();
        while now.tail(records, end, &mut progress).is_some() {
            let tail = now.tailed();
            *known = add(&now, tail, rows, scope, pass, names) && *known;
        }
    }
}

/// Gives back whether it is known which values are equal without those of the rows.
fn take_back(rows: Rows<'_>, meant: &Bitmap, scope: &Scope, pass: &mut Pass) -> bool {
    let (facts, checker) = pass.facts_mut();
    checker.weigh(rows, meant, scope, true);
    let mut found = checker.check_alone(rows, rows.condition(), scope);
    let known = checker.give_up(rows, meant, scope, &mut found);
    for finding in found {
        if rows.get(finding.row).is_some_and(|row| meant.contains(row.id())) {
            facts.findings.take_back(finding.subject, finding.code.name(), finding.severity, finding.value);
        }
    }
    known
}

/// Gives back whether it is known which values are equal with those of the rows.
fn add(
    overlay: &Overlay,
    rows: Rows<'_>,
    meant: &Bitmap,
    scope: &Scope,
    pass: &mut Pass,
    names: &Names<'_>,
) -> bool {
    let (facts, checker) = pass.facts_mut();
    let condition = rows.condition();
    checker.weigh(rows, meant, scope, false);
    facts.pages.add(&facts.writer, rows, condition);
    note_changed(overlay, rows, &mut facts.changed);
    let findings = &mut facts.findings;
    let mut telling = Telling { names, stream: None, findings, counts: true, notes: false };
    for finding in checker.check_alone(rows, condition, scope) {
        if let Some(row) = rows.get(finding.row).filter(|row| meant.contains(row.id())) {
            telling.finding(finding, row);
        }
    }
    checker.take(rows, meant, scope)
}
