// The script tag's window.sheethook: the importer for any page, with worker and engine inside the script.
import patternWasm from "sheethook:pattern-wasm";
import wasm from "sheethook:wasm";
import workerSource from "sheethook:worker";
import {
  type ImportEventName,
  type ImportEvents,
  type ImportProperties,
  SheethookImport,
  type ShowOptions,
} from "./widget/index.js";

export interface InitOptions extends ImportProperties {
  theme?: "light" | "dark" | "auto";
}

/** What `sheethook.init()` gives back. */
export interface EmbedHandle {
  /** Opens the dialog; options hold for this showing only. */
  show(options?: ShowOptions): void;
  /** The same as `show`. */
  showWidget(options?: ShowOptions): void;
  /** Closes the dialog without asking; a running import is stopped. */
  close(): void;
  /** The same as `close`. */
  closeWidget(): void;
  /** Calls `listener` with the event's detail; returns a function that ends that. */
  on<K extends ImportEventName>(name: K, listener: (detail: ImportEvents[K]) => void): () => void;
  isReady(): boolean;
}

export interface Embed {
  init(options?: InitOptions): EmbedHandle;
}

declare global {
  interface Window {
    sheethook: Embed;
  }
}

let workerUrl: string | undefined;

// A worker can't be started from another origin's script, so it is started from a Blob of this page.
function startWorker(): Worker {
  workerUrl ??= URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  return new Worker(workerUrl);
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
}

const engine = () => bytesOf(wasm);
const patterns = () => bytesOf(patternWasm);

function init(options: InitOptions = {}): EmbedHandle {
  const element = document.createElement("sheethook-import");
  // Said here too: another copy of the element may have been first, and these defaults are not its.
  const own = { worker: startWorker, wasm: engine(), patternWasm: patterns(), noButton: true };
  Object.assign(element, own, options);
  // The script may stand in the head.
  if (document.body) document.body.append(element);
  else document.addEventListener("DOMContentLoaded", () => document.body.append(element), { once: true });

  const show = (shown?: ShowOptions) => element.show(shown);
  const close = () => element.close();
  return Object.freeze<EmbedHandle>({
    show,
    showWidget: show,
    close,
    closeWidget: close,
    on: (name, listener) => {
      const call = (event: CustomEvent) => listener(event.detail);
      element.addEventListener(name, call);
      return () => element.removeEventListener(name, call);
    },
    isReady: () => element.isConnected && element.hasUpdated,
  });
}

SheethookImport.defaultWorker ??= startWorker;
SheethookImport.defaultWasm ??= engine;
SheethookImport.defaultPatternWasm ??= patterns;

// The script may be there twice; the first one stays.
if (!("sheethook" in window)) {
  Object.defineProperty(window, "sheethook", { value: Object.freeze<Embed>({ init }), enumerable: true });
}
