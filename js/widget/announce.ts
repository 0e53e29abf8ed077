// What a screen reader says of a stage: it changes seldom, so that nobody is talked over.
import type { Progress } from "../worker/client.js";
import { texts } from "./texts.js";
import { at, type View } from "./view.js";

/** Progress is reported in steps of this many percent. */
const STEP = 25;

export function announcement(view: View): string {
  const say = texts.announce;
  if (at(view, "opening")) return texts.review.opening;
  if (at(view, "review")) {
    const { check } = view.stage;
    if (check.state === "running") return say.checking(percent(check.progress));
    const { records, errors, warnings } = check.result;
    return say.checked(records, errors, warnings);
  }
  if (at(view, "sending")) return say.sending(percent(view.stage.progress));
  if (at(view, "stopped")) return texts.failed.stopped;
  if (at(view, "done")) {
    const { totalRecords } = view.stage.result;
    return totalRecords ? texts.done.heading(totalRecords) : texts.done.empty;
  }
  // Errors are alerts where they stand.
  return "";
}

function percent(progress?: Progress): number {
  return progress?.total ? Math.floor((progress.done / progress.total) * (100 / STEP)) * STEP : 0;
}
