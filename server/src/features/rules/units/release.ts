// Which releases of Terragrunt a file is written for, where it says so.

import { literalString } from "../../../model/access.js";
import { parseConstraints, satisfies } from "../../../model/constraint.js";
import { derived } from "../../../model/derived.js";
import { parseVersion } from "../../../model/version.js";
import type { SourceFile } from "../../../syntax/ast.js";
import { attributeOf } from "./names.js";

/** Releases that stand for all since 1.0, in which the old forms were removed. */
const releases = ["1.0.0", "1.1.0", "1.1.3", "1.99.0", "2.0.0"].flatMap((text) => parseVersion(text) ?? []);

/** True where `terragrunt_version_constraint` allows no release since 1.0. */
export const isBeforeFirstRelease = derived((file: SourceFile): boolean => {
  const value = attributeOf(file.body.items, "terragrunt_version_constraint")?.value;
  const text = value && literalString(value);
  const parsed = text === undefined ? undefined : parseConstraints(text);
  return parsed?.ok === true && !releases.some((version) => satisfies(version, parsed.constraint));
});
