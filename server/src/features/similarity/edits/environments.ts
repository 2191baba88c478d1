// M-3: one module for folders of configuration that differ in a few literals. Each folder keeps its backend, providers,
// variables and outputs, and calls the module with its values; its objects keep their places in its own state.

import { slice } from "../../../base/range.js";
import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { addressKey } from "../../../model/address.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { isLocalSource } from "../../../model/moduleCalls.js";
import { directoryOf, nameOf, relativePath, resolveUri } from "../../../model/uri.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { quoted } from "../../rewriting/addressPath.js";
import {
  type Column,
  columnsFrom,
  type Difference,
  differencesOf,
  isConstantExpression,
} from "../../rewriting/antiUnify.js";
import { removeItem, wholeLines } from "../../rewriting/blockEdits.js";
import { repeatableAddress } from "../../rewriting/declarationNodes.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { placeMoves } from "../../rewriting/movedPlacement.js";
import type { Move } from "../../rewriting/movedPlanner.js";
import { commonDirectory } from "../suggestion.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { referencesIn } from "./itemReferences.js";

/** One folder with its files, in the order of names. */
interface Root {
  readonly module: Module;
  readonly files: readonly SourceFile[];
}

/** The same block in all folders, the first folder's first. */
interface Row {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly files: readonly SourceFile[];
}

/** Blocks that make something go into the module; what says how and where stays. */
const taken = new Set(["resource", "data", "module", "locals", "output"]);
const kept = new Set(["terraform", "provider"]);

export function toOneModule(ctx: EditContext): EditOutcome {
  const roots = rootsOf(ctx);
  if (typeof roots === "string") return { refused: roots };
  const rows = rowsOf(roots);
  if (typeof rows === "string") return { refused: rows };
  const directories = roots.map(({ module }) => module.directory);
  const common = commonDirectory(directories);
  const name = toIdentifier(nameOf(common).split("-").join("_"), "environment");
  const directory = `${common}/modules/${name}`;
  if (ctx.snapshot.directories.has(directory)) return { refused: `There is a folder modules/${name} already.` };
  if (roots.some(({ module }) => module.declarations.has(`module.${name}`))) {
    return { refused: `There is a module ${name} already.` };
  }
  const differences = variedValues(rows);
  if (typeof differences === "string") return { refused: differences };
  const problem = referenceProblem(rows) ?? sourceProblem(rows, directories);
  if (problem !== undefined) return { refused: problem };
  const variables = rows.flatMap(({ blocks: [first] }) =>
    first?.type.name === "variable" ? [first.labels[0]?.value ?? ""] : [],
  );
  const columns = columnsFrom(differences).map((column) => ({ ...column, name: freeInput(column.name, variables) }));
  return {
    refactor: "one-module",
    title: `Write the ${roots.length} folders as calls of one module`,
    build: () => {
      const change = new SourceChangeBuilder();
      for (const [path, content] of moduleFiles(rows, columns, directory)) {
        change.operation({ kind: "create", uri: `${directory}/${path}`, content });
      }
      for (const [i, root] of roots.entries()) writeRoot(ctx, change, root, i, { name, directory, variables, columns });
      return change.build();
    },
  };
}

/** The folders, or why one of them cannot be written otherwise. */
function rootsOf({ snapshot, suggestion }: EditContext): readonly Root[] | string {
  const roots: Root[] = [];
  for (const { uri } of suggestion.sites) {
    const module = snapshot.module(directoryOf(uri));
    if (!module) return "The edit does not apply here.";
    if (module.overrides.length > 0) return "An override file changes one of the folders.";
    if (snapshot.testsOf(module).length > 0) return "One of the folders has tests, which name its objects.";
    if (snapshot.callersOf(module).length > 0) return "One of the folders is a module that others call.";
    const files = module.files.flatMap(({ entry }) => snapshot.file(entry.uri) ?? []);
    if (files.length < module.files.length) return "One of the folders has JSON files, which are not rewritten.";
    if (files.some(({ errors }) => errors.length > 0)) return "One of the files has syntax errors.";
    roots.push({ module, files });
  }
  return roots;
}

function rowsOf(roots: readonly Root[]): readonly Row[] | string {
  const [first] = roots;
  const unlike = "The folders do not have the same blocks.";
  if (!first || roots.some(({ files }) => files.length !== first.files.length)) return unlike;
  const rows: Row[] = [];
  for (const [at, file] of first.files.entries()) {
    const files = roots.flatMap((root) => root.files[at] ?? []);
    if (files.some((other) => nameOf(other.uri) !== nameOf(file.uri))) return unlike;
    if (files.some((other) => other.body.items.length !== file.body.items.length)) return unlike;
    for (const [i, item] of file.body.items.entries()) {
      const blocks = files.flatMap((other) => {
        const block = other.body.items[i];
        return block?.kind === "Block" && item.kind === "Block" && header(block) === header(item) ? [block] : [];
      });
      if (blocks.length < roots.length) return unlike;
      const type = item.kind === "Block" ? item.type.name : "";
      if (!taken.has(type) && !kept.has(type) && type !== "variable") {
        return `A ${type} block names objects by their addresses, which change.`;
      }
      rows.push({ name: nameOf(file.uri), blocks, files });
    }
  }
  return rows;
}

function header(block: Block): string {
  return [block.type.name, ...block.labels.map(({ value }) => JSON.stringify(value))].join(" ");
}

/** Arguments that are read before values are known. */
const staticArguments = new Set(["provider", "providers", "depends_on", "source", "version"]);

/** Arguments that each folder keeps in its own declaration. */
const ownArguments: Readonly<Record<string, ReadonlySet<string>>> = {
  output: new Set(["description", "sensitive", "ephemeral", "deprecated"]),
  variable: new Set(["description", "default"]),
};

/** Where the folders' blocks differ; a sentence where that cannot be a value. */
function variedValues(rows: readonly Row[]): readonly Difference[] | string {
  const found: Difference[] = [];
  for (const { blocks, files } of rows) {
    const type = blocks[0]?.type.name ?? "";
    if (kept.has(type)) continue;
    const differences = differencesOf(
      files.map(({ text }) => text),
      blocks,
    );
    if (!differences) return "The folders do not have the same blocks.";
    for (const difference of differences) {
      const { argument: name } = difference.place;
      if (ownArguments[type]?.has(name)) continue;
      const isStatic = staticArguments.has(name) || name.startsWith("lifecycle_") || type === "variable";
      if (isStatic) return `The folders have another ${name} each, which cannot be a value.`;
      if (!difference.expressions.every(isConstantExpression)) return "The folders differ in more than constants.";
      found.push({ ...difference, place: { ...difference.place, uri: files[0]?.uri ?? "" } });
    }
  }
  return found;
}

/** What the blocks name that would not be there, or be something else, where they go. */
function referenceProblem(rows: readonly Row[]): string | undefined {
  for (const { blocks } of rows) {
    for (const block of blocks) {
      const goes = taken.has(block.type.name);
      if (block.type.name === "output" && block.body.items.some((item) => item.kind === "Block")) {
        return "An output has conditions of its own.";
      }
      for (const origin of referencesIn(block)) {
        const root = origin.base.root.name;
        if (goes && root === "path") return "A block reads path, which is another folder in a module.";
        const kind = origin.address?.kind;
        if (goes && kind === "provider" && origin.address && "alias" in origin.address && origin.address.alias) {
          return "A block names a provider configuration, which would have to be passed.";
        }
        const isTaken = kind === "local" || kind === "resource" || kind === "module";
        if (!goes && isTaken) return `${origin.key} is read by a ${block.type.name} block, which stays behind.`;
        if (block.type.name === "output" && origin.place === "depends_on") return "An output depends on a block.";
      }
    }
  }
  return undefined;
}

/** Local sources must name the same folder from everywhere. */
function sourceProblem(rows: readonly Row[], directories: readonly string[]): string | undefined {
  for (const { blocks } of rows) {
    const sources = blocks.flatMap((block, i) => {
      const source = localSource(block);
      return source === undefined ? [] : [resolveUri(directories[i] ?? "", source)];
    });
    if (sources.some((source) => source !== sources[0])) return "The folders call modules of their own.";
  }
  return undefined;
}

function localSource(block: Block): string | undefined {
  const source = block.type.name === "module" ? argument(block.body, "source") : undefined;
  const text = source && literalString(source.value);
  return text !== undefined && isLocalSource(text) ? text : undefined;
}

function freeInput(wanted: string, taken: readonly string[]): string {
  const base = ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on"].includes(wanted)
    ? `${wanted}_value`
    : wanted;
  let name = base;
  for (let n = 2; taken.includes(name); n++) name = `${base}_${n}`;
  return name;
}

/** The module's files by name: the first folder's, with variables for what differs. */
function moduleFiles(rows: readonly Row[], columns: readonly Column[], directory: string): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const file of new Set(rows.flatMap(({ files }) => files[0] ?? []))) {
    const own = rows.filter(({ files }) => files[0] === file).flatMap(({ blocks }) => blocks[0] ?? []);
    const edits: TextEdit[] = own.flatMap((block) => blockEdits(file, block, directory));
    for (const { name, places } of columns) {
      for (const { range, inTemplate, uri } of places) {
        if (uri === file.uri) edits.push({ range, newText: inTemplate ? `\${var.${name}}` : `var.${name}` });
      }
    }
    const text = applyEdits(file.text, edits).trim();
    if (text !== "") result.set(nameOf(file.uri), `${text}\n`);
  }
  const inputs = columns.map(({ name, texts }) => {
    const type = typeOf(texts);
    return type === undefined ? `variable "${name}" {}\n` : `variable "${name}" {\n  type = ${type}\n}\n`;
  });
  if (inputs.length > 0) {
    const known = result.get("variables.tf");
    result.set("variables.tf", [...(known === undefined ? [] : [known]), ...inputs].join("\n"));
  }
  return result;
}

function blockEdits(file: SourceFile, block: Block, directory: string): readonly TextEdit[] {
  switch (block.type.name) {
    case "provider":
      return [{ range: wholeLines(file, block), newText: "" }];
    case "terraform": {
      // The module says which providers it needs; versions and the backend are the folders' own.
      const required = nestedBlock(block.body, "required_providers");
      if (!required) return [{ range: wholeLines(file, block), newText: "" }];
      return [{ range: block.range, newText: `terraform {\n  ${slice(file.text, required.range)}\n}` }];
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

interface Call {
  readonly name: string;
  readonly directory: string;
  readonly variables: readonly string[];
  readonly columns: readonly Column[];
}

/** What a folder keeps, with the call in its `main.tf` and a `moved` block for each object. */
function writeRoot(ctx: EditContext, change: SourceChangeBuilder, root: Root, at: number, call: Call): void {
  const { module, files } = root;
  const main = files.find(({ uri }) => nameOf(uri) === "main.tf");
  const text = callText(module.directory, at, call);
  const moves: Move[] = [];
  for (const file of files) {
    const edits = file.body.items.flatMap((item): TextEdit[] => {
      if (item.kind !== "Block" || !taken.has(item.type.name)) return [];
      const address = repeatableAddress(item);
      if (address && item.type.name !== "data") {
        const key = addressKey(address);
        const to = { address: `module.${call.name}.${key}`, key: undefined };
        moves.push({ from: { address: key, key: undefined }, to });
      }
      if (item.type.name !== "output") return [{ range: wholeLines(file, item), newText: "" }];
      const value = argument(item.body, "value");
      return value ? [{ range: value.value.range, newText: `module.${call.name}.${item.labels[0]?.value}` }] : [];
    });
    const rest = applyEdits(file.text, edits).trim();
    const whole = file === main ? [...(rest === "" ? [] : [rest]), text].join("\n\n") : rest;
    if (whole === "") change.operation({ kind: "delete", uri: file.uri });
    else if (edits.length > 0 || file === main) {
      change.replace(file.uri, { start: 0, end: file.text.length }, `${whole}\n`);
    }
  }
  if (!main) change.operation({ kind: "create", uri: `${module.directory}/main.tf`, content: `${text}\n` });
  const [file] = files;
  const block = file?.body.items.find((item): item is Block => item.kind === "Block");
  if (file && block) placeMoves(change, ctx.snapshot, module, moves, "file", { file, block });
}

function callText(from: string, at: number, { name, directory, variables, columns }: Call): string {
  const passed = [
    ...variables.map((variable) => [variable, `var.${variable}`] as const),
    ...columns.map((column) => [column.name, column.texts[at] ?? "null"] as const),
  ];
  const width = Math.max(0, ...passed.map(([input]) => input.length));
  const lines = passed.map(([input, value]) => `  ${input.padEnd(width)} = ${value}`);
  const source = `  source = ${quoted(relativePath(from, directory))}`;
  return [`module "${name}" {`, source, ...(lines.length > 0 ? ["", ...lines] : []), "}"].join("\n");
}
