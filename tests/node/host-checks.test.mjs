// The host's own functions: what they say is laid over the sheet, what goes wrong in them stays theirs, and they see again
// only what was edited.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openSheet } from "../../pkg/node.js";

const TEMPLATE = {
  code: "t",
  onInvalid: "skip",
  columns: [{ key: "id" }, { key: "age", type: "integer" }, { key: "mail", type: "string" }],
};
const file = (rows) =>
  new Blob([
    `id,age,mail\n${Array.from({ length: rows }, (_, at) => `${at},${at % 90},m${at}@x.org\n`).join("")}`,
  ]);

/** Does something with a sheet, and closes it. */
async function withSheet(rows, options, work) {
  const sheet = await openSheet(file(rows), { template: TEMPLATE, ...options });
  try {
    return await work(sheet);
  } finally {
    await sheet.close();
  }
}

const messages = async (sheet, start = 0, count = 1) =>
  (await sheet.view({}, start, count)).flatMap(({ issues }) => issues.map(({ message }) => message));

describe("validate", () => {
  test("gets every record once, typed, with its number, in batches", async () => {
    const calls = [];
    const validate = (records, { rows }) => void calls.push({ records, rows });
    await withSheet(25, { validate, hostChecks: { batchSize: 10 } }, async (sheet) => {
      const result = await sheet.check();
      assert.equal(result.errors, 0);
      assert.deepEqual(calls.map(({ rows }) => rows.length).sort(), [10, 10, 5]);
      const seen = calls.flatMap(({ records, rows }) => records.map((record, at) => [rows[at], record]));
      seen.sort(([a], [b]) => a - b);
      assert.deepEqual(seen[24], [25, { id: "24", age: 24, mail: "m24@x.org" }]);
      assert.deepEqual(
        seen.map(([row]) => row),
        Array.from({ length: 25 }, (_, at) => at + 1),
      );
      await sheet.check();
      assert.equal(calls.length, 3);
    });
  });

  test("what it says counts, is shown, and keeps records back", async () => {
    const validate = async (records) => [
      { row: 1, column: "mail", message: "taken" },
      { row: 2, message: "odd", severity: "warning" },
      ...(records.length > 3 ? [{ row: 3, message: "unknown" }] : []),
    ];
    await withSheet(4, { validate }, async (sheet) => {
      const { errors, warnings, invalidRecords, totalRecords, byCode, byColumn, issues } =
        await sheet.check();
      assert.deepEqual([errors, warnings, invalidRecords, totalRecords], [2, 1, 2, 2]);
      assert.deepEqual([byCode, byColumn], [{ custom: 3 }, { mail: 1 }]);
      assert.deepEqual(issues[0], {
        row: 2,
        line: 3,
        column: "mail",
        severity: "error",
        value: "m1@x.org",
        code: "custom",
        message: "taken",
      });
      assert.equal(await sheet.count({ rows: "errors" }), 2);
      assert.equal(await sheet.count({ rows: "errors", column: "mail" }), 1);
      assert.deepEqual((await sheet.view({ rows: "errors" }, 0, 9))[0].issues, [issues[0]]);
      const ids = [];
      for await (const page of sheet.pages()) ids.push(...page.json().data.map(({ id }) => id));
      assert.deepEqual(ids, ["0", "2"]);
    });
  });

  const never = () => new Promise(() => {});
  const failures = {
    "a function that throws": [
      () => {
        throw new Error("no network");
      },
      /could not check this row: no network$/,
    ],
    "one that rejects with no Error": [() => Promise.reject(null), /could not check this row: null$/],
    "one that hangs": [never, /did not answer within 0\.05 s/],
    "no list": [() => ({ row: 0 }), /gave object, not a list/],
    "a row that is not there": [
      () => [{ row: 3, message: "x" }],
      /row is 3, not the place of a record from 0 to 2/,
    ],
    "a column that is not there": [() => [{ row: 0, column: "nose", message: "x" }], /no column "nose"/],
    "a column of every object": [
      () => [{ row: 0, column: "toString", message: "x" }],
      /no column "toString"/,
    ],
    "no message": [() => [{ row: 0, message: 7 }], /message is 7, not text/],
    "a severity that is none": [() => [{ row: 0, message: "x", severity: "fatal" }], /severity is fatal/],
  };
  for (const [name, [fails, expected]] of Object.entries(failures)) {
    test(`${name}: one issue on each row of that batch, and the others go on`, async () => {
      let at = 0;
      const validate = (records) => (at++ === 1 ? fails(records) : []);
      const hostChecks = { batchSize: 3, concurrency: 1, timeoutMs: 50 };
      await withSheet(9, { validate, hostChecks }, async (sheet) => {
        const { errors, invalidRecords, issues } = await sheet.check();
        assert.deepEqual([at, errors, invalidRecords], [3, 3, 3]);
        assert.deepEqual(
          issues.map(({ row, code }) => [row, code]),
          [4, 5, 6].map((row) => [row, "custom"]),
        );
        assert.match(issues[0].message, expected);
      });
    });
  }

  test("never runs more often at once than it may", async () => {
    let [now, most] = [0, 0];
    const validate = async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(2);
      now -= 1;
    };
    await withSheet(100, { validate, hostChecks: { batchSize: 5, concurrency: 3 } }, (sheet) =>
      sheet.check(),
    );
    assert.deepEqual([now, most], [0, 3]);
  });

  test("is off the check: what the engine knows is shown while it runs", async () => {
    let go;
    const waiting = new Promise((resolve) => {
      go = resolve;
    });
    const validate = () => waiting.then(() => [{ row: 0, message: "late" }]);
    await withSheet(5, { validate }, async (sheet) => {
      assert.equal(await sheet.count(), 5);
      assert.deepEqual(await messages(sheet), []);
      const checked = sheet.check();
      go();
      assert.equal((await checked).errors, 1);
      assert.deepEqual(await messages(sheet), ["late"]);
    });
  });

  test("sees again only rows that were edited, and their issues alone are forgotten", async () => {
    const seen = [];
    const validate = (records, { rows }) => {
      seen.push(...rows);
      return records.flatMap(({ id }, row) =>
        id === "ok" ? [] : [{ row, column: "id", message: `no ${id}` }],
      );
    };
    await withSheet(2000, { validate }, async (sheet) => {
      const first = await sheet.check();
      assert.deepEqual([first.errors, seen.splice(0).length], [2000, 2000]);
      await sheet.edit({ type: "set", rows: [7, 1500], columns: ["id"], cells: [["ok"], ["new"]] });
      const second = await sheet.check();
      assert.deepEqual([second.errors, seen.splice(0)], [1999, [7, 1500]]);
      assert.deepEqual(await messages(sheet, 1499), ["no new"]);
      await sheet.edit({ type: "delete", rows: [[1, 10]] });
      assert.deepEqual([(await sheet.check()).errors, seen.splice(0)], [1990, []]);
      await sheet.undo();
      const ten = Array.from({ length: 10 }, (_, at) => at + 1);
      assert.deepEqual([(await sheet.check()).errors, seen.splice(0)], [1999, ten]);
      await sheet.undo();
      assert.deepEqual([(await sheet.check()).errors, seen.splice(0)], [2000, [7, 1500]]);
      assert.deepEqual(await sheet.check(), first);
      await sheet.edit({ type: "insert", before: 3, columns: ["id"], cells: [["in"]] });
      assert.deepEqual([(await sheet.check()).errors, seen.splice(0)], [2001, [2 ** 40 + 1]]);
    });
  });

  test("what it said of a row that was edited meanwhile is not heard", async () => {
    const calls = [];
    const validate = (records) =>
      new Promise((resolve) => {
        calls.push(() => resolve(records.map(({ id }, row) => ({ row, message: id }))));
      });
    await withSheet(3, { validate }, async (sheet) => {
      await sheet.count();
      while (calls.length === 0) await sleep(1);
      await sheet.edit({ type: "set", rows: [2], columns: ["id"], cells: [["new"]] });
      const checked = sheet.check();
      calls[0]();
      while (calls.length === 1) await sleep(1);
      calls[1]();
      assert.equal((await checked).errors, 3);
      assert.deepEqual(await messages(sheet, 0, 3), ["0", "new", "2"]);
      assert.equal(calls.length, 2);
    });
  });

  test("a check that is stopped tells it so, and the next one goes on where it was", async () => {
    const seen = [];
    let stopped = 0;
    let slow = true;
    const validate = async (_, { rows, signal }) => {
      if (slow && rows[0] > 10) {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        stopped += 1;
        return [{ row: 0, message: "too late" }];
      }
      seen.push(...rows);
    };
    await withSheet(40, { validate, hostChecks: { batchSize: 10, concurrency: 1 } }, async (sheet) => {
      const controller = new AbortController();
      const checked = sheet.check({ signal: controller.signal });
      while (seen.length === 0) await sleep(1);
      await sleep(5);
      controller.abort();
      await assert.rejects(checked, { code: "aborted" });
      slow = false;
      assert.equal((await sheet.check()).errors, 0);
      assert.equal(stopped, 1);
      assert.deepEqual(
        seen.sort((a, b) => a - b),
        Array.from({ length: 40 }, (_, at) => at + 1),
      );
    });
  });

  test("under another mapping all is judged anew", async () => {
    const validate = (records) => records.map(({ mail }, row) => ({ row, message: String(mail) }));
    await withSheet(2, { validate }, async (sheet) => {
      await sheet.check();
      await sheet.setMapping({ mail: null });
      const { issues } = await sheet.check();
      assert.deepEqual(
        issues.map(({ message }) => message),
        ["null", "null"],
      );
    });
  });

  test("a limit that can't be is refused", async () => {
    for (const hostChecks of [
      { batchSize: 0 },
      { concurrency: 1.5 },
      { timeoutMs: "x" },
      { timeoutMs: 2 ** 40 },
    ]) {
      await assert.rejects(openSheet(file(1), { hostChecks }), { code: "bad-option" });
    }
  });
});

describe("a schema of Standard Schema", () => {
  const schema = (validate) => ({ validate: { "~standard": { version: 1, vendor: "test", validate } } });

  test("is asked record by record, and its path is the column", async () => {
    const options = schema((value) =>
      value.age > 1
        ? {
            issues: [
              { message: "old", path: ["age"] },
              { message: "deep", path: [{ key: "mail" }, 0] },
              { message: "row" },
            ],
          }
        : { value },
    );
    await withSheet(3, options, async (sheet) => {
      const { issues } = await sheet.check();
      assert.deepEqual(
        issues.map(({ row, column, message }) => [row, column, message]),
        [
          [3, null, "row"],
          [3, "age", "old"],
          [3, "mail", "deep"],
        ],
      );
    });
  });

  test("may be asynchronous, and a record that it can't judge is to blame alone", async () => {
    const options = schema(async (value) => {
      if (value.id === "1") throw new Error("can't say");
      return { value };
    });
    await withSheet(3, options, async (sheet) => {
      const { issues } = await sheet.check();
      assert.deepEqual(
        issues.map(({ row, message }) => [row, message]),
        [[2, "can't say"]],
      );
    });
  });

  test("may be a function, as arktype's is", async () => {
    const callable = Object.assign(
      () => assert.fail("it is a schema"),
      schema(() => ({ issues: [{ message: "no" }] })).validate,
    );
    await withSheet(1, { validate: callable }, async (sheet) =>
      assert.equal((await sheet.check()).errors, 1),
    );
  });
});

describe("transform", () => {
  test("changes cells before they are judged, once, and can be undone", async () => {
    let calls = 0;
    const judged = [];
    const options = {
      transform: async (records) => {
        calls += records.length;
        return records.map((record) => ({
          ...record,
          mail: record.mail.toUpperCase(),
          age: record.age === 3 ? null : record.age,
        }));
      },
      validate: (records) => void judged.push(...records),
      hostChecks: { batchSize: 3 },
    };
    await withSheet(10, options, async (sheet) => {
      await sheet.check();
      const rows = await sheet.view({}, 3, 1);
      assert.deepEqual(
        [rows[0].cells, rows[0].source],
        [
          ["3", "", "M3@X.ORG"],
          ["3", "3", "m3@x.org"],
        ],
      );
      assert.deepEqual([judged.length, judged.every(({ mail }) => mail.startsWith("M"))], [10, true]);
      const log = await sheet.log();
      assert.deepEqual(log.map(({ type, rows, columns }) => [type, rows.length, columns]).sort(), [
        ["set", 1, ["age"]],
        ["set", 10, ["mail"]],
      ]);
      await sheet.undo();
      await sheet.undo();
      await sheet.check();
      assert.deepEqual([await sheet.count({ rows: "changed" }), calls], [0, 10]);
    });
  });

  test("may write into the records that it gets", async () => {
    const transform = (records) => {
      for (const record of records) record.id = `#${record.id}`;
      return records;
    };
    await withSheet(2, { transform }, async (sheet) => {
      await sheet.check();
      assert.deepEqual(
        (await sheet.view({}, 0, 9)).map(({ cells }) => cells[0]),
        ["#0", "#1"],
      );
    });
  });

  const nonsense = {
    "fewer records": [(records) => records.slice(1), /gave 2 records for 3/],
    "no list": [() => "x", /gave string, not a list/],
    "no record": [(records) => records.map(() => 7), /record 0 is 7/],
    "a column that is not there": [(records) => records.map(() => ({ nose: 1 })), /no column "nose"/],
    "what no cell can hold": [(records) => records.map(() => ({ id: { a: 1 } })), /record 0: id is object/],
    "a throw": [
      () => {
        throw new Error("oh");
      },
      /oh$/,
    ],
  };
  for (const [name, [fails, expected]] of Object.entries(nonsense)) {
    test(`${name}: the batch stays as it was, and says so`, async () => {
      const transform = (records) =>
        records[0].id === "3" ? fails(records) : records.map(({ id }) => ({ id: `${id}!` }));
      await withSheet(9, { transform, hostChecks: { batchSize: 3 } }, async (sheet) => {
        const { errors, issues } = await sheet.check();
        assert.equal(errors, 3);
        assert.match(issues[0].message, expected);
        assert.equal(await sheet.count({ rows: "changed" }), 6);
      });
    });
  }

  test("a column that nothing feeds can't be changed", async () => {
    const template = { code: "t", columns: [{ key: "id" }, { key: "colour" }] };
    const transform = (records) => records.map(() => ({ colour: "red" }));
    await withSheet(1, { template, transform }, async (sheet) => {
      const { issues } = await sheet.check();
      assert.deepEqual(
        [issues[0].column, /nothing of the file feeds/.test(issues[0].message)],
        ["colour", true],
      );
    });
  });

  test("leaves a row alone that was edited meanwhile, and sees it again", async () => {
    let go;
    const waiting = new Promise((resolve) => {
      go = resolve;
    });
    const transform = async (records) => {
      await waiting;
      return records.map(({ id }) => ({ id: `${id}!` }));
    };
    await withSheet(3, { transform }, async (sheet) => {
      await sheet.count();
      await sheet.edit({ type: "set", rows: [2], columns: ["id"], cells: [["mine"]] });
      go();
      await sheet.check();
      assert.deepEqual(
        (await sheet.view({}, 0, 9)).map(({ cells }) => cells[0]),
        ["0!", "mine!", "2!"],
      );
    });
  });
});
