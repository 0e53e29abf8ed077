// What the client and Node both export beside openSheet.

export { defineTemplate, type RecordOf } from "./define-template.js";
export type {
  Bound,
  Candidate,
  Cause,
  CheckResult,
  Column,
  ColumnType,
  Confidence,
  Fault,
  Issue,
  Kept,
  MappedColumn,
  Mapping,
  OnInvalid,
  Operation,
  OptionMatch,
  OptionMatches,
  OptionText,
  Question,
  Reason,
  RowSet,
  Rule,
  SelectOption,
  Severity,
  Source,
  Template,
  ViewRow,
} from "./engine.js";
export { SheethookError } from "./error.js";
export { type DropFix, type Fix, fixesOf, type OperationFix, withText } from "./fixes.js";
export type { MappingChange } from "./mapping.js";
export { errorMessage, issueMessage, questionMessage } from "./messages.js";
export { type AnyRecord, Page, type PageBody } from "./page.js";
export {
  changesOf,
  fits,
  makeRecipe,
  parseRecipe,
  type Recipe,
  type RecipeFault,
  type RecipeOperation,
  type RecipeReading,
  type RecipeSheet,
} from "./recipe.js";
export { RecipeStore } from "./recipe-store.js";
export type {
  CheckOptions,
  CsvOptions,
  Destination,
  Dialect,
  HostCall,
  HostCheckOptions,
  HostIssue,
  JobOptions,
  OpenOptions,
  PagesOptions,
  Progress,
  RetryOptions,
  SendOptions,
  SendResult,
  Sheet,
  StandardResult,
  StandardSchema,
  Transform,
  Validate,
  ViewOptions,
} from "./types.js";
export { createUploadId } from "./upload-id.js";
