// The references to an inlined call: its outputs become their expressions, its objects have addresses of their own.

import type { TextRange } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { accessOf } from "../../../model/access.js";
import { isAddressPlace } from "../../../model/places.js";
import { visitReferences } from "../../../model/references.js";
import type { Expression } from "../../../syntax/ast.js";
import { literalNumber } from "../expressionShape.js";
import { isIdentifier } from "../identifier.js";
import { placeText, whyNotRewritten } from "../referenceRewriter.js";
import { addressMentions, consumers, isCaught, type ReferenceSite, sitesOf } from "../sites.js";
import { plainSubstitute, type Substitute, substituteOf, substitution } from "../substitution.js";
import { wholeUse } from "../wholeUses.js";
import { type FileEdit, ownRepetition, repeatedKeys } from "./inlinedBody.js";
import type { InlinedCall, InlinedOutput } from "./inlinedCall.js";
import type { InlinedNames } from "./inlinedNames.js";

export interface InlinedReferences {
  readonly edits: readonly FileEdit[];
  /** The outputs that are too long to repeat. */
  readonly locals: readonly { readonly name: string; readonly text: string }[];
}

export interface ReferenceTools {
  readonly names: InlinedNames;
  /** The text of an expression of the module with all edits. */
  textOf(output: InlinedOutput, expression: Expression): string;
  freeLocal(wanted: string): string;
}

/** Rewrites every reference to the call; a sentence where one cannot be. */
export function inlinedReferences(call: InlinedCall, tools: ReferenceTools): InlinedReferences | string {
  const { snapshot, caller, key } = call;
  const edits: FileEdit[] = [];
  const locals: { name: string; text: string }[] = [];
  const sites = sitesOf(snapshot, caller, key).filter((site) => !isAddressPlace(site.origin.place));
  const read = new Map<string, number>();
  for (const site of sites) {
    const output = outputRead(call, site)?.name;
    if (output !== undefined) read.set(output, (read.get(output) ?? 0) + 1);
  }
  const values = new Map<string, Substitute>();
  const valueFor = (name: string, output: InlinedOutput): Substitute => {
    const known = values.get(name);
    if (known) return known;
    const expression = output.value.value;
    const own = substituteOf(output.file.text, expression, tools.textOf(output, expression));
    let value = output.sensitive ? plainSubstitute(`sensitive(${own.text})`) : own;
    const isLong = !isShort(expression) && (read.get(name) ?? 0) > 1;
    if (isLong || own.text.includes("<<")) {
      const local = tools.freeLocal(name);
      locals.push({ name: local, text: value.isOpen ? `(${value.text})` : value.text });
      value = plainSubstitute(`local.${local}`);
    }
    values.set(name, value);
    return value;
  };
  for (const site of sites) {
    const edit = rewritten(call, tools, site, valueFor);
    if (typeof edit === "string") {
      const at = { uri: site.uri, range: site.origin.range };
      return whyNotRewritten(snapshot, [{ at, reason: edit }], caller.directory);
    }
    edits.push({ uri: site.uri, edit });
  }
  const repeated = repeatedKeys(call);
  for (const { place, path, step, uri } of addressMentions(snapshot, caller, key)) {
    if (place === "moved.from" || place === "moved.to") continue;
    const at = path.steps[step];
    const inner = path.steps[step + 1];
    const next = inner && tools.names.get(inner.key);
    const where = placeText(snapshot, { uri, range: path.range }, caller.directory);
    if (!at || !inner || next === undefined) {
      if (inner && place === "removed.from") continue;
      return `A reference at ${where} cannot be rewritten: it names the call itself.`;
    }
    const isCounted = call.condition?.name === "count" && !repeated.has(inner.key);
    const instance = isCounted && !isRepeated(place) ? "[0]" : "";
    edits.push({
      uri,
      edit: { range: { start: at.range.start, end: inner.range.end }, newText: next + instance },
    });
  }
  return { edits, locals };
}

/** `removed` blocks and the like name all instances at once. */
function isRepeated(place: string): boolean {
  return place === "removed.from";
}

/** The output that a site reads, and where its name ends. */
function outputRead(
  call: InlinedCall,
  site: ReferenceSite,
): { readonly name: string; readonly end: number; readonly marker: TextRange | undefined } | undefined {
  const [first, second] = site.origin.accessors;
  const isInstance =
    (first?.kind === "index" && first.key === 0) || (first?.kind === "dynamic" && literalNumber(first.key) === 0);
  const marked = first?.kind === "splat" || (call.condition?.name === "count" && isInstance);
  const accessor = marked ? second : first;
  const name =
    accessor?.kind === "attr"
      ? accessor.name
      : accessor?.kind === "index" && marked !== true
        ? accessor.key
        : undefined;
  if (typeof name !== "string" || !call.outputs.has(name) || !accessor) return undefined;
  return { name, end: accessor.range.end, marker: marked ? first?.range : undefined };
}

function rewritten(
  call: InlinedCall,
  tools: ReferenceTools,
  site: ReferenceSite,
  valueFor: (name: string, output: InlinedOutput) => Substitute,
): TextEdit | string {
  const { place, accessors, addressRange } = site.origin;
  if (place === "depends_on" || place === "replace_triggered_by") {
    const objects = objectKeys(call, tools.names);
    if (accessors.length > 0 || place !== "depends_on") return "it depends on a part of the module";
    return objects.length === 0
      ? "it waits for the call, and the module has no object to wait for"
      : { range: addressRange, newText: objects.join(", ") };
  }
  const found = outputRead(call, site);
  const output = found && call.outputs.get(found.name);
  const isSplat = accessors[0]?.kind === "splat";
  if (!found || !output) {
    const [object] = objectKeys(call, tools.names, true);
    const asksLength = isSplat && accessors.length === 1 && isMeasured(site);
    if (asksLength && call.condition && object !== undefined) return { range: addressRange, newText: object };
    if (accessors.length > 0) return "it reads no output of the module by its name";
    return wholeEdit(call, tools, site, valueFor);
  }
  const target = { start: addressRange.start, end: found.end };
  if (!call.condition) {
    return isSplat ? "it reads the call with a splat" : substitution(site, target, valueFor(found.name, output));
  }
  if (output.sensitive) return `its output "${found.name}" is sensitive`;
  const object = objectOutput(tools, output);
  const hasOwn = object !== undefined && repeatedKeys(call).has(object.inner);
  if (hasOwn && isSplat) return `its output "${found.name}" is of an object that is repeated itself`;
  if (!object) return `its output "${found.name}" is not an attribute of one object`;
  const tail = accessors.slice(accessors.findIndex((one) => one.range.end === found.end) + 1);
  if (isSplat) {
    const first = accessors[0];
    const isLegacy = first?.kind === "splat" && first.style === "attr";
    if (isLegacy && tail.some((one) => one.kind !== "attr"))
      return "an index follows its `.*` and would take from each element; write `[*]` first";
    return { range: target, newText: `${object.key}[*]${object.rest}` };
  }
  if (call.condition.name === "enabled" && object.rest === "" && tail.length === 0 && isCaught(site)) {
    return "it catches the error that a missing call gives, and a disabled object is null instead";
  }
  const instance = call.condition.name === "count" && !hasOwn ? "[0]" : "";
  return { range: target, newText: object.key + instance + object.rest };
}

/** True where nothing but the length of the site's list is asked for. */
function isMeasured(site: ReferenceSite): boolean {
  const [first] = consumers(site);
  return first?.parent.kind === "FunctionCallExpr" && first.parent.name === "length";
}

/** The call as a whole: an object of its outputs, or a question about how often it exists. */
function wholeEdit(
  call: InlinedCall,
  tools: ReferenceTools,
  site: ReferenceSite,
  valueFor: (name: string, output: InlinedOutput) => Substitute,
): TextEdit | string {
  const { range } = site.origin;
  if (!call.condition) {
    const items = [...call.outputs].map(([name, output]) => `${name} = ${valueFor(name, output).text}`);
    return { range, newText: items.length === 0 ? "{}" : `{ ${items.join(", ")} }` };
  }
  const [object] = objectKeys(call, tools.names, true);
  const how = wholeUse(site);
  const asksPresence =
    call.condition.name === "count" ? how.kind === "length" || how.kind === "presence" : how.kind === "null-check";
  return asksPresence && object !== undefined
    ? { range, newText: object }
    : "it reads the call as a whole and not one of its outputs";
}

/** An output that is an object, or what is read from one: such outputs are there exactly where the object is. */
function objectOutput(
  tools: ReferenceTools,
  output: InlinedOutput,
): { readonly key: string; readonly inner: string; readonly rest: string } | undefined {
  const expression = output.value.value;
  const { accessors } = accessOf(expression);
  let found: { key: string; inner: string; rest: string } | undefined;
  visitReferences(expression, "expression", [], (origin) => {
    const next = tools.names.get(origin.key);
    const isWhole = origin.range.start === expression.range.start && origin.range.end === expression.range.end;
    if (next === undefined || !isWhole || origin.key.startsWith("local.")) return;
    const isPlain = accessors.every(
      (one) => one.kind === "attr" || (one.kind === "index" && (typeof one.key === "number" || isIdentifier(one.key))),
    );
    if (!isPlain) return;
    found = { key: next, inner: origin.key, rest: output.file.text.slice(origin.addressRange.end, origin.range.end) };
  });
  return found;
}

/** The addresses of the module's objects in the caller; `once` for those that exist once where the call does. */
function objectKeys(call: InlinedCall, names: InlinedNames, once = false): readonly string[] {
  return call.kept.flatMap(({ block }) => {
    if (once && ownRepetition(block)) return [];
    const label = block.labels.map(({ value }) => value).join(".");
    const kind = block.type.name;
    const key = kind === "resource" ? label : ["data", "ephemeral", "module"].includes(kind) ? `${kind}.${label}` : "";
    return names.get(key) ?? [];
  });
}

/** True for a name, or a literal: what may stand in many places. */
function isShort(expression: Expression): boolean {
  return expression.kind === "ScopeTraversalExpr" || expression.kind === "LiteralValueExpr";
}
