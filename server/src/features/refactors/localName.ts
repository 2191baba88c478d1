// The name of the local value, variable or output that takes an expression's place: it says what the value is.
//
// An argument's name says it where it is a particular one (`user_data`); a general one (`bucket`, `values`) says nothing
// outside of its block, so what the expression reads stands before it.

import { literalString } from "../../model/access.js";
import type { Expression, ObjectConsExpr } from "../../syntax/ast.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { toIdentifier } from "../rewriting/identifier.js";
import { isPrefix } from "../rewriting/templatePrefix.js";
import { conditionName, isCondition } from "./conditionName.js";
import type { ExpressionContext } from "./expressionRefactor.js";
import { generalNames, namesOf, objectWords, readWords, subjectOf } from "./expressionWords.js";
import { joined, plural, singular, type Words, wordsOf } from "./words.js";

/** A longer name loses its first words. */
const longestName = 40;

/** Arguments of the language: what they hold is not called after them. */
const languageNames: ReadonlySet<string> = new Set(["for_each", "count", "depends_on", "value", "default"]);

/** Arguments whose names say what kind of thing they hold, and not which. */
const kindNames: ReadonlySet<string> = new Set(
  "cidr_blocks subnet_ids subnets security_groups security_group_ids vpc_security_group_ids alarm_actions".split(" "),
);

/**
 * Names for an expression, the best first; each is an identifier. A caller takes the first that is free. `keys` are the
 * names in front of the other places that the expression stands in as well; `isPart` says that at most places it begins
 * a longer text, so that they are called after more than it; `isCommon` that most arguments of the name in front say
 * something else.
 */
export function localNames(
  found: ExpressionContext,
  keys: readonly string[] = [],
  isPart = false,
  isCommon = false,
): readonly string[] {
  const { key: nearest, isWhole: isValue } = nearestKey(found);
  const bare = withoutParentheses(found.expression);
  // What only one of the places is called says little of the others, where all have enough in common.
  const shared = isValue ? sharedWords([nearest, ...keys]) : [];
  const isShared = shared.length > 1 && !kindNames.has(shared.join("_"));
  const isWhole = isValue && (!isPart || (isShared && keys.length > 1));
  // Places that are called differently agree on no more than what all of their names have.
  const isDisputed = isWhole && !isShared && shared.length === 1 && keys.some((each) => each !== nearest);
  const own = isShared || isDisputed ? shared : wordsOf(nearest);
  const key = isShared && keys.some((each) => each !== nearest) ? own.join("_") : nearest;
  const read = wordsOfText(found.file.text, bare);
  const isGeneral = isDisputed || isCommon || generalNames.has(key.toLowerCase());
  const isOfLanguage = languageNames.has(key.toLowerCase());
  const candidates: Words[] = [];
  if (isCondition(bare)) candidates.push([conditionName(bare)]);
  else if (isWhole && (key === "tags" || key.endsWith("_tags"))) candidates.push(...tagNames(bare, own));
  else if (isWhole && key === "assume_role_policy") candidates.push(joined(principalOf(bare), own));
  else if (isWhole && isOfLanguage) candidates.push(read, ["selected", ...read]);
  else if (isWhole) {
    const subject = mergedSubject(bare);
    if (subject.length > 0) candidates.push(joined(subject, own));
    if (kindNames.has(key)) candidates.push(joined(singular(commonObject(bare)), own));
    if (!isGeneral) candidates.push(own);
    // Two words say enough without the argument's, which says no more than what it is for.
    if (read.length > 1 && !isDocument(bare)) candidates.push(bare.kind === "TupleConsExpr" ? plural(read) : read);
    candidates.push(joined(read, own));
    const literal = firstLiteral(bare);
    if (literal.length > 0) candidates.push(joined(joined(read, own), literal));
  } else candidates.push(read, joined(read, own));
  // A condition is no instance of what its argument holds.
  if (!isCondition(bare)) candidates.push(own, ["value"]);
  const parts = partNames(bare);
  return [
    ...new Set(
      candidates
        .filter((words) => words.length > 0)
        .map((words) => nameOf(parts.includes(nameOf(words)) ? ["full", ...words.slice(-1)] : words)),
    ),
  ];
}

/** What an expression reads, in words; the beginning of an ARN is none. */
function wordsOfText(text: string, expression: Expression): Words {
  const words = readWords(expression);
  if (!isPrefix(text, expression) || expression.kind !== "TemplateExpr") return words;
  const [first] = expression.parts;
  if (first?.kind !== "TemplateLiteral" || !first.value.startsWith("arn:")) return words;
  const service = words.length > 0 ? words : [...wordsOf(first.value.split(":")[2] ?? ""), "arn"];
  return [...service, "prefix"];
}

/** True for what holds more than it reads first: an object, a text of several lines, what is encoded of either. */
function isDocument(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  if (bare.kind === "TemplateExpr") return bare.style !== "quoted";
  if (bare.kind !== "FunctionCallExpr") return bare.kind === "ObjectConsExpr";
  const [first] = bare.args;
  return bare.name.endsWith("encode") && first !== undefined && isDocument(first);
}

/** The names of what a template puts together: the whole is none of them. */
function partNames(expression: Expression): readonly string[] {
  if (expression.kind !== "TemplateExpr" || expression.parts.length < 2) return [];
  return expression.parts.flatMap((part) =>
    part.kind === "TemplateInterpolation" && part.expression.kind === "ScopeTraversalExpr"
      ? namesOf(part.expression.steps).slice(-1)
      : [],
  );
}

/** The words of the first key that all have. */
function sharedWords(keys: readonly string[]): Words {
  const [first = [], ...others] = [...new Set(keys)].map(wordsOf);
  return first.filter((word) => others.every((words) => words.includes(word)));
}

/** The best name, free or not. */
export function suggestedName(found: ExpressionContext): string {
  return localNames(found)[0] ?? "value";
}

function nameOf(words: Words): string {
  let kept = words;
  while (kept.length > 1 && kept.join("_").length > longestName) kept = kept.slice(1);
  return toIdentifier(kept.join("_"), "value");
}

/** The name in front of the expression: an object's key, else the argument; and whether it is the whole value. */
function nearestKey({ attribute, parents, expression }: ExpressionContext): {
  readonly key: string;
  readonly isWhole: boolean;
} {
  for (let i = parents.length - 1; i >= 0; i--) {
    const parent = parents[i];
    const inner = parents[i + 1] ?? expression;
    if (parent?.kind !== "ObjectConsExpr") continue;
    const item = parent.items.find((one) => one.value === inner);
    if (item?.name !== undefined) return { key: item.name, isWhole: inner === expression };
  }
  return { key: attribute.name.name, isWhole: attribute.value === expression };
}

/** The first words that all objects share whose attributes a list holds. */
function commonObject(expression: Expression): Words {
  if (expression.kind !== "TupleConsExpr") return [];
  const objects = expression.elements.map((element): Words => {
    const bare = withoutParentheses(element);
    if (bare.kind !== "ScopeTraversalExpr" || ["local", "var", "module"].includes(bare.root.name)) return [];
    const names = [bare.root.name, ...namesOf(bare.steps)];
    const [type = "", label = ""] = bare.root.name === "data" ? names.slice(1) : names;
    return objectWords(type, label);
  });
  const [first = []] = objects;
  const end = first.findIndex((word, i) => objects.some((other) => other[i] !== word));
  return end < 0 ? first : first.slice(0, end);
}

/** The service that may assume a role, where the policy says one. */
function principalOf(expression: Expression): Words {
  const bare = withoutParentheses(expression);
  if (bare.kind === "FunctionCallExpr") return bare.args[0] ? principalOf(bare.args[0]) : [];
  if (bare.kind === "TupleConsExpr") return bare.elements[0] ? principalOf(bare.elements[0]) : [];
  if (bare.kind !== "ObjectConsExpr") return [];
  for (const { name, value } of bare.items) {
    const text = name === "Service" ? literalString(withoutParentheses(value)) : undefined;
    const words = text === undefined ? principalOf(value) : wordsOf(text.split(".")[0] ?? "");
    if (words.length > 0) return words;
  }
  return [];
}

/** What `merge` adds to, with the object that holds it: two merges of the same argument are of different things. */
function mergedSubject(expression: Expression): Words {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "FunctionCallExpr" || bare.name !== "merge") return [];
  return bare.args[0] ? subjectOf(bare.args[0]) : [];
}

/** Names for a map of tags: what a single one says, else that they are common. */
function tagNames(expression: Expression, own: Words): readonly Words[] {
  const added = addedTags(expression);
  const [only] = added?.items ?? [];
  if (!only || added?.items.length !== 1) return [own, ["common", ...own]];
  const value = withoutParentheses(only.value);
  const isFlag = value.kind === "LiteralValueExpr" && value.value.type === "bool";
  const text = literalString(value);
  const said = isFlag ? wordsOf(only.name ?? "") : text === undefined ? readWords(value) : wordsOf(text);
  return [joined(said, own), own, ["common", ...own]];
}

function addedTags(expression: Expression): ObjectConsExpr | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind === "ObjectConsExpr") return bare;
  if (bare.kind !== "FunctionCallExpr" || bare.name !== "merge" || bare.args.length !== 2) return undefined;
  const last = bare.args[1] && withoutParentheses(bare.args[1]);
  return last?.kind === "ObjectConsExpr" ? last : undefined;
}

/** The first text among the values of an object, however deep: what tells two likes apart. */
function firstLiteral(expression: Expression): Words {
  const bare = withoutParentheses(expression);
  if (bare.kind === "FunctionCallExpr") return bare.args.map(firstLiteral).find((words) => words.length > 0) ?? [];
  if (bare.kind !== "ObjectConsExpr") return [];
  for (const { value } of bare.items) {
    const text = literalString(withoutParentheses(value));
    const words = text === undefined ? firstLiteral(value) : wordsOf(text);
    if (words.length > 0) return words;
  }
  return [];
}
