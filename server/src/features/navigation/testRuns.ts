// The `run` blocks of a test file: their names live in that file, where later runs read their outputs.

import { type TextRange, touches } from "../../base/range.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Occurrence } from "./symbol.js";

/** A run's name at a place, with all places of it. */
export interface TestRun {
  readonly name: string;
  readonly range: TextRange;
  /** The block that declares it first; none where there is no such block. */
  readonly occurrences: readonly Occurrence[];
  /** Names of the file's other runs. */
  readonly others: ReadonlySet<string>;
}

/** The run whose name is at an offset; undefined where there is none. */
export function testRunAt(snapshot: WorkspaceSnapshot, uri: string, offset: number): TestRun | undefined {
  const facts = snapshot.entry(uri)?.type?.kind === "test" ? snapshot.facts(uri) : undefined;
  if (!facts) return undefined;
  const runs = facts.declarations.filter(({ kind }) => kind === "run");
  const declared = runs.find(({ nameRange }) => touches(nameRange, offset));
  const reference = facts.references.find(({ key, nameRange }) => key.startsWith("run.") && touches(nameRange, offset));
  const found = declared ?? reference;
  if (!found) return undefined;
  const name = found.key.slice("run.".length);
  const own = runs.filter(({ key }) => key === found.key);
  return {
    name,
    range: found.nameRange,
    occurrences: [
      ...own.map(({ nameRange }): Occurrence => ({ kind: "declaration", uri, range: nameRange })),
      ...facts.references
        .filter(({ key }) => key === found.key)
        .map(({ nameRange }): Occurrence => ({ kind: "read", uri, range: nameRange })),
    ],
    others: new Set(runs.filter((run) => run.key !== found.key).map((run) => run.name)),
  };
}
