// The webhook's requests in; each page taken once, and a view of what has arrived out. Fails on purpose when asked to.
import { Failures } from "./failures.mjs";

export const AUTH_HEADER = "X-Api-Key";
const AUTH_VALUE = "demo-key-4711";

/** Uploads whose pages are known again when they come a second time; a real receiver keeps the keys in its database. */
const UPLOADS = 8;
/** Requests that the view lists. */
const RECENT = 7;
const MAX_BODY = 4 << 20;
const MAX_PAGES = 1_000_000;

/** A page's mark in the view; "." before it has come. */
const [TAKEN, TAKEN_LATE, FAILED] = "trf";

export class Receiver {
  failing = false;
  #failures = new Failures();
  /** Upload id → what is known of it, the newest last. */
  #uploads = new Map();
  #recent = [];
  #last;
  #requests = 0;
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  async receive(request, response) {
    const body = await readBody(request);
    const page = parse(body);
    if (request.headers[AUTH_HEADER.toLowerCase()] !== AUTH_VALUE)
      return answer(response, 401, { error: `${AUTH_HEADER} is missing or wrong.` });
    if (!page) return answer(response, 400, { error: "This is not a page." });

    const failure = this.failing ? this.#failures.next() : undefined;
    const upload = this.#upload(page);
    const key = request.headers["idempotency-key"] ?? `${page.uploadId}_${page.page}`;
    const again = upload.taken.has(key);
    // Taken before the answer, which may be lost: that is why the sender has to ask again, with the same key.
    if (failure !== "busy" && failure !== "cut" && !again) take(upload, key, page);
    if (again) upload.repeats += 1;
    if (failure) upload.failures += 1;
    const smooth = !failure && !again && upload.marks[page.page - 1] === ".";
    upload.marks[page.page - 1] = smooth ? TAKEN : upload.taken.has(key) ? TAKEN_LATE : FAILED;
    this.#note(request, page, body.length, failure ?? (again ? "again" : "taken"));
    respond(response, failure, again);
  }

  /** All that the page shows, small enough to be sent often. */
  view() {
    const upload = [...this.#uploads.values()].at(-1);
    return {
      failing: this.failing,
      upload: upload && { ...upload, taken: undefined, marks: upload.marks.join("") },
      recent: this.#recent,
      last: this.#last,
    };
  }

  #upload({ uploadId, template, totalRecords, totalPages }) {
    const known = this.#uploads.get(uploadId);
    if (known) return known;
    const upload = {
      uploadId,
      template,
      totalRecords,
      totalPages,
      records: 0,
      pages: 0,
      repeats: 0,
      failures: 0,
    };
    const started = { startedAt: Date.now(), ms: 0, taken: new Set(), marks: Array(totalPages).fill(".") };
    this.#uploads.set(uploadId, Object.assign(upload, started));
    if (this.#uploads.size > UPLOADS) this.#uploads.delete(this.#uploads.keys().next().value);
    return upload;
  }

  #note(request, page, bytes, outcome) {
    this.#requests += 1;
    const { headers } = request;
    const [record] = page.data;
    this.#last = {
      // The relay makes its requests anew; a browser says where it comes from.
      from: headers.origin ? "browser" : "relay",
      authHeader: `${AUTH_HEADER}: ${headers[AUTH_HEADER.toLowerCase()]}`,
      idempotencyKey: headers["idempotency-key"],
      bytes,
      body: { ...page, data: record ? [record] : [] },
    };
    this.#recent.unshift({ number: this.#requests, page: page.page, records: page.pageSize, bytes, outcome });
    this.#recent.length = Math.min(this.#recent.length, RECENT);
    this.#changed();
  }
}

function take(upload, key, page) {
  upload.taken.add(key);
  upload.records += page.pageSize;
  upload.pages += 1;
  upload.ms = Date.now() - upload.startedAt;
}

function respond(response, failure, again) {
  if (failure === "cut" || failure === "lost") response.socket.destroy();
  else if (failure === "busy") answer(response, 503, { error: "Busy." }, { "Retry-After": "1" });
  else answer(response, 200, { taken: !again });
}

function answer(response, status, body, headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size <= MAX_BODY ? Buffer.concat(chunks) : Buffer.alloc(0);
}

function parse(body) {
  try {
    const page = JSON.parse(body);
    const counted = page.page >= 1 && page.page <= page.totalPages && page.totalPages <= MAX_PAGES;
    return counted && Array.isArray(page.data) ? page : undefined;
  } catch {
    return undefined;
  }
}
