// What a name stands for: its declaration, type, description, default, value and uses.

import { slice, type TextRange } from "../../base/range.js";
import { type Address, describeAddress, parseAddressKey } from "../../model/address.js";
import { referenceRoots } from "../../model/builtins/references.js";
import { effectiveArgument } from "../../model/declarationSyntax.js";
import type { DeclarationFact } from "../../model/facts.js";
import type { Declaration } from "../../model/module.js";
import { type ModuleValues, moduleValues } from "../../model/moduleValues.js";
import { nameOf, relativePath } from "../../model/uri.js";
import { printValue } from "../../model/values/print.js";
import type { Type } from "../../model/values/type.js";
import { printType } from "../../model/values/typeName.js";
import { dynamicValue, isWhollyKnown, type Value } from "../../model/values/value.js";
import { pathAt } from "../../syntax/visit.js";
import { boundType } from "../completion/bound.js";
import { productOf } from "../diagnostics.js";
import type { Hover, HoverContext } from "../hovers.js";
import { calleeOf, type DeclaredSymbol, occurrencesOf, symbolAt } from "../navigation/symbol.js";
import { isTerragruntFile } from "../terragrunt/place.js";
import { labelled, shortened } from "./labelled.js";

/** The declared or bound name at the pointer. */
export function declaredName({ snapshot, uri, offset, options }: HoverContext): Hover | undefined {
  const symbol = symbolAt(snapshot, uri, offset);
  if (!symbol || symbol.kind === "terragrunt") return undefined;
  if (symbol.kind === "bound") {
    const type = boundTypeAt({ snapshot, uri, offset, options }, symbol.name);
    const shown = type && type.kind !== "dynamic" ? `: \`${shortened(printType(type))}\`` : "";
    const markdown = `**${symbol.name}**${shown}\n\nBound by the expression around it.`;
    return { range: symbol.range, markdown };
  }
  const declaration = symbol.module.declaration(symbol.key);
  const address = parseAddressKey(symbol.key);
  if (!declaration || !address) return undefined;
  const values = moduleValues(snapshot, symbol.module, "given", productOf(symbol.module, options));
  const lines = [
    `**${describeAddress(address)}**${typeOf(values, address)}`,
    declaration.fact.description ?? "",
    ...details({ snapshot, symbol, declaration, values, address }),
    usage({ snapshot, symbol, declaration }),
  ];
  return { range: symbol.range, markdown: lines.filter((line) => line !== "").join("\n\n") };
}

/** The type of a bound name; undefined where it is not known. */
function boundTypeAt({ snapshot, uri, offset, options }: HoverContext, name: string): Type | undefined {
  const file = snapshot.file(uri);
  const module = snapshot.moduleOf(uri);
  if (!file || !module || isTerragruntFile(snapshot, uri)) return undefined;
  const nodes = pathAt(file, offset);
  const blocks = nodes.filter((node) => node.kind === "Block");
  const attribute = nodes.findLast((node) => node.kind === "Attribute");
  return boundType({ snapshot, module, file, product: productOf(module, options) }, { nodes, blocks, attribute }, name);
}

interface Named {
  readonly snapshot: HoverContext["snapshot"];
  readonly symbol: DeclaredSymbol;
  readonly declaration: Declaration;
}

function typeOf(values: ModuleValues, address: Address): string {
  const type = valueOfAddress(values, address)?.type;
  return type === undefined || type.kind === "dynamic" ? "" : `: \`${shortened(printType(type))}\``;
}

function valueOfAddress(values: ModuleValues, address: Address): Value | undefined {
  switch (address.kind) {
    case "variable":
      return values.variable(address.name);
    case "local":
      return values.local(address.name);
    case "output":
      return values.output(address.name);
    default:
      return undefined;
  }
}

function details(named: Named & { readonly values: ModuleValues; readonly address: Address }): string[] {
  const { snapshot, symbol, values, address, declaration } = named;
  switch (address.kind) {
    case "variable": {
      const fallback = effectiveArgument(snapshot, symbol.module, symbol.key, "default");
      const written = fallback ? slice(fallback.file.text, fallback.node.value.range) : undefined;
      const value = values.variable(address.name);
      return [
        written === undefined ? "Required: it has no default." : labelled("Default", written),
        isWhollyKnown(value) ? labelled("Value here", printValue(value)) : "",
      ];
    }
    case "local":
    case "output": {
      const value = valueOfAddress(values, address) ?? dynamicValue;
      return [isWhollyKnown(value) ? labelled("Value", printValue(value)) : ""];
    }
    case "module": {
      const callee = calleeOf(snapshot, symbol.module, symbol.key);
      const { source, version } = declaration.fact;
      const where = callee ? relativePath(symbol.module.directory, callee.directory) : undefined;
      return [
        source === undefined ? "" : `Source: \`${source}\`${version === undefined ? "" : `, version \`${version}\``}`,
        where === undefined
          ? ""
          : `${count([...callee!.declarationsOf("variable")].length, "input")}, ${count([...callee!.declarationsOf("output")].length, "output")}`,
        instancesText(declaration.fact),
      ];
    }
    case "resource":
      return [instancesText(declaration.fact), enabledText(named)];
    default:
      return [];
  }
}

function instancesText({ repetition }: DeclarationFact): string {
  if (repetition === "count") return "Has instances by `count`: refer to one as `[0]`, to all as `[*]`.";
  return repetition === "for_each" ? 'Has instances by `for_each`: refer to one as `["key"]`.' : "";
}

function enabledText({ snapshot, symbol }: Named): string {
  const enabled = effectiveArgument(snapshot, symbol.module, symbol.key, "enabled", "lifecycle");
  return enabled
    ? `Exists only where \`${shortened(slice(enabled.file.text, enabled.node.value.range))}\`; otherwise it is \`null\`.`
    : "";
}

function usage({ snapshot, symbol, declaration }: Named): string {
  const uses = occurrencesOf(snapshot, symbol).filter(({ kind }) => kind === "read" || kind === "write").length;
  return `Declared in ${nameOf(declaration.uri)}, used in ${count(uses, "place")}.`;
}

/** `each`, `count`, `self`, `path` and the like, with what they mean. */
export function scopeName({ snapshot, uri, offset }: HoverContext): Hover | undefined {
  const file = snapshot.file(uri);
  if (isTerragruntFile(snapshot, uri)) return undefined;
  const traversal = file && pathAt(file, offset).findLast((node) => node.kind === "ScopeTraversalExpr");
  if (traversal?.kind !== "ScopeTraversalExpr") return undefined;
  const { root, steps } = traversal;
  const known = referenceRoots[root.name];
  const [step] = steps;
  if (!known || known.target) return undefined;
  const attribute = step?.kind === "AttrStep" ? known.attributes?.[step.name] : undefined;
  const range: TextRange = { start: root.range.start, end: step && attribute ? step.range.end : root.range.end };
  if (offset < range.start || offset > range.end) return undefined;
  const name = attribute && step?.kind === "AttrStep" ? `${root.name}.${step.name}` : root.name;
  return {
    range,
    markdown: `**${name}**${attribute ? `: \`${attribute.type}\`` : ""}\n\n${attribute?.doc ?? known.doc}`,
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
