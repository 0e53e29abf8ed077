//! Unicode's letters and time zones, of which JavaScript has the tables.

use crate::base::platform::{Case, Platform};
use js_sys::{Array, Date, Function, JsString, Math, Object, Reflect, RegExp};
use std::cell::RefCell;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The platform in a browser or in Node.
pub(super) const PLATFORM: Platform = Platform { fold, change_case, utc_offset, seed };

thread_local! {
    /// Whatever is neither letter nor digit; accents that were taken apart from their letters are neither.
    static NEITHER: RegExp = RegExp::new(r"[^\p{L}\p{N}]", "gu");
    static WORD: RegExp = RegExp::new(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*", "gu");
    /// The last zone, and what writes times as its clocks show them: that takes long to make.
    static FORMAT: RefCell<Option<(String, Function)>> = const { RefCell::new(None) };
}

/// Takes names to their letters and digits in lower case.
fn fold(name: &str) -> String {
    // Upper case first: it takes ß to SS.
    let apart = JsString::from(name).normalize("NFD").to_upper_case().to_lower_case();
    NEITHER.with(|neither| apart.replace_by_pattern(neither, "")).into()
}

fn change_case(text: &str, case: Case) -> String {
    let text = JsString::from(text);
    match case {
        Case::Lower => text.to_lower_case().into(),
        Case::Upper => text.to_upper_case().into(),
        Case::Title => {
            let title = Closure::<dyn Fn(JsString) -> JsString>::new(|word: JsString| {
                // A letter may be two of JavaScript's characters.
                let first = word.code_point_at(0).as_f64().map_or(1, |code| 1 + u32::from(code > 65535.0));
                let (first, rest) = (word.slice(0, first), word.slice(first, word.length()));
                first.to_upper_case().concat(&rest.to_lower_case())
            });
            let title = title.as_ref().unchecked_ref();
            WORD.with(|words| text.replace_by_pattern_with_function(words, title)).into()
        }
    }
}

/// See [`Platform::utc_offset`].
pub fn utc_offset(zone: &str, local: i64) -> Option<i32> {
    const DAY: i64 = 86_400;
    FORMAT.with_borrow_mut(|last| {
        if last.as_ref().is_none_or(|(known, _)| known != zone) {
            *last = Some((zone.to_owned(), format_in(zone)?));
        }
        let (_, format) = last.as_ref()?;
        // Seconds by which the zone is ahead of UTC at a time of UTC's.
        let ahead = |utc: i64| {
            let shown = format.call1(&JsValue::NULL, &(utc as f64 * 1000.0).into()).ok()?.as_string()?;
            let shown = Date::parse(&format!("{}Z", shown.replacen(' ', "T", 1)));
            shown.is_finite().then_some((shown / 1000.0) as i64 - utc)
        };
        let (before, after) = (ahead(local - DAY)?, ahead(local + DAY)?);
        let only_after = ahead(local - before)? != before && ahead(local - after)? == after;
        Some(((if only_after { after } else { before }) / 60) as i32)
    })
}

/// What writes times as a zone's clocks show them; none where the zone isn't known.
fn format_in(zone: &str) -> Option<Function> {
    let options = Object::new();
    Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
    for part in ["year", "month", "day", "hour", "minute", "second"] {
        Reflect::set(&options, &part.into(), &"numeric".into()).ok()?;
    }
    // Sweden writes 2024-01-31 23:59:59. The constructor throws for a zone that isn't known.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?;
    let arguments = Array::of2(&"sv-SE".into(), &options);
    let formatter = Reflect::construct(constructor.unchecked_ref::<Function>(), &arguments).ok()?;
    Reflect::get(&formatter, &"format".into()).ok()?.dyn_into().ok()
}

fn seed() -> u64 {
    // Each gives some 52 bits.
    (Math::random() * 2_f64.powi(32)) as u64 ^ ((Math::random() * 2_f64.powi(32)) as u64) << 32
}
