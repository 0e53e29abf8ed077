//! The blocks that hold some rows in, what is known of those rows brought up to date.

use super::Names;
use super::pass::{Pass, Telling, note_changed};
use crate::bitmap::{Bitmap, INSERTED};
use crate::check::Scope;
use crate::edit::{Overlay, Progress};
use crate::error::Result;
use crate::index::Walk;
use crate::split::{Place, Rows};

/// Rows that an edit has touched, while they are read once more: what was wrong with them is taken back, what is wrong
/// now is added.
#[derive(Debug)]
pub(super) struct Recheck {
    walk: Walk,
    /// The rows as they were.
    before: Overlay,
    rows: Bitmap,
    scope: Scope,
    /// What has to be found out by a pass over all rows afterwards.
    pub(super) then: Option<Scope>,
}

impl Recheck {
    pub(super) fn new(
        walk: Walk,
        before: Overlay,
        rows: Bitmap,
        scope: Scope,
        then: Option<Scope>,
    ) -> Recheck {
        Recheck { walk, before, rows, scope, then }
    }

    pub(super) fn wants(&self) -> Option<(u64, u64)> {
        self.walk.wants()
    }

    pub(super) fn push(&mut self, bytes: &[u8], pass: &mut Pass, names: &Names<'_>) -> Result<()> {
        self.walk.push(bytes);
        while self.walk.fill()? {
            let Recheck { walk, before, rows, scope, .. } = self;
            let source = walk.rows();
            let mut progress = Progress::default();
            while before.apply(source, &mut progress).is_some() {
                take_back(before.lent(source), rows, scope, pass);
            }
            let mut now = pass.overlay().fork();
            let mut progress = Progress::default();
            while now.apply(source, &mut progress).is_some() {
                add(&now, now.lent(source), rows, scope, pass, names);
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
        let end = Place { offset: 0, line: pass.facts().lines };
        let Recheck { before, rows, scope, .. } = self;
        let mut progress = Progress::default();
        while let Some(tail) = before.tail(records, end, &mut progress) {
            take_back(tail, rows, scope, pass);
        }
        let mut now = pass.overlay().fork();
        let mut progress = Progress::default();
        while now.tail(records, end, &mut progress).is_some() {
            let tail = now.tailed();
            add(&now, tail, rows, scope, pass, names);
        }
    }
}

fn take_back(rows: Rows<'_>, meant: &Bitmap, scope: &Scope, pass: &mut Pass) {
    let (facts, checker) = pass.facts_mut();
    for finding in checker.check_alone(rows, rows.condition(), scope) {
        if rows.get(finding.row).is_some_and(|row| meant.contains(row.id())) {
            facts.findings.take_back(finding.subject, finding.code.name(), finding.severity, finding.value);
        }
    }
}

fn add(overlay: &Overlay, rows: Rows<'_>, meant: &Bitmap, scope: &Scope, pass: &mut Pass, names: &Names<'_>) {
    let (facts, checker) = pass.facts_mut();
    let condition = rows.condition();
    facts.longest_record = facts.longest_record.max(facts.writer.bound(rows, condition));
    note_changed(overlay, rows, &mut facts.changed);
    let findings = &mut facts.findings;
    let mut telling = Telling { names, stream: None, findings, counts: true, notes: false };
    for finding in checker.check_alone(rows, condition, scope) {
        if let Some(row) = rows.get(finding.row).filter(|row| meant.contains(row.id())) {
            telling.finding(finding, row);
        }
    }
}
