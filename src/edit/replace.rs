//! A text and what is looked for in it, the text with each find replaced out.

use crate::base::platform::{Case, Platform};
use crate::base::simd;
use crate::csv::MAX_CELL_BYTES;
use std::borrow::Cow;

/// What is looked for: a text, all over a cell or as the whole of it.
#[derive(Debug)]
pub(super) struct Finder {
    /// In small letters where case doesn't matter.
    find: Vec<u8>,
    /// See [`shorter`].
    shorter: Vec<u32>,
    whole: bool,
    match_case: bool,
}

impl Finder {
    pub(super) fn new(find: &str, whole: bool, match_case: bool, platform: Platform) -> Finder {
        let find = if match_case { find.as_bytes().to_vec() } else { Lowered::of(find, platform).text };
        Finder { shorter: shorter(&find), find, whole, match_case }
    }

    /// Writes the text with every find replaced. False where there is none, or where the result would be too long.
    pub(super) fn replace(
        &self,
        text: &[u8],
        replacement: &[u8],
        platform: Platform,
        out: &mut Vec<u8>,
    ) -> bool {
        if self.match_case {
            return self.replace_in(text, text, |at| at, replacement, out);
        }
        // A letter beyond ASCII is none within it in another case.
        if self.find.is_ascii() || text.is_ascii() {
            return self.replace_in(text, &text.to_ascii_lowercase(), |at| at, replacement, out);
        }
        let text: Cow<'_, str> = String::from_utf8_lossy(text);
        let lowered = Lowered::of(&text, platform);
        let place = |at: usize| lowered.places.get(at).map_or(text.len(), |place| *place as usize);
        self.replace_in(text.as_bytes(), &lowered.text, place, replacement, out)
    }

    /// Looks through one text and copies from another, in which `place` says where a place of the first is.
    fn replace_in(
        &self,
        text: &[u8],
        searched: &[u8],
        place: impl Fn(usize) -> usize,
        replacement: &[u8],
        out: &mut Vec<u8>,
    ) -> bool {
        if self.whole {
            let same = searched == self.find;
            if same {
                out.extend_from_slice(replacement);
            }
            return same;
        }
        if self.find.first().is_none_or(|first| !simd::has(searched, *first)) {
            return false;
        }
        // By Knuth, Morris and Pratt: every byte is looked at once, whatever is looked for.
        let (mut matched, mut copied, mut found) = (0, 0, false);
        for (at, byte) in searched.iter().enumerate() {
            while matched > 0 && self.find.get(matched) != Some(byte) {
                matched = self.shorter(matched);
            }
            matched += usize::from(self.find.get(matched) == Some(byte));
            if matched < self.find.len() {
                continue;
            }
            let (first, end) = (at + 1 - matched, at + 1);
            // A letter that two small ones were made of is found only with both.
            if place(end) == place(at) || (first > 0 && place(first - 1) == place(first)) {
                matched = self.shorter(matched);
                continue;
            }
            out.extend_from_slice(text.get(copied..place(first)).unwrap_or_default());
            out.extend_from_slice(replacement);
            (matched, copied, found) = (0, place(end), true);
            if out.len() > MAX_CELL_BYTES {
                return false;
            }
        }
        out.extend_from_slice(text.get(copied..).unwrap_or_default());
        found
    }

    /// The next shorter beginning of what is looked for that what was met ends with.
    fn shorter(&self, matched: usize) -> usize {
        matched.checked_sub(1).and_then(|at| self.shorter.get(at)).map_or(0, |shorter| *shorter as usize)
    }
}

/// For every beginning of a text, the longest shorter one that it ends with.
fn shorter(text: &[u8]) -> Vec<u32> {
    let mut table: Vec<u32> = Vec::with_capacity(text.len());
    let mut length = 0;
    for (at, byte) in text.iter().enumerate() {
        while length > 0 && text.get(length) != Some(byte) {
            length = table.get(length - 1).map_or(0, |shorter| *shorter as usize);
        }
        length += usize::from(at > 0 && text.get(length) == Some(byte));
        table.push(length as u32);
    }
    table
}

/// A text in small letters, and for each of its bytes the place in the text as it was.
struct Lowered {
    text: Vec<u8>,
    places: Vec<u32>,
}

impl Lowered {
    fn of(text: &str, platform: Platform) -> Lowered {
        let lower = |text: &str| (platform.change_case)(text, Case::Lower);
        let mut lowered = Lowered { text: Vec::new(), places: Vec::new() };
        if text.is_ascii() {
            lowered.text = text.as_bytes().to_ascii_lowercase();
            return lowered;
        }
        // One call for all, if it makes one letter of each.
        let all = lower(text);
        if all.chars().count() == text.chars().count() {
            for (letter, (place, _)) in all.chars().zip(text.char_indices()) {
                lowered.push(letter, place);
            }
        } else {
            for (place, letter) in text.char_indices() {
                let small = lower(letter.encode_utf8(&mut [0; 4]));
                small.chars().for_each(|letter| lowered.push(letter, place));
            }
        }
        lowered
    }

    fn push(&mut self, letter: char, place: usize) {
        // A sigma is written otherwise at the end of a word.
        let letter = if letter == 'ς' { 'σ' } else { letter };
        self.text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        self.places.resize(self.text.len(), place as u32);
    }
}
