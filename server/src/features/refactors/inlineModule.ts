// # inline-module
//
// Puts the blocks of a local module into its caller, with the arguments for its inputs and its outputs' expressions for the outputs; where nobody else calls it, its files are deleted.
//
// `main.tf`:
// ```hcl
// variable "size" {
//   type = number
// }
//
// module "web" <|>{
//   source = "./modules/web"
//
//   size = var.size
// }
//
// output "web" {
//   value = module.web.id
// }
// ```
//
// `modules/web/main.tf`:
// ```hcl
// variable "size" {
//   type = number
// }
//
// resource "terraform_data" "web" {
//   input = var.size
// }
//
// output "id" {
//   value = terraform_data.web.id
// }
// ```
// ->
// `main.tf`:
// ```hcl
// variable "size" {
//   type = number
// }
//
// resource "terraform_data" "web" {
//   input = var.size
// }
//
// output "web" {
//   value = terraform_data.web.id
// }
// ```
//
// `modules/web/main.tf`:
// ```hcl
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = module.web.terraform_data.web
//   to   = terraform_data.web
// }
// ```
import { slice, type TextRange } from "../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { applyEdits, areDisjoint, type TextEdit } from "../../base/textEdit.js";
import { literalString } from "../../model/access.js";
import { argument } from "../../model/extract.js";
import { isLocalSource } from "../../model/moduleCalls.js";
import { nameOf } from "../../model/uri.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { newLineOf, surroundings, wholeBlock } from "../rewriting/blockEdits.js";
import { conditionExpressions } from "../rewriting/conditions.js";
import { type FileEdit, inlinedBody } from "../rewriting/inlining/inlinedBody.js";
import { type InlinedCall, isTestedAlone, readCall } from "../rewriting/inlining/inlinedCall.js";
import { inlinedInputs } from "../rewriting/inlining/inlinedInputs.js";
import { inlinedMoves } from "../rewriting/inlining/inlinedMoves.js";
import { inlinedNames } from "../rewriting/inlining/inlinedNames.js";
import { inlinedProviders } from "../rewriting/inlining/inlinedProviders.js";
import { inlinedReferences } from "../rewriting/inlining/inlinedReferences.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { bringsMistakes, newMistake } from "../rewriting/newMistakes.js";
import { sensitivityOf } from "../rewriting/sensitivity.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { blockAtHeader } from "./singleToForEach.js";

const title = "Inline the module call";

export const inlineModule: Refactor = {
  id: "inline-module",
  title,
  kind: "refactor.inline",
  inverse: "extract-module",
  unattended: false,
  run(ctx) {
    const block = blockAtHeader(ctx);
    if (block?.type.name !== "module" || block.labels.length !== 1) return;
    const source = argument(block.body, "source")?.value;
    const path = source && literalString(source);
    if (path === undefined || !isLocalSource(path)) return;
    const call = readCall(ctx.snapshot, ctx.module, ctx.file, block);
    const planned = typeof call === "string" ? call : plan(ctx, call);
    if (typeof planned === "string") {
      ctx.refuse(title, block.header, planned);
      return;
    }
    const merged = typeof call === "string" ? [] : [call.callee];
    if (bringsMistakes(ctx, ctx.module, planned.build(), merged)) {
      ctx.refuse(title, block.header, newMistake);
      return;
    }
    const assumes =
      planned.assumptions.length === 0 ? "" : ` (assumes that ${planned.assumptions.join(", and that ")})`;
    ctx.offer((planned.deletes ? `${title} and delete its module` : title) + assumes, block.header, planned.build);
  },
};

interface Planned {
  /** True where the module's files go: nobody else uses them. */
  readonly deletes: boolean;
  /** What must hold that nothing here can prove, each as the rest of a sentence. */
  readonly assumptions: readonly string[];
  readonly build: () => SourceChange;
}

function plan(ctx: RefactorContext, call: InlinedCall): Planned | string {
  const { snapshot, caller, callee, file, block } = call;
  const names = inlinedNames(call);
  const taken = new Set(names.values());
  const freeLocal = (wanted: string): string => {
    const own = (name: string): boolean => taken.has(`local.${name}`) || caller.declarations.has(`local.${name}`);
    let name = wanted;
    for (let n = 2; own(name); n++) name = `${wanted}_${n}`;
    taken.add(`local.${name}`);
    return name;
  };
  const conditional = call.condition && conditionalProblem(call);
  if (conditional !== undefined) return conditional;
  const body = inlinedBody(call, names);
  if (typeof body === "string") return body;
  const inputs = inlinedInputs(call, freeLocal);
  if (typeof inputs === "string") return inputs;
  const providers = inlinedProviders(call);
  if (typeof providers === "string") return providers;
  const moves = inlinedMoves(call, names);
  if (typeof moves === "string") return moves;
  const edits = [...body, ...inputs.edits, ...providers.edits];
  if (
    !call.calleeFiles.every(({ uri }) => areDisjoint(edits.filter((one) => one.uri === uri).map(({ edit }) => edit)))
  ) {
    return "A block of its module stands on one line and needs several more arguments; write it on several lines first.";
  }
  const references = inlinedReferences(call, {
    names,
    freeLocal,
    textOf: (output, { range }) => rewrittenText(output.file, range, edits),
  });
  if (typeof references === "string") return references;
  const problem = newLineProblem(call);
  if (problem !== undefined) return problem;
  const isShared =
    snapshot.callersOf(callee).length > 1 ||
    snapshot.testsOf(callee).length > 0 ||
    isTestedAlone(snapshot, caller, callee) ||
    isNamedByTerragrunt(call);
  const locals = [...inputs.locals, ...references.locals];
  return {
    deletes: !isShared,
    assumptions: inputs.assumptions,
    build() {
      const change = new SourceChangeBuilder();
      for (const { uri, edit } of references.edits) change.replace(uri, edit.range, edit.newText);
      for (const { uri, edit } of moves.edits) change.replace(uri, edit.range, edit.newText);
      providers.requirements.apply(change);
      const newLine = newLineOf(file.text);
      const width = Math.max(0, ...locals.map(({ name }) => name.length));
      const named = locals.map(({ name, text }) => `  ${name.padEnd(width)} = ${text}${newLine}`).join("");
      const texts = [
        ...call.kept.map((one) => blockText(one.file, one.block, edits, newLine)),
        ...(named === "" ? [] : [`locals {${newLine}${named}}`]),
        ...providers.requirements.blocks,
      ];
      const comments = file.comments
        .filter(({ range }) => block.range.start < range.start && range.end < block.range.end)
        .map(({ range }) => slice(file.text, range).trimEnd() + newLine)
        .join("");
      if (texts.length > 0) change.replace(file.uri, block.range, comments + texts.join(newLine + newLine));
      else change.remove(file.uri, wholeBlock(file, block));
      placeMoves(change, snapshot, caller, moves.added, ctx.options.movedBlocks, { file, block });
      if (!isShared) for (const { entry } of callee.files) change.operation({ kind: "delete", uri: entry.uri });
      return change.confirm().build();
    },
  };
}

/** What cannot be made conditional with the call's condition. */
function conditionalProblem({ snapshot, caller, condition, kept }: InlinedCall): string | undefined {
  for (const { block } of kept) {
    if (block.type.name === "check") return "Its module has checks, which would be made even while the call is off.";
  }
  const isSensitive =
    condition &&
    [...conditionExpressions(condition.condition)].some(
      (expression) => sensitivityOf(snapshot, caller, expression).kind !== "never",
    );
  const hasLocals = kept.some(({ block }) => block.type.name === "locals");
  return isSensitive && hasLocals ? "Its local values would be as sensitive as its condition." : undefined;
}

/** A text of the module with the edits that lie in it. */
function rewrittenText(file: SourceFile, range: TextRange, edits: readonly FileEdit[]): string {
  const inside: TextEdit[] = edits
    .filter(({ uri, edit }) => uri === file.uri && range.start <= edit.range.start && edit.range.end <= range.end)
    .map(({ edit }) => ({
      range: { start: edit.range.start - range.start, end: edit.range.end - range.start },
      newText: edit.newText,
    }));
  return applyEdits(slice(file.text, range), inside);
}

/** A block with its comments, as it stands in the caller. */
function blockText(file: SourceFile, block: Block, edits: readonly FileEdit[], newLine: string): string {
  const lines = surroundings(file, block).lines ?? block.range;
  const text = rewrittenText(file, lines, edits).trimEnd();
  return newLineOf(file.text) === newLine ? text : text.split("\r\n").join("\n").split("\n").join(newLine);
}

/** The line breaks of a heredoc are its value, so they cannot be made those of another file. */
function newLineProblem({ file, kept }: InlinedCall): string | undefined {
  const newLine = newLineOf(file.text);
  const other = kept.find(
    (one) => newLineOf(one.file.text) !== newLine && slice(one.file.text, one.block.range).includes("<<"),
  );
  return (
    other && `${nameOf(other.file.uri)} has a heredoc, whose line breaks would become those of ${nameOf(file.uri)}.`
  );
}

/** True where a Terragrunt file may read the module's folder: its name stands in one. */
function isNamedByTerragrunt({ snapshot, callee }: InlinedCall): boolean {
  const name = nameOf(callee.directory);
  for (const directory of snapshot.directories.values()) {
    for (const entry of directory.files.values()) {
      if (entry.type?.kind.startsWith("terragrunt") && entry.text.includes(name)) return true;
    }
  }
  return false;
}
