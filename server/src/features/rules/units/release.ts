// Which releases of Terragrunt a file is written for, where it or what it includes says so.

import { literalString } from "../../../model/access.js";
import { type Constraint, parseConstraints, satisfies } from "../../../model/constraint.js";
import { parseVersion, type Version } from "../../../model/version.js";
import type { TerragruntRuleContext } from "../rule.js";
import { contextsOf } from "./contexts.js";
import { attributeOf } from "./names.js";

const argument = "terragrunt_version_constraint";

/** Releases that stand for all of those there are and will be, from the first on. */
const releases = ["1.0.0", "1.0.6", "1.0.7", "1.0.8", "1.1.0", "1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.99.0", "2.0.0"];

/** True where no release from a version on may be used. */
export function excludesSince(ctx: TerragruntRuleContext, since: string): boolean {
  const constraint = constraintOf(ctx);
  const first = parseVersion(since);
  if (!constraint || !first) return false;
  const later = releases.flatMap((text) => parseVersion(text) ?? []).filter((version) => !isBefore(version, first));
  return ![first, ...later].some((version) => satisfies(version, constraint));
}

function isBefore(version: Version, bound: Version): boolean {
  for (let i = 0; i < Math.max(version.segments.length, bound.segments.length); i++) {
    const difference = Number(version.segments[i] ?? 0) - Number(bound.segments[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** The constraint that counts: the unit's, with what its includes say, else the file's own. */
function constraintOf(ctx: TerragruntRuleContext): Constraint | undefined {
  const own = attributeOf(ctx.file.body.items, argument)?.value;
  const [first] = contextsOf(ctx);
  const merged = first?.unit.configuration.entries.get(argument)?.term;
  const text = own ? literalString(own) : merged?.kind === "value" ? merged.value.text : undefined;
  const parsed = text === undefined || text === "" ? undefined : parseConstraints(text);
  return parsed?.ok ? parsed.constraint : undefined;
}
