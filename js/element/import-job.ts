// A file and the settings of one showing in; the stages of its import, and the widget's events, out.
import {
  type CheckResult,
  type Mapping,
  openSheet,
  type Page,
  type Progress,
  type SendResult,
  type Sheet,
  SheethookError,
} from "../client.js";
import type { Emit } from "./events.js";
import { faultOf, type Settings } from "./settings.js";
import { uploadIdOf } from "./upload-id.js";

/** Rows that the review shows as they are in the file. */
const PREVIEW_ROWS = 5;

export type Check = { state: "running"; progress?: Progress } | { state: "done"; result: CheckResult };

export type Review = {
  step: "review";
  file: File;
  sheet: Sheet;
  mapping: Mapping;
  preview: string[][];
  check: Check;
};

/** Where a sending is, or was when it ended. */
export type Sending = {
  file: File;
  checked: CheckResult;
  progress?: Progress;
  sentPages: number;
  totalPages: number;
};

export type Stage =
  | { step: "fault"; error: SheethookError }
  | { step: "choose"; problem?: { error: SheethookError; file?: File } }
  | { step: "opening"; file: File }
  | Review
  | ({ step: "sending" } & Sending)
  | ({ step: "stopped" } & Sending)
  | ({ step: "failed"; error: SheethookError } & Sending)
  | ({ step: "done"; result: SendResult } & Sending);

export interface JobHost {
  changed(): void;
  emit: Emit;
  /** True while somebody listens for data-imported. */
  collects(): boolean;
}

export class ImportJob {
  readonly settings: Settings;
  #host: JobHost;
  #stage: Stage = { step: "choose" };
  #sheet: Sheet | undefined;
  #abort = new AbortController();
  /** The sheet's work in its order: a mapping is set only when the check before it has ended. */
  #work: Promise<void> = Promise.resolve();
  /** One id for all tries of a file, so that a receiver can tell a repeated page. */
  #uploadId: string | undefined;
  #started = false;

  constructor(settings: Settings, host: JobHost) {
    this.settings = settings;
    this.#host = host;
    const error = faultOf(settings, host.collects());
    if (error) this.#fault(error);
  }

  get stage(): Stage {
    return this.#stage;
  }

  get sending(): boolean {
    return this.#stage.step === "sending";
  }

  /** What an error of the template's author blocks, the user can't mend here. */
  get blocked(): boolean {
    const stage = this.#stage;
    if (stage.step !== "review" || stage.check.state !== "done") return true;
    const onInvalid = this.settings.template?.onInvalid ?? "block";
    return onInvalid === "block" && stage.check.result.errors > 0;
  }

  /** Back to the first step; whatever was open is closed. */
  restart(error?: SheethookError, file?: File): void {
    if (this.sending || this.#stage.step === "fault") return;
    this.#release();
    this.#set({ step: "choose", problem: error && { error, file } });
  }

  async choose(file: File): Promise<void> {
    if (this.sending || this.#stage.step === "fault") return;
    this.#release();
    const { signal } = this.#abort;
    this.#set({ step: "opening", file });
    const { template, worker } = this.settings;
    try {
      const sheet = await openSheet(file, { template, worker });
      if (signal.aborted) return void sheet.close();
      this.#sheet = sheet;
      const preview = await sheet.rows(0, PREVIEW_ROWS);
      if (signal.aborted) return;
      this.#set({
        step: "review",
        file,
        sheet,
        mapping: sheet.mapping,
        preview,
        check: { state: "running" },
      });
      this.#check(sheet);
    } catch (error) {
      if (!signal.aborted) this.#refuse(error, file);
    }
  }

  /** Gives a column of the template a header of the file (or none), then checks again. */
  remap(key: string, header: number | null): void {
    const stage = this.#stage;
    if (stage.step !== "review") return;
    const changes: Record<string, number | null> = { [key]: header };
    // No header serves two columns: it moves to the one chosen last.
    for (const column of stage.mapping.columns) {
      if (header !== null && column.header === header && column.key !== key) changes[column.key] = null;
    }
    this.#check(stage.sheet, changes);
  }

  async send(): Promise<void> {
    const stage = this.#stage;
    const sheet = this.#sheet;
    if (!sheet) return;
    let sending: Sending;
    if (stage.step === "review" && stage.check.state === "done" && !this.blocked) {
      sending = { file: stage.file, checked: stage.check.result, sentPages: 0, totalPages: 0 };
    } else if (stage.step === "failed" || stage.step === "stopped") {
      sending = { file: stage.file, checked: stage.checked, sentPages: 0, totalPages: 0 };
    } else return;
    const { signal } = this.#renew();
    this.#uploadId ??= uploadIdOf();
    const uploadId = this.#uploadId;
    this.#started = false;
    this.#set({ step: "sending", ...sending });
    const records: Record<string, unknown>[] | undefined = this.#host.collects() ? [] : undefined;
    try {
      const result = await sheet.send({
        ...this.#sendOptions(records),
        uploadId,
        signal,
        onProgress: (progress) => !signal.aborted && this.#sent(progress),
      });
      if (signal.aborted) return;
      this.#start(result.totalPages);
      const { totalPages } = result;
      this.#set({ ...this.#sending(sending), step: "done", result, sentPages: totalPages, totalPages });
      this.#release();
      this.#host.emit("upload-complete", result);
      if (records) this.#host.emit("data-imported", records);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = asError(thrown);
      this.#set({ ...this.#sending(sending), step: "failed", error });
      this.#host.emit("upload-error", { uploadId, error });
    }
  }

  /** Ends the sending; what has been sent stays sent. */
  stop(): void {
    const stage = this.#stage;
    if (stage.step !== "sending") return;
    this.#renew();
    this.#set({ ...stage, step: "stopped" });
    if (this.#uploadId) this.#host.emit("upload-terminate", { uploadId: this.#uploadId });
  }

  /** Ends everything and gives back the file and the worker. */
  close(): void {
    this.stop();
    this.#release();
  }

  #check(sheet: Sheet, changes?: Record<string, number | null>): void {
    const { signal } = this.#renew();
    this.#review({ check: { state: "running" } });
    this.#work = this.#work.then(async () => {
      try {
        if (changes) this.#review({ mapping: await sheet.setMapping(changes) }, sheet);
        if (signal.aborted) return;
        const onProgress = (progress: Progress) => {
          if (signal.aborted) return;
          this.#review({ check: { state: "running", progress } });
          this.#host.emit("progress", progress);
        };
        const result = await sheet.check({ signal, onProgress });
        if (!signal.aborted) this.#review({ check: { state: "done", result } });
      } catch (error) {
        const stage = this.#stage;
        if (!signal.aborted && stage.step === "review") this.#refuse(error, stage.file);
      }
    });
  }

  #sendOptions(records: Record<string, unknown>[] | undefined) {
    const { destination, authHeaderValue, extra, onPage, chunkSize } = this.settings;
    const receive = async (page: Page) => {
      await onPage?.(page);
      if (records) for (const record of page.json().data) records.push(record);
    };
    return {
      destination,
      authHeaderValue,
      extra,
      chunkSize,
      onPage: onPage || records ? receive : undefined,
    };
  }

  #sent(progress: Progress): void {
    const stage = this.#stage;
    if (stage.step !== "sending") return;
    const totalPages = progress.totalPages ?? stage.totalPages;
    if (totalPages) this.#start(totalPages);
    // `page` is the page under way, so the ones before it have been acknowledged.
    const sentPages = Math.max(stage.sentPages, (progress.page ?? 1) - 1);
    this.#set({ ...stage, progress, sentPages, totalPages });
    this.#host.emit("progress", progress);
  }

  #start(totalPages: number): void {
    const stage = this.#stage;
    if (this.#started || stage.step !== "sending" || !this.#uploadId) return;
    this.#started = true;
    const { totalRecords } = stage.checked;
    const detail = { uploadId: this.#uploadId, fileName: stage.file.name, totalRecords, totalPages };
    this.#host.emit("upload-start", detail);
  }

  #sending(otherwise: Sending): Sending {
    return this.#stage.step === "sending" ? this.#stage : otherwise;
  }

  #refuse(thrown: unknown, file: File): void {
    const error = asError(thrown);
    if (error.code === "template-invalid" || error.code === "bad-option") this.#fault(error);
    else this.restart(error, file);
  }

  #fault(error: SheethookError): void {
    this.#release();
    this.#set({ step: "fault", error });
    this.#host.emit("upload-error", { uploadId: null, error });
  }

  #review(change: Partial<Review>, sheet = this.#sheet): void {
    if (this.#stage.step === "review" && this.#stage.sheet === sheet)
      this.#set({ ...this.#stage, ...change });
  }

  #set(stage: Stage): void {
    this.#stage = stage;
    this.#host.changed();
  }

  #renew(): AbortController {
    this.#abort.abort();
    this.#abort = new AbortController();
    return this.#abort;
  }

  #release(): void {
    this.#renew();
    void this.#sheet?.close();
    this.#sheet = undefined;
    this.#uploadId = undefined;
  }
}

function asError(thrown: unknown): SheethookError {
  if (thrown instanceof SheethookError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new SheethookError("unreadable", reason, { reason });
}
