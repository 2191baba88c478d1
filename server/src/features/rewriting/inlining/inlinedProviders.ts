// The provider configurations of an inlined module: what its call passes, by the names the caller knows them under.

import { slice } from "../../../base/range.js";
import type { SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import { visitAttributeReferences } from "../../../model/references.js";
import type { Block, BodyItem, ObjectConsExpr, SourceFile } from "../../../syntax/ast.js";
import { quoted } from "../addressPath.js";
import { addMetaArgument } from "../argumentEdits.js";
import { deeper, indentationAt, lineStart, newLineOf } from "../blockEdits.js";
import type { InlinedCall } from "./inlinedCall.js";

/** The edits of the module's blocks, and what becomes of its requirements. */
export interface InlinedProviders {
  readonly edits: readonly { readonly uri: string; readonly edit: TextEdit }[];
  readonly requirements: Requirements;
}

interface Requirements {
  /** Adds to the caller's own `required_providers`. */
  apply(change: SourceChangeBuilder): void;
  /** `terraform` blocks that the caller needs. */
  readonly blocks: readonly string[];
}

/** Rewrites the provider configurations that blocks name; a sentence where one has no name in the caller. */
export function inlinedProviders(call: InlinedCall): InlinedProviders | string {
  const problem = sourceProblem(call);
  if (problem !== undefined) return problem;
  const passed = passedProviders(call);
  const edits: { uri: string; edit: TextEdit }[] = [];
  let refusal: string | undefined;
  for (const { file, block } of call.kept) {
    const visit = (item: BodyItem, around: readonly Block[]): void => {
      if (item.kind === "Block") {
        for (const child of item.body.items) visit(child, [...around, item]);
        return;
      }
      visitAttributeReferences(item, around, (origin) => {
        if (origin.place !== "provider") return;
        const { range } = origin;
        const local = slice(file.text, range);
        const next = passed.get(local);
        if (next !== undefined && next !== local) edits.push({ uri: file.uri, edit: { range, newText: next } });
        else if (next === undefined && origin.address?.kind === "provider" && origin.address.alias !== undefined) {
          refusal ??= `It uses the provider ${local}, which its call does not pass.`;
        }
      });
    };
    visit(block, []);
    const added = implicitProvider(file, block, passed);
    if (typeof added === "string") return added;
    edits.push(...added.map((edit) => ({ uri: file.uri, edit })));
  }
  return refusal ?? { edits, requirements: requirementsOf(call) };
}

/** What the call passes: local names in the module, as texts, with those of the caller. */
function passedProviders({ block, file }: InlinedCall): ReadonlyMap<string, string> {
  const value = argument(block.body, "providers")?.value;
  if (value?.kind !== "ObjectConsExpr") return new Map();
  return new Map(value.items.map((item) => [slice(file.text, item.key.range), slice(file.text, item.value.range)]));
}

/** A block that names no provider has the default one, which the call may have replaced. */
function implicitProvider(
  file: SourceFile,
  block: Block,
  passed: ReadonlyMap<string, string>,
): readonly TextEdit[] | string {
  const replaced = [...passed].filter(([local, next]) => !local.includes(".") && local !== next);
  if (replaced.length === 0) return [];
  if (block.type.name === "module") {
    const own = argument(block.body, "providers")?.value;
    const named = own?.kind === "ObjectConsExpr" ? own.items.map((item) => slice(file.text, item.key.range)) : [];
    const missing = replaced.find(([local]) => !named.includes(local));
    return missing
      ? `It calls a module that inherits ${missing[0]}, which is ${missing[1]} in the caller; pass it there with providers first.`
      : [];
  }
  if (!["resource", "data", "ephemeral"].includes(block.type.name) || argument(block.body, "provider")) return [];
  const type = block.labels[0]?.value ?? "";
  const end = type.indexOf("_");
  const next = passed.get(end < 0 ? type : type.slice(0, end));
  const own = end < 0 ? type : type.slice(0, end);
  return next === undefined || next === own ? [] : addMetaArgument(file, block, { name: "provider", value: next });
}

/** Where the two modules mean different providers by one local name. */
function sourceProblem({ caller, callee, kept }: InlinedCall): string | undefined {
  const names = new Set(callee.requiredProviders.keys());
  for (const { block } of kept) {
    const type = block.labels.length > 1 ? (block.labels[0]?.value ?? "") : "";
    if (type !== "") names.add(type.includes("_") ? type.slice(0, type.indexOf("_")) : type);
  }
  for (const name of names) {
    const source = (of: typeof caller): string =>
      of.requiredProviders.get(name)?.[0]?.fact.source ?? `hashicorp/${name}`;
    const isKnown = caller.requiredProviders.has(name) || caller.declarations.has(`provider.${name}`);
    const implied = isKnown || usesProvider(caller, name);
    if (implied && source(caller) !== source(callee)) return `The two modules mean different providers by ${name}.`;
  }
  return undefined;
}

function usesProvider(module: InlinedCall["caller"], name: string): boolean {
  return ["resource", "data", "ephemeral"].some((kind) =>
    module
      .declarationsOf(kind as "resource")
      .some(({ fact }) => fact.type === name || fact.type?.startsWith(`${name}_`) === true),
  );
}

/** Which of the module's versions the caller must ask for as well. */
function requirementsOf({ caller, callee, calleeFiles, snapshot, file }: InlinedCall): Requirements {
  const lines: { readonly name: string; readonly text: string }[] = [];
  const joins: { readonly name: string; readonly version: string }[] = [];
  for (const [name, [required]] of callee.requiredProviders) {
    const known = caller.requiredProviders.get(name)?.[0]?.fact;
    const { source, version } = required?.fact ?? {};
    if (!known) {
      const parts = [source && `source = ${quoted(source)}`, version && `version = ${quoted(version)}`];
      const written = parts.filter((part) => part !== undefined && part !== "");
      if (written.length > 0) lines.push({ name, text: `${name} = { ${written.join(", ")} }` });
    } else if (version !== undefined && version !== known.version) joins.push({ name, version });
  }
  const home = requiredProvidersBlock(snapshot, caller);
  const own = new Set(caller.files.flatMap(({ facts }) => facts.requiredVersions.map(({ text }) => text)));
  const newLine = newLineOf(file.text);
  const blocks: string[] = [];
  for (const { body } of calleeFiles) {
    for (const item of body.items) {
      if (item.kind !== "Block" || item.type.name !== "terraform") continue;
      const value = argument(item.body, "required_version")?.value;
      const text = value && literalString(value);
      if (text !== undefined && !own.has(text)) {
        blocks.push(`terraform {${newLine}  required_version = ${quoted(text)}${newLine}}`);
      }
    }
  }
  if (!home && lines.length > 0) {
    const entries = lines.map(({ text }) => `    ${text}${newLine}`).join("");
    blocks.unshift(`terraform {${newLine}  required_providers {${newLine}${entries}  }${newLine}}`);
  }
  return {
    blocks,
    apply(change) {
      if (!home) return;
      for (const { name, version } of joins) joinVersion(change, home, name, version);
      const close = home.block.closeBrace;
      if (lines.length === 0 || !close) return;
      const at = lineStart(home.file.text, close.start);
      const inner = deeper(indentationAt(home.file.text, home.block.range.start));
      const ownLine = newLineOf(home.file.text);
      change.insert(home.file.uri, at, lines.map(({ text }) => `${inner}${text}${ownLine}`).join(""));
    },
  };
}

function requiredProvidersBlock(
  snapshot: InlinedCall["snapshot"],
  module: InlinedCall["caller"],
): { readonly file: SourceFile; readonly block: Block } | undefined {
  for (const { entry } of module.files) {
    const file = snapshot.file(entry.uri);
    for (const item of file?.body.items ?? []) {
      const block =
        item.kind === "Block" && item.type.name === "terraform"
          ? nestedBlock(item.body, "required_providers")
          : undefined;
      if (file && block) return { file, block };
    }
  }
  return undefined;
}

/** Lets the caller ask for the module's version constraint beside its own. */
function joinVersion(
  change: SourceChangeBuilder,
  { file, block }: { readonly file: SourceFile; readonly block: Block },
  name: string,
  version: string,
): void {
  const entry = argument(block.body, name)?.value;
  if (!entry) return;
  const object = entry.kind === "ObjectConsExpr" ? entry : undefined;
  const current = object ? object.items.find((item) => item.name === "version")?.value : entry;
  const text = current && literalString(current);
  if (current && text !== undefined) {
    const isThere = text.split(",").some((part) => part.trim() === version.trim());
    if (!isThere) change.replace(file.uri, current.range, quoted(`${text}, ${version}`));
  } else if (object && !current) addVersion(change, file, object, version);
}

function addVersion(change: SourceChangeBuilder, file: SourceFile, object: ObjectConsExpr, version: string): void {
  const last = object.items[object.items.length - 1];
  if (!last) return;
  const isSpread = file.text.slice(object.range.start, last.range.start).includes("\n");
  const separator = isSpread ? newLineOf(file.text) + indentationAt(file.text, last.range.start) : ", ";
  change.insert(file.uri, last.range.end, `${separator}version = ${quoted(version)}`);
}
