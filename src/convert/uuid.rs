//! The type `uuid`; and UUIDs that are made of an upload, a record and a column.

/// Reads a UUID: with hyphens or without, in braces, behind `urn:uuid:`.
pub(super) fn uuid<'a>(text: &[u8], scratch: &'a mut Vec<u8>) -> Option<&'a [u8]> {
    const PREFIX: &[u8] = b"urn:uuid:";
    let text = match text.split_at_checked(PREFIX.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(PREFIX) => rest,
        _ => text,
    };
    let text = if let [b'{', inside @ .., b'}'] = text { inside } else { text };
    let hyphens = match text.len() {
        36 => true,
        32 => false,
        _ => return None,
    };
    scratch.clear();
    for byte in text {
        if HYPHENS.contains(&scratch.len()) {
            scratch.push(b'-');
            if hyphens {
                if *byte != b'-' {
                    return None;
                }
                continue;
            }
        }
        if !byte.is_ascii_hexdigit() {
            return None;
        }
        scratch.push(byte.to_ascii_lowercase());
    }
    (scratch.len() == 36).then_some(scratch)
}

/// Where a UUID has its hyphens.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// What the UUIDs of an upload are made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seed([u64; 2]);

impl Seed {
    /// That of an upload.
    pub fn new(upload_id: &str) -> Seed {
        Seed([digest(upload_id, 0x243F_6A88_85A3_08D3), digest(upload_id, 0x1319_8A2E_0370_7344)])
    }

    /// The UUID of a record in a column: the same whenever it is asked for, and another for each of them. It is of version 8
    /// (RFC 9562, 5.8), which leaves to its maker what it is made of.
    pub fn uuid(self, record: u64, column: &str) -> [u8; 36] {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let Seed([first, second]) = self;
        let high = mix(mix(first ^ digest(column, second)).wrapping_add(record));
        let low = mix(mix(second ^ digest(column, first)).wrapping_add(record) ^ high);
        let high = high & !0xF000 | 0x8000;
        let low = low & (u64::MAX >> 2) | 1 << 63;
        let bits = u128::from(high) << 64 | u128::from(low);
        let mut text = [b'-'; 36];
        let places = text.iter_mut().enumerate().filter(|(at, _)| !HYPHENS.contains(at));
        for ((_, byte), digit) in places.zip(0..32) {
            let nibble = (bits >> (4 * (31 - digit)) & 15) as usize;
            *byte = HEX.get(nibble).copied().unwrap_or(b'0');
        }
        text
    }
}

fn digest(text: &str, seed: u64) -> u64 {
    text.bytes().fold(seed, |sum, byte| mix(sum ^ u64::from(byte)))
}

/// Takes each number to another, far from those of its neighbours: the end of splitmix64.
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}
