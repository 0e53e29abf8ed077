// The table that is polluted, as rows of cells, the header first: the same every time.
//
// It has the shape of the published one (84 rows of a shop's sales, nine columns, the last one empty, prose with commas,
// apostrophes and inches) and line breaks in some cells besides.

export const HEADER = ["DAY", "HOUR", "Count", "ARTICLE", "Amount", "Kind", "Text", "Link", "Remarks"];

/** Columns whose cells stand in quotes whatever is in them, their names too. */
export const QUOTED = new Set([6, 7]);

const RECORDS = 83;
const KINDS = [
  "Men's Rain Boots",
  "Wool Blanket",
  "Bench, Folding",
  'Round Table 48"',
  "Women's Walking Socks",
  "Lamp, Ceramic",
  "Kids' Cap",
];
const TEXTS = [
  "Light, quick to dry and made for days on the hill.",
  "Keeps its shape wash after wash and asks for nothing.",
  "A rod of 8\\'9\" length, and a reel that fits it.",
  "For the garden, the porch or the shore: it folds, it floats, it lasts.",
  "Our softest yarn - you won't want to take it off.",
  "Two sizes, one price.\nBoth come with a bag.",
  "Tested to 50+ washes (see the label), in three colours.",
];
const two = (number) => String(number).padStart(2, "0");

function record(at) {
  const code = `${"MGRBCYKN"[at % 8]}${"ATOX"[at % 4]}-${1000 + ((at * 1931) % 9000)}`;
  return [
    `${two(1 + (at % 28))}/${two(1 + (at % 12))}/2018`,
    `${two(at % 24)}:${two((at * 15) % 60)}`,
    String((at * 7) % 31),
    code,
    `$${((at * 1237) % 9000) / 100}`,
    KINDS[at % KINDS.length],
    TEXTS[at % TEXTS.length],
    `https://shop.example/article/${code.replace("-", "_")}.html`,
    "",
  ];
}

export const SOURCE = [HEADER, ...Array.from({ length: RECORDS }, (_, at) => record(at))];
