// Where else in a module a condition of its blocks is asked: in arguments, outputs and local values.

import { slice } from "../../base/range.js";
import type { SourceChangeBuilder } from "../../base/sourceChange.js";
import type { Attribute, BodyItem, ConditionalExpr, Expression, SourceFile } from "../../syntax/ast.js";
import { childExpressions, withoutParentheses } from "../rewriting/expressionShape.js";
import { conditionForms } from "../rewriting/normalForm.js";
import type { SharedSites } from "./blockConditions.js";
import { isCondition } from "./conditionName.js";
import type { RefactorContext } from "./refactor.js";

/** A place that asks the condition, or its opposite. */
interface ConditionUse {
  readonly file: SourceFile;
  readonly expression: Expression;
  readonly isOpposite: boolean;
  /** The conditional that it decides. */
  readonly choice: ConditionalExpr | undefined;
}

/**
 * Writes the local value `name` at the other places of the module that ask what `shared` asks. `isNegated` says that the
 * local value is the opposite of what is shared.
 */
export function writeOtherUses(
  change: SourceChangeBuilder,
  ctx: RefactorContext,
  shared: SharedSites,
  name: string,
  isNegated: boolean,
): void {
  for (const { file, expression, isOpposite, choice } of otherUses(ctx, shared, name)) {
    const { uri, text } = file;
    const isPlain = isOpposite === isNegated;
    if (isPlain || !choice || slice(text, choice.range).includes("\n")) {
      change.replace(uri, expression.range, `${isPlain ? "" : "!"}local.${name}`);
      continue;
    }
    // What is chosen where it does not hold comes second, as it is read.
    const [then, otherwise] = [slice(text, choice.then.range), slice(text, choice.else.range)];
    change.replace(uri, expression.range, `local.${name}`);
    change.replace(uri, choice.then.range, otherwise);
    change.replace(uri, choice.else.range, then);
  }
}

/** Blocks whose arguments may read local values, and are evaluated with the module. */
const readers: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "module", "output", "locals"]);

/**
 * The places that ask what `named` asks, besides the conditions of blocks at `sites`: what is equal for every value, and
 * has no name of its own there. Reading the condition's name makes no cycle, as it adds nothing to what is read there.
 */
function otherUses(
  { snapshot, module }: RefactorContext,
  { named, sites }: SharedSites,
  name: string,
): readonly ConditionUse[] {
  const known = new Set(sites.map(({ site }) => site.expression));
  const wanted = named.forms.exact;
  const uses: ConditionUse[] = [];
  const visit = (file: SourceFile, node: Expression, parent: Expression | undefined): void => {
    if (known.has(node)) return;
    const isAsked = isCondition(node) && !isPartOfChain(node, parent);
    const form = isAsked ? conditionForms(snapshot, module, node, file.text).exact : undefined;
    if (form?.text === wanted.text) {
      const choice = parent?.kind === "ConditionalExpr" && parent.condition === node ? parent : undefined;
      uses.push({ file, expression: node, isOpposite: form.negated !== wanted.negated, choice });
      return;
    }
    for (const child of childExpressions(node)) visit(file, child, node);
  };
  for (const { entry } of module.files) {
    const file = snapshot.file(entry.uri);
    for (const item of file?.body.items ?? []) {
      if (!file || item.kind !== "Block" || !readers.has(item.type.name)) continue;
      const isLocals = item.type.name === "locals";
      for (const attribute of attributesIn(item.body.items)) {
        const isName = isLocals && (attribute.name.name === name || isCondition(attribute.value));
        if (!isName) visit(file, attribute.value, undefined);
      }
    }
  }
  return uses;
}

/** True for `a || b` in `a || b || c`, which is one condition. */
function isPartOfChain(node: Expression, parent: Expression | undefined): boolean {
  const bare = withoutParentheses(node);
  return bare.kind === "BinaryOpExpr" && parent?.kind === "BinaryOpExpr" && bare.operator === parent.operator;
}

function* attributesIn(items: readonly BodyItem[]): Iterable<Attribute> {
  for (const item of items) {
    if (item.kind === "Attribute") yield item;
    else yield* attributesIn(item.body.items);
  }
}
