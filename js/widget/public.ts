// The element as its users see it: an HTMLElement with the import's properties. Its types need nothing of Lit.
import type { ImportEventName, ImportEvents } from "./events.js";
import type { ImportProperties, ShowOptions } from "./settings.js";

export type ImportListener<K extends ImportEventName> = (event: CustomEvent<ImportEvents[K]>) => void;

/** `<sheethook-import>`. */
export interface SheethookImport extends HTMLElement, ImportProperties {
  theme?: "light" | "dark" | "auto";
  /** Only `show()` opens the dialog. */
  noButton: boolean;
  /** True once the element has been drawn, and `widget-ready` has been fired. */
  readonly hasUpdated: boolean;
  /** True while the dialog is open. */
  readonly open: boolean;
  /** Opens the dialog; does nothing while it is open. The options hold for this showing only. */
  show(options?: ShowOptions): void;
  /** Closes the dialog without asking; a running import is stopped (upload-terminate). */
  close(): void;
  addEventListener<K extends ImportEventName>(
    name: K,
    listener: ImportListener<K> | EventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends ImportEventName>(
    name: K,
    listener: ImportListener<K> | EventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** The element's class. */
export interface SheethookImportConstructor {
  new (): SheethookImport;
  /** Starts the worker of every element that has no `worker` of its own. */
  defaultWorker: (() => Worker) | undefined;
  /** Gives the engine to every element that has no `wasm` of its own. */
  defaultWasm: (() => string | ArrayBuffer) | undefined;
  /** Gives what compiles patterns to every element that has no `patternWasm` of its own. */
  defaultPatternWasm: (() => string | ArrayBuffer) | undefined;
}
