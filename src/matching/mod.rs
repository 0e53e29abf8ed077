//! Matches headers, and the cells below them, to a template's columns.

mod change;
mod content;
mod name;
pub mod options;
mod suggest;

use crate::base::platform::Platform;
use crate::csv::{MADE, Made, Rows};
use crate::template::Column;
use serde::{Serialize, Serializer};
use std::collections::HashMap;

pub use change::{Change, read_changes};
pub use name::normalise;

/// What feeds each of a template's columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Mapping {
    /// The template's columns in order.
    pub columns: Vec<MappedColumn>,
    /// The headers, by their place from 0, that feed no column.
    pub unmatched: Vec<usize>,
    /// Those of them that become columns of strings behind the template's, where it keeps them.
    pub kept: Vec<Kept>,
    /// Whether the template keeps them.
    #[serde(skip)]
    keeps: bool,
}

/// A column and what feeds it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct MappedColumn {
    /// The column's key.
    pub key: String,
    /// What people call the column.
    pub name: String,
    /// What feeds it, or null where nothing does.
    pub source: Option<Source>,
    /// The place of its header from 0, or null where it has none, or not exactly one.
    pub header: Option<usize>,
    /// How sure that is, from 0 to 1.
    pub score: Score,
    /// What it was found by; null where it wasn't.
    pub reason: Option<Reason>,
    /// Headers that may be meant instead, the likeliest first.
    pub others: Vec<Candidate>,
}

/// What feeds a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Source {
    /// Cells of one column of the file, or of several, joined where they aren't empty.
    Headers {
        /// Their places from 0; at least one.
        headers: Vec<usize>,
        /// What stands between joined cells.
        separator: String,
    },
    /// The same text for every row.
    Constant {
        /// The text.
        constant: String,
    },
}

impl Source {
    /// One header, by its place.
    #[inline(never)]
    pub fn header(place: usize) -> Source {
        Source::Headers { headers: vec![place], separator: " ".to_owned() }
    }

    /// The header's place, where it is the only one.
    fn single(&self) -> Option<usize> {
        match self {
            Source::Headers { headers, .. } if headers.len() == 1 => headers.first().copied(),
            _ => None,
        }
    }
}

/// A header that may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Candidate {
    /// Its place from 0.
    pub header: usize,
    /// How likely that is, from 0 to 1.
    pub score: Score,
    /// What speaks for it.
    pub reason: Reason,
}

/// An unmatched header that becomes a column of strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Kept {
    /// Its place from 0.
    pub header: usize,
    /// The record's property.
    pub key: String,
}

/// What a match was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Reason {
    /// The header is the column's key.
    Key,
    /// It is its name.
    Name,
    /// It is one of its alternate keys.
    Alternate,
    /// It shares words with one of them.
    Words,
    /// It is spelt nearly like one of them.
    Spelling,
    /// The cells below it are of the column's type, and there is no other such header or column.
    Content,
    /// It stands at the column's place, in a file without headers.
    Place,
    /// Somebody said so.
    Given,
}

/// In hundredths; serialised as a number from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Score(#[cfg_attr(target_arch = "wasm32", tsify(type = "number"))] pub u8);

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

/// Nothing speaks against it.
const CERTAIN: Score = Score(100);

/// What is known of a file's columns before it is matched.
#[derive(Clone, Copy)]
pub struct Headers<'a> {
    /// The headers' texts.
    pub names: &'a [String],
    /// Whether the file has them; where it hasn't, they only count.
    pub named: bool,
    /// The first rows below them.
    pub rows: Option<Rows<'a>>,
    /// Whether the column at that place in the template takes that cell.
    pub takes: &'a dyn Fn(usize, &[u8]) -> bool,
}

impl Mapping {
    fn new(columns: Vec<MappedColumn>, headers: &[String]) -> Mapping {
        let mut mapping = Mapping { columns, unmatched: Vec::new(), kept: Vec::new(), keeps: false };
        mapping.find_unmatched(headers);
        mapping
    }

    /// Every header feeds the column at its own place, because the columns were made of the headers.
    pub fn by_place(columns: &[Column], headers: &[String]) -> Mapping {
        let mut mapped: Vec<_> = columns.iter().map(MappedColumn::of).collect();
        for (at, column) in mapped.iter_mut().enumerate() {
            column.feed(Some(Source::header(at)), CERTAIN, Some(Reason::Key));
        }
        Mapping::new(mapped, headers)
    }

    /// Matches headers to columns: by key, name and alternate keys, ignoring case, spaces, punctuation and diacritics; then by
    /// shared words, by spelling, and by the cells. No header feeds two columns, and where two headers or two
    /// columns are as likely, nothing is decided: they are reported as [`MappedColumn::others`].
    ///
    /// ```
    /// use sheethook::{base::platform::Platform, matching::{Headers, Mapping}, template::Column};
    /// let columns = ["unit_price", "city"].map(|key| Column::string(key.to_owned()));
    /// let names = ["Ctiy", "Unit price (EUR)", "Notes"].map(str::to_owned);
    /// let headers = Headers { names: &names, named: true, rows: None, takes: &|_, _| true };
    /// let mapping = Mapping::suggest(&columns, headers, Platform::plain());
    /// assert_eq!(mapping.columns.iter().map(|column| column.header).collect::<Vec<_>>(), [Some(1), None]);
    /// assert_eq!(mapping.unmatched, [0, 2], "four letters are too few to be sure of a slip");
    /// ```
    pub fn suggest(columns: &[Column], headers: Headers<'_>, platform: Platform) -> Mapping {
        Mapping::new(suggest::suggest(columns, headers, platform), headers.names)
    }

    /// The mapping of a template that keeps unmatched headers.
    #[must_use]
    pub fn keeping(mut self, headers: &[String]) -> Mapping {
        self.keeps = true;
        self.find_unmatched(headers);
        self
    }

    /// For each of the template's columns, and of those kept, the place of its cell in a row: the header's, or that of a made
    /// cell.
    pub fn sources(&self) -> impl Iterator<Item = Option<usize>> {
        let mut made = MADE;
        let kept = self.kept.iter().map(|kept| Some(kept.header));
        let own = self.columns.iter().map(move |column| {
            let source = column.source.as_ref()?;
            Some(source.single().unwrap_or_else(|| {
                made += 1;
                made - 1
            }))
        });
        own.chain(kept)
    }

    /// The cells that are made for each row, in the order of their places from [`MADE`] on.
    pub fn made(&self) -> Vec<Made> {
        let sources = self.columns.iter().filter_map(|column| column.source.as_ref());
        let made = sources.filter(|source| source.single().is_none()).map(|source| match source {
            Source::Headers { headers, separator } => {
                Made::Joined { places: headers.clone(), separator: separator.clone() }
            }
            Source::Constant { constant } => Made::Constant(constant.clone()),
        });
        made.collect()
    }

    /// Finds the headers that feed no column, and the keys of those that are kept.
    fn find_unmatched(&mut self, headers: &[String]) {
        let mut used = vec![false; headers.len()];
        for column in &self.columns {
            if let Some(Source::Headers { headers, .. }) = &column.source {
                for header in headers {
                    if let Some(used) = used.get_mut(*header) {
                        *used = true;
                    }
                }
            }
        }
        self.unmatched.clear();
        self.kept.clear();
        let mut names = Vec::new();
        for ((at, name), used) in headers.iter().enumerate().zip(used) {
            if !used {
                self.unmatched.push(at);
                names.push((at, name.as_str()));
            }
        }
        if self.keeps {
            let taken: Vec<&str> = self.columns.iter().map(|column| column.key.as_str()).collect();
            for (header, key) in keys(&taken, &names) {
                self.kept.push(Kept { header, key });
            }
        }
    }
}

impl MappedColumn {
    fn of(column: &Column) -> MappedColumn {
        MappedColumn {
            key: column.key.clone(),
            name: column.label().to_owned(),
            source: None,
            header: None,
            score: Score(0),
            reason: None,
            others: Vec::new(),
        }
    }

    #[inline(never)]
    fn feed(&mut self, source: Option<Source>, score: Score, reason: Option<Reason>) {
        self.header = source.as_ref().and_then(Source::single);
        self.source = source;
        self.score = score;
        self.reason = reason;
        self.others.clear();
    }
}

/// A column of strings for every header, for files without a template. An empty header becomes `column_3`, a repeated
/// one `name_2`, by its place and its count from 1.
pub fn columns_of(headers: &[String]) -> Vec<Column> {
    let names: Vec<_> = headers.iter().map(String::as_str).enumerate().collect();
    keys(&[], &names).into_iter().map(|(_, key)| Column::string(key)).collect()
}

/// Keys for headers, with their places, that nobody else has. Others are taken already.
#[inline(never)]
fn keys(taken: &[&str], headers: &[(usize, &str)]) -> Vec<(usize, String)> {
    // How often a name is a key already, by its count; 0 for a header that is none yet.
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (count, name) in headers.iter().map(|(_, name)| (0, *name)).chain(taken.iter().map(|key| (1, *key))) {
        counts.insert(name.to_owned(), count);
    }
    let mut found = Vec::new();
    for &(at, header) in headers {
        let name = if header.is_empty() { format!("column_{}", at + 1) } else { header.to_owned() };
        let mut count = counts.get(&name).copied().unwrap_or(0) + 1;
        let mut key = name.clone();
        if count > 1 {
            key = format!("{name}_{count}");
            while counts.contains_key(&key) {
                count += 1;
                key = format!("{name}_{count}");
            }
            counts.insert(key.clone(), 1);
        }
        counts.insert(name, count);
        found.push((at, key));
    }
    found
}
