//! A cell's text in, what kind of value it looks like out. Shapes only: no calendar, no exact grammar.

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
    let mut text = text;
    // At most one of each: what is left must begin and end with a digit.
    for _ in 0..3 {
        text = match text {
            [b'+' | b'-' | b'$' | b'(' | b'.', rest @ ..]
            | [0xE2, 0x82, 0xAC, rest @ ..]
            | [0xC2, 0xA3 | 0xA5, rest @ ..] => rest,
            _ => text,
        }
        .trim_ascii();
        text = match text {
            [rest @ .., b'%' | b')' | b'$' | b'.']
            | [rest @ .., 0xE2, 0x82, 0xAC]
            | [rest @ .., 0xC2, 0xA3 | 0xA5] => rest,
            _ => text,
        }
        .trim_ascii();
    }
    // The length of the group that is being read, and how many marks of which sort came before it.
    let (mut group, mut marks, mut mark) = (0, 0, 0);
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => group += 1,
            b'.' | b',' | b' ' | b'\'' if group > 0 && at + 1 < text.len() => {
                // A second mark makes the first one a mark of groups, which have three digits.
                if (marks > 0 && group != 3) || (marks == 0 && byte == b' ' && group > 3) {
                    return false;
                }
                if marks > 0 && byte != mark && text[at + 1..].iter().any(|byte| !byte.is_ascii_digit()) {
                    return false;
                }
                marks += 1;
                mark = byte;
                group = 0;
            }
            b'e' | b'E' if group > 0 => {
                let exponent = &text[at + 1..];
                let digits = exponent.strip_prefix(b"-").or(exponent.strip_prefix(b"+")).unwrap_or(exponent);
                return !digits.is_empty() && digits.len() < 4 && digits.iter().all(u8::is_ascii_digit);
            }
            _ => return false,
        }
    }
    // Spaces and apostrophes only ever part groups; of two equal marks the last parts one too.
    group > 0 && (group == 3 || !(matches!(mark, b' ' | b'\'') || (marks > 1 && repeated(text, mark))))
}

fn repeated(text: &[u8], mark: u8) -> bool {
    text.split(|&byte| byte == mark).count() > 2
}

/// Digits parted as in dates and times: `2024-01-31`, `1/2/03`, `31.12.2024 23:59`, `12:30:00.5Z`, `12-Jan-2024`.
#[inline(never)]
fn is_time(text: &[u8]) -> bool {
    if text.len() > 35 || !text[0].is_ascii_digit() {
        return false;
    }
    let (mut groups, mut longest, mut dates, mut clocks, mut letters, mut gaps) = (0, 0, 0, 0, 0, 0);
    let mut rest = text;
    while let Some(&byte) = rest.first() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if digits > 0 {
            groups += 1;
            longest = longest.max(digits);
        } else if word > 0 {
            let month = word == 3 && dates > 0;
            if !month && !is_one_of(&rest[..word], b"t z am pm utc gmt") {
                return false;
            }
            letters += usize::from(month);
        } else {
            match byte {
                b'-' | b'/' => dates += 1,
                b'.' if clocks == 0 => dates += 1,
                b':' => clocks += 1,
                b' ' => gaps += 1,
                b'+' | b'.' => {}
                _ => return false,
            }
        }
        rest = &rest[digits.max(word).max(1)..];
    }
    let dates_fit = dates >= 2 && groups + letters >= 3 && (clocks > 0 || (longest <= 4 && gaps == 0));
    dates_fit
        || (dates == 0
            && (1..=3).contains(&clocks)
            && groups > clocks
            && text[..text.len().min(3)].contains(&b':'))
}

/// E-mail and web addresses, truth values, UUIDs, IP addresses.
#[inline(never)]
fn is_other(text: &[u8]) -> bool {
    if text.len() < 7 {
        return is_one_of(text, b"true false yes no");
    }
    if text.iter().any(|byte| matches!(byte, b' ' | b',' | b';' | b'|' | b'\t' | b'"' | b'\'')) {
        return false;
    }
    if text.starts_with(b"http://") || text.starts_with(b"https://") || text.starts_with(b"www.") {
        return true;
    }
    let mut parts = text.split(|&byte| byte == b'@');
    if let (Some(name), Some(host), None) = (parts.next(), parts.next(), parts.next()) {
        return !name.is_empty() && !host.starts_with(b".") && host[1.min(host.len())..].contains(&b'.');
    }
    let uuid = text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| {
            if matches!(at, 8 | 13 | 18 | 23) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
        });
    let dots = text.split(|&byte| byte == b'.').count() - 1;
    uuid || (dots == 3 && text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.'))
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
