// What bodies that a provider defines look like in this workspace: the only schema there is without a provider.

import type { Block, Body, Expression } from "../syntax/ast.js";
import { derived } from "./derived.js";
import type { ShapeFact, ValueShape } from "./facts.js";
import type { Module } from "./module.js";
import type { WorkspaceSnapshot } from "./workspace.js";

/** Nested blocks that OpenTofu defines, which are not the provider's. */
const ownBlocks = new Set(["lifecycle", "connection", "provisioner", "dynamic", "_"]);

/** Notes a body and, with their path behind a slash, the blocks nested in it; `dynamic` blocks count as what they make. */
export function addShapes(key: string, body: Body, into: ShapeFact[]): void {
  const attributes: Record<string, ValueShape> = Object.create(null);
  const blocks: string[] = [];
  for (const item of body.items) {
    if (item.kind === "Attribute") attributes[item.name.name] = shapeOf(item.value);
    else if (item.type.name === "dynamic") addDynamic(key, item, blocks, into);
    else if (!ownBlocks.has(item.type.name) && item.openBrace) {
      blocks.push(item.type.name);
      addShapes(`${key}/${item.type.name}`, item.body, into);
    }
  }
  into.push({ key, attributes, blocks });
}

function addDynamic(key: string, block: Block, blocks: string[], into: ShapeFact[]): void {
  const type = block.labels[0]?.value;
  if (type === undefined || type === "") return;
  blocks.push(type);
  for (const item of block.body.items) {
    if (item.kind === "Block" && item.type.name === "content") addShapes(`${key}/${type}`, item.body, into);
  }
}

function shapeOf(value: Expression): ValueShape {
  switch (value.kind) {
    case "TemplateExpr":
      return "string";
    case "TupleConsExpr":
      return "list";
    case "ObjectConsExpr":
      return "object";
    case "ForExpr":
      return value.result === "tuple" ? "list" : "object";
    case "LiteralValueExpr":
      return value.value.type === "null" ? "other" : value.value.type;
    default:
      return "other";
  }
}

/** What the workspace's bodies of one key have in common. */
export interface LearnedShape {
  /** How many such bodies there are. */
  readonly seen: number;
  readonly attributes: ReadonlyMap<string, { readonly seen: number; readonly shape: ValueShape }>;
  readonly blocks: ReadonlyMap<string, number>;
}

interface Tally {
  seen: number;
  readonly attributes: Map<string, { seen: number; readonly shapes: Map<ValueShape, number> }>;
  readonly blocks: Map<string, number>;
}

const shapesOfModule = derived((module: Module): ReadonlyMap<string, Tally> => {
  const tallies = new Map<string, Tally>();
  for (const { facts } of [...module.files, ...module.overrides]) {
    for (const shape of facts.shapes) {
      let tally = tallies.get(shape.key);
      if (!tally) {
        tally = { seen: 0, attributes: new Map(), blocks: new Map() };
        tallies.set(shape.key, tally);
      }
      addShape(tally, shape);
    }
  }
  return tallies;
});

function addShape(tally: Tally, shape: ShapeFact): void {
  tally.seen++;
  for (const [name, value] of Object.entries(shape.attributes)) addAttribute(tally, name, value, 1);
  for (const block of new Set(shape.blocks)) tally.blocks.set(block, (tally.blocks.get(block) ?? 0) + 1);
}

function addAttribute(tally: Tally, name: string, shape: ValueShape, count: number): void {
  const known = tally.attributes.get(name) ?? { seen: 0, shapes: new Map() };
  known.seen += count;
  known.shapes.set(shape, (known.shapes.get(shape) ?? 0) + count);
  tally.attributes.set(name, known);
}

/** What all modules know of a key such as `resource.aws_vpc` or `resource.aws_vpc/ingress`. */
export function learnedShape(snapshot: WorkspaceSnapshot, key: string): LearnedShape {
  const total: Tally = { seen: 0, attributes: new Map(), blocks: new Map() };
  for (const module of snapshot.modules()) {
    const tally = shapesOfModule(module).get(key);
    if (!tally) continue;
    total.seen += tally.seen;
    for (const [name, { shapes }] of tally.attributes) {
      for (const [shape, count] of shapes) addAttribute(total, name, shape, count);
    }
    for (const [name, count] of tally.blocks) total.blocks.set(name, (total.blocks.get(name) ?? 0) + count);
  }
  const attributes = new Map(
    [...total.attributes].map(([name, { seen, shapes }]) => [name, { seen, shape: mostFrequent(shapes) }] as const),
  );
  return { seen: total.seen, attributes, blocks: total.blocks };
}

function mostFrequent(shapes: ReadonlyMap<ValueShape, number>): ValueShape {
  let best: ValueShape = "other";
  let most = 0;
  for (const [shape, count] of shapes) {
    if (shape === "other" || count <= most) continue;
    best = shape;
    most = count;
  }
  return best;
}

/** The types that the workspace's blocks of a kind (`resource`, `data`, `ephemeral`, `provider`) have, with counts. */
export function learnedTypes(snapshot: WorkspaceSnapshot, block: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const module of snapshot.modules()) {
    for (const [key, { seen }] of shapesOfModule(module)) {
      if (!key.startsWith(`${block}.`) || key.includes("/")) continue;
      const type = key.slice(block.length + 1);
      counts.set(type, (counts.get(type) ?? 0) + seen);
    }
  }
  return counts;
}
