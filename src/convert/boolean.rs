//! The type `boolean`: true and false by the words of many languages.

use crate::base::platform::{Case, Platform};

/// Words for true. None is a word for false in another language.
const TRUE: &str = "true yes y t 1 on ja j wahr oui vrai si sí s sì verdadero vero sim verdadeiro waar tak prawda sant ano pravda \
    evet doğru kyllä tosi igen igaz da adevărat да истина так ναι αληθής はい 是 真 예 네 نعم כן हाँ ✓ ✔ ☑ ✅ 🗹";

/// Words for false.
const FALSE: &str = "false no n f 0 off nein falsch non faux falso não nao nee onwaar nie fałsz nej nei falskt falsk ne nepravda \
    hayır yanlış ei epätosi nem hamis nu fals нет ложь ні όχι ψευδής いいえ 否 偽 假 아니요 아니오 لا לא नहीं ✗ ✘ ✕ ✖ ❌ ☐";

/// Reads a word for true or false, whatever its case.
pub(super) fn boolean(text: &[u8], platform: Platform) -> Option<bool> {
    const LONGEST: usize = 32;
    let text = std::str::from_utf8(text).ok().filter(|text| text.len() <= LONGEST)?;
    let means = |word: &str| {
        let is_one_of =
            |words: &str| words.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(word));
        if is_one_of(TRUE) { Some(true) } else { is_one_of(FALSE).then_some(false) }
    };
    means(text)
        .or_else(|| if text.is_ascii() { None } else { means(&(platform.change_case)(text, Case::Lower)) })
}
