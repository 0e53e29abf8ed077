//! Something wrong in a row, and what it is about.

use crate::csv::Row;
use crate::issue::{Code, Severity};

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The whole row.
    Row,
    /// The template's column at that place, from 0.
    Column(usize),
    /// The values of the template's column at that place, held against each other.
    Unique(usize),
    /// The template's rule at that place, from 0, about a whole row.
    Rule(usize),
    /// The header at that place, from 0, which feeds no column.
    Header(usize),
    /// What the host's functions say of the template's column at that place, or of the whole row.
    Host(Option<usize>),
}

impl Subject {
    /// By this, the subjects of a row are in the order in which they are reported.
    pub fn rank(self) -> (u8, usize) {
        match self {
            Subject::Row => (0, 0),
            Subject::Column(at) => (1, 2 * at),
            Subject::Unique(at) => (1, 2 * at + 1),
            Subject::Rule(at) => (2, at),
            Subject::Header(at) => (3, at),
            Subject::Host(at) => (4, at.map_or(0, |at| at + 1)),
        }
    }
}

/// Something wrong in a row, while the row is at hand.
#[derive(Debug)]
pub struct Finding<'a> {
    /// The row's place in its block.
    pub row: usize,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong.
    pub code: Code,
    /// Whether it makes the record invalid.
    pub severity: Severity,
    /// The bytes found.
    pub value: &'a [u8],
}

/// Findings ordered by a key below `count`; those of one key stay in their order.
pub(super) fn ordered<'a>(
    found: Vec<Finding<'a>>,
    count: usize,
    key: &dyn Fn(&Finding<'a>) -> usize,
) -> Vec<Finding<'a>> {
    // Where the next finding of each key goes.
    let mut places = vec![0; count + 1];
    for finding in &found {
        places[key(finding) + 1] += 1;
    }
    for at in 0..count {
        places[at + 1] += places[at];
    }
    let mut ordered: Vec<_> = found.iter().map(|_| None).collect();
    for finding in found {
        let place = &mut places[key(&finding)];
        ordered[*place] = Some(finding);
        *place += 1;
    }
    ordered.into_iter().flatten().collect()
}

/// A row of another width than the header's. Cells that belong to no column would be lost, so they are an error unless
/// they are empty; writers leave empty cells at the end of a row out, so missing ones are a warning.
pub(super) fn ragged(at: usize, row: Row<'_>, width: usize) -> Finding<'_> {
    let (expected, found) = (width as u64, row.width() as u64);
    let (code, value) = if row.width() < width {
        (Code::MissingCells { expected, found }, None)
    } else {
        let extra = row.cells().skip(width).find(|cell| !cell.trim_ascii().is_empty());
        (Code::ExtraCells { expected, found }, extra)
    };
    let severity = if value.is_some() { Severity::Error } else { Severity::Warning };
    Finding { row: at, subject: Subject::Row, code, severity, value: value.unwrap_or_default() }
}
