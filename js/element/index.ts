// Nothing in; registers <sheethook-import>, once, and gives its class and types out.
import { SheethookImport } from "./element.js";

export { type ImportEventName, type ImportEvents, importEventNames } from "./events.js";
export type { AuthHeaderValue, ImportProperties, OnPage, ShowOptions } from "./settings.js";
export { SheethookImport };

declare global {
  interface HTMLElementTagNameMap {
    "sheethook-import": SheethookImport;
  }
}

// Two copies of the script on one page must not throw.
if (!customElements.get("sheethook-import")) customElements.define("sheethook-import", SheethookImport);
