//! Short texts in, whether they were met lately: most columns of words have few.

use super::shortcut::Word;
use crate::csv::Text;

/// Words that are remembered.
const ROOM: usize = 4;

/// Remembers what was met last.
#[derive(Debug, Default)]
pub struct Memo {
    words: [Option<Word>; ROOM],
    next: usize,
}

impl Memo {
    /// Whether this text was learnt lately.
    #[inline]
    pub fn knows(&self, text: Text<'_>) -> bool {
        let word = Word::of(text);
        word.is_some() && self.words.contains(&word)
    }

    /// Remembers a text, if it is short.
    pub fn learn(&mut self, text: Text<'_>) {
        if let Some(place) = self.words.get_mut(self.next % ROOM) {
            *place = Word::of(text);
            self.next += 1;
        }
    }
}
