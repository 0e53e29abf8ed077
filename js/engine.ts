// The WebAssembly module's classes, and the types that Rust defines.
export type {
  Bound,
  CheckResult,
  Column,
  ColumnType,
  Confidence,
  Dialect,
  Error as EngineError,
  Fault,
  Issue,
  MappedColumn,
  Mapping,
  OnInvalid,
  SelectOption,
  Severity,
  Step,
  Template,
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
