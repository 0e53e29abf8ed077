//! Mappings of headers to columns.

use crate::common::{fold, open, platform, template};
use serde_json::json;
use sheethook::base::json::Json;
use sheethook::csv::{MADE, Made};
use sheethook::error::Error;
use sheethook::matching::{Headers, Mapping, Source, read_changes};
use sheethook::session::{ReadOptions, Sheet};
use sheethook::template::Column;

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

/// What feeds each column after a change of a mapping, given as JSON; the file has four headers.
fn changed(changes: &str) -> Result<String, Error> {
    let mut sheet = open(b"email,firstName,other,last", Some(template(TEMPLATE))).expect("opens");
    sheet.set_mapping(read_changes(&read(changes))?)?;
    let feeds = |source: &Source| match source {
        Source::Headers { headers, separator } if headers.len() > 1 => format!("{headers:?}{separator}"),
        Source::Headers { headers, .. } => headers[0].to_string(),
        Source::Constant { constant } => format!("={constant}"),
    };
    let columns = &sheet.mapping().columns;
    let feeds = columns.iter().map(|column| column.source.as_ref().map_or("-".to_owned(), feeds));
    Ok(feeds.collect::<Vec<_>>().join(" "))
}

fn read(text: &str) -> Json {
    serde_json::from_str::<serde_json::Value>(text).expect("JSON").into()
}

#[test]
fn a_person_changes_the_mapping() {
    let table = [
        ("{}", "0 1 -"),
        (r#"{"mail": 2}"#, "0 1 2"),
        (r#"{"email": null}"#, "- 1 -"),
        // A header is taken away from the column that had it, unless both are said at once.
        (r#"{"mail": 0}"#, "- 1 0"),
        (r#"{"mail": 0, "email": 0}"#, "0 1 0"),
        // Joined with others it isn't.
        (r#"{"mail": [0, 2]}"#, "0 1 [0, 2] "),
        (r#"{"email": 1, "firstName": 0}"#, "1 0 -"),
        (r#"{"firstName": [1]}"#, "0 1 -"),
        (r#"{"firstName": [3, 1]}"#, "0 [3, 1]  -"),
        (r#"{"firstName": {"headers": [1, 3], "separator": "/"}}"#, "0 [1, 3]/ -"),
        (r#"{"firstName": {"headers": [1, 3], "separator": ""}}"#, "0 [1, 3] -"),
        (r#"{"firstName": {"headers": [3]}}"#, "0 3 -"),
        (r#"{"firstName": {"constant": ""}}"#, "0 = -"),
        (r#"{"mail": {"constant": "x"}}"#, "0 1 =x"),
    ];
    for (changes, wanted) in table {
        assert_eq!(changed(changes).as_deref(), Ok(wanted), "{changes}");
    }
}

#[test]
fn a_mapping_that_cannot_be_is_refused() {
    let refused = [
        (r#"{"nobody": 0}"#, "nobody", "no such column"),
        (r#"{"email": 4}"#, "email", "no header at a place"),
        (r#"{"email": [0, 1e9]}"#, "email", "no header at a place"),
        (r#"{"email": [2, 2]}"#, "email", "stands twice"),
        (r#"{"email": []}"#, "email", "must be null"),
        (r#"{"email": -1}"#, "email", "must be null"),
        (r#"{"email": 0.5}"#, "email", "must be null"),
        (r#"{"email": "0"}"#, "email", "must be null"),
        (r#"{"email": [[0]]}"#, "email", "must be null"),
        (r#"{"email": {}}"#, "email", "must be null"),
        (r#"{"email": {"headers": 0}}"#, "email", "must be null"),
        (r#"{"email": {"headers": [0], "separator": 1}}"#, "email", "must be null"),
        (r#"{"email": {"headers": [0], "constant": "x"}}"#, "email", "must be null"),
        (r#"{"email": {"constant": 1}}"#, "email", "must be null"),
        (r#"{"email": {"constant": "x", "colour": "red"}}"#, "email", "must be null"),
    ];
    for (changes, wanted_key, wanted) in refused {
        let Err(Error::MappingInvalid { key, reason }) = changed(changes) else { panic!("{changes}") };
        assert_eq!(key, wanted_key);
        assert!(reason.contains(wanted), "{changes}: {reason}");
    }
    assert!(matches!(changed("[]"), Err(Error::BadOption { .. })));
    let long = format!(r#"{{"email": {{"constant": "{}"}}}}"#, "x".repeat(10_001));
    assert!(changed(&long).is_err());
}

#[test]
fn a_refused_change_changes_nothing() {
    let mut sheet = open(b"email,firstName", Some(template(TEMPLATE))).expect("opens");
    let before = sheet.mapping().clone();
    let changes = read_changes(&read(r#"{"email": 1, "nobody": 0}"#)).expect("they are changes");
    assert!(sheet.set_mapping(changes).is_err());
    assert_eq!(*sheet.mapping(), before);
}

#[test]
fn joined_and_constant_columns_have_made_cells() {
    let mut sheet = open(b"email,firstName,other,last", Some(template(TEMPLATE))).expect("opens");
    let changes = r#"{"email": {"constant": "x"}, "mail": {"headers": [1, 3], "separator": "-"}}"#;
    sheet.set_mapping(read_changes(&read(changes)).expect("they are changes")).expect("all are there");
    let mapping = sheet.mapping();
    assert_eq!(mapping.sources().collect::<Vec<_>>(), [Some(MADE), Some(1), Some(MADE + 1)]);
    let joined = Made::Joined { places: vec![1, 3], separator: "-".into() };
    assert_eq!(mapping.made(), [Made::Constant("x".into()), joined]);
    assert_eq!(mapping.unmatched, [0, 2]);
}

#[test]
fn what_was_found_is_told_with_how_and_how_sure() {
    let sheet = open(b"E-mail address,vorname,Phnoe", Some(template(TEMPLATE))).expect("opens");
    let told = serde_json::to_value(&sheet.mapping().columns).expect("JSON");
    let source = |place: u32| json!({"headers": [place], "separator": " "});
    let wanted = json!([
        {"key": "email", "name": "E-mail address", "source": source(0), "header": 0, "score": 0.99, "reason": "name", "others": []},
        {"key": "firstName", "name": "firstName", "source": source(1), "header": 1, "score": 0.98, "reason": "alternate", "others": []},
        {"key": "mail", "name": "mail", "source": null, "header": null, "score": 0.0, "reason": null, "others": []},
    ]);
    assert_eq!(told, wanted);
    let phones = r#"{"code": "t", "columns": [{"key": "phone"}, {"key": "mobile_phone"}]}"#;
    let sheet = open(b"Phnoe,Mobile,Cell phone,Phhone\n1,2,3,4", Some(template(phones))).expect("opens");
    let told = serde_json::to_value(&sheet.mapping().columns).expect("JSON");
    assert_eq!(told[0]["source"], json!(null), "two slips of the same word");
    let other =
        |place: u32, score: f64, reason: &str| json!({"header": place, "score": score, "reason": reason});
    let spelt = |place: u32| other(place, 0.85, "spelling");
    assert_eq!(told[0]["others"], json!([spelt(0), spelt(3), other(2, 0.47, "words")]));
}

const TYPED: &str = r#"{"code": "t", "columns": [{"key": "name"}, {"key": "age", "type": "integer"},
    {"key": "born", "type": "date"}, {"key": "note"}]}"#;

#[test]
fn without_headers_cells_say_what_they_are_and_then_the_place() {
    let table = [
        // In place.
        (
            "Ada,36,1815-12-10,x\nAlan,41,1912-06-23,y\nGrace,85,1906-12-09,z",
            [Some(0), Some(1), Some(2), Some(3)],
        ),
        // A date and a number are found wherever they are.
        ("1815-12-10,Ada,x,36\n1912-06-23,Alan,y,41\n1906-12-09,Grace,z,85", [None, Some(3), Some(0), None]),
        // Nothing that says no date stands for one.
        ("Ada,36,x,y\nAlan,41,x,y\nGrace,85,x,y", [Some(0), Some(1), None, Some(3)]),
        // Two columns of numbers: the one in place.
        ("Ada,36,7,y\nAlan,41,8,y\nGrace,85,9,y", [Some(0), Some(1), None, Some(3)]),
    ];
    for (file, wanted) in table {
        let options =
            ReadOptions { header_row: Some(0), delimiter: Some(",".into()), ..ReadOptions::default() };
        let sheet =
            Sheet::open(file.as_bytes(), true, Some(template(TYPED)), &options, platform()).expect("opens");
        let places: Vec<_> = sheet.mapping().columns.iter().map(|column| column.header).collect();
        assert_eq!(places, wanted, "{file}");
    }
}

#[test]
fn unmatched_headers_are_kept_under_keys_of_their_own() {
    let columns = ["id", "note", "note_2"].map(|key| Column::string(key.to_owned()));
    let names = ["id", "", "note 2", "x", "x", "note_2", "note!"].map(str::to_owned);
    let headers = Headers { names: &names, named: true, rows: None, takes: &|_, _| true };
    let mapping = Mapping::suggest(&columns, headers, platform());
    assert_eq!(mapping.kept, [], "dropped by default");
    let kept = |mapping: &Mapping| -> Vec<(usize, String)> {
        mapping.kept.iter().map(|kept| (kept.header, kept.key.clone())).collect()
    };
    let pair = |(header, key): (usize, &str)| (header, key.to_owned());
    let mut mapping = mapping.keeping(&names);
    assert_eq!(kept(&mapping), [(1, "column_2"), (3, "x"), (4, "x_2"), (5, "note_2_2")].map(pair));
    let changes = read_changes(&read(r#"{"id": null, "note_2": 3}"#)).expect("they are changes");
    mapping.change(changes, &names).expect("all are there");
    let wanted = [(0, "id_2"), (1, "column_2"), (2, "note 2"), (4, "x"), (5, "note_2_2")].map(pair);
    assert_eq!(kept(&mapping), wanted);
}

#[test]
fn many_headers_and_columns_are_matched_in_time() {
    // Each header nearly is each column; compared pair by pair this would take minutes.
    let columns: Vec<_> = (0..500).map(|at| Column::string(format!("some column number {at}"))).collect();
    let names: Vec<_> = (0..16_384).map(|at| format!("some other column nubmer {at}")).collect();
    let headers = Headers { names: &names, named: true, rows: None, takes: &|_, _| true };
    let start = std::time::Instant::now();
    Mapping::suggest(&columns, headers, platform());
    assert!(start.elapsed().as_secs() < 20);
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
    let keys: Vec<_> =
        sheethook::matching::columns_of(&headers).into_iter().map(|column| column.key).collect();
    assert_eq!((keys[0].as_str(), keys[1].as_str(), keys[16_383].as_str()), ("a", "a_2", "a_16384"));
}
