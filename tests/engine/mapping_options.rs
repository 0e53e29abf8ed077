//! Which texts of a column mean which options of a select.

use crate::common::platform;
use sheethook::matching::options;
use sheethook::template::SelectOption;

fn option(value: &str, label: Option<&str>, alternates: &[&str]) -> SelectOption {
    SelectOption {
        value: value.to_owned(),
        label: label.map(str::to_owned),
        alternates: alternates.iter().map(|word| (*word).to_owned()).collect(),
    }
}

/// `name: [options] => "text" => "option" or "-", …;`
macro_rules! means {
    ($($name:ident: [$($option:expr),*] => $($text:expr => $wanted:expr),*;)*) => {$(
        #[test]
        fn $name() {
            let options = [$(option($option, None, &[])),*];
            $(
                let found = options::suggest(&options, &[($text, 3)], platform());
                let option = found.matches.first().map_or("-", |found| found.option.as_str());
                assert_eq!(option, $wanted, "{}: {found:?}", $text);
            )*
        }
    )*};
}

means! {
    case_and_accents: ["Été", "Hiver"] => "été" => "Été", "ETE" => "Été", "hiver " => "Hiver", "printemps" => "-";
    yes_and_no: ["Yes", "No"] => "y" => "Yes", "TRUE" => "Yes", "1" => "Yes", "x" => "Yes", "ja" => "Yes", "n" => "No",
        "false" => "No", "0" => "No", "off" => "No", "maybe" => "-", "2" => "-";
    true_and_false: ["true", "false"] => "Yes" => "true", "No" => "false", "T" => "true", "f" => "false";
    yes_is_no_number: ["0", "1", "2", "3"] => "yes" => "-", "x" => "-", "1" => "1";
    yes_is_no_letter: ["X", "Y", "Z"] => "x" => "X", "yes" => "-", "true" => "-";
    a_compass_has_no_answers: ["N", "E", "S", "W"] => "no" => "-", "n" => "N";
    the_opposite_is_something_else: ["Active", "Archived"] => "inactive" => "-", "not active" => "-", "Actve" => "Active";
    plurals_and_slips: ["Customer", "Supplier"] => "customers" => "Customer", "Suplier" => "Supplier", "Custmoer" => "Customer",
        "partner" => "-";
    more_words: ["Germany", "France"] => "Germany (DE)" => "Germany", "West France" => "-";
    numbers_are_no_slips: ["Level 1", "Level 2"] => "Level 3" => "-", "level-2" => "Level 2", "level" => "-";
    endings_are_no_slips: ["Employer", "Employee"] => "Employe" => "-", "employees" => "Employee";
    letters_are_no_slips: ["Grade B", "Grade C"] => "Grade D" => "-", "grade b" => "Grade B";
    signs_tell_apart: ["C", "C++", "C#"] => "C" => "-", "c" => "-";
    nothing_at_all: ["a", "b"] => "" => "-", "?" => "-";
}

#[test]
fn labels_and_alternates_mean_the_value() {
    let options = [option("de", Some("Germany"), &["Deutschland", "BRD"]), option("fr", Some("France"), &[])];
    let texts = [("Germany", 5), ("deutschlnad", 2), ("DE", 1), ("Frankreich", 4)];
    let found = options::suggest(&options, &texts, platform());
    let matches: Vec<_> = found
        .matches
        .iter()
        .map(|found| (found.text.as_str(), found.option.as_str(), found.count, found.score.0))
        .collect();
    assert_eq!(matches, [("Germany", "de", 5, 99), ("deutschlnad", "de", 2, 85), ("DE", "de", 1, 100)]);
    let unmatched: Vec<_> = found.unmatched.iter().map(|text| (text.text.as_str(), text.count)).collect();
    assert_eq!(unmatched, [("Frankreich", 4)]);
}

#[test]
fn many_texts_and_options_are_matched_in_time() {
    let options: Vec<_> =
        (0..1000).map(|at| option(&format!("some option number {at}"), None, &[])).collect();
    let texts: Vec<_> = (0..1000).map(|at| format!("anotehr option nubmer {at}")).collect();
    let texts: Vec<_> = texts.iter().map(|text| (text.as_str(), 1)).collect();
    let start = std::time::Instant::now();
    options::suggest(&options, &texts, platform());
    assert!(start.elapsed().as_secs() < 20);
}
