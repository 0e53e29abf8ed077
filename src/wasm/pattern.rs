//! Patterns, which another WebAssembly module compiles.

use crate::base::pattern::{Replace, Test};
use js_sys::{Function, Object};
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// Compiles a regular expression, or throws why it can't be used.
    #[wasm_bindgen(
        extends = Function,
        typescript_type = "(pattern: string) => { test(text: Uint8Array): boolean; replace(text: Uint8Array, replacement: Uint8Array): Uint8Array | undefined }"
    )]
    #[derive(Debug)]
    pub type Compile;

    /// A compiled regular expression.
    type Compiled;

    #[wasm_bindgen(method)]
    fn test(this: &Compiled, text: &[u8]) -> bool;

    #[wasm_bindgen(method)]
    fn replace(this: &Compiled, text: &[u8], replacement: &[u8]) -> Option<Vec<u8>>;
}

pub(super) fn compiled_by(compile: &Compile, pattern: &str) -> Result<Test, String> {
    let compiled = compiled(compile, pattern)?;
    Ok(Arc::new(move |text: &[u8]| compiled.test(text)))
}

/// A pattern whose matches are replaced.
pub(super) fn replaced_by(compile: &Compile, pattern: &str, replacement: &str) -> Result<Replace, String> {
    let (compiled, replacement) = (compiled(compile, pattern)?, replacement.as_bytes().to_vec());
    Ok(Arc::new(move |text: &[u8]| compiled.replace(text, &replacement)))
}

fn compiled(compile: &Compile, pattern: &str) -> Result<Compiled, String> {
    match compile.call1(&JsValue::NULL, &pattern.into()) {
        Ok(compiled) => Ok(compiled.unchecked_into()),
        Err(reason) => Err(reason.unchecked_into::<Object>().to_string().into()),
    }
}
