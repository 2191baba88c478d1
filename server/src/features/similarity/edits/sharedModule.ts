// M-2: a module for the local values or data sources that several modules declare alike. Each of them calls it and
// reads its outputs; what the declarations read of their module is passed.

import { slice } from "../../../base/range.js";
import { type FileRange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import type { Module } from "../../../model/module.js";
import { type ReferenceOrigin, visitAttributeReferences } from "../../../model/references.js";
import { directoryOf, nameOf, relativePath } from "../../../model/uri.js";
import type { Attribute, Block, BodyItem, SourceFile } from "../../../syntax/ast.js";
import { variablesText, versionsText } from "../../refactors/extraction/extractedFiles.js";
import { providerOf } from "../../refactors/extraction/extractedInputs.js";
import { quoted } from "../../rewriting/addressPath.js";
import { differencesOf } from "../../rewriting/antiUnify.js";
import { appendBehind, surroundings, wholeLines } from "../../rewriting/blockEdits.js";
import { type Conversion, refused, replaced, unchanged } from "../../rewriting/conversion.js";
import { sameExpression } from "../../rewriting/expressionShape.js";
import { hiddenReferences, placeText, rewriteReferences } from "../../rewriting/referenceRewriter.js";
import { commonDirectory, grouped } from "../suggestion.js";
import type { EditContext, EditOutcome } from "./edit.js";

/** A declaration that goes: a local value's argument, or a data source's block. */
interface Declared {
  readonly key: string;
  readonly file: SourceFile;
  readonly block: Block;
  readonly attribute: Attribute | undefined;
}

/** One of the modules, with what goes from it and what that reads. */
interface Sharer {
  readonly module: Module;
  readonly declared: readonly Declared[];
}

/** An input of the new module: what it is called there, and the reference that each call passes. */
interface Passed {
  readonly name: string;
  readonly value: string;
}

interface Plan {
  readonly name: string;
  readonly directory: string;
  readonly sharers: readonly Sharer[];
  readonly inputs: readonly Passed[];
  readonly aliases: readonly string[];
  /** Edits within the first module's declarations, by file. */
  readonly own: ReadonlyMap<string, readonly TextEdit[]>;
  /** The outputs that some module reads. */
  readonly outputs: readonly string[];
  /** Edits of references, by file. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly versions: string;
}

export function toSharedModule(ctx: EditContext): EditOutcome {
  const plan = planOf(ctx);
  if (typeof plan === "string") return { refused: plan };
  return {
    refactor: "shared-module",
    title: `Share ${plan.sharers[0]?.declared.length} declarations of ${plan.sharers.length} modules in one`,
    build: () => {
      const change = new SourceChangeBuilder();
      const create = (name: string, content: string): void => {
        if (content !== "") change.operation({ kind: "create", uri: `${plan.directory}/${name}`, content });
      };
      create("main.tf", mainText(plan));
      create("variables.tf", variablesText(plan.inputs.map(({ name, value }) => ({ name, value, type: undefined }))));
      const outputs = plan.outputs.map((key) => `output "${outputName(key)}" {\n  value = ${key}\n}\n`);
      create("outputs.tf", outputs.join("\n"));
      create("versions.tf", plan.versions);
      for (const [uri, list] of plan.edits) for (const edit of list) change.replace(uri, edit.range, edit.newText);
      for (const sharer of plan.sharers) takeOut(change, sharer, plan);
      return change.build();
    },
  };
}

function planOf(ctx: EditContext): Plan | string {
  const { snapshot } = ctx;
  const [sites, ...others] = grouped(ctx.suggestion.sites, ({ uri }) => directoryOf(uri));
  const first = sites ? sharerOf(ctx, sites) : "The edit does not apply here.";
  if (typeof first === "string") return first;
  const keys = first.declared.map(({ key }) => key);
  // What one module's declarations read is what all of them do: the others need not be looked at where it stays behind.
  const read = readFrom(first, new Set(keys));
  if (typeof read === "string") return read;
  const sharers: Sharer[] = [first];
  for (const group of others) {
    const sharer = sharerOf(ctx, group);
    if (typeof sharer === "string") return sharer;
    if (!areSame(first.declared, sharer.declared)) return "The declarations are not written alike.";
    sharers.push(sharer);
  }
  const versions = sharers.map(({ module }) => versionsText(module, { ...read, inputs: [], edits: [] }));
  if (versions.some((text) => text !== versions[0])) return "The modules take a provider from different sources.";
  const above = commonDirectory(sharers.map(({ module }) => module.directory));
  const parent = nameOf(above) === "modules" ? above : `${above}/modules`;
  const isTaken = (name: string): boolean =>
    snapshot.directories.has(`${parent}/${name}`) ||
    sharers.some(({ module }) => module.declarations.has(`module.${name}`));
  let name = "shared";
  for (let n = 2; isTaken(name); n++) name = `shared_${n}`;
  const edits = new Map<string, TextEdit[]>();
  const outputs = new Set<string>();
  for (const sharer of sharers) {
    const hidden = hiddenReferences(snapshot, sharer.module, keys);
    if (hidden) return hidden;
    for (const { key } of sharer.declared) {
      const rewritten = rewriteReferences(
        snapshot,
        sharer.module,
        key,
        intoOutput(key, name, sharer, () => outputs.add(key)),
      );
      if ("refusals" in rewritten) {
        const [refusal] = rewritten.refusals;
        return refusal
          ? `A reference at ${placeText(snapshot, refusal.at)} cannot be rewritten: ${refusal.reason}.`
          : "";
      }
      for (const [uri, more] of rewritten.edits) edits.set(uri, [...(edits.get(uri) ?? []), ...more]);
    }
  }
  const directory = `${parent}/${name}`;
  const sorted = keys.filter((key) => outputs.has(key));
  return { name, directory, sharers, ...read, outputs: sorted, edits, versions: versions[0] ?? "" };
}

/** One module with its declarations, sorted; a sentence where one of them is not there alone. */
function sharerOf({ snapshot }: EditContext, sites: readonly FileRange[]): Sharer | string {
  const module = snapshot.module(directoryOf(sites[0]?.uri ?? ""));
  if (!module) return "The edit does not apply here.";
  const declared = sites.flatMap(({ uri, range }): Declared[] => {
    const file = snapshot.file(uri);
    const block = file?.body.items.find(
      (item): item is Block => item.kind === "Block" && item.range.start <= range.start && range.end <= item.range.end,
    );
    if (!file || !block) return [];
    if (block.type.name === "data") {
      return [{ key: `data.${block.labels.map(({ value }) => value).join(".")}`, file, block, attribute: undefined }];
    }
    const attribute = block.body.items.find(
      (item): item is Attribute => item.kind === "Attribute" && item.range.start === range.start,
    );
    return attribute ? [{ key: `local.${attribute.name.name}`, file, block, attribute }] : [];
  });
  for (const { key } of declared) {
    if ((module.declarations.get(key)?.length ?? 0) !== 1) return `${key} is declared more than once.`;
    if (module.overriding.has(key)) return `An override file changes ${key}.`;
  }
  return { module, declared: [...declared].sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

function areSame(a: readonly Declared[], b: readonly Declared[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const other = b[i];
      if (!other || one.key !== other.key) return false;
      const texts = [one.file.text, other.file.text];
      if (one.attribute && other.attribute) {
        return sameExpression(one.file.text, one.attribute.value, other.file.text, other.attribute.value);
      }
      return differencesOf(texts, [one.block, other.block])?.length === 0;
    })
  );
}

/** What the declarations read of their module; a sentence where something cannot be passed. */
function readFrom(
  { declared }: Sharer,
  keys: ReadonlySet<string>,
):
  | {
      readonly inputs: readonly Passed[];
      readonly aliases: readonly string[];
      readonly providers: ReadonlySet<string>;
      readonly own: ReadonlyMap<string, readonly TextEdit[]>;
    }
  | string {
  const inputs: Passed[] = [];
  const aliases = new Set<string>();
  const providers = new Set<string>();
  const own = new Map<string, TextEdit[]>();
  let problem: string | undefined;
  const read = (file: SourceFile, origin: ReferenceOrigin): void => {
    const { address, addressRange, place, range } = origin;
    if (origin.base.root.name === "path") problem ??= "A declaration reads path, which is another folder in a module.";
    if (!address || keys.has(origin.key)) return;
    if (place === "provider" && address.kind === "provider") {
      providers.add(address.name);
      if (address.alias !== undefined) aliases.add(slice(file.text, range));
      return;
    }
    if (address.kind !== "variable" && address.kind !== "local") {
      problem ??= `A declaration reads ${origin.key}, which stays behind.`;
      return;
    }
    let input = inputs.find(({ value }) => value === origin.key);
    if (!input) {
      const isTaken = inputs.some(({ name }) => name === address.name);
      input = { name: isTaken ? `${address.kind}_${address.name}` : address.name, value: origin.key };
      inputs.push(input);
    }
    own.set(file.uri, [...(own.get(file.uri) ?? []), { range: addressRange, newText: `var.${input.name}` }]);
  };
  for (const { file, block, attribute } of declared) {
    const visit = (item: BodyItem, around: readonly Block[]): void => {
      if (item.kind === "Attribute") visitAttributeReferences(item, around, (origin) => read(file, origin));
      else for (const child of item.body.items) visit(child, [...around, item]);
    };
    if (attribute) visit(attribute, [block]);
    else {
      visit(block, []);
      const isNamed = block.body.items.some((item) => item.kind === "Attribute" && item.name.name === "provider");
      if (!isNamed) providers.add(providerOf(block.labels[0]?.value ?? ""));
    }
  }
  return problem ?? { inputs, aliases: [...aliases].sort(), providers, own };
}

function outputName(key: string): string {
  const [kind, ...names] = key.split(".");
  return kind === "local" ? names.join("_") : ["data", ...names].join("_");
}

/** Blocks that are read before any module is. */
const staticBlocks = new Set(["terraform", "variable", "language"]);

/** References to a declaration that becomes an output of the call. */
function intoOutput(key: string, name: string, { declared }: Sharer, onUse: () => void): Conversion {
  const isInside = (blocks: readonly Block[], attribute: Attribute | undefined): boolean =>
    declared.some((one) => (one.attribute ? one.attribute === attribute : one.block === blocks[0]));
  return {
    before: "single",
    isModule: true,
    use(site) {
      const { blocks, attribute } = site;
      if (isInside(blocks, attribute)) return unchanged;
      const outer = blocks[0]?.type.name ?? "";
      const isEarly =
        staticBlocks.has(outer) ||
        (outer === "module" && blocks.length === 1 && ["source", "version"].includes(attribute.name.name)) ||
        (outer === "provider" && attribute.name.name === "for_each");
      if (isEarly) return refused("it is read before any module is");
      onUse();
      return replaced(site.origin.addressRange, `module.${name}.${outputName(key)}`);
    },
    address: ({ range, place, blocks }) => {
      if (isInside(blocks, undefined)) return unchanged;
      return place === "depends_on" ? replaced(range, `module.${name}`) : refused("it names the object by its address");
    },
  };
}

/** The new module's declarations: local values in one block, then data sources. */
function mainText({ sharers, own }: Plan): string {
  const declared = sharers[0]?.declared ?? [];
  const textOf = (file: SourceFile, node: Attribute | Block): string => {
    const edits = (own.get(file.uri) ?? []).filter(
      ({ range }) => node.range.start <= range.start && range.end <= node.range.end,
    );
    const shifted = edits.map(({ range, newText }) => ({
      range: { start: range.start - node.range.start, end: range.end - node.range.start },
      newText,
    }));
    return applyEdits(slice(file.text, node.range), shifted);
  };
  const locals = declared.flatMap(({ file, block, attribute }) =>
    attribute
      ? [...surroundings(file, attribute, block).leading, textOf(file, attribute)].map((line) => `  ${line}`)
      : [],
  );
  const data = declared.flatMap(({ file, block, attribute }) =>
    attribute ? [] : [[...surroundings(file, block).leading, textOf(file, block)].join("\n")],
  );
  const parts = [...(locals.length > 0 ? [`locals {\n${locals.join("\n")}\n}`] : []), ...data];
  return `${parts.join("\n\n")}\n`;
}

/** Takes the declarations out of a module and calls the new one in the place of the first. */
function takeOut(change: SourceChangeBuilder, { module, declared }: Sharer, plan: Plan): void {
  const gone = new Set(declared.map(({ attribute, block }) => attribute ?? block));
  const blocks = [...new Set(declared.map(({ block }) => block))];
  const text = callText(module.directory, plan);
  for (const [i, block] of blocks.entries()) {
    const file = declared.find((one) => one.block === block)?.file;
    if (!file) continue;
    const isWhole = gone.has(block) || block.body.items.every((item) => gone.has(item as Attribute));
    if (isWhole && i === 0) change.replace(file.uri, block.range, text);
    else if (isWhole) change.remove(file.uri, wholeLines(file, block));
    else {
      for (const item of block.body.items) {
        if (!gone.has(item as Attribute)) continue;
        change.remove(file.uri, surroundings(file, item, block).lines ?? item.range);
      }
      const added = i === 0 ? appendBehind(file, block, text) : undefined;
      if (added) change.replace(file.uri, added.range, added.newText);
    }
  }
}

function callText(from: string, { name, directory, inputs, aliases }: Plan): string {
  const width = Math.max(0, ...inputs.map((input) => input.name.length));
  const parts = [
    [`  source = ${quoted(relativePath(from, directory))}`],
    inputs.map((input) => `  ${input.name.padEnd(width)} = ${input.value}`),
    aliases.length === 0 ? [] : ["  providers = {", ...aliases.map((alias) => `    ${alias} = ${alias}`), "  }"],
  ];
  const body = parts.filter((part) => part.length > 0).map((part) => part.join("\n"));
  return [`module "${name}" {`, body.join("\n\n"), "}"].join("\n");
}
