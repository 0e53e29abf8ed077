// Regular expressions of other dialects, as the linear-time engine reads them alike.

/** Longer ones are not worth their time. */
const LONGEST = 1_000;
/** Beyond it, the compiled pattern grows too large. */
const MAX_REPEATS = 1_000;

/** Letters after a backslash that mean the same in both. */
const LETTERS = "dDsSwWbBnrtfvxu";

const SETS = "dDsSwW";

export type Carried = { pattern: string } | { reason: string };

/** Takes a JavaScript regular expression over, with its flags. */
export function carryPattern(source: string, flags = ""): Carried {
  if (source.length > LONGEST) return { reason: "longer than 1,000 characters" };
  if (!isPattern(source)) return { reason: "not a regular expression" };
  if (/[^dgimsuvy]/.test(flags)) return { reason: `there is no flag like one of "${flags}"` };
  const kept = [...new Set(flags)].filter((flag) => "ims".includes(flag)).join("");
  const carried = rewrite(source);
  return "pattern" in carried && kept !== "" ? { pattern: `(?${kept})${carried.pattern}` } : carried;
}

/** The same, where the whole cell must match, as Table Schema has it. */
export function carryWholePattern(source: string): Carried {
  const carried = carryPattern(source);
  if ("reason" in carried || (/^\^/.test(source) && /^[^|]*[^\\|]\$$/.test(source))) return carried;
  return { pattern: `^(?:${carried.pattern})$` };
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

const BEYOND_LINEAR =
  "look-around and back-references can't be matched in linear time, so they are not supported";

/** Walks over the source once, and writes what the other engine would read differently in the way that it reads. */
function rewrite(source: string): Carried {
  let pattern = "";
  let inClass = false;
  /** Whether what stands last in the class is one like \w, after which a hyphen is no range. */
  let afterSet = false;
  for (let place = 0; place < source.length; place += 1) {
    const rest = source.slice(place, place + 12);
    const character = source[place] as string;
    if (character === "\\") {
      const next = source[place + 1] as string;
      const written = escaped(rest, next, inClass);
      if ("reason" in written) return written;
      pattern += written.pattern;
      place += 1;
      afterSet = SETS.includes(next);
    } else if (inClass) {
      if (rest.startsWith("--")) return { reason: 'a range to or from "-" is not supported' };
      const bare = character === "-" && (afterSet || /^-\\[dDsSwW]/.test(rest));
      // Elsewhere these begin a class within the class, or an operation on classes.
      pattern += "[&~".includes(character) || bare ? `\\${character}` : character;
      inClass = character !== "]";
      afterSet = false;
    } else if (character === "[") {
      if (/^\[\^?\]/.test(rest)) return { reason: "an empty class of characters is not supported" };
      inClass = true;
      afterSet = false;
      pattern += character;
      if (source[place + 1] === "^") {
        pattern += "^";
        place += 1;
      }
    } else if (character === "(" && /^\(\?(?:<?[=!])/.test(rest)) {
      return { reason: BEYOND_LINEAR };
    } else if (character === "{") {
      const counts = rest.match(/^\{(\d+)(?:,(\d*))?\}/);
      if (!counts) {
        pattern += "\\{";
        continue;
      }
      if (Math.max(Number(counts[1]), Number(counts[2] ?? 0)) > MAX_REPEATS) {
        return { reason: "repeats more than 1,000 times" };
      }
      pattern += counts[0];
      place += counts[0].length - 1;
    } else {
      pattern += character === "}" ? "\\}" : character;
    }
  }
  return { pattern };
}

/** What stands for a backslash and the character after it. */
function escaped(rest: string, next: string, inClass: boolean): Carried {
  if (/[1-9k]/.test(next)) return { reason: BEYOND_LINEAR };
  if (next === "b" && inClass) return { pattern: "\\x08" };
  if (next === "0") return { pattern: "\\x00" };
  if (/^\\u[dD][89a-fA-F]/.test(rest)) return { reason: "half of a surrogate pair is no character" };
  // Without their digits JavaScript takes them for the letters.
  if (next === "x" && !/^\\x[\da-fA-F]{2}/.test(rest)) return { pattern: "x" };
  if (next === "u" && !/^\\u[\da-fA-F]{4}/.test(rest)) return { pattern: "u" };
  if (/[a-zA-Z0-9]/.test(next) && !LETTERS.includes(next)) {
    return { reason: `"\\${next}" is not supported` };
  }
  // What else stands for itself needs the backslash only where it is ASCII punctuation.
  return { pattern: /^[\x21-\x7e]$/.test(next) && !"<>_".includes(next) ? `\\${next}` : next };
}
