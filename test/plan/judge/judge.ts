// The judge: from the text of a configuration alone, which objects exist, with which values, and which outputs.
//
// It knows `terraform_data`, resources of a type that nobody knows, modules with local sources, `count`, `for_each`,
// `enabled`, checks, and `moved` blocks, stated and implied. It is checked against a real program (judge.plan.ts) and
// shares no code with the rewriter or the planner (independence.plan.ts).

import type { HclParser } from "../../../server/src/syntax/parser.js";
import { type Directory, type Files, readDirectories, type Values, valuesFile } from "./configuration.js";
import { evaluateMini, MiniError, type MiniScope, type MiniValue, plain } from "./miniValue.js";
import { ModuleInstance, type World } from "./moduleInstance.js";
import { applyMoves, moveMistake, readStatements } from "./moves.js";
import { staticMistake } from "./staticChecks.js";

/** The ids of the objects in a state, by address. */
export type JudgedState = ReadonlyMap<string, string>;

export interface Judged {
  /** The first error; undefined where a plan would work. */
  readonly error: string | undefined;
  /** Where the error comes up: before anything is evaluated, in the moves, or in the plan itself. */
  readonly phase?: "static" | "moves" | "plan";
  /** The objects' values as JSON, by address, each with its id. */
  readonly objects: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  /** What the conditions of checks came to, by address and number. */
  readonly checks: ReadonlyMap<string, boolean>;
  /** The state after applying it. */
  readonly state: JudgedState;
  /** Addresses that are created and destroyed, after moves. */
  readonly created: readonly string[];
  readonly destroyed: readonly string[];
}

/** Which program's rules hold. */
export interface JudgeRules {
  readonly shortCircuits: boolean;
  /** OpenTofu ≥ 1.11 implies moves of modules too. */
  readonly movesModules: boolean;
}

interface Read {
  readonly directories: ReadonlyMap<string, Directory>;
  readonly mistake: string | undefined;
}

/** What was read of the same files before: one set of files is judged under several settings. */
const readBefore = new WeakMap<Files, Read>();

function read(parser: HclParser, files: Files): Read {
  const known = readBefore.get(files);
  if (known) return known;
  const directories = readDirectories(parser, files);
  let result: Read;
  if ("error" in directories) result = { directories: new Map(), mistake: directories.error };
  else {
    const mistakes = [...directories.values()].map((directory) => staticMistake(directories, directory));
    result = { directories, mistake: mistakes.find((mistake) => mistake !== undefined) };
  }
  readBefore.set(files, result);
  return result;
}

/** Judges a configuration against a state; bad input is an answer with an error. */
export function judge(parser: HclParser, files: Files, values: Values, state: JudgedState, rules: JudgeRules): Judged {
  const nothing = { objects: new Map(), outputs: new Map(), checks: new Map(), state, created: [], destroyed: [] };
  const { directories, mistake } = read(parser, files);
  if (mistake !== undefined) return { error: mistake, phase: "static", ...nothing };
  const root = directories.get(".") ?? { path: ".", blocks: [] };
  let phase: "moves" | "plan" = "moves";
  try {
    const statements = readStatements(directories, root);
    const moved = applyMoves(statements, state, rules.movesModules);
    phase = "plan";
    const literals: MiniScope = {
      shortCircuits: rules.shortCircuits,
      lookup: (name) => {
        throw new MiniError(`${name} in a file of values`);
      },
    };
    const inputs = new Map<string, () => MiniValue>();
    for (const { name, value } of valuesFile(parser, files)) inputs.set(name.name, () => evaluateMini(value, literals));
    for (const [name, given] of Object.entries(values)) inputs.set(name, () => given);
    const world: World = {
      directories,
      moved,
      shortCircuits: rules.shortCircuits,
      objects: new Map(),
      ids: new Map(),
      instances: new Set(),
      wholes: new Set(),
      modules: [],
      checks: new Map(),
    };
    const module = new ModuleInstance(world, root, [], inputs);
    module.evaluateAll();
    phase = "moves";
    const wrong = moveMistake(statements, world);
    if (wrong !== undefined) return { error: wrong, phase, ...nothing };
    const outputs = new Map(
      module.outputNames().map((name) => [name, JSON.stringify(plain(module.output(name)))] as const),
    );
    return {
      error: undefined,
      objects: world.objects,
      outputs,
      checks: world.checks,
      state: world.ids,
      created: [...world.ids.keys()].filter((address) => !moved.has(address)),
      destroyed: [...moved.keys()].filter((address) => !world.ids.has(address)),
    };
  } catch (error) {
    if (!(error instanceof MiniError)) throw error;
    return { error: error.message, phase, ...nothing };
  }
}
