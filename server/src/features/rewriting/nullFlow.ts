// What a null that is new in an argument does to those that read it: through local values, inputs of modules and their
// outputs. Within the module a reader can be guarded; elsewhere nobody knows the condition.

import type { TextEdit } from "../../base/textEdit.js";
import { argument } from "../../model/extract.js";
import type { Module } from "../../model/module.js";
import { inputVariable } from "../../model/moduleValues/inputVariables.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Attribute, Expression } from "../../syntax/ast.js";
import { type ReferenceSite, sitesOf } from "./sites.js";

/** Functions that take a null for what it is, or catch the failure over it. */
const takingNull = new Set(["coalesce", "try", "can", "jsonencode", "yamlencode", "nonsensitive", "sensitive"]);

/** What becomes of the readers. */
export type NullFlow =
  | { readonly edits: ReadonlyMap<string, readonly TextEdit[]> }
  | { readonly refusal: { readonly reason: string; readonly site: ReferenceSite } };

/**
 * Follows a null from the arguments that may be null now. Within the module `guard` gives the edits of a reader that
 * cannot take it, or why it has none; `isGuarded` tells which readers never meet it.
 */
export function followNull(
  snapshot: WorkspaceSnapshot,
  module: Module,
  from: readonly ReferenceSite[],
  guard: (site: ReferenceSite) => { readonly edits: readonly TextEdit[] } | { readonly refusal: string },
  isGuarded: (site: ReferenceSite) => boolean,
): NullFlow {
  const edits = new Map<string, TextEdit[]>();
  const seen = new Set<Attribute>();
  const queue = from.map((site) => ({ site, module }));
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { site } = next;
    if (seen.has(site.attribute)) continue;
    seen.add(site.attribute);
    const read = readersOf(snapshot, next.module, site);
    if (read === undefined) {
      return {
        refusal: { reason: "it is null while the condition is false, and the variable of the module cannot be", site },
      };
    }
    for (const reader of read) {
      const isHere = reader.module === module;
      if (reader.site.origin.place !== "expression" || (isHere && isGuarded(reader.site))) continue;
      const fate = fateOf(reader.site);
      if (fate === "stops") continue;
      if (fate === "fails") {
        const guarded = isHere
          ? guard(reader.site)
          : { refusal: "it is null while the condition is false, which cannot stand there" };
        if ("refusal" in guarded) return { refusal: { reason: guarded.refusal, site: reader.site } };
        const list = edits.get(reader.site.uri) ?? [];
        list.push(...guarded.edits);
        edits.set(reader.site.uri, list);
      }
      queue.push(reader);
    }
  }
  return { edits };
}

interface Reader {
  readonly module: Module;
  readonly site: ReferenceSite;
}

/** Who reads the value of the argument that holds a site; undefined where the argument itself cannot be null. */
function readersOf(snapshot: WorkspaceSnapshot, module: Module, site: ReferenceSite): readonly Reader[] | undefined {
  const [block] = site.blocks;
  const name = site.attribute.name.name;
  const label = block?.labels[0]?.value ?? "";
  const within = (of: Module, key: string): Reader[] =>
    sitesOf(snapshot, of, key).map((one) => ({ module: of, site: one }));
  if (site.blocks.length !== 1) return [];
  if (block?.type.name === "locals") return within(module, `local.${name}`);
  if (block?.type.name === "output" && name === "value") {
    return snapshot.callersOf(module).flatMap((caller) =>
      within(caller.module, caller.key).filter((one) => {
        const attribute = one.site.origin.accessors.find(({ kind }) => kind === "attr");
        return attribute?.kind === "attr" && attribute.name === label;
      }),
    );
  }
  const passed =
    block?.type.name === "module" && argument(block.body, name) ? module.declaration(`module.${label}`) : undefined;
  const callee = passed && snapshot.callee(module, passed.fact.source);
  const variable = callee && inputVariable(snapshot, callee, name);
  if (!callee || !variable) return [];
  // A default stands for the null of a variable that cannot be null.
  if (!variable.nullable) return variable.required ? undefined : [];
  return within(callee, `var.${name}`);
}

/** What a null does at a site: it is the argument's value as well, is taken for what it is, or makes the plan fail. */
function fateOf(site: ReferenceSite): "passes" | "stops" | "fails" {
  const { accessors } = site.origin;
  const isOutput = site.origin.address?.kind === "module";
  const rest = accessors.slice(isOutput ? accessors.findIndex(({ kind }) => kind === "attr") + 1 : 0);
  if (rest[0]?.kind === "splat") return "stops";
  let fails = rest.length > 0;
  let inner: Expression | undefined;
  for (const parent of [...site.parents].reverse()) {
    const fate = throughParent(parent, inner, site);
    if (fate === "stops" && (!fails || (parent.kind === "FunctionCallExpr" && ["try", "can"].includes(parent.name)))) {
      return "stops";
    }
    if (fate === "fails") fails = true;
    inner = parent;
  }
  const name = site.attribute.name.name;
  const isMeta = ["count", "for_each", "enabled", "condition", "error_message"].includes(name);
  return fails || isMeta ? "fails" : "passes";
}

function throughParent(
  parent: Expression,
  inner: Expression | undefined,
  site: ReferenceSite,
): "passes" | "stops" | "fails" {
  switch (parent.kind) {
    case "ParenthesesExpr":
      return "passes";
    case "TupleConsExpr":
      return "stops";
    case "ObjectConsExpr": {
      const { start } = inner?.range ?? site.origin.range;
      return parent.items.some(({ key }) => key.range.start <= start && start < key.range.end) ? "fails" : "stops";
    }
    case "ConditionalExpr": {
      const { start } = inner?.range ?? site.origin.range;
      return start < parent.condition.range.end ? "fails" : "passes";
    }
    case "BinaryOpExpr":
      return parent.operator === "==" || parent.operator === "!=" ? "stops" : "fails";
    case "FunctionCallExpr":
      return takingNull.has(parent.name) ? "stops" : "fails";
    default:
      return "fails";
  }
}
