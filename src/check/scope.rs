//! What is to be checked: columns, rules, rows. After an edit only what depends on the cells that it touched.

use super::Subject;

/// What is checked in a pass.
#[derive(Debug, Clone)]
pub struct Scope {
    /// For each of the template's columns, whether its cells are.
    pub columns: Vec<bool>,
    /// For each, whether its values are held against each other.
    pub uniques: Vec<bool>,
    /// For each of the template's rules, whether it is.
    pub rules: Vec<bool>,
    /// For each header that feeds no column, whether its cells are.
    pub headers: Vec<bool>,
    /// Whether rows are as such.
    pub rows: bool,
}

impl Scope {
    /// All of so many columns, headers and rules.
    pub fn all(columns: usize, headers: usize, rules: usize) -> Scope {
        let all = |count| vec![true; count];
        let (rules, headers) = (all(rules), all(headers));
        Scope { columns: all(columns), uniques: all(columns), rules, headers, rows: true }
    }

    /// What one of the two holds.
    #[must_use]
    pub fn with(mut self, other: &Scope) -> Scope {
        let lists = [
            (&mut self.columns, &other.columns),
            (&mut self.uniques, &other.uniques),
            (&mut self.rules, &other.rules),
            (&mut self.headers, &other.headers),
        ];
        for (own, others) in lists {
            own.iter_mut().zip(others).for_each(|(own, other)| *own |= *other);
        }
        self.rows |= other.rows;
        self
    }

    /// Whether that is checked.
    pub fn has(&self, subject: Subject) -> bool {
        let within = |list: &[bool], at: usize| list.get(at).copied().unwrap_or_default();
        match subject {
            Subject::Row => self.rows,
            Subject::Column(at) => within(&self.columns, at),
            Subject::Unique(at) => within(&self.uniques, at),
            Subject::Rule(at) => within(&self.rules, at),
            Subject::Header(at) => within(&self.headers, at),
            // The host reports it, and reports it again.
            Subject::Host(_) => false,
        }
    }

    /// Only holding values against each other.
    #[must_use]
    pub fn only_uniques(mut self) -> Scope {
        self.columns.fill(false);
        self.headers.fill(false);
        self.rules.fill(false);
        self.rows = false;
        self
    }
}
