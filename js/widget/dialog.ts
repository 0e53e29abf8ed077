// The <dialog> with the step that the import is at.
import { html, nothing, type TemplateResult } from "lit";
import { SheethookError } from "../worker/client.js";
import type { Emit } from "./events.js";
import { frame } from "./frame.js";
import { ImportJob } from "./import-job.js";
import type { Settings } from "./settings.js";
import { texts } from "./texts.js";
import { unmatchedRequired } from "./verdict.js";
import { type Actions, freshUi, type Ui, type View } from "./view.js";

export interface DialogHost {
  dialog(): HTMLDialogElement | null;
  /** Something must be drawn again. */
  changed(): void;
  collects(): boolean;
  emit: Emit;
}

export class ImportDialog {
  #host: DialogHost;
  #job: ImportJob | undefined;
  #ui: Ui = freshUi();
  /** Where focus was put last: it moves only when the user has come to another place. */
  #focusedAt = "";

  constructor(host: DialogHost) {
    this.#host = host;
  }

  get open(): boolean {
    return this.#job !== undefined;
  }

  show(settings: Settings): void {
    if (this.#job) return;
    const { emit, collects } = this.#host;
    this.#ui = freshUi();
    this.#focusedAt = "";
    this.#job = new ImportJob(settings, { emit, collects, changed: () => this.#changed() });
    this.#host.changed();
  }

  close(): void {
    const job = this.#job;
    if (!job) return;
    this.#job = undefined;
    job.close();
    window.removeEventListener("beforeunload", askBeforeLeaving);
    this.#host.dialog()?.close();
    this.#host.changed();
    this.#host.emit("widget-close", {});
  }

  /** The element has been moved within the page: its dialog has left the top layer. */
  reattach(): void {
    const dialog = this.#host.dialog();
    if (!this.#job || !dialog?.open) return;
    dialog.removeAttribute("open");
    dialog.showModal();
  }

  render(): TemplateResult {
    const view = this.#view();
    return html`<dialog
      part="dialog" aria-labelledby="title"
      @click=${stopHere} @cancel=${this.#onCancel} @close=${this.#onClose} @keydown=${this.#onKey}
      @dragover=${this.#onDragOver} @dragleave=${this.#onDragLeave} @drop=${this.#onDrop}
    >${view ? frame(view) : nothing}</dialog>`;
  }

  /** After drawing: opens what is not open, and puts focus where the user has come to. */
  updated(): void {
    const dialog = this.#host.dialog();
    if (!this.#job || !dialog) return;
    if (!dialog.open) dialog.showModal();
    const { step } = this.#job.stage;
    const place = this.#ui.asking ? "asking" : step === "opening" ? "review" : step;
    if (place === this.#focusedAt) return;
    this.#focusedAt = place;
    dialog.querySelector<HTMLElement>("[data-ask], [data-focus]")?.focus();
    if (!dialog.querySelector("[data-ask], [data-focus]"))
      dialog.querySelector<HTMLElement>(".title")?.focus();
  }

  #view(): View | undefined {
    const job = this.#job;
    return (
      job && { stage: job.stage, settings: job.settings, blocked: job.blocked, ui: this.#ui, act: this.#act }
    );
  }

  #act: Actions = {
    choose: (files) => this.#choose(Array.from(files ?? [])),
    restart: () => {
      this.#ui = freshUi();
      this.#job?.restart();
    },
    remap: (key, header) => {
      this.#ui.tabChosen = true;
      this.#job?.remap(key, header);
    },
    decide: (column, kind, value) => this.#job?.decide(column, kind, value),
    reread: (change) => {
      this.#ui.tabChosen = true;
      this.#job?.reread(change);
    },
    send: () => this.#job?.send(),
    cancel: () => this.#set({ asking: "cancel" }),
    requestClose: () => this.#requestClose(),
    answer: (stop) => {
      const { asking } = this.#ui;
      this.#set({ asking: null });
      if (stop && asking === "close") this.close();
      else if (stop) this.#job?.stop();
    },
    ui: (change) => this.#set(change),
  };

  #changed(): void {
    const stage = this.#job?.stage;
    if (this.#job?.sending) window.addEventListener("beforeunload", askBeforeLeaving);
    else {
      window.removeEventListener("beforeunload", askBeforeLeaving);
      this.#ui.asking = null;
    }
    // What needs the user's eye comes up by itself, unless they are looking at something.
    if (stage?.step === "review" && stage.check.state === "done" && !this.#ui.tabChosen) {
      const { errors, warnings } = stage.check.result;
      const matched = unmatchedRequired(stage, this.#job?.settings).length === 0;
      this.#ui.tab = matched && errors + warnings > 0 ? "issues" : "columns";
      this.#ui.tabChosen = true;
    }
    this.#host.changed();
  }

  #set(change: Partial<Ui>): void {
    this.#ui = { ...this.#ui, ...change };
    this.#host.changed();
  }

  #choose(files: File[]): void {
    const [file] = files;
    if (!this.#job || this.#job.sending) return;
    if (!file || files.length > 1) {
      const reason = file ? texts.choose.oneFile : texts.choose.notFile;
      this.#job.restart(new SheethookError("bad-option", { option: "file", reason }));
      return;
    }
    this.#ui = freshUi();
    void this.#job.choose(file);
  }

  /** Escape, the X, or the way back of a phone: an import under way is never lost without asking. */
  #requestClose(): void {
    if (this.#ui.asking) this.#set({ asking: null });
    else if (this.#job?.sending) this.#set({ asking: "close" });
    else this.close();
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    // Else a browser closes a dialog on the second Escape whatever `cancel` says.
    event.preventDefault();
    event.stopPropagation();
    this.#requestClose();
  };

  #onCancel = (event: Event): void => {
    // A file input fires `cancel` too, when its picker is dismissed.
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    this.#requestClose();
  };

  #onClose = (): void => {
    // The event comes late: the dialog may be open again.
    if (this.#host.dialog()?.open) return;
    // Closed by the browser, not by us.
    if (this.#job?.sending) {
      this.#host.dialog()?.showModal();
      this.#set({ asking: "close" });
    } else this.close();
  };

  #onDragOver = (event: DragEvent): void => {
    // Everywhere in the dialog: a file that falls beside the zone must not replace the page.
    event.preventDefault();
    event.stopPropagation();
    const dragging = !this.#job?.sending && (event.dataTransfer?.types.includes("Files") ?? false);
    if (event.dataTransfer) event.dataTransfer.dropEffect = dragging ? "copy" : "none";
    if (dragging !== this.#ui.dragging) this.#set({ dragging });
  };

  #onDragLeave = (event: DragEvent): void => {
    const inside = event.relatedTarget instanceof Node && this.#host.dialog()?.contains(event.relatedTarget);
    if (!inside) this.#set({ dragging: false });
  };

  #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this.#set({ dragging: false });
    if (!this.#job?.sending) this.#choose(Array.from(event.dataTransfer?.files ?? []));
  };
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

// The dialog lies over the page: a row or a card that holds the element wasn't clicked.
function stopHere(event: Event): void {
  event.stopPropagation();
}
