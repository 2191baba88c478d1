// The `moved` blocks of a module, read as addresses.

import { derived } from "../../../model/derived.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { type AddressPath, addressPathOf, keyText } from "../../rewriting/addressPath.js";

export interface MoveStatement {
  readonly uri: string;
  readonly file: SourceFile;
  readonly block: Block;
  readonly from: AddressPath;
  readonly to: AddressPath;
  /** The addresses as texts, with instance keys. */
  readonly fromText: string;
  readonly toText: string;
}

const movesOfFile = derived((file: SourceFile): readonly MoveStatement[] => {
  const found: MoveStatement[] = [];
  for (const block of file.body.items) {
    if (block.kind !== "Block" || block.type.name !== "moved") continue;
    const from = addressOf(block, "from");
    const to = addressOf(block, "to");
    if (!from || !to) continue;
    found.push({ uri: file.uri, file, block, from, to, fromText: addressText(from), toText: addressText(to) });
  }
  return found;
});

/** All complete `moved` blocks of a module, in the order of files and text. */
export function movesOf(snapshot: WorkspaceSnapshot, module: Module): readonly MoveStatement[] {
  return module.files.flatMap(({ entry }) => {
    const file = snapshot.file(entry.uri);
    return file ? movesOfFile(file) : [];
  });
}

function addressOf(block: Block, name: string): AddressPath | undefined {
  const found = argument(block.body, name);
  const path = found && addressPathOf(found.value);
  if (!path || path.range.end !== found.value.range.end) return undefined;
  return path.steps.some(({ instance }) => instance?.key.kind === "dynamic") ? undefined : path;
}

/** The text of an address with literal instance keys. */
export function addressText(path: AddressPath): string {
  return path.steps
    .map(({ key, instance }) => {
      const literal = instance?.key;
      return literal && literal.kind !== "dynamic" ? `${key}${keyText(literal.value)}` : key;
    })
    .join(".");
}

/** True where an address names a whole module or resource, without an instance key at its end. */
export function isWhole(path: AddressPath): boolean {
  return path.steps.at(-1)?.instance === undefined;
}
