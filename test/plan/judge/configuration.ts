// The parsed configuration that the judge looks at: directories of blocks, and the way to their arguments.

import { posix } from "node:path";
import type { Attribute, Block, Body } from "../../../server/src/syntax/ast.js";
import type { HclParser } from "../../../server/src/syntax/parser.js";

/** The files of a configuration by path. */
export type Files = ReadonlyMap<string, string>;
/** Values of the root module's variables. */
export type Values = Readonly<Record<string, boolean>>;

export interface Directory {
  readonly path: string;
  readonly blocks: readonly Block[];
}

/** The directories of a configuration by path, the root as `.`; or the first mistake in the syntax. */
export function readDirectories(parser: HclParser, files: Files): ReadonlyMap<string, Directory> | { error: string } {
  const directories = new Map<string, Directory>();
  for (const [path, text] of files) {
    if (!path.endsWith(".tf") && !path.endsWith(".tofu")) continue;
    const file = parser.parse(path, 0, text);
    if (file.errors[0]) return { error: `${path}: ${file.errors[0].message}` };
    const at = posix.dirname(path);
    const known = directories.get(at)?.blocks ?? [];
    directories.set(at, { path: at, blocks: [...known, ...blocksIn(file.body)] });
  }
  return directories;
}

export function blocksIn(body: Body, type?: string): readonly Block[] {
  return body.items.filter(
    (item): item is Block => item.kind === "Block" && (type === undefined || item.type.name === type),
  );
}

export function attribute(body: Body, name: string): Attribute | undefined {
  return body.items.find((item): item is Attribute => item.kind === "Attribute" && item.name.name === name);
}

/** The directory that a module call's literal `source` names, seen from the caller's. */
export function calledDirectory(
  directories: ReadonlyMap<string, Directory>,
  from: Directory,
  call: Block,
): Directory | undefined {
  const source = attribute(call.body, "source")?.value;
  const literal = source?.kind === "TemplateExpr" && source.parts.length === 1 ? source.parts[0] : undefined;
  if (literal?.kind !== "TemplateLiteral") return undefined;
  return directories.get(posix.join(from.path, literal.value));
}

/** The arguments of the root's `terraform.tfvars`, which hold literals. */
export function valuesFile(parser: HclParser, files: Files): readonly Attribute[] {
  const text = files.get("terraform.tfvars");
  if (text === undefined) return [];
  const { items } = parser.parse("terraform.tfvars", 0, text).body;
  return items.filter((item): item is Attribute => item.kind === "Attribute");
}
