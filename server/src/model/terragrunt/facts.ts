// What one Terragrunt file contributes to the workspace, as plain data that outlives its syntax tree.
//
// Made by `extractTerragrunt.ts` alone, sent between workers and cached as JSON. Ranges are UTF-16 offsets; `item` is
// the index of the top-level item in the file's body, the way back to the tree.

import type { TextRange } from "../../base/range.js";

/**
 * An expression that gives a path, small enough to be kept without its tree:
 * - a text: itself;
 * - `t`: a template, its parts joined;
 * - `f`: a call of a function with arguments;
 * - `r`: a traversal by its names, root first;
 * - null: anything else, for which the tree is needed.
 */
export type PathFact =
  | string
  | { readonly t: readonly PathFact[] }
  | { readonly f: string; readonly a: readonly PathFact[] }
  | { readonly r: readonly string[] }
  | null;

/** A path as it is written, with its place. */
export interface WrittenPath {
  readonly path: PathFact;
  /** The whole expression. */
  readonly range: TextRange;
}

/** A name with its place. */
export interface NameFact {
  readonly name: string;
  readonly range: TextRange;
  /** For a name of `mock_outputs` that is given an object, the names in it. */
  readonly keys?: readonly NameFact[];
}

/** A name of `locals`, with its expression where that gives a path. */
export interface LocalFact extends NameFact {
  /** The whole attribute. */
  readonly whole: TextRange;
  readonly item: number;
  /** Its index in the body of the `locals` block. */
  readonly attribute: number;
  readonly path?: PathFact;
}

/** One top-level block, or a block nested in `errors` or `autoinclude`. */
export interface TerragruntBlockFact {
  /** The block's type: `include`, `dependency`, `terraform`, … */
  readonly type: string;
  /** The first label; undefined where it has none, as a bare `include`. */
  readonly label?: string;
  /** The label's text, without its quotes. */
  readonly labelRange?: TextRange;
  readonly range: TextRange;
  readonly header: TextRange;
  readonly item: number;
  /** Names of its arguments, with their places. */
  readonly attributes: readonly NameFact[];
  /** The types of the blocks in it. */
  readonly blocks: readonly string[];
  /** Arguments that give one path, by name: `path`, `config_path`, `source`. */
  readonly paths: Readonly<Record<string, WrittenPath>>;
  /** The elements of `dependencies.paths`, where that is a list. */
  readonly list?: readonly WrittenPath[];
  /** Arguments that are a plain string or a word, by name: `merge_strategy`, `expose`, `enabled`, `skip_outputs`, … */
  readonly words: Readonly<Record<string, string>>;
  /** The names that `mock_outputs` or a component's `values` has, as far as they are written there. */
  readonly keys?: readonly NameFact[];
  /** Blocks of an `autoinclude`. */
  readonly inner?: readonly TerragruntBlockFact[];
}

/** One traversal that starts at one of Terragrunt's roots. */
export interface TerragruntReferenceFact {
  /** `local`, `include`, `dependency`, `feature`, `values`, `unit`, `stack`. */
  readonly root: string;
  /** What follows the root: names of attributes and of plain string indices, up to the first that is neither. */
  readonly names: readonly string[];
  /** Start and end of each name, in turn. */
  readonly places: readonly number[];
  readonly range: TextRange;
  readonly item: number;
  /** The name of the local value in whose expression it stands. */
  readonly within?: string;
}

/** One call of a function whose result is another file or directory. */
export interface TerragruntCallFact {
  readonly name: string;
  readonly args: readonly PathFact[];
  readonly range: TextRange;
  /** The first argument's place; undefined where there is none. */
  readonly argument?: TextRange;
  readonly item: number;
}

export interface TerragruntFacts {
  readonly blocks: readonly TerragruntBlockFact[];
  /** Top-level attributes. */
  readonly attributes: readonly (NameFact & { readonly item: number; readonly whole: TextRange })[];
  readonly locals: readonly LocalFact[];
  /** The names that `inputs` sets, as far as they are written there, arguments of `merge` included. */
  readonly inputs: readonly NameFact[];
  readonly references: readonly TerragruntReferenceFact[];
  readonly calls: readonly TerragruntCallFact[];
}

/** Blocks of one type, in the order of the text. */
export function blocksOf(facts: TerragruntFacts, type: string): readonly TerragruntBlockFact[] {
  return facts.blocks.filter((block) => block.type === type);
}
