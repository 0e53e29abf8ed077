// The browser's own TextDecoder: it finds the encodings that Node's does, and holds back what a chunk cuts off.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { build } from "esbuild";
import { startBrowser } from "../support/browser.mjs";
import { encode } from "../support/encode.mjs";
import { SAMPLES } from "../support/encoded-samples.mjs";

const root = new URL("../../", import.meta.url).pathname;
const bundle = { entryPoints: [`${root}js/driver/encoding.ts`], bundle: true, format: "iife", write: false };
const { outputFiles } = await build({ ...bundle, globalName: "found" });
const browser = await startBrowser();
after(() => browser.close());

test("every sample is read right in Chromium, cut anywhere", async () => {
  const page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0].text });
  const each = SAMPLES.flatMap(([name, encodings, text]) =>
    encodings.split(" ").map((encoding) => ({ name, encoding, text, bytes: [...encode(text, encoding)] })),
  );
  const wrong = await page.evaluate(async (samples) => {
    const wrong = [];
    for (const { name, encoding, text, bytes } of samples) {
      const file = Uint8Array.from(bytes);
      const read = async (from, to) => file.subarray(from, to);
      const { encoding: found } = await window.found.findEncoding(read, file.length);
      for (let chunk = 1; chunk <= 40; chunk += 1) {
        const decoder = new TextDecoder(found);
        let decoded = "";
        for (let at = 0; at < file.length; at += chunk) {
          decoded += decoder.decode(file.subarray(at, at + chunk), { stream: true });
        }
        decoded += decoder.decode();
        if (decoded.normalize() !== text.normalize())
          wrong.push(`${name} in ${encoding}: ${found}, by ${chunk}`);
      }
    }
    return wrong;
  }, each);
  assert.deepEqual(wrong, []);
});
