//! What a user changes in a sheet: operations on rows, and answers to questions.

use super::pipeline::{Check, CheckState};
use super::sheet::Sheet;
use crate::base::bitmap::INSERTED;
use crate::base::json::Json;
use crate::base::pattern::CompileReplace;
use crate::csv::MADE;
use crate::edit::{Log, Operation, Target, Touched};
use crate::error::{Error, Result};
use crate::template::Fault;

impl Sheet {
    /// What was done to the rows.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Does an operation. What it may have changed is to be checked again then, as [`Sheet::wants`] says.
    pub fn edit(&mut self, operation: Operation, compile: CompileReplace<'_>) -> Result<()> {
        self.refuse_unknown(&operation)?;
        self.log.push(operation, compile).map_err(|faults| Error::OperationInvalid { faults })?;
        let touched = self.log.touched(self.log.done().saturating_sub(1), self.records());
        self.recheck(touched)
    }

    /// Refuses an operation on a column that isn't there, or cells of rows that aren't.
    fn refuse_unknown(&self, operation: &Operation) -> Result<()> {
        let mut faults = Vec::new();
        let mut add_fault = |path: &str, reason: &str| {
            faults.push(Fault { path: path.to_owned(), reason: reason.to_owned() });
        };
        let width = self.header().len();
        let is_there =
            |target: &Target| self.schema.cell_of(target).is_some_and(|at| at < width || at >= MADE);
        if !operation.columns().iter().all(is_there) {
            add_fault("columns", "there is no such column");
        }
        if let (Operation::Set { rows, .. }, Ok(facts)) = (operation, self.facts()) {
            let is_row = |row: &u64| *row <= facts.end.records || *row > INSERTED;
            if !rows.iter().all(is_row) {
                add_fault("rows", "there is no such row");
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::OperationInvalid { faults }) }
    }

    /// Takes the last operation back. False where there is none.
    pub fn undo(&mut self) -> Result<bool> {
        if self.log.undo().is_none() {
            return Ok(false);
        }
        let touched = self.log.touched(self.log.done(), self.records());
        self.recheck(touched).map(|()| true)
    }

    /// Does the operation again that was taken back last. False where there is none.
    pub fn redo(&mut self) -> Result<bool> {
        if self.log.redo().is_none() {
            return Ok(false);
        }
        let touched = self.log.touched(self.log.done().saturating_sub(1), self.records());
        self.recheck(touched).map(|()| true)
    }

    /// Has the operations of a log done, and no others.
    pub fn set_log(&mut self, json: &Json, compile: CompileReplace<'_>) -> Result<()> {
        let log = Log::read(json, self.log.base(), self.schema.platform, compile);
        self.log = log.map_err(|faults| Error::OperationInvalid { faults })?;
        self.recheck(Touched::default())
    }

    /// Answers a question about a column: its kind and one of its candidates. The column is to be checked again then.
    pub fn decide(&mut self, column: &str, kind: &str, value: &str) -> Result<()> {
        let at = self.readings.answer(&self.schema, column, kind, value)?;
        match self.check_state() {
            CheckState::None => {}
            CheckState::Running => self.start_check(false),
            CheckState::Done => {
                let (check, context) = self.check_parts();
                if let Some(check) = check
                    && let Some(scope) = check.read_anew(&[at], &context)
                {
                    check.check_again(scope, &context);
                }
            }
        }
        Ok(())
    }

    /// Has what was touched checked again.
    fn recheck(&mut self, touched: Touched) -> Result<()> {
        self.found = None;
        let overlay = self.schema.overlay(&self.log);
        let before = std::mem::replace(&mut self.overlay, overlay);
        self.host.touch(&touched);
        let (check, mut context) = self.check_parts();
        match check {
            Some(known) if known.state() == CheckState::Done => known.recheck(touched, before, &mut context),
            // What was known by a check that has not ended is of the rows as they were.
            _ => {
                *check = None::<Box<Check>>;
                Ok(())
            }
        }
    }
}
