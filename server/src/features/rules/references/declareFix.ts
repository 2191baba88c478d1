// Fixes that declare what a reference names.

import { singleFileChange } from "../../../base/sourceChange.js";
import { nestedBlock } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { resolveUri } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { SourceFile } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { appendToFile, deeper, indentationAt, newLineOf } from "../../rewriting/blockEdits.js";

/** Declares an input variable: in the module's `variables.tf` where there is one, else in the file of the reference. */
export function declareVariable(snapshot: WorkspaceSnapshot, module: Module, uri: string, name: string): Fix {
  return declare(`Declare variable "${name}"`, () => {
    const file = homeOf(snapshot, module, uri, "variables");
    const newLine = newLineOf(file?.text ?? "");
    return file && { file, text: [`variable "${name}" {`, "  type = any", "}"].join(newLine) };
  });
}

/** Declares an output in a module: in its `outputs.tf` where there is one, else in its first file. */
export function declareOutput(snapshot: WorkspaceSnapshot, module: Module, name: string): Fix {
  return declare(`Declare output "${name}" in the called module`, () => {
    const first = module.files.find(({ entry }) => snapshot.file(entry.uri))?.entry.uri;
    const file = first === undefined ? undefined : homeOf(snapshot, module, first, "outputs");
    const newLine = newLineOf(file?.text ?? "");
    return file && { file, text: [`output "${name}" {`, "  value = null", "}"].join(newLine) };
  });
}

/** Declares a local value: in the first `locals` block of the reference's file, else in a new one at its end. */
export function declareLocal(snapshot: WorkspaceSnapshot, uri: string, name: string): Fix {
  return {
    title: `Declare local value "${name}"`,
    safety: "unsafe",
    change: () => {
      const file = snapshot.file(uri);
      if (!file) return undefined;
      const newLine = newLineOf(file.text);
      const block = nestedBlock(file.body, "locals");
      if (!block?.closeBrace) {
        const text = ["locals {", `  ${name} = null`, "}"].join(newLine);
        return singleFileChange(uri, [appendToFile(file, text)]);
      }
      const inner = deeper(indentationAt(file.text, block.range.start));
      const close = block.closeBrace.start;
      const lineStart = file.text.lastIndexOf("\n", close - 1) + 1;
      const isOwnLine = file.text.slice(lineStart, close).trim() === "";
      const at = isOwnLine ? lineStart : close;
      const lead = isOwnLine ? "" : newLine;
      return singleFileChange(uri, [
        { range: { start: at, end: at }, newText: `${lead}${inner}${name} = null${newLine}` },
      ]);
    },
  };
}

function declare(title: string, make: () => { file: SourceFile; text: string } | undefined): Fix {
  return {
    title,
    safety: "unsafe",
    change: () => {
      const made = make();
      return made && singleFileChange(made.file.uri, [appendToFile(made.file, made.text)]);
    },
  };
}

/** The file of the module that by custom holds what is declared, else the given one. */
function homeOf(snapshot: WorkspaceSnapshot, module: Module, uri: string, stem: string): SourceFile | undefined {
  for (const ending of [".tf", ".tofu"]) {
    const file = snapshot.file(resolveUri(module.directory, stem + ending));
    if (file) return file;
  }
  return snapshot.file(uri);
}
