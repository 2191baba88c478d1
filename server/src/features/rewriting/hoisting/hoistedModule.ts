// A module whose every block has the same condition, an input variable of its own: what it is without that condition.

import { contains } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { addressKey } from "../../../model/address.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, Expression, SourceFile } from "../../../syntax/ast.js";
import { leavingComments, removeItem, removeNestedArgument } from "../blockEdits.js";
import { conditionExpressions, conditionOf, toggleOf } from "../conditions.js";
import { countToEnabled } from "../conversions/countToEnabled.js";
import { optionalToSingle } from "../conversions/optionalToSingle.js";
import { replaceCountIndex } from "../countIndex.js";
import { declaredBlock, localValues, repeatableAddress } from "../declarationNodes.js";
import { withoutParentheses } from "../expressionShape.js";
import { type Move, planMoves } from "../movedPlanner.js";
import { hiddenReferences, placeText, rewriteReferences } from "../referenceRewriter.js";
import { sitesInBlock, sitesOf } from "../sites.js";
import { staticTypeOf } from "../staticType.js";
import { knownVariableEdits, withoutLost } from "./knownVariable.js";
import { isNone, type StatefulModule, stateScope } from "./stateScope.js";

/** A module and the variable that its blocks depend on. */
export interface HoistedModule extends StatefulModule {
  /** The blocks that depend on nothing else; others keep a condition of their own. */
  readonly blocks: readonly HoistedBlock[];
}

export interface HoistedBlock {
  readonly file: SourceFile;
  readonly block: Block;
  readonly key: string;
  readonly isModule: boolean;
  readonly isStored: boolean;
  readonly held: { readonly name: "count" | "enabled"; readonly attribute: Attribute };
}

/**
 * Reads the blocks of a module that depend on `variable`. Undefined where none does; a sentence where something stands
 * in the way. `needsAll` wants every managed object of the module to depend on it.
 */
export function readHoisted(
  snapshot: WorkspaceSnapshot,
  module: Module,
  variable: string,
  needsAll: boolean,
): HoistedModule | string | undefined {
  const all = repeatableBlocks(snapshot, module);
  const held = all.flatMap((one) => {
    const own = heldBy(snapshot, module, one.file, one.block, variable);
    return own ? [{ ...one, held: own }] : [];
  });
  const [first] = held;
  if (!first) return undefined;
  const { whileOn } = first.held;
  if (held.some((one) => one.held.whileOn !== whileOn)) {
    return `Some blocks are there while var.${variable} is true, and some while it is false.`;
  }
  if (module.overrides.length > 0) return "The module has override files, which are not rewritten.";
  const keys = held.map(({ key }) => key);
  const objects = new Map(held.map((one) => [one.key, one.held.name as "count" | "for_each" | "enabled"]));
  const stateful: StatefulModule = { snapshot, module, variable, whileOn, objects };
  const problem = needsAll ? (otherProblem(snapshot, module) ?? withOthers(stateful, objects, all)) : undefined;
  return problem ?? hiddenReferences(snapshot, module, keys) ?? { ...stateful, blocks: held };
}

type RepeatableBlock = Omit<HoistedBlock, "held">;

function repeatableBlocks(snapshot: WorkspaceSnapshot, module: Module): readonly RepeatableBlock[] {
  return module.files.flatMap(({ entry }) => {
    const file = snapshot.file(entry.uri);
    return (file?.body.items ?? []).flatMap((block) => {
      const address = block.kind === "Block" ? repeatableAddress(block) : undefined;
      if (!file || block.kind !== "Block" || !address) return [];
      const isModule = address.kind === "module";
      const isStored = isModule || address.mode === "managed";
      return [{ file, block, key: addressKey(address), isModule, isStored }];
    });
  });
}

/** Blocks for which a condition of the calls is no condition, or one that they do not have. */
function otherProblem(snapshot: WorkspaceSnapshot, module: Module): string | undefined {
  for (const { entry } of module.files) {
    for (const item of snapshot.file(entry.uri)?.body.items ?? []) {
      const type = item.kind === "Block" ? item.type.name : "";
      if (type === "provider") return "The module configures a provider, so its calls cannot be conditional.";
      if (type === "check") return "The module has a check, which is made whatever the variable says.";
    }
  }
  return undefined;
}

/**
 * Adds the objects that have further conditions and are gone while the variable is off. A managed object that is there
 * nevertheless is a problem; data that is read nevertheless is not, since nothing is left that needs it.
 */
function withOthers(
  stateful: StatefulModule,
  objects: Map<string, "count" | "for_each" | "enabled">,
  all: readonly RepeatableBlock[],
): string | undefined {
  const rest = new Set(all.filter(({ key }) => !objects.has(key)));
  // One object's condition may speak of another, so they are found in turns.
  for (let found = true; found; ) {
    found = false;
    for (const one of rest) {
      const own = repetitionArgument(one.block);
      if (!own || !isNone(own.name, own.attribute.value, stateScope(stateful, !stateful.whileOn))) continue;
      objects.set(one.key, own.name);
      rest.delete(one);
      found = true;
    }
  }
  const [stored] = [...rest].filter(({ isStored }) => isStored);
  if (!stored) return undefined;
  return repetitionArgument(stored.block)
    ? `${stored.key} is not provably gone while var.${stateful.variable} is ${!stateful.whileOn}.`
    : `${stored.key} is there whatever var.${stateful.variable} says.`;
}

function repetitionArgument(
  block: Block,
): { readonly name: "count" | "for_each" | "enabled"; readonly attribute: Attribute } | undefined {
  const lifecycle = nestedBlock(block.body, "lifecycle");
  for (const name of ["count", "for_each", "enabled"] as const) {
    const attribute = name === "enabled" ? lifecycle && argument(lifecycle.body, name) : argument(block.body, name);
    if (attribute) return { name, attribute };
  }
  return undefined;
}

/** The argument that makes a block depend on the variable alone. */
function heldBy(
  snapshot: WorkspaceSnapshot,
  module: Module,
  file: SourceFile,
  block: Block,
  variable: string,
): (HoistedBlock["held"] & { readonly whileOn: boolean }) | undefined {
  const count = argument(block.body, "count");
  const lifecycle = nestedBlock(block.body, "lifecycle");
  const enabled = lifecycle && argument(lifecycle.body, "enabled");
  const attribute = count ?? enabled;
  if (!attribute || argument(block.body, "for_each")) return undefined;
  const locals = localValues(snapshot, module);
  const condition = count ? toggleOf(count.value, file.text, locals) : conditionOf(attribute.value, file.text);
  const inner = condition?.kind === "not" ? condition.operand : condition;
  const [expression] = inner?.kind === "text" ? conditionExpressions(inner) : [];
  if (!condition || !expression || !isVariable(snapshot, module, expression, variable)) return undefined;
  return { name: count ? "count" : "enabled", attribute, whileOn: condition.kind !== "not" };
}

/** True for `var.x`, and for a local value that is nothing else. */
export function isVariable(
  snapshot: WorkspaceSnapshot,
  module: Module,
  expression: Expression,
  variable: string,
  depth = 0,
): boolean {
  const bare = withoutParentheses(expression);
  const [step] = bare.kind === "ScopeTraversalExpr" ? bare.steps : [];
  if (bare.kind !== "ScopeTraversalExpr" || bare.steps.length !== 1 || step?.kind !== "AttrStep") return false;
  if (bare.root.name === "var") return step.name === variable;
  if (bare.root.name !== "local" || depth > 4) return false;
  const local = localValues(snapshot, module)(step.name);
  return local !== undefined && isVariable(snapshot, module, local.expression, variable, depth + 1);
}

type EditsByFile = Map<string, readonly TextEdit[]>;

/** What becomes of the module: its edits by file, its moves, and the variable's block, which goes. */
export interface UnconditionalModule {
  readonly variable: { readonly file: SourceFile; readonly block: Block };
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly moves: readonly Move[];
}

/** Takes the condition out of a module; a sentence where a reference cannot do without it. */
export function withoutCondition(hoisted: HoistedModule): UnconditionalModule | string {
  const { snapshot, module, blocks } = hoisted;
  const variable = readVariable(hoisted);
  if (typeof variable === "string") return variable;
  const edits: EditsByFile = new Map();
  const add = (uri: string, more: readonly TextEdit[]): void =>
    void edits.set(uri, [...(edits.get(uri) ?? []), ...more]);
  const moves: Move[] = [];
  const countedBlocks = new Set(blocks.filter(({ held }) => held.name === "count").map(({ block }) => block));
  for (const { file, block, key, held, isModule, isStored } of blocks) {
    const lifecycle = nestedBlock(block.body, "lifecycle");
    if (held.name === "enabled") {
      if (lifecycle) add(file.uri, withoutEnabled(file, block, lifecycle, held.attribute));
    } else {
      // `x[count.index]` goes as a whole with its reference.
      const keys = new Set(
        sitesInBlock(file, block, "count").flatMap(({ parents, origin }) => {
          const around = parents[parents.length - 1];
          return around?.kind === "IndexExpr" && around.key === origin.expression ? [origin.range.start] : [];
        }),
      );
      add(file.uri, withoutCount(file, block, held.attribute));
      add(
        file.uri,
        replaceCountIndex(file, block, "0").filter((edit) => !keys.has(edit.range.start)),
      );
    }
    const counted = countToEnabled(key, isModule, (around) => around !== undefined && countedBlocks.has(around));
    const conversion = optionalToSingle(held.name, counted);
    const rewritten = rewriteReferences(snapshot, module, key, conversion);
    if ("refusals" in rewritten) {
      const [refusal] = rewritten.refusals;
      return refusal ? `A reference at ${placeText(snapshot, refusal.at)} cannot be rewritten: ${refusal.reason}.` : "";
    }
    for (const [uri, more] of rewritten.edits) add(uri, more);
    const move: Move = { from: { address: key, key: 0 }, to: { address: key, key: undefined } };
    const needsMove = isStored && held.name === "count";
    const planned = planMoves(snapshot, module, key, needsMove ? [move] : [], { implied: !isModule });
    if ("refusal" in planned) return `Its moves cannot be written: ${planned.refusal}`;
    for (const [uri, more] of planned.edits) add(uri, more);
    moves.push(...planned.added);
  }
  for (const [uri, taken] of variableEdits(hoisted, variable.block)) {
    edits.set(uri, [...withoutLost([...(edits.get(uri) ?? []), ...taken], taken)]);
  }
  return { variable, edits, moves };
}

/** A block without its `count`, of which the comments stay. */
export function withoutCount(file: SourceFile, block: Block, count: Attribute): TextEdit[] {
  return leavingComments(file, block, count, removeItem(file, block, count));
}

/** A block without `enabled` in its `lifecycle` block, of which the comments stay. */
export function withoutEnabled(file: SourceFile, block: Block, lifecycle: Block, enabled: Attribute): TextEdit[] {
  const removal = removeNestedArgument(file, block, lifecycle, enabled);
  const isEmptied = removal.some(({ range }) => contains(range, lifecycle.range));
  return leavingComments(file, isEmptied ? block : lifecycle, enabled, removal);
}

function readVariable({ snapshot, module, variable }: HoistedModule): UnconditionalModule["variable"] | string {
  const key = `var.${variable}`;
  const found = declaredBlock(snapshot, module.declaration(key));
  const isOne = (module.declarations.get(key)?.length ?? 0) === 1 && !module.overriding.has(key);
  return found && isOne ? found : `${key} is declared more than once; keep one declaration first.`;
}

/** Writes the variable's value where it is read. */
function variableEdits({ snapshot, module, variable, whileOn, blocks }: HoistedModule, own: Block): EditsByFile {
  const held = new Set(blocks.map((one) => one.held.attribute));
  const edits: EditsByFile = new Map();
  for (const site of sitesOf(snapshot, module, `var.${variable}`)) {
    if (site.blocks[0] === own || held.has(site.attribute)) continue;
    const more = knownVariableEdits(site, whileOn, (expression) => staticTypeOf(snapshot, module, expression));
    edits.set(site.uri, [...(edits.get(site.uri) ?? []), ...more]);
  }
  return edits;
}
