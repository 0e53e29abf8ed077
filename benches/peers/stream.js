// The yardstick: how fast the browser hands out the file's bytes.
export const what = "reads File.stream() to its end, and does nothing with it";

export async function run(file) {
  const reader = file.stream().getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { bytes };
    bytes += value.length;
  }
}
