// A merged configuration as a person reads it: HCL in which what is not known stands as the expression it comes from.

import type { Json } from "../../model/terragrunt/term.js";
import { unknownKey } from "../../model/terragrunt/term.js";
import { isIdentifier } from "../rewriting/identifier.js";
import { hclText, quotedText } from "./plainText.js";

/** Stands for an expression that has no short form. */
const omitted = "…";

/** Plain data with unknown parts as HCL to look at; `indentation` is that of the line on which it begins. */
export function shownText(json: Json, indentation = ""): string {
  if (typeof json === "string") return json.includes("\n") ? heredoc(json, indentation) : quotedText(json);
  if (json === null || typeof json !== "object") return String(json);
  const inner = `${indentation}  `;
  if (isList(json)) return listText(json, indentation);
  const unknown = json[unknownKey];
  if (unknown !== undefined) return expressionText(unknown, indentation);
  const entries = Object.entries(json);
  if (entries.length === 0) return "{}";
  const keys = entries.map(([name]) => (isIdentifier(name) ? name : quotedText(name)));
  const width = Math.max(...keys.map((key) => key.length));
  const lines = entries.map(([, part], i) => `${inner}${keys[i]?.padEnd(width)} = ${shownText(part, inner)}`);
  return ["{", ...lines, `${indentation}}`].join("\n");
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function listText(list: readonly Json[], indentation: string): string {
  const inner = `${indentation}  `;
  const texts = list.map((part) => shownText(part, inner));
  const isShort = texts.every((text) => !text.includes("\n")) && texts.join(", ").length <= 80;
  if (isShort) return `[${texts.join(", ")}]`;
  return ["[", ...texts.map((text) => `${inner}${text},`), `${indentation}]`].join("\n");
}

function heredoc(text: string, indentation: string): string {
  const lines = text.replace(/\n$/, "").split("\n");
  return ["<<-EOT", ...lines.map((line) => `${indentation}  ${line}`), `${indentation}EOT`].join("\n");
}

/** The expression that an unknown part of a term keeps. */
function expressionText(source: Json, indentation: string): string {
  const show = (json: Json) => shownText(json, indentation);
  if (source === null || typeof source !== "object" || isList(source)) return omitted;
  const { call, args, template, ref, dependency, of, get, object } = source;
  if (typeof call === "string" && isListOf(args)) return `${call}(${args.map(show).join(", ")})`;
  if (isListOf(template)) return templateText(template, show);
  if (isListOf(ref)) return `${String(ref[0])}${stepsText(ref.slice(1))}`;
  if (typeof dependency === "string") return `dependency.${lastName(dependency)}${stepsText(stepsOf(get))}`;
  if (of !== undefined) return `${operandText(of, indentation)}${stepsText(stepsOf(get))}`;
  if (object !== undefined) return show(object);
  const [[operator, operands] = []] = Object.entries(source);
  return operator !== undefined && isListOf(operands) ? operationText(operator, operands.map(show)) : omitted;
}

function isListOf(json: Json | undefined): json is readonly Json[] {
  return json !== undefined && isList(json);
}

function operationText(operator: string, texts: readonly string[]): string {
  const [first = "", second = "", third = ""] = texts;
  if (operator === "merge" || operator === "deep_merge") return `${operator}(${texts.join(", ")})`;
  if (operator === "if") return `${first} ? ${second} : ${third}`;
  if (isIdentifier(operator)) return omitted;
  return texts.length === 1 ? `${operator}${first}` : `${first} ${operator} ${second}`;
}

/** What a part is taken of: an expression by itself, or plain data. */
function operandText(json: Json, indentation: string): string {
  const isPlain = json === null || typeof json !== "object" || isList(json) || unknownKey in json;
  return isPlain ? shownText(json, indentation) : expressionText(json, indentation);
}

function stepsOf(get: Json | undefined): readonly Json[] {
  return get === undefined ? [] : isList(get) ? get : [get];
}

function stepsText(steps: readonly Json[]): string {
  return steps
    .map((step) => {
      if (typeof step === "string" && isIdentifier(step)) return `.${step}`;
      return typeof step === "string" && Number.isInteger(Number(step)) ? `[${step}]` : `[${shownText(step)}]`;
    })
    .join("");
}

function templateText(parts: readonly Json[], show: (json: Json) => string): string {
  const texts = parts.map((part) => (typeof part === "string" ? hclText(part).slice(1, -1) : `\${${show(part)}}`));
  return `"${texts.join("")}"`;
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
