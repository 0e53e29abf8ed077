// What every step is drawn from: the stage of the job, the state of the dialog, and what a user can do.

import type { Reading, Stage } from "./import-job.js";
import type { Settings } from "./settings.js";

export type Tab = "columns" | "issues" | "preview";

/** The dialog's own state: nothing here changes the import. */
export interface Ui {
  /** A file is being dragged over the dialog. */
  dragging: boolean;
  tab: Tab;
  /** The user has chosen a tab, so the widget no longer does. */
  tabChosen: boolean;
  /** The issue code that the table is narrowed to. */
  code: string | null;
  /** Issues on show. */
  shownIssues: number;
  /** The question "Stop the import?" is open, asked by the X (or Escape) or by the Cancel button. */
  asking: "close" | "cancel" | null;
}

export const freshUi = (): Ui => ({
  dragging: false,
  tab: "columns",
  tabChosen: false,
  code: null,
  shownIssues: 50,
  asking: null,
});

export interface Actions {
  choose(files: FileList | File[] | null | undefined): void;
  restart(): void;
  remap(key: string, header: number | null): void;
  /** Reads the file in another way. */
  reread(change: Reading): void;
  /** Says how the cells of a column are to be read. */
  decide(column: string, kind: string, value: string): void;
  send(): void;
  /** Asks first while pages are being sent. */
  cancel(): void;
  requestClose(): void;
  /** The answer to "Stop the import?". */
  answer(stop: boolean): void;
  ui(change: Partial<Ui>): void;
}

/** The view of one stage: `View<"review">` has a review in it. */
export interface View<S extends Stage["step"] = Stage["step"]> {
  stage: Extract<Stage, { step: S }>;
  settings: Settings;
  ui: Ui;
  blocked: boolean;
  act: Actions;
}

/** Whether a view is at a step, for the compiler too. */
export function at<S extends Stage["step"]>(view: View, step: S): view is View & View<S> {
  return view.stage.step === step;
}
