// Keys of objects that local values hold: which place names which key, and whether all places are known.
//
// Only an object that is written out has keys to speak of, and only where every use of the local value names its parts
// by fixed keys are all uses of a key known.

import { type TextRange, touches } from "../../base/range.js";
import { type Accessor, literalString } from "../../model/access.js";
import type { Declaration, Module } from "../../model/module.js";
import { nameOf } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Expression, Node, ObjectConsExpr, ObjectItem } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";
import { type ReferenceSite, sitesOf } from "../rewriting/sites.js";
import type { Occurrence } from "./symbol.js";

/** A key at a place. */
export interface ObjectKey {
  readonly module: Module;
  /** `local.network`. */
  readonly local: string;
  /** From the local value's object inwards; the last one is the key itself. */
  readonly path: readonly string[];
  /** The key's text at the place, without quotes. */
  readonly range: TextRange;
}

/** The key at an offset: in the object of a local value, or behind a reference to one. Undefined elsewhere. */
export function objectKeyAt(snapshot: WorkspaceSnapshot, uri: string, offset: number): ObjectKey | undefined {
  const file = snapshot.file(uri);
  const module = snapshot.moduleOf(uri);
  if (!file || !module) return undefined;
  return keyInObject(module, pathAt(file, offset), offset) ?? keyInReference(snapshot, module, uri, offset);
}

/** The item that declares a key; undefined where the value is not written out as objects down to it. */
export function keyItem(
  snapshot: WorkspaceSnapshot,
  { module, local, path }: ObjectKey,
): { readonly uri: string; readonly item: ObjectItem; readonly object: ObjectConsExpr } | undefined {
  const declaration = module.declaration(local);
  const value = declaration && writtenValue(snapshot, declaration);
  let object = value && objectOf(value);
  for (let i = 0; object && declaration; i++) {
    const named = object.items.filter(({ name }) => name === path[i]);
    const item = named[0];
    if (!item || named.length > 1) return undefined;
    if (i === path.length - 1) return { uri: declaration.uri, item, object };
    object = objectOf(item.value);
  }
  return undefined;
}

/** All places of a key, the one that declares it first, or why they cannot all be known, as one sentence. */
export function keyOccurrences(
  snapshot: WorkspaceSnapshot,
  key: ObjectKey,
): { readonly occurrences: readonly Occurrence[] } | { readonly refusal: string } {
  const { module, local, path } = key;
  if ((module.declarations.get(local) ?? []).length > 1 || (module.overriding.get(local) ?? []).length > 0) {
    return { refusal: `\`${local}\` is declared more than once.` };
  }
  const declared = keyItem(snapshot, key);
  if (!declared)
    return { refusal: `The value of \`${local}\` is computed, so it cannot be told where this key is used.` };
  const inJson = module.referencesTo(local).find(({ uri }) => snapshot.entry(uri)?.type?.syntax === "json");
  if (inJson) return { refusal: `${nameOf(inJson.uri)} names \`${local}\`, and JSON files are not rewritten.` };
  const occurrences: Occurrence[] = [{ kind: "declaration", uri: declared.uri, range: keyText(declared.item.key) }];
  for (const site of sitesOf(snapshot, module, local)) {
    const use = useOf(site, path);
    if (use === "elsewhere") continue;
    if (use === "unknown") return { refusal: unknownUse(site, local) };
    occurrences.push({ kind: "read", uri: site.uri, range: use });
  }
  return { occurrences };
}

/** The places that name a key, as far as they are known; none where the local value's object is not written out. */
export function namedOccurrences(snapshot: WorkspaceSnapshot, key: ObjectKey): readonly Occurrence[] {
  const declared = keyItem(snapshot, key);
  if (!declared) return [];
  const uses = sitesOf(snapshot, key.module, key.local).flatMap((site): Occurrence[] => {
    const use = useOf(site, key.path);
    return typeof use === "string" ? [] : [{ kind: "read", uri: site.uri, range: use }];
  });
  return [{ kind: "declaration", uri: declared.uri, range: keyText(declared.item.key) }, ...uses];
}

function unknownUse({ file, origin }: ReferenceSite, local: string): string {
  const { line } = file.lineIndex.position(origin.range.start);
  return `${nameOf(file.uri)}:${line + 1} uses \`${local}\` without naming its keys one by one, so it cannot be told where this key is used.`;
}

/** The place in a reference that names the key; whether it names another part; or that it cannot be told. */
function useOf({ origin }: ReferenceSite, path: readonly string[]): TextRange | "elsewhere" | "unknown" {
  for (let i = 0; i < path.length; i++) {
    const accessor = origin.accessors[i];
    const name = accessor && keyOf(accessor);
    if (!accessor || name === undefined) return "unknown";
    if (name !== path[i]) return "elsewhere";
    if (i === path.length - 1) return accessorText(accessor);
  }
  return "unknown";
}

/** The fixed key of a step; undefined for one that depends on a value, and for a number. */
function keyOf(accessor: Accessor): string | undefined {
  if (accessor.kind === "attr") return accessor.name;
  return accessor.kind === "index" && typeof accessor.key === "string" ? accessor.key : undefined;
}

/** The text of a step's key, without quotes. */
function accessorText(accessor: Accessor): TextRange {
  if (accessor.kind === "attr") return accessor.step.nameRange;
  // `["key"]`
  return { start: accessor.range.start + 2, end: accessor.range.end - 2 };
}

function keyText({ kind, range }: Expression): TextRange {
  return kind === "TemplateExpr" ? { start: range.start + 1, end: range.end - 1 } : range;
}

/** A key that is written in the object of a local value, however deep, as long as only objects are around it. */
function keyInObject(module: Module, nodes: readonly Node[], offset: number): ObjectKey | undefined {
  const [block, attribute, ...rest] = nodes.filter(({ kind }) => kind !== "Body" && kind !== "ParenthesesExpr");
  if (block?.kind !== "Block" || block.type.name !== "locals" || attribute?.kind !== "Attribute") return undefined;
  const path: string[] = [];
  for (let i = 0; i < rest.length; i += 2) {
    const item = rest[i + 1];
    if (rest[i]?.kind !== "ObjectConsExpr" || item?.kind !== "ObjectItem" || item.name === undefined) return undefined;
    path.push(item.name);
    if (!touches(item.key.range, offset)) continue;
    const isPlain = item.key.kind === "ScopeTraversalExpr" || literalString(item.key) !== undefined;
    return isPlain ? { module, local: `local.${attribute.name.name}`, path, range: keyText(item.key) } : undefined;
  }
  return undefined;
}

function keyInReference(
  snapshot: WorkspaceSnapshot,
  module: Module,
  uri: string,
  offset: number,
): ObjectKey | undefined {
  const near = snapshot
    .facts(uri)
    ?.references.find(
      ({ key, range, addressRange }) => key.startsWith("local.") && touches(range, offset) && offset > addressRange.end,
    );
  const site =
    near &&
    sitesOf(snapshot, module, near.key).find(
      ({ uri: at, origin }) => at === uri && origin.range.start === near.range.start,
    );
  if (!near || !site) return undefined;
  const path: string[] = [];
  for (const accessor of site.origin.accessors) {
    const name = keyOf(accessor);
    if (name === undefined) return undefined;
    path.push(name);
    if (touches(accessor.range, offset) && offset > accessor.range.start) {
      return { module, local: near.key, path, range: accessorText(accessor) };
    }
  }
  return undefined;
}

function writtenValue(snapshot: WorkspaceSnapshot, { uri, fact }: Declaration): Expression | undefined {
  const block = snapshot.file(uri)?.body.items[fact.item];
  const attribute = block?.kind === "Block" ? block.body.items[fact.attribute ?? -1] : undefined;
  return attribute?.kind === "Attribute" ? attribute.value : undefined;
}

function objectOf(value: Expression): ObjectConsExpr | undefined {
  if (value.kind === "ParenthesesExpr") return objectOf(value.expression);
  return value.kind === "ObjectConsExpr" ? value : undefined;
}
