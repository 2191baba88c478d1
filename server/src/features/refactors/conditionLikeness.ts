// A local value that asks of the workspace what a condition asks of it in other words.

import { literalString } from "../../model/access.js";
import type { Expression } from "../../syntax/ast.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { descendants, withoutParentheses } from "../rewriting/expressionShape.js";
import type { RefactorContext } from "./refactor.js";
import { wordsOf } from "./words.js";

/** A local value that is the condition, or its opposite. */
export interface KnownName {
  readonly name: string;
  readonly negated: boolean;
  /** What has to hold besides, where that it is the same cannot be proved: a clause without a full stop. */
  readonly assumption?: string;
  /** Why nobody should be told to use it, as one sentence. */
  readonly doubt?: string;
}

const assumption = "workspaces are called APPLICATION-ENVIRONMENT";

/**
 * The local value that is called after the environment that the condition compares with, and compares the same part of
 * the workspace's name with it: `is-test`, which is `substr(terraform.workspace, length(local.application)) == "-test"`,
 * for `local.environment == "test"`, where that is `trimprefix(terraform.workspace, …)`. A second one, whose name would
 * differ in nothing but how words are joined, would have to be kept in step with it.
 */
export function likeNamed(ctx: RefactorContext, condition: Expression): KnownName | undefined {
  const asked = equalityOf(condition);
  if (!asked) return undefined;
  for (const { facts } of ctx.module.files) {
    for (const { kind, name } of facts.declarations) {
      if (kind === "local" && asksTheSame(ctx, name, asked)) return { name, negated: asked.negated, assumption };
    }
  }
  return undefined;
}

interface Equality {
  readonly subject: Expression;
  readonly text: string;
  readonly negated: boolean;
}

/** `subject == "text"`, `!=`, or `contains(["text"], subject)`. */
function equalityOf(condition: Expression): Equality | undefined {
  const bare = withoutParentheses(condition);
  if (bare.kind === "UnaryOpExpr" && bare.operator === "!") {
    const inner = equalityOf(bare.operand);
    return inner && { ...inner, negated: !inner.negated };
  }
  if (bare.kind === "FunctionCallExpr" && bare.name === "contains") {
    const [list, subject] = bare.args;
    const [only, ...others] = list?.kind === "TupleConsExpr" ? list.elements : [];
    const text = only && others.length === 0 ? literalString(only) : undefined;
    return subject && text !== undefined ? { subject, text, negated: false } : undefined;
  }
  if (bare.kind !== "BinaryOpExpr" || (bare.operator !== "==" && bare.operator !== "!=")) return undefined;
  const [left, right] = [withoutParentheses(bare.left), withoutParentheses(bare.right)];
  const text = literalString(right) ?? literalString(left);
  const subject = literalString(right) === undefined ? right : left;
  return text === undefined ? undefined : { subject, text, negated: bare.operator === "!=" };
}

function asksTheSame(ctx: RefactorContext, name: string, { subject, text }: Equality): boolean {
  const [is, ...environment] = wordsOf(name);
  if (is !== "is" || environment.length === 0) return false;
  const localValue = localValues(ctx.snapshot, ctx.module);
  const value = localValue(name);
  const known = value && equalityOf(value.expression);
  if (!known || known.negated || !isPartOfWorkspace(known.subject)) return false;
  if (wordsOf(known.text).join() !== environment.join()) return false;
  if (isWorkspace(subject)) {
    // The rest of the workspace's name is the application's, by whose length the local value cuts it.
    const rest = text.endsWith(known.text) ? text.slice(0, text.length - known.text.length) : "";
    const read = [...descendants(known.subject)].flatMap((node) => localName(node) ?? []);
    return read.some((each) => {
      const own = localValue(each);
      return rest !== "" && own !== undefined && literalString(own.expression) === rest;
    });
  }
  const [of] = [localName(subject)].flatMap((each) => (each === undefined ? [] : (localValue(each) ?? [])));
  const isSame = wordsOf(text).join() === environment.join() && known.text.endsWith(text);
  return isSame && of !== undefined && isPartOfWorkspace(of.expression);
}

function localName(node: { readonly kind: string }): string | undefined {
  const expression = node as Expression;
  if (expression.kind !== "ScopeTraversalExpr" || expression.root.name !== "local") return undefined;
  const [step, ...others] = expression.steps;
  return step?.kind === "AttrStep" && others.length === 0 ? step.name : undefined;
}

function isWorkspace(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  const [step] = bare.kind === "ScopeTraversalExpr" ? bare.steps : [];
  const isRoot = bare.kind === "ScopeTraversalExpr" && ["terraform", "tofu"].includes(bare.root.name);
  return isRoot && step?.kind === "AttrStep" && step.name === "workspace";
}

const cuts: ReadonlySet<string> = new Set(["substr", "trimprefix"]);

/** The workspace's name without its beginning. */
function isPartOfWorkspace(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "FunctionCallExpr" || !cuts.has(bare.name)) return false;
  return bare.args[0] !== undefined && isWorkspace(bare.args[0]);
}
