// Regular expressions as JavaScript reads them, and as the linear-time engine reads what the converters make of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { initSync, Pattern } from "../../pkg/engine/pattern.js";
import { fromJsonSchema, fromTableSchema } from "../../pkg/schema.js";

initSync({ module: readFileSync(new URL("../../pkg/engine/pattern_bg.wasm", import.meta.url)) });

const json = (pattern) => fromJsonSchema({ properties: { p: { type: "string", pattern } } });
const table = (pattern) =>
  fromTableSchema({ fields: [{ name: "p", type: "string", constraints: { pattern } }] });

const TEXTS = [
  ...[
    "",
    "a",
    "A",
    "ab",
    "abc",
    "aab",
    "b",
    "B",
    "-",
    ".",
    "a-b",
    "a.b@c.de",
    "1",
    "12",
    "2024-01-31",
    "x{2}",
    "{,5}",
  ],
  ...[
    "[a]",
    "a]",
    "a&&b",
    "~",
    "\\",
    "/",
    "a/b",
    "_",
    "<b>",
    " ",
    "\t",
    "\n",
    "é",
    "日本",

    "u0041",
    "\b",
    "\0",
    "}",
  ],
];

for (const pattern of [
  ...[
    "",
    "a",
    "^a$",
    "a|b",
    "^(?:a|b)+$",
    "[abc]",
    "[^abc]",
    "[\\w-.]+@[\\w.-]+",
    "[\\d-]+",
    "[a-]",
    "[-a]",
    "[a\\-b]",
  ],
  ...[
    "\\d{4}-\\d{2}-\\d{2}",
    "x{2}",
    "{,5}",
    "a{1,}",
    "a{2}b?",
    "}",
    "]",
    "[[]",
    "[a[]",
    "[a&&b]",
    "[~]",
    "\\[a\\]",
  ],
  ...[
    "\\/",
    "a\\/b",
    "\\<b\\>",
    "\\_",
    "\\é",
    "[\\b]",
    "\\bab\\b",
    "\\Bb",
    "\\0",
    "\\x41",
    "\\u0041",
    "\\x4",
    "\\u4",
  ],
  ...["(?<name>a)b", "(a)(b)", "a+?", "a*?b", "\\s", "\\S+", "\\t", "\\.", "^$", "日", "[日本]+"],
  ...["[\\s\\S]", "[\\W_]", "a||b", "()", "^[^\\s@]+@[^\\s@]+\\.[a-z]+$", "[+-]?\\d+", "[!-&]", "[ -~]"],
]) {
  test(`read alike: ${JSON.stringify(pattern)}`, () => {
    const { template, leftOut } = json(pattern);
    assert.deepEqual(leftOut, []);
    const carried = new Pattern(template.columns[0].pattern ?? "");
    const whole = new Pattern(table(pattern).template.columns[0].pattern ?? "");
    for (const text of TEXTS) {
      const bytes = new TextEncoder().encode(text);
      assert.equal(
        carried.test(bytes),
        new RegExp(pattern).test(text),
        `${carried} in ${JSON.stringify(text)}`,
      );
      if (pattern === "") continue;
      assert.equal(
        whole.test(bytes),
        new RegExp(`^(?:${pattern})$`).test(text),
        `whole: ${JSON.stringify(text)}`,
      );
    }
  });
}

const LINEAR = /linear time/;
for (const [pattern, reason] of [
  ["a(?=b)", LINEAR],
  ["a(?!b)", LINEAR],
  ["(?<=a)b", LINEAR],
  ["(?<!a)b", LINEAR],
  ["(a)\\1", LINEAR],
  ["(?<n>a)\\k<n>", LINEAR],
  ["\\p{L}", /"\\p" is not supported/],
  ["\\cA", /not supported/],
  ["[]", /empty class/],
  ["[^]", /empty class/],
  ["[+--]", /a range to or from "-"/],
  ["\\uD83D\\uDE00", /surrogate/],
  ["a{1001}", /more than 1,000 times/],
  ["(", /not a regular expression/],
  ["a".repeat(1001), /longer than/],
]) {
  test(`left out: ${pattern.slice(0, 20)}`, () => {
    const { template, leftOut } = json(pattern);
    assert.equal(template.columns[0].pattern, undefined);
    assert.match(leftOut[0].reason, reason);
  });
}
