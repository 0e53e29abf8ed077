// Each engine's own TextDecoder, and where rewritten text is kept: with a private file system, and without one.
import assert from "node:assert/strict";
import { lookup } from "node:dns/promises";
import { hostname, networkInterfaces } from "node:os";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { encode } from "../support/encode.mjs";
import { SAMPLES } from "../support/encoded-samples.mjs";
import { inEachBrowser, inPage, openPage } from "../support/webdriver.mjs";

const root = new URL("../../", import.meta.url).pathname;
const bundle = { entryPoints: [`${root}js/driver/encoding.ts`], bundle: true, format: "esm", write: false };
const { outputFiles } = await build(bundle);

const samples = SAMPLES.flatMap(([name, encodings, text]) =>
  encodings.split(" ").map((encoding) => ({ name, encoding, text, bytes: [...encode(text, encoding)] })),
);

/** A row of each, which says what it is by its content alone. */
const ROWS = [
  ["shift_jis", "東京都,おおさか,ｱｲｳ\n"],
  ["windows-1252", "Jürgen Müller,Köln,12 €\n"],
  ["utf-16le", "José,日本,🦀\n"],
];
const ROW_COUNT = 90_000;

/** A file of the sheet's own where there is a private file system, and none after the sheet. */
const KEPT = { spooled: true, left: 0 };

inEachBrowser("Encodings", (at) => {
  let site;
  before(async () => {
    site = await openPage(at.driver);
    site.files["/encoding.js"] = outputFiles[0].text;
  });
  after(() => site?.close());

  // Engines have decoders of their own, which may differ in labels, tables and in what they hold back.
  test(`each of ${samples.length} short tables is read right, cut anywhere`, async () => {
    const wrong = await inPage(
      at.driver,
      async (samples) => {
        const { findEncoding } = await import("/encoding.js");
        const wrong = [];
        for (const { name, encoding, text, bytes } of samples) {
          const file = Uint8Array.from(bytes);
          const { encoding: found } = await findEncoding(
            async (from, to) => file.subarray(from, to),
            file.length,
          );
          for (let chunk = 1; chunk <= 40; chunk += 1) {
            const decoder = new TextDecoder(found);
            let decoded = "";
            for (let from = 0; from < file.length; from += chunk) {
              decoded += decoder.decode(file.subarray(from, from + chunk), { stream: true });
            }
            decoded += decoder.decode();
            if (decoded.normalize() !== text.normalize())
              wrong.push(`${name} in ${encoding}: ${found}, by ${chunk}`);
          }
        }
        return wrong;
      },
      samples,
    );
    assert.deepEqual(wrong, []);
  });

  for (const [encoding, row] of ROWS) {
    // Its text is rewritten chunk by chunk, and read from where it is kept.
    test(`${encoding} without a mark is found and read whole through chunks`, async () => {
      const found = await importRows(at.driver, encoding, row);
      assert.deepEqual(found, { encoding, count: ROW_COUNT, broken: 0, others: 0, secure: true, ...KEPT });
    });
  }

  // There a page has no private file system and no crypto.randomUUID.
  test("on plain http what is rewritten is kept in Blobs, and an import has its id all the same", async (t) => {
    const host = await plainHost();
    if (!host) return t.skip("this machine has no address but those that browsers take for secure");
    const plain = await openPage(at.driver, host);
    try {
      const [encoding, row] = ROWS[2];
      const found = await importRows(at.driver, encoding, row);
      assert.deepEqual(found, { encoding, count: ROW_COUNT, broken: 0, others: 0, secure: false, ...KEPT });
    } finally {
      await plain.close();
      await at.driver.get(site.origin);
    }
  });
});

/** Imports a file of that row alone; `others` counts records that say anything else. */
function importRows(driver, encoding, row) {
  return inPage(
    driver,
    async (headers, bytes, row, count) => {
      const part = Uint8Array.from(bytes);
      const parts = [Uint8Array.from(headers), ...Array(count).fill(part)];
      // Chromium and Firefox have a private file system on secure pages; WebKitGTK has none yet.
      const folder = await navigator.storage?.getDirectory?.();
      const spools = async () => (folder ? (await Array.fromAsync(folder.keys())).length : 0);
      const sheet = await window.openSheet(new Blob(parts));
      await sheet.check();
      const spooled = (await spools()) === (folder ? 1 : 0);
      await sheet.close();
      const { dialect, records, byCode } = await window.imported(parts);
      const wanted = row.trim();
      return {
        encoding: dialect.encoding,
        count: records.length,
        broken: byCode["broken-encoding"] ?? 0,
        others: records.filter((record) => `${Object.values(record)}` !== wanted).length,
        secure: isSecureContext,
        spooled,
        left: await spools(),
      };
    },
    [...encode("a,b,c\n", encoding)],
    [...encode(row, encoding)],
    row,
    ROW_COUNT,
  );
}

/** An own address that is not loopback's, or a name: on these plain http is not secure. */
async function plainHost() {
  const addresses = Object.values(networkInterfaces()).flat();
  const outside = addresses.find(({ internal, family }) => !internal && family === "IPv4");
  if (outside) return outside.address;
  const named = await lookup(hostname()).catch(() => undefined);
  return named && hostname() !== "localhost" ? hostname() : undefined;
}
