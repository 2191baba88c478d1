// What a module requires of the OpenTofu or Terraform that reads it, with the lowest versions that meet it.

import { lowerBound, parseConstraints } from "../../model/constraint.js";
import type { Module } from "../../model/module.js";
import { compareVersions, parseVersion, type Version } from "../../model/version.js";

/** The lowest version that one `required_version` lets in. */
export interface RequiredBound {
  readonly text: string;
  readonly bound: Version;
}

/**
 * The bounds of all `required_version` arguments of a module. OpenTofu passes over those in `.tf` files where others
 * stand in `.tofu` files, but they tell who uses the module. What cannot be parsed, or has no bound, is left out.
 */
export function lowerBounds(module: Module): readonly RequiredBound[] {
  return module.files.flatMap(({ facts }) =>
    facts.requiredVersions.flatMap(({ text }) => {
      const parsed = parseConstraints(text);
      const bound = parsed.ok ? lowerBound(parsed.constraint) : undefined;
      return bound ? [{ text, bound }] : [];
    }),
  );
}

/** True where a module says that it is read by versions before 1.`minor` as well. */
export function letsInOlder(module: Module, minor: number): boolean {
  const wanted = parseVersion(`1.${minor}.0`);
  return wanted !== undefined && lowerBounds(module).some(({ bound }) => compareVersions(bound, wanted) < 0);
}
