//! Text with all scripts' digits, spaces, dashes and marks written in ASCII; and white space removed.

/// The zeros of all scripts that have digits; the other nine follow each.
const ZEROS: [u32; 76] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
    0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0,
    0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50,
    0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
    0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950, 0x1FBF0, 0x10D40, 0x116D0, 0x116DA, 0x11BF0, 0x11DE0, 0x16130,
    0x16D70, 0x1CCF0, 0x1E5F1,
];

/// The Arabic sign before a fraction, as [`plain`] writes it: no text has this control.
pub(super) const FRACTION: u8 = 1;

/// The Arabic sign between thousands, as [`plain`] writes it.
pub(super) const THOUSANDS: u8 = 2;

/// Appends a text with all that means the same as a character of ASCII in numbers and dates written as that. False where
/// it isn't UTF-8, has controls, or mixes digits of several scripts: it is no number then, and no date.
pub(super) fn plain(text: &[u8], out: &mut Vec<u8>) -> bool {
    let Ok(text) = std::str::from_utf8(text) else { return false };
    let mut zero = None;
    for letter in text.chars() {
        let code = u32::from(letter);
        let digits_of = |from: u32| (from..from + 10).contains(&code);
        let from = if letter.is_ascii_digit() {
            Some(u32::from('0'))
        } else if letter.is_ascii() {
            None
        } else {
            ZEROS.iter().copied().find(|from| digits_of(*from))
        };
        if let Some(from) = from {
            if zero.is_some_and(|zero| zero != from) {
                return false;
            }
            zero = Some(from);
            out.push(b'0' + (code - from) as u8);
            continue;
        }
        match code {
            0x09 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => out.push(b' '),
            0..0x20 => return false,
            0x2010..=0x2015 | 0x2212 | 0xFE63 | 0xFF0D => out.push(b'-'),
            0x2018 | 0x2019 | 0x2BC | 0x2032 => out.push(b'\''),
            0x66A => out.push(b'%'),
            0x66B => out.push(FRACTION),
            0x66C => out.push(THOUSANDS),
            0x60C => out.push(b','),
            0xFF01..=0xFF5E => out.push((code - 0xFEE0) as u8),
            0xFFE5 => out.extend_from_slice("¥".as_bytes()),
            0xFFE1 => out.extend_from_slice("£".as_bytes()),
            // Marks that say how to lay a text out.
            0x61C | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF => {}
            _ => out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    true
}

/// A text without the white space around it, ASCII's and others', and without marks that nobody sees there.
#[inline]
pub(super) fn trim(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii();
    match text {
        [first, .., last] if *first >= 0x80 || *last >= 0x80 => trim_unicode(text),
        _ => text,
    }
}

#[cold]
fn trim_unicode(text: &[u8]) -> &[u8] {
    let mut text = text;
    loop {
        let start = [2, 3].into_iter().find(|length| text.get(..*length).is_some_and(is_space));
        let end = text.len();
        let before_end =
            |length: &usize| end.checked_sub(*length).and_then(|from| text.get(from..)).is_some_and(is_space);
        let rest = if let Some(length) = start {
            text.get(length..)
        } else if let Some(length) = [2, 3].into_iter().find(before_end) {
            text.get(..end - length)
        } else {
            return text;
        };
        text = rest.unwrap_or_default().trim_ascii();
    }
}

/// Whether a text has white space beyond ASCII, or marks that nobody sees, anywhere.
pub(super) fn has_space(text: &[u8]) -> bool {
    !text.is_ascii() && (text.windows(2).any(is_space) || text.windows(3).any(is_space))
}

fn is_space(letter: &[u8]) -> bool {
    matches!(
        letter,
        [0xC2, 0xA0]
            | [0xE1, 0x9A, 0x80]
            | [0xE2, 0x80, 0x80..=0x8F | 0xA8 | 0xA9 | 0xAF]
            | [0xE2, 0x81, 0x9F | 0xA0]
            | [0xE3, 0x80, 0x80]
            | [0xEF, 0xBB, 0xBF]
    )
}

#[cfg(test)]
mod tests {
    use super::{has_space, plain, trim};

    #[test]
    fn digits_of_all_scripts_are_those_of_ascii() {
        for (written, wanted) in [
            ("٣٫١٤", Some("3\u{1}14")),
            ("１２，３４５．６", Some("12,345.6")),
            ("१२", Some("12")),
            ("𝟘𝟙", Some("01")),
            // Scripts of Unicode 16 and 17.
            ("\u{116D1}\u{116D9}", Some("19")),
            ("\u{116DB}\u{116E3}", Some("19")),
            ("\u{11BF1}\u{11BF9}", Some("19")),
            ("\u{11DE1}\u{11DE9}", Some("19")),
            ("\u{16131}\u{16139}", Some("19")),
            ("\u{16D71}\u{16D79}", Some("19")),
            ("\u{1CCF1}\u{1CCF9}", Some("19")),
            ("\u{1E5F2}\u{1E5FA}", Some("19")),
            ("−5\u{a0}000", Some("-5 000")),
            ("1٢", None),
            ("1\u{1}5", None),
            ("\u{200e}5", Some("5")),
        ] {
            let mut out = Vec::new();
            let is_plain = plain(written.as_bytes(), &mut out);
            assert_eq!(is_plain.then(|| String::from_utf8_lossy(&out).into_owned()).as_deref(), wanted);
        }
    }

    #[test]
    fn white_space_of_every_kind_is_dropped_at_the_ends() {
        for (text, wanted) in [
            (" x ", "x"),
            ("\u{a0}\u{3000} x y\u{feff}\u{2009}", "x y"),
            ("é", "é"),
            ("\u{a0}", ""),
            ("\u{a0}é\u{a0}", "é"),
        ] {
            assert_eq!(trim(text.as_bytes()), wanted.as_bytes(), "{text:?}");
            assert_eq!(has_space(text.as_bytes()), text.contains(['\u{a0}', '\u{3000}']), "{text:?}");
        }
    }
}
