// Faults of the options are found when the relay is made, all at once, and never print the webhook's url.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createRelay, RelayOptionsError } from "../../pkg/relay.js";

const good = {
  templates: { orders: { url: "https://hooks.example/s3cret" } },
  allowedOrigins: ["https://app.example"],
};
const withTemplate = (template) => ({ ...good, templates: { orders: template } });
const withUrl = (url) => withTemplate({ url });
const withName = (authHeaderName) => withTemplate({ url: "https://hooks.example/s3cret", authHeaderName });
const withOrigin = (origin) => ({ ...good, allowedOrigins: [origin] });

// what is wrong, the options, the faults' paths
const faulty = [
  ["nothing", undefined, ["options", "templates", "allowedOrigins"]],
  ["an array", [], ["options", "templates", "allowedOrigins"]],
  ["no templates", { allowedOrigins: [] }, ["templates"]],
  ["no template", { ...good, templates: {} }, ["templates"]],
  ["templates as an array", { ...good, templates: ["orders"] }, ["templates"]],
  ["a template that is a url", withTemplate("https://hooks.example/s3cret"), ["templates.orders.url"]],
  ["a url that is missing", withUrl(undefined), ["templates.orders.url"]],
  ["a url without scheme", withUrl("hooks.example/s3cret"), ["templates.orders.url"]],
  ["a url of a file", withUrl("file:///s3cret"), ["templates.orders.url"]],
  ["a url with a password", withUrl("https://user:s3cret@hooks.example"), ["templates.orders.url"]],
  ["an empty header name", withName(""), ["templates.orders.authHeaderName"]],
  ["a header name with a space", withName("X Api"), ["templates.orders.authHeaderName"]],
  ["a header name with a line break", withName("X-Api\r\nX-Evil"), ["templates.orders.authHeaderName"]],
  ["a hop-by-hop header", withName("Connection"), ["templates.orders.authHeaderName"]],
  ["the body's own header", withName("Content-Type"), ["templates.orders.authHeaderName"]],
  ["the page's own header", withName("IDEMPOTENCY-KEY"), ["templates.orders.authHeaderName"]],
  [
    "an unknown field of a template",
    withTemplate({ ...good.templates.orders, secret: 1 }),
    ["templates.orders.secret"],
  ],
  ["no allowedOrigins", { templates: good.templates }, ["allowedOrigins"]],
  ["one origin as a string", { ...good, allowedOrigins: "*" }, ["allowedOrigins"]],
  ["an origin with a path", withOrigin("https://app.example/import"), ["allowedOrigins[0]"]],
  ["an origin with a slash", withOrigin("https://app.example/"), ["allowedOrigins[0]"]],
  ["an origin in capitals", withOrigin("https://App.example"), ["allowedOrigins[0]"]],
  ["an origin with the default port", withOrigin("https://app.example:443"), ["allowedOrigins[0]"]],
  ["an origin without scheme", withOrigin("app.example"), ["allowedOrigins[0]"]],
  ["an origin with a wildcard in its path", withOrigin("https://app.example/*"), ["allowedOrigins[0]"]],
  ["the origin null, which any page can have", withOrigin("null"), ["allowedOrigins[0]"]],
  ["an origin of a file", withOrigin("file:///"), ["allowedOrigins[0]"]],
  ["a limit of nothing", { ...good, maxBodyBytes: 0 }, ["maxBodyBytes"]],
  ["a limit as text", { ...good, maxBodyBytes: "1mb" }, ["maxBodyBytes"]],
  ["no time", { ...good, timeoutMs: 0 }, ["timeoutMs"]],
  ["more time than fetch gives", { ...good, timeoutMs: 300_001 }, ["timeoutMs"]],
  ["time without end", { ...good, timeoutMs: Number.POSITIVE_INFINITY }, ["timeoutMs"]],
  ["a fetch that is none", { ...good, fetch: {} }, ["fetch"]],
  ["an onError that is none", { ...good, onError: true }, ["onError"]],
  ["an unknown option", { ...good, allowedOrigin: "*" }, ["allowedOrigin"]],
];

for (const [what, options, paths] of faulty) {
  test(`refused: ${what}`, () => {
    assert.throws(
      () => createRelay(options),
      (error) => {
        assert.ok(error instanceof RelayOptionsError && error instanceof TypeError);
        assert.deepEqual(
          error.faults.map(({ path }) => path),
          paths,
        );
        for (const { path, reason } of error.faults) assert.ok(error.message.includes(`${path} ${reason}`));
        assert.doesNotMatch(error.message, /s3cret/);
        return true;
      },
    );
  });
}

test("every fault is named at once", () => {
  const options = {
    templates: { orders: { url: "x", authHeaderName: "a b" }, people: { url: "ftp://x" } },
    allowedOrigins: ["https://a.example/", "b"],
    timeoutMs: -1,
    retries: 3,
  };
  assert.throws(() => createRelay(options), {
    message: [
      "createRelay: retries is not an option of the relay",
      "templates.orders.url must be an http or https url",
      "templates.orders.authHeaderName must be a header's name",
      "templates.people.url must be an http or https url",
      "allowedOrigins[0] must be an origin without path: write https://a.example",
      "allowedOrigins[1] must be an origin such as https://app.example",
      "timeoutMs must be a whole number from 1 to 300000",
    ].join("; "),
  });
});

const taken = [
  ["the least", good],
  ["everything", { ...good, maxBodyBytes: 1, timeoutMs: 300_000, fetch, onError: () => {} }],
  ["what is undefined counts as left out", { ...good, timeoutMs: undefined, fetch: undefined }],
  ["http, a port and a query in the url", withUrl("http://10.0.0.1:8080/in?token=s3cret")],
  ["* beside an origin", { ...good, allowedOrigins: ["*", "https://app.example"] }],
  ["an origin with a port", withOrigin("http://localhost:3000")],
  ["no origin", { ...good, allowedOrigins: [] }],
  ["Authorization as the header", withName("Authorization")],
];
for (const [what, options] of taken) {
  test(`taken: ${what}`, () => assert.equal(typeof createRelay(options), "function"));
}
