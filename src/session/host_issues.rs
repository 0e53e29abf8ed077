//! Issues that the host's functions report: a bit for each record, exact counts, and the first messages.

use super::schema::Schema;
use super::subject_issues::{Kept, SubjectIssues};
use crate::base::bitmap::Bitmap;
use crate::check::Subject;
use crate::issue::{Code, Issue, IssuePlace, Severity};

/// The messages that are kept, by record. Beyond them, counts stay exact, and the records are known.
const MAX_MESSAGES: usize = 20_000;

/// Bytes that these messages take in all.
const MAX_BYTES: usize = 8 << 20;

/// Bytes of one message.
const MAX_MESSAGE_BYTES: usize = 2000;

/// The host's issues. Rechecks leave them alone: they are forgotten when their row is edited.
#[derive(Debug, Clone, Default)]
pub(super) struct HostIssues {
    /// A subject has one code, so that its bits are its counts.
    subjects: Vec<(Subject, SubjectIssues)>,
    /// The issues with their messages, by record.
    first: Vec<Kept>,
    bytes: usize,
}

impl HostIssues {
    /// Adds an issue of a record. Two messages about the same thing become one issue of two lines.
    pub(super) fn add(&mut self, subject: Subject, record: u64, mut issue: Issue) {
        let (code, severity) = (issue.code.name(), issue.place.severity);
        let rank = subject.rank();
        let place = self.subjects.binary_search_by_key(&rank, |(known, _)| known.rank());
        let at = place.unwrap_or_else(|at| {
            self.subjects.insert(at, (subject, SubjectIssues::default()));
            at
        });
        let Some((_, issues)) = self.subjects.get_mut(at) else { return };
        let bits = if severity == Severity::Error { &mut issues.errors } else { &mut issues.warnings };
        let is_new = bits.insert(record);
        if is_new {
            let known = issues.codes.iter().find(|known| known.severity == severity);
            let count = known.map_or(0, |known| known.count) + 1;
            issues.set_count(code, severity, count);
        }
        let Some(text) = message(&mut issue.code) else { return };
        cut(text);
        let key = ((record, rank), severity == Severity::Warning);
        let at = self.first.partition_point(|kept| order(kept) < key);
        if is_new {
            self.bytes += text.len();
            self.first.insert(at, Kept { subject, record, issue });
        } else {
            let same = self.first.get_mut(at).filter(|kept| order(kept) == key);
            if let Some(known) = same.and_then(|kept| message(&mut kept.issue.code)) {
                self.bytes -= known.len();
                known.push('\n');
                known.push_str(text);
                cut(known);
                self.bytes += known.len();
            }
        }
        while self.first.len() > MAX_MESSAGES || self.bytes > MAX_BYTES {
            let Some(mut last) = self.first.pop() else { break };
            self.bytes -= length(&mut last);
        }
    }

    /// Forgets the issues of some records, or all.
    pub(super) fn forget(&mut self, records: Option<&Bitmap>) {
        let Some(records) = records else {
            *self = HostIssues::default();
            return;
        };
        for (_, issues) in &mut self.subjects {
            issues.errors.subtract(records);
            issues.warnings.subtract(records);
            let (errors, warnings) = (issues.errors.count(), issues.warnings.count());
            for known in &mut issues.codes {
                known.count = if known.severity == Severity::Error { errors } else { warnings };
            }
        }
        self.first.retain_mut(|kept| {
            let stays = !records.contains(kept.record);
            if !stays {
                self.bytes -= length(kept);
            }
            stays
        });
    }

    /// What is known, by subject.
    pub(super) fn by_subject(&self) -> &[(Subject, SubjectIssues)] {
        &self.subjects
    }

    /// The first issues by record.
    pub(super) fn first(&self) -> &[Kept] {
        &self.first
    }

    /// The issues of a record, which begins on that line. Messages that are not kept are empty.
    pub(super) fn of(&self, record: u64, line: u64, schema: &Schema) -> Vec<Issue> {
        let mut issues = Vec::new();
        let first = self.first.partition_point(|kept| kept.record < record);
        let mut first_issues =
            self.first.iter().skip(first).take_while(|kept| kept.record == record).peekable();
        for (subject, known) in &self.subjects {
            for (bits, severity) in [(&known.errors, Severity::Error), (&known.warnings, Severity::Warning)] {
                if !bits.contains(record) {
                    continue;
                }
                let is_same =
                    |kept: &&Kept| kept.subject == *subject && kept.issue.place.severity == severity;
                issues.push(first_issues.next_if(is_same).map_or_else(
                    || {
                        let (row, column) = (Some(record + 1), schema.name(*subject));
                        let place =
                            IssuePlace { row, line, column, severity, value: String::new(), message: None };
                        Issue { place, code: Code::Custom { message: String::new() } }
                    },
                    |kept| kept.issue.clone(),
                ));
            }
        }
        issues
    }
}

/// Of the same thing, errors stand before warnings.
fn order(kept: &Kept) -> ((u64, (u8, usize)), bool) {
    (kept.key(), kept.issue.place.severity == Severity::Warning)
}

/// The message of an issue of the host's.
fn message(code: &mut Code) -> Option<&mut String> {
    if let Code::Custom { message } = code { Some(message) } else { None }
}

/// How many bytes they take.
fn length(kept: &mut Kept) -> usize {
    message(&mut kept.issue.code).map_or(0, |message| message.len())
}

/// Cuts what is too long where a character ends.
fn cut(text: &mut String) {
    if text.len() > MAX_MESSAGE_BYTES {
        let end = (0..=MAX_MESSAGE_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        text.truncate(end);
    }
}
