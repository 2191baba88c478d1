// Whether a condition with a name holds in every environment that its module knows, so that it is no choice.

import { literalString } from "../../model/access.js";
import type { Module } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { pathAt } from "../../syntax/visit.js";
import { environmentNamed } from "../circumstances.js";
import { wordsOf } from "../refactors/words.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import type { Suggestion } from "./suggestion.js";

/** Fewer environments than these are not all that there are. */
const fewest = 3;

/**
 * The environments for which the module has a local value such as `is-test`, where the condition is a local value that
 * asks whether the environment is in a list, and the list has all of them; undefined where it may be a choice.
 */
export function holdsEverywhere(
  snapshot: WorkspaceSnapshot,
  module: Module,
  { sites }: Suggestion,
): readonly string[] | undefined {
  const [site] = sites;
  const file = site && snapshot.file(site.uri);
  const read = file && pathAt(file, site.range.start).find(({ kind }) => kind === "ScopeTraversalExpr");
  if (read?.kind !== "ScopeTraversalExpr" || read.root.name !== "local") return undefined;
  const [step] = read.steps;
  const local = step?.kind === "AttrStep" ? localValues(snapshot, module)(step.name) : undefined;
  const value = local && withoutParentheses(local.expression);
  const list = value?.kind === "FunctionCallExpr" && value.name === "contains" ? value.args[0] : undefined;
  if (list?.kind !== "TupleConsExpr") return undefined;
  const held = new Set(list.elements.map((each) => literalString(each)));
  const known = module.files.flatMap(({ facts }) =>
    facts.declarations.flatMap(({ kind, name }) => {
      const [is, ...rest] = kind === "local" ? wordsOf(name) : [];
      const asked = is === "is" ? localValues(snapshot, module)(name)?.expression : undefined;
      return asked?.kind === "BinaryOpExpr" ? (environmentNamed(rest.join("-")) ?? []) : [];
    }),
  );
  const isAll = held.size >= fewest && known.length >= fewest && known.every((each) => held.has(each));
  return isAll ? known : undefined;
}
