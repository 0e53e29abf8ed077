// A file in; how long 50 rows take from anywhere in it, after it has been checked.
import { openSheet } from "sheethook";

/** For each round the times of all places, and of every place its first row. Each round has places of its own. */
export async function windows(file, template, { rounds, places, count }) {
  const sheet = await openSheet(file, { template });
  const { records } = await sheet.check();
  const random = numbersFrom(places);
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const [times, found] = [[], []];
    for (let place = 0; place < places; place += 1) {
      const start = Math.floor(random() * (records - count));
      const asked = performance.now();
      const rows = await sheet.rows(start, count);
      times.push(performance.now() - asked);
      found.push({ start, rows: rows.length, first: rows[0].join(",") });
    }
    all.push({ times, found });
  }
  await sheet.close();
  return { records, rounds: all };
}

/** Numbers from 0 to 1, the same in every run of the bench. */
function numbersFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
