// Finds the encoding from before Unicode that makes the likeliest text of some bytes.
import { FAMILIES } from "./languages.js";

/** An encoding by the name that the Encoding Standard gives it, and how sure that is, from 0 to 1. */
export interface Found {
  readonly encoding: string;
  readonly confidence: number;
}

/** Streams, so that the end may be cut off, and because without it Node 20 takes windows-1252 for ISO-8859-1. */
export function decoded(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

// The cost of a reading is about minus the logarithm of its likelihood, summed over all characters outside ASCII. It is
// the bytes that are given, so a reading with fewer and likelier characters costs less.

/** A letter that the language does not have, or that is not among those listed. */
const FOREIGN_LETTER = 9;
/** A letter of another script than the language's. */
const FOREIGN_SCRIPT = 11;
const PUNCTUATION = [4, 6];
const SYMBOL = 9;
/** What stands for broken bytes, control characters, private use. */
const NO_CHARACTER = 15;
/** A capital among small letters, as in "MГјller". */
const CAPITAL_INSIDE = 5;
/** Scripts or symbols in the middle of a word, as in "Mьller" or "M¸ller". */
const MIXED_WORD = 6;
/** A digit right after a letter of an alphabet outside ASCII, as in "Ł3.50". */
const DIGIT_AFTER = 3;
/** Two marks outside ASCII side by side, as in "³¡". */
const MARK_PAIR = 4;
/** Two Latin letters outside ASCII side by side: in most languages rare. */
const LATIN_PAIR = 2;
/** So much more evidence makes a reading e times as likely: less than the sum says, since letters hang together. */
const EVIDENCE_UNIT = 5;

/** The common ones first, then those that most texts do without. */
const PUNCTUATION_MARKS = [
  "’‘“”„–—…«»€£°©®™\xa0、。「」・，（）：！？～【】《》〒　％／－",
  "‹›§№•·¡¿ºª²³½¼¾±×µ\xad",
];
const INSIDE_WORDS = "’‘·\xad";

/** Where one script's code points end and the next one's begin. */
const SCRIPTS = [0x370, 0x400, 0x530, 0x600, 0x700, 0xe80, 0x3040, 0x3100, 0xac00, 0xd7a4];
const scriptOf = (char: string) => SCRIPTS.findIndex((end) => char.charCodeAt(0) < end);

const lettersKnown = new Map<string, boolean>();
function isLetter(char: string): boolean {
  const known = lettersKnown.get(char) ?? /[\p{L}\p{M}]/u.test(char);
  lettersKnown.set(char, known);
  return known;
}
const isUpper = (char: string) => char !== char.toLowerCase();
const isLower = (char: string) => char !== char.toUpperCase();
const isAscii = (char: string) => char < "\x80";
const isMark = (char: string) =>
  !isAscii(char) && char < "\u3000" && (!isLetter(char) || "ªº".includes(char));
const isLatin = (char: string) => char < "\u0370";

/** The likeliest of the encodings from before Unicode. */
export function likeliest(bytes: Uint8Array): Found {
  const readings = FAMILIES.flatMap(({ encodings, languages }) =>
    Object.entries(encodings).map(([encoding, handicap]) => {
      const text = readable(encoding, bytes);
      return { encoding, text, cost: text === undefined ? Infinity : handicap + costOf(text, languages) };
    }),
  );
  const [best, ...others] = readings.sort((one, other) => one.cost - other.cost) as [
    (typeof readings)[number],
  ] &
    typeof readings;
  const next = others.find(({ text }) => text !== best.text);
  const confidence = 1 - Math.exp((best.cost - (next?.cost ?? Infinity)) / EVIDENCE_UNIT);
  return { encoding: best.encoding, confidence: Math.min(confidence, 0.99) };
}

/** The text, where the platform knows the encoding. */
function readable(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return decoded(encoding, bytes);
  } catch {
    return undefined;
  }
}

/** What the text costs in the language that suits it best. */
function costOf(text: string, languages: readonly string[]): number {
  let cost = 0;
  const letters = new Map<string, number>();
  let before = "\n";
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (!isAscii(char)) {
      const mark = PUNCTUATION_MARKS.findIndex((marks) => marks.includes(char));
      if (/[\x80-\x9f\ufffd\ue000-\uf8ff]/.test(char)) cost += NO_CHARACTER;
      else if (mark >= 0) cost += PUNCTUATION[mark] as number;
      else if (!isLetter(char)) cost += SYMBOL;
      else {
        // Half-width katakana and full-width letters are as good as ordinary ones.
        const small = char.normalize("NFKC").toLowerCase();
        const key = small.length === 1 ? small : char;
        letters.set(key, (letters.get(key) ?? 0) + 1);
      }
    }
    cost += neighbours(before, char, text[at + 1] ?? "\n");
    before = char;
  }
  const costs = languages.map((language) => {
    const scripts = new Set([...language].map(scriptOf));
    let sum = cost;
    for (const [letter, count] of letters) {
      const rank = language.indexOf(letter);
      // By Zipf's law.
      const known = rank < 0 ? FOREIGN_LETTER : 1 + Math.log(rank + 3);
      sum += count * (isAscii(letter) || scripts.has(scriptOf(letter)) ? known : FOREIGN_SCRIPT);
    }
    return sum;
  });
  return Math.min(...costs);
}

/** What is unlikely about a character beside those before and after it. */
function neighbours(before: string, char: string, after: string): number {
  if (isAscii(char) && isAscii(before)) return 0;
  if (!isLetter(before)) return isMark(before) && isMark(char) ? MARK_PAIR : 0;
  if (/\d/.test(char) && before < "\u3000") return DIGIT_AFTER;
  if (!isLetter(char)) {
    const inside = isLatin(before) && isLetter(after) && !INSIDE_WORDS.includes(char) && !isAscii(char);
    return inside ? MIXED_WORD : 0;
  }
  if (isLatin(before) !== isLatin(char)) return MIXED_WORD;
  if (isUpper(char) && (isLower(before) || isLower(after))) return CAPITAL_INSIDE;
  return isLatin(char) && !isAscii(char) && !isAscii(before) && char < "\u0300" ? LATIN_PAIR : 0;
}
