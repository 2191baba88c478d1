// Walks an expression with all that must hold at each place in it.

import { accessOf, isAccess } from "../../model/access.js";
import type { Expression, TemplatePart } from "../../syntax/ast.js";
import { type Facts, factsOf, type Knowledge, nonEmptyFacts, union } from "./conditionFacts.js";

/** How the value of an access is used. */
export type AccessUse =
  | { readonly kind: "value" }
  /** The collection of a `for`. */
  | { readonly kind: "iteration" }
  /** Part of a longer template, where null has no text. */
  | { readonly kind: "text" }
  | { readonly kind: "argument"; readonly function: string; readonly index: number };

export interface GuardedAccess {
  readonly expression: Expression;
  readonly facts: Facts;
  readonly use: AccessUse;
  /** True inside `try` and `can`, where an error has no consequences. */
  readonly caught: boolean;
}

type Visit = (access: GuardedAccess) => void;

const value: AccessUse = { kind: "value" };

/** Calls `visit` for every access within an expression, with the facts that hold where it is evaluated. */
export function walkGuarded(expression: Expression, facts: Facts, knowledge: Knowledge, visit: Visit): void {
  new GuardedWalk(knowledge, visit).walk(expression, { facts, use: value, caught: false });
}

interface At {
  readonly facts: Facts;
  readonly use: AccessUse;
  readonly caught: boolean;
}

class GuardedWalk {
  readonly #knowledge: Knowledge;
  readonly #visit: Visit;

  constructor(knowledge: Knowledge, visit: Visit) {
    this.#knowledge = knowledge;
    this.#visit = visit;
  }

  walk(expression: Expression, at: At): void {
    const inner: At = at.use.kind === "value" ? at : { ...at, use: value };
    if (isAccess(expression)) {
      this.#access(expression, at, inner);
      return;
    }
    switch (expression.kind) {
      case "ParenthesesExpr":
        this.walk(expression.expression, at);
        return;
      case "ConditionalExpr":
        this.walk(expression.condition, inner);
        this.walk(expression.then, { ...at, facts: this.#with(at.facts, expression.condition, true) });
        this.walk(expression.else, { ...at, facts: this.#with(at.facts, expression.condition, false) });
        return;
      case "BinaryOpExpr": {
        const { operator, left, right } = expression;
        if (operator === "&&" || operator === "||") {
          // Either side decides alone, so an error of one side counts only where the other does not.
          this.walk(left, { ...inner, facts: this.#with(at.facts, right, operator === "&&") });
          this.walk(right, { ...inner, facts: this.#with(at.facts, left, operator === "&&") });
          return;
        }
        this.walk(left, inner);
        this.walk(right, inner);
        return;
      }
      case "UnaryOpExpr":
        this.walk(expression.operand, inner);
        return;
      case "FunctionCallExpr": {
        const caught = at.caught || expression.name === "try" || expression.name === "can";
        expression.args.forEach((arg, index) => {
          this.walk(arg, { facts: at.facts, caught, use: { kind: "argument", function: expression.name, index } });
        });
        return;
      }
      case "TupleConsExpr":
        for (const element of expression.elements) this.walk(element, inner);
        return;
      case "ObjectConsExpr":
        for (const item of expression.items) {
          if (item.name === undefined) this.walk(item.key, inner);
          this.walk(item.value, inner);
        }
        return;
      case "ForExpr": {
        this.walk(expression.collection, { ...inner, use: { kind: "iteration" } });
        const looping = union(at.facts, nonEmptyFacts(expression.collection, this.#knowledge));
        if (expression.condition) this.walk(expression.condition, { ...inner, facts: looping });
        const chosen = expression.condition ? this.#with(looping, expression.condition, true) : looping;
        if (expression.keyExpr) this.walk(expression.keyExpr, { ...inner, facts: chosen });
        this.walk(expression.valueExpr, { ...inner, facts: chosen });
        return;
      }
      case "TemplateExpr": {
        const isText = expression.parts.length > 1;
        this.#parts(expression.parts, isText ? { ...inner, use: { kind: "text" } } : at);
        return;
      }
      case "ErrorExpr":
        for (const each of expression.inner) this.walk(each, inner);
        return;
      default:
        return;
    }
  }

  #access(expression: Expression, at: At, inner: At): void {
    const { base, accessors } = accessOf(expression);
    for (const accessor of accessors) if (accessor.kind === "dynamic") this.walk(accessor.key, inner);
    if (base.kind === "ScopeTraversalExpr") this.#visit({ expression, ...at });
    else if (base.kind !== "AnonSymbolExpr") this.walk(base, inner);
  }

  #parts(parts: readonly TemplatePart[], at: At): void {
    const inner: At = { ...at, use: value };
    for (const part of parts) {
      switch (part.kind) {
        case "TemplateInterpolation":
          this.walk(part.expression, at);
          break;
        case "TemplateIf":
          this.walk(part.condition, inner);
          this.#parts(part.then, { ...at, facts: this.#with(at.facts, part.condition, true) });
          if (part.else) this.#parts(part.else, { ...at, facts: this.#with(at.facts, part.condition, false) });
          break;
        case "TemplateFor":
          this.walk(part.collection, { ...inner, use: { kind: "iteration" } });
          this.#parts(part.parts, {
            ...at,
            facts: union(at.facts, nonEmptyFacts(part.collection, this.#knowledge)),
          });
          break;
        default:
          break;
      }
    }
  }

  #with(facts: Facts, condition: Expression, wanted: boolean): Facts {
    return union(facts, factsOf(condition, wanted, this.#knowledge));
  }
}
