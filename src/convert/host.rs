//! Names of hosts, in addresses of the web and of mail.

use super::plain::has_space;

/// The most bytes of a domain's name, and of each of its labels: RFC 1035, 2.3.4.
const LONGEST: usize = 253;
const MAX_LABEL: usize = 63;

/// Whether a text is a domain of two labels at least, of which the last is no number.
pub(super) fn is_domain(text: &[u8]) -> bool {
    let last = text.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    text.contains(&b'.') && !last.iter().all(u8::is_ascii_digit) && is_name(text) && !text.contains(&b'_')
}

/// Whether a text is a name of labels of letters, digits, hyphens and underscores; letters may be of every script.
pub(super) fn is_name(text: &[u8]) -> bool {
    let is_label = |label: &[u8]| {
        let fits = (1..=MAX_LABEL).contains(&label.len());
        let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"-_".contains(byte);
        fits && label.iter().all(allowed) && label.first() != Some(&b'-') && label.last() != Some(&b'-')
    };
    // A space beyond ASCII is no letter.
    text.len() <= LONGEST && text.split(|byte| *byte == b'.').all(is_label) && !has_space(text)
}

/// Whether a text is an address of IPv4.
pub(super) fn is_ipv4(text: &[u8]) -> bool {
    let is_byte = |part: &[u8]| {
        let number = part.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(digit.wrapping_sub(b'0')));
        (1..=3).contains(&part.len()) && part.iter().all(u8::is_ascii_digit) && number < 256
    };
    text.split(|byte| *byte == b'.').all(is_byte) && text.split(|byte| *byte == b'.').count() == 4
}

/// Whether a text is an address of IPv6, without brackets.
pub(super) fn is_ipv6(text: &[u8]) -> bool {
    let text = text.split(|byte| *byte == b'%').next().unwrap_or_default();
    let parts: Vec<&[u8]> = text.split(|byte| *byte == b':').collect();
    let (mut groups, mut empty) = (0, 0);
    for (at, part) in parts.iter().enumerate() {
        let is_edge = at == 0 || at + 1 == parts.len();
        match part.len() {
            0 if is_edge => {}
            0 => empty += 1,
            1..=4 if part.iter().all(u8::is_ascii_hexdigit) => groups += 1,
            _ if at + 1 == parts.len() && is_ipv4(part) => groups += 2,
            _ => return false,
        }
    }
    // A colon at an end is one of two.
    let edges = !text.starts_with(b":") || text.starts_with(b"::");
    let edges = edges && (!text.ends_with(b":") || text.ends_with(b"::"));
    // `::` alone has an empty part in its middle, and each end of it is one too.
    edges && parts.len() >= 3 && (empty == 0 && groups == 8 || empty == 1 && groups < 8)
}
