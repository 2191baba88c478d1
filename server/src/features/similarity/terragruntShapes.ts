// What a file of Terragrunt contributes to the search for what is written twice.

import { argument } from "../../model/extract.js";
import type { Attribute, Block, Expression, ObjectItem, SourceFile } from "../../syntax/ast.js";
import { walk, walkExpressions } from "../../syntax/visit.js";
import { type AddPiece, addPiece, type FileShapes, type Piece } from "./fileShapes.js";
import { blockFingerprint, bodyFingerprint, combine, fingerprint, fixed, textHash } from "./fingerprint.js";
import { pinnedSource } from "./pinnedSource.js";

/** The pieces of a unit, a stack or a file that units include. */
export function terragruntShapes(file: SourceFile, isUnit: boolean): FileShapes {
  const pieces: Piece[] = [];
  // What stacks generate units from says in each of them what it is built on.
  const isOwn = isUnit && !readsValues(file);
  const add: AddPiece = (kind, name, range, found, item, parent = 0) =>
    addPiece(pieces, kind, name, range, found, item, parent);
  file.body.items.forEach((item, index) => {
    if (item.kind === "Block") addBlock(file, item, index, isUnit, isOwn, add);
    else if (isUnit && item.name.name === "inputs") addInputs(item, index, add);
  });
  if (isOwn) addLocals(file, add);
  if (isUnit) addUnit(file, isOwn, add);
  const { shape, holes, size } = bodyFingerprint(file.body);
  const content = file.text.trim();
  return {
    across: pieces,
    within: () => [],
    content: content === "" ? 0 : textHash(content),
    size,
    shape,
    holes,
    objects: 0,
    isSettings: false,
  };
}

function readsValues(file: SourceFile): boolean {
  let found = false;
  walk(file.body, (node) => {
    if (node.kind === "ScopeTraversalExpr" && node.root.name === "values") found = true;
  });
  return found;
}

/** Blocks of `terraform` that add to what is run. */
const terraformParts = new Set(["extra_arguments", "before_hook", "after_hook", "error_hook"]);

function addBlock(file: SourceFile, block: Block, item: number, isUnit: boolean, isOwn: boolean, add: AddPiece): void {
  const label = block.labels[0]?.value ?? "";
  switch (block.type.name) {
    case "include":
      if (isOwn) add("include", label, block.range, blockFingerprint(block, 1), item);
      return;
    case "dependency":
      if (isUnit) add("dependency", label, block.range, blockFingerprint(block, 1), item);
      return;
    case "remote_state":
      add("remote_state", "", block.range, blockFingerprint(block, 0), item);
      return;
    case "terraform":
      addTerraform(file, block, item, isUnit, add);
      return;
    case "unit":
    case "stack":
      add("stack-part", block.type.name, block.range, blockFingerprint(block, 0), item);
      return;
  }
}

/** Each local value by its expression, and exactly by that and those of the local values that it reads. */
function addLocals({ body }: SourceFile, add: AddPiece): void {
  const locals = new Map<string, { readonly attribute: Attribute; readonly item: number }>();
  body.items.forEach((block, item) => {
    if (block.kind !== "Block" || block.type.name !== "locals") return;
    for (const each of block.body.items) {
      if (each.kind === "Attribute") locals.set(each.name.name, { attribute: each, item });
    }
  });
  for (const [name, { attribute, item }] of locals) {
    const own = fingerprint(attribute.value);
    const read = readFrom(attribute.value, locals);
    const parts = read.map((each) => fingerprint(each.value));
    const names = read.map((each) => each.name.name).join(" ");
    const exact = read.length === 0 ? own.exact : combine(`reads ${names}`, [own, ...parts], 0).exact;
    add("unit-local", name, attribute.range, { ...own, exact, shape: own.exact }, item);
  }
}

/** The local values that an expression reads, through others too, sorted by name. */
function readFrom(
  value: Expression,
  locals: ReadonlyMap<string, { readonly attribute: Attribute }>,
): readonly Attribute[] {
  const found = new Set<string>();
  const queue = [value];
  for (const expression of queue) {
    walkExpressions(expression, (inner) => {
      const [first] = inner.kind === "ScopeTraversalExpr" && inner.root.name === "local" ? inner.steps : [];
      const local = first?.kind === "AttrStep" && !found.has(first.name) ? locals.get(first.name) : undefined;
      if (first?.kind !== "AttrStep" || !local) return;
      found.add(first.name);
      queue.push(local.attribute.value);
    });
  }
  return [...found].sort().flatMap((name) => locals.get(name)?.attribute ?? []);
}

function addTerraform(file: SourceFile, block: Block, item: number, isUnit: boolean, add: AddPiece): void {
  for (const child of block.body.items) {
    if (child.kind === "Block" && terraformParts.has(child.type.name)) {
      add("terraform-part", child.type.name, child.range, blockFingerprint(child, 1), item);
    }
  }
  const source = argument(block.body, "source");
  const pinned = isUnit && source ? pinnedSource(file, source.value) : undefined;
  if (!source || !pinned) return;
  const { base, ref } = pinned;
  const found = { ...fixed(base, 6), holes: [`s:${ref}`] };
  add("unit-source", base, source.value.range, found, item);
}

function addInputs(inputs: Attribute, item: number, add: AddPiece): void {
  for (const entry of entriesOf(inputs.value)) {
    if (entry.name === undefined) continue;
    add("input", entry.name, entry.range, fingerprint(entry.value), item);
  }
}

/** The entries of `inputs`: of the object itself, or of those that `merge` is given. */
function entriesOf(value: Expression): readonly ObjectItem[] {
  if (value.kind === "ObjectConsExpr") return value.items;
  return value.kind === "FunctionCallExpr" && value.name === "merge" ? value.args.flatMap(entriesOf) : [];
}

/** The name of units that stacks generate others from. */
export const ofCatalog = "values";

/** The unit as a whole without its includes: what it is given may differ, all else may not. */
function addUnit(file: SourceFile, isOwn: boolean, add: AddPiece): void {
  const { items } = file.body;
  const given = items.map((item) => {
    if (item.kind === "Attribute") {
      const found = fingerprint(item.value);
      return combine(`= ${item.name.name}`, [item.name.name === "inputs" ? found : asExact(found)], 3);
    }
    const found = blockFingerprint(item, item.labels.length);
    if (item.type.name === "include") return { ...asExact(found), size: 0 };
    return item.type.name === "terraform" ? found : asExact(found);
  });
  given.sort((a, b) => a.shape - b.shape || a.exact - b.exact);
  if (given.length > 0) add("unit", isOwn ? "" : ofCatalog, file.body.range, combine("unit", given, 0), 0);
}

/** A part that must be equal for the shapes to be. */
function asExact<Found extends { readonly exact: number }>(found: Found): Found & { shape: number; holes: [] } {
  return { ...found, shape: found.exact, holes: [] };
}
