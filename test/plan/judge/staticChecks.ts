// What a program rejects before it evaluates anything: no `try` catches it, and no condition keeps it from being seen.

import type { Block, Body, Expression, Node, ScopeTraversalExpr } from "../../../server/src/syntax/ast.js";
import { walk } from "../../../server/src/syntax/visit.js";
import { attribute, blocksIn, calledDirectory, type Directory } from "./configuration.js";

const notInScope = new Set(["path", "terraform", "self"]);
const unchecked = new Set(["terraform", "provider", "moved", "removed", "import"]);
const ownArguments = new Set(["id", "input", "output", "triggers_replace"]);

/** The first mistake of a directory's blocks; undefined where there is none. */
export function staticMistake(directories: ReadonlyMap<string, Directory>, directory: Directory): string | undefined {
  const declared = new Map<string, Block>();
  for (const block of directory.blocks) {
    for (const name of declaredNames(block)) {
      if (declared.has(name)) return `${name} is declared twice`;
      declared.set(name, block);
    }
  }
  for (const block of directory.blocks) {
    if (unchecked.has(block.type.name)) continue;
    const mistake = repetitionMistake(block) ?? argumentMistake(directories, directory, block);
    if (mistake !== undefined) return mistake;
    let found: string | undefined;
    walk(block, (node, ancestors) => {
      if (node.kind === "Attribute" && isNoExpression(node.name.name, ancestors)) return false;
      if (node.kind === "ScopeTraversalExpr") found ??= referenceMistake(node, ancestors, block, declared);
      return undefined;
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

function declaredNames(block: Block): readonly string[] {
  const [a, b] = block.labels;
  switch (block.type.name) {
    case "resource":
      return [`${a?.value}.${b?.value}`];
    case "module":
      return [`module.${a?.value}`];
    case "variable":
      return [`var.${a?.value}`];
    case "output":
    case "check":
      return [`${block.type.name}.${a?.value}`];
    case "locals":
      return block.body.items.flatMap((item) => (item.kind === "Attribute" ? [`local.${item.name.name}`] : []));
    default:
      return [];
  }
}

function repetitionMistake(block: Block): string | undefined {
  const lifecycles = blocksIn(block.body, "lifecycle");
  if (lifecycles.length > 1) return "Duplicate lifecycle block";
  const lifecycle = lifecycles[0]?.body;
  const given = [
    attribute(block.body, "count"),
    attribute(block.body, "for_each"),
    lifecycle && attribute(lifecycle, "enabled"),
  ].filter((each) => each !== undefined);
  return given.length > 1 ? "Invalid combination of repetition arguments" : undefined;
}

/** Arguments that a module does not take or does not get, and those that `terraform_data` does not have. */
function argumentMistake(
  directories: ReadonlyMap<string, Directory>,
  directory: Directory,
  block: Block,
): string | undefined {
  const names = block.body.items.flatMap((item) => (item.kind === "Attribute" ? [item.name.name] : []));
  const meta = ["count", "for_each", "depends_on", "provider"];
  if (block.type.name === "resource" && block.labels[0]?.value === "terraform_data") {
    return names.find((name) => !ownArguments.has(name) && !meta.includes(name));
  }
  if (block.type.name !== "module") return undefined;
  const called = calledDirectory(directories, directory, block);
  if (!called) return "Module not found";
  const variables = new Map(
    called.blocks.filter((each) => each.type.name === "variable").map((each) => [each.labels[0]?.value ?? "", each]),
  );
  const extra = names.find(
    (name) => ![...meta, "source", "version", "providers"].includes(name) && !variables.has(name),
  );
  if (extra !== undefined) return `Unsupported argument ${extra}`;
  for (const [name, variable] of variables) {
    if (!names.includes(name) && !attribute(variable.body, "default")) return `Missing required argument ${name}`;
  }
  return undefined;
}

/** Arguments whose value names something else than an object. */
function isNoExpression(name: string, ancestors: readonly Node[]): boolean {
  const block = ancestors[0];
  if (name === "providers" || name === "provider" || name === "ignore_changes") return true;
  if (name === "iterator") return true;
  return name === "type" && block?.kind === "Block" && block.type.name === "variable";
}

function referenceMistake(
  expression: ScopeTraversalExpr,
  ancestors: readonly Node[],
  block: Block,
  declared: ReadonlyMap<string, Block>,
): string | undefined {
  const { root, steps } = expression;
  const parent = ancestors[ancestors.length - 1];
  // A lone name before `=` in an object is its key.
  if (parent?.kind === "ObjectItem" && parent.key === expression && steps.length === 0) return undefined;
  if (notInScope.has(root.name) || bindsName(ancestors, root.name)) return undefined;
  const [first, second] = steps;
  if (root.name === "count") return hasArgument(block.body, "count") ? undefined : "Reference to count";
  if (root.name === "each") return hasArgument(block.body, "for_each") ? undefined : "Reference to each";
  if (first?.kind !== "AttrStep") return `Invalid reference ${root.name}`;
  const target = declared.get(`${root.name}.${first.name}`);
  if (!target) return `Reference to undeclared ${root.name}.${first.name}`;
  if (target.type.name !== "resource") return undefined;
  const isRepeated = hasArgument(target.body, "count") || hasArgument(target.body, "for_each");
  if (!isRepeated && second?.kind === "IndexStep") return "Unexpected resource instance key";
  if (isRepeated && second?.kind === "AttrStep") return "Missing resource instance key";
  const read = second?.kind === "IndexStep" ? steps[2] : second;
  const isKnown = root.name !== "terraform_data" || read?.kind !== "AttrStep" || ownArguments.has(read.name);
  return isKnown ? undefined : `Unsupported attribute ${read.name}`;
}

function hasArgument(body: Body, name: string): boolean {
  return attribute(body, name) !== undefined;
}

/** Whether a `for` or a `dynamic` block around a node gives the name a meaning of its own. */
function bindsName(ancestors: readonly Node[], name: string): boolean {
  return ancestors.some((node) => {
    if (node.kind === "ForExpr" || node.kind === "TemplateFor") {
      return node.keyVar?.name === name || node.valueVar.name === name;
    }
    if (node.kind !== "Block" || node.type.name !== "dynamic") return false;
    const iterator: Expression | undefined = attribute(node.body, "iterator")?.value;
    const bound = iterator?.kind === "ScopeTraversalExpr" ? iterator.root.name : node.labels[0]?.value;
    return bound === name;
  });
}
