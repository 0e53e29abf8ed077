//! The type `email`: addresses of electronic mail.

use super::host::is_domain;
use super::plain::has_space;

/// The most bytes that an address may have, and its part before the `@`: RFC 5321, 4.5.3.1.
const LONGEST: usize = 254;
const MAX_LOCAL: usize = 64;

/// Whether a text is `local@domain`. The local part may be quoted; both may have letters of every script.
pub(super) fn is_email(text: &[u8]) -> bool {
    if text.len() > LONGEST || std::str::from_utf8(text).is_err() || has_space(text) {
        return false;
    }
    let Some(at) = text.iter().rposition(|byte| *byte == b'@') else { return false };
    let (local, domain) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
    if local.len() > MAX_LOCAL || !is_domain(domain) {
        return false;
    }
    match local {
        [b'"', quoted @ .., b'"'] => is_quoted(quoted),
        _ => local
            .split(|byte| *byte == b'.')
            .all(|atom| !atom.is_empty() && atom.iter().copied().all(is_of_atom)),
    }
}

fn is_of_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// Whether quotes and backslashes in it are escaped, and there are no controls.
fn is_quoted(text: &[u8]) -> bool {
    let mut escaped = false;
    for byte in text {
        let is_bare = matches!(byte, b'"' | b'\\') && !escaped;
        if (is_bare && *byte == b'"') || *byte < 0x20 || *byte == 0x7F {
            return false;
        }
        escaped = is_bare;
    }
    !escaped
}
