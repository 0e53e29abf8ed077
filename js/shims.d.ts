// The modules that the build makes up for the script-tag bundle: the worker and the WebAssembly, inside the script.

declare module "sheethook:worker" {
  /** The worker, bundled as a classic script. */
  const source: string;
  export default source;
}

declare module "sheethook:pattern-wasm" {
  /** The WebAssembly module of patterns, in base64. */
  const base64: string;
  export default base64;
}

declare module "sheethook:rest-wasm" {
  /** The engine's second WebAssembly module, in base64. */
  const base64: string;
  export default base64;
}

declare module "sheethook:wasm" {
  /** The engine's first WebAssembly module, in base64. */
  const base64: string;
  export default base64;
}
