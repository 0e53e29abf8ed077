//! The bindings inside a browser's worker: what only a browser can show.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Function, JSON, Reflect, Uint8Array};
use sheethook::base::simd::{self, Needles};
use sheethook::wasm::{Compile, Delivery, Paging, Sheet, foreign, post};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::AbortController;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const TEMPLATE: &str = r#"{"code": "t", "onInvalid": "include", "columns": [
    {"key": "groesse", "alternateKeys": ["grosse cm"], "type": "number", "min": 2},
    {"key": "name", "required": true}]}"#;

fn open(file: &[u8]) -> Result<Sheet, JsValue> {
    Sheet::open(file, true, Some(TEMPLATE.to_owned()), &compile(), "utf-8", None, None, None, None, None)
}

/// Stands in for the module of patterns: here each is a text that a cell begins with.
fn compile() -> Compile {
    Function::new_with_args(
        "pattern",
        r#"if (pattern === "(") throw "unclosed";
           return { test: (text) => new TextDecoder().decode(text).startsWith(pattern) };"#,
    )
    .unchecked_into()
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).expect("it is plain data").into()
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).expect("it is an object")
}

/// Gives a sheet's check what it wants.
fn check(sheet: &mut Sheet, file: &[u8]) {
    while let Some(wanted) = sheet.wants() {
        sheet.push(&Uint8Array::from(&file[wanted[0] as usize..])).expect("sane");
        sheet.finish().expect("sane");
    }
}

#[wasm_bindgen_test]
fn a_file_goes_in_and_its_page_comes_out() {
    let file = "Größe (cm);Name\n1.50;Ada\n;\n2;Bob\n".as_bytes();
    let mut sheet = open(file).expect("opens");
    assert_eq!(
        json(&field(&sheet.mapping().expect("data"), "unmatched")),
        "[]",
        "the browser's tables fold ö and ß"
    );
    sheet.start_check(false);
    check(&mut sheet, file);
    let result = sheet.result().expect("checked");
    assert_eq!(field(&result, "errors"), 2.0);
    assert_eq!(json(&field(&result, "byCode")), r#"{"too-small":1,"required":1}"#);
    let issue = Array::from(&field(&result, "issues")).get(0);
    assert_eq!(json(&field(&issue, "min")), "2");
    assert_eq!((field(&issue, "code"), field(&issue, "column")), ("too-small".into(), "groesse".into()));

    let paging = Paging::new("u".to_owned(), "null".to_owned(), Some(10.0), None).expect("sizes are right");
    let mut pager = sheet.pager(&paging, sheet.total_pages(&paging).expect("known")).expect("checked");
    let from = pager.wants().expect("nothing has been read")[0] as usize;
    pager.push(&Uint8Array::from(&file[from..]));
    pager.finish();
    let page = pager.next_page(None).expect("sane").expect("a page");
    let body = String::from_utf8(page.bytes.to_vec()).expect("UTF-8");
    let data = r#"[{"groesse":"1.50","name":"Ada"},{"groesse":null,"name":null},{"groesse":2,"name":"Bob"}]"#;
    assert_eq!(
        body,
        format!(
            r#"{{"template":"t","uploadId":"u","data":{data},"totalRecords":3,"totalPages":1,"page":1,"pageSize":3,"extra":null}}"#
        )
    );
    assert!(pager.next_page(None).expect("sane").is_none());
}

#[wasm_bindgen_test]
fn rows_are_text_by_the_headers() {
    let file = b"a,b\n1,\"x\ny\"\n\xFF,3\n";
    let sheet =
        Sheet::open(file, true, None, &compile(), "utf-8", None, None, None, None, None).expect("opens");
    let mut window = sheet.window(0.0, 9).expect("the first block is known");
    let from = window.wants().expect("nothing has been read")[0] as usize;
    window.push(&file[from..]).expect("sane");
    window.finish().expect("sane");
    assert_eq!(json(&window.into_rows().expect("sane")), "[[\"1\",\"x\\ny\"],[\"\u{FFFD}\",\"3\"]]");
}

#[wasm_bindgen_test]
fn errors_are_plain_objects_with_a_code() {
    let refused = open(b"").expect_err("there is nothing in it");
    assert_eq!(json(&refused), r#"{"code":"empty-file"}"#);
    let wrong =
        Sheet::open(b"a", true, Some("{}".to_owned()), &compile(), "utf-8", None, None, None, None, None);
    let faults = field(&wrong.expect_err("that is no template"), "faults");
    assert_eq!(Array::from(&faults).length(), 2);
    for row in [1.5, -1.0] {
        let refused = Sheet::open(b"a", true, None, &compile(), "utf-8", Some(row), None, None, None, None)
            .expect_err("refused");
        assert_eq!(field(&refused, "code"), "bad-option");
    }
}

#[wasm_bindgen_test]
fn javascript_compiles_the_patterns_and_says_what_matches() {
    const FILE: &[u8] = "a\nör\nor\n".as_bytes();
    let open = |pattern: &str| {
        let template = format!(
            r#"{{"code": "t", "onInvalid": "include", "columns": [{{"key": "a", "pattern": "{pattern}"}}]}}"#
        );
        Sheet::open(FILE, true, Some(template), &compile(), "utf-8", None, None, None, None, None)
    };
    let mut sheet = open("ö").expect("it is one");
    sheet.start_check(false);
    check(&mut sheet, FILE);
    let issues = Array::from(&field(&sheet.result().expect("checked"), "issues"));
    let issue = issues.get(0);
    assert_eq!((issues.length(), json(&field(&issue, "value"))), (1, r#""or""#.to_owned()));
    assert_eq!(field(&issue, "pattern"), "ö");
    let refused = field(&open("(").expect_err("it is none"), "faults");
    assert_eq!(json(&refused), r#"[{"path":"columns[0].pattern","reason":"unclosed"}]"#);
}

#[wasm_bindgen_test]
fn templates_that_are_no_json_or_have_no_end_are_refused() {
    let endless = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let table = [
        ("{", ""),
        (&endless, ""),
        (r#"{"code": "t", "columns": [{"key": "a", "type": "number", "max": 1e999}]}"#, "columns[0].max"),
        (&format!(r#"{{"code": {endless}, "columns": [{{"key": "a"}}]}}"#), "code"),
    ];
    for (template, path) in table {
        let refused = Sheet::open(
            b"a",
            true,
            Some(template.to_owned()),
            &compile(),
            "utf-8",
            None,
            None,
            None,
            None,
            None,
        );
        let faults = Array::from(&field(&refused.expect_err("refused"), "faults"));
        assert_eq!((faults.length(), field(&faults.get(0), "path")), (1, path.into()), "{template:.80}");
    }
}

#[wasm_bindgen_test]
fn what_is_passed_along_is_json() {
    for extra in ["", "{", "undefined", "1 2"] {
        let refused = Paging::new("u".to_owned(), extra.to_owned(), None, None).expect_err("refused");
        assert_eq!(json(&refused), r#"{"code":"bad-option","option":"extra","reason":"must be JSON"}"#);
    }
    for extra in ["null", r#"{"a": [1.5, "\ud800"]}"#, "9007199254740993"] {
        assert!(Paging::new("u".to_owned(), extra.to_owned(), None, None).is_ok(), "{extra}");
    }
}

#[wasm_bindgen_test]
fn what_is_no_text_is_known() {
    assert_eq!(foreign(b"%PDF-1.7").as_deref(), Some("pdf"));
    assert_eq!(foreign(b"a,b"), None);
}

#[wasm_bindgen_test]
fn waits_are_drawn_within_their_limit() {
    for _ in 0..50 {
        let step = Delivery::new(None, Some(10.0), None).expect("sane").answered(503, None).expect("data");
        let wait = field(&step, "ms").as_f64().expect("it waits");
        assert!((0.0..10.0).contains(&wait), "{wait}");
    }
}

#[wasm_bindgen_test]
async fn a_server_that_is_not_there_rejects() {
    let signal = AbortController::new().expect("a worker has it").signal();
    // Port 9 discards, and browsers refuse it besides.
    let body = Uint8Array::from(&b"{}"[..]);
    assert!(
        post("http://127.0.0.1:9/".to_owned(), vec!["X-Test".into(), "1".into()], body, signal)
            .await
            .is_err()
    );
}

#[wasm_bindgen_test]
async fn an_aborted_request_rejects() {
    let controller = AbortController::new().expect("a worker has it");
    controller.abort();
    let body = Uint8Array::from(&b"{}"[..]);
    assert!(post("http://127.0.0.1:9/".to_owned(), Vec::new(), body, controller.signal()).await.is_err());
}

#[wasm_bindgen_test]
fn the_vectors_find_what_is_found_byte_by_byte() {
    let mut seed = 7_u64;
    let mut byte = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Every byte, those that matter more often.
        if seed >> 62 == 0 {
            (seed >> 40) as u8
        } else {
            b",;\n\r\"\\09:/ \x1F\t-.x"[(seed >> 40) as usize % 16]
        }
    };
    let needles = Needles { delimiter: b';', others: *b"\n\r\"\\" };
    for _ in 0..10_000 {
        let block: [u8; simd::BLOCK] = std::array::from_fn(|_| byte());
        assert_eq!(simd::vector::find(&block, &needles), simd::scalar::find(&block, &needles));
        for lanes in block.as_chunks().0 {
            assert_eq!(simd::vector::digits(lanes), simd::scalar::digits(lanes));
            assert_eq!(simd::vector::specials(lanes), simd::scalar::specials(lanes));
        }
        for length in [0, 5, 16, 21, 64] {
            let text = &block[..length];
            assert_eq!(simd::vector::survey(text, b"\n\r\t"), simd::scalar::survey(text, b"\n\r\t"));
            assert_eq!(simd::vector::has(text, b'-'), simd::scalar::has(text, b'-'));
            assert_eq!(simd::vector::is_utf8(text), simd::scalar::is_utf8(text), "{text:?}");
        }
    }
}

#[wasm_bindgen_test]
fn the_vectors_know_utf8_wherever_it_is_cut_or_wrong() {
    let letters: [&[u8]; 22] = [
        "é".as_bytes(),
        "߿".as_bytes(),
        "ࠀ".as_bytes(),
        "€".as_bytes(),
        "\u{FFFF}".as_bytes(),
        "\u{D7FF}\u{E000}".as_bytes(),
        "𐀀".as_bytes(),
        "\u{10FFFF}".as_bytes(),
        b"\x80",
        b"\xBF\xBF",
        b"\xC0\x80",
        b"\xC1\xBF",
        b"\xE0\x9F\xBF",
        b"\xED\xA0\x80",
        b"\xED\xBF\xBF",
        b"\xF0\x8F\xBF\xBF",
        b"\xF4\x90\x80\x80",
        b"\xF5\x80\x80\x80",
        b"\xF8\x88\x80\x80\x80",
        b"\xFF",
        b"\xE2\x82a",
        b"\xF0\x9F\x98a",
    ];
    for letter in letters {
        for before in 0..=20 {
            let text = [&[b'a'; 20][..before], letter, "éa€a𐀀aaaaaaaaaaaaaaaaaaaa".as_bytes()].concat();
            for end in 0..=text.len() {
                let part = &text[..end];
                assert_eq!(simd::vector::is_utf8(part), simd::scalar::is_utf8(part), "{part:?}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn the_platform_knows_the_clocks_of_zones() {
    // Seconds since 1970 as shown by the zone's clocks, and the minutes by which they are ahead of UTC.
    let noon = |day: i64| day * 86_400 + 43_200;
    let cases = [
        ("Europe/Berlin", noon(19_737), Some(60)),
        ("Europe/Berlin", noon(19_900), Some(120)),
        // 2024-03-31 02:30 is skipped, 2024-10-27 02:30 is shown twice.
        ("Europe/Berlin", 19_813 * 86_400 + 9_000, Some(60)),
        ("Europe/Berlin", 20_023 * 86_400 + 9_000, Some(120)),
        ("Asia/Kolkata", noon(19_737), Some(330)),
        ("UTC", 0, Some(0)),
        ("Nowhere/Land", 0, None),
    ];
    for (zone, local, ahead) in cases {
        assert_eq!(sheethook::wasm::utc_offset(zone, local), ahead, "{zone} {local}");
    }
}
