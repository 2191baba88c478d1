// What takes the place of an inlined module's input variables: the call's arguments, or the defaults.
//
// A variable converts what it is given to its type; where that would change the value, the conversion is written out.
// Source: OpenTofu 1.12, `internal/tofu/eval_variable.go` (defaults, conversion, null for a variable that is not
// nullable).

import { slice } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { argument } from "../../../model/extract.js";
import { type InputVariable, inputVariable } from "../../../model/moduleValues/inputVariables.js";
import { moduleValues } from "../../../model/moduleValues.js";
import { visitReferences } from "../../../model/references.js";
import { isCollection, isPrimitive, type Type, typesEqual, withoutOptional } from "../../../model/values/type.js";
import { printType } from "../../../model/values/typeName.js";
import type { Value } from "../../../model/values/value.js";
import type { Expression } from "../../../syntax/ast.js";
import { conditionOperand } from "../conditions.js";
import { declaredBlock } from "../declarationNodes.js";
import { descendants, isNull, operandText, withoutParentheses } from "../expressionShape.js";
import { impureFunctions } from "../impureFunctions.js";
import { type ReferenceSite, sitesOf } from "../sites.js";
import { plainSubstitute, type Substitute, substituteOf, substitution } from "../substitution.js";
import { convertedText, elementsText, type Given, pickedText } from "./convertedText.js";
import { drill, type Input, isSimple } from "./drilledInputs.js";
import type { InlinedCall } from "./inlinedCall.js";
import { isValidated } from "./inlinedValidations.js";
import { isToldByProviders } from "./providerValues.js";

/** The edits of every reference to an input variable, and the local values that hold what is too long to repeat. */
export interface InlinedInputs {
  readonly edits: readonly { readonly uri: string; readonly edit: ReturnType<typeof substitution> }[];
  readonly locals: readonly { readonly name: string; readonly text: string }[];
  /** What must hold of values that are known to providers only, each as the rest of a sentence. */
  readonly assumptions: readonly string[];
}

/** Plans the inputs; `freeLocal` gives a local value's name that nothing has yet. A sentence where one cannot be had. */
export function inlinedInputs(call: InlinedCall, freeLocal: (wanted: string) => string): InlinedInputs | string {
  const edits: { uri: string; edit: ReturnType<typeof substitution> }[] = [];
  const locals: { name: string; text: string }[] = [];
  const assumptions: string[] = [];
  for (const { fact } of call.callee.declarationsOf("variable")) {
    const all = sitesOf(call.snapshot, call.callee, fact.key).filter((site) => isTakenOver(call, site));
    const waiting = all.filter((site) => site.origin.place === "depends_on");
    const sites = all.filter((site) => !waiting.includes(site));
    for (const site of waiting) {
      const edit = waitingEdit(call, site, fact.name);
      if (!edit) return "Its depends_on is not written as a list.";
      edits.push({ uri: site.uri, edit });
    }
    const input = readInput(call, fact.name, sites);
    if (typeof input === "string") return input;
    if (sites.length === 0) continue;
    if (input.assumption !== undefined) assumptions.push(input.assumption);
    const drilled = sites.map((site) => drill(site, input));
    const isRepeated = drilled.some((one) => one.isWhole) && sites.length > 1;
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
    const own = ["count", "each"].find((root) => input.roots.has(root));
    if (own !== undefined) return `It reads ${own}, which only its block knows.`;
    if (!input.value) return unwritable(fact.name, input.type);
    const name = freeLocal(fact.name);
    locals.push({ name, text: underCondition(call, input.value) });
    const named = plainSubstitute(`local.${name}`);
    for (const site of sites) edits.push({ uri: site.uri, edit: substitution(site, site.origin.addressRange, named) });
  }
  return { edits, locals, assumptions };
}

/** What waits for a variable waits for what its value is made of. */
function waitingEdit(call: InlinedCall, site: ReferenceSite, name: string): TextEdit | undefined {
  const list = site.attribute.value;
  if (list.kind !== "TupleConsExpr") return undefined;
  const passed = argument(call.block.body, name)?.value;
  const read = new Set<string>();
  if (passed) {
    visitReferences(passed, "expression", [], ({ key, address }) => {
      if (address) read.add(key);
    });
  }
  if (read.size > 0) return { range: site.origin.addressRange, newText: [...read].join(", ") };
  return list.elements.length === 1 ? { range: site.origin.addressRange, newText: "" } : undefined;
}

/** A local value's text. Without its condition the call gives its module nothing, so nothing is computed then. */
function underCondition({ condition }: InlinedCall, { text, level, isOpen }: Substitute): string {
  if (!condition) return isOpen ? `(${text})` : text;
  const isHeredoc = text.includes("<<");
  const wrapped = isHeredoc ? `(${text}\n)` : isOpen || level === 0 ? `(${text})` : text;
  return `${conditionOperand(condition.condition, 1)} ? ${wrapped} : null`;
}

function unwritable(name: string, type: Type): string {
  return `var.${name} makes its value ${printType(type)}, which cannot be written in its place.`;
}

/** True for references in what goes over: not in the variables' own blocks, nor in tests. */
function isTakenOver(call: InlinedCall, site: ReferenceSite): boolean {
  const [block] = site.blocks;
  if (!block) return false;
  return call.kept.some((one) => one.block === block) || [...call.outputs.values()].some((one) => one.block === block);
}

function readInput(call: InlinedCall, name: string, sites: readonly ReferenceSite[]): Input | string {
  const { snapshot, caller, callee, file, block } = call;
  const variable = inputVariable(snapshot, callee, name);
  const declared = declaredBlock(snapshot, callee.declaration(`var.${name}`));
  const passed = argument(block.body, name);
  const given = passed
    ? { expression: passed.value, source: file.text }
    : variable?.default && declared && { expression: variable.default, source: declared.file.text };
  if (!variable || !declared || !given) return `var.${name} has no value; give it one in the call first.`;
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
  const read = { isImpure, roots, type: variable.constraint.type, assumption: undefined };
  const context = { ...given, scope };
  if (!isValidated(call, declared, name, context)) return `var.${name} has a validation, which would be lost.`;
  if (sites.length === 0) return { ...read, value: plainSubstitute("null"), isSimple: true, within: undefined };
  const fallback = nullFallback(variable, given.expression, declared.file.text, value);
  if (fallback === "none") return `var.${name} takes its default where it is given null.`;
  const plain = substituteOf(given.source, given.expression);
  if (fallback !== undefined) {
    const choice = `(${plain.text} != null ? ${plain.text} : ${fallback})`;
    return { ...read, value: plainSubstitute(choice), isSimple: false, within: undefined };
  }
  const whole = wholeText(call, variable, context, value, sites);
  const within = variable.sensitive ? undefined : { given: context, wanted: variable.constraint };
  const converted = whole?.text;
  if (whole === undefined || converted === undefined) {
    const input = { ...read, value: undefined, isSimple: false, within };
    return sites.every((site) => !drill(site, input).isWhole) ? input : unwritable(name, variable.constraint.type);
  }
  const isAsGiven = converted === plain.text;
  const own = isAsGiven ? plain : plainSubstitute(converted);
  const standing = variable.sensitive ? plainSubstitute(`sensitive(${own.text})`) : own;
  return {
    ...read,
    value: standing,
    isSimple: isSimple(given.expression) && standing.text.length < 60,
    within,
    assumption: whole.assumption,
  };
}

/** The text that stands for the variable as a whole, and what must hold for it. */
function wholeText(
  call: InlinedCall,
  variable: InputVariable,
  given: Given,
  value: Value,
  sites: readonly ReferenceSite[],
): { readonly text: string; readonly assumption: string | undefined } | undefined {
  const converted = convertedText(given, variable.constraint);
  if (converted !== undefined) return { text: converted, assumption: undefined };
  const text = slice(given.source, given.expression.range);
  const { type, defaults } = variable.constraint;
  // An empty collection of no known type is as good as any where only its elements are looked at.
  const bare = withoutParentheses(given.expression);
  const isEmpty =
    (bare.kind === "TupleConsExpr" && bare.elements.length === 0) ||
    (bare.kind === "ObjectConsExpr" && bare.items.length === 0);
  if (isEmpty && sites.every(isIterated)) return { text, assumption: undefined };
  if (value.isNull && sites.every(isTypedNull)) return { text, assumption: undefined };
  if (defaults || value.type.kind !== "dynamic") return undefined;
  const isTold = isToldByProviders(call.snapshot, call.caller, given.expression);
  if (type.kind === "object" && isTold && bare.kind === "ScopeTraversalExpr") {
    const picked = pickedText(text, type);
    return picked === undefined ? undefined : { text: picked, assumption: `${variable.name} is not null` };
  }
  if (!isCollection(type) || !isPrimitive(type.element)) return undefined;
  if (isTold && type.element.kind === "string") {
    return { text: `to${type.kind}(${text})`, assumption: `the elements of ${variable.name} are strings` };
  }
  // An empty collection would have elements of no known type, and nothing can be repeated over null.
  const elements = elementsText(operandText(given.source, given.expression, 1), type.kind, type.element.kind);
  return { text: elements, assumption: `${variable.name} is neither null nor empty` };
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

/** Functions that look at the elements of a collection only. */
const elementReaders = new Set(["length", "toset", "contains", "join"]);

function isIterated(site: ReferenceSite): boolean {
  if (site.origin.accessors.length > 0) return false;
  const parent = site.parents.filter(({ kind }) => kind !== "ParenthesesExpr").at(-1);
  if (parent === undefined) return site.attribute.name.name === "for_each";
  if (parent.kind === "ForExpr") return parent.collection === site.origin.expression;
  return parent.kind === "FunctionCallExpr" && !parent.expandFinal && elementReaders.has(parent.name);
}

/** True where a null of any type is the same: it is compared with null, or is an argument that a provider types. */
function isTypedNull(site: ReferenceSite): boolean {
  if (site.origin.accessors.length > 0) return false;
  const parent = site.parents.filter(({ kind }) => kind !== "ParenthesesExpr").at(-1);
  const [block] = site.blocks;
  if (parent !== undefined) {
    const isComparison = parent.kind === "BinaryOpExpr" && (parent.operator === "==" || parent.operator === "!=");
    return isComparison && (isNull(parent.left) || isNull(parent.right));
  }
  const isObject = block !== undefined && ["resource", "data", "ephemeral"].includes(block.type.name);
  return isObject && block.labels[0]?.value !== "terraform_data" && site.attribute.name.name !== "for_each";
}

/** True where a name that the value reads means something else: that of a `for` or a `dynamic` block. */
function isHidden(site: ReferenceSite, { roots }: Input): boolean {
  const bound = site.parents.flatMap((parent) =>
    parent.kind === "ForExpr" ? [parent.valueVar.name, parent.keyVar?.name ?? ""] : [],
  );
  const iterators = site.blocks.flatMap((one) => (one.type.name === "dynamic" ? [one.labels[0]?.value ?? ""] : []));
  return [...bound, ...iterators].some((one) => roots.has(one));
}
