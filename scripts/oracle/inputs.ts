// Where the scoreboard's inputs are, and how they are read.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const repositoryRoot = resolve(fileURLToPath(import.meta.url), "../../..");

/** `$TOFUSMITH_SHARED`, else the folder `shared` beside the repository. It need not exist. */
export function sharedDir(): string {
  const fromEnvironment = process.env.TOFUSMITH_SHARED;
  return fromEnvironment ? resolve(fromEnvironment) : resolve(repositoryRoot, "../shared");
}

/** The sets inside `terragrunt/`: a name, and the file or folder that holds its cases. */
const terragruntSets: readonly (readonly [string, string])[] = [
  ["terragrunt-expected", "expected.json"],
  ["terragrunt-valid", "expected.json"],
  ["terragrunt-hcl", "oracle-hcl.jsonl"],
  ["terragrunt-fmt", "fmt"],
  ["terragrunt-merge", "merge"],
  ["terragrunt-stacks", "stacks"],
  ["terragrunt-preserve", "preserve"],
  ["terragrunt-dry", "dry"],
];

/**
 * The sets found under an oracle directory: name → folder. `terragrunt-expected`, `terragrunt-valid` and
 * `terragrunt-hcl` are files of `terragrunt/`, so that folder is theirs. Empty where there is no such directory.
 */
export function findOracleSets(oracleDir: string): Map<string, string> {
  const found = new Map<string, string>();
  if (!existsSync(oracleDir)) return found;
  for (const entry of readdirSync(oracleDir, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = join(oracleDir, entry.name);
    if (entry.name !== "terragrunt") {
      found.set(entry.name, folder);
      continue;
    }
    for (const [name, inside] of terragruntSets) {
      const path = join(folder, inside);
      if (existsSync(path)) found.set(name, inside.includes(".") ? folder : path);
    }
  }
  return found;
}

/** The objects of a file of JSON lines, each seen as `T`; empty lines are passed over. */
export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}

/**
 * All files under a directory whose name `accept` takes, as `/`-separated paths relative to it, sorted.
 * Symbolic links are not followed.
 */
export function listFiles(directory: string, accept: (name: string) => boolean): string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && accept(entry.name)) found.push(relative(directory, path).split(sep).join("/"));
    }
  };
  visit(directory);
  return found.sort();
}

/** Endings of the files whose syntax is HCL, as `tofu` and Terragrunt read them. JSON is not among them. */
export const hclEndings: readonly string[] = [".tf", ".tofu", ".tfvars", ".hcl"];

/** True for a file name with one of `hclEndings`. */
export function isHclFile(name: string): boolean {
  return hclEndings.some((ending) => name.endsWith(ending));
}
