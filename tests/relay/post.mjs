// In: a template's code, and what shall differ. Out: the Request that the browser would send to the relay.

export const APP = "https://app.example";

export function page(template, changes = {}) {
  const body = {
    template,
    uploadId: "u1",
    data: [{ name: "Zoë", qty: 1.5 }],
    totalRecords: 1,
    totalPages: 1,
    page: 1,
    pageSize: 1,
    extra: null,
  };
  return JSON.stringify({ ...body, ...changes });
}

/** A header set to null is left out. */
export function post(body, headers = {}, init = {}) {
  const all = {
    Origin: APP,
    "Content-Type": "application/json",
    "Sheethook-Auth": "secret",
    "Idempotency-Key": "u1_1",
    ...headers,
  };
  const kept = Object.entries(all).filter(([, value]) => value !== null);
  return new Request("https://relay.example/any/path", { method: "POST", headers: kept, body, ...init });
}
