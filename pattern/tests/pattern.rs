//! What patterns find, and why they are refused.

#![cfg(not(target_arch = "wasm32"))]

use sheethook_pattern::Pattern;

/// `name: pattern, text => whether it is found;`
macro_rules! finds {
    ($($name:ident: $pattern:expr, $text:expr => $found:expr;)*) => {$(
        #[test]
        fn $name() {
            let pattern = Pattern::new($pattern).expect("it compiles");
            assert_eq!(pattern.test($text.as_ref()), $found);
        }
    )*};
}

finds! {
    anywhere_in_the_text: "b+", "abbc" => true;
    nowhere: "b+", "acd" => false;
    anchored_it_means_all: "^[A-Z]{2}$", "DEU" => false;
    a_character_of_several_bytes_is_one: "^.$", "ö" => true;
    a_broken_character_is_one_too: "^a.b$", b"a\xE2\x82b" => true;
    linear_where_backtracking_never_ends: "^(a+)+$", "a".repeat(5_000) + "b" => false;
}

/// `name: pattern => the reason's beginning;`
macro_rules! refuses {
    ($($name:ident: $pattern:expr => $reason:expr;)*) => {$(
        #[test]
        fn $name() {
            let reason = Pattern::new($pattern).expect_err("it is none");
            assert!(reason.starts_with($reason), "{reason}");
        }
    )*};
}

refuses! {
    an_open_group: "(" => "found open group without closing";
    look_ahead: "(?=x)" => "look-around and back-references can't be matched in linear time";
    look_behind: "(?<!x)y" => "look-around and back-references can't be matched in linear time";
    a_back_reference: r"(a)\1" => "look-around and back-references can't be matched in linear time";
}
