// # stack-to-units
//
// Writes the units that a stack generates as files of their own, with the stack's values put in.
//
// Only what is generated beside the stack can be written there: a unit below `.terragrunt-stack` would look for its state
// elsewhere. The files that the units were generated from stay, since other stacks may use them.
//
// `live/prod/terragrunt.stack.hcl`:
// ```hcl
// un<|>it "app" {
//   source = "../units/service"
//   path   = "app"
//
//   no_dot_terragrunt_stack = true
//
//   values = {
//     name  = "app"
//     ports = [80, 443]
//   }
// }
// ```
// `live/units/service/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// inputs = {
//   name  = values.name
//   title = "the ${values.name}"
//   ports = values.ports
// }
// ```
// `live/root.hcl`:
// ```hcl
// remote_state {
//   backend = "local"
//   config = {
//     path = "/state/${path_relative_to_include()}/terraform.tfstate"
//   }
// }
// ```
// ->
// `live/prod/terragrunt.stack.hcl`:
// ```hcl
// ```
// `live/prod/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// inputs = {
//   name  = "app"
//   title = "the app"
//   ports = [80, 443]
// }
// ```
import { type TextRange, touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { StackComponent } from "../../../model/terragrunt/component.js";
import { isTemplate } from "../../../model/terragrunt/generatedUnits.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, Expression, FunctionCallExpr, Node, SourceFile } from "../../../syntax/ast.js";
import { walk } from "../../../syntax/visit.js";
import { indentationAt, isBlank, lineStart, surroundings, wholeBlock } from "../../rewriting/blockEdits.js";
import { shownPath } from "../../terragrunt/preserved.js";
import { isConstant, written } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { offerPreserving } from "./hoisting.js";

export const stackToUnits: Refactor = {
  id: "stack-to-units",
  title: "Write the units that a stack generates as files of their own",
  kind: "refactor.inline",
  inverse: "units-to-stack",
  unattended: false,
  terragrunt: true,
  run(ctx) {
    const workspace = terragruntWorkspace(ctx.snapshot);
    const { file } = ctx;
    if (nameOf(file.uri) !== "terragrunt.stack.hcl" || workspace.roleOf(file.uri) !== "stack") return;
    const block = ctx.path.find((node): node is Block => node.kind === "Block");
    if (block?.type.name !== "unit" || !touches(block.header, ctx.selection.start)) return;
    const units = workspace.components(file.uri).filter(({ kind, uri }) => kind === "unit" && uri === file.uri);
    const own = units.filter(({ item }) => file.body.items[item] === block);
    const waits = isTemplate(workspace.stack(file.uri));
    const offer = (title: string, chosen: readonly StackComponent[]): void => {
      if (waits) ctx.refuse(title, block.header, "The stack is given its values where it is generated.");
      else {
        const directories = chosen.flatMap(({ directory }) => directory ?? []);
        offerPreserving(ctx, title, block.header, () => build(ctx.snapshot, file, chosen), { units: directories });
      }
    };
    offer(`Write the unit \`${block.labels[0]?.value ?? ""}\` as a file of its own`, own);
    if (units.length > own.length) offer(`Write the ${units.length} units of the stack as files of their own`, units);
  },
};

function build(snapshot: WorkspaceSnapshot, file: SourceFile, units: readonly StackComponent[]): SourceChange | string {
  const change = new SourceChangeBuilder();
  const gone = new Set<Node>();
  for (const unit of units) {
    const block = file.body.items[unit.item];
    if (block?.kind !== "Block") return "The stack is not understood.";
    const refusal = writeUnit(change, snapshot, file, block, unit);
    if (refusal !== undefined) return refusal;
    gone.add(block);
  }
  // What is left of the stack must not name what is gone.
  const names = new Set(units.map(({ name }) => name));
  for (const {
    root,
    names: [name],
    item,
  } of snapshot.facts(file.uri)?.terragrunt?.references ?? []) {
    const own = file.body.items[item];
    if (root === "unit" && name !== undefined && names.has(name) && own && !gone.has(own)) {
      return `The unit \`${name}\` is named elsewhere in the stack.`;
    }
  }
  const stays = file.body.items.some(
    (item) => item.kind === "Block" && ["unit", "stack", "include"].includes(item.type.name) && !gone.has(item),
  );
  if (!stays) change.operation({ kind: "delete", uri: file.uri });
  else
    for (const item of file.body.items)
      if (item.kind === "Block" && gone.has(item)) change.remove(file.uri, wholeBlock(file, item));
  return change.confirm().build();
}

/** Writes what the stack generates into the unit's directory; why that cannot be done, as one sentence. */
function writeUnit(
  change: SourceChangeBuilder,
  snapshot: WorkspaceSnapshot,
  stack: SourceFile,
  block: Block,
  { name, key, directory, sourceDirectory, sourceFile, enabled, autoinclude }: StackComponent,
): string | undefined {
  if (key !== undefined || block.body.items.some((item) => item.kind === "Block" && item.type.name === "expansion")) {
    return `The unit \`${name}\` stands for several.`;
  }
  if (autoinclude) return `The stack adds to the unit \`${name}\` when it generates it.`;
  if (enabled !== true) return `It is not known whether the unit \`${name}\` is generated.`;
  const template = sourceFile === undefined ? undefined : snapshot.file(sourceFile);
  if (directory === undefined || sourceDirectory === undefined || !template || template.errors.length > 0) {
    return `The files of the unit \`${name}\` are not known.`;
  }
  if (directory.split("/").includes(".terragrunt-stack")) {
    return `The unit \`${name}\` is generated below \`.terragrunt-stack\`; in another folder its state would be looked for elsewhere.`;
  }
  if (snapshot.entry(`${directory}/terragrunt.hcl`)) return `There is a unit in \`${nameOf(directory)}\` already.`;
  if ([...snapshot.directories.keys()].some((uri) => uri.startsWith(`${sourceDirectory}/`))) {
    return `The unit \`${name}\` has folders beside its configuration.`;
  }
  const text = withValues(template, stack, block);
  if ("refused" in text) return text.refused;
  change.operation({ kind: "create", uri: `${directory}/terragrunt.hcl`, content: text.text });
  for (const entry of snapshot.directories.get(sourceDirectory)?.files.values() ?? []) {
    if (entry.uri === template.uri || entry.name === ".terraform.lock.hcl") continue;
    const uri = `${directory}/${entry.name}`;
    if (snapshot.entry(uri)) return `There is a \`${shownPath(directory, uri)}\` in \`${nameOf(directory)}\` already.`;
    change.operation({ kind: "create", uri, content: entry.text });
  }
  return undefined;
}

/** The template's text with the stack's values in place of their names. */
function withValues(
  template: SourceFile,
  stack: SourceFile,
  block: Block,
): { readonly text: string } | { readonly refused: string } {
  const values = argument(block.body, "values")?.value;
  const items = values?.kind === "ObjectConsExpr" ? values.items : [];
  if (values && values.kind !== "ObjectConsExpr") return { refused: "The values of the unit are computed." };
  const edits: TextEdit[] = [];
  let refused: string | undefined;
  walk(template.body, (node, ancestors) => {
    if (node.kind !== "ScopeTraversalExpr" || node.root.name !== "values") return;
    const [first] = node.steps;
    const name = first?.kind === "AttrStep" ? first.name : undefined;
    const given = items.find((item) => name !== undefined && item.name === name)?.value;
    const tried = triedIn(node, ancestors.at(-1));
    if (name === undefined || !first) refused ??= "The unit reads all of its values at once.";
    else if (!given && tried) edits.push(withoutValue(template, tried, ancestors.at(-2)));
    else if (!given) refused ??= `The stack gives no value \`${name}\`.`;
    else if (!isConstant(given)) refused ??= `The value \`${name}\` is computed by the stack.`;
    else if (tried) edits.push({ range: tried.range, newText: moved(stack, given, template, tried) });
    else edits.push(replacement(given, node, first, ancestors.at(-1), moved(stack, given, template, node)));
  });
  return refused === undefined ? { text: applyEdits(template.text, edits) } : { refused };
}

/** The call `try(values.NAME, …)` around a reference, with what it falls back to; undefined for any other reference. */
function triedIn(
  reference: Expression & { kind: "ScopeTraversalExpr" },
  parent: Node | undefined,
): (FunctionCallExpr & { readonly args: readonly [Expression, Expression] }) | undefined {
  if (parent?.kind !== "FunctionCallExpr" || parent.name !== "try" || parent.args.length !== 2) return undefined;
  const [value, fallback] = parent.args;
  const isTried = value === reference && reference.steps.length === 1 && fallback && isConstant(fallback);
  return isTried ? (parent as FunctionCallExpr & { readonly args: readonly [Expression, Expression] }) : undefined;
}

/** What stands in a unit that is not given a value: what it falls back to, and no `inputs` where that is nothing. */
function withoutValue(
  template: SourceFile,
  { range, args: [, fallback] }: { readonly range: TextRange; readonly args: readonly [Expression, Expression] },
  parent: Node | undefined,
): TextEdit {
  const isEmpty = fallback.kind === "ObjectConsExpr" && fallback.items.length === 0;
  if (isEmpty && parent?.kind === "Attribute" && parent.name.name === "inputs") {
    const { lines } = surroundings(template, parent);
    if (lines) {
      const above = lineStart(template.text, Math.max(0, lines.start - 1));
      const hasGap = isBlank(template.text.slice(above, lines.start));
      return { range: { start: hasGap ? above : lines.start, end: lines.end }, newText: "" };
    }
  }
  return { range, newText: written(template, fallback) };
}

/** A value as it is written where the template has a node: its lines as deep as those around it. */
function moved(stack: SourceFile, given: Expression, template: SourceFile, at: Node): string {
  const text = written(stack, given);
  if (text.includes("<<")) return text;
  const from = indentationAt(stack.text, given.range.start);
  const to = indentationAt(template.text, at.range.start);
  const lines = text
    .split("\n")
    .map((line, i) => (i > 0 && line.startsWith(from) ? to + line.slice(from.length) : line));
  return lines.join("\n");
}

function replacement(
  given: Expression,
  reference: Expression & { kind: "ScopeTraversalExpr" },
  step: { readonly range: { readonly end: number } },
  parent: Node | undefined,
  source: string,
): TextEdit {
  const text = literalString(given);
  // A plain text in a template needs no interpolation of its own.
  if (parent?.kind === "TemplateInterpolation" && reference.steps.length === 1 && isPlainText(text)) {
    return { range: parent.range, newText: text };
  }
  const isWhole = given.kind !== "BinaryOpExpr" && given.kind !== "UnaryOpExpr" && given.kind !== "ConditionalExpr";
  return {
    range: { start: reference.range.start, end: step.range.end },
    newText: isWhole ? source : `(${source})`,
  };
}

/** True for a text that is the same in every kind of template. */
function isPlainText(text: string | undefined): text is string {
  return text !== undefined && !["\\", '"', "\n", "${", "%{"].some((special) => text.includes(special));
}
