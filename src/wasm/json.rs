//! Reads JSON by JavaScript's own parser, so that the engine needs none.

use crate::base::json::Json;
use js_sys::{Array, JSON, Object};
use wasm_bindgen::{JsCast, JsValue};

/// A template's fields lie no deeper than this: columns, options, and their alternates in lists and objects.
const DEPTH: u32 = 8;

/// What the text says, or none if it isn't JSON. What lies deeper than any field of a template is cut off, so that no
/// text can exhaust the stack; it lies in something that is refused for what it is.
pub(super) fn read_json(text: &str) -> Option<Json> {
    JSON::parse(text).ok().map(|value| json(&value, DEPTH))
}

fn json(value: &JsValue, depth: u32) -> Json {
    if let Some(text) = value.as_string() {
        Json::Text(text)
    } else if let Some(number) = value.as_f64() {
        Json::Number(number, value.unchecked_ref::<Object>().to_string().into())
    } else if let Some(bool) = value.as_bool() {
        Json::Bool(bool)
    } else if depth == 0 || !value.is_object() {
        Json::Null
    } else if Array::is_array(value) {
        Json::List(value.unchecked_ref::<Array>().iter().map(|item| json(&item, depth - 1)).collect())
    } else {
        let fields = Object::entries(value.unchecked_ref());
        let fields = fields.iter().map(|field| {
            let field: Array = field.unchecked_into();
            (field.get(0).as_string().unwrap_or_default(), json(&field.get(1), depth - 1))
        });
        Json::Object(fields.collect())
    }
}
