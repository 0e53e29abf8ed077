//! Headers and columns in, a mapping out.

#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{fold, open, template};
use sheethook::error::Error;

const TEMPLATE: &str = r#"{"code": "t", "columns": [
    {"key": "email", "name": "E-mail address", "alternateKeys": ["mail", "Courriel"]},
    {"key": "firstName", "alternateKeys": ["prenom", "vorname", "strasse"]},
    {"key": "mail"}
]}"#;

/// `name: headers => [place of each column's header], [places of the unmatched];`
macro_rules! maps {
    ($($name:ident: $headers:expr => $columns:expr, $unmatched:expr;)*) => {$(
        #[test]
        fn $name() {
            let sheet = open($headers.as_bytes(), Some(template(TEMPLATE))).expect("opens");
            let places: Vec<Option<usize>> = sheet.mapping().columns.iter().map(|column| column.header).collect();
            assert_eq!(places, $columns);
            let unmatched: &[usize] = &$unmatched;
            assert_eq!(sheet.mapping().unmatched, unmatched);
        }
    )*};
}

maps! {
    by_key: "firstName,email" => [Some(1), Some(0), None], [];
    by_name: "E-mail address,x" => [Some(0), None, None], [1];
    by_alternate_key: "Courriel,VORNAME" => [Some(0), Some(1), None], [];
    ignoring_case_spaces_and_punctuation: " FIRST_name ,e.MAIL" => [Some(1), Some(0), None], [];
    ignoring_diacritics: "prénom,É-Maîl" => [Some(1), Some(0), None], [];
    ignoring_sharp_s: "Straße,x" => [None, Some(0), None], [1];
    a_key_goes_before_an_alternate_of_another_column: "mail" => [None, None, Some(0)], [];
    the_first_of_two_equal_headers: "email,Email" => [Some(0), None, None], [1];
    no_header_feeds_two_columns: "mail,email" => [Some(1), None, Some(0)], [];
    nothing_matches: "a,b" => [None, None, None], [0, 1];
    headers_that_are_nothing_but_punctuation: "#,!" => [None, None, None], [0, 1];
}

fn changed(changes: &[(&str, Option<usize>)]) -> Result<Vec<Option<usize>>, Error> {
    let mut sheet = open(b"email,firstName,other", Some(template(TEMPLATE))).expect("opens");
    let changes: Vec<_> = changes.iter().map(|(key, header)| ((*key).to_owned(), *header)).collect();
    sheet.set_mapping(&changes)?;
    Ok(sheet.mapping().columns.iter().map(|column| column.header).collect())
}

#[test]
fn a_person_changes_the_mapping() {
    assert_eq!(changed(&[("mail", Some(2))]), Ok(vec![Some(0), Some(1), Some(2)]));
    assert_eq!(changed(&[("email", None)]), Ok(vec![None, Some(1), None]));
    assert_eq!(
        changed(&[("mail", Some(0))]),
        Ok(vec![None, Some(1), Some(0)]),
        "taken from the column that had it"
    );
    assert_eq!(
        changed(&[("email", Some(1)), ("firstName", Some(0))]),
        Ok(vec![Some(1), Some(0), None]),
        "swapped"
    );
}

#[test]
fn a_mapping_that_cannot_be_is_refused() {
    for changes in
        [&[("nobody", Some(0))][..], &[("email", Some(3))], &[("email", Some(2)), ("mail", Some(2))]]
    {
        assert!(matches!(changed(changes), Err(Error::MappingInvalid { .. })), "{changes:?}");
    }
}

#[test]
fn without_a_template_every_header_is_a_column() {
    let table = [
        ("a,b", vec!["a", "b"]),
        ("a,a,a", vec!["a", "a_2", "a_3"]),
        ("a,,b,", vec!["a", "column_2", "b", "column_4"]),
        ("a,a,a_2", vec!["a", "a_3", "a_2"]),
        ("column_2,", vec!["column_2", "column_2_2"]),
        (" a , b", vec!["a", "b"]),
    ];
    for (headers, keys) in table {
        let sheet = open(headers.as_bytes(), None).expect("opens");
        let found: Vec<_> = sheet.mapping().columns.iter().map(|column| column.key.clone()).collect();
        assert_eq!(found, keys, "{headers}");
    }
}

#[test]
fn the_native_twin_folds_as_the_browser_does() {
    let table = [("Größe (cm)", "grossecm"), ("ÅÄÖ", "aao"), ("№ 5", "5"), ("日本 語", "日本語"), ("İ", "i")];
    for (name, wanted) in table {
        assert_eq!(fold(name), wanted);
    }
}

#[test]
fn many_headers_of_one_name_are_told_apart() {
    // In time by the cube of their number this would take minutes.
    let headers = vec!["a".to_owned(); 16_384];
    let keys: Vec<_> = sheethook::map::columns_of(&headers).into_iter().map(|column| column.key).collect();
    assert_eq!((keys[0].as_str(), keys[1].as_str(), keys[16_383].as_str()), ("a", "a_2", "a_16384"));
}
