//! How a column is read by all of its cells, and what is asked.

use crate::common::one_column;
use sheethook::convert::{Currencies, DateOrder, Evidence, Reading, Serials, Verdict};
use sheethook::csv::{Format, Place, Splitter};
use sheethook::template::Decimal;

fn verdict_given(fields: &str, cells: &str, answered: Reading) -> Verdict {
    let template = one_column(fields);
    let mut evidence = Evidence::new(&template.columns[0]).expect("there is something to decide");
    cells.split('|').for_each(|cell| evidence.note(cell.as_bytes()));
    evidence.verdict(&answered)
}

/// What is decided, and what is asked, in a line: `point`, `day-first? day-first=2 month-first=1: 1/2/2024`.
fn told(verdict: &Verdict) -> String {
    let Reading { decimal, currency, order, serials, open } = verdict.reading;
    let mut words = Vec::new();
    words.extend(decimal.map(|decimal| if decimal == Decimal::Point { "point" } else { "comma" }));
    words.extend(currency.map(|currency| match currency {
        Currencies::Any => "any",
        Currencies::Only(name) => name.0,
    }));
    words.extend(order.map(|order| match order {
        DateOrder::YearFirst => "year-first",
        DateOrder::DayFirst => "day-first",
        DateOrder::MonthFirst => "month-first",
    }));
    words.extend(serials.map(|serials| match serials {
        Serials::None => "none",
        Serials::From1900 => "1900",
        Serials::From1904 => "1904",
    }));
    assert_eq!(open, verdict.question.is_some(), "what is open is asked");
    let question = verdict.question.as_ref().map(|question| {
        assert_eq!(question.column, "a");
        let candidates = question.candidates.iter().map(|candidate| {
            assert_eq!(candidate.meanings.len(), question.examples.len());
            format!(" {}={}", candidate.value, candidate.cells)
        });
        format!("{}?{}: {}", question.kind, candidates.collect::<String>(), question.examples.join("|"))
    });
    [words.join(" "), question.unwrap_or_default()].join(" ").trim().to_owned()
}

/// `name(fields): cells => what is reported…;`
macro_rules! verdicts {
    ($($name:ident($fields:expr): $($cells:expr => $told:expr),* $(,)?;)*) => {$(
        #[test]
        fn $name() {
            $(assert_eq!(told(&verdict_given($fields, $cells, Reading::default())), $told, "{:?}", $cells);)*
        }
    )*};
}

verdicts! {
    numbers(r#""type": "number""#):
        "" => "", "1|2|-3|1e5||x" => "", "1.5|2" => "point", "1,5|2" => "comma", "1.234,5" => "comma", "1,234.5" => "point",
        "1 234,5" => "comma", "1.234.567" => "comma", "1,234,567" => "point", "0,123" => "comma", "0.123" => "point",
        "1234,567" => "comma", "1234.567" => "point", "12.5 %|1" => "point", "5,- €|1,5" => "comma", "٣٫١٤" => "",
        "1,234" => "point decimal? .=1 ,=1: 1,234", "1.234" => "point decimal? .=1 ,=1: 1.234",
        "1.234|1.5" => "point", "1.234|1,5" => "comma", "1,234|1.234" => "point decimal? .=2 ,=2: 1,234|1.234",
        "1.5|1,5" => "point decimal? .=1 ,=1: 1.5|1,5", "1,5|2,5|1.5" => "comma decimal? ,=2 .=1: 1.5|1,5|2,5",
        "1,234|2,345|3,456|4,567|5,678|6,789" => "point decimal? .=6 ,=6: 1,234|2,345|3,456|4,567|5,678",
        "1,000|1,000|1,000" => "point decimal? .=3 ,=3: 1,000", "1.2.3|x,y|1/2" => "", "1,234e5|1.5" => "point";
    integers(r#""type": "integer""#):
        "1|2" => "", "1.234" => "comma", "1,234" => "point", "1.0|2.0" => "point", "1,00" => "comma",
        "1.000|2.000" => "point decimal? .=2 ,=2: 1.000|2.000", "1.234|1,234" => "point decimal? .=1 ,=1: 1,234|1.234",
        "1.5" => "point", "1,234|1,5" => "point decimal? .=1 ,=1: 1,234|1,5";
    currencies(r#""type": "number""#):
        "$1|2 USD|us$3|4" => "", "5 kr|kr. 6|KR 7" => "", "€1|x $|$|5%" => "",
        "€1|€2|$3" => "currency? EUR=2 USD=1 any=3: €1|$3|€2", "1 SEK|1 kr|1 SEK" => "currency? SEK=2 kr=1 any=3: 1 SEK|1 kr",
        "$1.5|€1.5" => "point currency? EUR=1 USD=1 any=2: €1.5|$1.5",
        "$1,234|€1,234" => "point decimal? .=2 ,=2: $1,234|€1,234",
        "£1|€1|$1|₹1|CHF 1|¥1" => "currency? CHF=1 EUR=1 GBP=1 INR=1 USD=1 ¥=1 any=6: CHF 1|€1|£1|₹1|$1";
    currencies_where_the_sign_is_given(r#""type": "number", "decimal": ",""#):
        "1.234|1.5|1,5" => "", "$1,5|€1,5" => "currency? EUR=1 USD=1 any=2: €1,5|$1,5";
    whole_currencies(r#""type": "integer""#): "$1|€2" => "currency? EUR=1 USD=1 any=2: €2|$1", "$1|€2.5" => "point currency? EUR=1 USD=1 any=2: €2.5|$1";
    dates(r#""type": "date""#):
        "" => "", "2024-01-02|2024/1/3|20240104|5 Jan 2024" => "", "31/12/2024" => "day-first", "12/31/2024" => "month-first",
        "1/2/2024|31/12/2024" => "day-first", "1/2/2024|12/31/2024" => "month-first", "24-12-31" => "day-first date-order? day-first=1 year-first=1: 24-12-31", "24-12-31|99-01-24" => "year-first",
        "1.2.2024|1.2.24" => "", "1.2.2024|12/31/2024" => "month-first", "85.01.12" => "year-first",
        "1/2/2024" => "day-first date-order? day-first=1 month-first=1: 1/2/2024", "5/5/2024" => "day-first",
        "31/12/2024|12/31/2024" => "day-first date-order? day-first=1 month-first=1: 31/12/2024|12/31/2024",
        "1/2/2024|31/12/2024|12/31/2024|12/30/2024" =>
            "month-first date-order? month-first=3 day-first=2: 1/2/2024|31/12/2024|12/31/2024|12/30/2024",
        "01-02-03" => "day-first date-order? day-first=1 month-first=1 year-first=1: 01-02-03",
        "01-02-03|31-12-99" => "day-first", "01-02-03|99-12-24" => "year-first", "31/02/2024|x|13/13/2024" => "",
        "1/2/2024|2024-05-06|" => "day-first date-order? day-first=1 month-first=1: 1/2/2024",
        "٣١/١٢/٢٠٢٤" => "day-first";
    serials(r#""type": "date""#):
        "45292" => "1900 serial? 1900=1 1904=1 none=0: 45292",
        "31/12/2024|45292|45293" => "day-first 1900 serial? 1900=2 1904=2 none=0: 45292|45293",
        "1/2/2024|45292" => "day-first 1900 date-order? day-first=1 month-first=1: 1/2/2024",
        "12345|99999|1|2024|4529|452921" => "";
    times(r#""type": "datetime""#):
        "2024-01-02T10:00|2024-01-02 10:00 PM" => "", "1/2/2024 10:15|31/1/2024 8:00" => "day-first",
        "1/31/24 9:00 AM" => "month-first", "1/2/2024 25:00" => "",
        "1/2/2024 10:15" => "day-first date-order? day-first=1 month-first=1: 1/2/2024 10:15",
        "45292.5" => "1900 serial? 1900=1 1904=1 none=0: 45292.5";
}

#[test]
fn a_candidate_says_what_the_examples_mean() {
    let asked = |fields: &str, cells: &str| {
        let question = verdict_given(fields, cells, Reading::default()).question.expect("it is asked");
        question.candidates.into_iter().map(|candidate| candidate.meanings.join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(asked(r#""type": "number""#, "1,234|1.5|1,5"), ["1234 1.5 ", "1.234  1.5"]);
    assert_eq!(asked(r#""type": "number""#, "1,5 €|€1|$1"), ["1.5  1", " 1 ", "1.5 1 1"]);
    assert_eq!(asked(r#""type": "number", "decimal": ",""#, "1,5 €|$1"), ["1.5 ", " 1", "1.5 1"]);
    assert_eq!(asked(r#""type": "date""#, "1/2/2024"), ["2024-02-01", "2024-01-02"]);
    assert_eq!(asked(r#""type": "datetime""#, "45292.5"), ["2024-01-01T12:00:00", "2028-01-02T12:00:00", ""]);
}

#[test]
fn an_answer_decides_and_the_next_question_follows() {
    let (fields, cells) = (r#""type": "date""#, "1/2/2024|45292");
    let answered = Reading::answered("date-order", "month-first").expect("an answer");
    let verdict = verdict_given(fields, cells, answered);
    assert_eq!(told(&verdict), "month-first 1900 serial? 1900=1 1904=1 none=0: 45292");
    let answered = answered.with("serial", "none").expect("an answer");
    assert_eq!(told(&verdict_given(fields, cells, answered)), "month-first none");
    for (kind, value) in [
        ("date-order", "1900"),
        ("order", "day-first"),
        ("decimal", "point"),
        ("currency", "XXY"),
        ("currency", "$"),
        ("", ""),
    ] {
        assert_eq!(Reading::answered(kind, value), None);
    }
}

#[test]
fn an_answered_currency_is_not_asked_again() {
    for value in ["USD", "any"] {
        let answered = Reading::answered("currency", value).expect("an answer");
        assert_eq!(told(&verdict_given(r#""type": "number""#, "$1|€2", answered)), value);
    }
}

#[test]
fn what_is_taken_back_is_not_asked() {
    let template = one_column(r#""type": "number""#);
    let mut evidence = Evidence::new(&template.columns[0]).expect("there is something to decide");
    let mut told_after = |back: bool, cells: &[&str]| {
        for cell in cells.iter().map(|cell| cell.as_bytes()) {
            if back { evidence.take_back(cell) } else { evidence.note(cell) }
        }
        told(&evidence.verdict(&Reading::default()))
    };
    assert_eq!(told_after(false, &["€1", "$1", "$2"]), "currency? USD=2 EUR=1 any=3: $1|€1|$2");
    assert_eq!(told_after(true, &["$1"]), "currency? EUR=1 USD=1 any=2: €1|$2");
    assert_eq!(told_after(true, &["€1"]), "");
    assert_eq!(told_after(false, &["5 CHF"]), "currency? CHF=1 USD=1 any=2: 5 CHF|$2");
    assert_eq!(told_after(false, &["€1"]), "currency? CHF=1 EUR=1 USD=1 any=3: 5 CHF|€1|$2");
}

#[test]
fn a_quick_look_at_a_number_says_the_same_as_a_close_one() {
    const COMMA: Format = Format::delimited_by(b';');
    let mut seed = 1_usize;
    for kind in ["number", "integer"] {
        let template = one_column(&format!(r#""type": "{kind}""#));
        for _ in 0..3000 {
            let mut close = Evidence::new(&template.columns[0]).expect("there is something to decide");
            let mut quick = close.clone();
            let mut file = String::new();
            for _ in 0..=seed % 4 {
                for _ in 0..=(seed >> 20) % 8 {
                    seed =
                        seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    file.push(char::from(b"001234567.....,-"[(seed >> 40) % 16]));
                }
                file.push('\n');
            }
            let mut splitter = Splitter::new(COMMA, Place { offset: 0, line: 1 }, 1);
            splitter.push(file.as_bytes());
            splitter.finish();
            while splitter.fill(9).expect("sane") {
                splitter.rows().each_in_column(0, |_, text| {
                    quick.note_text(text);
                    close.note(text.bytes());
                });
            }
            let answered = Reading::default();
            assert_eq!(quick.verdict(&answered), close.verdict(&answered), "{kind}: {file:?}");
        }
    }
}

#[test]
fn what_the_template_decides_is_not_asked() {
    let decided = verdict_given(r#""type": "number", "decimal": ".""#, "1,234|1,5", Reading::default());
    assert_eq!(told(&decided), "");
    for fields in
        [r#""type": "date", "formats": ["D/M/YYYY"]"#, r#""type": "string""#, r#""type": "boolean""#]
    {
        assert!(Evidence::new(&one_column(fields).columns[0]).is_none(), "{fields}");
    }
}
