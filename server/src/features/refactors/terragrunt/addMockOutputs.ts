// # add-mock-outputs
//
// Gives a dependency a mock for each output of its module that has none, of the output's own type.
//
// Mocks let `plan` and `validate` run before the dependency has been applied.
//
// `live/app/terragrunt.hcl`:
// ```hcl
// depend<|>ency "vpc" {
//   config_path = "../vpc"
// }
// ```
// `live/vpc/terragrunt.hcl`:
// ```hcl
// terraform {
//   source = "../../modules/vpc"
// }
// ```
// `modules/vpc/main.tf`:
// ```hcl
// variable "zones" {
//   type = list(string)
// }
//
// output "id" {
//   value = "vpc-${length(var.zones)}"
// }
//
// output "zones" {
//   value = var.zones
// }
// ```
// ->
// `live/app/terragrunt.hcl`:
// ```hcl
// dependency "vpc" {
//   config_path = "../vpc"
//   mock_outputs = {
//     id    = "mock-id"
//     zones = []
//   }
// }
// ```
// `live/vpc/terragrunt.hcl`:
// ```hcl
// terraform {
//   source = "../../modules/vpc"
// }
// ```
// `modules/vpc/main.tf`:
// ```hcl
// variable "zones" {
//   type = list(string)
// }
//
// output "id" {
//   value = "vpc-${length(var.zones)}"
// }
//
// output "zones" {
//   value = var.zones
// }
// ```
import { touches } from "../../../base/range.js";
import { singleFileChange } from "../../../base/sourceChange.js";
import { moduleValues } from "../../../model/moduleValues.js";
import type { Type } from "../../../model/values/type.js";
import type { Block } from "../../../syntax/ast.js";
import { indentationAt, lineStart, newLineOf } from "../../rewriting/blockEdits.js";
import { dependencyModule } from "../../terragrunt/completion/complete.js";
import { terragruntPlace } from "../../terragrunt/place.js";
import type { Refactor } from "../refactor.js";

export const addMockOutputs: Refactor = {
  id: "add-mock-outputs",
  title: "Mock the outputs of a dependency",
  kind: "refactor.rewrite",
  inverse: { none: "A mock is taken away by deleting it." },
  unattended: true,
  terragrunt: true,
  run(ctx) {
    const [block] = ctx.path.filter((node): node is Block => node.kind === "Block");
    if (block?.type.name !== "dependency" || !touches(block.header, ctx.selection.start) || !block.closeBrace) return;
    const place = terragruntPlace(ctx.snapshot, ctx.file.uri);
    const label = block.labels[0]?.value ?? "";
    const module = place && dependencyModule(place, label);
    if (!module || block.body.items.some((item) => item.kind === "Attribute" && item.name.name === "mock_outputs"))
      return;
    const outputs = module.declarationsOf("output").map(({ fact }) => fact.name);
    if (outputs.length === 0) return;
    const { closeBrace } = block;
    ctx.offer(`Mock the ${outputs.length} outputs of \`${label}\``, block.header, () => {
      const values = moduleValues(ctx.snapshot, module, "declared", ctx.product);
      const newLine = newLineOf(ctx.file.text);
      const outer = indentationAt(ctx.file.text, block.range.start);
      const width = Math.max(...outputs.map((name) => name.length));
      const lines = outputs.map(
        (name) => `${outer}    ${name.padEnd(width)} = ${mockOf(name, values.output(name).type)}`,
      );
      const text = [`${outer}  mock_outputs = {`, ...lines, `${outer}  }`, ""].join(newLine);
      const at = lineStart(ctx.file.text, closeBrace.start);
      const isOwnLine = ctx.file.text.slice(at, closeBrace.start).trim() === "";
      const [start, newText] = isOwnLine ? [at, text] : [closeBrace.start, `${newLine}${text}${outer}`];
      return singleFileChange(ctx.file.uri, [{ range: { start, end: start }, newText }]);
    });
  },
};

/** A value of a type that cannot be taken for a real one. */
function mockOf(name: string, type: Type): string {
  switch (type.kind) {
    case "number":
      return "0";
    case "bool":
      return "false";
    case "list":
    case "set":
    case "tuple":
      return "[]";
    case "map":
      return "{}";
    case "object":
      return `{ ${[...type.attributes].map(([key, each]) => `${key} = ${mockOf(key, each)}`).join(", ")} }`;
    default:
      return JSON.stringify(`mock-${name}`);
  }
}
