//! Looks at sixteen bytes at a time: a bit for each that may mean something.
//!
//! In WebAssembly by its vector instructions, elsewhere byte by byte. Both are built wherever the first can be, and
//! `tests/web.rs` holds them together.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod utf8;

/// Bytes that are looked at together.
pub const LANES: usize = 16;

/// Bytes for which a text's structure is found together: one bit of a word for each.
pub const BLOCK: usize = 64;

/// What is looked for: a delimiter's first byte, and up to four others.
#[derive(Debug, Clone, Copy)]
pub struct Needles {
    /// A delimiter's first byte.
    pub delimiter: u8,
    /// The others; the same one may stand there several times.
    pub others: [u8; 4],
}

/// Where a block has what is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Found {
    /// A bit for every delimiter.
    pub delimiters: u64,
    /// A bit for every other.
    pub others: u64,
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use vector::{digits, find, has, is_utf8, specials, survey};

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub use scalar::{digits, find, has, is_utf8, specials, survey};

/// The bits of the first bytes.
#[inline]
pub fn first(count: usize) -> u32 {
    if count >= LANES { 0xFFFF } else { (1 << count) - 1 }
}

/// What a text has in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survey {
    /// Nothing beyond ASCII.
    pub ascii: bool,
    /// No backslash, and no control but those that were allowed.
    pub plain: bool,
}

/// Whether JSON wants a byte escaped: a control, a quote or a backslash.
pub fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Whether a text has U+FFFD in it, which stands for what was broken.
pub fn has_replacement(text: &[u8]) -> bool {
    const REPLACEMENT: &[u8] = "\u{FFFD}".as_bytes();
    // Few texts have its first byte.
    has(text, REPLACEMENT[0]) && text.windows(REPLACEMENT.len()).any(|part| part == REPLACEMENT)
}

/// Byte by byte.
pub mod scalar {
    use super::{BLOCK, Found, LANES, Needles, Survey, is_special};

    fn bits(block: &[u8; LANES], wanted: impl Fn(u8) -> bool) -> u32 {
        block.iter().enumerate().fold(0, |bits, (at, byte)| bits | u32::from(wanted(*byte)) << at)
    }

    /// Where a block has any of the needles.
    pub fn find(block: &[u8; BLOCK], needles: &Needles) -> Found {
        let all = |wanted: &dyn Fn(u8) -> bool| {
            let (parts, _) = block.as_chunks::<LANES>();
            let parts = parts.iter().map(|part| bits(part, wanted)).enumerate();
            parts.fold(0, |all, (at, found)| all | u64::from(found) << (at * LANES))
        };
        let others = all(&|byte| needles.others.contains(&byte));
        Found { delimiters: all(&|byte| byte == needles.delimiter) & !others, others }
    }

    /// Where decimal digits are.
    pub fn digits(block: &[u8; LANES]) -> u32 {
        bits(block, |byte| byte.is_ascii_digit())
    }

    /// Where bytes are that JSON wants escaped: controls, quotes and backslashes.
    pub fn specials(block: &[u8; LANES]) -> u32 {
        bits(block, is_special)
    }

    /// Whether a text has that byte.
    pub fn has(text: &[u8], wanted: u8) -> bool {
        text.contains(&wanted)
    }

    /// Whether a text is UTF-8.
    pub fn is_utf8(text: &[u8]) -> bool {
        std::str::from_utf8(text).is_ok()
    }

    /// What a text has in it, where `allowed` are the controls that don't count.
    pub fn survey(text: &[u8], allowed: &[u8; 3]) -> Survey {
        let counts = |byte: &u8| (*byte < 0x20 && !allowed.contains(byte)) || *byte == b'\\';
        Survey { ascii: text.is_ascii(), plain: !text.iter().any(counts) }
    }
}

/// By WebAssembly's vectors.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[allow(unsafe_code, reason = "a vector can be loaded from memory only by its address")]
pub mod vector {
    use super::{BLOCK, Found, LANES, Needles, Survey};
    use core::arch::wasm32::{
        i8x16_add, i8x16_bitmask, i8x16_gt, i8x16_splat, u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat,
        v128, v128_andnot, v128_any_true, v128_load, v128_or,
    };

    pub use super::utf8::is_utf8;

    #[inline]
    pub(super) fn load(block: &[u8; LANES]) -> v128 {
        // SAFETY: the reference is valid for 16 bytes, and the load needs no alignment.
        unsafe { v128_load(block.as_ptr().cast()) }
    }

    /// Where a block has any of the needles.
    #[inline]
    pub fn find(block: &[u8; BLOCK], needles: &Needles) -> Found {
        let delimiter = u8x16_splat(needles.delimiter);
        let [a, b, c, d] = needles.others.map(|byte| u8x16_splat(byte));
        let (parts, _) = block.as_chunks::<LANES>();
        let mut found = Found::default();
        for (at, part) in parts.iter().enumerate() {
            let part = load(part);
            let others = v128_or(
                v128_or(u8x16_eq(part, a), u8x16_eq(part, b)),
                v128_or(u8x16_eq(part, c), u8x16_eq(part, d)),
            );
            let delimiters = v128_andnot(u8x16_eq(part, delimiter), others);
            found.delimiters |= u64::from(u8x16_bitmask(delimiters)) << (at * LANES);
            found.others |= u64::from(u8x16_bitmask(others)) << (at * LANES);
        }
        found
    }

    /// Where decimal digits are.
    #[inline]
    pub fn digits(block: &[u8; LANES]) -> u32 {
        // Moved so that digits are the ten greatest signed bytes: processors compare those in one step.
        let moved = i8x16_add(load(block), i8x16_splat(i8::MAX - b'9'.cast_signed()));
        u32::from(i8x16_bitmask(i8x16_gt(moved, i8x16_splat(i8::MAX - 10))))
    }

    #[inline]
    fn special(part: v128) -> v128 {
        let control = u8x16_lt(part, u8x16_splat(0x20));
        v128_or(control, v128_or(u8x16_eq(part, u8x16_splat(b'"')), u8x16_eq(part, u8x16_splat(b'\\'))))
    }

    /// Where bytes are that JSON wants escaped: controls, quotes and backslashes.
    #[inline]
    pub fn specials(block: &[u8; LANES]) -> u32 {
        u32::from(u8x16_bitmask(special(load(block))))
    }

    /// Whether a text has that byte.
    pub fn has(text: &[u8], wanted: u8) -> bool {
        let wanted_everywhere = u8x16_splat(wanted);
        let (parts, rest) = text.as_chunks::<LANES>();
        let found = parts
            .iter()
            .fold(u8x16_splat(0), |found, part| v128_or(found, u8x16_eq(load(part), wanted_everywhere)));
        v128_any_true(found) || rest.contains(&wanted)
    }

    /// What a text has in it, where `allowed` are the controls that don't count.
    pub fn survey(text: &[u8], allowed: &[u8; 3]) -> Survey {
        let [a, b, c] = allowed.map(|byte| u8x16_splat(byte));
        let (parts, rest) = text.as_chunks::<LANES>();
        let (mut high, mut special) = (u8x16_splat(0), u8x16_splat(0));
        for part in parts {
            let part = load(part);
            let control = u8x16_lt(part, u8x16_splat(0x20));
            let fine = v128_or(u8x16_eq(part, a), v128_or(u8x16_eq(part, b), u8x16_eq(part, c)));
            let counts = v128_or(v128_andnot(control, fine), u8x16_eq(part, u8x16_splat(b'\\')));
            (high, special) = (v128_or(high, part), v128_or(special, counts));
        }
        let rest = super::scalar::survey(rest, allowed);
        Survey { ascii: rest.ascii && u8x16_bitmask(high) == 0, plain: rest.plain && !v128_any_true(special) }
    }
}
