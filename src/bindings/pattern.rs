//! Patterns, which another WebAssembly module compiles.

use crate::pattern::Test;
use js_sys::{Function, Object};
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// Compiles a regular expression, or throws why it can't be used.
    #[wasm_bindgen(
        extends = Function,
        typescript_type = "(pattern: string) => { test(text: Uint8Array): boolean }"
    )]
    #[derive(Debug)]
    pub type Compile;

    /// A compiled regular expression.
    type Compiled;

    #[wasm_bindgen(method)]
    fn test(this: &Compiled, text: &[u8]) -> bool;
}

pub(super) fn compiled_by(compile: &Compile, pattern: &str) -> Result<Test, String> {
    match compile.call1(&JsValue::NULL, &pattern.into()) {
        Ok(compiled) => {
            let compiled: Compiled = compiled.unchecked_into();
            Ok(Arc::new(move |text: &[u8]| compiled.test(text)))
        }
        Err(reason) => Err(reason.unchecked_into::<Object>().to_string().into()),
    }
}
