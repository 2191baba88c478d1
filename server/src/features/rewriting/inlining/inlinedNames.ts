// The names under which the blocks of an inlined module go on: their own, or others where the caller has them already.

import { addressKey } from "../../../model/address.js";
import { labelText } from "../../../model/extract.js";
import { repeatableAddress } from "../declarationNodes.js";
import { toIdentifier } from "../identifier.js";
import type { InlinedCall } from "./inlinedCall.js";

/** Address keys of the module's objects, local values and checks, with the keys that they get in the caller. */
export type InlinedNames = ReadonlyMap<string, string>;

/** Chooses a name for everything that the module declares and that goes over. */
export function inlinedNames({ caller, kept, key }: InlinedCall): InlinedNames {
  const declared = kept.flatMap(({ block }) => declaredKeys(block));
  const names = new Map<string, string>();
  const taken = new Set(declared);
  const prefix = toIdentifier(key.slice("module.".length), "module");
  for (const one of declared) {
    if (!caller.declarations.has(one)) {
      names.set(one, one);
      continue;
    }
    const at = one.lastIndexOf(".") + 1;
    const stem = `${one.slice(0, at)}${prefix}_${one.slice(at)}`;
    let free = stem;
    for (let n = 2; taken.has(free) || caller.declarations.has(free); n++) free = `${stem}_${n}`;
    taken.add(free);
    names.set(one, free);
  }
  return names;
}

function declaredKeys(block: InlinedCall["kept"][number]["block"]): readonly string[] {
  if (block.type.name === "locals") {
    return block.body.items.flatMap((item) => (item.kind === "Attribute" ? [`local.${item.name.name}`] : []));
  }
  const label = block.labels[0];
  if (block.type.name === "check" && label) return [`check.${label.value}`];
  const address = repeatableAddress(block);
  return address ? [addressKey(address)] : [];
}

/** The last part of an address key: what a rename replaces. */
export function lastName(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}

/** The edits of a block's own labels, or of the names of its local values. */
export function headerEdits(block: InlinedCall["kept"][number]["block"], names: InlinedNames) {
  const renamed = (key: string): string | undefined => {
    const next = names.get(key);
    return next === undefined || next === key ? undefined : lastName(next);
  };
  if (block.type.name === "locals") {
    return block.body.items.flatMap((item) => {
      const next = item.kind === "Attribute" ? renamed(`local.${item.name.name}`) : undefined;
      return item.kind === "Attribute" && next !== undefined ? [{ range: item.name.range, newText: next }] : [];
    });
  }
  const [key] = declaredKeys(block);
  const next = key === undefined ? undefined : renamed(key);
  const label = block.labels[block.labels.length - 1];
  return next !== undefined && label ? [{ range: labelText(label), newText: next }] : [];
}
