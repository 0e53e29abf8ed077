// The settings of one showing, from attributes, properties and show's options.

import { jsonOrText } from "../api/options.js";
import { type Destination, type Page, SheethookError, type Template } from "../worker/client.js";
import { texts } from "./texts.js";

export type AuthHeaderValue = string | (() => string | Promise<string>);
export type OnPage = (page: Page) => void | Promise<void>;

/** What `show()` takes. It overrides the element's own properties, for that showing only. */
export interface ShowOptions {
  template?: Template;
  destination?: Destination;
  authHeaderValue?: AuthHeaderValue;
  extra?: unknown;
}

/** The properties of the element that an import depends on. */
export interface ImportProperties extends ShowOptions {
  endpoint?: string;
  chunkSize?: number;
  authHeaderName?: string;
  onPage?: OnPage;
  worker?: () => Worker;
  wasm?: string | ArrayBuffer;
  patternWasm?: string | ArrayBuffer;
}

/** What one import runs with. */
export interface Settings extends ShowOptions {
  chunkSize?: number;
  onPage?: OnPage;
  worker?: () => Worker;
  wasm?: string | ArrayBuffer;
  patternWasm?: string | ArrayBuffer;
}

export function settle(own: ImportProperties, shown: ShowOptions): Settings {
  return {
    template: shown.template ?? own.template,
    destination: absolute(shown.destination ?? own.destination ?? flatDestination(own)),
    authHeaderValue: shown.authHeaderValue ?? own.authHeaderValue,
    extra: shown.extra === undefined ? own.extra : shown.extra,
    chunkSize: own.chunkSize,
    onPage: own.onPage,
    worker: own.worker,
    wasm: own.wasm,
    patternWasm: own.patternWasm,
  };
}

/** What happens to rows with errors. Without a template nothing blocks. */
export const onInvalidOf = (template?: Template) => (template ? (template.onInvalid ?? "block") : "include");

/** Tells the developer what is missing, before a user has chosen a file in vain. */
export function faultOf(settings: Settings, collects: boolean): SheethookError | undefined {
  if (typeof settings.template === "string") return fault("template", texts.fault.templateNotJson);
  if (!settings.destination && !settings.onPage && !collects) {
    return fault("destination", texts.fault.noDestination);
  }
  return undefined;
}

/** An attribute's value: JSON if it parses, else the text. */
export const attributeValue = (text: string | null): unknown =>
  text === null ? undefined : jsonOrText(text);

function flatDestination(own: ImportProperties): Destination | undefined {
  if (!own.endpoint) return undefined;
  return { url: own.endpoint, chunkSize: own.chunkSize, authHeaderName: own.authHeaderName };
}

/** An address is meant from the page's point of view; the worker that sends has another one, or none. */
function absolute(destination?: Destination): Destination | undefined {
  if (!destination) return undefined;
  try {
    return { ...destination, url: new URL(destination.url, document.baseURI).href };
  } catch {
    // The sender says what is wrong with it.
    return destination;
  }
}

function fault(option: string, reason: string): SheethookError {
  return new SheethookError("bad-option", { option, reason });
}
