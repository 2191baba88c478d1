// Makes the VSIX out of dist/ and checks what is in it: `npm run package`.
//
// .vscodeignore lists what goes in. The check here is the other half: every file that must be there is there, nothing
// else is, and the whole stays small.
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createVSIX } from "@vscode/vsce";
import { unzipSync } from "fflate";
import { contentProblems, vsixFile } from "./vsixContents.js";

const sizeLimit = 3 * 1024 * 1024;

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const file = vsixFile();
  mkdirSync("out", { recursive: true });
  // An even minor version is a release, an odd one a pre-release.
  const preRelease = Number(version.split(".")[1]) % 2 === 1;
  await createVSIX({ cwd: process.cwd(), packagePath: file, dependencies: false, preRelease });
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
