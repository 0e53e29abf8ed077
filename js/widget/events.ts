// The names of the widget's events and the shape of each event's detail; the same in DOM, React and embed.
import type { Progress, SendResult, SheethookError } from "../worker/client.js";

/** The detail of each event, by the event's name. */
export interface ImportEvents {
  /** The dialog can be opened. Fired once. */
  "widget-ready": Record<string, never>;
  /** The dialog has closed, whatever happened in it. */
  "widget-close": Record<string, never>;
  /** Reading, checking or sending has got further. */
  progress: Progress;
  /** The first page is about to leave. A retry after an error starts again under the same upload id. */
  "upload-start": { uploadId: string; fileName: string; totalRecords: number; totalPages: number };
  /** Every page has been acknowledged. */
  "upload-complete": SendResult;
  /** All records of the import, once it is complete. Kept only while somebody listens for this event. */
  "data-imported": Record<string, unknown>[];
  /** The user or the page stopped the import after it had started. */
  "upload-terminate": { uploadId: string };
  /** The import failed; `uploadId` is null when the fault lies in how the widget was set up. */
  "upload-error": { uploadId: string | null; error: SheethookError };
}

export type ImportEventName = keyof ImportEvents;

/** Every event name, for those who attach listeners in a loop. */
export const importEventNames: readonly ImportEventName[] = [
  "widget-ready",
  "widget-close",
  "progress",
  "upload-start",
  "upload-complete",
  "data-imported",
  "upload-terminate",
  "upload-error",
];

export type Emit = <K extends ImportEventName>(name: K, detail: ImportEvents[K]) => void;
