//! What leaves a sheet: pages of records, and CSV.

use super::facts::Facts;
use super::sheet::Sheet;
use crate::edit::Scan;
use crate::error::{Error, Result};
use crate::issue::Severity;
use crate::page::{CsvOptions, Exporter, PageOptions, Pager, PagerSetup};
use crate::template::{Column, OnInvalid};

impl Sheet {
    /// Says how pages will be asked for, so that the checks that begin from now on can count them. Unless told, they expect
    /// the default with a UUID as upload id.
    pub fn expect_pages(&mut self, options: PageOptions) {
        self.expected = options;
    }

    /// The number of pages, if it follows from what the check has found. Otherwise a pager has to make them once.
    pub fn total_pages(&self, options: &PageOptions) -> Option<u64> {
        let facts = self.facts().ok()?;
        Pager::known_total(&self.pager_setup(facts), options, &facts.pages)
    }

    /// A pager over the records that are to be sent.
    pub fn pager(&self, options: PageOptions, total_pages: u64) -> Result<Pager> {
        Pager::new(self.pager_setup(self.facts()?), options, total_pages)
    }

    /// An exporter of the records as CSV: the valid ones, or all.
    pub fn exporter(&self, valid: bool, options: CsvOptions) -> Result<Exporter> {
        let facts = self.facts()?;
        self.refuse_open_questions()?;
        let skipped = valid.then(|| facts.invalid.clone());
        let setup = PagerSetup { skipped, ..self.pager_setup(facts) };
        let pager = Pager::new(setup, PageOptions::default(), 0)?;
        let name = |column: &Column| column.name.clone().unwrap_or_else(|| column.key.clone());
        let names: Vec<String> = self.schema.columns.iter().map(name).collect();
        Exporter::new(pager, names.iter().map(String::as_str), options)
    }

    /// Refuses if there is something to be asked before values are known.
    pub fn refuse_open_questions(&self) -> Result<()> {
        if self.readings.questions().is_empty() {
            return Ok(());
        }
        Err(Error::Undecided { questions: self.readings.questions().to_vec() })
    }

    /// Refuses if there is something to be asked before values are known, or the template blocks on errors and there are
    /// some.
    pub fn refuse_blocked(&self) -> Result<()> {
        let facts = self.facts()?;
        self.refuse_open_questions()?;
        let errors = facts.findings.count(Severity::Error);
        if errors == 0 || self.schema.on_invalid() != OnInvalid::Block {
            return Ok(());
        }
        let issues = facts.findings.errors().take(10).cloned().collect();
        Err(Error::Blocked { errors, invalid_records: facts.invalid.count(), issues })
    }

    fn pager_setup(&self, facts: &Facts) -> PagerSetup {
        let skips_invalid = self.schema.on_invalid() == OnInvalid::Skip;
        PagerSetup {
            template: self.schema.template.as_ref().map(|template| template.code.clone()),
            writer: facts.writer.clone(),
            scan: Scan::all(&facts.index, self.overlay.fork()),
            skipped: skips_invalid.then(|| facts.invalid.clone()),
            records_in_file: facts.end.records,
            total_records: self.total_records(facts),
        }
    }
}
