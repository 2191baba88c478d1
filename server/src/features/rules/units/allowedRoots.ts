// Which references each attribute of a Terragrunt file may hold, by when it is evaluated.

import type { Attribute } from "../../../syntax/ast.js";
import { type FileSubject, schemaBodies } from "../structure/bodies.js";

/**
 * The roots that each attribute may refer to; attributes without an entry may refer to anything, or are unknown.
 * What stands in `autoinclude` is evaluated in part by the stack and in part by the unit, and has no entry.
 */
export function allowedRoots(subject: FileSubject): ReadonlyMap<Attribute, readonly string[]> {
  const found = new Map<Attribute, readonly string[]>();
  for (const { body, schema, path } of schemaBodies(subject)) {
    if (path.includes("autoinclude")) continue;
    for (const item of body.items) {
      if (item.kind !== "Attribute") continue;
      const roots = (schema.attributes[item.name.name] ?? schema.freeform?.entry)?.roots;
      if (roots) found.set(item, roots);
    }
  }
  return found;
}
