// Layouts of dates in other notations, in the template's notation.

/** The tokens of strptime. */
const STRPTIME: { [directive: string]: string } = {
  Y: "YYYY",
  y: "YY",
  m: "MM",
  d: "DD",
  e: "D",
  b: "MMM",
  h: "MMM",
  B: "MMMM",
  H: "HH",
  I: "hh",
  M: "mm",
  S: "ss",
  p: "A",
  z: "Z",
  F: "YYYY-MM-DD",
  D: "MM/DD/YY",
  T: "HH:mm:ss",
  R: "HH:mm",
  "-d": "D",
  "-m": "M",
  "-H": "H",
  "-I": "h",
  "%": "%",
};

/** The tokens that dayjs and moment have beside the template's own. */
const FOREIGN = /Do|DDDD?o?|d{1,4}|[wWeEgGQkxX]+|N+|Z{2}|S{4,}|S{1,2}(?!S)/;
const OWN = /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|a|Z/y;

export type CarriedFormat = { format: string } | { reason: string };

/** `%d/%m/%Y` → `DD/MM/YYYY`. */
export function fromStrptime(layout: string): CarriedFormat {
  if (layout.length > 100) return { reason: "longer than 100 characters" };
  let format = "";
  for (let place = 0; place < layout.length; place += 1) {
    const character = layout[place] as string;
    if (character !== "%") {
      const literal = literalOf(character);
      if (literal === undefined) return { reason: `the letter "${character}" can't stand for itself` };
      format += literal;
      continue;
    }
    const directive =
      layout[place + 1] === "-" ? layout.slice(place + 1, place + 3) : (layout[place + 1] ?? "");
    const token = Object.hasOwn(STRPTIME, directive) ? STRPTIME[directive] : undefined;
    if (token === undefined) return { reason: `"%${directive}" has no equal` };
    format += token;
    place += directive.length;
  }
  return judged(format);
}

/** `DD.MM.YYYY [um] HH:mm` as dayjs and moment have it. */
export function fromMoment(layout: string): CarriedFormat {
  if (layout.length > 100) return { reason: "longer than 100 characters" };
  let format = "";
  for (let place = 0; place < layout.length; ) {
    OWN.lastIndex = place;
    const own = OWN.exec(layout)?.[0];
    const foreign = layout.slice(place).match(FOREIGN);
    if (foreign?.index === 0) return { reason: `"${foreign[0]}" has no equal` };
    const quoted = layout.slice(place).match(/^\[([^\]]*)\]/);
    const text = quoted ? (quoted[1] as string) : (layout[place] as string);
    if (own !== undefined) {
      format += own === "a" ? "A" : own;
      place += own.length;
      continue;
    }
    for (const character of text) {
      const literal = literalOf(character);
      if (literal === undefined) return { reason: `the letter "${character}" can't stand for itself` };
      format += literal;
    }
    place += quoted ? quoted[0].length : text.length;
  }
  return judged(format);
}

/** Whether a layout has a time in it. */
export function hasTime(format: string): boolean {
  return /[HhmsSAZ]/.test(format);
}

function literalOf(character: string): string | undefined {
  return /[A-SU-Za-z]/.test(character) ? undefined : character;
}

function judged(format: string): CarriedFormat {
  const tokens = format.match(/Y+|M+|D+|H+|h+|m+|s+|S+|A|Z/g) ?? [];
  const kinds = tokens.map((token) => token[0]);
  const has = (kind: string) => kinds.includes(kind);
  if (new Set(kinds).size < kinds.length) return { reason: "says the same part twice" };
  if (!["Y", "M", "D"].every(has)) {
    return { reason: "needs one year, one month and one day" };
  }
  if (has("h") !== has("A") || (has("h") && has("H")))
    return { reason: "an hour to 12 needs AM or PM, and no other does" };
  if ((has("S") && !has("s")) || (has("s") && !has("m")) || (has("m") && !has("h") && !has("H"))) {
    return { reason: "needs an hour before minutes, and minutes before seconds" };
  }
  return { format };
}
