// Objects in, how many of them and how many pages of 1,000 as JSON out: what every peer does with its rows.

export function thousands() {
  let rest = [];
  let records = 0;
  let pages = 0;
  const cut = (least) => {
    while (rest.length >= least && rest.length > 0) {
      const data = rest.splice(0, 1000);
      records += data.length;
      pages += 1;
      JSON.stringify({ data });
    }
  };
  return {
    take(rows) {
      rest = rest.concat(rows);
      cut(1000);
    },
    end() {
      cut(1);
      return { records, pages };
    },
  };
}
