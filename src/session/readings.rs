//! How the columns of a sheet are read: by what was answered, and by what their cells say.

use super::schema::Schema;
use crate::check::Checker;
use crate::convert::{Evidence, Reading};
use crate::csv::{BLOCK_ROWS, MADE, Splitter};
use crate::error::{Error, Result};
use crate::question::Question;

/// How columns are read, and what is still to be asked.
#[derive(Debug, Default)]
pub(super) struct Readings {
    answers: Vec<Reading>,
    current: Vec<Reading>,
    questions: Vec<Question>,
    /// The first rows, from which it is guessed at first.
    sample: Vec<u8>,
}

impl Readings {
    pub(super) fn new(sample: Vec<u8>) -> Readings {
        Readings { sample, ..Readings::default() }
    }

    /// How columns are read now, by their places.
    pub(super) fn current(&self) -> &[Reading] {
        &self.current
    }

    /// What has to be asked before values are known.
    pub(super) fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Begins anew with columns that are fed by something else: they are read as the first rows say.
    #[inline(never)]
    pub(super) fn guess(&mut self, schema: &Schema) {
        self.answers.resize(schema.columns.len(), Reading::default());
        self.questions.clear();
        self.current = self.answers.clone();
        let mut evidence: Vec<_> = schema.columns.iter().map(Evidence::new).collect();
        if schema.template.is_none() || evidence.iter().all(Option::is_none) {
            return;
        }
        let mut splitter = Splitter::new(schema.format, schema.head.data, schema.header().len());
        splitter.push(&self.sample);
        while splitter.fill(BLOCK_ROWS) == Ok(true) {
            for (evidence, source) in evidence.iter_mut().zip(schema.mapping.sources()) {
                let (Some(evidence), Some(source)) = (evidence, source.filter(|at| *at < MADE)) else {
                    continue;
                };
                splitter.rows().each_in_column(source, |_, cell| {
                    evidence.note_text(cell);
                });
            }
        }
        for ((evidence, answer), reading) in evidence.iter().zip(&self.answers).zip(&mut self.current) {
            if let Some(evidence) = evidence {
                *reading = evidence.verdict(answer).reading;
            }
        }
    }

    /// Takes the answer to a question about a column: its kind and one of its candidates. Gives the column's place.
    pub(super) fn answer(&mut self, schema: &Schema, column: &str, kind: &str, value: &str) -> Result<usize> {
        let at = schema.column(column);
        let at = at.ok_or_else(|| Error::bad_option("column", "must be a column's key"))?;
        let answered = self.answers.get(at).copied().unwrap_or_default().with(kind, value);
        let answered = answered.ok_or_else(|| {
            Error::bad_option("kind", "must be a question's kind, and the value one of its")
        })?;
        if let Some(answer) = self.answers.get_mut(at) {
            *answer = answered;
        }
        if let Some(reading) = self.current.get_mut(at) {
            *reading = reading.over(answered);
        }
        Ok(at)
    }

    /// Decides by all rows how columns are to be read. Gives the places of those that were read another way.
    pub(super) fn decide_all(&mut self, checker: &Checker) -> Vec<usize> {
        self.questions.clear();
        let mut changed = Vec::new();
        for (at, verdict) in checker.verdicts(&self.answers) {
            self.questions.extend(verdict.question);
            let Some(reading) = self.current.get_mut(at) else { continue };
            // Whether something is to be asked changes no value.
            if (Reading { open: reading.open, ..verdict.reading }) != *reading {
                changed.push(at);
            }
            *reading = verdict.reading;
        }
        changed
    }
}
