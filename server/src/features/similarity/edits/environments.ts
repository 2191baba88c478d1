// M-3: one module for folders of configuration that differ in a few literals. Each folder keeps its backend, providers,
// variables and outputs with what the providers read, and calls the module with its values and its provider
// configurations; its objects keep their places in its own state.

import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { addressKey } from "../../../model/address.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { directoryOf, nameOf, resolveUri } from "../../../model/uri.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { wordsOf } from "../../refactors/words.js";
import { columnsFrom, type Difference, differencesOf, isConstantExpression } from "../../rewriting/antiUnify.js";
import { wholeLines } from "../../rewriting/blockEdits.js";
import { repeatableAddress } from "../../rewriting/declarationNodes.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { placeMoves } from "../../rewriting/movedPlacement.js";
import type { Move } from "../../rewriting/movedPlanner.js";
import { commonDirectory } from "../suggestion.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { type Call, callText, localSource, moduleFiles } from "./environmentModule.js";
import { freeInput, type Parts, partsOf, type Row } from "./environmentParts.js";
import { plainTypeOf } from "./sharedInputs.js";
import { parentOf } from "./sharedModule.js";
import { wordsOfAll } from "./sharedSubject.js";
import { notShorter } from "./tables.js";

/** One folder with its files, in the order of names. */
interface Root {
  readonly module: Module;
  readonly files: readonly SourceFile[];
}

/** Blocks that are understood. */
const known = new Set(["resource", "data", "module", "locals", "output", "variable", "terraform", "provider"]);

export function toOneModule(ctx: EditContext): EditOutcome {
  const roots = rootsOf(ctx);
  if (typeof roots === "string") return { refused: roots };
  const rows = rowsOf(roots);
  if (typeof rows === "string") return { refused: rows };
  const directories = roots.map(({ module }) => module.directory);
  const parts = partsOf(rows);
  if (typeof parts === "string") return { refused: parts };
  const made = [...parts.taken].flatMap(({ blocks: [block] }) =>
    block?.type.name === "resource" || block?.type.name === "module" ? [block.labels.at(-1)?.value ?? ""] : [],
  );
  const folder = toIdentifier(nameOf(commonDirectory(directories)).split("-").join("_"), "environment");
  const parent = parentOf(
    ctx.snapshot,
    roots.map(({ module }) => module),
  );
  const isFree = (name: string): boolean =>
    !ctx.snapshot.directories.has(`${parent}/${name}`) &&
    !roots.some(({ module }) => module.declarations.has(`module.${name}`));
  const name = namesOf(made, directories, folder).find(isFree);
  if (name === undefined) return { refused: `There is a module ${folder} already.` };
  const directory = `${parent}/${name}`;
  const differences = variedValues(rows, parts);
  if (typeof differences === "string") return { refused: differences };
  const problem = sourceProblem(parts.taken, directories);
  if (problem !== undefined) return { refused: problem };
  const taken = [...parts.variables, ...parts.passed.map((input) => input.name)];
  const columns = columnsFrom(differences).map((column) => ({ ...column, name: freeInput(column.name, taken) }));
  const typeOfPassed = (value: string): string | undefined => {
    const [type, ...others] = new Set(roots.map(({ module }) => plainTypeOf(ctx.snapshot, module, value)));
    return others.length === 0 ? type : undefined;
  };
  const call: Call = { name, directory, parts, columns, typeOfPassed };
  const build = (): SourceChange => {
    const change = new SourceChangeBuilder();
    for (const [path, content] of moduleFiles(rows, call)) {
      change.operation({ kind: "create", uri: `${directory}/${path}`, content });
    }
    for (const [i, root] of roots.entries()) writeRoot(ctx, change, root, i, call);
    return change.build();
  };
  if (!isShorter(ctx, build())) return { refused: notShorter };
  return {
    refactor: "one-module",
    title: `Write the ${roots.length} folders as calls of one module, \`${name}\``,
    build,
  };
}

/** What the module may be called: after what it makes, with what the folders are called alike, or after their folder. */
function namesOf(made: readonly string[], directories: readonly string[], folder: string): readonly string[] {
  const word = wordsOfAll(made);
  if (word === undefined) return [folder];
  const [first = [], ...others] = directories.map((directory) => wordsOf(nameOf(directory)));
  const alike = first.filter((one) => others.every((words) => words.includes(one)));
  return [word, ...(alike.length > 0 ? [[...alike, word].join("_")] : []), folder];
}

/** How many lines may be new for one that goes; the moves do not count, as they are there for one change of the states. */
const mostNew = 0.9;

/** True where a change writes fewer lines than it takes away, the calls and the module included. */
function isShorter({ snapshot }: EditContext, { operations, edits }: SourceChange): boolean {
  const gone: string[] = [];
  const written: string[] = [];
  for (const operation of operations) {
    if (operation.kind === "create" && nameOf(operation.uri) !== "moved.tf")
      written.push(...linesOf(operation.content));
    if (operation.kind === "delete") gone.push(...linesOf(snapshot.entry(operation.uri)?.text ?? ""));
  }
  for (const [uri, list] of edits) {
    const text = snapshot.entry(uri)?.text ?? "";
    const before = linesOf(text);
    const after = linesOf(applyEdits(text, list));
    const left = new Set(after);
    const known = new Set(before);
    gone.push(...before.filter((line) => !left.has(line)));
    written.push(...after.filter((line) => !known.has(line)));
  }
  return written.length <= mostNew * gone.length;
}

/** The lines on which anything but a closing brace stands. */
function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.trim() !== "" && line.trim() !== "}");
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
      if (!known.has(type)) {
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
function variedValues(rows: readonly Row[], { taken }: Parts): readonly Difference[] | string {
  const found: Difference[] = [];
  for (const row of rows) {
    const { blocks, files } = row;
    const type = blocks[0]?.type.name ?? "";
    if (!taken.has(row) && type !== "variable") continue;
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

/** Local sources must name the same folder from everywhere. */
function sourceProblem(rows: Iterable<Row>, directories: readonly string[]): string | undefined {
  for (const { blocks } of rows) {
    const sources = blocks.flatMap((block, i) => {
      const source = localSource(block);
      return source === undefined ? [] : [resolveUri(directories[i] ?? "", source)];
    });
    if (sources.some((source) => source !== sources[0])) return "The folders call modules of their own.";
  }
  return undefined;
}

/** What a folder keeps, with the call in its `main.tf` and a `moved` block for each object. */
function writeRoot(ctx: EditContext, change: SourceChangeBuilder, root: Root, at: number, call: Call): void {
  const { module, files } = root;
  const main = files.find(({ uri }) => nameOf(uri) === "main.tf");
  const text = callText(module.directory, at, call);
  const taken = new Set([...call.parts.taken].flatMap(({ blocks }) => blocks[at] ?? []));
  const moves: Move[] = [];
  for (const file of files) {
    const edits = file.body.items.flatMap((item): TextEdit[] => {
      if (item.kind !== "Block" || !taken.has(item)) return [];
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
