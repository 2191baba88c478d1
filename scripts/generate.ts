// Writes the generated texts: `npm run generate`. With `--check` it only names those that are stale, and fails.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generatedFiles } from "./generated.js";

const stale = generatedFiles.flatMap(({ file, render }) => {
  const current = existsSync(file) ? readFileSync(file, "utf8") : "";
  const content = render(current);
  return content === current ? [] : [{ file, content }];
});

if (process.argv.includes("--check")) {
  for (const { file } of stale) console.error(`${file} is stale: run npm run generate`);
  process.exit(stale.length > 0 ? 1 : 0);
}
for (const { file, content } of stale) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`wrote ${file}`);
}
