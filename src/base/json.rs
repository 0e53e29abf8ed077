//! What JSON says, as far as a template can be made of it.

/// A JSON value, made of text natively, and of JavaScript's values in WebAssembly.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// The number as a double, and that double's shortest decimal digits as JavaScript or Rust writes them.
    Number(f64, String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object's fields in their order, each name once.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Json {
        use serde_json::Value;
        match value {
            Value::Null => Json::Null,
            Value::Bool(bool) => Json::Bool(bool),
            Value::Number(number) => {
                // The double's own digits, as in JavaScript, and not those of the text: serde_json keeps or drops
                // these by its features.
                let number = number.as_f64().unwrap_or(f64::INFINITY);
                Json::Number(number, number.to_string())
            }
            Value::String(text) => Json::Text(text),
            Value::Array(items) => Json::List(items.into_iter().map(Json::from).collect()),
            Value::Object(fields) => {
                Json::Object(fields.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}
