// The sentence about an error for the person in front of it.

import { errorMessage } from "../api/messages.js";
import type { SheethookError } from "../worker/client.js";
import { texts } from "./texts.js";

const WORKBOOK = /\.(xlsx?|xlsm|xlsb|ods|numbers)$/i;

export function errorText(error: SheethookError, file?: File): string {
  // What the user dropped is no option of theirs.
  if (error.details.option === "file") return String(error.details.reason);
  if (error.code === "not-text" && file && WORKBOOK.test(file.name)) return texts.choose.workbook;
  return errorMessage(error);
}
