//! What is known of a sheet after edits is what a new check of the same rows finds; undone, all is as before.
use crate::common::known::{Known, known};
use crate::common::{check_again, platform, template};
use sheethook::edit::Operation;
use sheethook::session::{ReadOptions, Sheet};
use sheethook::template::Template;
use sheethook_pattern::compile_replace;

fn operation(json: &str) -> Operation {
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    Operation::read(&json.into()).expect("it is right")
}

fn opened(file: &[u8], template: &Template) -> Sheet {
    let text = |text: &str| Some(text.to_owned());
    let options = ReadOptions {
        delimiter: text(","),
        quote: text("\""),
        comment: text(""),
        header_row: Some(1),
        ..ReadOptions::default()
    };
    Sheet::open(file, true, Some(template.clone()), &options, platform()).expect("opens")
}

fn checked(file: &str, template: &Template) -> Sheet {
    let mut sheet = opened(file.as_bytes(), template);
    sheet.start_check(false);
    check_again(&mut sheet, file.as_bytes());
    sheet
}

fn assert_alike(own: Known, fresh: Known, told: &str) -> Known {
    let differs = own.told.bytes().zip(fresh.told.bytes()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(differs.saturating_sub(200)).take(400).collect::<String>();
    assert!(own.told == fresh.told, "{told}\n{}\n{}", around(&own.told), around(&fresh.told));
    assert_eq!(own.views, fresh.views, "{told}");
    assert_eq!(own.pages, fresh.pages, "{told}");
    // Of many issues, those that were fixed leave gaps at the end of those kept.
    let kept = own.issues.len();
    assert!(kept == fresh.issues.len() || kept >= 500, "{told}: {kept} issues");
    assert_eq!(own.issues[..], fresh.issues[..kept], "{told}");
    own
}

/// As it was, but for how many of the first issues are still known.
fn assert_same(now: Known, was: Known, told: &str) -> Known {
    let (more, fewer) = if now.issues.len() < was.issues.len() { (was, now) } else { (now, was) };
    assert_alike(fewer, more, told)
}

struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }
}

const VALUES: [&str; 8] = ["1", "x", "", "77", "a\"b", "2,5", "same", "-3"];

fn file(random: &mut Random, rows: u64) -> String {
    let mut file = "id,n,t,extra\n".to_owned();
    for row in 0..rows {
        let value = random.pick(&VALUES).replace('"', "\"\"");
        let id = if random.below(9) == 0 { random.below(rows) } else { row };
        let cells = format!("{id},\"{value}\",t{}", random.below(5));
        file.push_str(&cells);
        file.push_str(random.pick(&[",e", ",e", "", ",e,more", "\n"]));
        file.push('\n');
    }
    file
}

fn random_operation(random: &mut Random, rows: u64) -> Operation {
    let row = |random: &mut Random| 1 + random.below(rows);
    let value = |random: &mut Random| serde_json::to_string(random.pick(&VALUES)).expect("JSON");
    let column = |random: &mut Random| random.pick(&["0", "1", "2", "3"]);
    let range = |random: &mut Random| {
        let from = row(random);
        format!("[[{from},{}]]", from + random.below(9))
    };
    let json = match random.below(10) {
        0..3 => format!(
            r#"{{"type":"set","rows":[{}],"columns":[{}],"cells":[[{}]]}}"#,
            row(random),
            column(random),
            value(random)
        ),
        3 => format!(r#"{{"type":"delete","rows":{}}}"#, range(random)),
        4 => format!(r#"{{"type":"restore","rows":{}}}"#, range(random)),
        5 => {
            let before = if random.below(3) == 0 { "null".to_owned() } else { row(random).to_string() };
            format!(
                r#"{{"type":"insert","before":{before},"columns":[0,1],"cells":[["new",{}],["new",""]]}}"#,
                value(random)
            )
        }
        6 => format!(r#"{{"type":"fill","column":{},"text":{}}}"#, column(random), value(random)),
        7 => format!(
            r#"{{"type":"replace","column":{},"find":{},"replace":{},"whole":true}}"#,
            column(random),
            value(random),
            value(random)
        ),
        8 => {
            format!(r#"{{"type":"replace","find":"t","replace":{},"rows":{}}}"#, value(random), range(random))
        }
        _ => format!(r#"{{"type":"map","column":{},"values":[["x","9"],["same","8"]]}}"#, column(random)),
    };
    operation(&json)
}

const TEMPLATE: &str = r#"{"code": "t", "onInvalid": "ON", "columns": [
    {"key": "id", "unique": true, "required": true}, {"key": "n", "type": "number", "min": 0}, {"key": "t"}]}"#;

#[test]
fn what_is_known_after_edits_is_what_a_new_check_finds() {
    for seed in 0..24 {
        let mut random = Random(seed);
        let on_invalid = random.pick(&["include", "skip"]);
        let template = template(&TEMPLATE.replace("ON", on_invalid));
        let rows = [30, 2500][usize::from(seed % 8 == 7)];
        let file = file(&mut random, rows);
        let bytes = file.as_bytes();
        let mut sheet = checked(&file, &template);
        let mut states = vec![known(&mut sheet, bytes)];
        let steps = if rows > 1000 { 4 } else { 8 };
        for step in 0..steps {
            let operation = random_operation(&mut random, rows);
            let told = format!("seed {seed}, step {step}, {on_invalid}: {operation:?}");
            sheet.edit(operation, &compile_replace).expect("it is right");
            check_again(&mut sheet, bytes);
            let own = known(&mut sheet, bytes);
            // The same log on a sheet that was never checked without it.
            let mut other = opened(bytes, &template);
            let log = serde_json::to_value(sheet.log()).expect("JSON");
            other.set_log(&log.into(), &compile_replace).expect("it is right");
            other.start_check(false);
            check_again(&mut other, bytes);
            let fresh = known(&mut other, bytes);
            let own = assert_alike(own, fresh, &told);
            states.push(own);
        }
        for step in (0..steps).rev() {
            assert_eq!(sheet.undo(), Ok(true));
            check_again(&mut sheet, bytes);
            let now = known(&mut sheet, bytes);
            let was = states.remove(step);
            states.insert(step, assert_same(now, was, &format!("seed {seed}, undone to {step}")));
        }
        assert_eq!(sheet.undo(), Ok(false));
        for step in 1..=steps {
            assert_eq!(sheet.redo(), Ok(true));
            check_again(&mut sheet, bytes);
            let now = known(&mut sheet, bytes);
            let was = states.remove(step);
            states.insert(step, assert_same(now, was, &format!("seed {seed}, done again to {step}")));
        }
    }
}

#[test]
fn a_question_of_currencies_comes_and_goes_with_cells_and_is_answered_for_all() {
    let template = template(r#"{"code": "t", "columns": [{"key": "n", "type": "number"}]}"#);
    let file = "n\n€1\n€2\n$3\n";
    let mut sheet = checked(file, &template);
    // What is asked, and how many cells are invalid.
    let asked = |sheet: &mut Sheet| {
        check_again(sheet, file.as_bytes());
        let result = sheet.result().expect("checked");
        let candidates = result.questions.iter().flat_map(|question| &question.candidates);
        let told: Vec<_> = candidates.map(|one| format!("{}={} ", one.value, one.cells)).collect();
        format!("{}{}", told.concat(), result.errors)
    };
    let set = |sheet: &mut Sheet, text: &str| {
        let json = format!(r#"{{"type":"set","rows":[3],"columns":[0],"cells":[["{text}"]]}}"#);
        sheet.edit(operation(&json), &compile_replace).expect("it is right");
        asked(sheet)
    };
    assert_eq!(asked(&mut sheet), "EUR=2 USD=1 any=3 0");
    assert_eq!(set(&mut sheet, "€3"), "0");
    assert_eq!(set(&mut sheet, "CHF 3"), "EUR=2 CHF=1 any=3 0");
    assert_eq!(sheet.undo(), Ok(true));
    assert_eq!(asked(&mut sheet), "0");
    assert_eq!(sheet.undo(), Ok(true));
    assert_eq!(asked(&mut sheet), "EUR=2 USD=1 any=3 0");
    sheet.decide("n", "currency", "USD").expect("a candidate");
    assert_eq!(asked(&mut sheet), "2");
    sheet.decide("n", "currency", "any").expect("a candidate");
    assert_eq!(asked(&mut sheet), "0");
}

#[test]
fn where_invalid_records_are_left_out_a_decision_says_anew_whose_values_repeat() {
    let template = template(
        r#"{"code": "t", "onInvalid": "skip", "columns": [{"key": "n", "type": "integer"}, {"key": "k", "unique": true}]}"#,
    );
    let file = "n,k\n\"1,234\",A\n1.234,A\n";
    let mut sheet = checked(file, &template);
    // Under the comma the first record is invalid, so that the second is the first to be sent.
    sheet.decide("n", "decimal", ",").expect("it is asked");
    check_again(&mut sheet, file.as_bytes());
    let result = sheet.result().expect("checked");
    assert_eq!((result.total_records, result.by_code), (1, vec![("not-integer", 1)]));
}
