// Writes text in any encoding that TextDecoder knows, by the decoder's own tables.

const tables = new Map();

/** Every character that the encoding writes in one byte or two, and its bytes. */
function tableOf(encoding) {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map();
  const add = (bytes) => {
    // Streams, because without it Node 20 takes windows-1252 for ISO-8859-1.
    const decoder = new TextDecoder(encoding);
    const text = decoder.decode(Uint8Array.from(bytes), { stream: true }) + decoder.decode();
    if ([...text].length === 1 && text !== "\ufffd" && !table.has(text)) table.set(text, bytes);
  };
  for (let first = 0; first < 256; first += 1) add([first]);
  const single = table.size > 160 && !/jis|^euc|^gb|^big5/.test(encoding);
  for (let first = 0x81; first < 255 && !single; first += 1) {
    for (let second = 0x40; second < 255; second += 1) add([first, second]);
  }
  tables.set(encoding, table);
  return table;
}

/** The text in that encoding; where it has no such character but its parts (Vietnamese), those. */
export function encode(text, encoding) {
  if (encoding === "utf-8") return Buffer.from(text);
  if (encoding === "utf-16le") return Buffer.from(text, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  const table = tableOf(encoding);
  const bytes = [...text].flatMap((char) => {
    const parts = table.has(char) ? [char] : apart(char);
    return parts.flatMap((part) => {
      const found = table.get(part);
      if (!found) throw new Error(`${encoding} has no ${part} of ${text}`);
      return found;
    });
  });
  return Buffer.from(bytes);
}

function apart(char) {
  const tone = char.normalize("NFD").match(/[\u0300\u0301\u0303\u0309\u0323]/)?.[0] ?? "";
  return [char.normalize("NFD").replace(tone, "").normalize("NFC"), tone];
}
