// A module whose every block has the same condition, an input variable of its own: what it is without that condition.

import { contains } from "../../../base/range.js";
import { areDisjoint, type TextEdit } from "../../../base/textEdit.js";
import { addressKey } from "../../../model/address.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, Expression, SourceFile } from "../../../syntax/ast.js";
import type { InstanceKey } from "../addressPath.js";
import { leavingComments, removeItem, removeNestedArgument } from "../blockEdits.js";
import { conditionExpressions, conditionOf, toggleOf } from "../conditions.js";
import type { Conversion } from "../conversion.js";
import { countToEnabled } from "../conversions/countToEnabled.js";
import { keyToToggle } from "../conversions/keyToToggle.js";
import { optionalToSingle } from "../conversions/optionalToSingle.js";
import { replaceCountIndex } from "../countIndex.js";
import { declaredBlock, localValues, repeatableAddress } from "../declarationNodes.js";
import { replaceEach } from "../eachValues.js";
import { withoutParentheses } from "../expressionShape.js";
import { type KeyedToggle, keyedToggleOf } from "../keyedToggle.js";
import { type Move, planMoves } from "../movedPlanner.js";
import { hiddenReferences, rewriteReferences, whyNotRewritten } from "../referenceRewriter.js";
import { sitesOf } from "../sites.js";
import { staticTypeOf } from "../staticType.js";
import { knownVariableEdits, withoutLost } from "./knownVariable.js";
import { isNone, type StatefulModule, stateScope } from "./stateScope.js";

/** A module and the variable that its blocks depend on. */
export interface HoistedModule extends StatefulModule {
  /** The folder from which a person looks at it: that of the module, or of a call. */
  readonly home: string;
  /** The blocks that depend on nothing else; others keep a condition of their own. */
  readonly blocks: readonly HoistedBlock[];
}

export interface HoistedBlock {
  readonly file: SourceFile;
  readonly block: Block;
  readonly key: string;
  readonly isModule: boolean;
  readonly isStored: boolean;
  readonly held: Held;
}

/** The argument that makes a block depend on the variable; of a `for_each` the only key, and its value where it is a map. */
interface Held {
  readonly name: "count" | "enabled" | "for_each";
  readonly attribute: Attribute;
  readonly keyed?: KeyedToggle;
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
  home: string = module.directory,
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
  const objects = new Map(held.map((one) => [one.key, one.held.name]));
  const stateful: StatefulModule = { snapshot, module, variable, whileOn, objects };
  const problem = needsAll ? (otherProblem(snapshot, module) ?? withOthers(stateful, objects, all)) : undefined;
  return problem ?? hiddenReferences(snapshot, module, keys) ?? { ...stateful, home, blocks: held };
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

function repetitionArgument(block: Block): Pick<Held, "name" | "attribute"> | undefined {
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
): (Held & { readonly whileOn: boolean }) | undefined {
  const own = repetitionArgument(block);
  if (!own || (argument(block.body, "count") && argument(block.body, "for_each"))) return undefined;
  const { name, attribute } = own;
  const keyed = name === "for_each" ? keyedToggleOf(attribute.value, file.text) : undefined;
  const condition =
    name === "count"
      ? toggleOf(attribute.value, file.text, localValues(snapshot, module))
      : name === "enabled"
        ? conditionOf(attribute.value, file.text)
        : keyed?.condition;
  const inner = condition?.kind === "not" ? condition.operand : condition;
  const [expression] = inner?.kind === "text" ? conditionExpressions(inner) : [];
  if (!condition || !expression || !isVariable(snapshot, module, expression, variable)) return undefined;
  return { name, attribute, whileOn: condition.kind !== "not", ...(keyed ? { keyed } : {}) };
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
  for (const one of blocks) {
    const { file, key, held, isModule, isStored } = one;
    const own = ownEdits(one);
    if (typeof own === "string") return own;
    add(file.uri, own);
    const rewritten = rewriteReferences(
      snapshot,
      module,
      key,
      optionalToSingle(held.name, instanceConversion(hoisted, one)),
    );
    if ("refusals" in rewritten) {
      return whyNotRewritten(snapshot, rewritten.refusals, hoisted.home);
    }
    for (const [uri, more] of rewritten.edits) add(uri, more);
    const move: Move = { from: { address: key, key: held.keyed?.key ?? 0 }, to: { address: key, key: undefined } };
    const needsMove = isStored && held.name !== "enabled";
    const implied = held.name !== "for_each" && !isModule;
    const planned = planMoves(snapshot, module, key, needsMove ? [move] : [], { implied });
    if ("refusal" in planned) return `Its moves cannot be written: ${planned.refusal}`;
    for (const [uri, more] of planned.edits) add(uri, more);
    moves.push(...planned.added);
  }
  writeVariable(hoisted, variable.block, edits);
  return { variable, edits: new Map([...edits].map(([uri, list]) => [uri, withoutLost(list)])), moves };
}

/** What becomes of a block itself: its condition goes, and what it reads of its only instance is written out. */
function ownEdits({ file, block, held }: HoistedBlock): readonly TextEdit[] | string {
  const { name, attribute, keyed } = held;
  if (name === "enabled") {
    const lifecycle = nestedBlock(block.body, "lifecycle");
    return lifecycle ? withoutEnabled(file, block, lifecycle, attribute) : [];
  }
  const removal = withoutArgument(file, block, attribute);
  if (!keyed) return [...removal, ...replaceCountIndex(file, block, "0")];
  const value = keyed.value && { expression: keyed.value, source: file.text };
  const each = replaceEach(file, block, { key: keyed.key, value });
  return "refusal" in each ? each.refusal : [...removal, ...each.edits];
}

/** How a reference names the only instance of a block; in another block with the same one, by that block's index or key. */
function instanceConversion({ blocks }: HoistedModule, { key, isModule, held }: HoistedBlock): Conversion {
  const { keyed } = held;
  const like = (around: Block | undefined) => blocks.find(({ block }) => block === around)?.held;
  if (!keyed) return countToEnabled(key, isModule, (around) => like(around)?.name === "count");
  const conversion = keyToToggle(key, isModule, "enabled", keyed.key);
  const known = <Step extends { readonly key?: InstanceKey | undefined }>(
    step: Step,
    around: Block | undefined,
  ): Step =>
    step.key?.kind === "dynamic" && isEachKey(step.key.expression) && like(around)?.keyed?.key === keyed.key
      ? { ...step, key: { kind: "string", value: keyed.key } }
      : step;
  return {
    ...conversion,
    use: (site, use) => conversion.use(site, use.kind === "instance" ? known(use, site.blocks[0]) : use),
    address: (step) => conversion.address(known(step, step.blocks[0])),
  };
}

function isEachKey(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "ScopeTraversalExpr" || bare.root.name !== "each" || bare.steps.length !== 1) return false;
  const [step] = bare.steps;
  return step?.kind === "AttrStep" && step.name === "key";
}

/** A block without one of its arguments, of which the comments stay. */
export function withoutArgument(file: SourceFile, block: Block, attribute: Attribute): TextEdit[] {
  return leavingComments(file, block, attribute, removeItem(file, block, attribute));
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
function writeVariable(
  { snapshot, module, variable, whileOn, blocks }: HoistedModule,
  own: Block,
  edits: EditsByFile,
): void {
  const held = new Set(blocks.map((one) => one.held.attribute));
  const typeOf = (expression: Expression) => staticTypeOf(snapshot, module, expression);
  for (const site of sitesOf(snapshot, module, `var.${variable}`)) {
    if (site.blocks[0] === own || held.has(site.attribute)) continue;
    const others = edits.get(site.uri) ?? [];
    const together = withoutLost([...others, ...knownVariableEdits(site, whileOn, typeOf)]);
    // Of `var.on && var.on` each would go for the sake of the other.
    const written = { range: site.origin.range, newText: String(whileOn) };
    edits.set(site.uri, areDisjoint(together) ? together : withoutLost([...others, written]));
  }
}
