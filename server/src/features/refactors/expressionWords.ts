// What an expression reads, in words: the stuff that names are made of.

import { literalString } from "../../model/access.js";
import type {
  ConditionalExpr,
  Expression,
  FunctionCallExpr,
  ObjectConsExpr,
  TemplateExpr,
  TraversalStep,
} from "../../syntax/ast.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { literalClass } from "../rewriting/literalClass.js";
import { arnService, ofArn } from "./arnWords.js";
import { isWord, joined, plural, singular, type Words, wordsOf } from "./words.js";

/** Argument names that say something only in their block. */
export const generalNames: ReadonlySet<string> = new Set(
  (
    "action actions args arn arns aws body bucket class config configuration content count data default depends_on " +
    "description dimensions enabled environment filter for_each host id identifier identifiers ids index input inputs instance " +
    "instances items key keys list metadata name names options output outputs parameters path policy port principals " +
    "properties query resource resources result role roles rule rules secret_string service settings source spec statement " +
    "statements target targets template triggers type url value values variables"
  ).split(" "),
);

/** Labels that most modules have. */
export const generalLabels: ReadonlySet<string> = new Set(["this", "main", "default", "current", "all", "self", "it"]);

/** What an expression reads, in words; none where it reads nothing that has a name. */
export function readWords(expression: Expression): Words {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "ScopeTraversalExpr":
      return ofReference(bare.root.name, bare.steps);
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
      return ofChoice(bare);
    case "BinaryOpExpr":
      return firstOf([bare.left, bare.right]);
    case "UnaryOpExpr":
      return readWords(bare.operand);
    case "ForExpr": {
      const key = bare.keyExpr ? readWords(bare.keyExpr) : [];
      const collection = readWords(bare.collection);
      if (collection.length === 0) return [];
      const of = bare.condition ? joined(filterWords(bare.condition), collection) : collection;
      return key.length === 0 ? of : [...of, "by", ...key];
    }
    case "TupleConsExpr":
      return ofList(bare.elements);
    case "ObjectConsExpr":
      return ofObject(bare);
    default:
      return [];
  }
}

/** A longer filter is not said in a name. */
const longestFilter = 3;

/** What a `for` expression keeps, as words before its collection: `public` for `value.type == "public"`. */
function filterWords(filter: Expression): Words {
  const words = filteredBy(filter);
  return words.length === 0 || words.length > longestFilter ? ["selected"] : words;
}

function filteredBy(filter: Expression): Words {
  const bare = withoutParentheses(filter);
  switch (bare.kind) {
    case "ScopeTraversalExpr":
    case "RelativeTraversalExpr":
      return wordsOf(namesOf(bare.steps).at(-1) ?? "");
    case "UnaryOpExpr": {
      const operand = filteredBy(bare.operand);
      return bare.operator === "!" && operand.length > 0 ? ["not", ...operand] : [];
    }
    case "BinaryOpExpr": {
      const [left, right] = [withoutParentheses(bare.left), withoutParentheses(bare.right)];
      if (bare.operator === "&&") {
        const both = [filteredBy(left), filteredBy(right)];
        return both.some((words) => words.length === 0) ? [] : both.flat();
      }
      if (bare.operator !== "==" && bare.operator !== "!=") return [];
      const text = literalString(right) ?? literalString(left);
      const words = text === undefined ? [] : wordsOf(text);
      return bare.operator === "!=" && words.length > 0 ? ["not", ...words] : words;
    }
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

/** The words that both outcomes of a choice have; of two texts, both. What decides it is no name for them. */
function ofChoice({ then, else: otherwise, condition }: ConditionalExpr): Words {
  const texts = [then, otherwise].map((each) => wordsOf(literalString(withoutParentheses(each)) ?? ""));
  const [first = [], second = []] = texts;
  if (first.length === 1 && second.length === 1) return [...first, "or", ...second];
  const outcomes = [then, otherwise].map(readWords);
  if (outcomes.every((words) => words.length > 0)) {
    const common = sharedByMost(outcomes);
    if (common.length > 0) return common;
  }
  return firstOf([then, otherwise, condition]);
}

/** What most elements of a list say; where they read parts of the same object, that. */
function ofList(elements: readonly Expression[]): Words {
  if (elements.length < 2) return firstOf(elements);
  const read = elements.map(readWords).filter((words) => words.length > 0);
  if (read.length === 0) return [];
  const common = sharedByMost(read);
  const services = new Set(elements.map(arnService));
  const [service] = services;
  if (common.join() === "arn" && services.size === 1 && service !== undefined) return [service, "arn"];
  return common.length > 0 && common.join() !== "arn" ? common : commonPath(elements);
}

/** True where what most elements of a list say is all that one of them says, while another says nothing of it. */
export function isNamedAfterOne(elements: readonly Expression[]): boolean {
  const read = elements.map(readWords).filter((words) => words.length > 0);
  const common = sharedByMost(read);
  const isOfOne = read.some((words) => words.length === common.length && words.every((word) => common.includes(word)));
  return isOfOne && read.some((words) => !common.every((word) => words.includes(word)));
}

/** The words that more than half of some lists have, in the order of the list with most of them; `arn` where one has. */
function sharedByMost(lists: readonly Words[]): Words {
  const count = (word: string) => lists.filter((words) => words.includes(word)).length;
  const shared = (words: Words) =>
    words.filter((word) => count(word) * 2 > lists.length || (word === "arn" && words.length > 1));
  return lists.map(shared).reduce((best, words) => (words.length > best.length ? words : best), [] as Words);
}

/** The last name of the path that the references of a list have in common, with one above it at least. */
function commonPath(elements: readonly Expression[]): Words {
  const paths = elements.map((element) => {
    const bare = withoutParentheses(element);
    return bare.kind === "ScopeTraversalExpr" ? [bare.root.name, ...namesOf(bare.steps)] : [];
  });
  const [first = []] = paths;
  const end = first.findIndex((name, i) => paths.some((other) => other[i] !== name));
  return end > 2 ? wordsOf(first[end - 1] ?? "") : [];
}

/** The names among the steps of a reference, attributes and literal keys alike. */
export function namesOf(steps: readonly TraversalStep[]): string[] {
  return steps.flatMap((step) =>
    step.kind === "AttrStep" ? [step.name] : step.key.type === "string" ? [step.key.value] : [],
  );
}

/** What collections hold whose elements are called after their keys: `account_ids["core-vpc"]`. */
const keyedKinds: ReadonlySet<string> = new Set(["ids", "arns", "names", "cidrs"]);

function ofReference(root: string, steps: readonly TraversalStep[]): Words {
  const names = namesOf(steps);
  if (root === "local" || root === "var") {
    const last = names.at(-1) ?? "";
    const of = wordsOf(names.at(-2) ?? "");
    if (steps.at(-1)?.kind === "IndexStep" && keyedKinds.has(of.at(-1) ?? ""))
      return joined(wordsOf(last), singular(of));
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
export function objectWords(type: string, label: string): Words {
  const kind = wordsOf(type).slice(1);
  const words = wordsOf(label);
  if (generalLabels.has(label) && kind.length > 0) return kind;
  return words.length === 1 ? joined(words, kind.slice(-1)) : words;
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
  if (literal[0]?.startsWith("arn:")) return ofArn(parts, readWords);
  const isAddress = literal[0]?.includes("://") === true;
  const all = parts.flatMap((part) =>
    part.kind === "TemplateLiteral"
      ? wordsOf(part.value)
      : part.kind === "TemplateInterpolation"
        ? readWords(part.expression)
        : [],
  );
  const plain = literal.flatMap(wordsOf).filter(isWord);
  if (plain.length === 0 && literal.at(-1) === "/*" && all.at(-1) === "arn") return [...all.slice(0, -1), "objects"];
  const scheme = isAddress ? 1 : 0;
  const said = plain.length - scheme >= 2 ? plain : all;
  const words = isAddress ? joined(said.slice(1), ["url"]) : said;
  return words.filter((word, i) => word !== words[i - 1]);
}

/** The words that a text says itself, whatever it reads. */
export function plainWords(expression: Expression): Words {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "TemplateExpr") return [];
  return bare.parts.flatMap((part) => (part.kind === "TemplateLiteral" ? wordsOf(part.value).filter(isWord) : []));
}

/** What a text is that means one thing wherever it stands; any other text alone is its value, and no name for it. */
function ofConstant(parts: TemplateExpr["parts"]): Words {
  const text = parts.flatMap((part) => (part.kind === "TemplateLiteral" ? part.value : [])).join("");
  switch (literalClass(text)) {
    case "account":
      return ["account", "id"];
    case "arn":
      return ofArn(parts, readWords);
    case "cidr":
      return ["cidr"];
    case "region":
      return ["aws", "region"];
    default:
      return [];
  }
}

function ofCall({ name, args }: FunctionCallExpr): Words {
  const [first, second, third] = args;
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
    case "lookup": {
      const words = second ? ofIndex(first, second) : readWords(first);
      return third && isEmptyCollection(third) ? plural(words) : words;
    }
    case "merge":
      return subjectOf(first);
    case "concat":
    case "setunion":
      return args.length > 1 ? ofList(args) : readWords(first);
    case "length":
      return joined(singular(readWords(first)), ["count"]);
    case "substr":
      return joined(readWords(first), [isLength(second) ? "suffix" : "part"]);
    case "cidrsubnet":
      return joined(readWords(first), ["subnet"]);
    default:
      return firstOf(args);
  }
}

/** True for an offset behind another text: what comes from there is what follows it. */
function isLength(offset: Expression | undefined): boolean {
  const bare = offset && withoutParentheses(offset);
  return bare?.kind === "FunctionCallExpr" && bare.name === "length";
}

function isEmptyCollection(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  if (bare.kind === "ObjectConsExpr") return bare.items.length === 0;
  return bare.kind === "TupleConsExpr" && bare.elements.length === 0;
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

/** The last two names of a reference, in words; what any other expression reads. */
export function subjectOf(expression: Expression): Words {
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
  const compared = valueAt("test") && valueAt("variable");
  const variable = compared && literalString(withoutParentheses(compared));
  if (variable !== undefined) return [...wordsOf(variable.split(":").at(-1) ?? ""), "condition"];
  const isStatement = valueAt("effect") !== undefined && (valueAt("action") ?? valueAt("actions")) !== undefined;
  for (const key of namingKeys) {
    const value = valueAt(key);
    const text = value && literalString(withoutParentheses(value));
    // Of a path the last step names it.
    const said = wordsOf(text?.split("/").at(-1) ?? "");
    if (said.length === 0) continue;
    return isStatement ? joined(said, ["statement"]) : said;
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
