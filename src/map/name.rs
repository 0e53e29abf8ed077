//! Two names in, how likely they mean the same out.

use super::{Reason, Score};
use crate::platform::Platform;

/// A longer name is a sentence: it is compared as a whole only.
const LONGEST: usize = 120;

/// The most words of a name that are compared; their places are bits.
const MOST_WORDS: usize = 16;

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
pub fn normalise(name: &str, platform: Platform) -> String {
    let letters = if name.is_ascii() {
        name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
    } else {
        (platform.fold)(name)
    };
    if letters.is_empty() { name.trim().to_owned() } else { letters }
}

/// Whether a word is in a list of words.
pub(super) fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|other| other == word)
}

/// A name, and what it is made of.
#[derive(Debug)]
pub(super) struct Name {
    /// Normalised.
    pub(super) whole: String,
    /// Its words, normalised, in the singular, without those that say nothing.
    pub(super) words: Vec<Word>,
}

#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    /// It stands in brackets.
    aside: bool,
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
            let (mut word, mut last, mut depth) = (String::new(), Class::Between, 0_u32);
            for letter in name.chars() {
                let class = class(letter);
                // An accent that stands apart from its letter is part of the word.
                if class != last && !(last == Class::Upper && class == Class::Lower) {
                    add(&mut words, &std::mem::take(&mut word), depth > 0, platform);
                } else if last == Class::Upper && class == Class::Lower && word.len() > 1 {
                    // `URLPath`: the last capital begins the next word.
                    let capital = word.pop();
                    add(&mut words, &std::mem::take(&mut word), depth > 0, platform);
                    word.extend(capital);
                }
                match letter {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth = depth.saturating_sub(1),
                    _ if class != Class::Between => word.push(letter),
                    _ => {}
                }
                last = class;
            }
            add(&mut words, &word, depth > 0, platform);
        }
        // `Order no`, but not `No order`.
        if words.len() > 1
            && let Some(last) = words.last_mut()
            && last.text == "no"
        {
            "number".clone_into(&mut last.text);
        }
        let says = |at: usize, word: &Word| {
            let text = word.text.as_str();
            let implied = words.iter().any(|other| IMPLIED.contains(&(other.text.as_str(), text)));
            !implied && !listed(SMALL, text) && (at + 1 == words.len() || !listed(LETTERS, text))
        };
        let says: Vec<bool> = words.iter().enumerate().map(|(at, word)| says(at, word)).collect();
        if says.contains(&true) {
            let mut says = says.into_iter();
            words.retain(|_| says.next() == Some(true));
        }
        words.truncate(MOST_WORDS);
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
    pub(super) fn likeness(&self, other: &Name) -> Option<(Score, Reason)> {
        if self.whole == other.whole {
            return Some((Score(95), Reason::Words));
        }
        let (shared, rest) = self.compare(other);
        let share = (shared * 95).checked_div(shared + rest).unwrap_or_default();
        if self.words.len().min(other.words.len()) == 1
            && let Some(slips) = slips(&self.whole, &other.whole)
            && share < 85
        {
            return Some((Score(95 - 10 * slips), Reason::Spelling));
        }
        (share > 0).then_some((Score(share as u8), Reason::Words))
    }

    /// What the words that both have weigh, and what the others do.
    fn compare(&self, other: &Name) -> (u32, u32) {
        let (mut shared, mut rest) = (0, 0);
        // The words of each that have found their like.
        let (mut mine, mut others) = (0_u32, 0_u32);
        for exact in [true, false] {
            for (at, word) in self.words.iter().enumerate() {
                let like = |(place, candidate): &(usize, &Word)| {
                    others & (1 << place) == 0
                        && if exact {
                            candidate.text == word.text
                        } else {
                            slips(&word.text, &candidate.text).is_some()
                        }
                };
                if mine & (1 << at) == 0
                    && let Some((place, _)) = other.words.iter().enumerate().find(like)
                {
                    mine |= 1 << at;
                    others |= 1 << place;
                    shared += word.weight() - u32::from(!exact);
                    rest += u32::from(!exact);
                }
            }
        }
        shared += self.joined(other, &mut mine, &mut others) + other.joined(self, &mut others, &mut mine);
        for (words, found) in [(&self.words, mine), (&other.words, others)] {
            let left = words.iter().enumerate().filter(|(at, _)| found & (1 << at) == 0);
            rest += left.map(|(_, word)| word.burden()).sum::<u32>();
        }
        (shared, rest)
    }

    /// What the words weigh that are one word here and two there: `firstname`.
    fn joined(&self, other: &Name, mine: &mut u32, others: &mut u32) -> u32 {
        let mut shared = 0;
        for (at, word) in self.words.iter().enumerate() {
            let halves = other.words.windows(2).enumerate().find_map(|(place, pair)| {
                let [first, second] = pair else { return None };
                let whole = word.text.strip_prefix(first.text.as_str()) == Some(second.text.as_str());
                let free = *mine & (1 << at) == 0 && *others & (3 << place) == 0;
                (whole && free).then_some((place, first.weight() + second.weight()))
            });
            if let Some((place, weight)) = halves {
                *mine |= 1 << at;
                *others |= 3 << place;
                shared += weight;
            }
        }
        shared
    }
}

impl Word {
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
            text if self.aside || listed(FILLER, text) => 2,
            _ => 4,
        }
    }
}

/// Adds a word as it is compared.
fn add(words: &mut Vec<Word>, word: &str, aside: bool, platform: Platform) {
    if word.is_empty() {
        return;
    }
    let mut text = normalise(word, platform);
    if let Some(stem) = text.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        text = [stem, "y"].concat();
    } else if let Some(stem) = text.strip_suffix("sses") {
        text = [stem, "ss"].concat();
    } else if text.len() > 3
        && text.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| text.ends_with(end))
    {
        text.pop();
    }
    let meant = MEANING.iter().find(|(said, _)| *said == text);
    let text = meant.map_or(text, |(_, meant)| (*meant).to_owned());
    words.push(Word { text, aside });
}

/// How many slips of the pen make one text of the other: letters missing, too many, wrong, or two in the wrong order. None
/// where they are more than such a length has, or where they aren't slips.
pub(super) fn slips(one: &str, other: &str) -> Option<u8> {
    let (one_len, other_len) = (one.len(), other.len());
    let shorter = one_len.min(other_len);
    if shorter < 5 || one_len.max(other_len) > LONGEST || one_len.abs_diff(other_len) > 6 {
        return None;
    }
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    if one.chars().next() != other.chars().next()
        || digits(one) != digits(other)
        || (listed(ALIKE, one) && listed(ALIKE, other))
    {
        return None;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if ends_otherwise(&one, &other) || ends_otherwise(&other, &one) {
        return None;
    }
    let limit = if one.len().min(other.len()) < 9 { 1 } else { 2 };
    let distance = distance(&one, &other);
    (distance <= limit).then_some(distance as u8)
}

/// Whether only the endings differ, as in employer and employee, or invoice and invoiced: that is no slip.
fn ends_otherwise(one: &[char], other: &[char]) -> bool {
    let (Some((_, stem)), Some((last, other_stem))) = (one.split_last(), other.split_last()) else {
        return false;
    };
    stem == other_stem || (one == other_stem && matches!(last, 'd' | 'r'))
}

/// The optimal string alignment distance: no letter is touched twice.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, candidate) in other.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let mut least = at(&row, j) + usize::from(letter != candidate);
            least = least.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            if i > 0 && j > 0 && one.get(i - 1) == Some(candidate) && other.get(j - 1) == Some(letter) {
                least = least.min(at(&above, j - 1) + 1);
            }
            next.push(least);
        }
        above = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}
