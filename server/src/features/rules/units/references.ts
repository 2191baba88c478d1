// Every reference in a file of Terragrunt, with where it stands.

import type { TextRange } from "../../../base/range.js";
import { accessOf, isAccess } from "../../../model/access.js";
import { derived } from "../../../model/derived.js";
import type {
  Attribute,
  Block,
  Body,
  Expression,
  ScopeTraversalExpr,
  SourceFile,
  TemplatePart,
} from "../../../syntax/ast.js";

/** One access that starts at a name which no `for` binds. */
export interface UnitReference {
  readonly root: string;
  /** The literal names behind the root: `["vpc", "outputs", "id"]`; it ends at the first step that is not a name. */
  readonly names: readonly string[];
  /** The range of each of `names`, without dots and brackets. */
  readonly nameRanges: readonly TextRange[];
  /** The whole access, `dependency.vpc.outputs.id`. */
  readonly range: TextRange;
  readonly traversal: ScopeTraversalExpr;
  /** The enclosing blocks, outermost first. */
  readonly blocks: readonly Block[];
  readonly attribute: Attribute;
  /** True inside an argument of `try` or `can`, where a failing reference is no error. */
  readonly guarded: boolean;
}

/** The references of a file in the order of the text. */
export const unitReferences = derived((file: SourceFile): readonly UnitReference[] => {
  const found: UnitReference[] = [];
  visitBody(file.body, [], found);
  return found;
});

function visitBody(body: Body, blocks: readonly Block[], found: UnitReference[]): void {
  for (const item of body.items) {
    if (item.kind === "Block") visitBody(item.body, [...blocks, item], found);
    else collect(item.value, { attribute: item, blocks, found }, [], false);
  }
}

interface Place {
  readonly attribute: Attribute;
  readonly blocks: readonly Block[];
  readonly found: UnitReference[];
}

function collect(expression: Expression, place: Place, bound: readonly string[], guarded: boolean): void {
  const inner = (each: Expression, names = bound) => collect(each, place, names, guarded);
  if (isAccess(expression)) {
    const { base, accessors } = accessOf(expression);
    for (const accessor of accessors) if (accessor.kind === "dynamic") inner(accessor.key);
    if (base.kind !== "ScopeTraversalExpr") inner(base);
    else if (!bound.includes(base.root.name)) place.found.push(reference(base, expression.range, place, guarded));
    return;
  }
  switch (expression.kind) {
    case "TemplateExpr":
      collectParts(expression.parts, place, bound, guarded);
      return;
    case "FunctionCallExpr": {
      const catches = expression.name === "try" || expression.name === "can";
      for (const argument of expression.args) collect(argument, place, bound, guarded || catches);
      return;
    }
    case "ConditionalExpr":
      for (const each of [expression.condition, expression.then, expression.else]) inner(each);
      return;
    case "BinaryOpExpr":
      inner(expression.left);
      inner(expression.right);
      return;
    case "UnaryOpExpr":
      inner(expression.operand);
      return;
    case "ParenthesesExpr":
      inner(expression.expression);
      return;
    case "TupleConsExpr":
      for (const each of expression.elements) inner(each);
      return;
    case "ObjectConsExpr":
      for (const { key, name, value } of expression.items) {
        if (name === undefined) inner(key);
        inner(value);
      }
      return;
    case "ForExpr": {
      inner(expression.collection);
      const names = [...bound, expression.valueVar.name, ...(expression.keyVar ? [expression.keyVar.name] : [])];
      for (const each of [expression.keyExpr, expression.valueExpr, expression.condition]) {
        if (each) inner(each, names);
      }
      return;
    }
    case "ErrorExpr":
      for (const each of expression.inner) inner(each);
      return;
    default:
      return;
  }
}

function collectParts(parts: readonly TemplatePart[], place: Place, bound: readonly string[], guarded: boolean): void {
  for (const part of parts) {
    if (part.kind === "TemplateInterpolation") collect(part.expression, place, bound, guarded);
    else if (part.kind === "TemplateIf") {
      collect(part.condition, place, bound, guarded);
      collectParts(part.then, place, bound, guarded);
      collectParts(part.else ?? [], place, bound, guarded);
    } else if (part.kind === "TemplateFor") {
      collect(part.collection, place, bound, guarded);
      const names = [...bound, part.valueVar.name, ...(part.keyVar ? [part.keyVar.name] : [])];
      collectParts(part.parts, place, names, guarded);
    }
  }
}

function reference(
  traversal: ScopeTraversalExpr,
  range: TextRange,
  { attribute, blocks }: Place,
  guarded: boolean,
): UnitReference {
  const names: string[] = [];
  const nameRanges: TextRange[] = [];
  for (const step of traversal.steps) {
    if (step.kind === "AttrStep") {
      names.push(step.name);
      nameRanges.push(step.nameRange);
    } else if (step.key.type === "string") {
      names.push(step.key.value);
      nameRanges.push(step.range);
    } else break;
  }
  return { root: traversal.root.name, names, nameRanges, range, traversal, blocks, attribute, guarded };
}

/** The top-level block or attribute that a reference stands in, by its name. */
export function topLevelName({ blocks, attribute }: UnitReference): string {
  return blocks[0]?.type.name ?? attribute.name.name;
}
