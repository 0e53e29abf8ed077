//! Whether a text is UTF-8, by WebAssembly's vectors.
//!
//! By the method of Keiser and Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte", 2021: what may be wrong with
//! two bytes that follow each other is looked up by the halves of the first and the upper half of the second; a fault is
//! what all three lookups name. What the third and fourth byte must be follows from the first.

use super::LANES;
use super::vector::load;
use core::arch::wasm32::{
    i8x16_shuffle, u8x16_bitmask, u8x16_shr, u8x16_splat, u8x16_sub_sat, u8x16_swizzle, v128, v128_and,
    v128_any_true, v128_or, v128_xor,
};

/// Faults of two bytes, a bit each.
const TOO_SHORT: u8 = 1;
const TOO_LONG: u8 = 1 << 1;
const OVERLONG_3: u8 = 1 << 2;
const TOO_LARGE: u8 = 1 << 3;
const SURROGATE: u8 = 1 << 4;
const OVERLONG_2: u8 = 1 << 5;
/// Or four bytes for what three can say.
const TOO_LARGE_1000: u8 = 1 << 6;
/// No fault behind the first of three or four bytes.
const TWO_CONTINUED: u8 = 1 << 7;

/// Faults by the first byte's upper half.
const FIRST_HIGH: [u8; LANES] = {
    let mut faults = [TOO_LONG; LANES];
    (faults[0x8], faults[0x9], faults[0xA], faults[0xB]) =
        (TWO_CONTINUED, TWO_CONTINUED, TWO_CONTINUED, TWO_CONTINUED);
    (faults[0xC], faults[0xD]) = (TOO_SHORT | OVERLONG_2, TOO_SHORT);
    faults[0xE] = TOO_SHORT | OVERLONG_3 | SURROGATE;
    faults[0xF] = TOO_SHORT | TOO_LARGE | TOO_LARGE_1000;
    faults
};

/// Faults by the first byte's lower half.
const FIRST_LOW: [u8; LANES] = {
    const ANY: u8 = TOO_SHORT | TOO_LONG | TWO_CONTINUED;
    let mut faults = [ANY | TOO_LARGE | TOO_LARGE_1000; LANES];
    faults[0x0] = ANY | OVERLONG_3 | OVERLONG_2 | TOO_LARGE_1000;
    (faults[0x1], faults[0x2], faults[0x3], faults[0x4]) = (ANY | OVERLONG_2, ANY, ANY, ANY | TOO_LARGE);
    faults[0xD] |= SURROGATE;
    faults
};

/// Faults by the second byte's upper half.
const SECOND_HIGH: [u8; LANES] = {
    const ANY: u8 = TOO_LONG | OVERLONG_2 | TWO_CONTINUED;
    let mut faults = [TOO_SHORT; LANES];
    faults[0x8] = ANY | OVERLONG_3 | TOO_LARGE_1000;
    faults[0x9] = ANY | OVERLONG_3 | TOO_LARGE;
    (faults[0xA], faults[0xB]) = (ANY | SURROGATE | TOO_LARGE, ANY | SURROGATE | TOO_LARGE);
    faults
};

/// Whether a text is UTF-8.
pub fn is_utf8(text: &[u8]) -> bool {
    let (blocks, rest) = text.as_chunks::<LANES>();
    let mut last = [0; LANES];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    let (mut wrong, mut before, mut open) = (u8x16_splat(0), u8x16_splat(0), u8x16_splat(0));
    for block in blocks.iter().chain([&last]) {
        let block = load(block);
        if u8x16_bitmask(block) == 0 {
            wrong = v128_or(wrong, open);
            open = u8x16_splat(0);
        } else {
            wrong = v128_or(wrong, wrong_pairs(before, block));
            // What begins in the last three bytes may be longer than they are.
            let whole = [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0xEF, 0xDF, 0xBF];
            open = u8x16_sub_sat(block, load(&whole));
        }
        before = block;
    }
    // A text that ends with a whole block may still be cut off; zeros behind it tell.
    !v128_any_true(v128_or(wrong, open))
}

/// Where bytes are wrong behind those before them.
#[inline]
fn wrong_pairs(before: v128, block: v128) -> v128 {
    let one = i8x16_shuffle::<15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30>(before, block);
    let two = i8x16_shuffle::<14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29>(before, block);
    let three =
        i8x16_shuffle::<13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28>(before, block);
    let first_high = u8x16_swizzle(load(&FIRST_HIGH), u8x16_shr(one, 4));
    let first_low = u8x16_swizzle(load(&FIRST_LOW), v128_and(one, u8x16_splat(15)));
    let second_high = u8x16_swizzle(load(&SECOND_HIGH), u8x16_shr(block, 4));
    let pairs = v128_and(v128_and(first_high, first_low), second_high);
    // Behind the first of three or four bytes the second byte from there must continue it, and the third.
    let third = u8x16_sub_sat(two, u8x16_splat(0xE0 - 0x80));
    let fourth = u8x16_sub_sat(three, u8x16_splat(0xF0 - 0x80));
    let must_continue = v128_and(v128_or(third, fourth), u8x16_splat(0x80));
    v128_xor(must_continue, pairs)
}
