// The imports that the engine's first module is made for: each a file's text, its template and what is given with it. What
// one of them runs is in that module; everything else is loaded when it is called. A shorter list makes it smaller.

const ORDERS = {
  code: "orders",
  columns: [
    { key: "number", name: "Order number", type: "integer", required: true, unique: true },
    { key: "amount", alternateKeys: ["Price"], type: "number", min: 0, max: 1_000_000 },
    { key: "placed", name: "Date", type: "date", formats: ["YYYY-MM-DD", "DD.MM.YYYY"] },
    { key: "email", type: "email" },
    { key: "paid", type: "boolean" },
    { key: "state", type: "select", options: [{ value: "open", label: "Open" }, { value: "done" }] },
    { key: "note", minLength: 2, maxLength: 60 },
    { key: "country", default: "DE" },
  ],
};
const skipping = { ...ORDERS, onInvalid: "skip" };
/** A required column of each kind, two of which are trimmed. */
const CONTACTS = {
  code: "contacts",
  onInvalid: "skip",
  columns: [
    { key: "name", alternateKeys: ["Full name"], required: true, trim: true },
    { key: "mail", required: true, unique: true, trim: true },
    { key: "age", type: "integer", required: true },
    { key: "score", type: "number", required: true },
    { key: "joined", type: "date", required: true },
    { key: "plan", type: "select", required: true, options: [{ value: "free" }, { value: "team" }] },
    { key: "active", type: "boolean", required: true },
    { key: "notes", required: true },
  ],
};

const HEADER = "Order number,Amount,Date,Email,Paid,State,Note,Country\n";
const clean = (number) =>
  `${number},${(number * 7.5).toFixed(2)},2024-0${1 + (number % 9)}-1${number % 10},p${number}@example.com,` +
  `${number % 2 ? "yes" : "no"},${number % 3 ? "open" : "Done"},"note ""${number}"", with\na break",AT\n`;
const many = (rows) => HEADER + Array.from({ length: rows }, (_, row) => clean(row + 1)).join("");

/** Cells that are empty, no number, no date, no option, too long, doubled; and rows too short, too long and blank. */
const DIRTY = `${HEADER}${clean(1)},x,2024-13-01,nobody,maybe,lost,n,
1,-5,01.02.2024,a@b.example,true,open,a note that is far too long for this column which takes sixty,

7,8
8,9,2024-01-01,ä@example.com,1,done,größer,FR,extra
`;

/** Numbers of every usual look, days and times in ISO, words of several scripts, and what says nothing; in long cells too. */
const MEASURES = {
  code: "measures",
  onInvalid: "include",
  columns: [
    { key: "id", type: "integer", required: true },
    ...["plain", "signed", "grouped"].map((key) => ({ key, type: "number" })),
    { key: "day", type: "date" },
    { key: "time", type: "datetime" },
    { key: "flag", type: "boolean" },
    { key: "state", type: "select", options: [{ value: "open" }, { value: "paid" }, { value: "returned" }] },
    { key: "text" },
    { key: "words", required: true },
  ],
};
const WORDS = 'alpha délicat μικρός, 東京 ""lantern"".\r\n';
const measures = (rows) =>
  `id,plain,signed,grouped,day,time,flag,state,text,words\n${Array.from({ length: rows }, (_, row) => {
    const state = ["open", "paid", "returned", ""][row % 4];
    const text = row % 3 ? `Größe ${row}` : "";
    const cells = [
      row - 3,
      row % 7 ? (row * 0.0137).toFixed(row % 6) : ["", "NA"][row % 2],
      (50 - row * 0.731).toFixed(4),
      `"${(row * 1234.5).toLocaleString("en")}"`,
      `20${10 + (row % 15)}-1${row % 3}-0${1 + (row % 9)}`,
      `2024-01-01T0${row % 10}:00:0${row % 6}${row % 2 ? "Z" : "+02:00"}`,
      ["true", "false", "1", "0", "Yes", ""][row % 6],
      state,
      text,
      `"${WORDS.repeat(1 + (row % 30))}"`,
    ];
    return cells.join(",");
  }).join("\n")}\n`;

/** Several chunks of a file's bytes. */
const LARGE = 20_000;

export const IMPORTS = [
  { text: many(LARGE), template: ORDERS },
  { text: measures(3000), template: MEASURES },
  { text: DIRTY, template: skipping },
  { text: DIRTY, template: { ...ORDERS, onInvalid: "include" } },
  { text: DIRTY, template: ORDERS, error: "blocked" },
  { text: `\uFEFF${DIRTY.replaceAll(",", ";")}`, template: skipping },
  { text: many(50).replaceAll(",", "\t").replaceAll("\n", "\r\n"), template: ORDERS },
  {
    text: `Orders of May\n\n${DIRTY.replace("Date", "placed on").replace("Amount", "Price")}`,
    template: skipping,
  },
  { text: 'a;b;c\n1,5;2;x\n4;-5;"y"\n', template: numbers("a", "b") },
  { text: many(50) },
  { text: "a,b,c\n1,2,3\n4,5,6\n" },
  { text: "name\nonly\n" },
  {
    text: "Full name,mail,age,score,joined,plan,active,notes\nAda, a@b.example ,36,1.5,2024-01-02,free,true,x\n ,,,,,,,\n",
    template: CONTACTS,
  },
  { text: "a,b\n1,2\n,x\n", template: { ...CONTACTS, onInvalid: "include" } },
  { text: "", error: "empty-file" },
  { text: "PK\u0003\u0004\0\0", error: "not-text" },
  { text: "a\n", template: { code: 1, colums: [] }, error: "template-invalid" },
];

function numbers(...keys) {
  return { code: "numbers", onInvalid: "skip", columns: keys.map((key) => ({ key, type: "number" })) };
}
