//! Writes a cell's text another way: trimmed, in capitals, only its digits.

use crate::base::platform::{Case, Platform};
use serde::Serialize;

/// How the cells of a column are written anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Transform {
    /// Without white space around them.
    Trim,
    /// `ADA LOVELACE`
    Upper,
    /// `ada lovelace`
    Lower,
    /// `Ada Lovelace`
    Title,
    /// With one space for every run of white space.
    CollapseSpaces,
    /// Without whatever is no decimal digit.
    DigitsOnly,
}

impl Transform {
    /// Every transform with its name.
    pub(super) const NAMES: [(&'static str, Transform); 6] = [
        ("trim", Transform::Trim),
        ("upper", Transform::Upper),
        ("lower", Transform::Lower),
        ("title", Transform::Title),
        ("collapse-spaces", Transform::CollapseSpaces),
        ("digits-only", Transform::DigitsOnly),
    ];

    /// Writes what becomes of a text. Broken UTF-8 is put right where letters have to be known.
    pub(super) fn write(self, text: &[u8], platform: Platform, out: &mut Vec<u8>) {
        match self {
            Transform::DigitsOnly => out.extend(text.iter().filter(|byte| byte.is_ascii_digit())),
            Transform::Upper => change_case(text, Case::Upper, platform, out),
            Transform::Lower => change_case(text, Case::Lower, platform, out),
            Transform::Title => change_case(text, Case::Title, platform, out),
            Transform::Trim => out.extend_from_slice(trimmed(text)),
            Transform::CollapseSpaces => collapse_spaces(text, out),
        }
    }
}

/// A text without the white space around it.
pub(super) fn trimmed(text: &[u8]) -> &[u8] {
    match std::str::from_utf8(text) {
        Ok(text) => text.trim().as_bytes(),
        Err(_) => text.trim_ascii(),
    }
}

fn collapse_spaces(text: &[u8], out: &mut Vec<u8>) {
    let mut after_space = false;
    for chunk in text.utf8_chunks() {
        for letter in chunk.valid().chars() {
            let is_space = letter.is_whitespace();
            if is_space && !after_space {
                out.push(b' ');
            } else if !is_space {
                out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
            after_space = is_space;
        }
        if !chunk.invalid().is_empty() {
            out.extend_from_slice(chunk.invalid());
            after_space = false;
        }
    }
}

fn change_case(text: &[u8], case: Case, platform: Platform, out: &mut Vec<u8>) {
    if !text.is_ascii() {
        out.extend_from_slice((platform.change_case)(&String::from_utf8_lossy(text), case).as_bytes());
        return;
    }
    let mut inside = false;
    out.extend(text.iter().map(|byte| {
        let begins = !inside;
        inside = byte.is_ascii_alphanumeric() || (inside && *byte == b'\'');
        let upper = case == Case::Upper || (case == Case::Title && begins);
        if upper { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() }
    }));
}
