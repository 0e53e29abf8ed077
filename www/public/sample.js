// A sample's name and path in; the open importer with that file chosen out.

export async function fetchSample({ name, path }) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${name} is not here: run \`npm start\`, which fetches it.`);
  return new File([await response.blob()], name, { type: "text/csv" });
}

/** Chooses the file in the importer that is open, as if the visitor had. */
export async function giveFile(file) {
  const element = [...document.querySelectorAll("sheethook-import")].find(({ open }) => open);
  await element.updateComplete;
  const input = element.shadowRoot.querySelector("input[type=file]");
  const data = new DataTransfer();
  data.items.add(file);
  input.files = data.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
