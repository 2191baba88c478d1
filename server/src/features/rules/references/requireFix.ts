// Fixes that name a provider in `required_providers`.

import { singleFileChange } from "../../../base/sourceChange.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { resolveUri } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { appendToFile, deeper, indentationAt, newLineOf } from "../../rewriting/blockEdits.js";

/**
 * Names a provider in the module's `required_providers`, with the source and version that the lock file beside it has.
 * Where there is no such block, it is made in the module's `terraform` block, in `versions.tf`, or in the file at hand.
 */
export function requireProvider(snapshot: WorkspaceSnapshot, module: Module, uri: string, name: string): Fix {
  return {
    title: `Add \`${name}\` to \`required_providers\``,
    safety: "unsafe",
    preferred: true,
    change: () => {
      const files = module.files.flatMap(({ entry }) => snapshot.file(entry.uri) ?? []);
      const entry = entryFor(snapshot, module, name);
      for (const file of files) {
        for (const terraform of terraformBlocks(file)) {
          const required = nestedBlock(terraform.body, "required_providers");
          if (required) return changeOf(file, insertInto(file, required, entry));
        }
      }
      for (const file of files) {
        for (const terraform of terraformBlocks(file)) {
          return changeOf(file, insertInto(file, terraform, ["required_providers {", ...entry.map(indented), "}"]));
        }
      }
      const home = homeOf(snapshot, module, uri);
      if (!home) return undefined;
      const block = ["terraform {", "  required_providers {", ...entry.map(indented).map(indented), "  }", "}"];
      return singleFileChange(home.uri, [appendToFile(home, block.join(newLineOf(home.text)))]);
    },
  };
}

function indented(line: string): string {
  return `  ${line}`;
}

function changeOf(file: SourceFile, edit: TextEdit | undefined) {
  return edit && singleFileChange(file.uri, [edit]);
}

function terraformBlocks(file: SourceFile): readonly Block[] {
  return file.body.items.filter((item): item is Block => item.kind === "Block" && item.type.name === "terraform");
}

/** The lines of an entry, not indented. */
function entryFor(snapshot: WorkspaceSnapshot, module: Module, name: string): string[] {
  const locked = lockedProvider(snapshot, module, name);
  const source = locked?.source ?? `hashicorp/${name}`;
  const lines = [`${name} = {`];
  if (locked?.version === undefined) lines.push(`  source = "${source}"`);
  else lines.push(`  source  = "${source}"`, `  version = "~> ${locked.version}"`);
  return [...lines, "}"];
}

/** What the dependency lock file says of a provider of this type: `namespace/type`, and the major and minor version. */
function lockedProvider(
  snapshot: WorkspaceSnapshot,
  module: Module,
  name: string,
): { readonly source: string; readonly version: string | undefined } | undefined {
  const lock = snapshot.file(resolveUri(module.directory, ".terraform.lock.hcl"));
  const found = (lock?.body.items ?? []).flatMap((item) => {
    const parts = item.kind === "Block" && item.type.name === "provider" ? item.labels[0]?.value.split("/") : undefined;
    return item.kind === "Block" && parts?.length === 3 && parts[2] === name ? [{ item, parts }] : [];
  });
  const [only] = found;
  if (!only || found.length > 1) return undefined;
  const version = argument(only.item.body, "version");
  const text = version && literalString(version.value);
  return { source: only.parts.slice(1).join("/"), version: text?.split(".").slice(0, 2).join(".") };
}

/** Lines put at the end of a block. */
function insertInto(file: SourceFile, block: Block, lines: readonly string[]): TextEdit | undefined {
  const { openBrace: open, closeBrace: close } = block;
  if (!open || !close) return undefined;
  const newLine = newLineOf(file.text);
  const outer = indentationAt(file.text, block.range.start);
  const inner = deeper(outer);
  const text = lines.map((line) => inner + line + newLine).join("");
  const lineStart = file.text.lastIndexOf("\n", close.start - 1) + 1;
  if (lineStart > open.end) return { range: { start: lineStart, end: lineStart }, newText: text };
  const content = file.text.slice(open.end, close.start).trim();
  const kept = content === "" ? "" : inner + content + newLine;
  return { range: { start: open.end, end: close.start }, newText: newLine + kept + text + outer };
}

/** The file that by custom holds the `terraform` block, else the one at hand. */
function homeOf(snapshot: WorkspaceSnapshot, module: Module, uri: string): SourceFile | undefined {
  for (const name of ["versions.tf", "versions.tofu", "terraform.tf", "providers.tf"]) {
    const file = snapshot.file(resolveUri(module.directory, name));
    if (file) return file;
  }
  return snapshot.file(uri);
}
