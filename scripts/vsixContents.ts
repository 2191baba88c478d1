// Where the VSIX is made and what belongs into it: the other half of .vscodeignore, which says what is let in.
import { readFileSync } from "node:fs";
import path from "node:path";

/** The VSIX that `npm run package` makes of this version. */
export function vsixFile(): string {
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };
  return path.resolve(`out/${name}-${version}.vsix`);
}

/** Files without which the extension would not work or not be allowed out. */
export const required: readonly string[] = [
  "extension.vsixmanifest",
  "[Content_Types].xml",
  "extension/package.json",
  "extension/readme.md",
  "extension/changelog.md",
  "extension/LICENSE.txt",
  "extension/NOTICE",
  "extension/dist/client.cjs",
  "extension/dist/server.cjs",
  "extension/dist/serverCode.cjs",
  "extension/dist/cli.cjs",
  "extension/dist/indexWorker.cjs",
  "extension/dist/schemaWorker.cjs",
  "extension/dist/client.browser.js",
  "extension/dist/server.browser.js",
  "extension/dist/indexWorker.browser.js",
  "extension/dist/tree-sitter-hcl.wasm",
  "extension/dist/web-tree-sitter.wasm",
  "extension/dist/third-party-licenses.txt",
  "extension/media/icon.png",
  "extension/media/file-light.svg",
  "extension/media/file-dark.svg",
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
