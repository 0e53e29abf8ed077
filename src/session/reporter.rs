//! Where findings go while rows are checked.

use super::facts::Facts;
use super::header::issue_of;
use super::schema::Schema;
use crate::check::Finding;
use crate::csv::{Row, SkippedLines};
use crate::issue::Issue;

/// Where findings go: they are counted, the first are kept, and all are given to whoever takes every issue.
pub(super) struct Reporter<'a> {
    pub(super) schema: &'a Schema,
    pub(super) stream: Option<&'a mut Vec<Issue>>,
    pub(super) facts: &'a mut Facts,
    /// Whether findings are counted.
    pub(super) counts: bool,
    /// Whether skipped lines are noted.
    pub(super) notes: bool,
}

impl Reporter<'_> {
    pub(super) fn finding(&mut self, finding: Finding<'_>, row: Row<'_>) {
        let Finding { subject, severity, value, .. } = finding;
        let findings = &mut self.facts.findings;
        let has_room = self.counts && findings.add(subject, row.id(), finding.code.name(), severity, value);
        if !has_room && self.stream.is_none() {
            return;
        }
        let issue = self.schema.issue(finding, row);
        if let Some(stream) = &mut self.stream {
            stream.push(issue.clone());
        }
        if has_room {
            findings.keep(subject, row.id(), issue);
        }
    }

    pub(super) fn skipped_lines(&mut self, skipped_lines: &[SkippedLines]) {
        for issue in skipped_lines.iter().map(issue_of) {
            if let Some(stream) = &mut self.stream {
                stream.push(issue.clone());
            }
            if self.notes {
                self.facts.findings.note(issue);
            }
        }
    }
}
