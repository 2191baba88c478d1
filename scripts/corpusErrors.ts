// Lists every error that the product finds in a corpus of real repositories, as Markdown, grouped by module: each is
// either a mistake of the repository, which OpenTofu refuses as well, or a false alarm of ours.
//
//   npm run corpus-errors -- [--corpus DIR] [--severity error|warning|information] [--sample N] [--seed S]
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fileUri } from "../server/src/model/uri.js";
import { checkOne, type Found, moduleDirectories, snapshotOfFiles } from "./oracle/checkProduct.js";
import { listFiles, sharedDir } from "./oracle/inputs.js";
import { isConfigurationFile, readLinked } from "./oracle/sets/corpusCheck.js";

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      corpus: { type: "string" },
      severity: { type: "string", default: "error" },
      sample: { type: "string" },
      seed: { type: "string", default: "1" },
    },
  });
  const folder = values.corpus ? resolve(values.corpus) : join(sharedDir(), "corpus");
  if (!existsSync(folder)) {
    console.error(`corpus-errors: no corpus under ${folder}`);
    return 2;
  }
  const files = new Map(
    listFiles(folder, isConfigurationFile).map((path) => [join(folder, path), readLinked(join(folder, path))]),
  );
  const snapshot = await snapshotOfFiles(files);
  const found: Found[] = [];
  for (const directory of moduleDirectories(files)) {
    const module = snapshot.module(fileUri(directory));
    if (!module) continue;
    const all = checkOne(snapshot, module, folder, { levels: new Map(), evidence: () => [] });
    found.push(...all.filter(({ severity }) => severity === values.severity));
  }
  const shown = values.sample === undefined ? found : sample(found, Number(values.sample), Number(values.seed));
  const lineOf = ({ file, line }: Found): string => (files.get(join(folder, file)) ?? "").split("\n")[line - 1] ?? "";
  console.log(render(shown, lineOf));
  return 0;
}

function render(found: readonly Found[], lineOf: (one: Found) => string): string {
  const modules = new Map<string, Found[]>();
  for (const one of found) modules.set(one.module, [...(modules.get(one.module) ?? []), one]);
  const sections = [...modules].map(([module, list]) => {
    const lines = list.map((one) => {
      const file = one.file.startsWith(`${module}/`) ? one.file.slice(module.length + 1) : one.file;
      return `- ${file}:${one.line} **${one.summary}** [${one.rule}] ${one.message}\n  \`${lineOf(one).trim().slice(0, 140)}\``;
    });
    return [`## ${module}`, ...lines].join("\n");
  });
  return [`${found.length} in ${modules.size} modules`, ...sections].join("\n\n");
}

/** Some of the findings, the same ones for the same seed. */
function sample(found: readonly Found[], size: number, seed: number): Found[] {
  let state = seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return found
    .map((one) => ({ one, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, size)
    .map(({ one }) => one);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
