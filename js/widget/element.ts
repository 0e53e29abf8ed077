// The custom element: a button, a dialog that imports a file, and the events of the import.
import { html, LitElement, nothing } from "lit";
import { dashed } from "../api/options.js";
import type { Destination, Template } from "../worker/client.js";
import { ImportDialog } from "./dialog.js";
import type { ImportEventName } from "./events.js";
import type { ImportListener, SheethookImport } from "./public.js";
import { type AuthHeaderValue, attributeValue, type OnPage, type ShowOptions, settle } from "./settings.js";
import { styles } from "./styles/index.js";
import { texts } from "./texts.js";

/**
 * `<sheethook-import>`: a button that opens the importer.
 *
 * @example
 * const element = document.querySelector("sheethook-import");
 * element.template = { code: "orders", columns: [{ key: "email", required: true }] };
 * element.addEventListener("upload-complete", (event) => console.log(event.detail.totalRecords));
 */
export class ImportElement extends LitElement implements SheethookImport {
  static override styles = styles;

  /** Starts the worker of every element that has no `worker` of its own. */
  static defaultWorker: (() => Worker) | undefined;
  /** Gives the engine to every element that has no `wasm` of its own. */
  static defaultWasm: (() => string | ArrayBuffer) | undefined;
  /** Gives what compiles patterns to every element that has no `patternWasm` of its own. */
  static defaultPatternWasm: (() => string | ArrayBuffer) | undefined;

  static override properties = {
    template: { converter: attributeValue },
    endpoint: {},
    chunkSize: { attribute: dashed("chunkSize"), type: Number },
    authHeaderName: { attribute: dashed("authHeaderName") },
    authHeaderValue: { attribute: dashed("authHeaderValue") },
    extra: { converter: attributeValue },
    theme: { reflect: true },
    noButton: { attribute: dashed("noButton"), type: Boolean, reflect: true },
    destination: { attribute: false },
    onPage: { attribute: false },
    worker: { attribute: false },
    wasm: { attribute: false },
    patternWasm: { attribute: false },
  };

  /** What is imported: columns, types, and what happens to rows with errors. As an attribute: JSON. */
  declare template?: Template;
  /** `destination.url` as an attribute. */
  declare endpoint?: string;
  /** Records per page. */
  declare chunkSize?: number;
  declare authHeaderName?: string;
  declare authHeaderValue?: AuthHeaderValue;
  /** Travels with every page. As an attribute: JSON if it parses, else a string. */
  declare extra?: unknown;
  declare theme?: "light" | "dark" | "auto";
  /** Only `show()` opens the dialog. */
  declare noButton: boolean;
  /** Where pages go. Overrides `endpoint`, `chunkSize` and `authHeaderName`. */
  declare destination?: Destination;
  /** Gets each page; its promise holds back the next one. */
  declare onPage?: OnPage;
  /** Starts the worker, where the bundler needs to know how. */
  declare worker?: () => Worker;
  /** The engine's address or bytes, where it doesn't lie beside the worker. */
  declare wasm?: string | ArrayBuffer;
  /** Address or bytes of what compiles patterns, where it doesn't lie beside the worker. */
  declare patternWasm?: string | ArrayBuffer;

  #collectors = new Set<unknown>();
  #dialog = new ImportDialog({
    dialog: () => this.renderRoot?.querySelector("dialog") ?? null,
    changed: () => this.requestUpdate(),
    collects: () => this.#collectors.size > 0,
    emit: (name, detail) => {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    },
  });

  constructor() {
    super();
    this.noButton = false;
  }

  /** True while the dialog is open. */
  get open(): boolean {
    return this.#dialog.open;
  }

  /** Opens the dialog; does nothing while it is open. The options hold for this showing only. */
  show(options: ShowOptions = {}): void {
    if (this.open) return;
    const { template, destination, endpoint, chunkSize, authHeaderName, authHeaderValue, extra } = this;
    const { onPage } = this;
    const own = {
      template,
      destination,
      endpoint,
      chunkSize,
      authHeaderName,
      authHeaderValue,
      extra,
      onPage,
    };
    const worker = this.worker ?? ImportElement.defaultWorker;
    const wasm = this.wasm ?? ImportElement.defaultWasm?.();
    const patternWasm = this.patternWasm ?? ImportElement.defaultPatternWasm?.();
    this.#dialog.show(settle({ ...own, worker, wasm, patternWasm }, options));
  }

  /** Closes the dialog without asking; a running import is stopped (upload-terminate). */
  close(): void {
    this.#dialog.close();
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>(".trigger")?.focus(options);
  }

  // Records are kept for data-imported only while somebody listens for it: memory must not grow
  // with the file for those who take pages. A listener further up the tree can't be seen from here.
  override addEventListener<K extends ImportEventName>(
    name: K,
    listener: ImportListener<K> | EventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    name: string,
    listener: never,
    options?: boolean | AddEventListenerOptions,
  ): void {
    if (name === "data-imported" && listener) this.#collectors.add(listener);
    super.addEventListener(name, listener, options);
  }

  override removeEventListener<K extends ImportEventName>(
    name: K,
    listener: ImportListener<K> | EventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(
    name: string,
    listener: never,
    options?: boolean | EventListenerOptions,
  ): void {
    if (name === "data-imported") this.#collectors.delete(listener);
    super.removeEventListener(name, listener, options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#dialog.reattach();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move is a removal and an insertion: only what stays away is closed.
    queueMicrotask(() => !this.isConnected && this.close());
  }

  protected override firstUpdated(): void {
    this.dispatchEvent(new CustomEvent("widget-ready", { detail: {}, bubbles: true, composed: true }));
  }

  protected override updated(): void {
    this.#dialog.updated();
  }

  protected override render() {
    const button = html`<button
      type="button" class="trigger" part="button" aria-haspopup="dialog" @click=${() => this.show()}
    ><slot>${texts.button}</slot></button>`;
    return html`${this.noButton ? nothing : button} ${this.#dialog.render()}`;
  }
}
