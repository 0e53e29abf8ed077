//! What the engine has the platform do, because that has the tables already: Unicode's letters, and time zones.

use serde::Serialize;
#[cfg(not(target_arch = "wasm32"))]
use std::hash::{BuildHasher, Hasher, RandomState};

/// How the letters of a text are to be written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Case {
    /// `ada lovelace`
    #[default]
    Lower,
    /// `ADA LOVELACE`
    Upper,
    /// `Ada Lovelace`
    Title,
}

/// A port: what the bindings fill with JavaScript's own, and the native tests with twins.
#[derive(Debug, Clone, Copy)]
pub struct Platform {
    /// Takes from a name what people write in different ways: case, accents, spaces and punctuation.
    pub fold: fn(&str) -> String,
    /// Writes a text in another case, by Unicode's tables.
    pub change_case: fn(&str, Case) -> String,
    /// Minutes by which a zone's clocks (`Europe/Berlin`) are ahead of UTC when they show so many seconds since 1970;
    /// none where there is no such zone. Where clocks show a time twice, the first; where they skip it, as before the skip.
    pub utc_offset: fn(&str, i64) -> Option<i32>,
    /// A number that nobody outside can foresee.
    pub seed: fn() -> u64,
}

impl Platform {
    /// A text in small letters; the platform is asked only for those that ASCII hasn't.
    pub fn lower(&self, text: &str) -> String {
        if text.is_ascii() { text.to_ascii_lowercase() } else { (self.change_case)(text, Case::Lower) }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Platform {
    /// What Rust's own library has: letters without their tables of accents, and no time zone but UTC.
    pub fn plain() -> Platform {
        fn fold(name: &str) -> String {
            name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
        }
        fn change_case(text: &str, case: Case) -> String {
            match case {
                Case::Lower => text.to_lowercase(),
                Case::Upper => text.to_uppercase(),
                Case::Title => {
                    let mut inside = false;
                    let letter = |letter: char| {
                        let begins =
                            !std::mem::replace(&mut inside, letter.is_alphanumeric() || letter == '\'');
                        if begins {
                            letter.to_uppercase().to_string()
                        } else {
                            letter.to_lowercase().to_string()
                        }
                    };
                    text.chars().map(letter).collect()
                }
            }
        }
        fn seed() -> u64 {
            RandomState::new().build_hasher().finish()
        }
        Platform { fold, change_case, utc_offset: |zone, _| (zone == "UTC").then_some(0), seed }
    }
}
