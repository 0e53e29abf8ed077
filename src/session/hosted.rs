//! What others than the engine say of records in, a bit for each such record, exact counts and the first messages out.

use super::Names;
use super::findings::{Kept, Slot};
use crate::bitmap::Bitmap;
use crate::check::Subject;
use crate::issue::{Code, Issue, IssuePlace, Severity};

/// The messages that are kept, by record. Beyond them, counts stay exact, and the records are known.
const MOST_TOLD: usize = 20_000;

/// Bytes that these messages take in all.
const MOST_BYTES: usize = 8 << 20;

/// Bytes of one message.
const LONGEST_MESSAGE: usize = 2000;

/// What host functions and receivers have said. Rechecks leave it alone: only who edits a row has it forgotten.
#[derive(Debug, Clone, Default)]
pub(super) struct Hosted {
    /// A subject has one code, so that its bits are its counts.
    slots: Vec<(Subject, Slot)>,
    told: Vec<Kept>,
    bytes: usize,
}

impl Hosted {
    /// Lays an issue over a record. What is said of the same thing twice is one issue of two lines.
    pub(super) fn lay(&mut self, subject: Subject, record: u64, mut issue: Issue) {
        let (code, severity) = (issue.code.name(), issue.place.severity);
        let rank = subject.rank();
        let place = self.slots.binary_search_by_key(&rank, |(known, _)| known.rank());
        let at = place.unwrap_or_else(|at| {
            self.slots.insert(at, (subject, Slot::default()));
            at
        });
        let Some((_, slot)) = self.slots.get_mut(at) else { return };
        let bits = if severity == Severity::Error { &mut slot.errors } else { &mut slot.warnings };
        let is_new = bits.insert(record);
        if is_new {
            let known = slot.codes.iter().find(|known| known.severity == severity);
            let count = known.map_or(0, |known| known.count) + 1;
            slot.set_count(code, severity, count);
        }
        let Some(said) = message(&mut issue.code) else { return };
        cut(said);
        let key = ((record, rank), severity == Severity::Warning);
        let at = self.told.partition_point(|told| order(told) < key);
        if is_new {
            self.bytes += said.len();
            self.told.insert(at, Kept { subject, record, issue });
        } else {
            let same = self.told.get_mut(at).filter(|told| order(told) == key);
            if let Some(text) = same.and_then(|told| message(&mut told.issue.code)) {
                self.bytes -= text.len();
                text.push('\n');
                text.push_str(said);
                cut(text);
                self.bytes += text.len();
            }
        }
        while self.told.len() > MOST_TOLD || self.bytes > MOST_BYTES {
            let Some(mut last) = self.told.pop() else { break };
            self.bytes -= length(&mut last);
        }
    }

    /// Forgets what was said of records, or of all.
    pub(super) fn forget(&mut self, records: Option<&Bitmap>) {
        let Some(records) = records else {
            *self = Hosted::default();
            return;
        };
        for (_, slot) in &mut self.slots {
            slot.errors.subtract(records);
            slot.warnings.subtract(records);
            let (errors, warnings) = (slot.errors.count(), slot.warnings.count());
            for known in &mut slot.codes {
                known.count = if known.severity == Severity::Error { errors } else { warnings };
            }
        }
        self.told.retain_mut(|told| {
            let stays = !records.contains(told.record);
            if !stays {
                self.bytes -= length(told);
            }
            stays
        });
    }

    /// What is known, by subject.
    pub(super) fn slots(&self) -> &[(Subject, Slot)] {
        &self.slots
    }

    /// The first issues by record.
    pub(super) fn told(&self) -> &[Kept] {
        &self.told
    }

    /// What was said of a record, which begins on that line. Where the messages are not kept any more, they are empty.
    pub(super) fn of(&self, record: u64, line: u64, names: &Names<'_>) -> Vec<Issue> {
        let mut issues = Vec::new();
        let first = self.told.partition_point(|told| told.record < record);
        let mut said = self.told.iter().skip(first).take_while(|told| told.record == record).peekable();
        for (subject, slot) in &self.slots {
            for (bits, severity) in [(&slot.errors, Severity::Error), (&slot.warnings, Severity::Warning)] {
                if !bits.contains(record) {
                    continue;
                }
                let is_same =
                    |told: &&Kept| told.subject == *subject && told.issue.place.severity == severity;
                issues.push(said.next_if(is_same).map_or_else(
                    || {
                        let (row, column) = (Some(record + 1), names.of(*subject));
                        let place =
                            IssuePlace { row, line, column, severity, value: String::new(), message: None };
                        Issue { place, code: silent(*subject) }
                    },
                    |told| told.issue.clone(),
                ));
            }
        }
        issues
    }
}

/// Of the same thing, errors stand before warnings.
fn order(told: &Kept) -> ((u64, (u8, usize)), bool) {
    (told.key(), told.issue.place.severity == Severity::Warning)
}

/// The code of a subject, without its message.
fn silent(subject: Subject) -> Code {
    let message = String::new();
    if matches!(subject, Subject::Receiver(_)) {
        Code::Rejected { message }
    } else {
        Code::Custom { message }
    }
}

/// What a code says in words of others; the engine's own have none.
fn message(code: &mut Code) -> Option<&mut String> {
    match code {
        Code::Rejected { message } | Code::Custom { message } => Some(message),
        _ => None,
    }
}

/// How many bytes they take.
fn length(kept: &mut Kept) -> usize {
    message(&mut kept.issue.code).map_or(0, |message| message.len())
}

/// Cuts what is too long where a character ends.
fn cut(text: &mut String) {
    if text.len() > LONGEST_MESSAGE {
        let end = (0..=LONGEST_MESSAGE).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        text.truncate(end);
    }
}
