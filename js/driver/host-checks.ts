// Gives batches of records to the host's functions, and the sheet what they report.

import type { EngineSheet, Mapping, Operation } from "../api/engine.js";
import { asSheethookError, SheethookError, throwIfAborted } from "../api/error.js";
import { hostMessage } from "../api/messages.js";
import type { HostCheckOptions, HostIssue, Progress } from "../api/types.js";
import { feed, rowJob } from "./feed.js";
import { type CellChange, type HostFunctions, reasonOf } from "./host-functions.js";
import type { Source } from "./source.js";

type Batch = NonNullable<ReturnType<EngineSheet["nextBatch"]>>;

/** Cells that were changed in a column: the rows' numbers, and the texts. */
type ColumnChanges = Map<string, { rows: number[]; texts: string[] }>;

/** What the sheet does for its host checks. */
export interface SheetAccess {
  /** Resolves when the engine's own check, also one after an edit, is done. */
  ready: () => Promise<unknown>;
  /** Has the operations done together that `work` gives. */
  edit: (work: () => Operation[]) => Promise<unknown>;
}

/** The longest that a timer waits. */
const LONGEST = 2 ** 31 - 1;

const LIMITS = { batchSize: [500, 100_000], concurrency: [2, 64], timeoutMs: [30_000, LONGEST] } as const;

/** Runs the host's functions over the records that they have not seen. */
export class HostChecks {
  readonly #engine: EngineSheet;
  readonly #source: Source;
  readonly #functions: HostFunctions;
  readonly #sheet: SheetAccess;
  readonly #limits: Required<HostCheckOptions>;

  constructor(
    engine: EngineSheet,
    source: Source,
    functions: HostFunctions,
    sheet: SheetAccess,
    limits: Required<HostCheckOptions>,
  ) {
    this.#engine = engine;
    this.#source = source;
    this.#functions = functions;
    this.#sheet = sheet;
    this.#limits = limits;
  }

  /** Whether there are records to be seen. */
  get waits(): boolean {
    const { transform, validate } = this.#functions;
    return Boolean(
      (transform && this.#engine.hasWaiting(true)) || (validate && this.#engine.hasWaiting(false)),
    );
  }

  /** Has all records seen: first changed, then judged as they are then. */
  async run(onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<void> {
    await this.#ready(signal);
    let done = 0;
    const tell = (records: number) => {
      done += records;
      const total = Math.max(done, this.#engine.records());
      onProgress({ phase: "validate", done, total, records: done });
    };
    while (this.waits) {
      const { transform, validate } = this.#functions;
      if (transform && this.#engine.hasWaiting(true)) await this.#transform(transform, signal);
      if (validate) await this.#validate(validate, tell, signal);
      await this.#ready(signal);
    }
  }

  async #validate(
    validate: NonNullable<HostFunctions["validate"]>,
    tell: (records: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#each(false, signal, async (batch, rows) => {
      const issues = await this.#ask(validate, batch, rows, signal);
      for (const issue of issues) this.#addIssue(batch, issue);
      this.#engine.endBatch(batch, true);
      tell(rows.length);
    });
  }

  async #transform(transform: NonNullable<HostFunctions["transform"]>, signal: AbortSignal): Promise<void> {
    const changed: { row: number; column: string; text: string }[] = [];
    let ended = false;
    try {
      await this.#each(true, signal, async (batch, rows) => {
        const failed: HostIssue[] = [];
        const fed = new Set(this.#fed());
        for (const change of await this.#ask<CellChange>(transform, batch, rows, signal, failed)) {
          const { row, column, text } = change;
          if (fed.has(column)) changed.push({ row: rows[row] ?? 0, column, text });
          else failed.push({ row, column, message: hostMessage({ code: "unfed" }) });
        }
        for (const issue of failed) this.#addIssue(batch, issue);
      });
      await this.#sheet.edit(() => {
        throwIfAborted(signal);
        const columns: ColumnChanges = new Map();
        // What was edited meanwhile stays as it was edited, and is transformed again.
        for (const { row, column, text } of changed.filter(({ row }) => this.#engine.holdsTransform(row))) {
          const known = columns.get(column) ?? { rows: [], texts: [] };
          known.rows.push(row);
          known.texts.push(text);
          columns.set(column, known);
        }
        this.#engine.endTransforms(true);
        ended = true;
        return [...columns].map(([column, { rows, texts }]) => ({
          type: "set",
          rows,
          columns: [column],
          cells: texts.map((text) => [text]),
        }));
      });
    } catch (error) {
      if (!ended) this.#engine.endTransforms(false);
      const { code } = asSheethookError(error);
      if (code !== "operation-invalid") throw error;
      // More than one log takes: the rows stay as they were, and say so.
      await this.#blame([...new Set(changed.map(({ row }) => row))], signal);
    }
  }

  /** Hands out batch after batch, several at once, till no record is left. Gives back those that were not finished. */
  async #each(
    transforms: boolean,
    signal: AbortSignal,
    work: (batch: Batch, rows: number[]) => Promise<void>,
  ): Promise<void> {
    const { batchSize, concurrency } = this.#limits;
    const lane = async () => {
      for (;;) {
        await this.#ready(signal);
        const batch = this.#engine.nextBatch(transforms, batchSize);
        if (!batch) return;
        try {
          await work(batch, await this.#read(batch, signal));
        } catch (error) {
          if (!transforms) this.#engine.endBatch(batch, false);
          throw error;
        } finally {
          batch.free();
        }
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: concurrency }, lane));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }

  async #read(batch: Batch, signal: AbortSignal): Promise<number[]> {
    await feed(rowJob(batch, this.#engine), this.#source, { signal });
    throwIfAborted(signal);
    this.#engine.finishBatch(batch);
    return [...batch.rows()];
  }

  /** What a function says of a batch. What happened to it, where it said nothing, is an issue of its rows, or put into `failed`. */
  async #ask<T extends HostIssue | CellChange>(
    ask: (records: string, rows: number[], signal: AbortSignal) => Promise<T[]>,
    batch: Batch,
    rows: number[],
    signal: AbortSignal,
    failed?: HostIssue[],
  ): Promise<T[]> {
    if (rows.length === 0) return [];
    const { timeoutMs } = this.#limits;
    try {
      return await within(timeoutMs, signal, (inner) => ask(batch.records(), rows, inner));
    } catch (error) {
      throwIfAborted(signal);
      const late = error instanceof Late;
      const message = hostMessage(
        late ? { code: "timeout", timeoutMs } : { code: "failed", reason: reasonOf(error) },
      );
      const issues = rows.map((_, row): HostIssue => ({ row, message }));
      if (failed) failed.push(...issues);
      else for (const issue of issues) this.#addIssue(batch, issue);
      return [];
    }
  }

  #addIssue(batch: Batch, { row, column, severity, message }: HostIssue): void {
    this.#engine.addHostIssue(batch, row, column, severity === "warning", message);
  }

  /** Reports of rows that what was to be changed in them could not be. */
  async #blame(rows: number[], signal: AbortSignal): Promise<void> {
    const message = hostMessage({ code: "too-much" });
    for (let at = 0; at < rows.length; at += this.#limits.batchSize) {
      await this.#ready(signal);
      const batch = this.#engine.batchOf(new Float64Array(rows.slice(at, at + this.#limits.batchSize)));
      try {
        const read = await this.#read(batch, signal);
        for (const row of read.keys()) this.#addIssue(batch, { row, message });
      } finally {
        batch.free();
      }
    }
  }

  /** The columns that something feeds. */
  #fed(): string[] {
    const { columns }: Mapping = this.#engine.mapping();
    return columns.filter(({ source }) => source !== null).map(({ key }) => key);
  }

  async #ready(signal: AbortSignal): Promise<void> {
    do {
      throwIfAborted(signal);
      await this.#sheet.ready();
    } while (this.#engine.checkState() !== "done");
    throwIfAborted(signal);
  }
}

/** The limits with their defaults; throws if one can't be used. */
export function limitsOf(options: HostCheckOptions = {}): Required<HostCheckOptions> {
  const limit = (name: keyof typeof LIMITS) => {
    const [otherwise, most] = LIMITS[name];
    const given = options[name] ?? otherwise;
    if (Number.isInteger(given) && given >= 1 && given <= most) return given;
    const reason = `must be a whole number from 1 to ${most}, not ${given}`;
    throw new SheethookError("bad-option", { option: `hostChecks.${name}`, reason });
  };
  return {
    batchSize: limit("batchSize"),
    concurrency: limit("concurrency"),
    timeoutMs: limit("timeoutMs"),
  };
}

/** It took too long. */
class Late extends Error {}

/** What the work gives, if it does in time; its signal says when nobody waits for it any more. */
async function within<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let end = () => {};
  const ended = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Late()), timeoutMs);
    const onAbort = () => reject(new SheethookError("aborted"));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort);
    end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    end();
    controller.abort();
  }
}
