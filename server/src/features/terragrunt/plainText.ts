// Plain data written as HCL, and what of evaluated configuration is plain.

import { type Json, unknownKey } from "../../model/terragrunt/term.js";
import { isIdentifier } from "../rewriting/identifier.js";

/** True for data in which nothing is unknown. */
export function isPlain(json: Json): boolean {
  if (json === null || typeof json !== "object") return true;
  if (Array.isArray(json)) return json.every(isPlain);
  return Object.entries(json).every(([name, part]) => name !== unknownKey && isPlain(part as Json));
}

/** Plain data as an expression; `indentation` is that of the line on which it begins. */
export function hclText(json: Json, indentation = ""): string {
  if (typeof json === "string") return quotedText(json);
  if (json === null || typeof json !== "object") return String(json);
  const inner = `${indentation}  `;
  if (Array.isArray(json)) return `[${json.map((part) => hclText(part as Json, inner)).join(", ")}]`;
  const entries = Object.entries(json);
  if (entries.length === 0) return "{}";
  const keys = entries.map(([name]) => (isIdentifier(name) ? name : quotedText(name)));
  const width = Math.max(...keys.map((key) => key.length));
  const lines = entries.map(([, part], i) => `${inner}${keys[i]?.padEnd(width)} = ${hclText(part as Json, inner)}`);
  return ["{", ...lines, `${indentation}}`].join("\n");
}

/** A text as a quoted template in which nothing is replaced. */
export function quotedText(text: string): string {
  return JSON.stringify(text).split("${").join("$${").split("%{").join("%%{");
}
