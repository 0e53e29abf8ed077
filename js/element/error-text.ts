// An error (and the file it came with) in, the sentence for the person in front of it out.
import type { SheethookError } from "../client.js";
import { errorMessage } from "../strings/en.js";
import { texts } from "./texts.js";

const WORKBOOK = /\.(xlsx?|xlsm|xlsb|ods|numbers)$/i;

export function errorText(error: SheethookError, file?: File): string {
  // What the user dropped is no option of theirs.
  if (error.details.option === "file") return String(error.details.reason);
  if (error.code === "not-text" && file && WORKBOOK.test(file.name)) return texts.choose.workbook;
  return errorMessage(error);
}
