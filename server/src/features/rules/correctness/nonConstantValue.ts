// # non-constant-value
//
// Reports a reference, a function call or a value of the wrong type where OpenTofu takes only a constant.
//
// Such arguments are read before anything is evaluated. A default that needs an expression can be computed in a local
// value: `coalesce(var.name, "…")`.
//
// ```hcl
// variable "zone" {
//   default = upper("a")
// #           ^^^^^^^^^^ error[non-constant-value]: `default` must be a constant, so no function can be called here
//   sensitive = "maybe"
// #              ^^^^^ error[non-constant-value]: `sensitive` must be of the type bool: a bool is required
// }
// ```
import { isOpenTofuOnly } from "../../../model/builtins/fileKinds.js";
import type { AttributeSchema } from "../../../model/builtins/schema.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { startRange } from "../../../model/evaluate/startRange.js";
import { convert } from "../../../model/values/convert.js";
import { Failure } from "../../../model/values/failure.js";
import { boolType, numberType, stringType, type Type } from "../../../model/values/type.js";
import type { Attribute } from "../../../syntax/ast.js";
import type { Phase } from "../../diagnostic.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaArguments } from "../structure/bodies.js";

export const nonConstantValue: Rule = {
  id: "non-constant-value",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { body, attribute, schema } of schemaArguments(ctx)) {
      if (schema?.expr === "const" && !schema.reserved && !schema.fields) checkConstant(ctx, body, attribute, schema);
      else if (body.path[1] === "provider_meta" && body.path[0] === "terraform") checkConstant(ctx, body, attribute);
    }
  },
};

/** Blocks whose constants OpenTofu reads into values that have no null. */
const decodedAtOnce: ReadonlySet<string> = new Set(["variable", "output", "resource", "data", "provider", "removed"]);

function checkConstant(ctx: FileRuleContext, body: SchemaBody, attribute: Attribute, schema?: AttributeSchema): void {
  if (isReadOtherwise(ctx, body, attribute)) return;
  const phase: Phase = body.path[0] === "terraform" && body.path.length > 2 ? "plan" : "file";
  const name = attribute.name.name;
  const { value, diagnostics } = evaluate(attribute.value);
  for (const { summary, severity, range, detail } of diagnostics) {
    if (severity !== "error") continue;
    ctx.report(range, explain(name, summary, detail), { summary, phase });
  }
  if (diagnostics.length > 0) return;
  const wanted = primitive(schema?.type);
  if (value.isNull) {
    if (!wanted || !decodedAtOnce.has(body.path[0] ?? "") || phase !== "file") return;
    ctx.report(attribute.value.range, `\`${name}\` cannot be null; leave it out instead`, {
      summary: "Unsuitable value type",
      phase,
    });
    return;
  }
  const converted = wanted && convert(value, wanted);
  if (converted instanceof Failure) {
    ctx.report(startRange(attribute.value), `\`${name}\` must be of the type ${schema?.type}: ${converted.message}`, {
      summary: "Unsuitable value type",
      phase,
    });
  }
}

/** OpenTofu passes over `required_version` in `.tf` files, and looks at `lifecycle.destroy` only when planning. */
function isReadOtherwise(ctx: FileRuleContext, { path }: SchemaBody, attribute: Attribute): boolean {
  const name = attribute.name.name;
  if (name === "required_version" && path[0] === "terraform") return !isOpenTofuOnly(ctx.entry.name);
  if (name === "destroy" && path[0] === "resource") return true;
  return path[0] === "terraform" && path[1] === "required_providers";
}

function explain(name: string, summary: string, detail: string): string {
  switch (summary) {
    case "Variables not allowed":
      return `\`${name}\` must be a constant, so nothing can be referred to here`;
    case "Function calls not allowed":
      return `\`${name}\` must be a constant, so no function can be called here`;
    default:
      return detail;
  }
}

function primitive(type: string | undefined): Type | undefined {
  switch (type) {
    case "bool":
      return boolType;
    case "number":
      return numberType;
    case "string":
      return stringType;
    default:
      return undefined;
  }
}
