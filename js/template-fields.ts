// Nothing in; the types of the template's fields as the contract has them. Rust's own (pkg/engine) replace this file: delete
// it, and let engine.ts export Column, ColumnType, OnInvalid, SelectOption and Template from there again.
import type {
  Column as EngineColumn,
  Template as EngineTemplate,
  OnInvalid,
  SelectOption,
} from "../pkg/engine/sheethook.js";

export type { OnInvalid, SelectOption };

export type ColumnType =
  | "string"
  | "number"
  | "integer"
  | "boolean"
  | "date"
  | "datetime"
  | "email"
  | "url"
  | "uuid"
  | "select"
  | "any";

/** A column of the record. */
export interface Column extends Omit<EngineColumn, "type"> {
  type?: ColumnType;
  requiredWhen?: { column: string; values?: string[] };
  caseInsensitive?: boolean;
  uniqueWith?: string[];
  default?: string | number | boolean | { generate: "uuid" };
  minLength?: number;
  maxLength?: number;
  minDigits?: number;
  maxDigits?: number;
  multiple?: boolean;
  delimiter?: string;
  decimal?: "." | ",";
  case?: "upper" | "lower" | "title";
  frozen?: boolean;
  level?: "error" | "warning";
  message?: string;
}

/** A rule on whole rows. */
export type Rule =
  | { type: "atLeastOne" | "allOrNone"; columns: string[]; level?: "error" | "warning"; message?: string }
  | {
      type: "compare";
      left: string;
      operator: "<" | "<=" | "=" | "!=" | ">=" | ">";
      right: string;
      level?: "error" | "warning";
      message?: string;
    };

/** What a file is imported into. */
export interface Template extends Omit<EngineTemplate, "columns"> {
  columns: Column[];
  unmatched?: "drop" | "keep";
  timeZone?: string;
  rules?: Rule[];
}
