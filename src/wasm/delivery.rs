//! One request with gloo-net, and what to do after it.

use super::to_js;
use crate::deliver::{self, Outcome, RetryPolicy};
use crate::error::Error;
use gloo_net::http::{Headers, RequestBuilder, Response};
use js_sys::{Date, Math, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, RequestRedirect};

/// The tries of one page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Delivery(deliver::Delivery);

#[wasm_bindgen]
impl Delivery {
    /// A page that has not been tried yet. Waits are in milliseconds.
    #[wasm_bindgen(constructor)]
    pub fn new(tries: Option<u32>, base_ms: Option<f64>, max_ms: Option<f64>) -> Result<Delivery, JsValue> {
        let default = RetryPolicy::default();
        let policy = RetryPolicy {
            tries: tries.unwrap_or(default.tries),
            base_ms: base_ms.unwrap_or(default.base_ms),
            max_ms: max_ms.unwrap_or(default.max_ms),
            ..default
        };
        policy.validate()?;
        Ok(Delivery(deliver::Delivery::new(policy)))
    }

    /// What to do after an answer with this status.
    #[wasm_bindgen(unchecked_return_type = "Step")]
    pub fn answered(&mut self, status: u16, retry_after_ms: Option<f64>) -> Result<JsValue, JsValue> {
        to_js(&self.0.after(Outcome::Answered { status, retry_after_ms }, Math::random()))
    }

    /// What to do after a request that got no answer, or none in time.
    #[wasm_bindgen(unchecked_return_type = "Step")]
    pub fn unanswered(&mut self, timed_out: bool) -> Result<JsValue, JsValue> {
        let outcome = if timed_out { Outcome::TimedOut } else { Outcome::Unreachable };
        to_js(&self.0.after(outcome, Math::random()))
    }
}

/// What a server answered.
#[wasm_bindgen(getter_with_clone)]
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status; 0 for a redirect, which is not followed.
    pub status: u16,
    /// What `Retry-After` asks for, in milliseconds from now.
    #[wasm_bindgen(js_name = retryAfterMs)]
    pub retry_after_ms: Option<f64>,
    /// The start of the answer's body.
    pub body: String,
}

/// Posts a page's body. Rejects when there is no answer, or `signal` is aborted.
#[wasm_bindgen]
pub async fn post(
    url: String,
    headers: Vec<String>,
    body: Uint8Array,
    signal: AbortSignal,
) -> Result<Answer, JsValue> {
    let sent = Headers::new();
    for pair in headers.chunks_exact(2) {
        // An invalid name or value throws in JavaScript; the driver has tried them before.
        sent.append(&pair[0], &pair[1]);
    }
    let request = RequestBuilder::new(&url)
        .method(gloo_net::http::Method::POST)
        .headers(sent)
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&signal))
        .body(body)
        .map_err(|error| JsValue::from(Error::bad_option("destination.url", &error.to_string())))?;
    let response = request.send().await.map_err(|error| JsValue::from_str(&error.to_string()))?;
    let retry_after_ms = response.headers().get("Retry-After").and_then(|value| wait_ms(&value));
    let status = response.status();
    Ok(Answer { status, retry_after_ms, body: text(&response).await })
}

/// The most bytes of an answer that are read: it may be anyone's, and without end.
const ANSWER_BYTES: usize = 64 << 10;

/// The start of the answer's text; an answer that breaks off after its status was an answer all the same.
async fn text(response: &Response) -> String {
    let Some(stream) = response.body() else { return String::new() };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER_BYTES
        && let Ok(read) = JsFuture::from(reader.read()).await
        && let Ok(value) = Reflect::get(&read, &"value".into())
        && let Ok(chunk) = value.dyn_into::<Uint8Array>()
    {
        bytes.extend_from_slice(&chunk.to_vec());
    }
    // Nobody waits for the rest.
    let _: Promise = reader.cancel();
    bytes.truncate(ANSWER_BYTES);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `Retry-After` in milliseconds from now: it holds seconds or a date (RFC 9110, 10.2.3).
fn wait_ms(value: &str) -> Option<f64> {
    let seconds = value.trim().parse::<u32>().ok();
    // A date begins with the day's name; JavaScript would read `1.5` as one, too.
    if seconds.is_none() && !value.trim_start().starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let until = || Some(Date::parse(value)).filter(|date| date.is_finite()).map(|date| date - Date::now());
    seconds.map(|seconds| f64::from(seconds) * 1000.0).or_else(until)
}
