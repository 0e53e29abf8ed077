// How fast each stage of the engine takes files, native and in WebAssembly.
import { say } from "../../scripts/setup/progress.mjs";
import { run } from "../../scripts/setup/run.mjs";
import { toolEnv } from "../../scripts/setup.mjs";
import { templateFile } from "../files/index.mjs";

const LINE = /^(?<file>\S+)\s+(?<stage>[\w-]+)\s+(?<seconds>[\d.]+) s\s+(?<speed>\d+) MB\/s$/gm;

/** MB of the file in a second, by file and stage. */
export async function measureStages(files) {
  const paths = files.flatMap((file) => [file.path, templateFile(file)]);
  const env = toolEnv();
  const native = await run("cargo", ["bench", "--bench", "stages", "--", ...paths], { env });
  const wasm = await run(process.execPath, ["benches/stages.mjs", ...paths], { env });
  const stages = { native: speeds(native), wasm: speeds(wasm) };
  for (const [where, byFile] of Object.entries(stages)) {
    say(`  stages, ${where}, in MB/s:`);
    console.table(byFile);
  }
  return { stages };
}

function speeds(printed) {
  const byFile = {};
  for (const { groups } of printed.matchAll(LINE)) {
    byFile[groups.file] ??= {};
    byFile[groups.file][groups.stage] = Number(groups.speed);
  }
  return byFile;
}
