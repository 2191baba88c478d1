// The name of the local value, variable or output that takes an expression's place: it says what the value is.
//
// An argument's name says it where it is a particular one (`user_data`); a general one (`bucket`, `values`) says nothing
// outside of its block, so what the expression reads stands before it.

import { literalString } from "../../model/access.js";
import type { Expression, FunctionCallExpr, ObjectConsExpr, TemplateExpr, TraversalStep } from "../../syntax/ast.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { toIdentifier } from "../rewriting/identifier.js";
import { literalClass } from "../rewriting/literalClass.js";
import { conditionName, isCondition } from "./conditionName.js";
import type { ExpressionContext } from "./expressionRefactor.js";

type Words = readonly string[];

/** A longer name loses its first words. */
const longestName = 40;

/** Argument names that say something only in their block. */
const generalNames: ReadonlySet<string> = new Set(
  (
    "action actions args arn arns aws body bucket class config configuration content count data default depends_on " +
    "description dimensions enabled environment filter for_each host id identifier identifiers ids index input inputs instance " +
    "instances items key keys list metadata name names options output outputs parameters path policy port principals " +
    "properties query resource resources result role roles rule rules secret_string service settings source spec statement " +
    "statements target targets template triggers type url value values variables"
  ).split(" "),
);

/** Arguments of the language: what they hold is not called after them. */
const languageNames: ReadonlySet<string> = new Set(["for_each", "count", "depends_on", "value", "default"]);

/** Arguments whose names say what kind of thing they hold, and not which. */
const kindNames: ReadonlySet<string> = new Set(
  "cidr_blocks subnet_ids subnets security_groups security_group_ids vpc_security_group_ids alarm_actions".split(" "),
);

/** Labels that most modules have. */
const generalLabels: ReadonlySet<string> = new Set(["this", "main", "default", "current", "all", "self", "it"]);

/**
 * Names for an expression, the best first; each is an identifier. A caller takes the first that is free.
 */
export function localNames(found: ExpressionContext): readonly string[] {
  const { key, isWhole } = nearestKey(found);
  const bare = withoutParentheses(found.expression);
  const own = wordsOf(key);
  const read = readWords(bare);
  const isGeneral = generalNames.has(key.toLowerCase());
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
    const isObject = bare.kind === "ObjectConsExpr";
    if (read.length > 1 && !isObject) candidates.push(bare.kind === "TupleConsExpr" ? plural(read) : read);
    candidates.push(joined(read, own));
    const literal = firstLiteral(bare);
    if (literal.length > 0) candidates.push(joined(joined(read, own), literal));
  } else candidates.push(read, joined(read, own));
  candidates.push(own, ["value"]);
  return [...new Set(candidates.filter((words) => words.length > 0).map(nameOf))];
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

/** The words of a text, in lower case: `laa-ccms/outbound` has three, `AssumeRole` two. */
function wordsOf(text: string): Words {
  const words: string[] = [];
  let word = "";
  const end = (): void => {
    if (word !== "") words.push(word.toLowerCase());
    word = "";
  };
  for (const char of text) {
    const isUpper = char >= "A" && char <= "Z";
    const isLower = char >= "a" && char <= "z";
    const isDigit = char >= "0" && char <= "9";
    if (!isUpper && !isLower && !isDigit) end();
    else {
      const last = word.at(-1) ?? "";
      if (isUpper && last >= "a" && last <= "z") end();
      word += char;
    }
  }
  end();
  return words;
}

/** Two lists of words one after the other, what both say at the seam once. */
function joined(first: Words, second: Words): Words {
  for (let shared = Math.min(first.length, second.length); shared > 0; shared--) {
    const isSeam = second.slice(0, shared).every((word, i) => isSameWord(word, first[first.length - shared + i] ?? ""));
    if (isSeam) return [...first.slice(0, first.length - shared), ...second];
  }
  const isSaid = second.every((word) => first.some((other) => isSameWord(word, other)));
  return isSaid ? first : [...first, ...second];
}

function isSameWord(a: string, b: string): boolean {
  return a === b || `${a}s` === b || a === `${b}s`;
}

function plural(words: Words): Words {
  const last = words.at(-1) ?? "";
  return last === "" || last.endsWith("s") ? words : [...words.slice(0, -1), `${last}s`];
}

function singular(words: Words): Words {
  const last = words.at(-1) ?? "";
  const isPlural =
    (last.length > 3 || last === "ids") && last.endsWith("s") && !last.endsWith("ss") && !last.endsWith("us");
  return isPlural ? [...words.slice(0, -1), last.slice(0, -1)] : words;
}

/** What an expression reads, in words; none where it reads nothing that has a name. */
function readWords(expression: Expression): Words {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "ScopeTraversalExpr":
      return ofReference(bare.root.name, namesOf(bare.steps));
    case "RelativeTraversalExpr": {
      const last = namesOf(bare.steps).at(-1);
      if (last === undefined) return readWords(bare.source);
      return generalNames.has(last) ? joined(readWords(bare.source), wordsOf(last)) : wordsOf(last);
    }
    case "IndexExpr":
      return ofIndex(bare.collection, bare.key);
    case "SplatExpr":
      return joined(singular(readWords(bare.source)), readWords(bare.each));
    case "AnonSymbolExpr":
      return [];
    case "TemplateExpr":
      return ofTemplate(bare);
    case "FunctionCallExpr":
      return ofCall(bare);
    case "ConditionalExpr":
      return firstOf([bare.then, bare.else, bare.condition]);
    case "BinaryOpExpr":
      return firstOf([bare.left, bare.right]);
    case "UnaryOpExpr":
      return readWords(bare.operand);
    case "ForExpr": {
      const key = bare.keyExpr ? readWords(bare.keyExpr) : [];
      const of = readWords(bare.collection);
      return key.length === 0 || of.length === 0 ? of : [...of, "by", ...key];
    }
    case "TupleConsExpr":
      return firstOf(bare.elements);
    case "ObjectConsExpr":
      return ofObject(bare);
    default:
      return [];
  }
}

function firstOf(expressions: readonly Expression[]): Words {
  for (const expression of expressions) {
    const words = readWords(expression);
    if (words.length > 0) return words;
  }
  return [];
}

function namesOf(steps: readonly TraversalStep[]): string[] {
  return steps.flatMap((step) =>
    step.kind === "AttrStep" ? [step.name] : step.key.type === "string" ? [step.key.value] : [],
  );
}

function ofReference(root: string, names: readonly string[]): Words {
  if (root === "local" || root === "var") {
    const last = names.at(-1) ?? "";
    return generalNames.has(last)
      ? names.slice(-2).reduce<Words>((all, name) => joined(all, wordsOf(name)), [])
      : wordsOf(last);
  }
  if (root === "path" || root === "terraform" || root === "each" || root === "count" || root === "self") {
    return wordsOf(names.at(-1) ?? root);
  }
  const isModule = root === "module";
  const [type = "", label = "", ...rest] = isModule ? ["", ...names] : root === "data" ? names : [root, ...names];
  const last = rest.at(-1);
  const object = objectWords(type, label);
  if (last === undefined) return object;
  const own = wordsOf(last);
  if (!generalNames.has(last) && own.length > 1) return own;
  return joined(last.endsWith("s") ? singular(object) : object, own);
}

/** What an object is: its label, with its type where the label alone says little. */
function objectWords(type: string, label: string): Words {
  const kind = wordsOf(type).slice(1);
  const words = wordsOf(label);
  if (generalLabels.has(label) && kind.length > 0) return kind;
  return words.length === 1 ? joined(words, kind.slice(-1)) : words;
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

/** Endings of a key's name that say what kind of text it is. */
const keyEndings: ReadonlySet<string> = new Set(["name", "id", "key"]);

function ofIndex(collection: Expression, key: Expression): Words {
  const of = readWords(collection);
  const bare = withoutParentheses(key);
  if (bare.kind === "LiteralValueExpr") return of;
  const text = literalString(bare);
  const words = text === undefined ? readWords(bare) : wordsOf(text);
  const isNamed = words.length > 1 && keyEndings.has(words.at(-1) ?? "");
  return joined(isNamed ? words.slice(0, -1) : words, singular(of));
}

/** The words of a text; what it reads where its own words are few. */
function ofTemplate({ parts, style }: TemplateExpr): Words {
  const isConstant = parts.every((part) => part.kind === "TemplateLiteral");
  if (style !== "quoted") {
    const read = firstOf(parts.flatMap((part) => (part.kind === "TemplateInterpolation" ? part.expression : [])));
    return read.at(-1) === "arn" ? read.slice(0, -1) : read;
  }
  if (isConstant) return ofConstant(parts);
  const literal = parts.flatMap((part) => (part.kind === "TemplateLiteral" ? [part.value] : []));
  if (literal[0]?.startsWith("arn:")) return ofArn(parts);
  const all = parts.flatMap((part) =>
    part.kind === "TemplateLiteral"
      ? wordsOf(part.value)
      : part.kind === "TemplateInterpolation"
        ? readWords(part.expression)
        : [],
  );
  const plain = literal.flatMap(wordsOf).filter(isWord);
  if (plain.length === 0 && literal.at(-1) === "/*" && all.at(-1) === "arn") return [...all.slice(0, -1), "objects"];
  const words = plain.length >= 2 ? plain : all;
  return words.filter((word, i) => word !== words[i - 1]);
}

function isWord(text: string): boolean {
  return text.length > 1 && (text[0] ?? "") >= "a";
}

/** What a text is that means one thing wherever it stands; any other text alone is its value, and no name for it. */
function ofConstant(parts: TemplateExpr["parts"]): Words {
  const text = parts.flatMap((part) => (part.kind === "TemplateLiteral" ? part.value : [])).join("");
  switch (literalClass(text)) {
    case "account":
      return ["account", "id"];
    case "arn":
      return ofArn(parts);
    case "cidr":
      return ["cidr"];
    case "region":
      return ["aws", "region"];
    default:
      return [];
  }
}

/** Colons before the part of an ARN that names the resource. */
const colonsOfArn = 5;

/** What an ARN names, and that it is one: `arn:aws:iam::…:role/deploy` is `deploy_role_arn`. */
function ofArn(parts: TemplateExpr["parts"]): Words {
  let colons = 0;
  // The steps of the resource's path, each with its own words, or with what is read where it has none.
  const steps: { plain: Words; read: Words }[] = [{ plain: [], read: [] }];
  const last = () => steps[steps.length - 1] as (typeof steps)[number];
  for (const part of parts) {
    if (part.kind === "TemplateInterpolation" && colons >= colonsOfArn) last().read = readWords(part.expression);
    if (part.kind !== "TemplateLiteral") continue;
    let rest = part.value;
    while (colons < colonsOfArn && rest.includes(":")) {
      rest = rest.slice(rest.indexOf(":") + 1);
      colons++;
    }
    if (colons < colonsOfArn) continue;
    for (const [i, text] of rest.split("/").entries()) {
      if (i > 0) steps.push({ plain: [], read: [] });
      last().plain = [...last().plain, ...wordsOf(text).filter(isWord)];
    }
  }
  const words = steps.map(({ plain, read }) => (plain.length > 0 ? plain : read)).filter((step) => step.length > 0);
  const [kind = [], ...named] = words;
  if (named.length === 0 && kind.join() === "root") return ["account", "root", "arn"];
  const name = named.at(-1);
  if (kind.length === 0) return [];
  const ending = parts.at(-1);
  const areAll = ending?.kind === "TemplateLiteral" && ending.value.endsWith("/*");
  const said = name === undefined ? kind : kind.length === 1 ? joined(name, kind) : kind;
  return [...said, ...(areAll && name === undefined ? ["objects"] : []), "arn"];
}

function ofCall({ name, args }: FunctionCallExpr): Words {
  const [first, second] = args;
  if (!first) return [];
  switch (name) {
    case "file":
    case "filebase64":
    case "templatefile": {
      const path = ofPath(first);
      return path.length > 0 ? path : firstOf(args);
    }
    case "format":
    case "formatlist": {
      const words = wordsOf((literalString(withoutParentheses(first)) ?? "").split("%s").join(" ")).filter(isWord);
      return words.length > 1 ? words : firstOf(args.slice(1));
    }
    case "join":
      return firstOf(args.slice(1));
    case "lookup":
      return second ? ofIndex(first, second) : readWords(first);
    case "merge":
      return subjectOf(first);
    case "length":
      return joined(singular(readWords(first)), ["count"]);
    case "substr":
      return joined(readWords(first), ["part"]);
    case "cidrsubnet":
      return joined(readWords(first), ["subnet"]);
    default:
      return firstOf(args);
  }
}

/** The name of the file that a path leads to, without its endings. */
function ofPath(expression: Expression): Words {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "TemplateExpr") return [];
  const last = bare.parts.at(-1);
  const text = last?.kind === "TemplateLiteral" ? last.value : "";
  const name = text.slice(text.lastIndexOf("/") + 1);
  return wordsOf(name.split(".")[0] ?? "");
}

/** What `merge` adds to, with the object that holds it: two merges of the same argument are of different things. */
function mergedSubject(expression: Expression): Words {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "FunctionCallExpr" || bare.name !== "merge") return [];
  return bare.args[0] ? subjectOf(bare.args[0]) : [];
}

function subjectOf(expression: Expression): Words {
  const first = withoutParentheses(expression);
  if (first.kind !== "ScopeTraversalExpr") return readWords(first);
  const names = namesOf(first.steps);
  return names.slice(-2).reduce<Words>((all, name) => joined(all, wordsOf(name)), []);
}

/** Keys whose literal values name what an object is. */
const namingKeys = ["sid", "name", "id", "key", "title", "identifier"];

function ofObject({ items }: ObjectConsExpr): Words {
  const valueAt = (name: string): Expression | undefined =>
    items.find((item) => item.name?.toLowerCase() === name)?.value;
  const isStatement = valueAt("effect") !== undefined && (valueAt("action") ?? valueAt("actions")) !== undefined;
  for (const key of namingKeys) {
    const value = valueAt(key);
    const text = value && literalString(withoutParentheses(value));
    if (text === undefined || wordsOf(text).length === 0) continue;
    return isStatement ? joined(wordsOf(text), ["statement"]) : wordsOf(text);
  }
  const statements = valueAt("statement");
  if (statements) {
    const words = readWords(statements);
    return joined(words.at(-1) === "statement" ? words.slice(0, -1) : words, ["policy"]);
  }
  if (isStatement) {
    const resource = valueAt("resource") ?? valueAt("resources");
    const read = resource ? readWords(resource) : [];
    const object = read.at(-1) === "arn" ? read.slice(0, -1) : read;
    return joined(object, ["statement"]);
  }
  // A text of its own says what it is, and not what the object is.
  return firstOf(items.flatMap(({ value }) => (literalString(withoutParentheses(value)) === undefined ? value : [])));
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
