//! Regular expressions: whether cells have a match, and cells with their matches replaced.
//!
//! A crate of its own, and in the browser a WebAssembly module of its own, because most templates have no pattern: who
//! needs none doesn't load it.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable)]

mod replace;

use regex_lite::{Error, Regex};
use std::sync::Arc;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// A compiled regular expression. Looking for it takes time that is linear in the text.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Debug)]
pub struct Pattern(Regex);

#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
impl Pattern {
    /// Compiles a regular expression, or says why it can't be used.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen(constructor))]
    pub fn new(text: &str) -> Result<Pattern, String> {
        Regex::new(text).map(Pattern).map_err(|error| reason(text, &error))
    }

    /// Whether there is a match anywhere in the text, which should be UTF-8.
    pub fn test(&self, text: &[u8]) -> bool {
        self.0.is_match(&String::from_utf8_lossy(text))
    }

    /// The text with each match replaced, where `$1`, `$<name>`, `$&` and `$$` mean what they mean in JavaScript. None
    /// where there is no match, or where it would take too long or become longer than [`LIMIT`].
    pub fn replace(&self, text: &[u8], replacement: &[u8]) -> Option<Vec<u8>> {
        replace::replace(&self.0, &String::from_utf8_lossy(text), replacement)
    }
}

/// The most bytes of a text in which matches were replaced: those of the engine's cells.
pub const LIMIT: usize = 1 << 20;

/// Whether a text has a match.
pub type Test = Arc<dyn Fn(&[u8]) -> bool + Send + Sync>;

/// A pattern in the shape of the engine's port: for whoever uses the engine without JavaScript.
///
/// ```
/// let is_code = sheethook_pattern::compile("^[A-Z]{2}$")?;
/// assert!(is_code(b"DE") && !is_code(b"Germany"));
/// # Ok::<(), String>(())
/// ```
pub fn compile(text: &str) -> Result<Test, String> {
    let pattern = Pattern::new(text)?;
    Ok(Arc::new(move |text| pattern.test(text)))
}

/// A text with each match in it replaced.
pub type Replace = Arc<dyn Fn(&[u8]) -> Option<Vec<u8>> + Send + Sync>;

/// A pattern and what stands in place of its matches, in the shape of the engine's port.
///
/// ```
/// let turn = sheethook_pattern::compile_replace(r"(\w+), (?<first>\w+)", "$<first> $1")?;
/// assert_eq!(turn(b"Lovelace, Ada").as_deref(), Some(&b"Ada Lovelace"[..]));
/// assert_eq!(turn(b"Ada"), None);
/// # Ok::<(), String>(())
/// ```
pub fn compile_replace(text: &str, replacement: &str) -> Result<Replace, String> {
    let (pattern, replacement) = (Pattern::new(text)?, replacement.as_bytes().to_vec());
    Ok(Arc::new(move |text| pattern.replace(text, &replacement)))
}

fn reason(pattern: &str, error: &Error) -> String {
    let text = pattern.as_bytes();
    let back_reference = |pair: &[u8]| pair[0] == b'\\' && matches!(pair[1], b'1'..=b'9');
    let look_around = |part: &[u8]| matches!(part, b"(?=" | b"(?!" | b"?<=" | b"?<!");
    let beyond_linear = text.windows(2).any(back_reference) || text.windows(3).any(look_around);
    if beyond_linear {
        "look-around and back-references can't be matched in linear time, so they are not supported"
            .to_owned()
    } else {
        error.to_string()
    }
}
