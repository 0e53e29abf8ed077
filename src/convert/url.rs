//! The type `url`: addresses of the web.

use super::host::{is_ipv4, is_ipv6, is_name};
use super::plain::has_space;

/// The most bytes of an address: beyond it, browsers and servers give up one after another.
const LONGEST: usize = 8192;

/// Whether a text is `http://host`, with https or ftp, and a user, port, path, query or fragment where there are such.
pub(super) fn is_url(text: &[u8]) -> bool {
    const SCHEMES: [&[u8]; 3] = [b"http://", b"https://", b"ftp://"];
    let starts =
        |scheme: &&&[u8]| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let Some(scheme) = SCHEMES.iter().find(starts) else { return false };
    let rest = text.get(scheme.len()..).unwrap_or_default();
    let wrong = |byte: &u8| *byte <= b' ' || b"\"<>\\^`{|}\x7F".contains(byte);
    if text.len() > LONGEST || std::str::from_utf8(text).is_err() || rest.iter().any(wrong) || has_space(rest)
    {
        return false;
    }
    let authority = rest.split(|byte| b"/?#".contains(byte)).next().unwrap_or_default();
    // What stands before the last `@` is the user.
    let host = authority.rsplit(|byte| *byte == b'@').next().unwrap_or_default();
    if let Some(after) = host.strip_prefix(b"[") {
        let end = after.iter().position(|byte| *byte == b']').unwrap_or(after.len());
        let (host, port) = after.split_at(end);
        return port.split_first().is_some_and(|(_, port)| is_port(port)) && is_ipv6(host);
    }
    let (host, port) = host.split_at(host.iter().position(|byte| *byte == b':').unwrap_or(host.len()));
    is_host(host) && is_port(port)
}

fn is_host(host: &[u8]) -> bool {
    // The last dot is the root's.
    let host = host.strip_suffix(b".").unwrap_or(host);
    let numbers = host.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    if numbers { is_ipv4(host) } else { is_name(host) }
}

fn is_port(port: &[u8]) -> bool {
    let digits = port.strip_prefix(b":").unwrap_or(port);
    let number =
        digits.iter().take(6).fold(0_u32, |sum, digit| sum * 10 + u32::from(digit.wrapping_sub(b'0')));
    digits.len() <= 5
        && digits.iter().all(u8::is_ascii_digit)
        && number <= 65_535
        && (port.is_empty() || port.starts_with(b":"))
}
