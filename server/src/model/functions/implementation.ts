// What one function of the language is made of, and what it may ask of its surroundings.

import type { Expression } from "../../syntax/ast.js";
import type { Failure } from "../values/failure.js";
import type { Type } from "../values/type.js";
import type { Value } from "../values/value.js";

/** Files of the workspace, as functions see them. Paths are as in the configuration, relative to the module. */
export interface FileAccess {
  /** A file's bytes; `"missing"` where the folder is known not to have it; undefined where that cannot be told. */
  read(path: string): Uint8Array | "missing" | undefined;
  /**
   * Every file in a directory, and in those below it where `deep`, with slashes and relative to it; undefined where that
   * cannot be told.
   */
  list(directory: string, deep: boolean): readonly string[] | undefined;
}

export interface CallContext {
  /** Absent in untrusted mode and where the module has no folder: file functions are then unknown. */
  readonly files?: FileAccess | undefined;
  /** Reads a text as a file of variable values, for `decode_tfvars`; undefined: cannot tell. */
  variables?(text: string): Value | Failure | undefined;
  /**
   * Renders a template with the variables given, for `templatefile` and `templatestring`; undefined: cannot tell. The
   * path is for messages; a string has none.
   */
  render?(source: string, variables: Value, path?: string): Value | Failure | undefined;
}

/** An argument that is evaluated only where the function asks for it. */
export interface LazyArgument {
  readonly expression: Expression;
  evaluate(): {
    readonly value: Value;
    readonly errors: readonly { readonly summary: string; readonly detail: string }[];
  };
}

/** A function over values. Both parts see arguments already converted to their parameters' types. */
export interface Implementation {
  /** The result's type, where it depends on the arguments, which may be unknown. */
  type?(args: readonly Value[], context: CallContext): Type | Failure;
  /** The result, of the type given. Undefined where it cannot be told here: the result is then unknown. */
  call(args: readonly Value[], type: Type, context: CallContext): Value | Failure | undefined;
}

export type Implementations = Readonly<Record<string, Implementation>>;
