// What stacks generate: units and stacks in directories of their own, found without writing anything.

import { directoryOf } from "../uri.js";
import { addedComponents, type StackComponent } from "./component.js";
import { type LatestSnapshot, Reading } from "./reading.js";
import type { Unit } from "./unit.js";
import type { UnitOrigin } from "./unitParts.js";

const deepestStack = 10;
const mostGenerated = 20_000;

/** A stack file as it is evaluated in one place, with its components. */
export interface KeptStack {
  readonly unit: Unit;
  readonly components: readonly StackComponent[];
}

/** What stacks generate, and where it comes from. */
export interface Generated {
  readonly reading: Reading;
  /** By the directory that is generated into. */
  readonly units: ReadonlyMap<string, UnitOrigin>;
  /** Where a generated directory's files come from. */
  readonly sources: ReadonlyMap<string, string>;
  /** All directories that are generated into, also those whose files come from elsewhere. */
  readonly places: ReadonlySet<string>;
  /** The components of each stack: those written by the file's URI, generated ones by their directory. */
  readonly stacks: ReadonlyMap<string, readonly StackComponent[]>;
}

/** All that the stack files given generate; `reading` takes in what was read on the way. */
export function expandStacks(
  uris: Iterable<string>,
  reading: Reading,
  stackOf: (origin: UnitOrigin) => KeptStack,
): Generated {
  const units = new Map<string, UnitOrigin>();
  const sources = new Map<string, string>();
  const places = new Set<string>();
  const stacks = new Map<string, readonly StackComponent[]>();
  const generate = (origin: UnitOrigin, depth: number, added: readonly StackComponent[] = []): void => {
    const { unit, components: own } = stackOf(origin);
    const components = [...own, ...added];
    reading.include(unit.reading);
    stacks.set(depth === 0 ? origin.uri : origin.directory, components);
    for (const component of components) {
      const { directory, sourceDirectory, sourceFile, values } = component;
      if (directory === undefined || component.enabled === false || units.size >= mostGenerated) continue;
      places.add(directory);
      if (sourceDirectory !== undefined) sources.set(directory, sourceDirectory);
      if (sourceFile === undefined) continue;
      const inner: UnitOrigin = {
        directory,
        uri: sourceFile,
        generatedBy: {
          stack: component.uri,
          item: component.item,
          name: component.name,
          ...(component.autoinclude ? { autoinclude: component.autoinclude } : {}),
        },
        ...(values ? { values } : {}),
      };
      if (component.kind === "unit") units.set(directory, inner);
      else if (depth < deepestStack) generate(inner, depth + 1, addedComponents(component, unit.view, unit));
    }
  };
  for (const uri of uris) {
    const origin = { directory: directoryOf(uri), uri };
    const { unit } = stackOf(origin);
    reading.include(unit.reading);
    if (!isTemplate(unit)) generate(origin, 0);
  }
  return { reading, units, sources, places, stacks };
}

/** Whether a unit or stack reads values that nobody gives it where it lies: it is there to be generated from. */
export function isTemplate(unit: Unit): boolean {
  if (unit.view.values() !== undefined) return false;
  const references = unit.reading.facts(unit.uri)?.terragrunt?.references ?? [];
  return references.some(({ root }) => root === "values");
}

/** What is known while stacks are being expanded. */
export function noneGenerated(latest: LatestSnapshot): Generated {
  return { reading: new Reading(latest), units: new Map(), sources: new Map(), places: new Set(), stacks: new Map() };
}
