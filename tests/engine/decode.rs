//! What first bytes say, and broken UTF-8.

use sheethook::csv::decode::{bom_len, foreign, repair};

#[test]
fn a_byte_order_mark_is_three_bytes() {
    for (head, len) in [(&b"\xEF\xBB\xBFa"[..], 3), (b"\xEF\xBBa", 0), (b"a", 0), (b"", 0)] {
        assert_eq!(bom_len(head), len);
    }
}

#[test]
fn files_that_are_no_text_are_known_by_their_signature() {
    let table: [(&[u8], Option<&str>); 8] = [
        (b"PK\x03\x04....", Some("xlsx")),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Some("xls")),
        (b"%PDF-1.7", Some("pdf")),
        (b"\x1F\x8B\x08", Some("gzip")),
        (b"\xFF\xFE\0\0a\0\0\0", Some("utf-32")),
        (b"\0\0\xFE\xFF\0\0\0a", Some("utf-32")),
        (b"\xFF\xFEa\0", None),
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
