// Nothing in; what the client and Node both give out beside openSheet.
export type {
  Destination,
  Dialect,
  JobOptions,
  OpenOptions,
  PagesOptions,
  Progress,
  RetryOptions,
  SendOptions,
  SendResult,
  Sheet,
} from "./api.js";
export { defineTemplate, type RecordOf } from "./define-template.js";
export { createUploadId } from "./driver/upload-id.js";
export type {
  Bound,
  CheckResult,
  Column,
  ColumnType,
  Confidence,
  Fault,
  Issue,
  MappedColumn,
  Mapping,
  OnInvalid,
  Rule,
  SelectOption,
  Severity,
  Template,
} from "./engine.js";
export { SheethookError } from "./error.js";
export { type AnyRecord, Page, type PageBody } from "./page.js";
export { errorMessage, issueMessage } from "./strings/en.js";
