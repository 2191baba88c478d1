// # reference-cycle
//
// Reports local values and resources that need each other, so that none of them can come first.
//
// ```hcl
// locals {
//   a = local.b
// # ^ error[reference-cycle]: local.a needs local.b, which needs local.a
//   b = local.a
// }
// ```
import { derived } from "../../../model/derived.js";
import type { DeclarationFact, FileFacts, ReferenceFact } from "../../../model/facts.js";
import { itemsOfFacts } from "../../../model/itemFacts.js";
import type { Declaration, Module } from "../../../model/module.js";
import { isAddressPlace } from "../../../model/places.js";
import { leadsBack } from "../references/waysBack.js";
import type { ModuleRuleContext, Rule } from "../rule.js";

export const referenceCycle: Rule = {
  id: "reference-cycle",
  group: "correctness",
  scope: "module",
  reads: "references",
  defaultLevel: "error",
  phase: "graph",
  check(ctx) {
    const { changed, module } = ctx;
    if (changed && !leadsBack(changed, (key) => dependenciesOf(module, key))) return;
    const graph = dependencies(module);
    for (const cycle of cycles(graph)) report(ctx, cycle);
    reportSelfReferences(ctx, graph);
  },
};

interface Edge {
  readonly to: string;
  readonly uri: string;
  readonly fact: ReferenceFact;
}

type Graph = ReadonlyMap<string, readonly Edge[]>;

const nodeKinds: ReadonlySet<string> = new Set(["local", "resource", "data", "ephemeral"]);

interface OwnedReference {
  readonly from: DeclarationFact;
  readonly fact: ReferenceFact;
}

/** The references that stand within a file's own local values and resources, with those; the module says which count. */
const ownedReferences = derived((facts: FileFacts): readonly OwnedReference[] => {
  // A block of local values declares several.
  const owners: DeclarationFact[][] = [];
  for (const declaration of facts.declarations) {
    if (!nodeKinds.has(declaration.kind) || declaration.nested !== undefined) continue;
    const list = owners[declaration.item];
    if (list) list.push(declaration);
    else owners[declaration.item] = [declaration];
  }
  const owned: OwnedReference[] = [];
  for (const fact of facts.references) {
    if (isAddressPlace(fact.place as never)) continue;
    for (const from of owners[fact.item] ?? []) {
      if (from.range.start <= fact.range.start && fact.range.end <= from.range.end) owned.push({ from, fact });
    }
  }
  return owned;
});

/** What one local value or resource refers to; looks only at the item that declares it. */
function dependenciesOf(module: Module, key: string): readonly string[] {
  const declaration = nodeOf(module, key);
  if (!declaration) return [];
  const file = module.files.find(({ entry }) => entry.uri === declaration.uri);
  const item = file && itemsOfFacts(file.facts)?.[declaration.fact.item];
  if (!item)
    return (
      dependencies(module)
        .get(key)
        ?.map(({ to }) => to) ?? []
    );
  return ownedReferences(item.facts).flatMap(({ from, fact }) =>
    from.key === key && nodeOf(module, fact.key) ? [fact.key] : [],
  );
}

/** The declaration of a local value or resource, where it is one of its own. */
function nodeOf(module: Module, key: string): Declaration | undefined {
  const declarations = module.declarations.get(key);
  const [declaration] = declarations ?? [];
  if (!declaration || declarations?.length !== 1 || declaration.fact.nested !== undefined) return undefined;
  return nodeKinds.has(declaration.fact.kind) ? declaration : undefined;
}

/** What each local value and resource of a module refers to, by key. */
const dependencies = derived((module: Module): Graph => {
  const nodes = new Map<string, Declaration>();
  for (const key of module.declarations.keys()) {
    const declaration = nodeOf(module, key);
    if (declaration) nodes.set(key, declaration);
  }
  const graph = new Map<string, Edge[]>([...nodes.keys()].map((key) => [key, []]));
  for (const { entry, facts } of module.files) {
    for (const { from, fact } of ownedReferences(facts)) {
      if (nodes.has(fact.key) && nodes.get(from.key)?.fact === from) {
        graph.get(from.key)?.push({ to: fact.key, uri: entry.uri, fact });
      }
    }
  }
  return graph;
});

/** The strongly connected groups of more than one node, each in the order of its first discovery (Tarjan). */
function cycles(graph: Graph): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];
  const visit = (start: string): void => {
    const work: { readonly key: string; next: number }[] = [];
    const enter = (key: string): void => {
      index.set(key, index.size);
      low.set(key, index.get(key) ?? 0);
      stack.push(key);
      onStack.add(key);
      work.push({ key, next: 0 });
    };
    enter(start);
    for (let frame = work[work.length - 1]; frame; frame = work[work.length - 1]) {
      const { key } = frame;
      const edge = graph.get(key)?.[frame.next++];
      if (edge) {
        if (!index.has(edge.to)) enter(edge.to);
        else if (onStack.has(edge.to)) low.set(key, Math.min(low.get(key) ?? 0, index.get(edge.to) ?? 0));
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent) low.set(parent.key, Math.min(low.get(parent.key) ?? 0, low.get(key) ?? 0));
      if (low.get(key) !== index.get(key)) continue;
      const group: string[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack.delete(member);
        group.unshift(member);
        if (member === key) break;
      }
      if (group.length > 1) found.push(group);
    }
  };
  for (const key of graph.keys()) if (!index.has(key)) visit(key);
  return found;
}

function report(ctx: ModuleRuleContext, group: readonly string[]): void {
  const graph = dependencies(ctx.module);
  const path = shortest(graph, group);
  const first = ctx.module.declaration(path[0]?.from ?? "");
  if (!first) return;
  const written = [...path.map(({ from }) => from), path[0]?.from ?? ""];
  const steps = written.slice(1).map((key, i) => (i === 0 ? `needs ${key}` : `which needs ${key}`));
  ctx.report(first.uri, first.fact.header, `${written[0]} ${steps.join(", ")}`, {
    summary: `Cycle: ${group.map((key) => (key.startsWith("local.") ? `${key} (expand)` : key)).join(", ")}`,
    related: path.map(({ edge }) => ({ uri: edge.uri, range: edge.fact.range, message: `needs ${edge.to}` })),
  });
}

interface Step {
  readonly from: string;
  readonly edge: Edge;
}

/** The shortest way from a group's first node, in the order of the module, back to it. */
function shortest(graph: Graph, group: readonly string[]): readonly Step[] {
  const members = new Set(group);
  const start = [...graph.keys()].find((key) => members.has(key)) ?? "";
  const queue: { readonly key: string; readonly steps: readonly Step[] }[] = [{ key: start, steps: [] }];
  const seen = new Set<string>();
  for (const { key, steps } of queue) {
    for (const edge of graph.get(key) ?? []) {
      if (!members.has(edge.to)) continue;
      const next = [...steps, { from: key, edge }];
      if (edge.to === start) return next;
      if (seen.has(edge.to)) continue;
      seen.add(edge.to);
      queue.push({ key: edge.to, steps: next });
    }
  }
  return [];
}

function reportSelfReferences(ctx: ModuleRuleContext, graph: Graph): void {
  for (const [key, edges] of graph) {
    const isLocal = key.startsWith("local.");
    for (const { to, uri, fact } of edges) {
      if (to !== key || fact.place !== "expression") continue;
      if (isLocal) {
        ctx.report(uri, fact.addressRange, `${key} is defined by itself; it needs another value to begin with`, {
          summary: "Self-referencing local value",
          phase: "validate",
        });
      } else if (isInBody(ctx, uri, fact)) {
        ctx.report(uri, fact.addressRange, `${key} is not known yet while its own arguments are evaluated`, {
          summary: "Self-referential block",
          phase: "plan",
        });
      }
    }
  }
}

/** Conditions, provisioners and connections come after the object, or have a rule of their own. */
function isInBody(ctx: ModuleRuleContext, uri: string, { item, range }: ReferenceFact): boolean {
  ctx.dependsOnMore();
  const block = ctx.snapshot.file(uri)?.body.items[item];
  if (block?.kind !== "Block") return false;
  const inner = block.body.items.find((child) => child.range.start <= range.start && range.end <= child.range.end);
  return !(inner?.kind === "Block" && ["lifecycle", "provisioner", "connection"].includes(inner.type.name));
}
