// What a unit is made of and comes from, and what it asks of the units around it.

import type { Value } from "../values/value.js";
import type { Configuration } from "./configuration.js";
import type { ResolvedPath } from "./fileView.js";
import type { Reading } from "./reading.js";

/** What a unit needs to know of the other units. */
export interface UnitSurroundings {
  /** The outputs that a directory's unit or stack has, as an object of unknown values; unknown where that cannot be told. */
  outputsOf(directory: string, reading: Reading): Value;
  /** Where the files of a generated directory come from; the directory itself where nothing generates it. */
  sourceOf(directory: string): string;
  /** Whether a stack may generate a file or directory. */
  mayAppear(uri: string, reading: Reading): boolean;
}

/** How a unit comes about. */
export interface UnitOrigin {
  /** The unit's directory: for a generated unit, the one it is generated into. */
  readonly directory: string;
  /** Its `terragrunt.hcl`: for a generated unit, that of its source. */
  readonly uri: string;
  /** The stack file and the name of the component that generates it. */
  readonly generatedBy?: GeneratedBy;
  /** The values that the stack gives it. */
  readonly values?: Value;
}

export interface GeneratedBy {
  readonly stack: string;
  /** The top-level item of the component's block there. */
  readonly item: number;
  readonly name: string;
  /** The component's autoinclude, as the stack evaluates it. */
  readonly autoinclude?: Configuration;
}

/** What stands for the outputs of dependencies: unknown values of their types, or what `mock_outputs` says. */
export type OutputsMode = "unknown" | "mocked";

export interface UnitOptions {
  readonly role?: "unit" | "stack";
  readonly outputs?: OutputsMode;
}

/** A `dependency` of a unit, its own or one that an include brings. */
export interface UnitDependency {
  readonly label: string;
  /** The file that the block stands in, and its top-level item there. */
  readonly uri: string;
  readonly item: number;
  readonly path: ResolvedPath;
  /** The directory it leads to; undefined where that cannot be told. */
  readonly directory: string | undefined;
  /** With `expansion`, the block stands for several dependencies, and `directory` is that of none. */
  readonly isRepeated: boolean;
  /** The dependencies that a repeated block stands for, as far as their keys are known. */
  readonly instances: readonly DependencyInstance[];
  /** False where `enabled = false` is written. */
  readonly enabled: boolean;
}

/** One of the dependencies that a repeated block stands for. */
export interface DependencyInstance {
  readonly key: string;
  readonly path: ResolvedPath;
  readonly directory: string | undefined;
}
