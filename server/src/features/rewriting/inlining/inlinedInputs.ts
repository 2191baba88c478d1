// What takes the place of an inlined module's input variables: the call's arguments, or the defaults.
//
// A variable converts what it is given to its type; where that would change the value, the conversion is written out.
// Source: OpenTofu 1.12, `internal/tofu/eval_variable.go` (defaults, conversion, null for a variable that is not
// nullable).

import { slice } from "../../../base/range.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import type { Scope } from "../../../model/evaluate/scope.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import { admit, type InputVariable, inputVariable } from "../../../model/moduleValues/inputVariables.js";
import { moduleValues } from "../../../model/moduleValues.js";
import { visitReferences } from "../../../model/references.js";
import { sameValue } from "../../../model/values/equality.js";
import { Failure } from "../../../model/values/failure.js";
import { hasDynamic, isPrimitive, type Type, typesEqual, withoutOptional } from "../../../model/values/type.js";
import { printType } from "../../../model/values/typeName.js";
import { isWhollyKnown, type Value } from "../../../model/values/value.js";
import type { Block, Expression } from "../../../syntax/ast.js";
import { declaredBlock } from "../declarationNodes.js";
import { descendants, withoutParentheses } from "../expressionShape.js";
import { impureFunctions } from "../impureFunctions.js";
import { type ReferenceSite, sitesOf } from "../sites.js";
import { plainSubstitute, type Substitute, substituteOf, substitution } from "../substitution.js";
import type { InlinedCall } from "./inlinedCall.js";

/** The edits of every reference to an input variable, and the local values that hold what is too long to repeat. */
export interface InlinedInputs {
  readonly edits: readonly { readonly uri: string; readonly edit: ReturnType<typeof substitution> }[];
  readonly locals: readonly { readonly name: string; readonly text: string }[];
}

/** Plans the inputs; `freeLocal` gives a local value's name that nothing has yet. A sentence where one cannot be had. */
export function inlinedInputs(call: InlinedCall, freeLocal: (wanted: string) => string): InlinedInputs | string {
  const edits: { uri: string; edit: ReturnType<typeof substitution> }[] = [];
  const locals: { name: string; text: string }[] = [];
  for (const { fact } of call.callee.declarationsOf("variable")) {
    const sites = sitesOf(call.snapshot, call.callee, fact.key).filter((site) => isTakenOver(call, site));
    const input = readInput(call, fact.name, sites);
    if (typeof input === "string") return input;
    if (sites.length === 0) continue;
    const drilled = sites.map((site) => drill(site, input));
    const isRepeated = drilled.some((one) => one.value === input.value) && sites.length > 1;
    const mustName =
      drilled.some((one) => one.value.text.includes("<<")) ||
      sites.some((site) => isHidden(site, input)) ||
      (isRepeated && !input.isSimple) ||
      input.isImpure;
    if (!mustName) {
      for (const { site, end, value } of drilled) {
        const range = { start: site.origin.addressRange.start, end };
        edits.push({ uri: site.uri, edit: substitution(site, range, value) });
      }
      continue;
    }
    const early = sites.find(isReadEarly);
    if (early) return `${fact.key} decides the source of another module.`;
    const own = ["count", "each"].find((root) => input.roots.has(root));
    if (own !== undefined) return `It reads ${own}, which only its block knows.`;
    const name = freeLocal(fact.name);
    locals.push({ name, text: input.value.isOpen ? `(${input.value.text})` : input.value.text });
    const named = plainSubstitute(`local.${name}`);
    for (const site of sites) edits.push({ uri: site.uri, edit: substitution(site, site.origin.addressRange, named) });
  }
  return { edits, locals };
}

/** True for references in what goes over: not in the variables' own blocks, nor in tests. */
function isTakenOver(call: InlinedCall, site: ReferenceSite): boolean {
  const [block] = site.blocks;
  if (!block) return false;
  return call.kept.some((one) => one.block === block) || [...call.outputs.values()].some((one) => one.block === block);
}

/** A nested call's source is known before any local value. */
function isReadEarly({ blocks, attribute }: ReferenceSite): boolean {
  return blocks[0]?.type.name === "module" && ["source", "version"].includes(attribute.name.name);
}

interface Input {
  readonly value: Substitute;
  readonly isSimple: boolean;
  /** The expression that is given, where it is taken as it is. */
  readonly as: { readonly expression: Expression; readonly source: string } | undefined;
  /** True where its text must be computed once, however many instances read it. */
  readonly isImpure: boolean;
  /** The first names of what it reads. */
  readonly roots: ReadonlySet<string>;
}

function readInput(call: InlinedCall, name: string, sites: readonly ReferenceSite[]): Input | string {
  const { snapshot, caller, callee, file, block } = call;
  const variable = inputVariable(snapshot, callee, name);
  const declared = declaredBlock(snapshot, callee.declaration(`var.${name}`));
  if (!variable || !declared) return `var.${name} cannot be read.`;
  const passed = argument(block.body, name);
  const given = passed
    ? { expression: passed.value, source: file.text }
    : variable.default && { expression: variable.default, source: declared.file.text };
  if (!given) return `var.${name} has no value.`;
  if (variable.ephemeral) return `var.${name} is ephemeral.`;
  const scope = passed && moduleValues(snapshot, caller, "declared").scopeAt(file, [block], passed);
  const value = evaluate(given.expression, scope).value;
  const isImpure = [...descendants(given.expression)].some(
    (node) => node.kind === "FunctionCallExpr" && impureFunctions.has(node.name),
  );
  const roots = new Set<string>();
  let readsItself = false;
  visitReferences(given.expression, "expression", [], (origin) => {
    roots.add(origin.base.root.name);
    if (passed && origin.key === call.key) readsItself = true;
  });
  if (readsItself) return `var.${name} is given an output of the same module.`;
  if (!isValidated(declared.block, name, value)) return `var.${name} has a validation, which would be lost.`;
  if (sites.length === 0) return { value: plainSubstitute("null"), isSimple: true, as: undefined, isImpure, roots };
  const converted = convertedText(variable, given, value, sites, scope);
  if (converted === undefined) {
    return `var.${name} makes its value ${printType(variable.constraint.type)}, which cannot be written in its place.`;
  }
  const isAsGiven = converted.isAsGiven && !variable.sensitive;
  const plain = substituteOf(given.source, given.expression);
  const text = variable.sensitive ? plainSubstitute(`sensitive(${converted.value.text})`) : converted.value;
  const fallback = nullFallback(variable, given.expression, declared.file.text, value);
  if (fallback === "none") return `var.${name} takes its default where it is given null.`;
  if (fallback !== undefined) {
    const choice = `(${plain.text} != null ? ${plain.text} : ${fallback})`;
    return { value: plainSubstitute(choice), isSimple: false, as: undefined, isImpure, roots };
  }
  return {
    value: text,
    isSimple: isSimple(given.expression) && text.text.length < 60,
    as: isAsGiven ? given : undefined,
    isImpure,
    roots,
  };
}

/** True where the validations can go: there are none, or what is given is a constant, which has passed them. */
function isValidated(block: Block, name: string, value: Value): boolean {
  const validations = block.body.items.filter((item) => item.kind === "Block" && item.type.name === "validation");
  if (validations.length === 0) return true;
  if (!isWhollyKnown(value)) return false;
  let isAlone = true;
  for (const validation of validations) {
    const condition = validation.kind === "Block" ? argument(validation.body, "condition") : undefined;
    if (!condition) return false;
    visitReferences(condition.value, "expression", [], (origin) => {
      if (origin.key !== `var.${name}`) isAlone = false;
    });
  }
  return isAlone && nestedBlock(block.body, "validation") !== undefined;
}

/** The default's text where null may be given in its stead; `none` where that cannot be written. */
function nullFallback(
  variable: InputVariable,
  given: Expression,
  defaultSource: string,
  value: Value,
): string | "none" | undefined {
  if (variable.nullable || !variable.default || given === variable.default) return undefined;
  if (value.isNotNull || value.hasContent) return undefined;
  const isPlain = given.kind === "ScopeTraversalExpr" && isPrimitive(withoutOptional(variable.constraint.type));
  if (!isPlain || variable.sensitive || !typesEqual(value.type, withoutOptional(variable.constraint.type)))
    return "none";
  return slice(defaultSource, variable.default.range);
}

/** The given expression as the variable's type makes it; undefined where that cannot be written. */
function convertedText(
  variable: InputVariable,
  given: { readonly expression: Expression; readonly source: string },
  value: Value,
  sites: readonly ReferenceSite[],
  scope: Scope | undefined,
): { readonly value: Substitute; readonly isAsGiven: boolean } | undefined {
  const plain = substituteOf(given.source, given.expression);
  const asGiven = { value: plain, isAsGiven: true };
  const { type, defaults } = variable.constraint;
  if (type.kind === "dynamic") return asGiven;
  const wanted = withoutOptional(type);
  if (defaults !== undefined) {
    // Attributes that are left out, or null, take their defaults.
    const admitted = isWhollyKnown(value) ? admit(variable, value) : undefined;
    const isSame = admitted !== undefined && !(admitted instanceof Failure) && sameValue(admitted, value);
    return isSame && typesEqual(value.type, wanted) ? asGiven : undefined;
  }
  if (typesEqual(value.type, wanted)) return asGiven;
  if (isPrimitive(wanted)) {
    return { value: plainSubstitute(`to${wanted.kind}(${plain.text})`), isAsGiven: false };
  }
  if (hasDynamic(wanted)) return undefined;
  const converted = conversionText(plain.text, value, wanted) ?? convertedElements(given, wanted, scope);
  if (converted !== undefined) return { value: plainSubstitute(converted), isAsGiven: false };
  // An empty collection of no known type is as good as any where only its elements are looked at.
  const bare = withoutParentheses(given.expression);
  const isEmpty =
    (bare.kind === "TupleConsExpr" && bare.elements.length === 0) ||
    (bare.kind === "ObjectConsExpr" && bare.items.length === 0);
  return isEmpty && sites.every(isIterated) ? asGiven : undefined;
}

/** A conversion function around the text, where that gives exactly the wanted type. */
function conversionText(text: string, value: Value, wanted: Type): string | undefined {
  if (wanted.kind !== "list" && wanted.kind !== "set" && wanted.kind !== "map") return undefined;
  const { type } = value;
  const elements =
    type.kind === "tuple"
      ? type.elements
      : type.kind === "object"
        ? [...type.attributes.values()]
        : type.kind === "list" || type.kind === "set" || type.kind === "map"
          ? [type.element]
          : undefined;
  if (!elements) return undefined;
  const isKeyed = type.kind === "object" || type.kind === "map";
  if (isKeyed !== (wanted.kind === "map")) return undefined;
  if (elements.length > 0) {
    const isExact = elements.every((element) => typesEqual(element, wanted.element));
    return isExact ? `to${wanted.kind}(${text})` : undefined;
  }
  // Nothing in an empty literal tells its element type; these calls have it.
  if (wanted.element.kind !== "string") return undefined;
  if (wanted.kind === "list") return "compact([])";
  return wanted.kind === "set" ? "toset(compact([]))" : "zipmap(compact([]), compact([]))";
}

/** A list or an object that is written out, with each element converted for itself. */
function convertedElements(
  { expression, source }: { readonly expression: Expression; readonly source: string },
  wanted: Type,
  scope: Scope | undefined,
): string | undefined {
  if (wanted.kind !== "list" && wanted.kind !== "set" && wanted.kind !== "map") return undefined;
  const { element } = wanted;
  const isLiteral = expression.kind === (wanted.kind === "map" ? "ObjectConsExpr" : "TupleConsExpr");
  const elements =
    expression.kind === "ObjectConsExpr"
      ? expression.items.map((item) => item.value)
      : expression.kind === "TupleConsExpr"
        ? expression.elements
        : [];
  if (!isLiteral || !isPrimitive(element) || elements.length === 0) return undefined;
  const { start } = expression.range;
  const edits = elements.flatMap((one): readonly TextEdit[] => {
    const { value, diagnostics } = evaluate(one, scope);
    if (diagnostics.length === 0 && typesEqual(value.type, element)) return [];
    const range = { start: one.range.start - start, end: one.range.end - start };
    return [{ range, newText: `to${element.kind}(${slice(source, one.range)})` }];
  });
  return `to${wanted.kind}(${applyEdits(slice(source, expression.range), edits)})`;
}

/** Functions that look at the elements of a collection only. */
const elementReaders = new Set(["length", "toset", "contains", "join"]);

function isIterated(site: ReferenceSite): boolean {
  if (site.origin.accessors.length > 0) return false;
  const parent = site.parents.filter(({ kind }) => kind !== "ParenthesesExpr").at(-1);
  if (parent === undefined) return site.attribute.name.name === "for_each";
  if (parent.kind === "ForExpr") return parent.collection === site.origin.expression;
  return parent.kind === "FunctionCallExpr" && !parent.expandFinal && elementReaders.has(parent.name);
}

/** True for what may stand in many places: a literal, or a name. */
function isSimple(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "LiteralValueExpr":
    case "ScopeTraversalExpr":
      return true;
    case "TemplateExpr":
      return bare.style === "quoted" && bare.parts.every((part) => part.kind === "TemplateLiteral");
    case "UnaryOpExpr":
      return bare.operator === "-" && isSimple(bare.operand);
    case "TupleConsExpr":
      return bare.elements.length === 0;
    case "ObjectConsExpr":
      return bare.items.length === 0;
    default:
      return false;
  }
}

/** Follows the attributes that a site reads into an object that is written out. */
function drill(
  site: ReferenceSite,
  input: Input,
): { readonly site: ReferenceSite; readonly end: number; readonly value: Substitute } {
  const whole = { site, end: site.origin.addressRange.end, value: input.value };
  if (!input.as) return whole;
  let expression = input.as.expression;
  let { end } = whole;
  for (const accessor of site.origin.accessors) {
    const object = withoutParentheses(expression);
    const name = accessor.kind === "attr" ? accessor.name : accessor.kind === "index" ? accessor.key : undefined;
    const item =
      object.kind === "ObjectConsExpr" ? object.items.filter((one) => one.name === name).at(-1)?.value : undefined;
    if (!item) break;
    expression = item;
    end = accessor.range.end;
  }
  if (expression === input.as.expression || !isSimple(expression)) return whole;
  return { site, end, value: substituteOf(input.as.source, expression) };
}

/** True where a name that the value reads means something else: that of a `for` or a `dynamic` block. */
function isHidden(site: ReferenceSite, { roots }: Input): boolean {
  const bound = site.parents.flatMap((parent) =>
    parent.kind === "ForExpr" ? [parent.valueVar.name, parent.keyVar?.name ?? ""] : [],
  );
  const iterators = site.blocks.flatMap((one) => (one.type.name === "dynamic" ? [one.labels[0]?.value ?? ""] : []));
  return [...bound, ...iterators].some((one) => roots.has(one));
}
