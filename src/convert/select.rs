//! The type `select`: the option that a word means.

use crate::base::platform::Platform;
use crate::issue::Code;
use crate::matching::normalise;
use crate::template::Column;
use std::collections::HashMap;
use std::sync::Arc;

/// How many options a `not-option` issue names.
const NAMED_OPTIONS: usize = 20;

/// A column's options.
#[derive(Debug)]
pub(super) struct Options {
    /// Every word that means an option: its value, label and alternates, as they stand and normalised.
    words: HashMap<String, Arc<str>>,
    /// The first of their values.
    named: Arc<[String]>,
    platform: Platform,
}

impl Options {
    pub(super) fn new(column: &Column, platform: Platform) -> Options {
        let mut words = HashMap::new();
        let mut add = |word: &str, value: &Arc<str>| {
            words.entry(word.to_owned()).or_insert_with(|| value.clone());
        };
        let values: Vec<Arc<str>> =
            column.options.iter().map(|option| option.value.as_str().into()).collect();
        let pairs = || column.options.iter().zip(&values);
        // What stands exactly goes before what is alike, and a value before another option's label.
        for form in [|word: &str, _: Platform| word.to_owned(), normalise] {
            for (option, value) in pairs() {
                add(&form(&option.value, platform), value);
            }
            for (option, value) in pairs() {
                let others = option.label.iter().chain(&option.alternates);
                others.for_each(|word| add(&form(word, platform), value));
            }
        }
        let named = column.options.iter().take(NAMED_OPTIONS).map(|option| option.value.clone()).collect();
        Options { words, named, platform }
    }

    /// The value of the option that a word means.
    pub(super) fn find(&self, word: &[u8]) -> Result<&str, Code> {
        let found = std::str::from_utf8(word).ok().and_then(|word| {
            self.words.get(word).or_else(|| self.words.get(&normalise(word, self.platform)))
        });
        found.map(|value| &**value).ok_or_else(|| Code::NotOption { options: self.named.clone() })
    }

    /// The values that stand for themselves.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter(|(word, value)| **word == ***value).map(|(word, _)| word.as_str())
    }

    /// Bytes of the longest value.
    pub(super) fn longest(&self) -> usize {
        self.words.values().map(|value| value.len()).max().unwrap_or_default()
    }
}
