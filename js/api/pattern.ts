// The WebAssembly module of patterns, which is loaded only where a template has one.
export { default as initPatterns, initSync as initPatternsSync, Pattern } from "../../pkg/engine/pattern.js";
