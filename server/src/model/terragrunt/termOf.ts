// From an expression to its term: what is known as it is, everything else as an expression without names of its own.

import type {
  Expression,
  FunctionCallExpr,
  ScopeTraversalExpr,
  TemplatePart,
  TraversalStep,
} from "../../syntax/ast.js";
import { walk } from "../../syntax/visit.js";
import { pathReaders } from "../builtins/fileReaders.js";
import { terragruntRoots } from "../builtins/terragrunt/references.js";
import { hasErrors } from "../evaluate/diagnostic.js";
import { evaluate, keywordOf } from "../evaluate/evaluate.js";
import { convert } from "../values/convert.js";
import { dynamicType, stringType, type Type } from "../values/type.js";
import { Value } from "../values/value.js";
import type { Repetition } from "./fileScope.js";
import { nameAt } from "./fileScope.js";
import type { FileView } from "./fileView.js";
import { pathOf } from "./paths.js";
import {
  boundedTerm,
  type Json,
  knownTerm,
  listTerm,
  mergeTerms,
  objectTerm,
  partOfTerm,
  plainTerm,
  type Term,
  type TermEntry,
  textTerm,
  unknownTerm,
} from "./term.js";

/** What terms need to know of the configuration that a view belongs to. */
export interface TermHost {
  /** A part of a view's configuration: `inputs`, `remote_state`, `dependency`, …; undefined where it has none. */
  fieldTerm(view: FileView, field: string): Term | undefined;
  /** All of a view's configuration and its `locals`, as `read_terragrunt_config` returns it. */
  configTerm(view: FileView): Term;
  /** What stands for the unit that a dependency leads to: its path, where that is known. */
  dependencyKey(view: FileView, label: string): string;
  /** All local values of a view as one object. */
  localsTerm(view: FileView): Term;
  /** A local value's term; undefined where there is none. */
  localTerm(view: FileView, name: string): Term | undefined;
}

/** Where an expression stands. */
export interface TermPlace {
  readonly view: FileView;
  readonly host: TermHost;
  readonly repetition?: Repetition | undefined;
  /** Names that `for` expressions bind. */
  readonly bound: readonly string[];
  /** Inside what a splat does with each element. */
  readonly inSplat?: true;
  readonly depth: number;
}

const deepest = 60;

/** Functions whose result depends on the directory in which Terragrunt evaluates. */
const placedFunctions: ReadonlySet<string> = new Set([
  "run_cmd",
  "find_in_parent_folders",
  "get_repo_root",
  "get_path_from_repo_root",
  "get_path_to_repo_root",
  "get_working_dir",
  "path_relative_to_include",
  "path_relative_from_include",
  "get_parent_terragrunt_dir",
  "read_terragrunt_config",
  "read_tfvars_file",
  "sops_decrypt_file",
  "mark_glob_as_read",
  "abspath",
]);

/** The term of an expression; never throws. */
export function termOf(expression: Expression, place: TermPlace): Term {
  if (place.depth > deepest) return unknownTerm({ at: expression.kind });
  const inner: TermPlace = { ...place, depth: place.depth + 1 };
  const of = (part: Expression): Term => termOf(part, inner);
  const plain = (part: Expression): Json => plainTerm(of(part));
  switch (expression.kind) {
    case "ParenthesesExpr":
      return termOf(expression.expression, inner);
    case "ObjectConsExpr":
      return boundedTerm(termOfObject(expression, inner));
    case "TupleConsExpr":
      return boundedTerm(listTerm(expression.elements.map(of)));
  }
  const { value, known } = evaluated(expression, place);
  if (known) return known;
  const unknown = (source: Json): Term => unknownTerm(source, value?.type ?? dynamicType);
  switch (expression.kind) {
    case "ScopeTraversalExpr":
      return termOfTraversal(expression, inner, value?.type ?? dynamicType);
    case "RelativeTraversalExpr":
      return select(of(expression.source), expression.steps);
    case "IndexExpr": {
      const key = of(expression.key);
      const source = of(expression.collection);
      if (key.kind === "value") {
        const text = convert(key.value, stringType);
        if (text instanceof Value && text.hasContent) {
          const part = partOfTerm(source, text.text);
          if (part) return part;
        }
      }
      return unknown({ of: plainTerm(source), get: plainTerm(key) });
    }
    case "FunctionCallExpr":
      return termOfCall(expression, inner, value?.type ?? dynamicType);
    case "TemplateExpr":
      return termOfTemplate(expression.parts, inner);
    case "ConditionalExpr": {
      const condition = of(expression.condition);
      if (condition.kind === "value" && condition.value.isTrue) return of(expression.then);
      if (condition.kind === "value" && condition.value.isFalse) return of(expression.else);
      return unknown({ if: [plainTerm(condition), plain(expression.then), plain(expression.else)] });
    }
    case "BinaryOpExpr":
      return unknown({ [expression.operator]: [plain(expression.left), plain(expression.right)] });
    case "UnaryOpExpr":
      return unknown({ [expression.operator]: [plain(expression.operand)] });
    case "ForExpr":
      return unknown(forSource(expression, inner));
    case "SplatExpr":
      return unknown({
        splat: [plain(expression.source), plainTerm(termOf(expression.each, { ...inner, inSplat: true }))],
      });
    case "AnonSymbolExpr":
      return unknown("*");
    case "ErrorExpr":
      return unknown({ error: expression.inner.map(plain) });
    case "LiteralValueExpr":
      return unknown(null);
  }
}

/** The value of an expression that binds no names, and its term where all of it is known. */
function evaluated(expression: Expression, place: TermPlace): { value?: Value; known?: Term } {
  const { view, repetition, bound } = place;
  if (place.inSplat) return {};
  if (bound.length > 0 && mentions(expression, bound)) return {};
  const { value, diagnostics } = evaluate(expression, view.scope(repetition));
  if (hasErrors(diagnostics)) return {};
  const known = knownTerm(value);
  return known ? { value, known } : { value };
}

function mentions(expression: Expression, bound: readonly string[]): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.kind === "ScopeTraversalExpr" && bound.includes(node.root.name)) found = true;
    return !found;
  });
  return found;
}

function termOfObject(expression: Extract<Expression, { kind: "ObjectConsExpr" }>, place: TermPlace): Term {
  const entries = new Map<string, TermEntry>();
  const unknownKeys: Json[] = [];
  for (const item of expression.items) {
    const origin = { uri: place.view.uri, range: item.range };
    const term = termOf(item.value, place);
    const name = item.name ?? keywordOf(item.key);
    if (name !== undefined) {
      entries.set(name, { term, origin });
      continue;
    }
    const key = termOf(item.key, place);
    const text = key.kind === "value" ? convert(key.value, stringType) : undefined;
    if (text instanceof Value && text.hasContent) entries.set(text.text, { term, origin });
    else unknownKeys.push([plainTerm(key), plainTerm(term)]);
  }
  const object: Term = { kind: "object", entries };
  return unknownKeys.length === 0 ? object : unknownTerm({ object: plainTerm(object), more: unknownKeys });
}

function termOfTraversal(expression: ScopeTraversalExpr, place: TermPlace, type: Type): Term {
  const { view, host, bound } = place;
  const root = expression.root.name;
  const names: string[] = [];
  for (let i = 0; i < expression.steps.length; i++) names.push(stepName(expression.steps[i] as TraversalStep));
  const written = (): Term => unknownTerm({ ref: [root, ...names] }, type);
  if (bound.includes(root) || !Object.hasOwn(terragruntRoots, root)) return written();
  const first = nameAt(expression, 0);
  if (root === "local" && expression.steps.length === 0) return host.localsTerm(view);
  if (first === undefined) return written();
  switch (root) {
    case "local": {
      const local = host.localTerm(view, first);
      return local ? select(local, expression.steps.slice(1)) : written();
    }
    case "include": {
      const isBare = view.includes.length === 1 && view.includes[0]?.label === "";
      const included = view.includeView(isBare ? "" : first);
      const at = isBare ? 0 : 1;
      const field = nameAt(expression, at);
      if (!included || field === undefined) return written();
      const [label, part] = [nameAt(expression, at + 1), nameAt(expression, at + 2)];
      if (field === "dependency" && label !== undefined && part === "outputs") {
        return unknownTerm({ dependency: host.dependencyKey(included, label), get: names.slice(at + 2) }, type);
      }
      const name = field === "locals" ? label : undefined;
      const isLocals = field === "locals" && name === undefined;
      const whole = isLocals ? host.localsTerm(included) : host.fieldTerm(included, field);
      const term = name === undefined ? whole : host.localTerm(included, name);
      return term ? select(term, expression.steps.slice(name === undefined ? at + 1 : at + 2)) : written();
    }
    case "dependency":
      return unknownTerm({ dependency: host.dependencyKey(view, first), get: names.slice(1) }, type);
    default:
      return written();
  }
}

function stepName(step: TraversalStep): string {
  if (step.kind === "AttrStep") return step.name;
  return step.key.type === "string" ? step.key.value : step.key.text;
}

function select(term: Term, steps: readonly TraversalStep[]): Term {
  let current = term;
  for (const [i, step] of steps.entries()) {
    if (current.kind === "unknown") {
      return unknownTerm({ of: current.source, get: steps.slice(i).map(stepName) });
    }
    const next = partOfTerm(current, stepName(step));
    if (!next) return unknownTerm({ of: plainTerm(current), get: steps.slice(i).map(stepName) });
    current = next;
  }
  return current;
}

function termOfCall(call: FunctionCallExpr, place: TermPlace, type: Type): Term {
  const args = call.args.map((arg) => termOf(arg, place));
  if (!call.expandFinal && (call.name === "merge" || call.name === "deep_merge")) {
    if (args.every((arg) => arg.kind === "object")) {
      return args.reduce((merged, arg) => mergeTerms(merged, arg, call.name === "deep_merge"), objectTerm([]) as Term);
    }
  }
  if (call.name === "read_terragrunt_config") {
    const [path] = args;
    const read = path?.kind === "value" ? place.view.read(path.value.text) : undefined;
    if (read) return place.host.configTerm(read);
  }
  if (call.name === "try" && args[0]?.kind === "object") return args[0];
  const { view } = place;
  const [path] = args;
  // They see their file from the one that the call stands in.
  if (pathReaders.has(call.name) && path?.kind === "value" && path.value.hasContent) {
    args[0] = textTerm(pathOf(view.fileUri(path.value.text)));
  }
  const source: Record<string, Json> = { call: call.name, args: args.map(plainTerm) };
  if (call.expandFinal) source.expand = true;
  if (placedFunctions.has(call.name)) source.in = view.directoryPath;
  return unknownTerm(source, type);
}

function termOfTemplate(parts: readonly TemplatePart[], place: TermPlace): Term {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "TemplateInterpolation") return termOf(only.expression, place);
  const pieces = joinTexts(templateSource(parts, place));
  return unknownTerm({ template: pieces }, stringType);
}

function templateSource(parts: readonly TemplatePart[], place: TermPlace): Json[] {
  return parts.flatMap((part) => partSource(part, place));
}

function partSource(part: TemplatePart, place: TermPlace): Json[] {
  switch (part.kind) {
    case "TemplateLiteral":
      return [part.value];
    case "TemplateInterpolation": {
      const term = termOf(part.expression, place);
      const text = term.kind === "value" ? convert(term.value, stringType) : undefined;
      if (text instanceof Value && text.hasContent) return [text.text];
      // A template in a template is one.
      const source = term.kind === "unknown" ? term.source : undefined;
      const nested = source && typeof source === "object" && "template" in source ? source.template : undefined;
      return Array.isArray(nested) ? (nested as Json[]) : [plainTerm(term)];
    }
    case "TemplateIf": {
      const condition = plainTerm(termOf(part.condition, place));
      return [{ if: [condition, templateSource(part.then, place), templateSource(part.else ?? [], place)] }];
    }
    case "TemplateFor": {
      const bound = [...place.bound, part.valueVar.name, ...(part.keyVar ? [part.keyVar.name] : [])];
      const collection = plainTerm(termOf(part.collection, place));
      return [
        { for: collection, as: bound.slice(place.bound.length), do: templateSource(part.parts, { ...place, bound }) },
      ];
    }
  }
}

function joinTexts(pieces: readonly Json[]): Json[] {
  const joined: Json[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === "string" && typeof last === "string") joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}

function forSource(expression: Extract<Expression, { kind: "ForExpr" }>, place: TermPlace): Json {
  const names = [expression.valueVar.name, ...(expression.keyVar ? [expression.keyVar.name] : [])];
  const inner: TermPlace = { ...place, bound: [...place.bound, ...names] };
  const plain = (part: Expression): Json => plainTerm(termOf(part, inner));
  return {
    for: plainTerm(termOf(expression.collection, place)),
    as: names,
    ...(expression.keyExpr ? { key: plain(expression.keyExpr) } : {}),
    value: plain(expression.valueExpr),
    ...(expression.condition ? { if: plain(expression.condition) } : {}),
    result: expression.group ? "groups" : expression.result,
  };
}
