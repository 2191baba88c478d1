// Makes the VSIX out of dist/ and checks what is in it: `npm run package`.
//
// .vscodeignore lists what goes in. The check here is the other half: every file that must be there is there, nothing
// else is, and the whole stays small.
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createVSIX } from "@vscode/vsce";
import { unzipSync } from "fflate";

const sizeLimit = 3 * 1024 * 1024;

const required = [
  "extension.vsixmanifest",
  "[Content_Types].xml",
  "extension/package.json",
  "extension/readme.md",
  "extension/changelog.md",
  "extension/LICENSE.txt",
  "extension/NOTICE",
  "extension/dist/client.cjs",
  "extension/dist/server.cjs",
  "extension/dist/cli.cjs",
  "extension/dist/tree-sitter-hcl.wasm",
  "extension/dist/web-tree-sitter.wasm",
  "extension/dist/third-party-licenses.txt",
  "extension/media/icon.png",
];

// Folders of which any file of the named kinds may be there; what they hold is other files' business.
const welcome: readonly (readonly [folder: string, endings: readonly string[]])[] = [
  ["extension/syntaxes/", [".json"]],
  ["extension/media/walkthrough/", [".md", ".svg", ".png"]],
  ["extension/dist/", [".cjs", ".js", ".wasm", ".json", ".bin", ".gz"]],
];

/** What is wrong with the list of files in a VSIX; empty when all is well. */
export function contentProblems(names: readonly string[]): string[] {
  const present = new Set(names);
  const missing = required.filter((name) => !present.has(name)).map((name) => `missing: ${name}`);
  const unexpected = names
    .filter((name) => !required.includes(name) && !isWelcome(name))
    .map((name) => `unexpected: ${name}`);
  return [...missing, ...unexpected];
}

function isWelcome(name: string): boolean {
  return welcome.some(
    ([folder, endings]) => name.startsWith(folder) && endings.some((ending) => name.endsWith(ending)),
  );
}

async function main(): Promise<void> {
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };
  const file = `out/${name}-${version}.vsix`;
  mkdirSync("out", { recursive: true });
  await createVSIX({ cwd: process.cwd(), packagePath: file, dependencies: false });
  const contents = unzipSync(readFileSync(file));
  for (const [entry, bytes] of Object.entries(contents)) {
    console.log(`${String(bytes.length).padStart(9)}  ${entry}`);
  }
  const size = statSync(file).size;
  console.log(`${file}: ${(size / 1024).toFixed(0)} KB (limit ${sizeLimit / 1024} KB)`);
  const problems = contentProblems(Object.keys(contents));
  if (size > sizeLimit) problems.push(`too large: ${size} bytes`);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
