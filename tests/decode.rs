//! Bytes in, UTF-8 out.

#![cfg(not(target_arch = "wasm32"))]

use sheethook::decode::{Encoding, Utf16Decoder, bom_len, foreign, repair};

fn decode(encoding: Encoding, bytes: &[u8], chunk: usize) -> String {
    let (mut decoder, mut text) = (Utf16Decoder::new(encoding), String::new());
    bytes.chunks(chunk).for_each(|bytes| decoder.push(bytes, &mut text));
    decoder.finish(&mut text);
    text
}

#[test]
fn utf16_in_both_orders_at_every_chunk_size() {
    for text in ["", "a,b\r\nc", "é日本", "🦀 and 𝄞", "\u{FFFD}\u{2028}"] {
        let units: Vec<u16> = std::iter::once(0xFEFF).chain(text.encode_utf16()).collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for chunk in 1..=little.len() {
            assert_eq!(decode(Encoding::Utf16Le, &little, chunk), text);
            assert_eq!(decode(Encoding::Utf16Be, &big, chunk), text);
        }
    }
}

#[test]
fn broken_utf16_becomes_replacement_characters() {
    let table: [(&[u16], &str); 4] = [
        (&[0xD83E], "\u{FFFD}"),
        (&[0xDD80], "\u{FFFD}"),
        (&[0xD83E, 0x61], "\u{FFFD}a"),
        (&[0xD83E, 0xD83E, 0xDD80], "\u{FFFD}🦀"),
    ];
    for (units, wanted) in table {
        let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        (1..=bytes.len()).for_each(|chunk| assert_eq!(decode(Encoding::Utf16Le, &bytes, chunk), wanted));
    }
    assert_eq!(decode(Encoding::Utf16Le, b"a\0b", 2), "a\u{FFFD}", "a last odd byte");
}

#[test]
fn the_byte_order_mark_says_the_encoding() {
    let table: [(&[u8], Encoding, usize); 5] = [
        (b"\xEF\xBB\xBFa", Encoding::Utf8, 3),
        (b"\xFF\xFEa\0", Encoding::Utf16Le, 0),
        (b"\xFE\xFF\0a", Encoding::Utf16Be, 0),
        (b"a", Encoding::Utf8, 0),
        (b"", Encoding::Utf8, 0),
    ];
    for (head, encoding, bom) in table {
        assert_eq!((Encoding::of(head), bom_len(head)), (encoding, bom));
    }
}

#[test]
fn files_that_are_no_text_are_known_by_their_signature() {
    let table: [(&[u8], Option<&str>); 5] = [
        (b"PK\x03\x04....", Some("xlsx")),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Some("xls")),
        (b"%PDF-1.7", Some("pdf")),
        (b"\x1F\x8B\x08", Some("gzip")),
        (b"PK,a,b\n", None),
    ];
    for (head, wanted) in table {
        assert_eq!(foreign(head), wanted);
    }
}

#[test]
fn broken_utf8_is_repaired_and_the_rest_untouched() {
    let table: [(&[u8], &str); 4] =
        [(b"a\xFFb", "a\u{FFFD}b"), (b"\xC3", "\u{FFFD}"), ("é".as_bytes(), "é"), (b"", "")];
    for (bytes, wanted) in table {
        assert_eq!(repair(bytes), wanted.as_bytes());
    }
}
