// The signature of the function whose arguments are being typed.

import { contains, type TextRange } from "../base/range.js";
import { functionDocs } from "../model/builtins/functions.js";
import { signatures } from "../model/functions/signatures.js";
import { printType } from "../model/values/typeName.js";
import type { FunctionCallExpr, SourceFile } from "../syntax/ast.js";
import { scanPart } from "../syntax/scan.js";
import { pathAt } from "../syntax/visit.js";
import type { ProviderFunction } from "./providerFunctions.js";

export interface SignatureHelp {
  /** `cidrsubnet(prefix string, newbits number, netnum number) string`. */
  readonly label: string;
  /** Where each parameter stands in the label. */
  readonly parameters: readonly TextRange[];
  /** Index of the parameter that is being typed. */
  readonly active: number;
  readonly documentation: string | undefined;
}

/** Where functions of providers are looked up, by the name they are called with. */
export type FindFunction = (called: string) => ProviderFunction | undefined;

/** The innermost call whose parentheses are around an offset; undefined for a function that is not known. */
export function signatureHelp(
  file: SourceFile,
  offset: number,
  ofProvider: FindFunction = () => undefined,
): SignatureHelp | undefined {
  const call = pathAt(file, offset).findLast(
    (node): node is FunctionCallExpr =>
      node.kind === "FunctionCallExpr" &&
      node.openParen.end <= offset &&
      (node.closeParen === undefined || offset <= node.closeParen.start),
  );
  if (!call) return undefined;
  const name = call.name.startsWith("core::") ? call.name.slice("core::".length) : call.name;
  const provided = Object.hasOwn(signatures, name) ? undefined : ofProvider(call.name);
  const signature = provided ?? (Object.hasOwn(signatures, name) ? signatures[name] : undefined);
  if (!signature) return undefined;
  const shown = [
    ...signature.params.map((param) => `${param.name} ${printType(param.type)}`),
    ...(signature.variadic ? [`${signature.variadic.name} ${printType(signature.variadic.type)}…`] : []),
  ];
  let label = `${name}(`;
  const parameters = shown.map((text, i) => {
    if (i > 0) label += ", ";
    const start = label.length;
    label += text;
    return { start, end: label.length };
  });
  label += `) ${printType(signature.returns)}`;
  const active = commasBefore(file, call, offset);
  return {
    label,
    parameters,
    active: signature.variadic ? Math.min(active, shown.length - 1) : active,
    documentation: provided?.doc ?? functionDocs.get(name)?.doc,
  };
}

/** How many commas of the call itself stand before the offset; those inside of an argument do not count. */
function commasBefore(file: SourceFile, call: FunctionCallExpr, offset: number): number {
  return scanPart(file.text, call.openParen.end, offset).filter(
    (token) => token.type === "Comma" && !call.args.some((arg) => contains(arg.range, token)),
  ).length;
}
