//! What a checker keeps in mind of a segment's rows out, as it crosses to another engine; and joined with what is kept of
//! those before them.

use super::Checker;
use crate::convert::Gathered;
use serde::{Deserialize, Serialize};

/// What the checks that need all rows know of a segment's.
#[derive(Debug, Serialize, Deserialize)]
pub struct CheckedPart {
    evidence: Vec<Option<Gathered>>,
    /// Of each check, the values' hashes and the records that have them, from the segment's first.
    uniques: Vec<Vec<(u64, u32)>>,
}

impl Checker {
    /// What is known of a segment's rows; none where one has the value of another, which all rows have to tell.
    pub fn part(&self) -> Option<CheckedPart> {
        let uniques = self.uniques.iter().map(|check| check.unique.part());
        let evidence =
            self.evidence.iter().map(|evidence| evidence.as_ref().map(|known| known.gathered().clone()));
        Some(CheckedPart { uniques: uniques.collect::<Option<_>>()?, evidence: evidence.collect() })
    }

    /// Joins what is known of the next segment's rows, which begin with that record. False, and nothing is changed, where one
    /// has the value of another, or there is no memory to know it.
    pub fn join(&mut self, part: CheckedPart, first: u64) -> bool {
        let alike = part.uniques.len() == self.uniques.len() && part.evidence.len() == self.evidence.len();
        let mut uniques = self.uniques.iter().zip(&part.uniques);
        if !alike || !uniques.all(|(check, taken)| check.unique.is_apart(taken)) {
            return false;
        }
        let mut uniques = self.uniques.iter_mut().zip(&part.uniques);
        if !uniques.all(|(check, taken)| check.unique.join(taken, first)) {
            // As none was there before, all that are there now were just taken.
            for (check, taken) in self.uniques.iter_mut().zip(&part.uniques) {
                check.unique.part_with(taken);
            }
            return false;
        }
        for (known, gathered) in self.evidence.iter_mut().zip(part.evidence) {
            if let (Some(known), Some(gathered)) = (known, gathered) {
                known.join(gathered);
            }
        }
        true
    }
}
