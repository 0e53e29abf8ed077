// The records' types, as the editor and tsc see them: every line here is a case, and nothing of it runs.

import { defineTemplate, openSheet, type RecordOf } from "../../js/node.js";
import type { defineTemplate as inReact } from "../../js/react.js";
import type { defineTemplate as inElement } from "../../js/widget/index.js";
import type { Page, Sheet, Template } from "../../js/worker/client.js";

/** True where two types are the same, optional and readonly fields and `any` told apart. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function expect<_ extends true>(): void {}

// Each type, of a column that is required.
const types = defineTemplate({
  code: "types",
  columns: [
    { key: "none", required: true },
    { key: "string", type: "string", required: true },
    { key: "number", type: "number", required: true },
    { key: "integer", type: "integer", required: true },
    { key: "boolean", type: "boolean", required: true },
    { key: "date", type: "date", required: true },
    { key: "datetime", type: "datetime", required: true },
    { key: "time", type: "time", required: true },
    { key: "email", type: "email", required: true },
    { key: "url", type: "url", required: true },
    { key: "uuid", type: "uuid", required: true },
    { key: "select", type: "select", required: true, options: [{ value: "a" }, { value: "b", label: "B" }] },
    { key: "any", type: "any", required: true },
  ],
});
expect<
  Equal<
    RecordOf<typeof types>,
    {
      none: string;
      string: string;
      number: number;
      integer: number;
      boolean: boolean;
      date: string;
      datetime: string;
      time: string;
      email: string;
      url: string;
      uuid: string;
      select: "a" | "b";
      any: string;
    }
  >
>();

// What a value may be besides.
const empty = defineTemplate({
  code: "empty",
  columns: [
    { key: "optional", type: "number" },
    { key: "said", type: "number", required: false },
    { key: "required", type: "number", required: true },
    { key: "literal", type: "boolean", default: false },
    { key: "zero", type: "integer", default: 0 },
    { key: "generated", type: "uuid", default: { generate: "uuid" } },
    { key: "sometimes", requiredWhen: { column: "said" } },
    { key: "several", multiple: true, required: true },
    { key: "some", type: "select", options: [{ value: "x" }], multiple: true, delimiter: ";" },
    { key: "warned", type: "integer", required: true, level: "warning" },
  ],
});
expect<
  Equal<
    RecordOf<typeof empty>,
    {
      optional: number | null;
      said: number | null;
      required: number;
      literal: boolean;
      zero: number;
      generated: string;
      sometimes: string | null;
      several: string[];
      some: "x"[] | null;
      warned: number | string | null;
    }
  >
>();

// Records with errors are sent: an invalid cell stays its text, an empty one is null.
const included = defineTemplate({
  code: "included",
  onInvalid: "include",
  columns: [
    { key: "a", type: "number", required: true },
    { key: "b", type: "boolean", default: true },
  ],
});
expect<Equal<RecordOf<typeof included>, { a: number | string | null; b: boolean | string | null }>>();

const skipped = defineTemplate({
  code: "s",
  onInvalid: "skip",
  columns: [{ key: "a", type: "number", required: true }],
});
expect<Equal<RecordOf<typeof skipped>, { a: number }>>();

// Headers that no column takes.
const kept = defineTemplate({
  code: "kept",
  unmatched: "keep",
  columns: [{ key: "a", type: "number", required: true }],
});
expect<Equal<RecordOf<typeof kept>["a"], number>>();
expect<Equal<RecordOf<typeof kept>["Colour"], string | null>>();
// @ts-expect-error without `keep` there are no others
type _None = RecordOf<typeof skipped>["Colour"];

// A template that TypeScript knows nothing particular of.
expect<Equal<RecordOf<Template>["whatever"], unknown>>();

// What can't be is told where it stands.
// @ts-expect-error no such type
defineTemplate({ code: "t", columns: [{ key: "a", type: "decimal" }] });
// @ts-expect-error the key is missing
defineTemplate({ code: "t", columns: [{ type: "number" }] });
// @ts-expect-error the code is missing
defineTemplate({ columns: [{ key: "a" }] });
// @ts-expect-error no such field of a column
defineTemplate({ code: "t", columns: [{ key: "a", colour: "red" }] });
// @ts-expect-error no such field of a template
defineTemplate({ code: "t", colour: "red", columns: [{ key: "a" }] });
// @ts-expect-error no such way
defineTemplate({ code: "t", columns: [{ key: "a" }], onInvalid: "ignore" });

// Every way in has it.
expect<Equal<typeof inReact, typeof defineTemplate>>();
expect<Equal<typeof inElement, typeof defineTemplate>>();

// The template comes back as a template.
const again: Template = types;
void again;

// From the file to the page.
export async function typed(file: Blob): Promise<void> {
  const template = defineTemplate({
    code: "orders",
    columns: [
      { key: "amount", type: "number", required: true },
      { key: "note", name: "Remark" },
    ],
  });
  const sheet = await openSheet(file, { template });
  for await (const page of sheet.pages()) {
    const [record] = page.json().data;
    expect<Equal<typeof record, { amount: number; note: string | null } | undefined>>();
    // @ts-expect-error the record has no such key
    record?.total;
  }
  await sheet.send({
    onPage: (page) => {
      expect<
        Equal<
          (typeof page)["json"] extends () => { data: (infer R)[] } ? R : never,
          RecordOf<typeof template>
        >
      >();
    },
  });
  const plain: Sheet = sheet;
  void plain;

  // A template in place.
  const inPlace = await openSheet(file, {
    template: { code: "t", columns: [{ key: "n", type: "integer", required: true }] },
  });
  for await (const page of inPlace.pages()) expect<Equal<typeof page, Page<{ n: number }>>>();

  // Without one, or with one that is only called a template, as before.
  const strings = await openSheet(file);
  for await (const page of strings.pages()) expect<Equal<typeof page, Page>>();
  const some: Template = { code: "t", columns: [{ key: "a" }] };
  const any = await openSheet(file, { template: some });
  for await (const page of any.pages()) expect<Equal<typeof page, Page>>();
  const maybe = await openSheet(file, { template: undefined });
  for await (const page of maybe.pages()) expect<Equal<typeof page, Page>>();
}
