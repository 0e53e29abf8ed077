// `sheethook send`: delivers a file to a URL; progress goes to standard error.
import { writeFile } from "node:fs/promises";
import type { Progress } from "../api/types.js";
import { openSheet } from "../node.js";
import {
  openOptions,
  PAGING_OPTIONS,
  pagesOptions,
  parse,
  READING_OPTIONS,
  SHAPING_OPTIONS,
  UsageError,
} from "./usage.js";

const OWN_OPTIONS = {
  to: { type: "string" },
  "auth-header-name": { type: "string" },
  "auth-header-value": { type: "string" },
  skipped: { type: "string" },
} as const;

export async function send(args: string[]): Promise<number> {
  const { file, values } = parse(args, {
    ...READING_OPTIONS,
    ...SHAPING_OPTIONS,
    ...PAGING_OPTIONS,
    ...OWN_OPTIONS,
  });
  const { to } = values;
  if (to === undefined || !isHttp(to)) throw new UsageError("--to must be an http or https URL.");
  const { chunkSize, ...options } = pagesOptions(values);
  const sheet = await openSheet(file, await openOptions(values));
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  try {
    const { uploadId, totalRecords, totalPages, skipped } = await sheet.send({
      ...options,
      destination: { url: to, chunkSize, authHeaderName: values["auth-header-name"] },
      authHeaderValue: values["auth-header-value"],
      onProgress: tell,
      signal: stop.signal,
    });
    say(`Sent ${totalRecords} records in ${totalPages} pages as upload ${uploadId}.\n`);
    if (skipped > 0) say(`Skipped ${skipped} invalid records.\n`);
    if (values.skipped !== undefined) await writeFile(values.skipped, sheet.csv({ rows: "invalid" }));
    return 0;
  } finally {
    await sheet.close();
  }
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** In a terminal one line that changes; elsewhere a line for every retry and every hundredth page. */
function tell({ phase, records, page, totalPages, attempt }: Progress): void {
  const retry = attempt !== undefined && attempt > 1;
  const state =
    phase === "check"
      ? `Checked ${records} records`
      : `Page ${page} of ${totalPages}${retry ? `, attempt ${attempt}` : ""}`;
  if (process.stderr.isTTY) say(`\r\u001b[K${state}`);
  else if (retry || (phase === "send" && attempt === undefined && (page ?? 0) % 100 === 0)) say(`${state}\n`);
}

function say(text: string): void {
  process.stderr.write(process.stderr.isTTY && text.endsWith("\n") ? `\r\u001b[K${text}` : text);
}
