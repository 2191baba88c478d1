// What an expression can see: names, functions and files. The caller of `evaluate` provides it.

import type { Expression, ScopeTraversalExpr, SourceFile } from "../../syntax/ast.js";
import type { FileAccess, Implementation } from "../functions/implementation.js";
import type { Signature } from "../functions/signature.js";
import type { Value } from "../values/value.js";
import type { Diagnostics } from "./diagnostic.js";

/** What a traversal's root and its first steps stand for. */
export interface Lookup {
  readonly value: Value;
  /** How many steps behind the root are part of the name: 1 for `var.x`. The rest is taken from the value. */
  readonly consumed: number;
  readonly diagnostics?: Diagnostics;
}

export interface FunctionDefinition {
  /** Undefined for a function of which nothing but the name is known, such as a provider's. */
  readonly signature: Signature | undefined;
  /** Undefined where the result cannot be computed here; it is then unknown, of the type that the signature says. */
  readonly implementation?: Implementation | undefined;
}

export interface FunctionTable {
  find(name: string): FunctionDefinition | undefined;
  /** All names that a call can use here, sorted; suggestions are taken in this order. */
  readonly names: readonly string[];
}

/** A template's text parsed as one expression, or what is wrong with it. */
export type ParsedTemplate =
  /** `start` is the offset, in the expression's ranges, at which the template's own text begins; `at` is one in that text. */
  { readonly expression: Expression; readonly start: number } | { readonly error: string; readonly at?: number };

export interface Scope {
  /**
   * The value of a reference. Undefined where the scope has nothing of that root's name, which is an error; a name that
   * is known but cannot be evaluated is an unknown value.
   */
  lookup(traversal: ScopeTraversalExpr): Lookup | undefined;
  /** Names of the roots there are, for suggestions. */
  readonly roots?: readonly string[];
  /** Absent where calls are not allowed at all. */
  readonly functions?: FunctionTable;
  /** Absent in untrusted mode: functions that read files are then unknown. */
  readonly files?: FileAccess;
  /** Absent where templates cannot be parsed: `templatefile` and `templatestring` are then unknown. */
  parseTemplate?(source: string): ParsedTemplate;
  /** Parses a text as a file of its own; absent where that cannot be. */
  parseFile?(text: string): SourceFile;
}
