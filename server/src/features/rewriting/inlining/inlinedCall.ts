// What an inlining is about: a module call, the module that it calls, and the blocks that are taken over.

import { slice } from "../../../base/range.js";
import { literalString } from "../../../model/access.js";
import { argument, nestedBlock, repetition } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { nameOf, resolveUri } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, SourceFile } from "../../../syntax/ast.js";
import { type Condition, conditionOf, toggleOf } from "../conditions.js";
import { localValues } from "../declarationNodes.js";
import { hiddenReferences } from "../referenceRewriter.js";

/** The condition of a call that exists once or not at all. */
export interface CallCondition {
  readonly name: "count" | "enabled";
  readonly attribute: Attribute;
  readonly condition: Condition;
}

export interface InlinedCall {
  readonly snapshot: WorkspaceSnapshot;
  readonly caller: Module;
  /** The file and block of the call, and the call's address key. */
  readonly file: SourceFile;
  readonly block: Block;
  readonly key: string;
  readonly condition: CallCondition | undefined;
  readonly callee: Module;
  readonly calleeFiles: readonly SourceFile[];
  /** The top-level blocks that are taken over, in the order of files and text. */
  readonly kept: readonly { readonly file: SourceFile; readonly block: Block }[];
  readonly outputs: ReadonlyMap<string, InlinedOutput>;
}

/** An output value of the module. */
export interface InlinedOutput {
  readonly file: SourceFile;
  readonly block: Block;
  readonly value: Attribute;
  readonly sensitive: boolean;
}

/** Blocks that go over as they are; what else a module has is named in a refusal. */
const keptTypes = new Set(["resource", "data", "ephemeral", "module", "locals", "check", "moved", "removed"]);

/** Reads what there is to inline; a sentence where the call or its module rules it out. */
export function readCall(
  snapshot: WorkspaceSnapshot,
  caller: Module,
  file: SourceFile,
  block: Block,
): InlinedCall | string {
  const name = block.labels[0]?.value ?? "";
  const key = `module.${name}`;
  if (!caller.files.some(({ entry }) => entry.uri === file.uri))
    return "An override file only changes blocks; go to the file that declares it.";
  if ((caller.declarations.get(key)?.length ?? 0) !== 1)
    return `${key} is declared more than once; keep one declaration first.`;
  if (caller.overriding.has(key)) return `An override file changes ${key}.`;
  const callee = snapshot.callee(caller, caller.declaration(key)?.fact.source);
  if (!callee) return "Its module is not in this workspace.";
  const hidden = hiddenReferences(snapshot, caller, [key]) ?? unreadable(snapshot, callee);
  if (hidden) return hidden;
  const waits = argument(block.body, "depends_on");
  if (waits && waits.value.kind !== "TupleConsExpr") return "Its depends_on is not written as a list.";
  const condition = conditionOfCall(snapshot, caller, file, block);
  if (typeof condition === "string") return condition;
  const calleeFiles = callee.files.flatMap(({ entry }) => snapshot.file(entry.uri) ?? []);
  const kept: { file: SourceFile; block: Block }[] = [];
  const outputs = new Map<string, InlinedOutput>();
  for (const one of calleeFiles) {
    for (const item of one.body.items) {
      if (item.kind !== "Block") return `${nameOf(one.uri)} has an argument outside of its blocks.`;
      const problem = takeBlock(one, item, kept, outputs);
      if (problem !== undefined) return problem;
    }
  }
  return { snapshot, caller, file, block, key, condition, callee, calleeFiles, kept, outputs };
}

/** Why not all of a module can be seen. */
function unreadable(snapshot: WorkspaceSnapshot, callee: Module): string | undefined {
  if (callee.overrides.length > 0) return "Its module has override files, which are not rewritten.";
  for (const { entry, facts } of callee.files) {
    if (facts.hasErrors) return `${entry.name} of its module has syntax errors.`;
  }
  for (const entry of snapshot.directories.get(callee.directory)?.files.values() ?? []) {
    if (entry.name.endsWith(".tf.json") || entry.name.endsWith(".tofu.json")) {
      return `Its module has ${entry.name}, and JSON files are not rewritten.`;
    }
  }
  return undefined;
}

function conditionOfCall(
  snapshot: WorkspaceSnapshot,
  caller: Module,
  file: SourceFile,
  block: Block,
): CallCondition | undefined | string {
  const lifecycle = nestedBlock(block.body, "lifecycle");
  switch (repetition(block.body)) {
    case undefined:
      return undefined;
    case "for_each":
      return "It has for_each, which each block of the module would need.";
    case "count": {
      const attribute = argument(block.body, "count");
      const condition = attribute && toggleOf(attribute.value, file.text, localValues(snapshot, caller));
      if (!attribute || !condition) return "Its count is not provably 0 or 1.";
      return { name: "count", attribute, condition };
    }
    case "enabled": {
      const attribute = lifecycle && argument(lifecycle.body, "enabled");
      return attribute && { name: "enabled", attribute, condition: conditionOf(attribute.value, file.text) };
    }
  }
}

function takeBlock(
  file: SourceFile,
  block: Block,
  kept: { file: SourceFile; block: Block }[],
  outputs: Map<string, InlinedOutput>,
): string | undefined {
  const label = block.labels[0]?.value ?? "";
  switch (block.type.name) {
    case "variable":
      return undefined;
    case "output": {
      const value = argument(block.body, "value");
      if (!value || outputs.has(label)) return `Its output "${label}" has no value, or is declared twice.`;
      if (nestedBlock(block.body, "precondition"))
        return `Its output "${label}" has a precondition, which would be lost.`;
      if (argument(block.body, "depends_on")) return `Its output "${label}" has depends_on, which would be lost.`;
      if (argument(block.body, "ephemeral")) return `Its output "${label}" is ephemeral.`;
      const mark = argument(block.body, "sensitive")?.value;
      // A text that says true or false is converted.
      const said = mark && (literalString(mark) ?? slice(file.text, mark.range));
      if (said !== undefined && said !== "true" && said !== "false")
        return `Its output "${label}" has a mark sensitive that is no plain true or false.`;
      outputs.set(label, { file, block, value, sensitive: said === "true" });
      return undefined;
    }
    case "terraform":
      for (const item of block.body.items) {
        const what = item.kind === "Block" ? item.type.name : item.name.name;
        if (what !== "required_providers" && what !== "required_version")
          return `Its module has the setting terraform.${what}, which the caller would get.`;
      }
      return undefined;
    case "provider":
      return "Its module configures a provider of its own; let the caller configure it and pass it first.";
    default:
      if (!keptTypes.has(block.type.name))
        return `Its module has a block of the type ${block.type.name}, which cannot go into the caller.`;
      kept.push({ file, block });
      return undefined;
  }
}

/** True where a test of the caller runs the module by itself. */
export function isTestedAlone(snapshot: WorkspaceSnapshot, caller: Module, callee: Module): boolean {
  return snapshot.testsOf(caller).some(({ entry }) =>
    (snapshot.file(entry.uri)?.body.items ?? []).some((run) => {
      const module = run.kind === "Block" && run.type.name === "run" ? nestedBlock(run.body, "module") : undefined;
      const source = module && argument(module.body, "source");
      const text = source && literalString(source.value);
      return text !== undefined && resolveUri(caller.directory, text) === callee.directory;
    }),
  );
}
