//! Headers and a template's columns in, which header feeds which column out.

use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::template::Column;
use serde::Serialize;
use std::collections::HashMap;

/// Which header feeds which column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Mapping {
    /// The template's columns in order.
    pub columns: Vec<MappedColumn>,
    /// The headers, by their place from 0, that feed no column.
    pub unmatched: Vec<usize>,
}

/// A column and its header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct MappedColumn {
    /// The column's key.
    pub key: String,
    /// What people call the column.
    pub name: String,
    /// The place of its header from 0, or null where it has none.
    pub header: Option<usize>,
}

impl Mapping {
    fn new(columns: &[Column], sources: &[Option<usize>], headers: usize) -> Mapping {
        let mapped = columns.iter().zip(sources).map(|(column, &header)| MappedColumn {
            key: column.key.clone(),
            name: column.label().to_owned(),
            header,
        });
        Mapping {
            columns: mapped.collect(),
            unmatched: (0..headers).filter(|at| !sources.contains(&Some(*at))).collect(),
        }
    }

    /// Every header feeds the column at its own place: the first the first, and so on.
    pub fn by_place(columns: &[Column], headers: usize) -> Mapping {
        let sources: Vec<_> = (0..columns.len()).map(|at| (at < headers).then_some(at)).collect();
        Mapping::new(columns, &sources, headers)
    }

    /// Matches headers to columns by key, then by name, then by alternate keys, ignoring case, spaces, punctuation
    /// and diacritics. No header feeds two columns, and no column has two headers.
    ///
    /// ```
    /// use sheethook::{map::Mapping, platform::Platform, template::Column};
    /// let columns = ["unit_price", "city"].map(|key| Column::string(key.to_owned()));
    /// let headers = ["City", "Unit price", "Notes"].map(str::to_owned);
    /// let mapping = Mapping::suggest(&columns, &headers, Platform::plain());
    /// assert_eq!(mapping.columns.iter().map(|column| column.header).collect::<Vec<_>>(), [Some(1), Some(0)]);
    /// assert_eq!(mapping.unmatched, [2]);
    /// ```
    pub fn suggest(columns: &[Column], headers: &[String], platform: Platform) -> Mapping {
        let headers: Vec<_> = headers.iter().map(|header| normalise(header, platform)).collect();
        let mut sources = vec![None; columns.len()];
        let names: [fn(&Column) -> Vec<&str>; 3] = [
            |column| vec![&column.key],
            |column| column.name.iter().map(String::as_str).collect(),
            |column| column.alternate_keys.iter().map(String::as_str).collect(),
        ];
        for names_of in names {
            for (at, column) in columns.iter().enumerate() {
                if sources[at].is_some() {
                    continue;
                }
                let wanted: Vec<_> = names_of(column).iter().map(|name| normalise(name, platform)).collect();
                let free =
                    |place: &usize| !sources.contains(&Some(*place)) && wanted.contains(&headers[*place]);
                sources[at] = (0..headers.len()).find(free);
            }
        }
        Mapping::new(columns, &sources, headers.len())
    }

    /// The mapping with some columns given another header, or none. A header is taken away from the column that had it.
    pub fn changed(
        &self,
        changes: &[(String, Option<usize>)],
        columns: &[Column],
        headers: usize,
    ) -> Result<Mapping> {
        let mut sources: Vec<_> = self.columns.iter().map(|column| column.header).collect();
        let given: Vec<_> = changes.iter().filter_map(|(_, header)| *header).collect();
        for (key, header) in changes {
            let invalid =
                |reason: &str| Error::MappingInvalid { key: key.clone(), reason: reason.to_owned() };
            let at = self.columns.iter().position(|column| column.key == *key);
            let at = at.ok_or_else(|| invalid("the template has no such column"))?;
            if let Some(header) = header {
                if *header >= headers {
                    return Err(invalid(&format!(
                        "the file has no header at place {header}, only {headers} headers"
                    )));
                }
                if given.iter().filter(|other| *other == header).count() > 1 {
                    return Err(invalid(&format!("the header at place {header} is given to two columns")));
                }
                sources
                    .iter_mut()
                    .filter(|source| **source == Some(*header))
                    .for_each(|source| *source = None);
            }
            sources[at] = *header;
        }
        Ok(Mapping::new(columns, &sources, headers))
    }

    /// The place of each column's header, in the columns' order.
    pub fn sources(&self) -> impl Iterator<Item = Option<usize>> {
        self.columns.iter().map(|column| column.header)
    }
}

/// A name without what people write in different ways: case, spaces, punctuation, diacritics. A name that is nothing
/// else stays.
pub fn normalise(name: &str, platform: Platform) -> String {
    let letters = if name.is_ascii() {
        name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
    } else {
        (platform.fold)(name)
    };
    if letters.is_empty() { name.trim().to_owned() } else { letters }
}

/// A column of strings for every header, for files without a template. An empty header becomes `column_3`, a repeated
/// one `name_2`, by its place and its count from 1.
pub fn columns_of(headers: &[String]) -> Vec<Column> {
    // How often a name is a key already, by its count; 0 for a header that is none yet.
    let mut taken: HashMap<String, usize> = headers.iter().map(|header| (header.clone(), 0)).collect();
    let key = |(at, header): (usize, &String)| {
        let name = if header.is_empty() { format!("column_{}", at + 1) } else { header.clone() };
        let mut count = taken.get(&name).copied().unwrap_or(0) + 1;
        let mut key = name.clone();
        if count > 1 {
            key = format!("{name}_{count}");
            while taken.contains_key(&key) {
                count += 1;
                key = format!("{name}_{count}");
            }
            taken.insert(key.clone(), 1);
        }
        taken.insert(name, count);
        Column::string(key)
    };
    headers.iter().enumerate().map(key).collect()
}
