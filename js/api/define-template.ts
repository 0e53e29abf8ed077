// Gives a template the type of its records.
import type { Column, SelectOption, Template } from "./engine.js";
import type { AnyRecord } from "./page.js";

/**
 * Gives the template back as it is. TypeScript then knows the records: `RecordOf<typeof template>`, and what `page.json()`
 * gives for a sheet that was opened with it.
 *
 * @example
 * const orders = defineTemplate({ code: "orders", columns: [{ key: "amount", type: "number", required: true }] });
 * type Order = RecordOf<typeof orders>; // { amount: number }
 */
export function defineTemplate<const T extends Template>(template: T & OnlyKnown<T>): T {
  return template;
}

/** What the records of a template are. Where only `Template` is known of it, they may have any keys. */
export type RecordOf<T extends Template> =
  string extends KeyOf<T>
    ? AnyRecord
    : Shown<{ [C in T["columns"][number] as C["key"]]: ValueOf<C, T> }> & KeptOf<T>;

type KeyOf<T extends Template> = T["columns"][number]["key"];

/** Headers that no column takes, under `unmatched: "keep"`. */
type KeptOf<T extends Template> = T["unmatched"] extends "keep"
  ? { [header: string]: string | null }
  : unknown;

type ValueOf<C extends Column, T extends Template> =
  | (C["multiple"] extends true ? BareValue<C>[] : BareValue<C>)
  | (C["required"] extends true ? never : HasDefault<C> extends true ? never : null)
  | (KeepsInvalid<C, T> extends true ? string | null : never);

type BareValue<C extends Column> = C["type"] extends "number" | "integer"
  ? number
  : C["type"] extends "boolean"
    ? boolean
    : C["type"] extends "select"
      ? OptionOf<C>
      : string;

type OptionOf<C extends Column> = C["options"] extends readonly SelectOption[]
  ? C["options"][number]["value"]
  : string;

type HasDefault<C extends Column> = C extends { default: NonNullable<Column["default"]> } ? true : false;

/** Whether a record is sent with an error in this column: the cell stays its text then, or null where it is empty. */
type KeepsInvalid<C extends Column, T extends Template> = T["onInvalid"] extends "include"
  ? true
  : C["level"] extends "warning"
    ? true
    : false;

/** Shows the fields rather than how they were come by. */
type Shown<T> = { [K in keyof T]: T[K] };

/** Fields that no template has are of type never: an inferred type would take them. */
type OnlyKnown<T extends Template> = Only<T, Template> & { columns: EachKnown<T["columns"]> };

type EachKnown<Columns> = { [At in keyof Columns]: Only<Columns[At], Column> };

type Only<T, Known> = { [K in Exclude<keyof T, keyof Known>]: never };
