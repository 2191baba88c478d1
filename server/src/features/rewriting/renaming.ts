// Renames one declared object everywhere it is named: the edits of all places, and the `moved` blocks it needs.
//
// Earlier `moved` blocks are kept as they are: they speak of names that the state may still have, and the new block
// continues their chain.

import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { type Address, addressKey, describeAddress, parseAddressKey } from "../../model/address.js";
import { reservedVariableNames } from "../../model/builtins/references.js";
import type { Module } from "../../model/module.js";
import { nameOf } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { type DeclaredSymbol, occurrencesOf } from "../navigation/symbol.js";
import { terragruntObstacle } from "../terragrunt/moduleUses.js";
import { isIdentifier } from "./identifier.js";
import { placeMoves } from "./movedPlacement.js";
import { type Move, planMoves } from "./movedPlanner.js";
import { hiddenReferences } from "./referenceRewriter.js";
import { addressMentions } from "./sites.js";

/** An edit, or why there can be none, as one sentence. */
export type RenameResult = { readonly change: SourceChange } | { readonly refusal: string };

/** Why an object cannot be renamed at all, as one sentence; undefined where it can. */
export function renameObstacle(module: Module, key: string): string | undefined {
  const address = parseAddressKey(key);
  const declarations = module.declarations.get(key) ?? [];
  if (!address || declarations.length === 0) return "Nothing in this module declares this name.";
  if (declarations.length > 1) return `${describeAddress(address)} is declared more than once.`;
  if (address.kind === "provider" && address.alias === undefined) {
    return "A provider's local name is chosen in `required_providers`; only an alias can be renamed.";
  }
  return undefined;
}

/** The address with another name. */
export function renamed(address: Address, name: string): Address {
  return address.kind === "provider" ? { ...address, alias: name } : { ...address, name };
}

/** Renames what `symbol` stands for. `movedBlocks` says where a needed `moved` block goes. */
export function renameDeclared(
  snapshot: WorkspaceSnapshot,
  { module, key }: Pick<DeclaredSymbol, "module" | "key">,
  newName: string,
  movedBlocks: "file" | "beside",
): RenameResult {
  const obstacle = renameObstacle(module, key);
  if (obstacle !== undefined) return { refusal: obstacle };
  const address = parseAddressKey(key) as Address;
  const invalid = invalidName(module, address, newName);
  if (invalid !== undefined) return { refusal: invalid };
  const newKey = addressKey(renamed(address, newName));
  if (newKey === key) return { change: new SourceChangeBuilder().build() };
  const hidden = hiddenReferences(snapshot, module, [key]);
  const shared = terragruntObstacle(snapshot, module, key);
  if (hidden !== undefined || shared !== undefined) return { refusal: hidden ?? shared ?? "" };

  const change = new SourceChangeBuilder();
  const seen = new Set<string>();
  const replace = (uri: string, range: { readonly start: number; readonly end: number }): void => {
    const at = `${uri} ${range.start}`;
    if (seen.has(at)) return;
    seen.add(at);
    change.replace(uri, range, newName);
  };
  const moved = movedPlaces(snapshot, module, key);
  for (const { uri, range } of occurrencesOf(snapshot, {
    kind: "declared",
    module,
    key,
    range: { start: 0, end: 0 },
  })) {
    if (snapshot.entry(uri)?.type?.syntax === "json") {
      return { refusal: `${nameOf(uri)} names it, and JSON files are not rewritten.` };
    }
    if (!moved.has(`${uri} ${range.start}`)) replace(uri, range);
  }
  for (const { place, path, step, uri } of addressMentions(snapshot, module, key)) {
    const named = path.steps[step];
    if (!named || place === "moved.from" || place === "moved.to") continue;
    const length = key.length - key.lastIndexOf(".") - 1;
    replace(uri, { start: named.range.end - length, end: named.range.end });
  }
  const refusal = addMoves(snapshot, module, key, newKey, address, movedBlocks, change);
  return refusal === undefined ? { change: change.build() } : { refusal };
}

function invalidName(module: Module, address: Address, newName: string): string | undefined {
  if (!isIdentifier(newName)) {
    return `"${newName}" is no valid name: it must start with a letter or underscore and may hold only letters, digits, underscores and hyphens.`;
  }
  if (address.kind === "variable" && reservedVariableNames.has(newName)) {
    return `"${newName}" is a name that OpenTofu keeps for itself, so no variable can have it.`;
  }
  const next = renamed(address, newName);
  const taken = module.declaration(addressKey(next));
  return taken && addressKey(next) !== addressKey(address)
    ? `There is a ${describeAddress(next)} already, in ${nameOf(taken.uri)}.`
    : undefined;
}

/** The places in `moved` blocks that name the object; they stay. */
function movedPlaces(snapshot: WorkspaceSnapshot, module: Module, key: string): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { uri, fact } of module.referencesTo(key)) {
    if (fact.place === "moved.from" || fact.place === "moved.to") places.add(`${uri} ${fact.nameRange.start}`);
  }
  for (const { entry, facts } of snapshot.testsOf(module)) {
    for (const fact of facts.references) {
      const isMove = fact.place === "moved.from" || fact.place === "moved.to";
      if (fact.key === key && isMove) places.add(`${entry.uri} ${fact.nameRange.start}`);
    }
  }
  return places;
}

/** Only managed resources and modules have a state to keep. */
function addMoves(
  snapshot: WorkspaceSnapshot,
  module: Module,
  key: string,
  newKey: string,
  address: Address,
  movedBlocks: "file" | "beside",
  change: SourceChangeBuilder,
): string | undefined {
  if (address.kind !== "module" && !(address.kind === "resource" && address.mode === "managed")) return undefined;
  const declaration = module.declaration(key);
  const file = declaration && snapshot.file(declaration.uri);
  const block = file?.body.items[declaration?.fact.item ?? -1];
  if (!file || block?.kind !== "Block") return "The block's file cannot be read.";
  const move: Move = { from: { address: key, key: undefined }, to: { address: newKey, key: undefined } };
  const plan = planMoves(snapshot, module, key, [move], { implied: false });
  if ("refusal" in plan) return plan.refusal;
  for (const [uri, edits] of plan.edits) for (const edit of edits) change.replace(uri, edit.range, edit.newText);
  placeMoves(change, snapshot, module, plan.added, movedBlocks, { file, block });
  return undefined;
}
