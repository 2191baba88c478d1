// JSON and YAML as HCL: as an expression, as arguments, as `yamlencode(…)`, or as Kubernetes resources.

import { quoted } from "../rewriting/addressPath.js";
import { isIdentifier, toIdentifier } from "../rewriting/identifier.js";
import { readStructured, type Structured } from "./structuredText.js";

/** One way to write what was pasted. */
export interface PasteForm {
  readonly id: "expression" | "yamlencode" | "arguments" | "manifests";
  readonly title: string;
  readonly text: string;
}

/**
 * The ways to write a JSON or YAML text as HCL; none for any other text. `inExpression` says whether a value is wanted
 * at the place, or items of a body. Lines behind the first are indented by `indent`.
 */
export function pasteForms(text: string, inExpression: boolean, indent: string): readonly PasteForm[] {
  const documents = readStructured(text);
  const [first] = documents ?? [];
  if (!documents || !first) return [];
  const forms: PasteForm[] = [];
  if (inExpression) {
    const value = documents.length === 1 ? expression(first, indent) : list(documents, indent);
    forms.push({ id: "expression", title: "Paste as HCL", text: value });
    if (documents.length === 1) {
      forms.push({ id: "yamlencode", title: "Paste as yamlencode(…)", text: `yamlencode(${value})` });
    }
    return forms;
  }
  if (documents.every(isManifest)) {
    forms.push({
      id: "manifests",
      title:
        documents.length === 1 ? "Paste as a Kubernetes resource" : `Paste as ${documents.length} Kubernetes resources`,
      text: manifests(documents, indent),
    });
  }
  if (documents.length === 1 && first.kind === "map" && first.entries.every(([key]) => isIdentifier(key))) {
    forms.push({
      id: "arguments",
      title: "Paste as HCL arguments",
      text: entries(first.entries, indent).join(`\n${indent}`),
    });
  }
  return forms;
}

function isManifest(value: Structured): boolean {
  if (value.kind !== "map") return false;
  const names = new Set(value.entries.map(([key]) => key));
  return names.has("apiVersion") && names.has("kind");
}

/** One `kubernetes_manifest` for each document, named after its kind and name; a name that is taken gets a number. */
function manifests(documents: readonly Structured[], indent: string): string {
  const taken = new Set<string>();
  return documents
    .map((document) => {
      const wanted = toIdentifier(
        [stringAt(document, "kind"), stringAt(document, "metadata", "name")].join("_").toLowerCase(),
        "manifest",
      );
      let name = wanted;
      for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
      taken.add(name);
      const inner = `${indent}  `;
      return `resource "kubernetes_manifest" "${name}" {\n${inner}manifest = ${expression(withoutServerFields(document), inner)}\n${indent}}`;
    })
    .join(`\n\n${indent}`);
}

/** `status` belongs to the server, and the provider refuses it. */
function withoutServerFields(document: Structured): Structured {
  return document.kind === "map"
    ? { ...document, entries: document.entries.filter(([key]) => key !== "status") }
    : document;
}

function stringAt(value: Structured, ...path: readonly string[]): string {
  const [name, ...rest] = path;
  if (name === undefined) return value.kind === "string" ? value.value : value.kind === "literal" ? value.text : "";
  const found = value.kind === "map" ? value.entries.find(([key]) => key === name)?.[1] : undefined;
  return found ? stringAt(found, ...rest) : "";
}

/** A value as an expression; lines behind its first are indented by `indent`. */
function expression(value: Structured, indent: string): string {
  switch (value.kind) {
    case "string":
      return stringText(value.value, indent);
    case "literal":
      return value.text;
    case "list":
      return list(value.items, indent);
    case "map": {
      const inner = `${indent}  `;
      const lines = entries(value.entries, inner);
      return lines.length === 0 ? "{}" : `{\n${lines.map((line) => `${inner}${line}\n`).join("")}${indent}}`;
    }
  }
}

function list(items: readonly Structured[], indent: string): string {
  if (items.length === 0) return "[]";
  const inner = `${indent}  `;
  const isShort = items.every(
    (item) => (item.kind === "literal" || item.kind === "string") && !item.behind && item.before.length === 0,
  );
  const texts = items.map((item) => expression(item, inner));
  const line = `[${texts.join(", ")}]`;
  if (isShort && !line.includes("\n") && line.length <= 60) return line;
  const lines = items.flatMap((item, i) => [
    ...item.before.map((comment) => `${inner}# ${comment}\n`),
    `${inner}${texts[i]},${item.behind ? ` # ${item.behind}` : ""}\n`,
  ]);
  return `[\n${lines.join("")}${indent}]`;
}

/** Entries as lines, with their comments, the `=` of neighbours on one line aligned as the formatter does. */
function entries(all: readonly (readonly [string, Structured])[], indent: string): string[] {
  const keys = all.map(([key]) => (isIdentifier(key) && !keywords.has(key) ? key : quoted(key)));
  const texts = all.map(([, value]) => expression(value, indent));
  const lines: string[] = [];
  for (let i = 0; i < all.length; i++) {
    const value = all[i]?.[1];
    if (!value) continue;
    for (const comment of value.before) lines.push(`# ${comment}`);
    let width = keys[i]?.length ?? 0;
    if (isAligned(texts[i])) {
      for (let j = i; j >= 0 && isAligned(texts[j]) && (j === i || all[j + 1]?.[1].before.length === 0); j--) {
        width = Math.max(width, keys[j]?.length ?? 0);
      }
      for (let j = i + 1; j < all.length && isAligned(texts[j]) && all[j]?.[1].before.length === 0; j++) {
        width = Math.max(width, keys[j]?.length ?? 0);
      }
    }
    lines.push(`${(keys[i] ?? "").padEnd(width)} = ${texts[i]}${value.behind ? ` # ${value.behind}` : ""}`);
  }
  return lines;
}

/** A value of several lines stands apart from its neighbours, but for a heredoc. */
function isAligned(text: string | undefined): boolean {
  return text !== undefined && (!text.includes("\n") || text.startsWith("<<"));
}

const keywords = new Set(["for", "if", "in", "null", "true", "false"]);

/** A string: as a heredoc where it has several lines and ends with a line break, else quoted. */
function stringText(value: string, indent: string): string {
  const lines = value.split("\n");
  const isText = lines.length > 2 && value.endsWith("\n") && !value.includes("\r") && !value.includes("\t");
  if (!isText) return quoted(value);
  const content = lines.slice(0, -1);
  let tag = "EOT";
  while (content.some((line) => line.trim() === tag)) tag += "_";
  const isFlush = content.some((line) => line !== "" && !line.startsWith(" "));
  const inner = `${indent}  `;
  // Where every line is indented, `<<-` would take that indentation away too.
  const open = isFlush ? `<<-${tag}` : `<<${tag}`;
  const body = content.map((line) => (line === "" ? "" : `${isFlush ? inner : ""}${escapeTemplate(line)}`));
  return `${open}\n${body.join("\n")}\n${isFlush ? indent : ""}${tag}`;
}

/** Text of a heredoc: only what would begin an interpolation or a directive is escaped. */
function escapeTemplate(line: string): string {
  // A replacement text has a syntax of its own, in which `$$` is one `$`.
  return line.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}
