//! How likely two names mean the same.

use super::{Reason, Score};
use crate::base::platform::Platform;

/// A longer name is a sentence: it is compared as a whole only.
const LONGEST: usize = 120;

/// The most words of a name that are compared; their places are bits.
const MAX_WORDS: usize = 16;

/// What says nothing.
const SMALL: &str = "an and at das de del der des die du el et for full in is la las le les los of on or our s the und von your";

/// What says nothing before another word, as in `d'achat`; behind one it tells `Vitamin A` from `Vitamin D`.
const LETTERS: &str = "a d e l y";

/// Words that many columns share: alone they are no evidence.
const COMMON: &str = "address code date id name number status text time title type value";

/// What may as well be left out: a company name is a company. And units.
const FILLER: &str = "chf cm eur gbp kg mm name usd value";

/// Words that are nearly spelt alike and mean different things.
const ALIKE: &str = "altitude band brand cellar contact contract cost costs county country gender height invoice \
     invoiced latitude order older portal postal post price prize prime product project quality \
     quantity sender seller shipping shopping stack stage state status stock street title tile weight";

/// What is said, and what is meant by it.
const MEANING: [(&str, &str); 18] = [
    ("addr", "address"),
    ("adresse", "address"),
    ("amt", "amount"),
    ("colour", "color"),
    ("desc", "description"),
    ("identifier", "id"),
    ("mail", "email"),
    ("nbr", "number"),
    ("nr", "number"),
    ("num", "number"),
    ("organisation", "organization"),
    ("postal", "zip"),
    ("postcode", "zip"),
    ("qty", "quantity"),
    ("tel", "phone"),
    ("telefon", "phone"),
    ("telephone", "phone"),
    ("zipcode", "zip"),
];

/// What says nothing beside another word: an email address is an email.
const IMPLIED: [(&str, &str); 10] = [
    ("email", "address"),
    ("phone", "number"),
    ("fax", "number"),
    ("mobile", "number"),
    ("zip", "code"),
    ("country", "code"),
    ("state", "code"),
    ("currency", "code"),
    ("address", "line"),
    ("street", "line"),
];

/// A name without what people write in different ways: case, spaces, punctuation, diacritics. A name that is nothing
/// else stays.
#[inline(never)]
pub fn normalise(name: &str, platform: Platform) -> String {
    let letters = if name.is_ascii() {
        name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
    } else {
        (platform.fold)(name)
    };
    if letters.is_empty() { name.trim().to_owned() } else { letters }
}

/// Whether a word is in a list of words.
#[inline(never)]
pub(super) fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|other| other == word)
}

/// A name, and what it is made of.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Normalised.
    pub(super) whole: String,
    /// Its words, normalised, in the singular, without those that say nothing.
    pub(super) words: Vec<Word>,
}

#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    /// It stands in brackets.
    skipped: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Between,
    Lower,
    Upper,
    Digit,
}

fn class(letter: char) -> Class {
    match letter {
        '0'..='9' => Class::Digit,
        'A'..='Z' => Class::Upper,
        'a'..='z' => Class::Lower,
        // Latin-1's signs, and the general punctuation.
        '\0'..='\u{bf}' | '\u{2000}'..='\u{206f}' => Class::Between,
        _ => Class::Lower,
    }
}

impl Name {
    pub(super) fn new(name: &str, platform: Platform) -> Name {
        let whole = normalise(name, platform);
        let mut words = Vec::new();
        if name.len() <= LONGEST {
            // Where the word begins, and where its last letter does.
            let (mut start, mut before) = (0, 0);
            let (mut last, mut depth) = (Class::Between, 0_u32);
            let mut end = |start: &mut usize, end: usize, skipped: bool| {
                if let Some(word) = name.get(*start..end)
                    && !word.is_empty()
                {
                    words.push(Word::new(word, skipped, platform));
                }
                *start = end;
            };
            for (at, letter) in name.char_indices() {
                let class = class(letter);
                if last == Class::Upper && class == Class::Lower {
                    // `URLPath`: the last capital begins the next word.
                    end(&mut start, before, depth > 0);
                } else if class != last {
                    end(&mut start, at, depth > 0);
                }
                match letter {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if class == Class::Between {
                    start = at + letter.len_utf8();
                }
                (last, before) = (class, at);
            }
            end(&mut start, name.len(), depth > 0);
        }
        // `Order no`, but not `No order`.
        if words.len() > 1
            && let Some(last) = words.last_mut()
            && last.text == "no"
        {
            "number".clone_into(&mut last.text);
        }
        let mut telling = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let text = word.text.as_str();
            let implied = words.iter().any(|other| IMPLIED.contains(&(other.text.as_str(), text)));
            if !implied && !listed(SMALL, text) && (at + 1 == words.len() || !listed(LETTERS, text)) {
                telling.push(word.clone());
            }
        }
        if !telling.is_empty() {
            words = telling;
        }
        words.truncate(MAX_WORDS);
        Name { whole, words }
    }

    /// Whether all words of this name stand in the other.
    pub(super) fn is_within(&self, other: &Name) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| other.has(&word.text))
    }

    pub(super) fn has(&self, text: &str) -> bool {
        self.words.iter().any(|word| word.text == text)
    }

    /// How likely both mean the same, and why.
    #[inline(never)]
    pub(super) fn likeness(&self, other: &Name) -> (Score, Reason) {
        if self.whole == other.whole {
            return (Score(95), Reason::Words);
        }
        let share = self.share(other);
        let slips = if share < 85 && self.words.len().min(other.words.len()) == 1 {
            slips(&self.whole, &other.whole)
        } else {
            0
        };
        if slips > 0 { (Score(95 - 10 * slips), Reason::Spelling) } else { (Score(share), Reason::Words) }
    }

    /// How much of the words both have, in hundredths.
    fn share(&self, other: &Name) -> u8 {
        let (mut shared, mut rest) = (0, 0);
        let mut others: Vec<&Word> = other.words.iter().collect();
        for word in &self.words {
            let same = |other: &&Word| other.text == word.text;
            let slip = |other: &&Word| slips(&word.text, &other.text) > 0;
            if let Some(at) = others.iter().position(same) {
                others.remove(at);
                shared += word.weight();
            } else if let Some(at) = others.iter().position(slip) {
                others.remove(at);
                shared += word.weight() - 1;
                rest += 1;
            } else {
                rest += word.burden();
            }
        }
        for word in others {
            rest += word.burden();
        }
        (shared * 95).checked_div(shared + rest).unwrap_or_default() as u8
    }
}

impl Word {
    /// A word as it is compared.
    #[inline(never)]
    fn new(word: &str, skipped: bool, platform: Platform) -> Word {
        let mut text = normalise(word, platform);
        if text.ends_with("ies") && text.len() > 4 {
            text.truncate(text.len() - 3);
            text.push('y');
        } else if text.ends_with("sses") {
            text.truncate(text.len() - 2);
        } else if text.len() > 3
            && text.ends_with('s')
            && !["ss", "us", "is"].iter().any(|end| text.ends_with(end))
        {
            text.truncate(text.len() - 1);
        }
        for (said, meant) in MEANING {
            if said == text {
                meant.clone_into(&mut text);
                break;
            }
        }
        Word { text, skipped }
    }

    /// What it says for a match, where both names have it.
    fn weight(&self) -> u32 {
        if listed(COMMON, &self.text) { 2 } else { 4 }
    }

    /// What it says against a match, where only one has it.
    fn burden(&self) -> u32 {
        match self.text.as_str() {
            // The first of several is often the only one that is filled.
            "1" => 1,
            // The second never is what has no number.
            text if text.starts_with(|first: char| first.is_ascii_digit()) => 8,
            text if self.skipped || listed(FILLER, text) => 2,
            _ => 4,
        }
    }
}

/// How many slips of the pen make one text of the other: letters missing, too many, wrong, or two in the wrong order; 0
/// where they are equal, where they are more than such a length has, or where they are no slips.
#[inline(never)]
fn slips(one: &str, other: &str) -> u8 {
    let (one_bytes, other_bytes) = (one.as_bytes(), other.as_bytes());
    let shorter = one_bytes.len().min(other_bytes.len());
    let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if shorter < 5
        || one_bytes.first() != other_bytes.first()
        || one == other
        || digits(one)
        || digits(other)
        || ends_otherwise(one_bytes, other_bytes)
        || ends_otherwise(other_bytes, one_bytes)
        || (listed(ALIKE, one) && listed(ALIKE, other))
    {
        0
    } else if within(one_bytes, other_bytes, 1) {
        1
    } else if shorter > 8 && within(one_bytes, other_bytes, 2) {
        2
    } else {
        0
    }
}

/// Whether only the endings differ, as in employer and employee, or invoice and invoiced: that is no slip.
fn ends_otherwise(one: &[u8], other: &[u8]) -> bool {
    let (Some((_, stem)), Some((last, other_stem))) = (one.split_last(), other.split_last()) else {
        return false;
    };
    stem == other_stem || (one == other_stem && (matches!(last, b'd' | b'r') || one.last() == Some(last)))
}

/// Whether so many slips make one text of the other. Few are tried, so that this ends soon.
fn within(one: &[u8], other: &[u8], slips: u8) -> bool {
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    if slips == 0 || (one.is_empty() && other.is_empty()) {
        return one.is_empty() && other.is_empty();
    }
    let next = |one_more: usize, other_more: usize| {
        let one = one.get(one_more..).unwrap_or_default();
        let other = other.get(other_more..).unwrap_or_default();
        within(one, other, slips - 1)
    };
    let swapped = matches!((one, other), ([a, b, ..], [c, d, ..]) if a == d && b == c);
    next(1, 0) || next(0, 1) || next(1, 1) || (swapped && next(2, 2))
}
