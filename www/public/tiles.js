// An upload in; a square for each of its pages, coloured by what became of it, out.

/** More squares than this no eye tells apart; each then stands for several pages. */
const MOST = 480;

export function drawTiles(place, { uploadId, marks, pages, totalPages }) {
  const perTile = Math.ceil(totalPages / MOST);
  const count = Math.ceil(totalPages / perTile);
  if (place.dataset.upload !== uploadId) {
    place.dataset.upload = uploadId;
    place.replaceChildren(...Array.from({ length: count }, () => document.createElement("i")));
  }
  for (let index = 0; index < count; index += 1) {
    const name = worst(marks.slice(index * perTile, (index + 1) * perTile));
    const tile = place.children[index];
    if (tile.className !== name) tile.className = name;
  }
  place.setAttribute("aria-label", `${pages} of ${totalPages} pages taken`);
}

/** Of several pages the mark that most needs to be seen; "" while none has come, or not all. */
function worst(marks) {
  if (marks.includes("f")) return "f";
  if (marks.includes(".")) return "";
  return marks.includes("r") ? "r" : "t";
}
