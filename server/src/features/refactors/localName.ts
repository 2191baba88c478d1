// The name of the local value, variable or output that takes an expression's place: it says what the value is.
//
// An argument's name says it where it is a particular one (`user_data`); a general one (`bucket`, `values`) says nothing
// outside of its block, so what the expression reads stands before it.

import { literalString } from "../../model/access.js";
import type { Expression, ObjectConsExpr, TemplateExpr } from "../../syntax/ast.js";
import { descendants, withoutParentheses } from "../rewriting/expressionShape.js";
import { toIdentifier } from "../rewriting/identifier.js";
import { isPrefix } from "../rewriting/templatePrefix.js";
import { withoutKind } from "./arnWords.js";
import { conditionName, isCondition } from "./conditionName.js";
import type { ExpressionContext } from "./expressionRefactor.js";
import {
  generalNames,
  isNamedAfterOne,
  namesOf,
  objectWords,
  plainWords,
  readWords,
  subjectOf,
} from "./expressionWords.js";
import { isWord, joined, plural, singular, type Words, wordsOf } from "./words.js";

/** A longer name loses its first words. */
const longestName = 40;

/** A name that is no longer than this comes before a longer one. */
const handyName = 32;

/** Arguments of the language: what they hold is not called after them. */
const languageNames: ReadonlySet<string> = new Set(["for_each", "count", "depends_on", "value", "default"]);

/** Arguments whose names say what kind of thing they hold, and not which. */
const kindNames: ReadonlySet<string> = new Set(
  "cidr_blocks subnet_ids subnets security_groups security_group_ids vpc_security_group_ids alarm_actions".split(" "),
);

/** True for a name that says what kind of thing it is of, and not which. */
export function saysOnlyKind(name: string): boolean {
  return kindNames.has(name);
}

/** Words of rules that each of them could have. */
const ruleWords: ReadonlySet<string> = new Set(
  "ingress egress inbound outbound allow traffic rule rules sg this main".split(" "),
);
const directions: ReadonlySet<string> = new Set("ingress egress inbound outbound".split(" "));

/** What the labels of most blocks around the places say that not each rule could have, behind its direction. */
function consumerWords(labels: readonly string[]): Words {
  const shared = sharedWords(labels).filter(isWord);
  const told = shared.filter((word) => !ruleWords.has(word));
  return told.length === 0 ? [] : [...shared.filter((word) => directions.has(word)), ...told];
}

/**
 * Names for an expression, the best first; each is an identifier. A caller takes the first that is free. `keys` are the
 * names in front of the other places that the expression stands in as well; `isPart` says that at most places it begins
 * a longer text, so that they are called after more than it; `isCommon` that most arguments of the name in front say
 * something else; `labels` are those of the blocks around all places.
 */
export function localNames(
  found: ExpressionContext,
  keys: readonly string[] = [],
  isPart = false,
  isCommon = false,
  labels: readonly string[] = [],
): readonly string[] {
  const { key: nearest, isWhole: isValue } = nearestKey(found);
  const bare = withoutParentheses(found.expression);
  // What only one of the places is called says little of the others, where all have enough in common.
  const particular = keys.filter((each) => !generalNames.has(each.toLowerCase()));
  const called =
    particular.length * 2 >= keys.length && particular.length > 0 ? particular : [nearest, ...keys.slice(1)];
  const shared = isValue ? sharedWords(called) : [];
  const agrees = (key: string) => wordsOf(key).some((word) => shared.includes(word));
  const isShared = shared.length > 1 && !kindNames.has(shared.join("_")) && called.every(agrees);
  const isWhole = isValue && (!isPart || (isShared && called.length > 1));
  // Places that are called differently agree on no more than what most of their names have.
  const isDisputed = isWhole && !isShared && called.some((each) => each !== called[0]);
  const own = isShared || isDisputed ? shared : wordsOf(isValue ? (called[0] ?? nearest) : nearest);
  const key = isShared && called.some((each) => each !== nearest) ? own.join("_") : (called[0] ?? nearest);
  const isOfMixed = kindNames.has(key) && bare.kind === "TupleConsExpr" && isNamedAfterOne(bare.elements);
  const read = isOfMixed ? [] : wordsOfText(found.file.text, bare);
  const isGeneral = isDisputed || isCommon || generalNames.has(key.toLowerCase());
  const isOfLanguage = languageNames.has(key.toLowerCase());
  const candidates: Words[] = [];
  // An API's own names, such as `DBInstanceIdentifier`, say what kind of thing it is.
  const isForeign = (called[0] ?? "") !== (called[0] ?? "").toLowerCase();
  const said = isWhole && own.length > 1 && !isForeign ? [] : kindOf(bare, own);
  if (isCondition(bare)) candidates.push([conditionName(bare)]);
  else if (isPart && !isWhole && prefixWords(bare).length > 0) candidates.push(prefixWords(bare), read);
  else if (said.length > 0) candidates.push(said, read, joined(read, own));
  else if (isWhole && (key === "tags" || key.endsWith("_tags"))) candidates.push(...tagNames(bare, own));
  else if (isWhole && key === "assume_role_policy") candidates.push(joined(principalOf(bare), own));
  else if (isWhole && isOfLanguage) candidates.push(read, ["selected", ...read]);
  else if (isWhole) {
    const subject = mergedSubject(bare);
    if (subject.length > 0) candidates.push(joined(subject, own));
    const isOfKind = kindNames.has(key);
    const object = isOfKind ? singular(commonObject(bare)) : [];
    if (object.length > 0) candidates.push(joined(object, own));
    if (!isGeneral && !isOfKind) candidates.push(own);
    const services = isGeneral ? policyWords(found, bare) : [];
    if (services.length > 0) candidates.push(joined(services, own));
    // Two words say enough without the argument's, which says no more than what it is for.
    const isLong = read.length > 1 && !isDocument(bare) && !isOfKind;
    if (isLong) candidates.push(bare.kind === "TupleConsExpr" ? listed(read) : read);
    const consumer = isOfKind && read.length === 0 ? consumerWords(labels) : [];
    candidates.push(joined(isDocument(bare) ? withoutKind(read) : [...consumer, ...read], own));
    const literal = firstLiteral(bare);
    if (literal.length > 0) candidates.push(joined(joined(read, own), literal));
  } else candidates.push(read, joined(read, own));
  const parts = partNames(bare);
  const namesIn = (all: readonly Words[]) =>
    all
      .filter((words) => words.length > 0)
      .map((words) => nameOf(parts.includes(nameOf(words)) ? ["full", ...words.slice(-1)] : words));
  const names = namesIn(candidates);
  // A condition is no instance of what its argument holds.
  const others = isCondition(bare) ? [] : namesIn([own, wordsOf(nearest), ["value"]]);
  return [...new Set([...names.filter((name) => name.length <= handyName), ...names, ...others])];
}

/** Arguments that say of a text what kind of thing it names: `lambda_files` is the name of a bucket. */
const textKinds: ReadonlySet<string> = new Set("bucket identifier name tag queue topic prefix".split(" "));

/** What a text says itself, and what it is called by its argument where that says what kind of thing it names. */
function kindOf(bare: Expression, own: Words): Words {
  if (bare.kind !== "TemplateExpr" || bare.style !== "quoted") return [];
  const kind = singular(own.slice(-1));
  const [first] = bare.parts;
  const isAddress = first?.kind === "TemplateLiteral" && first.value.includes(":");
  const plain = plainWords(bare);
  return isAddress || plain.length === 0 || !textKinds.has(kind.join()) ? [] : joined(plain, kind);
}

/** Words for the thing that everything of a module is for. */
const productWords: ReadonlySet<string> = new Set(["application", "app", "project", "service", "system", "product"]);

/** What a template of nothing but names is, where longer names begin with it: a prefix of names. */
function prefixWords(bare: Expression): Words {
  if (bare.kind !== "TemplateExpr" || bare.style !== "quoted" || plainWords(bare).length > 0) return [];
  const [first] = bare.parts;
  if (first?.kind !== "TemplateInterpolation" || bare.parts.some(isStep)) return [];
  const words = readWords(first.expression).filter((word) => word !== "name" && word !== "short");
  const isGeneral = words.every((word) => productWords.has(word));
  return isGeneral ? ["name", "prefix"] : [...words, "prefix"];
}

/** True for what begins a step of a path. */
function isStep(part: TemplateExpr["parts"][number]): boolean {
  return part.kind === "TemplateLiteral" && (part.value.includes("/") || part.value.includes(":"));
}

/** The words of a list whose elements have these. */
function listed(words: Words): Words {
  return words.at(-1) === "arn" ? [...singular(words.slice(0, -1)), "arns"] : plural(words);
}

/** The only service that a policy speaks of, else what the resource is that a policy written as a text belongs to. */
function policyWords({ blocks }: ExpressionContext, expression: Expression): Words {
  if (!isDocument(expression)) return [];
  const services = new Set(actionsIn(expression).map((action) => action.split(":")[0] ?? ""));
  const [service = ""] = services;
  if (services.size === 1) return wordsOf(service);
  const [outer] = blocks;
  const isText = withoutParentheses(expression).kind === "TemplateExpr";
  return isText && outer?.type.name === "resource" ? wordsOf(outer.labels[0]?.value ?? "").slice(-2, -1) : [];
}

/** The actions that a policy speaks of, as they are written. */
function actionsIn(expression: Expression): string[] {
  return [...descendants(expression)].flatMap((node) => {
    if (node.kind !== "ObjectConsExpr") return [];
    return node.items.flatMap(({ name, value }) => {
      const key = name?.toLowerCase();
      const list = value.kind === "TupleConsExpr" ? value.elements : [value];
      return key === "action" || key === "actions" ? list.map((each) => literalString(each) ?? "") : [];
    });
  });
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

/** A word of this part of the keys is one of all. */
const mostKeys = 0.7;

/** The words of the most frequent key that most keys have. */
function sharedWords(keys: readonly string[]): Words {
  const lists = keys.map(wordsOf);
  const count = (key: string) => keys.filter((each) => each === key).length;
  const [first = ""] = keys.toSorted((a, b) => count(b) - count(a));
  return wordsOf(first).filter(
    (word) => lists.filter((words) => words.includes(word)).length >= mostKeys * lists.length,
  );
}

/** True for objects under names that have nothing in common: each is about something else, and may change alone. */
export function isOfDifferentThings(expression: Expression, keys: readonly string[]): boolean {
  const isObject = withoutParentheses(expression).kind === "ObjectConsExpr";
  return isObject && new Set(keys).size > 2 && sharedWords(keys).length === 0;
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
    if (name === "AWS" && readWords(value).join("_") === "account_root_arn") return ["account"];
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
  if (!only || !added) return [own, ["common", ...own]];
  const [other, another] = added.items.filter(({ name }) => name?.toLowerCase() !== "name");
  // Beside a name, the only other tag tells these from those with the name alone.
  if (added.items.length > 1) {
    const said = another === undefined && other?.name !== undefined ? [joined(wordsOf(other.name), own)] : [];
    return [...said, own, ["common", ...own]];
  }
  const value = withoutParentheses(only.value);
  const isFlag = value.kind === "LiteralValueExpr" && value.value.type === "bool";
  const text = literalString(value);
  const plain = plainWords(value);
  const read = plain.length > 0 ? plain : readWords(value);
  const isNamed = other === undefined;
  const said =
    isFlag || (!isNamed && text === undefined) ? wordsOf(only.name ?? "") : text === undefined ? read : wordsOf(text);
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
