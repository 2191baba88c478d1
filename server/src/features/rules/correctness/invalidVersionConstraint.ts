// # invalid-version-constraint
//
// Reports a version constraint that cannot be read, or that bounds OpenTofu in a way that has no effect.
//
// In `.tf` files OpenTofu passes over `required_version`, which there speaks of Terraform.
//
// `main.tofu`:
// ```hcl
// terraform {
//   required_version = "=> 1.9"
//   #                  ^^^^^^^^ error[invalid-version-constraint]: `=>` is not an operator of version constraints; write `>= 1.9`.
// }
// ```
// -> fix "Change to ">= 1.9""
//
// `main.tofu`:
// ```hcl
// terraform {
//   required_version = ">= 1.9"
// }
// ```
import { literalString } from "../../../model/access.js";
import { isOpenTofuOnly } from "../../../model/builtins/fileKinds.js";
import { type Constraint, parseConstraints, prereleaseTerms, satisfies } from "../../../model/constraint.js";
import { newestRelease } from "../../../model/product.js";
import { parseVersion, type Version } from "../../../model/version.js";
import type { Attribute } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";

export const invalidVersionConstraint: Rule = {
  id: "invalid-version-constraint",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    const isTofu = isOpenTofuOnly(ctx.entry.name);
    for (const { body, path } of schemaBodies(ctx)) {
      const place = path.join(".");
      for (const item of body.items) {
        if (item.kind !== "Attribute") continue;
        const name = `${place}.${item.name.name}`;
        if (name === "language.compatible_with.opentofu") check(ctx, item, true);
        else if (name === "terraform.required_version" && isTofu) check(ctx, item, false);
        else if (name === "module.version") checkText(ctx, item, "module");
      }
    }
  },
};

function checkText(ctx: FileRuleContext, attribute: Attribute, phase: "file" | "module"): Constraint | undefined {
  const text = literalString(attribute.value);
  if (text === undefined) return undefined;
  const parsed = parseConstraints(text);
  if (parsed.ok) return parsed.constraint;
  const [first] = parsed.errors;
  const replacement = parsed.errors.length === 1 && !text.includes(",") ? first?.replacement : undefined;
  ctx.report(attribute.value.range, first?.message ?? "this is not a version constraint", {
    summary: "Invalid version constraint",
    phase,
    fixes:
      replacement === undefined
        ? []
        : [
            replaceFix(ctx.file.uri, attribute.value.range, `"${replacement}"`, `Change to "${replacement}"`, {
              preferred: true,
            }),
          ],
  });
  return undefined;
}

function check(ctx: FileRuleContext, attribute: Attribute, isCompatibleWith: boolean): void {
  const constraint = checkText(ctx, attribute, "file");
  if (!constraint) return;
  if (prereleaseTerms(constraint).length > 0) {
    ctx.report(attribute.range, "a prerelease of OpenTofu cannot be required; leave out what stands behind the `-`", {
      summary: "Invalid required_version constraint",
    });
    return;
  }
  if (isBeyondAll(constraint)) {
    ctx.report(attribute.range, "no version of OpenTofu fits this constraint, so none will run the module", {
      summary: "Incompatible module",
    });
    return;
  }
  const before = parseVersion("1.11.0");
  if (isCompatibleWith && before && satisfies(before, constraint)) {
    ctx.report(
      attribute.range,
      "versions before 1.12 do not understand this block, so they cannot be allowed by it; begin with `>= 1.12`",
      { summary: "Ineffective version constraint", level: "warning" },
    );
  }
}

/** How many minor versions after the newest we know may exist already, when this is read. */
const unknownMinors = 6;

/** Whether neither a release that we know of nor one that may follow soon fits. */
function isBeyondAll(constraint: Constraint): boolean {
  const newest = newestRelease("opentofu");
  const [major = 1, minor = 0] = newest.segments;
  const candidates: Version[] = [newest];
  for (let each = 6; each <= minor + unknownMinors; each++) {
    for (const patch of [0, 99]) {
      const version = parseVersion(`${major}.${each}.${patch}`);
      if (version) candidates.push(version);
    }
  }
  return !candidates.some((version) => satisfies(version, constraint));
}
