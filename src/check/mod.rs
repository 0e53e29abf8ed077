//! Checks blocks of rows column by column.

mod finding;
mod column;
mod rules;
mod scope;
pub mod unique;
mod uniques;

use crate::base::bitmap::Bitmap;
use crate::base::platform::Platform;
use crate::base::simd;
use crate::convert::{Converter, Evidence, Reading, Verdict};
use crate::csv::decode::is_intact;
use crate::csv::{Condition, FaultKind, Rows};
use crate::error::Result;
use crate::issue::{Code, Severity};
use crate::template::{Column, Rule};
pub use unique::Comparison;
use unique::Unique;

use column::{ColumnCheck, When};
pub use finding::{Finding, Subject};
use finding::{ordered, ragged};
use rules::RuleCheck;
pub use scope::Scope;
use uniques::{Buffers, UniqueCheck, check_uniques, duplicate};

/// Checks blocks of rows one after another.
#[derive(Debug)]
pub struct Checker {
    columns: Vec<ColumnCheck>,
    /// What the columns' cells say about how they are to be read, where that is to be decided.
    evidence: Vec<Option<Evidence>>,
    /// What the cells at each place of a row are.
    subjects: Vec<Subject>,
    uniques: Vec<UniqueCheck>,
    rules: Vec<RuleCheck>,
    scope: Scope,
    /// Whether an invalid record will be left out, so that its values are not taken yet.
    skips_invalid: bool,
    zone: Option<String>,
    platform: Platform,
}

/// What rows are checked against.
#[derive(Debug, Clone)]
pub struct Setup<'a> {
    /// The columns, and the place of each one's cell in a row.
    pub columns: &'a [Column],
    /// The place of each column's cell in a row.
    pub sources: Vec<Option<usize>>,
    /// How each column's cells are read.
    pub readings: &'a [Reading],
    /// What must hold between columns.
    pub rules: &'a [Rule],
    /// Cells in the header.
    pub width: usize,
    /// Whether invalid records are left out.
    pub skips_invalid: bool,
    /// The template's time zone.
    pub zone: Option<&'a str>,
    /// What the platform does.
    pub platform: Platform,
}

impl Checker {
    /// A checker of rows. `seed` is one that nobody outside knows.
    pub fn new(setup: &Setup<'_>, seed: u64) -> Checker {
        let Setup { columns, sources, readings, rules, width, skips_invalid, zone, platform } = setup;
        let mut subjects: Vec<_> = (0..*width).map(Subject::Header).collect();
        for (at, source) in sources.iter().enumerate() {
            if let Some(subject) = source.and_then(|source| subjects.get_mut(source)) {
                *subject = Subject::Column(at);
            }
        }
        let unique = |(at, column): (usize, &Column)| {
            let with = column.unique_with.iter();
            let with = with.filter_map(|key| columns.iter().position(|column| column.key == *key));
            (column.unique || !column.unique_with.is_empty()).then(|| UniqueCheck {
                column: at,
                columns: [at].into_iter().chain(with).collect(),
                ignores_case: column.case_insensitive,
                unique: Unique::new(seed.wrapping_add(at as u64)),
            })
        };
        let uniques = columns.iter().enumerate().filter_map(unique).collect();
        let reading = |at: usize| readings.get(at).copied().unwrap_or_default();
        let checks = columns.iter().zip(sources).enumerate().map(|(at, (column, source))| {
            let converter = Converter::new(column, &reading(at), *zone, *platform);
            ColumnCheck {
                source: *source,
                required: column.required,
                when: column.required_when.as_ref().and_then(|when| When::new(when, columns)),
                severity: column.level.into(),
                shortcut: converter.shortcut(),
                converter,
            }
        });
        let checks: Vec<_> = checks.collect();
        let evidence = |column: &ColumnCheck, of| column.source.and_then(|_| Evidence::new(of));
        let rules: Vec<_> =
            rules.iter().enumerate().map(|(at, rule)| RuleCheck::new(at, rule, columns)).collect();
        Checker {
            evidence: checks.iter().zip(*columns).map(|(check, column)| evidence(check, column)).collect(),
            scope: Scope::all(checks.len(), subjects.len(), rules.len()),
            columns: checks,
            subjects,
            uniques,
            rules,
            skips_invalid: *skips_invalid,
            zone: zone.map(str::to_owned),
            platform: *platform,
        }
    }

    /// Has a column's cells read another way from now on.
    pub fn set_reading(&mut self, at: usize, columns: &[Column], reading: Option<Reading>) {
        if let (Some(check), Some(column), Some(reading)) =
            (self.columns.get_mut(at), columns.get(at), reading)
        {
            check.converter = Converter::new(column, &reading, self.zone.as_deref(), self.platform);
            check.shortcut = check.converter.shortcut();
        }
    }

    /// How the columns are to be read by what their cells say and what was answered, by their places.
    pub fn verdicts(&self, answers: &[Reading]) -> Vec<(usize, Verdict)> {
        let verdict = |(at, evidence): (usize, &Option<Evidence>)| {
            let answer = answers.get(at).copied().unwrap_or_default();
            Some((at, evidence.as_ref()?.verdict(&answer)))
        };
        self.evidence.iter().enumerate().filter_map(verdict).collect()
    }

    /// Whether something is to be decided by all rows.
    pub fn has_evidence(&self) -> bool {
        self.evidence.iter().any(Option::is_some)
    }

    /// Notes what the cells of some rows say about how they are to be read.
    pub fn add_evidence(&mut self, rows: Rows<'_>, meant: &Bitmap, scope: &Scope) {
        self.each_cell_read(rows, meant, scope, Evidence::note);
    }

    /// Takes back what the cells of some rows said.
    pub fn take_back_evidence(&mut self, rows: Rows<'_>, meant: &Bitmap, scope: &Scope) {
        self.each_cell_read(rows, meant, scope, Evidence::take_back);
    }

    fn each_cell_read(
        &mut self,
        rows: Rows<'_>,
        meant: &Bitmap,
        scope: &Scope,
        work: fn(&mut Evidence, &[u8]),
    ) {
        for (at, (evidence, column)) in self.evidence.iter_mut().zip(&self.columns).enumerate() {
            if let Some(evidence) = evidence.as_mut().filter(|_| scope.has(Subject::Column(at))) {
                let rows = rows.iter().filter(|row| meant.contains(row.id()));
                rows.for_each(|row| work(evidence, column.cell(row)));
            }
        }
    }

    /// Has the next pass check only this. Values that are held against each other are seen anew.
    pub fn set_scope(&mut self, scope: Scope, seed: u64) {
        for check in checked(&mut self.uniques, &scope) {
            check.unique = Unique::new(seed.wrapping_add(check.column as u64));
        }
        for (at, evidence) in self.evidence.iter_mut().enumerate() {
            if let Some(evidence) = evidence.as_mut().filter(|_| scope.has(Subject::Column(at))) {
                evidence.clear();
            }
        }
        self.scope = scope;
    }

    /// What depends on the cells at some places of rows.
    pub fn scope_of(&self, places: &[usize]) -> Scope {
        let is_touched = |column: &ColumnCheck| column.source.is_some_and(|source| places.contains(&source));
        let touched: Vec<_> = self.columns.iter().map(is_touched).collect();
        let any = |columns: &[usize]| columns.iter().any(|at| touched.get(*at) == Some(&true));
        let mut uniques = vec![false; touched.len()];
        for check in &self.uniques {
            if let Some(unique) = uniques.get_mut(check.column) {
                *unique = any(&check.columns);
            }
        }
        let when = |column: &ColumnCheck| column.when.as_ref().is_some_and(|when| any(&[when.column]));
        let columns = self.columns.iter().zip(&touched).map(|(column, touched)| *touched || when(column));
        Scope {
            columns: columns.collect(),
            uniques,
            rules: self.rules.iter().map(|rule| any(&rule.columns)).collect(),
            headers: (0..self.subjects.len()).map(|at| places.contains(&at)).collect(),
            rows: true,
        }
    }

    /// What is wrong in a block of rows, in their order. Values that must be unique are taken: each row is to be checked once,
    /// in the order of the pass.
    pub fn check<'r>(&mut self, rows: Rows<'r>, condition: Condition) -> Result<Vec<Finding<'r>>> {
        let mut evidence = std::mem::take(&mut self.evidence);
        let mut found = self.check_rows(rows, condition, &self.scope, &mut evidence);
        self.evidence = evidence;
        let Checker { uniques, columns, scope, skips_invalid, platform, .. } = self;
        let mut uniques: Vec<_> = checked(uniques, scope).collect();
        if !uniques.is_empty() {
            check_uniques(&mut uniques, columns, rows, *skips_invalid, *platform, &mut found)?;
        }
        Ok(self.in_order(rows, found))
    }

    /// What is wrong in rows by themselves, as far as that is in the scope.
    pub fn check_alone<'r>(&self, rows: Rows<'r>, condition: Condition, scope: &Scope) -> Vec<Finding<'r>> {
        self.in_order(rows, self.check_rows(rows, condition, scope, &mut []))
    }

    /// What is wrong in rows that have been checked before.
    pub fn recall<'r>(&self, rows: Rows<'r>, condition: Condition) -> Vec<Finding<'r>> {
        let all = Scope::all(self.columns.len(), self.subjects.len(), self.rules.len());
        let mut found = self.check_rows(rows, condition, &all, &mut []);
        let mut buffers = Buffers::default();
        for check in &self.uniques {
            for (at, row) in rows.iter().enumerate() {
                if let Some(first) = check.known(row, &self.columns, self.platform, &mut buffers) {
                    found.push(duplicate(check.column, &self.columns, at, row, first));
                }
            }
        }
        self.in_order(rows, found)
    }

    /// Compares the values of rows once more, where [`Checker::compared`] asks for it.
    pub fn compare_again(&mut self, rows: Rows<'_>) {
        let Checker { uniques, columns, scope, platform, .. } = self;
        let mut buffers = Buffers::default();
        for check in checked(uniques, scope) {
            check.compare_again(rows, columns, *platform, &mut buffers);
        }
    }

    /// Takes back what is known of values that some rows had and the scope's checks hold against each other; those that
    /// repeated others are found. False where all values have to be held against each other anew.
    pub fn give_up<'r>(
        &mut self,
        rows: Rows<'r>,
        meant: &Bitmap,
        scope: &Scope,
        found: &mut Vec<Finding<'r>>,
    ) -> bool {
        let Checker { uniques, columns, platform, .. } = self;
        checked(uniques, scope).all(|check| check.give_up(rows, meant, columns, *platform, found))
    }

    /// Takes the values that those rows have now. False where all have to be held against each other anew.
    pub fn take(&mut self, rows: Rows<'_>, meant: &Bitmap, scope: &Scope) -> bool {
        let Checker { uniques, columns, platform, .. } = self;
        checked(uniques, scope).all(|check| check.take(rows, meant, columns, *platform))
    }

    /// What is to be done after all rows have been checked, before it is known which values are equal.
    pub fn compared(&self) -> Comparison {
        let checked = self.uniques.iter().filter(|check| self.scope.has(Subject::Unique(check.column)));
        Comparison::of_all(checked.map(|check| check.unique.compared()))
    }

    /// What is to be done after all rows have been compared once more.
    pub fn compared_again(&mut self) -> Comparison {
        let Checker { uniques, scope, .. } = self;
        Comparison::of_all(checked(uniques, scope).map(|check| check.unique.compared_again()))
    }

    /// Whether there are values that must be unique.
    pub fn has_uniques(&self) -> bool {
        self.uniques.iter().any(|check| self.scope.has(Subject::Unique(check.column)))
    }

    /// What can be reported of a row by itself.
    fn check_rows<'r>(
        &self,
        rows: Rows<'r>,
        condition: Condition,
        scope: &Scope,
        evidence: &mut [Option<Evidence>],
    ) -> Vec<Finding<'r>> {
        let mut found = Vec::new();
        self.check_reading(rows, condition, &mut found);
        found.retain(|finding| scope.has(finding.subject));
        for (at, column) in self.columns.iter().enumerate() {
            if scope.has(Subject::Column(at)) {
                let evidence = evidence.get_mut(at).and_then(Option::as_mut);
                column.check(Subject::Column(at), rows, &self.columns, evidence, &mut found);
            }
        }
        for rule in self.rules.iter().filter(|rule| scope.has(rule.subject())) {
            rule.check(rows, &self.columns, &mut found);
        }
        found
    }

    /// What was found column by column is reported row by row.
    fn in_order<'r>(&self, rows: Rows<'r>, found: Vec<Finding<'r>>) -> Vec<Finding<'r>> {
        if found.is_empty() {
            return found;
        }
        let columns = self.columns.len();
        let subjects = 1 + 2 * columns + self.rules.len() + self.subjects.len();
        let found = ordered(found, subjects, &|finding| match finding.subject.rank() {
            (0, _) => 0,
            (1, at) => 1 + at,
            (2, at) => 1 + 2 * columns + at,
            (_, at) => 1 + 2 * columns + self.rules.len() + at,
        });
        ordered(found, rows.len(), &|finding| finding.row)
    }

    /// What the splitter and the bytes themselves say.
    fn check_reading<'r>(&self, rows: Rows<'r>, condition: Condition, found: &mut Vec<Finding<'r>>) {
        let width = self.subjects.len();
        let ragged_rows = rows.iter().enumerate().filter(|(_, row)| row.width() != width);
        found.extend(ragged_rows.map(|(at, row)| ragged(at, row, width)));
        for fault in rows.faults() {
            let (code, severity) = match fault.kind {
                FaultKind::QuoteInText => (Code::StrayQuote, Severity::Warning),
                FaultKind::QuoteInQuotes => (Code::StrayQuote, Severity::Error),
                FaultKind::Unclosed => (Code::UnclosedQuote, Severity::Error),
            };
            let value = rows.get(fault.row).and_then(|row| row.cell(fault.cell)).unwrap_or_default();
            found.push(Finding { row: fault.row, subject: self.subject(fault.cell), code, severity, value });
        }
        let has_nul = !condition.plain && simd::has(rows.text(), 0);
        if condition.valid && !has_nul {
            return;
        }
        for (row, cells) in rows.iter().enumerate() {
            for (at, value) in cells.cells().enumerate() {
                let mut tell = |code| {
                    let severity = Severity::Error;
                    found.push(Finding { row, subject: self.subject(at), code, severity, value });
                };
                if !condition.valid && !is_intact(value) {
                    tell(Code::BrokenEncoding);
                }
                if value.contains(&0) {
                    tell(Code::NulByte);
                }
            }
        }
    }

    /// What the cells at that place of a row are.
    fn subject(&self, cell: usize) -> Subject {
        self.subjects.get(cell).copied().unwrap_or(Subject::Row)
    }
}

/// The values that a scope holds against each other.
fn checked<'a>(uniques: &'a mut [UniqueCheck], scope: &Scope) -> impl Iterator<Item = &'a mut UniqueCheck> {
    uniques.iter_mut().filter(|check| scope.has(Subject::Unique(check.column)))
}
