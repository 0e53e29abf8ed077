//! Findings in, what is known of every column out: counts, a bit for each record with a problem, the first issues, and
//! how often which value is to blame.

mod part;

use super::hosted::Hosted;
use crate::bitmap::Bitmap;
use crate::check::Subject;
use crate::issue::{Issue, Severity};
use crate::order::sorted;
use std::cmp::Reverse;
use std::collections::HashMap;

pub(super) use part::FindingsPart;

/// The issues that are kept with their places. Beyond them, counts stay exact, and the records are known.
const KEPT_ISSUES: usize = 1000;

/// Of lines left out, fewer are kept, and beside those issues, so that they take no room from what is wrong.
const KEPT_NOTES: usize = 100;

/// Values that are counted one by one for each column and code; what is met when so many are known counts together.
const COUNTED_VALUES: usize = 1000;

/// Longer values are not counted one by one.
const LONGEST_VALUE: usize = 200;

/// What is known, and stays known while rows are edited.
#[derive(Debug, Clone, Default)]
pub(super) struct Findings {
    slots: Vec<(Subject, Slot)>,
    /// Codes in the order in which they were met.
    met: Vec<&'static str>,
    /// The first issues by record.
    kept: Vec<Kept>,
    /// Whether there are others behind the last of those kept.
    more: bool,
    /// Lines left out, and what is told of headers.
    notes: Vec<Issue>,
    /// How many, by code.
    noted: Vec<(&'static str, u64)>,
    warnings_noted: u64,
    /// What others say of records.
    pub(super) hosted: Hosted,
    /// Whether they are of a segment, to be joined with what is known of others.
    is_part: bool,
}

/// An issue with what it is about.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) subject: Subject,
    pub(super) record: u64,
    pub(super) issue: Issue,
}

impl Kept {
    /// Issues are in the order of records, and in each in that of subjects.
    pub(super) fn key(&self) -> (u64, (u8, usize)) {
        (self.record, self.subject.rank())
    }
}

/// What is known of one subject.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    /// Records with an error in it.
    pub(super) errors: Bitmap,
    /// Records with a warning in it.
    pub(super) warnings: Bitmap,
    /// In the order in which codes were met.
    pub(super) codes: Vec<CodeCount>,
}

/// How often a code was found in a subject.
#[derive(Debug, Clone)]
pub(super) struct CodeCount {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) count: u64,
    /// Each value to blame: when it was first met, and how often it is there.
    values: HashMap<Box<[u8]>, (usize, u64)>,
}

impl CodeCount {
    /// The values to blame and how often each is there, most often first; last, as none, those that are not counted one by
    /// one.
    pub(super) fn values(&self) -> Vec<(Option<&[u8]>, u64)> {
        let values: Vec<_> = self.values.iter().filter(|(_, (_, count))| *count > 0).collect();
        let key = |at: usize| values.get(at).map(|(_, (met, count))| (Reverse(*count), *met));
        let order = sorted(values.len(), &|one, other| key(one) < key(other));
        let values: Vec<_> = order.into_iter().filter_map(|at| values.get(at).copied()).collect();
        let others = self.count - values.iter().map(|(_, (_, count))| count).sum::<u64>().min(self.count);
        let values = values.into_iter().map(|(value, (_, count))| (Some(&**value), *count));
        values.chain((others > 0).then_some((None, others))).collect()
    }

    /// Counts a value, one by one if so many others aren't known yet.
    fn change(&mut self, value: &[u8], by: i64, most: usize) {
        self.count = self.count.saturating_add_signed(by);
        self.change_value(value, by, most);
    }

    fn change_value(&mut self, value: &[u8], by: i64, most: usize) {
        let known = self.values.len();
        if let Some((_, count)) = self.values.get_mut(value) {
            *count = count.saturating_add_signed(by);
        } else if by > 0 && known < most && value.len() <= LONGEST_VALUE {
            self.values.insert(value.into(), (known, by.unsigned_abs()));
        }
    }
}

impl Slot {
    fn change(&mut self, code: &'static str, severity: Severity, value: &[u8], by: i64, most: usize) {
        if let Some(known) = self.known(code, severity) {
            known.change(value, by, most);
        }
    }

    /// Says how often a code is there, whatever the values.
    pub(super) fn set_count(&mut self, code: &'static str, severity: Severity, count: u64) {
        if let Some(known) = self.known(code, severity) {
            known.count = count;
        }
    }

    fn known(&mut self, code: &'static str, severity: Severity) -> Option<&mut CodeCount> {
        let found = self.codes.iter().position(|known| known.code == code && known.severity == severity);
        let at = found.unwrap_or(self.codes.len());
        if found.is_none() {
            self.codes.push(CodeCount { code, severity, count: 0, values: HashMap::new() });
        }
        self.codes.get_mut(at)
    }

    fn count(&self, severity: Severity) -> u64 {
        self.codes.iter().filter(|known| known.severity == severity).map(|known| known.count).sum()
    }
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
        let most = if self.is_part { self.part_values() } else { COUNTED_VALUES };
        let slot = self.slot_mut(subject);
        slot.change(code, severity, value, 1, most);
        let bits = if severity == Severity::Error { &mut slot.errors } else { &mut slot.warnings };
        bits.insert(record);
        let is_first = self.kept.len() < KEPT_ISSUES && !self.more && !self.is_part;
        is_first || self.kept.last().is_some_and(|last| (record, subject.rank()) < last.key())
    }

    /// Takes back what was found earlier; the record's bits and issues are forgotten by [`Findings::forget_record`].
    pub(super) fn take_back(
        &mut self,
        subject: Subject,
        code: &'static str,
        severity: Severity,
        value: &[u8],
    ) {
        self.slot_mut(subject).change(code, severity, value, -1, COUNTED_VALUES);
    }

    /// Forgets which problems records have in some subjects, before they are looked at anew.
    pub(super) fn forget_records(&mut self, records: &Bitmap, subjects: impl Fn(Subject) -> bool) {
        for (_, slot) in self.slots.iter_mut().filter(|(subject, _)| subjects(*subject)) {
            slot.errors.subtract(records);
            slot.warnings.subtract(records);
        }
        self.kept.retain(|kept| !(records.contains(kept.record) && subjects(kept.subject)));
    }

    /// Forgets all about some subjects.
    pub(super) fn forget(&mut self, subjects: impl Fn(Subject) -> bool) {
        self.slots.retain(|(subject, _)| !subjects(*subject));
        self.kept.retain(|kept| !subjects(kept.subject));
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

    /// Notes lines that are left out, or something about the headers.
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
        noted + self.slots().map(|(_, slot)| slot.count(severity)).sum::<u64>()
    }

    /// Records that have an error anywhere.
    pub(super) fn invalid(&self) -> Bitmap {
        let mut invalid = Bitmap::default();
        for (_, slot) in self.slots() {
            invalid.add(&slot.errors);
        }
        invalid
    }

    /// What is known, by subject.
    pub(super) fn slots(&self) -> impl Iterator<Item = (Subject, &Slot)> {
        self.slots.iter().chain(self.hosted.slots()).map(|(subject, slot)| (*subject, slot))
    }

    /// How often each code was found.
    pub(super) fn by_code(&self) -> Vec<(&'static str, u64)> {
        let codes = || self.slots().flat_map(|(_, slot)| &slot.codes);
        let count = |code: &&'static str| {
            let noted = self.noted.iter().filter(|(known, _)| known == code).map(|(_, count)| count);
            let found = codes().filter(|known| known.code == *code).map(|known| known.count);
            (*code, noted.sum::<u64>() + found.sum::<u64>())
        };
        // What others say was met after all else.
        let mut met = self.met.clone();
        for known in self.hosted.slots().iter().flat_map(|(_, slot)| &slot.codes) {
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

    /// The first issues of records, by whomever.
    fn first(&self) -> Vec<&Kept> {
        let mut first: Vec<_> = self.kept.iter().collect();
        // Behind the last of those kept there may be others, which are not known.
        let end = self.kept.last().filter(|_| self.more).map_or(u64::MAX, |last| last.record);
        first.extend(self.hosted.told().iter().take_while(|told| told.record <= end).take(KEPT_ISSUES));
        let key = |at: usize| first.get(at).map(|kept| kept.key());
        let order = sorted(first.len(), &|one, other| key(one) < key(other));
        order.into_iter().take(KEPT_ISSUES).filter_map(|at| first.get(at).copied()).collect()
    }

    /// Where issues are missing among those kept, though there would be room for them: the first records that have some. After
    /// `few` rows were read it needs many to be missing.
    pub(super) fn wanted(&self, few: bool) -> Option<Bitmap> {
        let least = if few { KEPT_ISSUES / 2 } else { KEPT_ISSUES };
        if !self.more || self.kept.len() >= least {
            return None;
        }
        // What others say is kept by itself.
        let mut wanted = Bitmap::default();
        for (_, slot) in &self.slots {
            wanted.add(&slot.errors);
            wanted.add(&slot.warnings);
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

    fn slot_mut(&mut self, subject: Subject) -> &mut Slot {
        let at = match self.slots.binary_search_by_key(&subject.rank(), |(known, _)| known.rank()) {
            Ok(at) => at,
            Err(at) => {
                self.slots.insert(at, (subject, Slot::default()));
                at
            }
        };
        &mut self.slots[at].1
    }
}
