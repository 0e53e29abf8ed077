//! The first rows of a text in, its delimiter out.

#![cfg(not(target_arch = "wasm32"))]

use sheethook::dialect::delimiter;

/// `name: text => delimiter;`
macro_rules! finds {
    ($($name:ident: $text:expr => $delimiter:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(char::from(delimiter($text.as_bytes(), true, Some(b'"'), 1)), $delimiter);
        }
    )*};
}

finds! {
    comma: "a,b\n1,2\n" => ',';
    semicolon: "a;b\n1;2\n" => ';';
    tab: "a\tb\n1\t2\n" => '\t';
    pipe: "a|b\n1|2\n" => '|';
    decimal_commas_under_semicolons: "x;y\n1,5;2,5\n3,5;4,5\n" => ';';
    commas_in_tabbed_prose: "name\ttext\nAda\tone, two\nBob\tone, two, three\n" => '\t';
    delimiters_in_quotes: "a;b\n\"1,2,3\";x\n\"4,5,6\";y\n" => ';';
    one_column: "name\nAda\nBob\n" => ',';
    one_column_with_commas_here_and_there: "text\nhello, world\nhi\n" => ',';
    only_a_header: "a|b|c" => '|';
    a_last_row_cut_short: "a,b,c\n1,2,3\n4,5" => ',';
    a_delimiter_that_only_the_rows_have: "text\nHello; world\nfoo; bar\n" => ',';
    a_list_in_a_single_column: "email\na@x.org\nb@x.org; c@x.org\n" => ',';
    a_comma_in_a_header_under_semicolons: "name;price, EUR\nA;2\nB;3\n" => ';';
    nothing: "" => ',';
}

#[test]
fn a_sample_that_breaks_off_in_a_row_does_not_count_that_row() {
    assert_eq!(delimiter(b"a;b\n1;2\n3,,,,,,,,,,,,,", false, Some(b'"'), 1), b';');
}

#[test]
fn lines_above_the_header_row_do_not_count() {
    assert_eq!(delimiter(b"one, two, three\nfour, five, six\na;b\n1;2\n", true, Some(b'"'), 3), b';');
}
