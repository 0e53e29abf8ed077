//! A person's changes of a mapping.

use super::{CERTAIN, Mapping, Reason, Score, Source};
use crate::base::json::Json;
use crate::error::{Error, Result};

/// A column's key, and what is to feed it: null for nothing.
pub type Change = (String, Option<Source>);

/// The longest separator or constant, in bytes.
const MAX_TEXT: usize = 10_000;

const FORMS: &str =
    "must be null, the place of a header from 0, a list of places, {headers, separator} or {constant}";

/// Reads `{"key": change}`, where a change is null, a place, a list of places, `{headers, separator?}` or `{constant}`.
pub fn read_changes(json: &Json) -> Result<Vec<Change>> {
    let Json::Object(fields) = json else {
        return Err(Error::bad_option("mapping", "must give what feeds a column for each key"));
    };
    let mut changes = Vec::new();
    for (key, value) in fields {
        let source = source(value);
        if source.is_none() && !matches!(value, Json::Null) {
            return Err(invalid(key, FORMS));
        }
        changes.push((key.clone(), source));
    }
    Ok(changes)
}

fn source(value: &Json) -> Option<Source> {
    let (mut places, mut separator) = (value, " ");
    if let Json::Object(fields) = value {
        for (name, value) in fields {
            match (name.as_str(), value) {
                ("headers", Json::List(_)) => places = value,
                ("separator", Json::Text(text)) => separator = text,
                ("constant", Json::Text(constant)) if fields.len() == 1 => {
                    return Some(Source::Constant { constant: constant.clone() });
                }
                _ => return None,
            }
        }
    }
    let places = match places {
        Json::List(places) => places,
        place => std::slice::from_ref(place),
    };
    let mut headers = Vec::new();
    for place in places {
        match place {
            Json::Number(number, _) if number.fract() == 0.0 && (0.0..=1e9).contains(number) => {
                headers.push(*number as usize);
            }
            _ => return None,
        }
    }
    Some(Source::Headers { headers, separator: separator.to_owned() })
}

#[cold]
#[inline(never)]
fn invalid(key: &str, reason: &str) -> Error {
    Error::MappingInvalid { key: key.to_owned(), reason: reason.to_owned() }
}

impl Mapping {
    /// Has some columns fed by something else, or by nothing. A header may feed several columns of one change; one that is
    /// given alone is taken away from another column that it alone has fed. What can't be changes nothing.
    pub fn change(&mut self, changes: Vec<Change>, headers: &[String]) -> Result<()> {
        let mut given = vec![false; headers.len()];
        for (key, source) in &changes {
            match source {
                Some(Source::Headers { headers: places, separator }) => {
                    let mut free = vec![true; headers.len()];
                    for place in places {
                        match free.get_mut(*place) {
                            Some(free) if *free => *free = false,
                            Some(_) => return Err(invalid(key, "a header stands twice in it")),
                            None => {
                                return Err(invalid(key, "the file has no header at a place that it names"));
                            }
                        }
                    }
                    if places.is_empty() || separator.len() > MAX_TEXT {
                        return Err(invalid(key, FORMS));
                    }
                    // Joined, it is used beside what it is used for already.
                    if let [place] = places.as_slice()
                        && let Some(given) = given.get_mut(*place)
                    {
                        *given = true;
                    }
                }
                Some(Source::Constant { constant }) if constant.len() > MAX_TEXT => {
                    return Err(invalid(key, "a constant has at most 10000 bytes"));
                }
                _ => {}
            }
            if !self.columns.iter().any(|column| column.key == *key) {
                return Err(invalid(key, "the template has no such column"));
            }
        }
        for column in &mut self.columns {
            if column.header.is_some_and(|header| given.get(header) == Some(&true)) {
                column.feed(None, Score(0), None);
            }
        }
        for (key, source) in changes {
            if let Some(column) = self.columns.iter_mut().find(|column| column.key == key) {
                column.feed(source, CERTAIN, Some(Reason::Given));
            }
        }
        self.find_unmatched(headers);
        Ok(())
    }
}
