// What Terragrunt's units come to before and after an edit: their inputs, their module, the place of their state, …

import { blockFingerprint, fingerprint } from "../../server/src/features/similarity/fingerprint.js";
import { evaluate } from "../../server/src/model/evaluate/evaluate.js";
import { nestedBlock } from "../../server/src/model/extract.js";
import { isTemplate } from "../../server/src/model/terragrunt/generatedUnits.js";
import { type Json, plainTerm, termOfValue } from "../../server/src/model/terragrunt/term.js";
import type { Unit } from "../../server/src/model/terragrunt/unit.js";
import { terragruntWorkspace } from "../../server/src/model/terragrunt/workspace.js";
import { directoryOf } from "../../server/src/model/uri.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import type { Body, BodyItem } from "../../server/src/syntax/ast.js";
import { casePath } from "./workspace.js";

/** Each unit, also those that stacks generate, by its path, with its configuration as plain data. */
export function renderedUnits(
  snapshot: WorkspaceSnapshot,
  render: (unit: Unit) => unknown = (unit) => unit.render(),
): Readonly<Record<string, unknown>> {
  const workspace = terragruntWorkspace(snapshot);
  const rendered: Record<string, unknown> = {};
  for (const directory of [...workspace.unitDirectories, ...workspace.generatedUnits.keys()].sort()) {
    // A directory that a stack copies from is no unit of its own.
    const isCatalog = [...workspace.generatedUnits.values()].some(({ uri }) => uri === `${directory}/terragrunt.hcl`);
    const isIncluded = workspace.includedBy(`${directory}/terragrunt.hcl`).length > 0;
    const unit = workspace.unit(directory);
    if (unit && !isCatalog && !isIncluded && !isTemplate(unit)) rendered[casePath(directory)] = render(unit);
  }
  return rendered;
}

/**
 * Each unit with what OpenTofu is run on: the blocks that stand beside it and those that Terragrunt generates, whichever
 * of the two each is, and where the state is kept, whether a backend or `remote_state` says so.
 */
export function runUnits(
  snapshot: WorkspaceSnapshot,
  parse: (text: string) => Body,
): Readonly<Record<string, unknown>> {
  return renderedUnits(snapshot, (unit) => {
    const { generate, remote_state: state, ...rest } = unit.render() as Record<string, Json>;
    const bodies: Body[] = [];
    // A stack copies the whole folder of a unit that it generates.
    const folders = [...new Set([unit.directory, directoryOf(unit.uri)])];
    for (const entry of folders.flatMap((folder) => [...(snapshot.directories.get(folder)?.files.values() ?? [])])) {
      if (entry.type?.kind === "configuration") bodies.push(parse(entry.text));
    }
    for (const generated of Object.values(isObject(generate) ? generate : {})) {
      if (isObject(generated) && generated.disable !== true && typeof generated.contents === "string")
        bodies.push(parse(generated.contents));
    }
    const blocks: string[] = [];
    let kept: unknown = isObject(state) ? { backend: state.backend, config: state.config } : undefined;
    for (const item of bodies.flatMap(({ items }) => items)) {
      if (item.kind !== "Block") continue;
      const backend = item.type.name === "terraform" ? nestedBlock(item.body, "backend") : undefined;
      if (!backend) {
        if (item.type.name !== "terraform") blocks.push(`${item.type.name} ${fingerprintOf(item)}`);
        else for (const other of item.body.items) blocks.push(`terraform ${fingerprintOf(other)}`);
        continue;
      }
      const config = backend.body.items.flatMap((each) =>
        each.kind === "Attribute"
          ? [[each.name.name, plainTerm(termOfValue(evaluate(each.value).value))] as const]
          : [],
      );
      kept = { backend: backend.labels[0]?.value, config: Object.fromEntries(config) };
      for (const other of item.body.items) {
        if (other !== backend) blocks.push(`terraform ${fingerprintOf(other)}`);
      }
    }
    return { ...rest, blocks: blocks.sort(), state: kept };
  });
}

function fingerprintOf(item: BodyItem): string {
  if (item.kind === "Attribute") return `${item.name.name} ${fingerprint(item.value).exact}`;
  const labels = item.labels.map(({ value }) => value).join(" ");
  return `${item.type.name} ${labels} ${blockFingerprint(item, item.labels.length).exact}`;
}

function isObject(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
