// The signature of the function whose arguments are being typed.

import { contains, type TextRange } from "../base/range.js";
import { functionDocs } from "../model/builtins/functions.js";
import { signatures } from "../model/functions/signatures.js";
import { printType } from "../model/values/typeName.js";
import type { FunctionCallExpr, SourceFile } from "../syntax/ast.js";
import { scanPart } from "../syntax/scan.js";
import type { TokenType } from "../syntax/tokens.js";
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
  const call = callAt(file, offset) ?? brokenCallAt(file, offset);
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
  const { active } = call;
  return {
    label,
    parameters,
    active: signature.variadic ? Math.min(active, shown.length - 1) : active,
    documentation: provided?.doc ?? functionDocs.get(name)?.doc,
  };
}

/** A call whose arguments hold an offset, and how many of them stand before it. */
interface OpenCall {
  readonly name: string;
  readonly active: number;
}

function callAt(file: SourceFile, offset: number): OpenCall | undefined {
  const call = pathAt(file, offset).findLast(
    (node): node is FunctionCallExpr =>
      node.kind === "FunctionCallExpr" &&
      node.openParen.end <= offset &&
      (node.closeParen === undefined || offset <= node.closeParen.start),
  );
  return call && { name: call.name, active: commasBefore(file, call, offset) };
}

/** How many commas of the call itself stand before the offset; those inside of an argument do not count. */
function commasBefore(file: SourceFile, call: FunctionCallExpr, offset: number): number {
  return scanPart(file.text, call.openParen.end, offset).filter(
    (token) => token.type === "Comma" && !call.args.some((arg) => contains(arg.range, token)),
  ).length;
}

const opening: ReadonlySet<TokenType> = new Set(["OParen", "OBrack", "OBrace", "TemplateInterp", "TemplateControl"]);
const closing: ReadonlySet<TokenType> = new Set(["CParen", "CBrack", "CBrace", "TemplateSeqEnd"]);

/** The call that is open at an offset by the tokens alone, for arguments over several lines whose end is not there yet. */
function brokenCallAt({ body, text }: SourceFile, offset: number): OpenCall | undefined {
  const start = body.items.findLast((item) => item.range.start < offset)?.range.start;
  if (start === undefined) return undefined;
  const open: { name: string; active: number; isCall: boolean }[] = [];
  let name = "";
  let end = start;
  for (const token of scanPart(text, start, offset)) {
    const { type } = token;
    const follows = token.start === end;
    end = token.end;
    if (opening.has(type)) open.push({ name, active: 0, isCall: type === "OParen" && name !== "" && follows });
    else if (closing.has(type)) open.pop();
    else if (type === "Comma") {
      const innermost = open.at(-1);
      if (innermost) innermost.active++;
    }
    if (type === "Ident" || type === "DoubleColon") name = (follows ? name : "") + text.slice(token.start, token.end);
    else name = "";
  }
  const innermost = open.at(-1);
  return innermost?.isCall ? innermost : undefined;
}
