// Version constraints: `>= 1.6, < 2.0`, `~> 1.2`, as OpenTofu reads and applies them.
//
// Source of the rules: hashicorp/go-version (operators, the pessimistic operator, prereleases), and OpenTofu's own
// rule that prereleases may not stand in constraints on OpenTofu itself. The error texts are ours.

import { compareVersions, parseVersion, type Version } from "./version.js";

export type ConstraintOperator = "=" | "!=" | ">" | "<" | ">=" | "<=" | "~>";

export interface ConstraintTerm {
  readonly operator: ConstraintOperator;
  readonly version: Version;
  /** Offsets in the constraint's text, without the spaces around the term. */
  readonly start: number;
  readonly end: number;
}

/** All terms must hold. No terms: every version is allowed. */
export interface Constraint {
  readonly terms: readonly ConstraintTerm[];
}

export interface ConstraintError {
  /** One or two sentences: what is wrong, and what to write. */
  readonly message: string;
  /** Offsets of the faulty term in the constraint's text. */
  readonly start: number;
  readonly end: number;
  /** The term as it was probably meant. */
  readonly replacement?: string;
}

export type ParsedConstraint =
  | { readonly ok: true; readonly constraint: Constraint }
  | { readonly ok: false; readonly errors: readonly ConstraintError[] };

const operators: readonly ConstraintOperator[] = [">=", "<=", "~>", "!=", "=", ">", "<"];

/** Reads a list of terms separated by commas. Each faulty term gives one error; an empty text is an error too. */
export function parseConstraints(text: string): ParsedConstraint {
  const terms: ConstraintTerm[] = [];
  const errors: ConstraintError[] = [];
  let offset = 0;
  for (const part of text.split(",")) {
    const start = offset + (part.length - part.trimStart().length);
    const written = part.trim();
    const end = start + written.length;
    offset += part.length + 1;
    const operator = operators.find((candidate) => written.startsWith(candidate));
    const version = parseVersion(operator ? written.slice(operator.length).trimStart() : written);
    if (version) terms.push({ operator: operator ?? "=", version, start, end });
    else errors.push({ ...explain(written), start, end });
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, constraint: { terms } };
}

/** Whether a version meets every term. */
export function satisfies(version: Version, constraint: Constraint): boolean {
  return constraint.terms.every((term) => meets(version, term));
}

/**
 * The lowest version that the terms name as a bound from below; undefined where none does (`< 2.0`, `!= 1.3.0`).
 * For `> 1.6` that is 1.6 itself, although only versions above it are allowed.
 */
export function lowerBound(constraint: Constraint): Version | undefined {
  let lowest: Version | undefined;
  for (const { operator, version } of constraint.terms) {
    if (operator === "<" || operator === "<=" || operator === "!=") continue;
    if (!lowest || compareVersions(version, lowest) > 0) lowest = version;
  }
  return lowest;
}

/** The terms that name a prerelease, which OpenTofu refuses in constraints on its own version. */
export function prereleaseTerms(constraint: Constraint): readonly ConstraintTerm[] {
  return constraint.terms.filter((term) => term.version.prerelease !== "");
}

function meets(version: Version, { operator, version: bound }: ConstraintTerm): boolean {
  const order = compareVersions(version, bound);
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case ">":
      return prereleaseFits(version, bound) && order > 0;
    case "<":
      return prereleaseFits(version, bound) && order < 0;
    case ">=":
      return prereleaseFits(version, bound) && order >= 0;
    case "<=":
      return prereleaseFits(version, bound) && order <= 0;
    case "~>":
      return prereleaseFits(version, bound) && order >= 0 && withinPessimistic(version, bound);
  }
}

/** A prerelease is only ever allowed by a term that names a prerelease of the same version. */
function prereleaseFits(version: Version, bound: Version): boolean {
  if (version.prerelease === "") return true;
  if (bound.prerelease === "") return false;
  return compareVersions({ ...version, prerelease: "" }, { ...bound, prerelease: "" }) === 0;
}

/** Only the last segment that was written may grow; `~> 1` therefore has no upper end. */
function withinPessimistic(version: Version, bound: Version): boolean {
  if (bound.prerelease !== "" && version.prerelease === "") return false;
  if (bound.segments.length > version.segments.length) return false;
  for (let i = 0; i < bound.specified - 1; i++) if (version.segments[i] !== bound.segments[i]) return false;
  const last = bound.segments.length - 1;
  return bound.segments[last]! <= version.segments[last]!;
}

function explain(written: string): { message: string; replacement?: string } {
  if (written === "") {
    return { message: "A version constraint is missing here. Write one such as `>= 1.2`, or remove the comma." };
  }
  for (const [wrong, right] of [
    ["=>", ">="],
    ["=<", "<="],
    ["~=", "~>"],
    ["==", "="],
    ["<>", "!="],
  ] as const) {
    if (written.startsWith(wrong)) {
      const replacement = `${right} ${written.slice(wrong.length).trimStart()}`;
      return {
        message: `\`${wrong}\` is not an operator of version constraints; write \`${replacement}\`.`,
        replacement,
      };
    }
  }
  if (written.startsWith("^")) {
    return {
      message: `\`^\` is not an operator of version constraints. \`~>\` allows only the last given number to grow: \`~> 1.2\` stays below 2.0.`,
    };
  }
  if (written.includes("||")) {
    return { message: "Version constraints cannot be alternatives; all terms of the list must hold at once." };
  }
  const second = secondOperator(written);
  if (second > 0) {
    const replacement = `${written.slice(0, second).trimEnd()}, ${written.slice(second)}`;
    return { message: `Two constraints need a comma between them: \`${replacement}\`.`, replacement };
  }
  if (written === "latest" || written.includes("*") || written.split(".").includes("x")) {
    return {
      message: `\`${written}\` is not a version. Leave numbers out instead, such as \`~> 1.2\` for all of 1.x from 1.2.`,
    };
  }
  return {
    message: `\`${written}\` is not a version constraint. Write an operator and a version, such as \`>= 1.2\` or \`~> 1.2.3\`.`,
  };
}

/** Where a second operator begins, or -1. */
function secondOperator(written: string): number {
  let seenDigit = false;
  for (let i = 0; i < written.length; i++) {
    const character = written[i]!;
    if (character >= "0" && character <= "9") seenDigit = true;
    else if (seenDigit && (character === "<" || character === ">" || character === "=" || character === "!")) return i;
    else if (seenDigit && written.startsWith("~>", i)) return i;
  }
  return -1;
}
