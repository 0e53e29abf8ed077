//! Compiled regular expressions. The platform compiles them, so that imports without patterns don't load what does.

use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// Whether a cell's text has a match.
pub type Test = Arc<dyn Fn(&[u8]) -> bool + Send + Sync>;

/// Compiles a regular expression, or says why it can't be used.
pub type Compile<'a> = &'a dyn Fn(&str) -> Result<Test, String>;

/// A text with each match in it replaced; none where there is no match, or where the result would be beyond a cell's size.
pub type Replace = Arc<dyn Fn(&[u8]) -> Option<Vec<u8>> + Send + Sync>;

/// Compiles a regular expression and what is to stand in place of its matches (`$1`, `$<name>`, `$&` and `$$` as in
/// JavaScript), or says why it can't be used.
pub type CompileReplace<'a> = &'a dyn Fn(&str, &str) -> Result<Replace, String>;

/// A regular expression that must be found in a cell.
#[derive(Clone)]
pub struct Pattern {
    text: Arc<str>,
    test: Test,
}

impl Pattern {
    /// Compiles it, or says why it can't be used.
    pub fn new(text: &str, compile: Compile<'_>) -> Result<Pattern, String> {
        Ok(Pattern { text: text.into(), test: compile(text)? })
    }

    /// The regular expression, as the template has it.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Whether it is found in a cell's text.
    pub fn test(&self, text: &[u8]) -> bool {
        (self.test)(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.text == other.text
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.text).finish()
    }
}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
