//! What a column's cells say about how they are to be read in, the reading that all of them are read by out.

use super::pass::Pass;
use super::{Sheet, State};
use crate::check::Scope;
use crate::convert::{Evidence, Reading};
use crate::error::{Error, Result};
use crate::page::RecordWriter;
use crate::split::{BLOCK_ROWS, MADE, Splitter};
use std::sync::Arc;

impl Sheet {
    /// Answers a question about a column: its kind and one of its candidates. What is known is to be settled then.
    pub fn decide(&mut self, column: &str, kind: &str, value: &str) -> Result<()> {
        let at = self.columns.iter().position(|known| known.key == column);
        let at = at.ok_or_else(|| Error::bad_option("column", "must be a column's key"))?;
        let answered = self.answers.get(at).copied().unwrap_or_default().with(kind, value);
        let answered = answered.ok_or_else(|| {
            Error::bad_option("kind", "must be a question's kind, and the value one of its")
        })?;
        if let Some(answer) = self.answers.get_mut(at) {
            *answer = answered;
        }
        if let Some(reading) = self.readings.get_mut(at) {
            *reading = reading.over(answered);
        }
        match std::mem::replace(&mut self.state, State::Opened) {
            State::Checked(mut pass) => {
                pass.checker_mut().set_reading(at, &self.columns, self.readings.get(at).copied());
                let scope = self.decided(&mut pass, &[at]);
                self.state = State::Checking(self.anew(*pass, scope));
            }
            State::Opened => {}
            _ => self.start_check(false),
        }
        Ok(())
    }

    /// How columns are read at first: as the first rows say.
    #[inline(never)]
    pub(super) fn read_sample(&mut self) {
        self.readings = self.answers.clone();
        let mut evidence: Vec<_> = self.columns.iter().map(Evidence::new).collect();
        if self.template.is_none() || evidence.iter().all(Option::is_none) {
            return;
        }
        let mut splitter = Splitter::new(self.format, self.head.data, self.header().len());
        splitter.push(&self.sample);
        while splitter.fill(BLOCK_ROWS) == Ok(true) {
            for (evidence, source) in evidence.iter_mut().zip(self.mapping.sources()) {
                let (Some(evidence), Some(source)) = (evidence, source.filter(|at| *at < MADE)) else {
                    continue;
                };
                splitter.rows().each_in_column(source, |_, cell| {
                    evidence.note_text(cell);
                });
            }
        }
        for ((evidence, answer), reading) in evidence.iter().zip(&self.answers).zip(&mut self.readings) {
            if let Some(evidence) = evidence {
                *reading = evidence.verdict(answer).reading;
            }
        }
    }

    /// Decides by all rows how columns are to be read. Where that is not how they were read, gives what has to be checked
    /// again.
    pub(super) fn judge(&mut self, pass: &mut Pass) -> Option<Scope> {
        let verdicts = pass.checker().verdicts(&self.answers);
        self.questions.clear();
        let mut changed = Vec::new();
        for (at, verdict) in verdicts {
            self.questions.extend(verdict.question);
            let Some(reading) = self.readings.get_mut(at) else { continue };
            if *reading != verdict.reading {
                // Whether something is to be asked changes no value.
                let same = Reading { open: reading.open, ..verdict.reading } == *reading;
                *reading = verdict.reading;
                if !same {
                    pass.checker_mut().set_reading(at, &self.columns, Some(verdict.reading));
                    changed.push(at);
                }
            }
        }
        (!changed.is_empty()).then(|| self.decided(pass, &changed))
    }

    /// What depends on columns that are read another way now.
    fn decided(&self, pass: &mut Pass, columns: &[usize]) -> Scope {
        pass.set_writer(self.writer());
        if self.skips_uniques() {
            return Scope::all(self.columns.len(), self.header().len(), self.rules().len());
        }
        let sources: Vec<_> = self.mapping.sources().collect();
        let places: Vec<_> = columns.iter().filter_map(|at| *sources.get(*at)?).collect();
        pass.checker().scope_of(&places)
    }

    pub(super) fn writer(&self) -> Arc<RecordWriter> {
        Arc::new(RecordWriter::new(&self.setup()))
    }
}
