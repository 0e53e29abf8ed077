//! The names of months in many languages.

/// Names by month, in lower case, of the languages in which files are most often written. A word names a month if it is one
/// of them, or begins at least one of that month and none of another.
const MONTHS: [&str; 12] = [
    "january januar janvier enero gennaio janeiro januari styczeń stycznia leden ledna januári ocak ianuarie январь января jän",
    "february februar février fevrier febrero febbraio fevereiro februari luty lutego únor února februári şubat februarie февраль февраля",
    "march märz marz mars marzo março marco maart marzec marca březen března mart martie март марта mrz mrt",
    "april avril abril aprile kwiecień kwietnia duben dubna április nisan aprilie апрель апреля",
    "may mai mayo maggio maio mei maj maja květen května május mayıs май мая",
    "june juni juin junio giugno junho czerwiec czerwca červen června június haziran iunie июнь июня",
    "july juli juillet julio luglio julho lipiec lipca červenec července július temmuz iulie июль июля",
    "august août aout agosto augustus sierpień sierpnia srpen srpna augusztus ağustos август августа",
    "september septembre septiembre settembre setembro wrzesień września září szeptember eylül septembrie сентябрь сентября",
    "october oktober octobre octubre ottobre outubro październik października říjen října október ekim octombrie октябрь октября",
    "november novembre noviembre novembro listopad listopada listopadu kasım noiembrie ноябрь ноября",
    "december dezember décembre decembre diciembre dicembre dezembro desember grudzień grudnia prosinec prosince aralık decembrie декабрь декабря",
];

/// The fewest bytes of a name that are enough; those of other scripts have two a letter.
const SHORTEST: usize = 3;

/// The month, from 1, that a word names, and what follows the word.
pub fn month_name(text: &[u8]) -> Option<(u16, &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    let (word, rest) = text.split_at(length);
    if length < SHORTEST {
        return None;
    }
    let mut found = None;
    for (month, names) in (1..).zip(MONTHS) {
        for name in names.split(' ') {
            if !begins(name.as_bytes(), word) {
                continue;
            }
            if name.len() == length {
                return Some((month, rest));
            }
            if found.is_some_and(|found| found != month) {
                return None;
            }
            found = Some(month);
        }
    }
    found.map(|month| (month, rest))
}

fn begins(name: &[u8], word: &[u8]) -> bool {
    let mut before = 0;
    name.len() >= word.len()
        && name
            .iter()
            .zip(word)
            .all(|(name, byte)| lower(std::mem::replace(&mut before, *byte), *byte) == *name)
}

/// A byte of a letter in lower case: of ASCII, and of the accented letters of Latin-1, which begin with C3.
fn lower(before: u8, byte: u8) -> u8 {
    match (before, byte) {
        (0xC3, 0x80..=0x9E) => byte + 0x20,
        _ => byte.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::month_name;

    #[test]
    fn three_letters_are_enough_where_they_name_one_month() {
        let names = "jan feb mar apr may jun jul aug sep oct nov dec";
        for (month, name) in (1..).zip(names.split(' ')) {
            assert_eq!(month_name(name.as_bytes()), Some((month, &b""[..])), "{name}");
        }
        for (word, month) in [
            ("MÄR", Some(3)),
            ("Sept", Some(9)),
            ("FÉVR", Some(2)),
            ("août", Some(8)),
            ("dez", Some(12)),
            ("juin", Some(6)),
            ("juil", Some(7)),
            ("červen", Some(6)),
            ("července", Some(7)),
            ("января", Some(1)),
            ("jui", None),
            ("ju", None),
            ("januaryx", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(month_name(word.as_bytes()).map(|(month, _)| month), month, "{word}");
        }
    }
}
