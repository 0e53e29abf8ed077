//! Replaces the matches of a regular expression in a text.

use crate::LIMIT;
use regex_lite::{Captures, Regex};

/// Looking for one match takes time that is linear in the text, but looking for all may take that for each. This many
/// bytes may be left to look at, summed over the matches: enough for 8,000 matches in the longest cell that Excel has.
const PATIENCE: usize = 1 << 27;

pub(crate) fn replace(regex: &Regex, text: &str, replacement: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut done, mut looked_at) = (0, 0);
    let mut found = false;
    for groups in regex.captures_iter(text) {
        let whole = groups.get(0)?;
        found = true;
        out.extend_from_slice(text.get(done..whole.start())?.as_bytes());
        expand(regex, &groups, replacement, &mut out);
        done = whole.end();
        looked_at += text.len() - done;
        if out.len() > LIMIT || looked_at > PATIENCE {
            return None;
        }
    }
    out.extend_from_slice(text.get(done..)?.as_bytes());
    (found && out.len() <= LIMIT).then_some(out)
}

/// Writes what stands in place of a match.
fn expand(regex: &Regex, groups: &Captures<'_>, replacement: &[u8], out: &mut Vec<u8>) {
    let mut rest = replacement;
    while let Some(at) = rest.iter().position(|byte| *byte == b'$') {
        let (before, dollar) = rest.split_at(at);
        out.extend_from_slice(before);
        let taken = reference(regex, groups, dollar, out);
        // A dollar that begins nothing is itself.
        if taken == 0 {
            out.push(b'$');
        }
        rest = dollar.get(taken.max(1)..).unwrap_or_default();
        // A text can't grow much beyond the limit before that is seen.
        if out.len() > LIMIT {
            return;
        }
    }
    out.extend_from_slice(rest);
}

/// Writes what a text that begins with a dollar refers to. Gives how many bytes of it that took: 0 where it is no reference.
fn reference(regex: &Regex, groups: &Captures<'_>, text: &[u8], out: &mut Vec<u8>) -> usize {
    let digit =
        |at: usize| text.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| usize::from(byte - b'0'));
    let (group, taken) = match text.get(1) {
        Some(b'$') => {
            out.push(b'$');
            return 2;
        }
        Some(b'&') => (0, 2),
        Some(b'<') => {
            let name = text.iter().position(|byte| *byte == b'>').and_then(|end| text.get(2..end));
            let name = name.and_then(|name| std::str::from_utf8(name).ok());
            let group = name.and_then(|name| regex.capture_names().position(|known| known == Some(name)));
            let (Some(name), Some(group)) = (name, group) else { return 0 };
            (group, name.len() + 3)
        }
        _ => {
            // Two digits where there are that many groups, else one.
            let one = digit(1).unwrap_or_default();
            let two = digit(2).map(|second| one * 10 + second).filter(|two| (1..groups.len()).contains(two));
            match two {
                Some(two) => (two, 3),
                None if (1..groups.len()).contains(&one) => (one, 2),
                None => return 0,
            }
        }
    };
    out.extend_from_slice(groups.get(group).map_or(&[], |found| found.as_str().as_bytes()));
    taken
}
