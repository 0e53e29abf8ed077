// The headers of every answer: the strictest policy that sheethook works under, the one that the README recommends.

const SOURCES = {
  "default-src": "'none'",
  // WebAssembly needs wasm-unsafe-eval; it does not allow eval.
  "script-src": "'self' 'wasm-unsafe-eval'",
  // blob: for the script tag only, which carries its worker inside.
  "worker-src": "'self' blob:",
  "style-src": "'self'",
  "connect-src": "'self'",
  "img-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
};

export const POLICY = {
  "Content-Security-Policy": Object.entries(SOURCES)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};
