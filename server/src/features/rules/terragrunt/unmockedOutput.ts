// # unmocked-output
//
// Reports the use of an output that a dependency's mocks lack, although it has mocks.
//
// As long as the other unit has no outputs, its mocks are all there is, and `plan` stops at what they lack.
//
// `app/terragrunt.hcl`:
// ```hcl
// dependency "vpc" {
//   config_path = "../vpc"
//
//   mock_outputs = {
//     vpc_id = "vpc-mock"
//   }
// }
//
// inputs = {
//   subnets = dependency.vpc.outputs.subnet_ids
// #                                  ^^^^^^^^^^ information[unmocked-output]: `mock_outputs` of `vpc` lacks `subnet_ids`, which is used here
// }
// ```
import { literalString } from "../../../model/access.js";
import type { Block } from "../../../syntax/ast.js";
import type { Rule } from "../rule.js";
import { attributeOf, blocksOf } from "../units/names.js";
import { unitReferences } from "../units/references.js";
import { mockNames } from "../units/visibleNames.js";

export const unmockedOutput: Rule = {
  id: "unmocked-output",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "information",
  check(ctx) {
    // A deep merge adds the mocks of an include.
    const isMergedDeeply = blocksOf(ctx.file, "include").some(({ body }) => {
      const strategy = attributeOf(body.items, "merge_strategy")?.value;
      return strategy !== undefined && literalString(strategy) === "deep";
    });
    if (isMergedDeeply) return;
    const mocks = new Map<string, ReadonlySet<string>>();
    for (const block of blocksOf(ctx.file, "dependency")) {
      const names = isComplete(block) ? mockNames(block) : undefined;
      const label = block.labels[0]?.value;
      if (names && label !== undefined) mocks.set(label, names);
    }
    const reported = new Set<string>();
    for (const { root, names, nameRanges, guarded, attribute } of unitReferences(ctx.file)) {
      const [label = "", outputs, output] = names;
      const range = nameRanges[2];
      const known = mocks.get(label);
      if (root !== "dependency" || outputs !== "outputs" || output === undefined || !range || guarded) continue;
      if (!known || known.has(output) || reported.has(`${label}.${output}`)) continue;
      if (attribute.name.name === "mock_outputs") continue;
      reported.add(`${label}.${output}`);
      ctx.report(range, `\`mock_outputs\` of \`${label}\` lacks \`${output}\`, which is used here`);
    }
  },
};

/** A repeated dependency has a key before its outputs, and a stack has its units there. */
function isComplete(block: Block): boolean {
  const isRepeated = block.body.items.some((item) => item.kind === "Block");
  const enabled = attributeOf(block.body.items, "enabled")?.value;
  const isOff = enabled?.kind === "LiteralValueExpr" && enabled.value.type === "bool" && !enabled.value.value;
  return !isRepeated && !isOff;
}
