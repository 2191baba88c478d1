// The conditions of a module's blocks: which of them mean the same, and whether a local value has one already.

import { argument, nestedBlock } from "../../model/extract.js";
import { visitReferences } from "../../model/references.js";
import type { BinaryOpExpr, Block, ConditionalExpr, Expression, SourceFile } from "../../syntax/ast.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { descendants, withoutParentheses } from "../rewriting/expressionShape.js";
import { impureFunctions } from "../rewriting/impureFunctions.js";
import { type ConditionForms, conditionForms, sharedConditions } from "../rewriting/normalForm.js";
import { type KnownName, likeNamed } from "./conditionLikeness.js";
import { conditionName, isCondition, tellingName } from "./conditionName.js";
import type { RefactorContext } from "./refactor.js";
import { type RepetitionTarget, repetitionTarget } from "./repetitionTarget.js";
import { wordsOf } from "./words.js";

/** A condition of a block, with its file. */
export interface ConditionSite {
  readonly file: SourceFile;
  readonly expression: Expression;
  /** The conditional that it decides. */
  readonly choice: ConditionalExpr | undefined;
  readonly forms: ConditionForms;
}

/** The conditions that mean the same, and the one to write. */
export type SharedSites = ReturnType<typeof sharedConditions<ConditionSite>>;

/** The condition of the block at the selection, where it deserves a name, with all blocks of the module that share it. */
export function conditionAt(
  ctx: RefactorContext,
): { readonly target: RepetitionTarget; readonly condition: Expression; readonly shared: SharedSites } | undefined {
  const target =
    repetitionTarget(ctx, "count") ?? repetitionTarget(ctx, "enabled") ?? repetitionTarget(ctx, "for_each");
  const condition = target && conditionOfTarget(target);
  if (!target || !condition || !isWorthAName(condition)) return undefined;
  const all = conditionsOf(ctx);
  const wanted = all.find(({ expression }) => expression === condition);
  return wanted && { target, condition, shared: sharedConditions(wanted, all) };
}

/** The local value of the module that is the condition already, or asks the same of the workspace. */
export function conditionNamed(ctx: RefactorContext, { forms, expression }: ConditionSite): KnownName | undefined {
  const [first, ...others] = equalNamed(ctx, forms);
  if (!first) return likeNamed(ctx, expression);
  // Of several values that happen to be equal, the one that is called after what is asked.
  const said = wordsOf(tellingName(expression) ?? conditionName(expression));
  const isAbout = ({ name }: KnownName): boolean =>
    wordsOf(name).some((word) => !verbs.has(word) && said.some((each) => word.startsWith(each)));
  const best = [first, ...others].find(isAbout);
  return best ?? { ...first, doubt: `What is called local.${first.name} is the same only now.` };
}

const verbs: ReadonlySet<string> = new Set(["is", "has", "not", "and", "or", "create", "enable"]);

function equalNamed({ snapshot, module }: RefactorContext, { exact }: ConditionForms): readonly KnownName[] {
  const localValue = localValues(snapshot, module);
  return module.files.flatMap(({ facts }) =>
    facts.declarations.flatMap(({ kind, name }) => {
      const value = kind === "local" ? localValue(name) : undefined;
      if (!value || !isCondition(value.expression)) return [];
      const form = conditionForms(snapshot, module, value.expression, value.source).exact;
      return form.text === exact.text ? [{ name, negated: form.negated !== exact.negated }] : [];
    }),
  );
}

/** The conditions of all blocks of the module, with their normal forms. */
function conditionsOf(ctx: RefactorContext): readonly ConditionSite[] {
  const { snapshot, module } = ctx;
  const found: ConditionSite[] = [];
  for (const { entry } of module.files) {
    const file = snapshot.file(entry.uri);
    for (const item of file?.body.items ?? []) {
      if (item.kind !== "Block" || !file) continue;
      for (const { expression, choice } of blockConditions(item)) {
        found.push({ file, expression, choice, forms: conditionForms(snapshot, module, expression, file.text) });
      }
    }
  }
  return found;
}

function blockConditions(block: Block): readonly Pick<ConditionSite, "expression" | "choice">[] {
  const lifecycle = nestedBlock(block.body, "lifecycle");
  const enabled = lifecycle && argument(lifecycle.body, "enabled");
  const repeated = argument(block.body, "count") ?? argument(block.body, "for_each");
  const isRepeatable = ["resource", "data", "ephemeral", "module"].includes(block.type.name);
  if (!isRepeatable) return [];
  const choice = repeated && conditionalOf(repeated.value);
  return [
    ...(enabled ? [{ expression: enabled.value, choice: undefined }] : []),
    ...(choice ? [{ expression: choice.condition, choice }] : []),
  ];
}

function conditionOfTarget(target: RepetitionTarget): Expression | undefined {
  return target.attribute.name.name === "enabled"
    ? target.attribute.value
    : conditionalOf(target.attribute.value)?.condition;
}

/** A conditional, perhaps within one conversion: `toset(c ? … : …)`. */
function conditionalOf(expression: Expression): ConditionalExpr | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind === "ConditionalExpr") return bare;
  if (bare.kind === "FunctionCallExpr" && bare.args.length === 1 && bare.args[0]) return conditionalOf(bare.args[0]);
  return undefined;
}

/** A name alone needs no other; what changes from call to call, or is known only in its block, cannot have one. */
function isWorthAName(condition: Expression): boolean {
  const bare = withoutParentheses(condition);
  const inner = bare.kind === "UnaryOpExpr" ? withoutParentheses(bare.operand) : bare;
  if (inner.kind === "ScopeTraversalExpr" || inner.kind === "LiteralValueExpr") return false;
  if (inner.kind === "BinaryOpExpr" && comparesWithBool(inner)) return false;
  for (const node of descendants(condition)) {
    if (node.kind === "FunctionCallExpr" && impureFunctions.has(node.name)) return false;
  }
  let isFree = true;
  visitReferences(condition, "expression", [], (origin) => {
    if (["each", "count", "self"].includes(origin.base.root.name)) isFree = false;
  });
  return isFree;
}

/** `local.x == true` says what `local.x` says, for which there is a refactor. */
function comparesWithBool({ operator, left, right }: BinaryOpExpr): boolean {
  if (operator !== "==" && operator !== "!=") return false;
  const [a, b] = [withoutParentheses(left), withoutParentheses(right)];
  const isBool = (side: Expression) => side.kind === "LiteralValueExpr" && side.value.type === "bool";
  return (isBool(a) && b.kind === "ScopeTraversalExpr") || (isBool(b) && a.kind === "ScopeTraversalExpr");
}
