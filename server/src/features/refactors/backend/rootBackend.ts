// The backend of a root module: its block, the files with further settings that a comment in it names, and what both come
// to.
//
// Source: OpenTofu 1.12, `internal/command/init.go` (`backendConfigOverrideBody`): a file given with `-backend-config` has
// the arguments of the backend, without references and calls, and they go before those of the block.

import { slice } from "../../../base/range.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import type { Module } from "../../../model/module.js";
import { plainTerm, termOfValue } from "../../../model/terragrunt/term.js";
import { nameOf, resolveUri } from "../../../model/uri.js";
import { isWhollyKnown } from "../../../model/values/value.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, Body, Expression, SourceFile } from "../../../syntax/ast.js";
import { isConstantExpression } from "../../rewriting/antiUnify.js";
import { deeper, indentationAt, newLineOf, withLineBreaks } from "../../rewriting/blockEdits.js";
import { type BodyPart, bodyText } from "../../rewriting/bodyParts.js";

export interface RootBackend {
  readonly module: Module;
  readonly file: SourceFile;
  readonly block: Block;
}

/** What a configuration says, by argument or block: equal texts mean the same. */
export type Settings = ReadonlyMap<string, string>;

/** The one backend of a module; a sentence where it has none or several. */
export function backendOf(snapshot: WorkspaceSnapshot, module: Module): RootBackend | string {
  if (module.overrides.some(({ facts }) => facts.backend)) return "An override file changes the backend.";
  const found: RootBackend[] = [];
  for (const { entry, facts } of module.files) {
    const file = facts.backend && snapshot.file(entry.uri);
    for (const settings of file?.body.items ?? []) {
      if (!file || settings.kind !== "Block" || settings.type.name !== "terraform") continue;
      for (const block of settings.body.items) {
        if (block.kind === "Block" && block.type.name === "backend") found.push({ module, file, block });
      }
    }
  }
  const [only] = found;
  if (!only || found.length > 1) return `\`${nameOf(module.directory)}\` does not have one backend.`;
  return only.file.errors.length > 0 ? "One of the files has syntax errors." : only;
}

/** A constant as text, for a file that knows no values; undefined where it is none. */
export function constantText(value: Expression): string | undefined {
  if (!isConstantExpression(value)) return undefined;
  const evaluated = evaluate(value);
  if (evaluated.diagnostics.length > 0 || !isWhollyKnown(evaluated.value)) return undefined;
  const plain = plainTerm(termOfValue(evaluated.value));
  return plain === null ? undefined : JSON.stringify(plain);
}

/** What a body says by itself. */
export function settingsIn(file: SourceFile, body: Body): Settings {
  return new Map(
    body.items.map((item) =>
      item.kind === "Attribute"
        ? [item.name.name, constantText(item.value) ?? `= ${slice(file.text, item.value.range)}`]
        : [`${item.type.name} {}`, slice(file.text, item.range)],
    ),
  );
}

/** A file with settings, as a comment in the backend names it. */
export interface NamedSettings {
  /** The comment's text. */
  readonly comment: string;
  readonly path: string;
  readonly uri: string;
}

const flag = "-backend-config=";

/** The files that comments in a backend tell to pass to `tofu init`, in their order. */
export function namedSettings({ module, file, block }: RootBackend): readonly NamedSettings[] {
  return file.comments.flatMap(({ range }) => {
    if (range.start < block.range.start || block.range.end < range.end) return [];
    const comment = slice(file.text, range).trimEnd();
    const at = comment.indexOf(flag);
    const [path = ""] = at < 0 ? [] : comment.slice(at + flag.length).split(/[\s"'`]/);
    // What has `=` in it is one setting and no file.
    return path === "" || path.includes("=") ? [] : [{ comment, path, uri: resolveUri(module.directory, path) }];
  });
}

/** The comment that tells to pass a file. */
export function comment(program: string, path: string): string {
  return `# ${program} init ${flag}${path}`;
}

/** What the backend comes to with the files that it names; undefined where one of them is not there. */
export function settingsOf(snapshot: WorkspaceSnapshot, backend: RootBackend): Settings | undefined {
  const result = new Map(settingsIn(backend.file, backend.block.body));
  for (const { uri } of namedSettings(backend)) {
    const file = snapshot.file(uri);
    if (!file) return undefined;
    for (const [name, text] of settingsIn(file, file.body)) result.set(name, text);
  }
  return result;
}

/** Whether two configurations say the same. */
export function areSame(a: Settings | undefined, b: Settings | undefined): boolean {
  return a !== undefined && a.size === b?.size && [...a].every(([name, text]) => b.get(name) === text);
}

/** The modules that have a backend, with those of the given type only. */
export function* modulesWithBackend(snapshot: WorkspaceSnapshot, type?: string): Iterable<Module> {
  for (const module of snapshot.modules()) {
    const has = module.files.some(({ facts }) => facts.backend && (type === undefined || facts.backend.type === type));
    if (has) yield module;
  }
}

/** The backend's block with other parts, as an edit of its file. */
export function withParts({ file, block }: RootBackend, parts: readonly BodyPart[]) {
  const newLine = newLineOf(file.text);
  const outer = indentationAt(file.text, block.range.start);
  const text = parts.length === 0 ? "" : `\n${bodyText(parts, deeper(outer))}${outer}`;
  const range = { start: block.openBrace?.end ?? block.range.end, end: block.closeBrace?.start ?? block.range.end };
  return { range, newText: withLineBreaks(text, newLine) };
}
