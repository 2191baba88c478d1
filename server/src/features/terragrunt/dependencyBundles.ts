// Which dependencies stand together in the same units, and what a file of them that the units include would save.

/** A `dependency` of a unit. */
export interface UnitDependency {
  /** The unit's folder. */
  readonly unit: string;
  /** Equal for dependencies that say the same under the same name. */
  readonly key: string;
  /** Tokens, roughly. */
  readonly size: number;
}

/** Dependencies that all of some units have. */
export interface DependencyBundle {
  /** The keys of the dependencies, in the order of the first unit. */
  readonly keys: readonly string[];
  /** The folders of the units, in the order in which they were given. */
  readonly units: readonly string[];
  readonly tokensSaved: number;
}

/** The `include` that each unit needs for the file that says them: as long as any other include. */
const includeTokens = 17;
/** A file of its own for one dependency: what it has to save where the units are few. */
const fewestTokens = 10;
/** To look in another file for several dependencies is more than to look there for one. */
const fewestTokensTogether = 60;
const fewestTokensOfKinds = 100;
const fewestUnitsTogether = 3;

/**
 * Dependencies for which a file of their own is worth it, those that save most first. No dependency of a unit is in two
 * of the bundles. The time is that of reading each dependency once for each other one of its unit.
 */
export function dependencyBundles(
  all: readonly UnitDependency[],
  isWorth: (bundle: DependencyBundle) => boolean,
): readonly DependencyBundle[] {
  const unitsOf = new Map<string, Set<string>>();
  const dependenciesOf = new Map<string, Map<string, number>>();
  for (const { unit, key, size } of all) {
    unitsOf.set(key, (unitsOf.get(key) ?? new Set()).add(unit));
    dependenciesOf.set(unit, (dependenciesOf.get(unit) ?? new Map<string, number>()).set(key, size));
  }
  const candidates = new Map<string, DependencyBundle>();
  for (const units of unitsOf.values()) {
    const [first] = units;
    if (first === undefined || units.size < 2) continue;
    const own = dependenciesOf.get(first) ?? new Map<string, number>();
    const shared = [...own.keys()].filter((key) => includesAll(unitsOf.get(key), units));
    const bundle = bundleOf(shared, [...units], own);
    candidates.set(bundle.keys.join("\n"), bundle);
  }
  const sorted = [...candidates.values()].filter(isWorth).sort((a, b) => b.tokensSaved - a.tokensSaved);
  const taken = new Set<string>();
  const place = (unit: string, key: string) => `${unit}\n${key}`;
  return sorted.flatMap(({ keys, units }) => {
    const left = units.filter((unit) => !keys.some((key) => taken.has(place(unit, key))));
    const bundle = bundleOf(keys, left, dependenciesOf.get(left[0] ?? "") ?? new Map<string, number>());
    if (!isWorth(bundle)) return [];
    for (const unit of left) for (const key of keys) taken.add(place(unit, key));
    return [bundle];
  });
}

function includesAll(units: ReadonlySet<string> | undefined, some: ReadonlySet<string>): boolean {
  if (!units || units.size < some.size) return false;
  for (const unit of some) if (!units.has(unit)) return false;
  return true;
}

function bundleOf(
  keys: readonly string[],
  units: readonly string[],
  sizes: ReadonlyMap<string, number>,
): DependencyBundle {
  const size = keys.reduce((sum, key) => sum + (sizes.get(key) ?? 0), 0);
  return { keys, units, tokensSaved: units.length * (size - includeTokens) - size };
}

/** True where a person would want to know of it. */
export function isWorthTelling({ keys, units, tokensSaved }: DependencyBundle): boolean {
  // One that says no more than where its unit lies is as short as the include.
  if (keys.length === 1) return units.length >= 2 && tokensSaved >= fewestTokens;
  // Units of other names in other folders are of different kinds: they have to have more in common to be read together.
  const paths = units.map((unit) => unit.split("/"));
  const areAlike = (part: (steps: string[]) => string) => new Set(paths.map(part)).size === 1;
  const isOneKind = areAlike((steps) => steps.at(-1) ?? "") || areAlike((steps) => steps.slice(0, -1).join("/"));
  return units.length >= fewestUnitsTogether && tokensSaved >= (isOneKind ? fewestTokensTogether : fewestTokensOfKinds);
}
