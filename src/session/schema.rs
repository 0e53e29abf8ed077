//! The columns of a sheet: the file's headers, the template's columns, and which feeds which.

use super::header::Head;
use crate::base::platform::Platform;
use crate::check::{Finding, Scope, Setup, Subject};
use crate::convert::Reading;
use crate::csv::index::Index;
use crate::csv::{Format, Made, Row};
use crate::edit::{Log, Overlay, Target};
use crate::issue::{Issue, IssuePlace, excerpt};
use crate::matching::Mapping;
use crate::page::RecordWriter;
use crate::template::{Column, OnInvalid, Rule, Template};
use std::sync::Arc;

/// How a file's rows become records.
#[derive(Debug)]
pub(super) struct Schema {
    pub(super) template: Option<Template>,
    /// The template's columns and the headers that are kept; without a template, a column for each header.
    pub(super) columns: Vec<Column>,
    pub(super) head: Head,
    pub(super) format: Format,
    pub(super) mapping: Mapping,
    pub(super) platform: Platform,
}

impl Schema {
    /// The headers.
    pub(super) fn header(&self) -> &[String] {
        &self.head.names
    }

    pub(super) fn rules(&self) -> &[Rule] {
        self.template.as_ref().map_or(&[], |template| &template.rules)
    }

    pub(super) fn on_invalid(&self) -> OnInvalid {
        self.template.as_ref().map_or(OnInvalid::Include, |template| template.on_invalid)
    }

    /// Whether values must be unique among the records that are sent: which those are may change with any cell.
    pub(super) fn skips_duplicates(&self) -> bool {
        let is_unique = |column: &Column| column.unique || !column.unique_with.is_empty();
        self.on_invalid() == OnInvalid::Skip && self.columns.iter().any(is_unique)
    }

    /// What is to be reported of the headers, and of the lines above the data.
    pub(super) fn header_issues(&self) -> Vec<Issue> {
        self.head.issues(self.template.is_none().then_some(&self.columns[..]))
    }

    /// Brings the columns up to date with the mapping.
    pub(super) fn update_columns(&mut self) {
        if let Some(template) = &self.template {
            let kept = self.mapping.kept.iter().map(|kept| Column::string(kept.key.clone()));
            self.columns = template.columns.iter().cloned().chain(kept).collect();
        }
    }

    /// The place of a column by its key.
    pub(super) fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// The place of a cell in rows: that of a column by its key, or of a header that feeds none.
    pub(super) fn cell_named(&self, name: &str) -> Option<usize> {
        let source = self.column(name).and_then(|at| self.mapping.sources().nth(at).flatten());
        source.or_else(|| self.header().iter().position(|header| header == name))
    }

    /// The place of a cell that an operation names.
    pub(super) fn cell_of(&self, target: &Target) -> Option<usize> {
        match target {
            Target::Place(place) => Some(*place),
            Target::Key(key) => self.cell_named(key),
        }
    }

    /// The places of cells, and of the cells that are joined of them.
    pub(super) fn cells_touched(&self, targets: &[Target]) -> Vec<usize> {
        let mut places: Vec<usize> = targets.iter().filter_map(|target| self.cell_of(target)).collect();
        for (at, made) in self.mapping.made().iter().enumerate() {
            if let Made::Joined { places: joined, .. } = made
                && joined.iter().any(|place| places.contains(place))
            {
                places.push(crate::csv::MADE + at);
            }
        }
        places
    }

    /// An empty index of the file.
    pub(super) fn index(&self) -> Index {
        // Without a header it is less clear what belongs to the table, so no footer is looked for.
        Index::new(self.format, self.head.data, self.header().len(), self.head.has_header)
    }

    /// What a log does to the rows.
    pub(super) fn overlay(&self, log: &Log) -> Overlay {
        let resolve = |key: &str| self.cell_named(key);
        let (made, width) = (self.mapping.made(), self.header().len());
        Overlay::new(log, made, self.format, width, self.platform, &resolve)
    }

    /// What rows are checked against.
    pub(super) fn setup<'s>(&'s self, readings: &'s [Reading]) -> Setup<'s> {
        Setup {
            columns: &self.columns,
            sources: self.mapping.sources().collect(),
            readings,
            rules: self.rules(),
            width: self.header().len(),
            skips_invalid: self.on_invalid() == OnInvalid::Skip,
            zone: self.template.as_ref().and_then(|template| template.time_zone.as_deref()),
            platform: self.platform,
        }
    }

    pub(super) fn writer(&self, readings: &[Reading]) -> Arc<RecordWriter> {
        Arc::new(RecordWriter::new(&self.setup(readings)))
    }

    /// All that can be checked.
    pub(super) fn whole_scope(&self) -> Scope {
        Scope::all(self.columns.len(), self.header().len(), self.rules().len())
    }

    /// The name of what an issue is about; none for a whole row.
    pub(super) fn name(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Row | Subject::Rule(_) | Subject::Host(None) => None,
            Subject::Column(at) | Subject::Unique(at) | Subject::Host(Some(at)) => {
                self.columns.get(at).map(|column| column.key.clone())
            }
            Subject::Header(at) => self.header().get(at).cloned(),
        }
    }

    /// The template's own message for issues of a subject.
    fn message(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Column(at) | Subject::Unique(at) => self.columns.get(at)?.message.clone(),
            Subject::Rule(at) => self.rules().get(at)?.message().map(str::to_owned),
            Subject::Row | Subject::Header(_) | Subject::Host(_) => None,
        }
    }

    /// A finding as an issue, with its place.
    pub(super) fn issue(&self, finding: Finding<'_>, row: Row<'_>) -> Issue {
        let Finding { subject, code, severity, value, .. } = finding;
        let place = IssuePlace {
            row: Some(row.id() + 1),
            line: row.place().line,
            column: self.name(subject),
            severity,
            value: excerpt(value),
            // The template's message is about what it asks for, not about how the file is written.
            message: if code.is_of_reading() { None } else { self.message(subject) },
        };
        Issue { place, code }
    }
}
