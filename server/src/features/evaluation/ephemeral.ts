// Ephemeral values in places that are stored.
//
// Source: OpenTofu 1.12, `internal/lang/eval.go`. Write-only arguments take ephemeral values, and only a provider's
// schema says which those are; so nothing is said of providers other than the built-in one.

import { builtinResources } from "../../model/builtins/builtinProvider.js";
import { containsMark, type Value } from "../../model/values/value.js";
import type { Attribute, Block, SourceFile } from "../../syntax/ast.js";
import type { KnownBody } from "./argumentKind.js";
import type { Mistake } from "./mistake.js";

/** Looks at one argument of a resource. */
export function ephemeralArgument(
  file: SourceFile,
  attribute: Attribute,
  blocks: readonly Block[],
  known: KnownBody,
  value: Value,
  report: (mistake: Mistake) => void,
): void {
  const [block] = blocks;
  if (blocks.length !== 1 || block?.type.name !== "resource" || known.open) return;
  if (!builtinResources[block.labels[0]?.value ?? ""] || !containsMark(value, "ephemeral")) return;
  report({
    id: "ephemeral-value-stored",
    severity: "error",
    summary: "Ephemeral value used in non-ephemeral context",
    uri: file.uri,
    range: attribute.value.range,
    phase: "validate",
    name: attribute.name.name,
    why: `the argument \`${attribute.name.name}\` is kept in the state`,
  });
}
