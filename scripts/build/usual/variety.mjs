// A number in, a usual file, its template and what its pages are like out, always the same for the same number: what
// people's columns, headers and cells look like, in ever other company, so that what one import runs and the next doesn't
// isn't left out by chance.

/** Dice that always fall alike. */
function dice(seed) {
  let last = seed * 7919 + 1;
  const roll = () => {
    last = (last * 48_271) % 0x7fff_ffff;
    return last / 0x7fff_ffff;
  };
  return {
    below: (end) => Math.floor(roll() * end),
    often: (share) => roll() < share,
    one: (list) => list[Math.floor(roll() * list.length)],
  };
}

const NAMES = [
  ["id", "ID", "Id"],
  ["order_number", "Order number", "Order No."],
  ["name", "Name", "Full name"],
  ["firstName", "First name", "first_name"],
  ["email", "Email", "E-mail address"],
  ["amount", "Amount", "Amount (EUR)"],
  ["price", "Price", "Unit price"],
  ["quantity", "Quantity", "Qty"],
  ["date", "Date", "Order date"],
  ["createdAt", "Created at", "created"],
  ["active", "Active", "is active"],
  ["status", "Status", "State"],
  ["city", "City", "Town"],
  ["phone", "Phone", "Telephone"],
  ["note", "Note", "Remarks"],
  ["country", "Country", "country code"],
];

const WORDS = ["alpha", "Müller", "Straße 5", "d'Or", "東京", "A & B", "x", "two words", "0123", "N/A", "-"];
const pad = (number) => String(number).padStart(2, "0");

/** For each type what its column may say besides, and cells, most of them right. */
const TYPES = {
  string: {
    more: (of) =>
      [{}, { maxLength: 12 }, { minLength: 2 }, { default: "none" }, { unique: true }][of.below(5)],
    cell: (of) => (of.often(0.3) ? `${of.one(WORDS)} ${of.below(999)}` : of.one(WORDS)),
  },
  integer: {
    more: (of) => [{}, { min: 0 }, { min: 1, max: 5000 }, { unique: true }, { default: 0 }][of.below(5)],
    cell: (of, row) => of.one([row, row, row, of.below(9), -of.below(99), 10 ** of.below(9), "007"]),
  },
  number: {
    more: (of) => [{}, { min: 0 }, { min: 3, max: 999.5 }, { max: 1e6 }, { default: 1.5 }][of.below(5)],
    cell: (of) => {
      const number = (of.below(2_000_000) / 10 ** of.below(6)) * of.one([1, 1, 1, -1]);
      return of.one([
        number.toFixed(2),
        number.toFixed(of.below(6)),
        String(of.below(1000)),
        `+${of.below(9)}`,
      ]);
    },
  },
  boolean: {
    more: (of) => [{}, {}, { default: false }][of.below(3)],
    cell: (of) => of.one(["yes", "no", "true", "false", "Yes", "NO", "1", "0"]),
  },
  date: {
    more: (of) =>
      [{}, { min: "2020-01-01" }, { formats: ["YYYY-MM-DD"] }, { max: "2025-12-31" }][of.below(4)],
    cell: (of) => `20${pad(18 + of.below(9))}-${pad(1 + of.below(12))}-${pad(1 + of.below(28))}`,
  },
  email: {
    more: (of) => [{}, { unique: true }, { unique: true, caseInsensitive: true }][of.below(3)],
    cell: (of, row) => of.one([`p${row}@example.com`, `Ann.${row}@mail.example.org`, `a+b${row}@x.de`]),
  },
  select: {
    more: (of) => ({
      options: ["open", "in progress", "done"].map((value) => ({
        value,
        ...(of.often(0.5) && { label: value.toUpperCase() }),
      })),
    }),
    cell: (of) => of.one(["open", "Open", "in progress", "done", "DONE"]),
  },
};

const WRONG = ["", "", "", "?", "abc", "2024-13-45", "nobody@", " padded ", 'say "hi"', "two\nlines"];

export function importOf(number) {
  const of = dice(number);
  const columns = NAMES.filter(() => of.often(0.5)).map(([key, name, other]) => {
    const type = of.one(Object.keys(TYPES));
    const more = { ...TYPES[type].more(of), ...(of.often(0.25) && { required: true }) };
    if (more.required) delete more.default;
    const names = of.often(0.6) ? { name, ...(of.often(0.3) && { alternateKeys: [other] }) } : {};
    return { key, type, ...names, ...more };
  });
  if (columns.length === 0) columns.push({ key: "name" });
  const onInvalid = of.one(["skip", "include", "block"]);
  const template = of.often(0.85) ? { code: `usual-${number}`, onInvalid, columns } : undefined;
  const paging = of.one([
    {},
    { chunkSize: 100 },
    { chunkSize: 2000, extra: "from the menu" },
    { extra: { team: 7 } },
  ]);
  return { text: textOf(of, columns), template, paging };
}

function textOf(of, columns) {
  const delimiter = of.one([",", ",", ",", ";", ";", "\t", "|"]);
  const quoted = (cell) => {
    const text = String(cell);
    return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const wrong = of.one([0, 0, 0.01, 0.1]);
  const ragged = of.one([0, 0, 0, 0.02]);
  const blank = of.one([0, 0, 0, 0.02]);
  const placed = columns.filter(() => of.often(0.9));
  const header = placed.map(({ key, name, alternateKeys }) =>
    of.one([key, name ?? key, alternateKeys?.[0] ?? key]),
  );
  const isWide = of.often(0.2);
  if (isWide) header.push("Something else");
  const lines = [header.map(quoted).join(delimiter)];
  const rows = of.often(0.03) ? 1500 : of.one([0, 1, 3, 20, 20, 40, 150]);
  for (let row = 1; row <= rows; row += 1) {
    if (of.often(blank)) lines.push("");
    const cells = placed.map(({ type }) =>
      of.often(wrong) ? of.one(WRONG) : TYPES[type ?? "string"].cell(of, row),
    );
    if (isWide) cells.push(of.one(WORDS));
    if (of.often(ragged)) of.often(0.5) ? cells.pop() : cells.push("more");
    lines.push(cells.map(quoted).join(delimiter));
  }
  const end = of.one(["\n", "\n", "\r\n"]);
  return `${of.often(0.2) ? "\uFEFF" : ""}${lines.join(end)}${of.often(0.8) ? end : ""}`;
}
