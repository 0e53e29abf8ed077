// The host's own functions as the driver calls them: records go as JSON, and what comes back is checked.

import type { Template } from "../api/engine.js";
import { SheethookError } from "../api/error.js";
import type { AnyRecord } from "../api/page.js";
import type { HostIssue, OpenOptions, StandardSchema, Transform, Validate } from "../api/types.js";

/** A cell that a transformation has changed. */
export interface CellChange {
  /** The record's place in the batch. */
  row: number;
  column: string;
  text: string;
}

/** What the driver asks of the host. What they throw says what happened. */
export interface HostFunctions {
  validate?: (records: string, rows: number[], signal: AbortSignal) => Promise<HostIssue[]>;
  transform?: (records: string, rows: number[], signal: AbortSignal) => Promise<CellChange[]>;
}

/** The functions among the options. */
export function hostFunctions<T extends Template>(options: OpenOptions<T>): HostFunctions {
  const { template } = options;
  const validate = options.validate as Validate | StandardSchema | undefined;
  const transform = options.transform as Transform | undefined;
  const functions: HostFunctions = {};
  const isSchema = typeof validate === "object" && validate !== null && "~standard" in validate;
  if (validate !== undefined && typeof validate !== "function" && !isSchema) {
    const reason = "must be a function, or a schema that follows Standard Schema";
    throw new SheethookError("bad-option", { option: "validate", reason });
  }
  if (transform !== undefined && typeof transform !== "function") {
    throw new SheethookError("bad-option", { option: "transform", reason: "must be a function" });
  }
  if (validate) {
    functions.validate = async (json, rows, signal) => {
      const records: AnyRecord[] = JSON.parse(json);
      if ("~standard" in validate) return bySchema(validate, records, signal);
      return judged(await validate(records, { signal, rows }), records);
    };
  }
  if (transform) {
    functions.transform = async (json, rows, signal) => {
      const changed: unknown = await transform(JSON.parse(json), { signal, rows });
      // The function may have written into what it was given.
      return changes(JSON.parse(json), changed, template);
    };
  }
  return functions;
}

/** What a schema says of records, one at a time. One that it can't judge is to blame alone. */
async function bySchema(
  schema: StandardSchema,
  records: AnyRecord[],
  signal: AbortSignal,
): Promise<HostIssue[]> {
  const issues: HostIssue[] = [];
  for (const [row, record] of records.entries()) {
    if (signal.aborted) break;
    try {
      const answer = schema["~standard"].validate(record);
      const result = answer instanceof Promise ? await answer : answer;
      for (const { message, path } of result.issues ?? []) {
        const [first] = path ?? [];
        const key = String(typeof first === "object" ? first.key : first);
        issues.push({ row, column: Object.hasOwn(record, key) ? key : undefined, message: String(message) });
      }
    } catch (error) {
      issues.push({ row, message: reasonOf(error) });
    }
  }
  return issues;
}

/** What a function says of records, if it can be understood. */
function judged(said: unknown, records: AnyRecord[]): HostIssue[] {
  if (said === undefined || said === null) return [];
  if (!Array.isArray(said)) throw new TypeError(`validate gave ${kind(said)}, not a list of issues`);
  return said.map((issue: unknown, at) => {
    const no = (reason: string) => new TypeError(`issue ${at}: ${reason}`);
    if (typeof issue !== "object" || issue === null) throw no(`is ${kind(issue)}`);
    const { row, column, message, severity = "error" } = issue as HostIssue;
    const record = records[row];
    if (!record) throw no(`row is ${String(row)}, not the place of a record from 0 to ${records.length - 1}`);
    if (typeof message !== "string") throw no(`message is ${kind(message)}, not text`);
    if (severity !== "error" && severity !== "warning") throw no(`severity is ${String(severity)}`);
    const whole = column === undefined || column === null;
    if (!whole && !Object.hasOwn(record, column)) throw no(`there is no column "${String(column)}"`);
    return { row, column: whole ? undefined : column, message, severity };
  });
}

/** The cells in which records differ from those before. */
function changes(before: AnyRecord[], after: unknown, template: Template | undefined): CellChange[] {
  if (!Array.isArray(after)) throw new TypeError(`transform gave ${kind(after)}, not a list of records`);
  if (after.length !== before.length) {
    throw new TypeError(`transform gave ${after.length} records for ${before.length}`);
  }
  return before.flatMap((record, row) => {
    const changed: unknown = after[row];
    if (typeof changed !== "object" || changed === null) {
      throw new TypeError(`record ${row} is ${kind(changed)}`);
    }
    return Object.entries(changed).flatMap(([column, value]) => {
      if (!Object.hasOwn(record, column)) throw new TypeError(`there is no column "${column}"`);
      if (value === undefined || JSON.stringify(value) === JSON.stringify(record[column])) return [];
      const text = textOf(value, column, template);
      if (text === undefined) throw new TypeError(`record ${row}: ${column} is ${kind(value)}`);
      return [{ row, column, text }];
    });
  });
}

/** A value as a cell has it; nothing where no cell can. */
function textOf(value: unknown, key: string, template: Template | undefined): string | undefined {
  const column = template?.columns.find((column) => column.key === key);
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) {
    return column?.decimal === "," ? String(value).replace(".", ",") : String(value);
  }
  if (!Array.isArray(value) || !column?.multiple) return undefined;
  const texts = value.map((item) => (Array.isArray(item) ? undefined : textOf(item, key, template)));
  return texts.includes(undefined) ? undefined : texts.join(column.delimiter ?? ",");
}

/** What was thrown, in a few words. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  return typeof thrown === "string" ? thrown : kind(thrown);
}

function kind(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? "a list" : typeof value;
}
