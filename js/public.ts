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
  SelectOption,
  Severity,
  Template,
} from "./engine.js";
export { SheethookError } from "./error.js";
export { Page, type PageBody } from "./page.js";
export { errorMessage, issueMessage } from "./strings/en.js";
