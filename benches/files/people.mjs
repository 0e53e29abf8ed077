// A narrow file of people for checks and edits: a few of its cells are wrong or stand twice.
import { day } from "./generate.mjs";

const CITIES = ["Lisbon", "Kraków", "Oslo", "New York", "Nairobi", "lima", "Osaka", "Tunis"];

/** Every so many-th record has that wrong with it, beginning with its own place below. */
const WRONG = {
  age: { every: 211, first: 3 },
  date: { every: 503, first: 7 },
  email: { every: 1009, first: 11 },
};
const is = ({ every, first }, at) => at % every === first;
const count = ({ every, first }, records) => Math.max(0, Math.ceil((records - first) / every));

/** The kind, as `generate` takes it. */
export const PEOPLE = {
  what: "id, email, age, date, city",
  template: {
    code: "people",
    onInvalid: "include",
    columns: [
      { key: "id", type: "integer" },
      { key: "email", type: "string", unique: true },
      { key: "age", type: "integer", min: 18 },
      { key: "date", type: "date" },
      { key: "city", type: "string" },
    ],
  },
  cells(at, random) {
    // That of the record before it, which has one of its own.
    const email = `u${is(WRONG.email, at) ? at : at + 1}@mail.org`;
    const age = is(WRONG.age, at) ? (at % 2 ? "n/a" : "7") : 18 + random(80);
    return `${at + 1},${email},${age},${is(WRONG.date, at) ? "2024-02-31" : day(random)},${CITIES[random(CITIES.length)]}`;
  },
  errors: (records) => Object.values(WRONG).reduce((sum, wrong) => sum + count(wrong, records), 0),
};
