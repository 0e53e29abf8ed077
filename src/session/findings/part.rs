//! What was found in a segment out, as it crosses to another engine; and joined with what was found before it.

use super::{COUNTED_VALUES, Findings, KEPT_NOTES};
use crate::check::Subject;
use crate::issue::{Code, Issue, Severity};
use crate::session::header::{aside_of, told};
use crate::split::Aside;
use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

/// Values that a segment counts one by one, over all. More than whole files have room for, as those before it may know some
/// that come late in it.
const PART_VALUES: usize = 100_000;

/// What was found in a segment. Records count from its first, and lines from 1.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::session) struct FindingsPart {
    slots: Vec<(Subject, SlotPart)>,
    met: Vec<CodeName>,
    notes: Vec<Aside>,
    noted: Vec<(CodeName, u64)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SlotPart {
    errors: Vec<u64>,
    warnings: Vec<u64>,
    codes: Vec<CodePart>,
}

#[derive(Debug, Serialize, Deserialize)]
struct CodePart {
    code: CodeName,
    severity: Severity,
    count: u64,
    /// In the order in which they were met.
    values: Vec<(Vec<u8>, u64)>,
}

/// A code's name. None but those that are known can be read.
#[derive(Debug, Clone, Copy, Serialize)]
struct CodeName(&'static str);

impl<'de> Deserialize<'de> for CodeName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<CodeName, D::Error> {
        let name = <&str>::deserialize(deserializer)?;
        Code::named(name).map(CodeName).ok_or_else(|| Error::custom("unknown code"))
    }
}

impl Findings {
    /// Findings of a segment.
    pub(in crate::session) fn of_part() -> Findings {
        Findings { is_part: true, ..Findings::default() }
    }

    /// Values that each code of a subject may have: fewer, the more subjects there are.
    pub(super) fn part_values(&self) -> usize {
        PART_VALUES / self.slots.len().max(1)
    }

    /// What others have to know of the segment; none where it has more values than could be counted.
    pub(in crate::session) fn part(&self) -> Option<FindingsPart> {
        let most = self.part_values();
        let slots = self.slots.iter().map(|(subject, slot)| {
            let codes = slot.codes.iter().map(|known| {
                let mut values: Vec<_> = known.values.iter().collect();
                values.sort_unstable_by_key(|(_, (met, _))| *met);
                let values = values.into_iter().map(|(value, (_, count))| (value.to_vec(), *count));
                let (code, severity, count) = (CodeName(known.code), known.severity, known.count);
                (known.values.len() < most).then(|| CodePart {
                    code,
                    severity,
                    count,
                    values: values.collect(),
                })
            });
            let codes = codes.collect::<Option<_>>()?;
            Some((*subject, SlotPart { errors: slot.errors.words(), warnings: slot.warnings.words(), codes }))
        });
        Some(FindingsPart {
            slots: slots.collect::<Option<_>>()?,
            met: self.met.iter().copied().map(CodeName).collect(),
            notes: self.notes.iter().filter_map(aside_of).collect(),
            noted: self.noted.iter().map(|(code, count)| (CodeName(code), *count)).collect(),
        })
    }

    /// Joins what was found in the next segment, which begins with that record and line. The first issues are to be looked for
    /// anew then.
    pub(in crate::session) fn join(&mut self, part: FindingsPart, first: u64, line: u64) {
        for CodeName(code) in part.met {
            if !self.met.contains(&code) {
                self.met.push(code);
            }
        }
        self.more |= !part.slots.is_empty();
        if self.more {
            self.kept.clear();
        }
        for (subject, found) in part.slots {
            let slot = self.slot_mut(subject);
            slot.errors.add_words(&found.errors, first);
            slot.warnings.add_words(&found.warnings, first);
            for CodePart { code, severity, count, values } in found.codes {
                let Some(known) = slot.known(code.0, severity) else { continue };
                known.count += count;
                for (value, count) in values {
                    known.change_value(&value, count.cast_signed(), COUNTED_VALUES);
                }
            }
        }
        let issues: Vec<Issue> = part
            .notes
            .into_iter()
            .map(|aside| told(&Aside { line: line + aside.line - 1, ..aside }))
            .collect();
        self.join_notes(issues, &part.noted);
    }

    /// Of lines left out the first are kept, and all are counted.
    fn join_notes(&mut self, issues: Vec<Issue>, noted: &[(CodeName, u64)]) {
        let infos = self.notes.iter().filter(|note| note.place.severity == Severity::Info).count();
        self.notes.extend(issues.into_iter().take(KEPT_NOTES.saturating_sub(infos)));
        for (CodeName(code), count) in noted {
            match self.noted.iter_mut().find(|(known, _)| known == code) {
                Some((_, known)) => *known += count,
                None => self.noted.push((code, *count)),
            }
        }
    }
}
