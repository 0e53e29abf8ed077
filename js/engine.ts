// The WebAssembly module's classes, and the types that Rust defines.
export type {
  Bound,
  Candidate,
  Cause,
  CheckResult,
  Confidence,
  Dialect,
  Error as EngineError,
  Fault,
  Issue,
  Kept,
  MappedColumn,
  Mapping,
  Operation,
  Reason,
  RowSet,
  Severity,
  Source,
  Step,
  ViewRow,
} from "../pkg/engine/sheethook.js";
export {
  type Answer,
  Delivery,
  default as init,
  foreign,
  initSync,
  Paging,
  post,
  Sheet as EngineSheet,
} from "../pkg/engine/sheethook.js";
export type { Column, ColumnType, OnInvalid, Rule, SelectOption, Template } from "./template-fields.js";
