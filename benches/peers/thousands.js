// Counts objects, and makes pages of 1,000 of them as JSON: what every peer does with its rows.
const PAGE = 1000;

export function thousands() {
  let data = [];
  let [records, pages] = [0, 0];
  const cut = () => {
    JSON.stringify({ data });
    records += data.length;
    pages += 1;
    data = [];
  };
  return {
    add(record) {
      data.push(record);
      if (data.length === PAGE) cut();
    },
    end() {
      if (data.length > 0) cut();
      return { records, pages };
    },
  };
}
