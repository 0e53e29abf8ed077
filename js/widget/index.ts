// Registers <sheethook-import>, once.
import { ImportElement } from "./element.js";
import type { SheethookImport as Instance, SheethookImportConstructor } from "./public.js";

export { defineTemplate, type RecordOf } from "../api/define-template.js";
export type { Destination, Page, Progress, SheethookError, Template } from "../worker/client.js";
export { type ImportEventName, type ImportEvents, importEventNames } from "./events.js";
export type { AuthHeaderValue, ImportProperties, OnPage, ShowOptions } from "./settings.js";

export type SheethookImport = Instance;
export const SheethookImport: SheethookImportConstructor = ImportElement;

declare global {
  interface HTMLElementTagNameMap {
    "sheethook-import": SheethookImport;
  }
}

// Two copies of the script on one page must not throw.
if (!customElements.get("sheethook-import")) customElements.define("sheethook-import", ImportElement);
