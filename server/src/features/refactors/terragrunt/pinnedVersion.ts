// Where a unit says which version of its module it takes: behind `?ref=` in its source, or in a local that this reads.

import type { TextRange } from "../../../base/range.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Attribute, Block, Expression, SourceFile } from "../../../syntax/ast.js";
import { localIn } from "../../terragrunt/sharing.js";

/** A version with where it stands. */
export interface PinnedVersion {
  /** The source, or the local value that holds the version. */
  readonly attribute: Attribute;
  /** What stands for the version: a part of a template, or the whole literal. */
  readonly range: TextRange;
  /** The version as a quoted string. */
  readonly text: string;
  /** True where the version is the attribute's whole value. */
  readonly isWhole: boolean;
}

const refMark = "?ref=";
/** Locals that read each other in a circle are followed no further than this. */
const mostSteps = 8;

/** A unit's version; undefined where there is none, or several, or where it is computed. */
export function pinnedVersion(file: SourceFile): PinnedVersion | undefined {
  const source = sourceIn(file);
  if (!source) return undefined;
  const found = versionsIn(file, source, source.value, mostSteps);
  const [first, ...others] = found;
  return first && others.every(({ range }) => range.start === first.range.start) ? first : undefined;
}

/** The `source` of a unit's `terraform` block. */
export function sourceIn(file: SourceFile): Attribute | undefined {
  const block = file.body.items.find((item): item is Block => item.kind === "Block" && item.type.name === "terraform");
  return block && argument(block.body, "source");
}

function versionsIn(file: SourceFile, attribute: Attribute, value: Expression, left: number): readonly PinnedVersion[] {
  if (left === 0) return [];
  const local = localRead(file, value);
  if (local) return versionsIn(file, local, local.value, left - 1);
  if (value.kind === "ParenthesesExpr") return versionsIn(file, attribute, value.expression, left - 1);
  if (value.kind === "ConditionalExpr") {
    return [value.then, value.else].flatMap((branch) => versionsIn(file, attribute, branch, left - 1));
  }
  if (value.kind !== "TemplateExpr" || value.style !== "quoted") return [];
  const last = value.parts.at(-1);
  if (last?.kind === "TemplateInterpolation") {
    const before = value.parts.at(-2);
    if (before?.kind !== "TemplateLiteral") return versionsIn(file, attribute, last.expression, left - 1);
    return before.value.endsWith(refMark) ? wholeVersion(file, last.expression, left - 1) : [];
  }
  if (last?.kind !== "TemplateLiteral") return [];
  const at = last.value.lastIndexOf(refMark);
  const ref = at < 0 ? "" : last.value.slice(at + refMark.length);
  const { end } = last.range;
  // As it is written, so that nothing in it is an escape.
  const isPlain = ref !== "" && !ref.includes("&") && file.text.slice(end - ref.length, end) === ref;
  if (!isPlain) return [];
  return [{ attribute, range: { start: end - ref.length, end }, text: `"${ref}"`, isWhole: false }];
}

/** The local that is a literal, read by itself or through others. */
function wholeVersion(file: SourceFile, read: Expression, left: number): readonly PinnedVersion[] {
  const attribute = left > 0 ? localRead(file, read) : undefined;
  if (!attribute) return [];
  const { value } = attribute;
  if (literalString(value) === undefined) return wholeVersion(file, value, left - 1);
  const { start, end } = value.range;
  return [{ attribute, range: value.range, text: file.text.slice(start, end), isWhole: true }];
}

/** The local value that an expression reads, and nothing of it or beside it. */
function localRead(file: SourceFile, expression: Expression): Attribute | undefined {
  if (expression.kind !== "ScopeTraversalExpr" || expression.root.name !== "local") return undefined;
  const [step, ...others] = expression.steps;
  if (step?.kind !== "AttrStep" || others.length > 0) return undefined;
  return localIn(file, step.name)?.attribute;
}
