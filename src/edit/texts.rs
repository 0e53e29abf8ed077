//! A table of texts in one piece: a pasted million of cells takes little more than its bytes.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

/// Rows of equally many texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    rows: usize,
    width: usize,
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Texts {
    /// A table of so wide rows; none where a row is of another width, or all is too much text.
    pub fn new<R, T>(width: usize, rows: impl IntoIterator<Item = R>) -> Option<Texts>
    where
        R: IntoIterator<Item = T>,
        T: AsRef<str>,
    {
        let mut texts = Texts { width, ..Texts::default() };
        for row in rows {
            row.into_iter().try_for_each(|text| texts.push(text.as_ref()))?;
            texts.end_row()?;
        }
        Some(texts)
    }

    pub(super) fn of_width(width: usize) -> Texts {
        Texts { width, ..Texts::default() }
    }

    /// Adds a text to the row that is being made.
    pub(super) fn push(&mut self, text: &str) -> Option<()> {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).ok()?);
        Some(())
    }

    /// Ends the row, if it is as wide as all.
    pub(super) fn end_row(&mut self) -> Option<()> {
        self.rows += 1;
        (self.ends.len() == self.rows * self.width).then_some(())
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many texts a row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// A text by its row and its place in the row.
    pub fn get(&self, row: usize, place: usize) -> &str {
        if place < self.width { self.at(row * self.width + place) } else { "" }
    }

    /// A text by its place among all, row by row.
    pub(super) fn at(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of all texts.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// A list of lists of texts.
impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.rows))?;
        for row in 0..self.rows {
            rows.serialize_element(&TextRow { texts: self, row })?;
        }
        rows.end()
    }
}

struct TextRow<'t> {
    texts: &'t Texts,
    row: usize,
}

impl Serialize for TextRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.texts.width).map(|place| self.texts.get(self.row, place)))
    }
}
