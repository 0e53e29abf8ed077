//! The fields of a JSON object; what is wrong with them goes to a list of faults.

use crate::base::json::Json;
use crate::template::Fault;

/// An object's fields at a path.
pub(crate) struct Fields<'v, 'f> {
    pub(crate) object: &'v [(String, Json)],
    pub(crate) path: &'v str,
    pub(crate) faults: &'f mut Vec<Fault>,
}

// A template is read once: what reads it is to be small, so that nothing is copied into each place that calls it.

/// Reads an item of a list at a path, or says what is wrong with it.
pub(super) type Item<'a, T> = &'a dyn Fn(&Json, &str, &mut Vec<Fault>) -> Option<T>;

impl<'v, 'f> Fields<'v, 'f> {
    /// The fields of an object in which only those `known` may stand.
    #[inline(never)]
    pub(super) fn of(
        value: &'v Json,
        path: &'v str,
        known: &[&str],
        faults: &'f mut Vec<Fault>,
    ) -> Option<Self> {
        let Json::Object(object) = value else {
            faults.push(Fault { path: path.to_owned(), reason: "must be an object".to_owned() });
            return None;
        };
        let mut fields = Fields { object, path, faults };
        for (name, _) in object.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
            fields.fault(name, &joined(&["unknown; known are ", &known.join(", ")]));
        }
        Some(fields)
    }

    /// The field, unless it is absent or null.
    #[inline(never)]
    pub(crate) fn get(&self, name: &str) -> Option<&'v Json> {
        let (_, value) = self.object.iter().find(|(known, _)| known == name)?;
        Some(value).filter(|value| **value != Json::Null)
    }

    /// The path of a field.
    #[inline(never)]
    pub(crate) fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { joined(&[self.path, ".", name]) }
    }

    /// Says that something is wrong with a field.
    #[inline(never)]
    pub(crate) fn fault(&mut self, name: &str, reason: &str) {
        self.faults.push(Fault { path: self.path(name), reason: reason.to_owned() });
    }

    /// Whether something is wrong with the field, or in it.
    #[inline(never)]
    pub(super) fn has_fault_at(&self, name: &str) -> bool {
        let path = self.path(name);
        let inside = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
        self.faults.iter().any(|fault| fault.path.strip_prefix(&path).is_some_and(inside))
    }

    /// A text, if there is one.
    #[inline(never)]
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let value = self.get(name)?;
        if value.text().is_none() {
            self.fault(name, "must be a text");
        }
        value.text().map(str::to_owned)
    }

    /// A text that isn't empty, if there is one.
    #[inline(never)]
    pub(super) fn words(&mut self, name: &str) -> Option<String> {
        let value = self.get(name)?;
        text(value, &self.path(name), self.faults)
    }

    /// A text that must be there and not be empty.
    #[inline(never)]
    pub(super) fn required_text(&mut self, name: &str) -> String {
        text(self.get(name).unwrap_or(&Json::Null), &self.path(name), self.faults).unwrap_or_default()
    }

    /// Whether something is so; it isn't where nothing is said.
    #[inline(never)]
    pub(super) fn flag(&mut self, name: &str) -> bool {
        match self.get(name) {
            None => false,
            Some(Json::Bool(flag)) => *flag,
            Some(_) => {
                self.fault(name, "must be true or false");
                false
            }
        }
    }

    /// A whole number that counts something.
    #[inline(never)]
    pub(super) fn count(&mut self, name: &str) -> Option<u32> {
        match self.get(name)? {
            Json::Number(count, _) if count.fract() == 0.0 && (0.0..=1e9).contains(count) => {
                Some(*count as u32)
            }
            _ => {
                self.fault(name, "must be a whole number, at least 0");
                None
            }
        }
    }

    /// One of some words, if there is one.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, words: &[(&'static str, T)]) -> Option<T> {
        let at = self.word(name, &|at| words.get(at).map(|(word, _)| *word))?;
        words.get(at).map(|(_, meaning)| *meaning)
    }

    /// The place of a word among those that are known, if there is one.
    #[inline(never)]
    fn word(&mut self, name: &str, word: &dyn Fn(usize) -> Option<&'static str>) -> Option<usize> {
        let value = self.get(name)?;
        let known: Vec<_> = (0..).map_while(word).collect();
        let found = known.iter().position(|word| value.text() == Some(word));
        if found.is_none() {
            self.fault(name, &joined(&["must be one of ", &known.join(", ")]));
        }
        found
    }

    /// A list's items, none where there is no list.
    pub(super) fn list<T>(&mut self, name: &str, item: Item<'_, T>) -> Vec<T> {
        let mut read = Vec::new();
        for (at, value) in self.items(name).iter().enumerate() {
            read.extend(item(value, &self.path(&place(name, at)), self.faults));
        }
        read
    }

    #[inline(never)]
    fn items(&mut self, name: &str) -> &'v [Json] {
        match self.get(name) {
            None => &[],
            Some(Json::List(items)) => items,
            Some(_) => {
                self.fault(name, "must be a list");
                &[]
            }
        }
    }

    /// A list of texts, of which none is empty.
    #[inline(never)]
    pub(super) fn texts(&mut self, name: &str) -> Vec<String> {
        self.list(name, &text)
    }
}

/// The path of an item in a list.
pub(super) fn place(name: &str, at: usize) -> String {
    joined(&[name, "[", &at.to_string(), "]"])
}

/// Texts one after another.
#[inline(never)]
pub(super) fn joined(parts: &[&str]) -> String {
    parts.concat()
}

/// A text that isn't empty.
#[inline(never)]
fn text(value: &Json, path: &str, faults: &mut Vec<Fault>) -> Option<String> {
    let text = value.text().filter(|text| !text.is_empty()).map(str::to_owned);
    if text.is_none() {
        faults.push(Fault { path: path.to_owned(), reason: "must be a text that is not empty".to_owned() });
    }
    text
}
