// The files of the module that alike folders call, and the calls.

import { slice } from "../../../base/range.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import { isLocalSource } from "../../../model/moduleCalls.js";
import { directoryOf, nameOf, relativePath, resolveUri } from "../../../model/uri.js";
import type { Block, ObjectConsExpr, SourceFile } from "../../../syntax/ast.js";
import { scan } from "../../../syntax/scan.js";
import { walk } from "../../../syntax/visit.js";
import { variablesText } from "../../refactors/extraction/extractedFiles.js";
import { providerOf } from "../../refactors/extraction/extractedInputs.js";
import { quoted } from "../../rewriting/addressPath.js";
import type { Column } from "../../rewriting/antiUnify.js";
import { indentationAt, lineStart, removeItem, wholeLines } from "../../rewriting/blockEdits.js";
import type { Parts, Row } from "./environmentParts.js";

/** The call of a module of the workspace; undefined for other blocks. */
export function localSource(block: Block): string | undefined {
  const source = block.type.name === "module" ? argument(block.body, "source") : undefined;
  const text = source && literalString(source.value);
  return text !== undefined && isLocalSource(text) ? text : undefined;
}

/** The module, and what its calls pass. */
export interface Call {
  readonly name: string;
  readonly directory: string;
  readonly parts: Parts;
  readonly columns: readonly Column[];
  /** The type that what is passed has in all folders; undefined where that is not known. */
  readonly typeOfPassed: (value: string) => string | undefined;
}

/** The module's files by name: the first folder's, with variables for what differs and for what stays behind. */
export function moduleFiles(
  rows: readonly Row[],
  { directory, parts, columns, typeOfPassed }: Call,
): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  let says = false;
  for (const file of new Set(rows.flatMap(({ files }) => files[0] ?? []))) {
    const own = rows.filter(({ files }) => files[0] === file);
    const needed = own.filter((row) => parts.taken.has(row) || isDeclaration(row, parts));
    says ||= needed.some(({ blocks }) => requiredIn(blocks[0]) !== undefined);
    // A file of which nothing goes leaves its comments behind as well.
    if (needed.length === 0) continue;
    const edits: TextEdit[] = own.flatMap((row): readonly TextEdit[] => {
      const [block] = row.blocks;
      if (!block) return [];
      if (needed.includes(row)) return blockEdits(file, block, directory, parts);
      return [{ range: wholeLines(file, block), newText: "" }];
    });
    edits.push(...(parts.edits.get(file) ?? []));
    for (const { name, places } of columns) {
      for (const { range, inTemplate, uri } of places) {
        if (uri === file.uri) edits.push({ range, newText: inTemplate ? `\${var.${name}}` : `var.${name}` });
      }
    }
    const text = withoutHeading(applyEdits(file.text, edits).trim());
    if (text !== "") result.set(nameOf(file.uri), `${text}\n`);
  }
  const append = (name: string, text: string): void => {
    const known = result.get(name);
    if (text !== "") result.set(name, known === undefined ? text : `${known}\n${text}`);
  };
  const differing = columns.map(({ name, texts }) => ({ name, value: "", type: typeOf(texts) ?? "any" }));
  const passed = parts.passed.map((input) => ({ ...input, type: typeOfPassed(input.value) ?? "any" }));
  append("variables.tf", variablesText([...passed, ...differing]));
  const lines = says ? [] : newRequirements(parts.aliases);
  if (lines.length > 0) append("versions.tf", `terraform {\n  required_providers {\n${lines.join("\n")}\n  }\n}\n`);
  return result;
}

/** A file's text without the comment at its top that says what that file of that folder is for. */
function withoutHeading(text: string): string {
  const first = scan(text).find(({ type }) => type !== "Newline");
  if (first?.type !== "Comment") return text;
  const said = slice(text, first).toLowerCase();
  return said.includes("this file") ? text.slice(first.end).trimStart() : text;
}

/** True for what the module declares as its folders do: the variables that it reads, and the providers it needs. */
function isDeclaration({ blocks: [block] }: Row, { variables }: Parts): boolean {
  if (block?.type.name === "variable") return variables.includes(block.labels[0]?.value ?? "");
  return requiredIn(block) !== undefined;
}

function requiredIn(block: Block | undefined): Block | undefined {
  return block?.type.name === "terraform" ? nestedBlock(block.body, "required_providers") : undefined;
}

function blockEdits(file: SourceFile, block: Block, directory: string, parts: Parts): readonly TextEdit[] {
  switch (block.type.name) {
    case "terraform": {
      // The module says which providers it needs; versions and the backend are the folders' own.
      const required = requiredIn(block);
      if (!required) return [];
      const text = requirements(file, required, parts);
      return [{ range: block.range, newText: `terraform {\n  ${text}\n}` }];
    }
    case "variable": {
      const value = argument(block.body, "default");
      return value ? removeItem(file, block, value) : [];
    }
    case "module": {
      const source = localSource(block);
      const written = argument(block.body, "source");
      if (source === undefined || !written) return [];
      const target = resolveUri(directoryOf(file.uri), source);
      return [{ range: written.value.range, newText: quoted(relativePath(directory, target)) }];
    }
    default:
      return [];
  }
}

/** The type that constants have in common; undefined where it is none of the simple ones. */
function typeOf(texts: readonly string[]): string | undefined {
  if (texts.every((text) => text.startsWith('"'))) return "string";
  if (texts.every((text) => text === "true" || text === "false")) return "bool";
  return texts.every((text) => text !== "" && Number.isFinite(Number(text))) ? "number" : undefined;
}

/** The requirements of the folders, with the configurations that the module is passed. */
function requirements(file: SourceFile, required: Block, parts: Parts): string {
  const { aliases } = parts;
  const edits: TextEdit[] = [];
  const used = providersOf(parts);
  const all = required.body.items.flatMap((item) => (item.kind === "Attribute" ? [item] : []));
  const declared = all.filter(({ name }) => used.has(name.name));
  for (const item of all) if (!used.has(item.name.name)) edits.push(...removeItem(file, required, item));
  for (const { name, value } of declared) {
    const own = aliasesOf(name.name, aliases);
    const last = value.kind === "ObjectConsExpr" ? value.items.at(-1) : undefined;
    if (own.length === 0 || value.kind !== "ObjectConsExpr" || !last) continue;
    const { end } = last.value.range;
    const listed = `configuration_aliases = [${own.join(", ")}]`;
    if (!slice(file.text, value.range).includes("\n")) {
      edits.push({ range: { start: end, end }, newText: `, ${listed}` });
      continue;
    }
    edits.push(...alignedKeys(value, "configuration_aliases".length));
    const indentation = indentationAt(file.text, last.value.range.start);
    edits.push({ range: { start: end, end }, newText: `\n${indentation}${listed}` });
  }
  const others = aliases.filter((alias) => !declared.some(({ name }) => aliasesOf(name.name, [alias]).length > 0));
  const end = required.closeBrace && lineStart(file.text, required.closeBrace.start);
  const added = newRequirements(others).map((line) => `${line}\n`);
  if (end !== undefined && added.length > 0) edits.push({ range: { start: end, end }, newText: added.join("") });
  const { start } = required.range;
  const shifted = edits.map(({ range, newText }) => ({
    range: { start: range.start - start, end: range.end - start },
    newText,
  }));
  return applyEdits(slice(file.text, required.range), shifted);
}

/** The providers that the module's own blocks are of, by their local names; what it calls says for itself what it needs. */
function providersOf({ taken, aliases }: Parts): ReadonlySet<string> {
  const names = aliases.map((alias) => alias.slice(0, alias.indexOf(".")));
  for (const {
    blocks: [block],
  } of taken) {
    const type = block?.type.name === "resource" || block?.type.name === "data" ? block.labels[0]?.value : undefined;
    const written = block && argument(block.body, "provider");
    const root = written?.value.kind === "ScopeTraversalExpr" ? written.value.root.name : undefined;
    if (type !== undefined) names.push(root ?? providerOf(type));
    if (block) {
      walk(block, (node) => {
        if (node.kind === "FunctionCallExpr" && node.name.startsWith("provider::"))
          names.push(node.name.split("::")[1] ?? "");
      });
    }
  }
  return new Set(names);
}

/** The edits that put the `=` of an object on several lines behind keys of a width. */
function alignedKeys({ items }: ObjectConsExpr, width: number): readonly TextEdit[] {
  return items.map(({ key, value }) => ({
    range: { start: key.range.end, end: value.range.start },
    newText: `${" ".repeat(Math.max(0, width - (key.range.end - key.range.start)))} = `,
  }));
}

function aliasesOf(name: string, aliases: readonly string[]): readonly string[] {
  return aliases.filter((alias) => alias.startsWith(`${name}.`));
}

/** Requirements of providers that the folders do not name. */
function newRequirements(aliases: readonly string[]): readonly string[] {
  const names = [...new Set(aliases.map((alias) => alias.slice(0, alias.indexOf("."))))];
  return names.map((name) => {
    const source = name === "terraform" ? "terraform.io/builtin/terraform" : `hashicorp/${name}`;
    const own = aliasesOf(name, aliases).join(", ");
    const lines = [`      source                = ${quoted(source)}`, `      configuration_aliases = [${own}]`];
    return [`    ${name} = {`, ...lines, "    }"].join("\n");
  });
}

/** The call of the folder `from`, the one at `at` among the folders. */
export function callText(from: string, at: number, { name, directory, parts, columns }: Call): string {
  const passed = [
    ...parts.variables.map((variable) => [variable, `var.${variable}`] as const),
    ...parts.passed.map((input) => [input.name, input.value] as const),
    ...columns.map((column) => [column.name, column.texts[at] ?? "null"] as const),
  ];
  const width = Math.max(0, ...passed.map(([input]) => input.length));
  const aliasWidth = Math.max(0, ...parts.aliases.map((alias) => alias.length));
  const lines = passed.map(([input, value]) => `  ${input.padEnd(width)} = ${value}`);
  const providers = parts.aliases.map((alias) => `    ${alias.padEnd(aliasWidth)} = ${alias}`);
  const source = `  source = ${quoted(relativePath(from, directory))}`;
  return [
    `module "${name}" {`,
    source,
    ...(lines.length > 0 ? ["", ...lines] : []),
    ...(providers.length > 0 ? ["", "  providers = {", ...providers, "  }"] : []),
    "}",
  ].join("\n");
}
