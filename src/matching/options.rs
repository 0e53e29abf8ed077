//! Which texts of a column mean which options of a select.

use super::name::{Name, listed, normalise};
use super::{CERTAIN, Reason, Score};
use crate::base::platform::Platform;
use crate::template::SelectOption;
use serde::Serialize;

/// Less is no match: an option is a word or two, and a wrong one looks right.
const ACCEPTED: Score = Score(60);

/// Scores that are no further apart say nothing about which is better.
const TIE: u8 = 5;

/// Texts times words of options that are compared in more than as a whole.
const MAX_PAIRS: usize = 1 << 16;

/// What means yes, and what means no, where both are among the options.
const ANSWERS: [&str; 2] = [
    "1 active enabled ja on oui si t true vrai wahr x y yes",
    "0 disabled f false falsch faux inactive n nein no non off",
];

/// With more options than these, `1` and `x` are something else than yes.
const MAX_ANSWERS: usize = 3;

/// Which texts mean which options.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OptionMatches {
    /// The texts that mean an option, in their order.
    pub matches: Vec<OptionMatch>,
    /// The others.
    pub unmatched: Vec<OptionText>,
}

/// A text that means an option.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OptionMatch {
    /// The text as it stands.
    pub text: String,
    /// How many cells have it.
    pub count: u64,
    /// The value of the option.
    pub option: String,
    /// How sure that is, from 0 to 1.
    pub score: Score,
    /// What it was found by.
    pub reason: Reason,
}

/// A text that means no option, or may mean several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OptionText {
    /// The text as it stands.
    pub text: String,
    /// How many cells have it.
    pub count: u64,
}

/// Matches texts to options: as they stand, by another word for yes or no, by shared words, by spelling. Several texts may mean
/// one option; a text that may mean two means none.
///
/// ```
/// use sheethook::{base::platform::Platform, matching::options, template::SelectOption};
/// let options = ["Yes", "No"].map(|value| SelectOption { value: value.to_owned(), ..SelectOption::default() });
/// let found = options::suggest(&options, &[("TRUE", 7), ("maybe", 1)], Platform::plain());
/// assert_eq!((found.matches[0].option.as_str(), found.matches[0].count), ("Yes", 7));
/// assert_eq!(found.unmatched[0].text, "maybe");
/// ```
pub fn suggest(options: &[SelectOption], texts: &[(&str, u64)], platform: Platform) -> OptionMatches {
    let words = |option: &SelectOption| -> Vec<Name> {
        let words = [&option.value].into_iter().chain(&option.label).chain(&option.alternates);
        words.map(|word| Name::new(word, platform)).collect()
    };
    let options: Vec<_> = options.iter().map(|option| (option, words(option))).collect();
    let pairs: usize = options.iter().map(|(_, words)| words.len()).sum();
    let mut found = OptionMatches { matches: Vec::new(), unmatched: Vec::new() };
    for (at, (text, count)) in texts.iter().enumerate() {
        let closely = at < MAX_PAIRS / pairs.max(1);
        match best(&options, text, closely, platform) {
            Some((option, score, reason)) => found.matches.push(OptionMatch {
                text: (*text).to_owned(),
                count: *count,
                option: option.value.clone(),
                score,
                reason,
            }),
            None => found.unmatched.push(OptionText { text: (*text).to_owned(), count: *count }),
        }
    }
    found
}

/// The option that is meant; none where there is none, or more than one.
fn best<'a>(
    options: &[(&'a SelectOption, Vec<Name>)],
    text: &str,
    closely: bool,
    platform: Platform,
) -> Option<(&'a SelectOption, Score, Reason)> {
    let whole = normalise(text, platform);
    // As the check does: the value itself goes before another option's label.
    for reason in [Reason::Key, Reason::Name] {
        let has = |words: &[Name]| match reason {
            Reason::Key => words.first().is_some_and(|word| word.whole == whole),
            _ => words.iter().any(|word| word.whole == whole),
        };
        let mut equal = options.iter().filter(|(_, words)| has(words));
        if let Some((option, _)) = equal.next() {
            // Signs are all that tells `+` from `-`, or `C` from `C++`.
            let score = if reason == Reason::Key { CERTAIN } else { Score(99) };
            return equal.next().is_none().then_some((*option, score, reason));
        }
    }
    if !closely {
        return None;
    }
    let name = Name::new(text, platform);
    let answers = |meaning: &str, words: &[Name]| words.iter().any(|word| listed(meaning, &word.whole));
    let is_question = options.len() <= MAX_ANSWERS
        && ANSWERS.iter().all(|meaning| options.iter().any(|(_, words)| answers(meaning, words)));
    // A level is not level 1.
    let same_number = |word: &&Name| digits(&word.whole).eq(digits(&whole));
    let likeness = |words: &[Name]| {
        let said = |meaning: &&str| listed(meaning, &whole) && answers(meaning, words);
        let alike = words.iter().filter(same_number).map(|word| word.likeness(&name));
        let answer = (is_question && ANSWERS.iter().any(said)).then_some((Score(90), Reason::Words));
        answer.or_else(|| alike.max_by_key(|(score, _)| *score))
    };
    let mut best: Option<(&SelectOption, Score, Reason)> = None;
    let mut second = Score(0);
    for (option, words) in options {
        let Some((score, reason)) = likeness(words) else { continue };
        if best.is_none_or(|(_, best, _)| score > best) {
            second = best.map_or(second, |(_, best, _)| best);
            best = Some((option, score, reason));
        } else {
            second = second.max(score);
        }
    }
    best.filter(|(_, score, _)| *score >= ACCEPTED && score.0 > second.0 + TIE)
}

fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_digit)
}
