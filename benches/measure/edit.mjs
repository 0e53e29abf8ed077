// How long each operation on a large file of people, its undo and redo, and each view take.
import { say } from "../../scripts/setup/progress.mjs";
import { median, rounded } from "../statistics.mjs";
import { watchMemory } from "./process.mjs";

/** All of it may take so long; most operations on all rows read the file once. */
const LIMIT_SECONDS = 3600;
const VIEWED = 50;
/** A view is asked for so often at each place. */
const VIEWS = 5;

/** What a person does, one upon the other, on so many records. Rows are counted from 1. */
const operations = (records) => {
  const middle = Math.floor(records / 2);
  const block = Array.from({ length: 1000 }, (_, at) => middle + at);
  const ranges = Math.min(1000, Math.floor(records / 1000));
  const apart = Math.floor(records / ranges);
  return {
    "set a cell": { type: "set", rows: [middle], columns: ["age"], cells: [["41"]] },
    "set a unique cell": { type: "set", rows: [middle], columns: ["email"], cells: [["u1@mail.org"]] },
    "set 1,000 rows": {
      type: "set",
      rows: block,
      columns: ["age", "city"],
      cells: block.map(() => ["50", "Quito"]),
    },
    "delete a row": { type: "delete", rows: [[middle + 7, middle + 7]] },
    "delete in ranges": {
      type: "delete",
      rows: Array.from({ length: ranges }, (_, at) => [at * apart + 21, at * apart + 120]),
    },
    "insert a row": {
      type: "insert",
      before: middle,
      columns: ["id", "email"],
      cells: [["0", "new@mail.org"]],
    },
    fill: { type: "fill", column: "city", text: "Lisbon" },
    "replace in a column": { type: "replace", column: "age", find: "n/a", replace: "30", whole: true },
    "replace in all": { type: "replace", find: "mail.org", replace: "mail.net" },
    map: {
      type: "map",
      column: "city",
      values: [
        ["lima", "Lima"],
        ["Oslo", "Bergen"],
      ],
    },
    transform: { type: "transform", column: "city", transform: "upper" },
  };
};

const VIEWED_ROWS = { all: {}, errors: { rows: "errors" }, changed: { rows: "changed" } };

export async function measureEdit({ browser, withPage }, file) {
  return withPage(async (page) => {
    await page.setInputFiles("input", file.path);
    const memory = await watchMemory(browser);
    const peaks = [];
    const measured = async (name, work) => {
      const answer = await work();
      peaks.push(name);
      memory.lap();
      return answer;
    };
    const call = (...given) => page.evaluate((given) => bench.call(...given), given);
    const checked = await measured("check", () =>
      page.evaluate((template) => bench.open(template), file.template),
    );
    say(`  check: ${Math.round(checked.ms)} ms, ${checked.errors} errors`);

    const edits = {};
    for (const [name, operation] of Object.entries(operations(file.records))) {
      const steps = [];
      for (const given of [["edit", operation], ["undo"], ["redo"]])
        steps.push(await measured(`${name}, ${given[0]}`, () => call(...given)));
      verify(name, steps);
      edits[name] = Object.fromEntries(
        ["edit", "undo", "redo"].map((step, at) => [step, Math.round(steps[at].ms)]),
      );
      say(`  ${name}: ${Object.values(edits[name]).join(", ")} ms, ${steps[0].errors} errors`);
    }

    const views = {};
    for (const [name, view] of Object.entries(VIEWED_ROWS)) {
      const counted = await call("count", view);
      const last = Math.max(0, counted.rows - VIEWED);
      views[name] = { rows: counted.rows, count: rounded(counted.ms, 1) };
      for (const [place, start] of Object.entries({ start: 0, middle: Math.floor(last / 2), end: last })) {
        const times = [];
        for (let time = 0; time < VIEWS; time += 1) {
          const { ms, rows } = await call("view", view, start, VIEWED);
          if (rows !== Math.min(VIEWED, counted.rows)) throw new Error(`${rows} rows of the view ${name}`);
          times.push(ms);
        }
        views[name][place] = rounded(median(times), 1);
      }
    }
    const asks = {
      "count with a text": () => call("count", { text: "quito" }),
      "the same again": () => call("count", { text: "quito" }),
      "count with a text in a column": () => call("count", { text: "quito", column: "city" }),
      causes: () => call("causes"),
      log: () => call("log"),
      "apply the log": () => page.evaluate(() => bench.applyLog()),
    };
    const asked = {};
    let logBytes;
    for (const [name, ask] of Object.entries(asks)) {
      const { ms, bytes } = await measured(name, ask);
      asked[name] = rounded(ms, 1);
      logBytes = bytes ?? logBytes;
    }
    await memory.stop();
    const memoryMb = Object.fromEntries(peaks.map((name, at) => [name, memory.laps()?.[at]]));
    print(edits, views, asked, memoryMb, logBytes);
    return {
      figures: {
        edit_records: file.records,
        edit_ms: edits,
        edit_view_ms: views,
        edit_asked_ms: asked,
        edit_log_bytes: logBytes,
        edit_memory_mb: memoryMb,
      },
    };
  }, LIMIT_SECONDS);
}

/** What is taken back and done again has the errors that it had. */
function verify(name, [done, , redone]) {
  if (done.errors !== redone.errors || done.records !== redone.records)
    throw new Error(`${name}: ${done.errors} errors, and done again ${redone.errors}`);
}

function print(edits, views, asked, memoryMb, logBytes) {
  const highest = (name) =>
    Math.max(...["edit", "undo", "redo"].map((step) => memoryMb[`${name}, ${step}`] ?? 0));
  say("  edits, in ms, and the highest memory above that before the file was opened, in MB:");
  console.table(
    Object.fromEntries(
      Object.entries(edits).map(([name, times]) => [name, { ...times, "memory, MB": highest(name) }]),
    ),
  );
  say(`  views of ${VIEWED} rows, in ms:`);
  console.table(views);
  say(`  and, in ms (the log has ${logBytes} bytes):`);
  console.table(asked);
}
