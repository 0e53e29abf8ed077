// The lines on which wrong records begin: those of the file as it is, whatever it is written in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSheet } from "../../pkg/node.js";

const template = { code: "t", columns: [{ key: "n", type: "integer" }, { key: "note" }] };
const utf16 = (text) => Buffer.from(text, "utf16le");
const latin1 = (text) => Buffer.from(text, "latin1");

const files = [
  // [what, the file, lines of its records whose n is an x]
  ["line ends of each kind", "n,note\r\nx,a\rx,b\nx,c\r\n", [2, 3, 4]],
  ["CR alone", "n,note\rx,a\r1,b\rx,c\r", [2, 4]],
  ["line breaks in quotes, of each kind", 'n,note\n1,"a\nb\r\nc\rd"\nx,e\n', [6]],
  ["two lines in quotes above the headers", 'Report\n\n"two\nlines"\nn,note,z\n1,2,3\nx,5,6\n', [7]],
  ["blank lines, of spaces too", "\n\nn,note\n\n\nx,a\n  \nx,b\n", [6, 8]],
  ["comments", "# c\nn,note\n# d\nx,a\n1,b\n# e\nx,b\n3,4\n", [4, 7]],
  ["sep=", "sep=;\nn;note\nx;1\n2;3\nx;5\n", [3, 5]],
  ["quotes that are never closed", 'n,note\n1,"a\nx,b\n2,"c\nx,d\n', [3, 5]],
  ["a quote that another cell's shows to be text", 'note,n\n"a,1\n"b,"x"\nb,x\n', [3, 4]],
  ["line ends to others than CSV", "n,note\nx,a\u0085b\u2028\nx,c\u000bd\fe\n", [2, 3]],
  ["UTF-16 without a mark", utf16('n;note\r\n1;"ä\r\nb"\r\nx;ö\r\n'), [4]],
  ["UTF-16 with a mark", utf16('\ufeffn;note\n1;"ä\nb"\nx;ö\n'), [4]],
  ["windows-1252", latin1('n;note\r\n1;"M\xfcller\r\nb"\r\nx;Stra\xdfe\r\n1;f\xfcr\r\nx;\xe4\r\n'), [4, 6]],
  ["Shift_JIS", Buffer.from("6e2c6e6f74650d0a312c228ebc96bc0d0a93c8924b220d0a782c938c8b9e0d0a", "hex"), [4]],
];

for (const [what, file, lines] of files) {
  test(`${what}: lines ${lines.join(", ")}`, async () => {
    const sheet = await openSheet(new Blob([file]), { template });
    const { issues } = await sheet.check();
    await sheet.close();
    const wrong = issues.filter(({ code, value }) => code === "not-integer" && value === "x");
    assert.deepEqual(
      wrong.map(({ line }) => line),
      lines,
    );
  });
}
