// In: a request's body and the templates known. Out: the template that the page names, once it is sure that it is a page.

import type { RelayTemplate } from "./options.js";
import { Refusal } from "./refusal.js";

const INTEGERS = ["totalRecords", "totalPages", "page", "pageSize"];

export function readPage(
  bytes: Uint8Array,
  templates: ReadonlyMap<string, RelayTemplate>,
): { code: string; template: RelayTemplate } {
  const body = parse(bytes);
  if (body.template === null) {
    throw notAPage("its template is null. Open the sheet with a template that the relay knows");
  }
  if (typeof body.template !== "string") throw notAPage("template must be a string");
  const code = body.template;
  const template = templates.get(code);
  if (!template) {
    throw new Refusal(
      "unknown-template",
      `The relay knows no template "${code.slice(0, 80)}". Compare the template's code with the relay's templates.`,
    );
  }
  const faults = pageFaults(body);
  if (faults.length > 0) throw notAPage(faults.join(", "));
  return { code, template };
}

/** The records themselves are the webhook's concern. */
function pageFaults(body: Record<string, unknown>): string[] {
  const faults = [];
  if (typeof body.uploadId !== "string") faults.push("uploadId must be a string");
  if (!Array.isArray(body.data)) faults.push("data must be an array");
  for (const name of INTEGERS) {
    const value = body[name];
    if (!Number.isSafeInteger(value) || (value as number) < 0) faults.push(`${name} must be a whole number`);
  }
  return faults;
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  let body: unknown;
  try {
    // Strict, as the webhook's parser may be: no broken UTF-8, no byte order mark.
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new Refusal("not-json", "The request's body is not JSON in UTF-8. Post one page as JSON.");
  }
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    return body as Record<string, unknown>;
  }
  throw notAPage("it must be an object");
}

function notAPage(fault: string): Refusal {
  return new Refusal("not-a-page", `The request's body is not a page: ${fault}.`);
}
