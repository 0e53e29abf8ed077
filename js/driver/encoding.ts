// Finds a file's encoding from its first bytes and some from further on.
import { SheethookError } from "../api/error.js";
import { decoded, type Found, likeliest } from "./legacy-encoding.js";

/** The encoding's name in the Encoding Standard, of any of its labels. */
export function encodingNamed(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    const reason = `must be an encoding that this platform knows, such as utf-8, windows-1252 or shift_jis, not "${label}"`;
    throw new SheethookError("bad-option", { option: "encoding", reason });
  }
}

/** Bytes that are looked at in one place of the file. */
const SAMPLE_BYTES = 64 << 10;

/** So many bytes are weighed in every reading that is tried: enough to be sure, and a matter of milliseconds. */
const EVIDENCE_BYTES = 2048;

/** The encoding of a file of that size. Where its start does not tell, the middle and the end are looked at too. */
export async function findEncoding(
  read: (from: number, to: number) => Promise<Uint8Array>,
  size: number,
): Promise<Found> {
  const head = await read(0, SAMPLE_BYTES);
  const told = encodingOfHead(head);
  if (told) return told;
  const whole = size <= SAMPLE_BYTES;
  const places = whole ? [] : [1 / 3, 2 / 3, 1].map((share) => Math.floor((size - SAMPLE_BYTES) * share));
  const further = await Promise.all(places.map((at) => read(at, at + SAMPLE_BYTES)));
  return encodingOfSamples([head, ...further.map(fromLineStart)], whole);
}

/** The encoding that a file's first bytes tell: by their byte order mark, by their zeros, or because they are UTF-8. */
function encodingOfHead(head: Uint8Array): Found | undefined {
  const [a, b, c] = head;
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", confidence: 1 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", confidence: 1 };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", confidence: 1 };
  const wide = utf16Order(head);
  if (wide) return { encoding: wide, confidence: 0.95 };
  const { good, broken } = utf8In(head);
  return good > 0 && broken === 0 ? { encoding: "utf-8", confidence: 1 } : undefined;
}

/** The byte order of UTF-16 without a mark: there commas, tabs and line ends have a zero beside it, always on the same side. */
function utf16Order(head: Uint8Array): string | undefined {
  let marks = 0;
  const wide = [0, 0];
  head.forEach((byte, at) => {
    if (!"\t\n\r,".includes(String.fromCharCode(byte))) return;
    marks += 1;
    // An even place is the low byte's where the low byte is first.
    if (head[at ^ 1] === 0) wide[at & 1] = (wide[at & 1] as number) + 1;
  });
  const most = wide.findIndex((count) => 2 * count > marks);
  return ["utf-16le", "utf-16be"][most];
}

/** A sample from the middle begins in the middle of a line, or of a character. */
function fromLineStart(sample: Uint8Array): Uint8Array {
  return sample.subarray(sample.indexOf(0x0a) + 1);
}

function encodingOfSamples(samples: readonly Uint8Array[], whole: boolean): Found {
  const counts = samples.map(utf8In);
  const good = counts.reduce((sum, count) => sum + count.good, 0);
  const broken = counts.reduce((sum, count) => sum + count.broken, 0);
  // By chance a legacy encoding has some good sequences too, but more broken ones.
  if (3 * broken <= good) {
    return { encoding: "utf-8", confidence: good > 0 ? good / (good + broken) : whole ? 1 : 0.9 };
  }
  const telling = samples.filter((_, at) => counts[at]?.broken);
  const limit = EVIDENCE_BYTES / telling.length;
  return likeliest(Uint8Array.from(telling.flatMap((sample) => tellingBytes(sample, limit))));
}

/** How many characters outside ASCII are good UTF-8, and how many are not. */
function utf8In(bytes: Uint8Array): { good: number; broken: number } {
  // What the end of the sample cuts off is neither: a decoder that streams holds it back.
  const text = decoded("utf-8", bytes).replace(/[\0-\x7f]+/g, "");
  const broken = text.split("\ufffd").length - 1;
  return { good: text.length - broken, broken };
}

/** What follows the first byte outside ASCII on each line, and the one before it. No encoding has a line end inside a character. */
function tellingBytes(sample: Uint8Array, limit: number): number[] {
  const bytes: number[] = [];
  let telling = false;
  for (let at = 0; at < sample.length && bytes.length < limit; at += 1) {
    const byte = sample[at] as number;
    if (byte > 0x7f && !telling) {
      telling = true;
      bytes.push(sample[at - 1] ?? 0x0a);
    }
    if (telling) bytes.push(byte);
    if (byte === 0x0a || byte === 0x0d) telling = false;
  }
  return [...bytes, 0x0a];
}
