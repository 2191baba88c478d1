// The edits of an inlined module's own blocks: names, paths, sources of nested calls, and the call's condition.

import { slice } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import { isLocalSource } from "../../../model/moduleCalls.js";
import { relativePath, resolveUri } from "../../../model/uri.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { quoted } from "../addressPath.js";
import { addLast, addLifecycleArgument, addMetaArgument } from "../blockEdits.js";
import { conditionText, countText } from "../conditions.js";
import { repeatableAddress } from "../declarationNodes.js";
import { consumers, type ReferenceSite, sitesOf } from "../sites.js";
import { interpolationAround } from "../substitution.js";
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
    if (call.condition && repeatableAddress(block)) {
      const { name, condition } = call.condition;
      add(
        name === "count"
          ? addMetaArgument(file, block, { name, value: countText(condition) })
          : addLifecycleArgument(file, block, { name, value: conditionText(condition) }, undefined),
      );
    }
  }
  return edits;
}

/** References within the module to what has another name now, or an instance. */
function nameEdits({ snapshot, callee, condition }: InlinedCall, names: InlinedNames): readonly FileEdit[] {
  const edits: FileEdit[] = [];
  for (const [key, next] of names) {
    const isObject = !key.startsWith("local.") && !key.startsWith("check.");
    for (const site of sitesOf(snapshot, callee, key)) {
      const { place, nameRange, addressRange, accessors } = site.origin;
      if (["moved.from", "moved.to", "removed.from"].includes(place)) continue;
      if (next !== key) edits.push({ uri: site.uri, edit: { range: nameRange, newText: lastName(next) } });
      if (!isObject || condition?.name !== "count") continue;
      const isWhole = place === "depends_on" || (place === "replace_triggered_by" && accessors.length === 0);
      const { end } = addressRange;
      if (!isWhole) edits.push({ uri: site.uri, edit: { range: { start: end, end }, newText: "[0]" } });
    }
  }
  return edits;
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
  const edit = addLast(file, block, { name: "depends_on", value: `[${added}]` });
  return edit ? [edit] : [];
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
const fileReaders = new Set([
  "abspath",
  "file",
  "filebase64",
  "filebase64sha256",
  "filebase64sha512",
  "fileexists",
  "filemd5",
  "fileset",
  "filesha1",
  "filesha256",
  "filesha512",
  "templatefile",
]);

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
    if (at === undefined) return "It uses path.module as a text, which is another one in the caller.";
    const edit =
      at === "alone"
        ? { range: site.origin.range, newText: `"\${path.module}/${below}"` }
        : { range: { start: at, end: at }, newText: `/${below}` };
    edits.push({ uri: site.uri, edit });
  }
  return edits;
}

/** Where a path that begins with `path.module` goes on, if nothing but a file function sees it. */
function opensFile(site: ReferenceSite): number | "alone" | undefined {
  const [first, second] = consumers(site);
  if (!first) return undefined;
  if (first.parent.kind === "FunctionCallExpr") {
    return fileReaders.has(first.parent.name) && first.parent.args[0] === first.child ? "alone" : undefined;
  }
  const { parent } = first;
  if (parent.kind !== "TemplateExpr" || second?.parent.kind !== "FunctionCallExpr") return undefined;
  const [start] = parent.parts;
  const isFirst = start?.kind === "TemplateInterpolation" && start.expression === site.origin.expression;
  const isPath = fileReaders.has(second.parent.name) && second.parent.args[0] === second.child;
  return isFirst && isPath && parent.parts.length > 1 ? interpolationAround(site)?.end : undefined;
}
