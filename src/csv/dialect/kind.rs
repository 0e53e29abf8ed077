//! What kind of value a cell looks like. Shapes only: no calendar, no exact grammar.

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing, or a word for nothing.
    Empty,
    /// A number, also with a currency or a percent sign.
    Number,
    /// A date, a time, or both.
    Time,
    /// An address, a truth value, an identifier.
    Other,
    /// Words.
    Text,
    /// Text with marks where prose has none: what a cell looks like that should have been split, or should not.
    Odd,
}

impl Kind {
    /// Whether it says more than text does.
    pub(super) fn is_typed(self) -> bool {
        matches!(self, Kind::Number | Kind::Time | Kind::Other)
    }

    /// How much it looks like a cell.
    pub(super) fn weight(self) -> f32 {
        match self {
            Kind::Number | Kind::Time | Kind::Other => 1.0,
            Kind::Text => 0.8,
            Kind::Empty => 0.6,
            Kind::Odd => 0.2,
        }
    }

    /// The kind of a cell without its quotes and the spaces around it.
    pub(super) fn of(text: &[u8], quoted: bool) -> Kind {
        let worded = text.first().is_some_and(u8::is_ascii_alphabetic);
        if text.len() < 5 && is_nothing(text) {
            Kind::Empty
        } else if !worded && is_number(text) {
            Kind::Number
        } else if !worded && is_time(text) {
            Kind::Time
        } else if is_other(text) {
            Kind::Other
        } else if !quoted && is_odd(text) {
            Kind::Odd
        } else {
            Kind::Text
        }
    }
}

/// Whether a text is one of these words, which a space parts, in any case.
#[inline(never)]
fn is_one_of(text: &[u8], words: &[u8]) -> bool {
    words.split(|&byte| byte == b' ').any(|word| text.eq_ignore_ascii_case(word))
}

#[inline(never)]
fn is_nothing(text: &[u8]) -> bool {
    text.is_empty() || is_one_of(text, b"na n/a null none nan nil - ? -- \\n .")
}

/// Digits, in groups or with a decimal mark, perhaps with a sign, a currency, a percent sign, an exponent.
#[inline(never)]
fn is_number(text: &[u8]) -> bool {
    let Some(first) = text.iter().position(u8::is_ascii_digit) else { return false };
    let around = |byte: &u8| b"+-$(). %\xE2\x82\xAC\xC2\xA3\xA5".contains(byte);
    let behind = text.iter().rev().take_while(|byte| !byte.is_ascii_digit()).count();
    let last = text.len() - behind;
    if first + behind > 6 || !text[..first].iter().chain(&text[last..]).all(around) {
        return false;
    }
    // The length of the group that is being read, the mark before it, and whether that was there twice, or ended the groups.
    let (mut group, mut mark, mut twice, mut ended) = (0, 0, false, false);
    for (at, &byte) in text[..last].iter().enumerate().skip(first) {
        match byte {
            b'0'..=b'9' => group += 1,
            b'.' | b',' | b' ' | b'\'' => {
                // A second mark makes the first one a mark of groups, which have three digits.
                if ended || if mark == 0 { byte == b' ' && group > 3 } else { group != 3 } {
                    return false;
                }
                twice = byte == mark;
                ended = mark != 0 && !twice;
                mark = byte;
                group = 0;
            }
            b'e' | b'E' if group > 0 => {
                let signed = usize::from(matches!(text[at + 1], b'-' | b'+'));
                return last - at < 6 && text[at + 1 + signed..last].iter().all(u8::is_ascii_digit);
            }
            _ => return false,
        }
    }
    // Spaces and apostrophes only ever part groups; of two equal marks the last parts one too.
    group == 3 || !(twice || matches!(mark, b' ' | b'\''))
}

/// Digits parted as in dates and times: `2024-01-31`, `1/2/03`, `31.12.2024 23:59`, `12:30:00.5Z`, `12-Jan-2024`.
#[inline(never)]
fn is_time(text: &[u8]) -> bool {
    if text.len() > 35 || !text[0].is_ascii_digit() {
        return false;
    }
    let class = |byte: u8| u8::from(byte.is_ascii_digit()) + u8::from(byte.is_ascii_alphabetic()) * 2;
    let (mut groups, mut longest, mut dates, mut clocks, mut gaps) = (0, 0, 0, 0, 0);
    let mut rest = text;
    while let Some(&byte) = rest.first() {
        let same = rest.iter().position(|next| class(*next) != class(byte)).unwrap_or(rest.len());
        let run = if class(byte) == 0 { 1 } else { same };
        match byte {
            b'0'..=b'9' => {
                groups += 1;
                longest = longest.max(run);
            }
            b'-' | b'/' => dates += 1,
            b'.' if clocks == 0 => dates += 1,
            b':' => clocks += 1,
            b' ' => gaps += 1,
            b'+' | b'.' => {}
            // A month.
            b'A'..=b'z' if run == 3 && dates > 0 => groups += 1,
            _ if is_one_of(&rest[..run], b"t z am pm utc gmt") => {}
            _ => return false,
        }
        rest = &rest[run..];
    }
    if dates == 0 {
        (1..=3).contains(&clocks) && groups > clocks && text.iter().take(3).any(|byte| *byte == b':')
    } else {
        dates >= 2 && groups >= 3 && (clocks > 0 || (longest <= 4 && gaps == 0))
    }
}

/// E-mail and web addresses, truth values, UUIDs, IP addresses.
#[inline(never)]
fn is_other(text: &[u8]) -> bool {
    if text.len() < 7 {
        return is_one_of(text, b"true false yes no");
    }
    let (mut at, mut dots, mut dashes, mut hex, mut digits) = (0, 0, 0, 0, 0);
    for byte in text {
        match byte {
            b' ' | b',' | b';' | b'|' | b'\t' | b'"' | b'\'' => return false,
            b'@' => (at, dots) = (at + 1, 0),
            b'.' => dots += 1,
            b'-' => dashes += 1,
            _ => {
                digits += usize::from(byte.is_ascii_digit());
                hex += usize::from(byte.is_ascii_hexdigit());
            }
        }
    }
    text.starts_with(b"http://")
        || text.starts_with(b"https://")
        || text.starts_with(b"www.")
        || (at == 1 && dots > 0)
        || (dashes == 4 && hex == 32)
        || (dots == 3 && digits + 3 == text.len())
}

/// Marks that prose doesn't have in that place: a semicolon with nothing after it, a bracket that is never closed.
#[inline(never)]
fn is_odd(text: &[u8]) -> bool {
    let mut open = 0i32;
    for (at, &byte) in text.iter().enumerate() {
        let next = text.get(at + 1).copied().unwrap_or(b',');
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open -= 1,
            b'\t' | b'|' | b'^' | b'~' | 1..=7 => return true,
            b',' | b';' if at == 0 || next != b' ' => return true,
            b':' if at == 0 || next == b':' || at + 1 == text.len() => return true,
            _ => {}
        }
    }
    // A quote at one end belongs to one at the other, which a delimiter in between has parted, or has been doubled.
    let edge = |byte: Option<&u8>| matches!(byte, Some(b'"' | b'\''));
    let first_two_slashes = text.starts_with(b"//");
    open != 0
        || edge(text.first())
        || (text.last() == Some(&b'"') && text[..text.len() - 1].contains(&b'"'))
        || first_two_slashes
}
