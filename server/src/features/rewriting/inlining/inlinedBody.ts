// The edits of an inlined module's own blocks: names, paths, sources of nested calls, and the call's condition.

import { slice } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { addressKey } from "../../../model/address.js";
import { pathReaders } from "../../../model/builtins/fileReaders.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { isLocalSource } from "../../../model/moduleCalls.js";
import { moduleValues } from "../../../model/moduleValues.js";
import { relativePath, resolveUri } from "../../../model/uri.js";
import { type Type, typesEqual } from "../../../model/values/type.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, Expression, SourceFile } from "../../../syntax/ast.js";
import { quoted } from "../addressPath.js";
import { addLast, addLifecycleArgument, addMetaArgument } from "../argumentEdits.js";
import { newLineOf } from "../blockEdits.js";
import { type Condition, conditionOperand, conditionText, countText } from "../conditions.js";
import { repeatableAddress } from "../declarationNodes.js";
import { hasOpenLineBreak, precedence, withoutParentheses } from "../expressionShape.js";
import { consumers, type ReferenceSite, sitesOf } from "../sites.js";
import { interpolationAround, plainSubstitute, type Substitute, substitution } from "../substitution.js";
import type { InlinedCall } from "./inlinedCall.js";
import { headerEdits, type InlinedNames, lastName } from "./inlinedNames.js";

/** An edit of one file. */
export interface FileEdit {
  readonly uri: string;
  readonly edit: TextEdit;
}

/** The edits that let the module's blocks stand in the caller; a sentence where one cannot. */
export function inlinedBody(call: InlinedCall, names: InlinedNames): readonly FileEdit[] | string {
  const paths = pathEdits(call);
  if (typeof paths === "string") return paths;
  const edits: FileEdit[] = [...paths, ...nameEdits(call, names)];
  for (const { file, block } of call.kept) {
    const add = (list: readonly TextEdit[]): void => void edits.push(...list.map((edit) => ({ uri: file.uri, edit })));
    add(headerEdits(block, names));
    if (block.type.name === "moved" || block.type.name === "removed") add(prefixedAddresses(call, block));
    if (block.type.name === "module") add(movedSource(call, block));
    if (repeatableAddress(block)) add(dependencyEdits(call, file, block));
    if (!call.condition) continue;
    const { name, condition } = call.condition;
    if (block.type.name === "locals") {
      for (const item of block.body.items) {
        if (item.kind === "Attribute") add(onlyWhere(file, item.value, condition, "null"));
      }
      continue;
    }
    if (!repeatableAddress(block)) continue;
    const own = ownRepetition(block);
    if (own) {
      const repeated = withoutInstances(call, file, block, own);
      if (!repeated) return "A block of its module has a for_each whose elements are of several types.";
      add(onlyWhere(file, repeated.of, condition, repeated.nothing));
      continue;
    }
    add(
      name === "count"
        ? addMetaArgument(file, block, { name, value: countText(condition) })
        : addLifecycleArgument(file, block, { name, value: conditionText(condition) }, undefined),
    );
  }
  return edits;
}

/** The argument that decides how often a block exists; undefined where it exists once. */
export function ownRepetition(block: Block): Attribute | undefined {
  const lifecycle = nestedBlock(block.body, "lifecycle");
  return (
    argument(block.body, "count") ??
    argument(block.body, "for_each") ??
    (lifecycle ? argument(lifecycle.body, "enabled") : undefined)
  );
}

/** Puts an expression under a condition; what it reads need not be there without it. */
function onlyWhere(file: SourceFile, value: Expression, condition: Condition, otherwise: string): readonly TextEdit[] {
  const { start, end } = value.range;
  const isLoose = precedence(value) === 0 || (value.kind !== "ParenthesesExpr" && hasOpenLineBreak(file.text, value));
  // A heredoc ends with its line, so nothing can follow it.
  const isHeredoc = slice(file.text, value.range).includes("<<");
  const close = isHeredoc ? `${newLineOf(file.text)})` : ")";
  const isWrapped = isLoose || isHeredoc;
  return [
    {
      range: { start, end: start },
      newText: `${conditionOperand(condition, 1)} ? ${isWrapped ? "(" : ""}`,
    },
    { range: { start: end, end }, newText: `${isWrapped ? close : ""} : ${otherwise}` },
  ];
}

/**
 * The expression that decides whether there are instances, and what stands for none; undefined where the type of what
 * is repeated by would become another one.
 */
function withoutInstances(
  { snapshot, callee }: InlinedCall,
  file: SourceFile,
  block: Block,
  own: Attribute,
): { readonly of: Expression; readonly nothing: string } | undefined {
  if (own.name.name === "count") return { of: own.value, nothing: "0" };
  if (own.name.name === "enabled") return { of: own.value, nothing: "false" };
  // An object that a loop makes keeps its type where the loop has nothing to go over.
  const bare = withoutParentheses(own.value);
  const of = bare.kind === "ForExpr" ? bare.collection : own.value;
  const scope = moduleValues(snapshot, callee, "declared").scopeAt(file, [block], own);
  const { type } = evaluate(of, scope).value;
  switch (type.kind) {
    case "set":
      return { of, nothing: "toset([])" };
    case "map":
      return { of, nothing: "{}" };
    case "list":
      return { of, nothing: "[]" };
    case "object":
      return haveOneType(type.attributes.values()) ? { of, nothing: "{}" } : undefined;
    case "tuple":
      return haveOneType(type.elements.values()) ? { of, nothing: "[]" } : undefined;
    default:
      return undefined;
  }
}

function haveOneType(types: Iterable<Type>): boolean {
  const [first, ...others] = types;
  return first === undefined || others.every((one) => typesEqual(one, first));
}

/** References within the module to what has another name now, or an instance. */
function nameEdits(call: InlinedCall, names: InlinedNames): readonly FileEdit[] {
  const { snapshot, callee, condition } = call;
  const repeated = repeatedKeys(call);
  const edits: FileEdit[] = [];
  for (const [key, next] of names) {
    const isObject = !key.startsWith("local.") && !key.startsWith("check.");
    for (const site of sitesOf(snapshot, callee, key)) {
      const { place, nameRange, addressRange, accessors } = site.origin;
      if (["moved.from", "moved.to", "removed.from"].includes(place)) continue;
      if (next !== key) edits.push({ uri: site.uri, edit: { range: nameRange, newText: lastName(next) } });
      if (!isObject || condition?.name !== "count" || repeated.has(key)) continue;
      const isWhole = place === "depends_on" || (place === "replace_triggered_by" && accessors.length === 0);
      const { end } = addressRange;
      if (!isWhole) edits.push({ uri: site.uri, edit: { range: { start: end, end }, newText: "[0]" } });
    }
  }
  return edits;
}

/** The address keys of what the module repeats or switches itself. */
export function repeatedKeys({ kept }: InlinedCall): ReadonlySet<string> {
  return new Set(
    kept.flatMap(({ block }) => {
      const address = repeatableAddress(block);
      return address && ownRepetition(block) ? [addressKey(address)] : [];
    }),
  );
}

/** What waits for something as a module waits for it in each of its blocks. */
function dependencyEdits(call: InlinedCall, file: SourceFile, block: Block): readonly TextEdit[] {
  const waits = argument(call.block.body, "depends_on")?.value;
  if (waits?.kind !== "TupleConsExpr" || waits.elements.length === 0) return [];
  const added = waits.elements.map(({ range }) => slice(call.file.text, range)).join(", ");
  const own = argument(block.body, "depends_on")?.value;
  if (own?.kind === "TupleConsExpr") {
    const last = own.elements[own.elements.length - 1];
    const end = last?.range.end ?? own.range.start + 1;
    return [{ range: { start: end, end }, newText: last ? `, ${added}` : added }];
  }
  return addLast(file, block, { name: "depends_on", value: `[${added}]` });
}

/** Earlier moves speak of states in which the objects were still in the module. */
function prefixedAddresses({ key }: InlinedCall, block: Block): readonly TextEdit[] {
  return block.body.items.flatMap((item) => {
    if (item.kind !== "Attribute" || (item.name.name !== "from" && item.name.name !== "to")) return [];
    const { start } = item.value.range;
    return [{ range: { start, end: start }, newText: `${key}.` }];
  });
}

function movedSource({ caller, callee }: InlinedCall, block: Block): readonly TextEdit[] {
  const source = argument(block.body, "source");
  const text = source && literalString(source.value);
  if (!source || text === undefined || !isLocalSource(text)) return [];
  const target = resolveUri(callee.directory, text);
  return [{ range: source.value.range, newText: quoted(relativePath(caller.directory, target)) }];
}

/** Functions whose first argument is a path that they open, whichever way it is written. */
const pathTakers: ReadonlySet<string> = new Set([...pathReaders, "abspath"]);

/** `path.module` is another folder in the caller; what only opens a file finds it from there. */
function pathEdits({ snapshot, caller, callee, kept, outputs }: InlinedCall): readonly FileEdit[] | string {
  const edits: FileEdit[] = [];
  const relative = relativePath(caller.directory, callee.directory);
  const below = relative.startsWith("./") ? relative.slice(2) : relative;
  for (const site of sitesOf(snapshot, callee, "path")) {
    const [accessor] = site.origin.accessors;
    if (accessor?.kind !== "attr" || accessor.name !== "module") continue;
    const [block] = site.blocks;
    const isThere = kept.some((one) => one.block === block) || [...outputs.values()].some((one) => one.block === block);
    if (!isThere) continue;
    const at = opensFile(site);
    if (at === undefined) {
      if (!isRoot(snapshot, caller) || below.startsWith("../")) {
        return "It uses path.module as a text, and the caller's folder is another one.";
      }
      // From the root module, the path of a module below it is known.
      edits.push({ uri: site.uri, edit: substitution(site, site.origin.range, textOf(below)) });
      continue;
    }
    const edit =
      at === "alone"
        ? { range: site.origin.range, newText: `"\${path.module}/${below}"` }
        : { range: { start: at, end: at }, newText: `/${below}` };
    edits.push({ uri: site.uri, edit });
  }
  return edits;
}

function textOf(path: string): Substitute {
  return { ...plainSubstitute(quoted(path)), takesAccessors: false, quotedContent: quoted(path).slice(1, -1) };
}

/** True where a module can only be run by itself: it says where its state is, and nobody calls it. */
function isRoot(snapshot: WorkspaceSnapshot, module: Module): boolean {
  if (snapshot.callersOf(module).length > 0) return false;
  return module.files.some(({ entry }) =>
    (snapshot.file(entry.uri)?.body.items ?? []).some(
      (item) =>
        item.kind === "Block" &&
        item.type.name === "terraform" &&
        (nestedBlock(item.body, "backend") !== undefined || nestedBlock(item.body, "cloud") !== undefined),
    ),
  );
}

/** Where a path that begins with `path.module` goes on, if nothing but a file function sees it. */
function opensFile(site: ReferenceSite): number | "alone" | undefined {
  const chain = consumers(site);
  const [first] = chain;
  if (!first) return undefined;
  if (first.parent.kind !== "TemplateExpr") return isOpened(chain) ? "alone" : undefined;
  const { parent } = first;
  const [start] = parent.parts;
  const isFirst = start?.kind === "TemplateInterpolation" && start.expression === site.origin.expression;
  return isFirst && parent.parts.length > 1 && isOpened(chain.slice(1)) ? interpolationAround(site)?.end : undefined;
}

/** True where a path goes into a function that opens it, at most by way of a choice between paths. */
function isOpened(chain: ReturnType<typeof consumers>): boolean {
  for (const { parent, child } of chain) {
    if (parent.kind === "ConditionalExpr" && parent.condition !== child) continue;
    if (parent.kind !== "FunctionCallExpr" || parent.expandFinal) return false;
    if (parent.name === "coalesce") continue;
    return pathTakers.has(parent.name) && parent.args[0] === child;
  }
  return false;
}
