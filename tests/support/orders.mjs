// A template, a file with so many rows, and the records that a receiver must get.

export const template = {
  code: "orders",
  name: "Orders",
  columns: [
    { key: "id", name: "Id", type: "integer", required: true, unique: true },
    { key: "customer", name: "Customer", alternateKeys: ["Client"], required: true },
    { key: "amount", name: "Amount", type: "number", min: 0 },
    { key: "paid", name: "Paid", type: "boolean" },
    { key: "ordered", name: "Ordered", type: "date", formats: ["DD/MM/YYYY"] },
    {
      key: "size",
      name: "Size",
      type: "select",
      options: [
        { value: "s", label: "Small" },
        { value: "l", label: "Large" },
      ],
    },
    { key: "note", name: "Note" },
  ],
};

const pad = (number) => String(number).padStart(2, "0");
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

export function orders(count) {
  const records = [];
  const lines = ["ID,Client,Amount,Paid,Ordered,Size,Note,Ignored"];
  for (let n = 1; n <= count; n += 1) {
    const [day, month] = [pad((n % 28) + 1), pad((n % 12) + 1)];
    const record = {
      id: n,
      customer: `Zoë "${n}" O’Neil, Łódź`,
      amount: n * 1.25,
      paid: n % 2 === 0,
      ordered: `2024-${month}-${day}`,
      size: n % 3 === 0 ? "s" : "l",
      note: n % 4 === 0 ? `line one\nline ${n}` : null,
    };
    records.push(record);
    const { id, customer, amount, paid, size, note } = record;
    const cells = [id, quoted(customer), amount, paid ? "yes" : "no", `${day}/${month}/2024`];
    lines.push([...cells, size === "s" ? "Small" : "Large", note ? quoted(note) : "", "x"].join());
  }
  return { records, csv: `${lines.join("\r\n")}\r\n` };
}
