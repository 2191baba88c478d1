// Fixes that several rules offer.

import type { TextRange } from "../../../base/range.js";
import { singleFileChange } from "../../../base/sourceChange.js";
import type { Block, BodyItem, SourceFile } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { addPlaceholders } from "../../rewriting/argumentEdits.js";
import { removeItem } from "../../rewriting/blockEdits.js";

/** Replaces a stretch of text by another. */
export function replaceFix(
  uri: string,
  range: TextRange,
  newText: string,
  title: string,
  extra: Partial<Fix> = {},
): Fix {
  return { title, safety: "unsafe", ...extra, change: () => singleFileChange(uri, [{ range, newText }]) };
}

/** Takes the name that was probably meant. */
export function suggestionFix(uri: string, range: TextRange, suggestion: string): Fix {
  return replaceFix(uri, range, suggestion, `Change to \`${suggestion}\``, { preferred: true });
}

/** Removes an argument or a nested block with its comments. */
export function removeItemFix(
  file: SourceFile,
  block: Block,
  item: BodyItem,
  title: string,
  extra: Partial<Fix> = {},
): Fix {
  return {
    title,
    safety: "unsafe",
    ...extra,
    change: () => singleFileChange(file.uri, removeItem(file, block, item)),
  };
}

/** Writes an argument as the first of a block, with a value to be replaced by the person. */
export function addArgumentFix(file: SourceFile, block: Block, name: string, value: string): Fix {
  return addArgumentsFix(file, block, [{ name, value }], `Add \`${name}\``);
}

/** Writes arguments as the first of a block, with values to be replaced by the person. */
export function addArgumentsFix(
  file: SourceFile,
  block: Block,
  args: readonly { readonly name: string; readonly value: string }[],
  title: string,
): Fix {
  return {
    title,
    safety: "unsafe",
    ...(args.length === 1 ? { preferred: true } : {}),
    change: () => {
      const edits = addPlaceholders(file, block, args);
      return edits.length > 0 ? singleFileChange(file.uri, edits) : undefined;
    },
  };
}

/** A value to be replaced by the person, of a type in OpenTofu's notation. */
export function placeholder(type: string): string {
  if (type === "string") return '""';
  if (type === "bool") return "true";
  if (type === "number") return "0";
  if (type.startsWith("list") || type.startsWith("set") || type.startsWith("tuple")) return "[]";
  return type.startsWith("map") || type.startsWith("object") ? "{}" : "null";
}
