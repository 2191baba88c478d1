// The calls of a module whose condition goes onto them: the condition itself, and the references to their outputs.

import type { TextEdit } from "../../../base/textEdit.js";
import { argument, repetition } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { inputVariable } from "../../../model/moduleValues/inputVariables.js";
import type { Attribute, Block, SourceFile } from "../../../syntax/ast.js";
import { addLifecycleArgument, addMetaArgument } from "../argumentEdits.js";
import { removeItem, surroundings } from "../blockEdits.js";
import { type Condition, conditionExpressions, conditionOf, conditionText, countText, negate } from "../conditions.js";
import { type Conversion, refused, replaced, unchanged } from "../conversion.js";
import { declaredBlock } from "../declarationNodes.js";
import { type Move, planMoves } from "../movedPlanner.js";
import { hiddenReferences, placeText, rewriteReferences, whyNotRewritten } from "../referenceRewriter.js";
import { sensitivityOf } from "../sensitivity.js";
import { staticTypeOf } from "../staticType.js";
import { plainSubstitute, type Substitute, substitution } from "../substitution.js";
import { disabledOutput } from "./disabledOutputs.js";
import type { HoistedModule } from "./hoistedModule.js";

/** What becomes of one call. */
export interface HoistedCall {
  readonly module: Module;
  readonly file: SourceFile;
  readonly block: Block;
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly moves: readonly Move[];
  /** How many references to the call have to stand its absence. */
  readonly guards: number;
}

/** Puts the condition onto a call; a sentence where it cannot be. `knowsEnabled` says which argument may hold it. */
export function hoistedCall(
  hoisted: HoistedModule,
  caller: Module,
  key: string,
  knowsEnabled: boolean,
): HoistedCall | string {
  const { snapshot, variable } = hoisted;
  const found = declaredBlock(snapshot, caller.declaration(key));
  if (!found) return `${key} is called in a JSON file, which is not rewritten.`;
  const { file, block } = found;
  const where = `${key} at ${placeText(snapshot, { uri: file.uri, range: block.header }, hoisted.home)}`;
  if ((caller.declarations.get(key)?.length ?? 0) !== 1 || caller.overriding.has(key)) {
    return `${where} is declared more than once; keep one declaration first.`;
  }
  const hidden = hiddenReferences(snapshot, caller, [key]);
  if (hidden) return hidden;
  const passed = argument(block.body, variable);
  const declared = inputVariable(snapshot, hoisted.module, variable);
  const condition = conditionOfCall(hoisted, file, passed);
  if (!condition) return `${where} leaves var.${variable} to its default, which is no plain true or false.`;
  if (passed && declared && !declared.nullable && declared.default) {
    const type = staticTypeOf(snapshot, caller, passed.value);
    if (type.mayBeNull) return `${where} may give var.${variable} null, which stands for its default.`;
  }
  if (condition.kind === "constant" && condition.value) {
    const removed = passed ? removeItem(file, block, passed) : [];
    return { module: caller, file, block, edits: new Map([[file.uri, removed]]), moves: [], guards: 0 };
  }
  if (repetition(block.body)) return `${where} has a condition or repetition of its own.`;
  const isPlain = [...conditionExpressions(condition)].every(
    (part) => sensitivityOf(snapshot, caller, part).kind === "never",
  );
  const after = knowsEnabled && isPlain ? "enabled" : "count";
  const edits = new Map<string, TextEdit[]>();
  const add = (uri: string, more: readonly TextEdit[]): void =>
    void edits.set(uri, [...(edits.get(uri) ?? []), ...more]);
  add(file.uri, callEdits(file, block, passed, after, condition));
  let guards = 0;
  const conversion = guardedCall(hoisted, key, after, () => guards++);
  const rewritten = rewriteReferences(snapshot, caller, key, conversion);
  if ("refusals" in rewritten) {
    return whyNotRewritten(snapshot, rewritten.refusals, hoisted.home);
  }
  for (const [uri, more] of rewritten.edits) add(uri, more);
  const move: Move = { from: { address: key, key: undefined }, to: { address: key, key: 0 } };
  const planned = planMoves(snapshot, caller, key, after === "count" ? [move] : [], { implied: false });
  if ("refusal" in planned) return `The moves of ${where} cannot be written: ${planned.refusal}`;
  for (const [uri, more] of planned.edits) add(uri, more);
  return { module: caller, file, block, edits, moves: planned.added, guards };
}

/** When the call's objects are there. */
function conditionOfCall(
  { snapshot, module, variable, whileOn }: HoistedModule,
  file: SourceFile,
  passed: Attribute | undefined,
): Condition | undefined {
  const declared = declaredBlock(snapshot, module.declaration(`var.${variable}`));
  const given = passed ?? (declared && argument(declared.block.body, "default"));
  const source = passed ? file.text : declared?.file.text;
  if (!given || source === undefined) return undefined;
  const condition = conditionOf(given.value, source);
  if (!passed && condition.kind !== "constant") return undefined;
  return whileOn ? condition : negate(condition);
}

function callEdits(
  file: SourceFile,
  block: Block,
  passed: Attribute | undefined,
  after: "count" | "enabled",
  condition: Condition,
): readonly TextEdit[] {
  const comments = passed ? surroundings(file, passed, block) : undefined;
  const around = { leading: comments?.leading ?? [], trailing: comments?.trailing };
  const added =
    after === "count"
      ? addMetaArgument(file, block, { name: "count", value: countText(condition), ...around }, passed)
      : addLifecycleArgument(file, block, { name: "enabled", value: conditionText(condition), ...around }, passed);
  return [...(passed ? removeItem(file, block, passed) : []), ...added];
}

/** References to the call: while it is off an output is what it was while its module was off. */
function guardedCall(hoisted: HoistedModule, key: string, after: "count" | "enabled", onGuard: () => void): Conversion {
  return {
    before: "single",
    isModule: true,
    use(site, use) {
      if (use.kind !== "instance") return refused("it reads the call as a whole and not one of its outputs");
      const [first] = use.rest;
      const name = first?.kind === "attr" ? first.name : first?.kind === "index" ? first.key : undefined;
      if (!first || typeof name !== "string") return refused("it does not name the output that it reads");
      const guarded = guardedText(hoisted, key, name, after);
      if ("refusal" in guarded) return refused(guarded.refusal);
      onGuard();
      const range = { start: site.origin.addressRange.start, end: first.range.end };
      return { edits: [substitution(site, range, guarded)] };
    },
    address({ key: instance, keyRange, place, blocks }) {
      if (instance !== undefined) return refused("it has an instance key, though the call has no instances");
      const last = blocks[blocks.length - 1];
      const isWhole = place === "depends_on" || place === "removed.from" || last?.type.name === "override_module";
      return after === "enabled" || isWhole ? unchanged : replaced(keyRange, "[0]");
    },
  };
}

function guardedText(
  hoisted: HoistedModule,
  key: string,
  name: string,
  after: "count" | "enabled",
): Substitute | { readonly refusal: string } {
  const off = disabledOutput(hoisted, name);
  if (off.kind === "unknown") return { refusal: off.reason };
  const instance = after === "count" ? `${key}[0]` : key;
  if (off.kind === "fails") return plainSubstitute(`${instance}.${name}`);
  if (off.isNull && after === "count") return plainSubstitute(`one(${key}[*].${name})`);
  if (!off.isNull && !off.keepsType) {
    // A conditional would bring both results to one type, and the output has its own.
    return plainSubstitute(`concat(${key}[*].${name}, [${off.text}])[0]`);
  }
  const isThere = after === "count" ? `length(${key}) > 0` : `${key} != null`;
  return {
    text: `${isThere} ? ${instance}.${name} : ${off.text}`,
    level: 0,
    takesAccessors: false,
    isOpen: false,
    quotedContent: undefined,
  };
}
