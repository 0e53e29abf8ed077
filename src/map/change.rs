//! What a person wants of a mapping in, the mapping with that out, or what is wrong with it.

use super::{CERTAIN, Mapping, Reason, Score, Source};
use crate::error::{Error, Result};
use crate::template::Json;

/// A column's key, and what is to feed it: null for nothing.
pub type Change = (String, Option<Source>);

/// The longest separator or constant, in bytes.
const MOST_TEXT: usize = 10_000;

const FORMS: &str =
    "must be null, the place of a header from 0, a list of places, {headers, separator} or {constant}";

/// Reads `{"key": change}`, where a change is null, a place, a list of places, `{headers, separator?}` or `{constant}`.
pub fn read_changes(json: &Json) -> Result<Vec<Change>> {
    let Json::Object(fields) = json else {
        return Err(Error::bad_option("mapping", "must give what feeds a column for each key"));
    };
    let change = |(key, value): &(String, Json)| {
        let source = match value {
            Json::Null => Some(None),
            value => source(value).map(Some),
        };
        source.map(|source| (key.clone(), source)).ok_or_else(|| invalid(key, FORMS))
    };
    fields.iter().map(change).collect()
}

fn source(value: &Json) -> Option<Source> {
    let joined = |value: &Json, separator: &str| {
        let Json::List(places) = value else { return None };
        let headers = places.iter().map(place).collect::<Option<_>>()?;
        Some(Source::Headers { headers, separator: separator.to_owned() })
    };
    match value {
        Json::Number(..) => place(value).map(Source::header),
        Json::List(_) => joined(value, " "),
        Json::Object(fields) => {
            let field = |name: &str| fields.iter().find(|(other, _)| other == name).map(|(_, value)| value);
            match (field("headers"), field("separator"), field("constant"), fields.len()) {
                (None, None, Some(Json::Text(constant)), 1) => {
                    Some(Source::Constant { constant: constant.clone() })
                }
                (Some(headers), None, None, 1) => joined(headers, " "),
                (Some(headers), Some(Json::Text(separator)), None, 2) => joined(headers, separator),
                _ => None,
            }
        }
        _ => None,
    }
}

fn place(value: &Json) -> Option<usize> {
    match value {
        Json::Number(number, _) if number.fract() == 0.0 && (0.0..=1e9).contains(number) => {
            Some(*number as usize)
        }
        _ => None,
    }
}

fn invalid(key: &str, reason: &str) -> Error {
    Error::MappingInvalid { key: key.to_owned(), reason: reason.to_owned() }
}

impl Mapping {
    /// The mapping with some columns fed by something else, or by nothing. A header may feed several columns of one
    /// change; one that is given alone is taken away from another column that it alone has fed.
    pub fn changed(&self, changes: &[Change], headers: &[String]) -> Result<Mapping> {
        let mut mapping = self.clone();
        let mut given = vec![false; headers.len()];
        let mut touched = vec![false; self.columns.len()];
        for (key, source) in changes {
            let at = self.columns.iter().position(|column| column.key == *key);
            let at = at.ok_or_else(|| invalid(key, "the template has no such column"))?;
            match source {
                Some(Source::Headers { headers: places, separator }) => {
                    if places.is_empty() || separator.len() > MOST_TEXT {
                        return Err(invalid(key, FORMS));
                    }
                    let mut twice = vec![false; headers.len()];
                    for place in places {
                        let (Some(given), Some(twice)) = (given.get_mut(*place), twice.get_mut(*place))
                        else {
                            return Err(invalid(key, "the file has no header at a place that it names"));
                        };
                        if std::mem::replace(twice, true) {
                            return Err(invalid(key, "a header stands twice in it"));
                        }
                        // Joined, it is used beside what it is used for already.
                        *given |= places.len() == 1;
                    }
                }
                Some(Source::Constant { constant }) if constant.len() > MOST_TEXT => {
                    return Err(invalid(key, "a constant has at most 10000 bytes"));
                }
                _ => {}
            }
            if let (Some(column), Some(touched)) = (mapping.columns.get_mut(at), touched.get_mut(at)) {
                column.feed(source.clone(), CERTAIN, Some(Reason::Given));
                *touched = true;
            }
        }
        for (column, touched) in mapping.columns.iter_mut().zip(touched) {
            if !touched && column.header.is_some_and(|header| given.get(header) == Some(&true)) {
                column.feed(None, Score(0), None);
            }
        }
        mapping.find_unmatched(headers.len());
        mapping.find_kept(headers);
        Ok(mapping)
    }
}
