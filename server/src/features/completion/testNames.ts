// Names that only test files have: outputs of the run itself, and of those before it.

import type { TextRange } from "../../base/range.js";
import { literalString } from "../../model/access.js";
import { argument, nestedBlock } from "../../model/extract.js";
import type { Module } from "../../model/module.js";
import type { Block } from "../../syntax/ast.js";
import type { CompletionRequest } from "./complete.js";
import type { ValuePlace } from "./context.js";
import type { CompletionItem } from "./item.js";

/** Whole references to outputs of this run and of earlier ones. */
export function testItems(request: CompletionRequest, where: ValuePlace, range: TextRange): CompletionItem[] {
  if (request.entry.type?.kind !== "test") return [];
  const own = outputs(request, where.blocks[0]).map((output) => item(`output.${output.label}`, output.detail, range));
  const before = earlierRuns(request, where).flatMap((run) => {
    const name = run.labels[0]?.value ?? "";
    return outputs(request, run).map((output) => item(`run.${name}.${output.label}`, output.detail, range));
  });
  return [...own, ...before];
}

/** The next step behind `run` or `output` and some names; undefined outside of test files and for any other root. */
export function testSteps(
  request: CompletionRequest,
  where: ValuePlace,
  root: string,
  names: readonly string[],
  range: TextRange,
): CompletionItem[] | undefined {
  if (request.entry.type?.kind !== "test" || (root !== "run" && root !== "output")) return undefined;
  const [name, ...more] = names;
  if (root === "output") return name === undefined ? listed(request, where.blocks[0], range) : [];
  const runs = earlierRuns(request, where);
  if (name === undefined) return runs.map((run) => item(run.labels[0]?.value ?? "", "run", range));
  const run = runs.find(({ labels }) => labels[0]?.value === name);
  return run && more.length === 0 ? listed(request, run, range) : [];
}

function listed(request: CompletionRequest, run: Block | undefined, range: TextRange): CompletionItem[] {
  return outputs(request, run).map(({ label, detail }) => item(label, detail, range));
}

function item(label: string, detail: string, range: TextRange): CompletionItem {
  return { label, kind: "output", detail, range, text: label, rank: 2 };
}

/** The runs above the one that holds the cursor. */
function earlierRuns({ file }: CompletionRequest, where: ValuePlace): Block[] {
  const [own] = where.blocks;
  return file.body.items.filter(
    (each): each is Block =>
      each.kind === "Block" && each.type.name === "run" && each.range.start < (own?.range.start ?? 0),
  );
}

/** The outputs of the module that a run speaks of: the tested one, or that of its `module` block. */
function outputs(request: CompletionRequest, run: Block | undefined): { label: string; detail: string }[] {
  const module = run && moduleOfRun(request, run);
  return [...(module?.declarationsOf("output") ?? [])].map(({ fact }) => ({
    label: fact.name,
    detail: fact.description ?? "output",
  }));
}

function moduleOfRun({ snapshot, module }: CompletionRequest, run: Block): Module | undefined {
  const other = nestedBlock(run.body, "module");
  const source = other && argument(other.body, "source");
  return other ? snapshot.callee(module, source && literalString(source.value)) : module;
}
