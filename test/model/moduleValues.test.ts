// The values of a module: both modes, scopes, called modules, and what an edit recomputes.

import { describe, expect, it } from "vitest";
import { evaluate } from "../../server/src/model/evaluate/evaluate.js";
import { argument } from "../../server/src/model/extract.js";
import { type ModuleValues, moduleValues, type ValuesMode } from "../../server/src/model/moduleValues.js";
import { valueNotation } from "../../server/src/model/values/notation.js";
import { printType } from "../../server/src/model/values/typeName.js";
import { Workspace } from "../../server/src/model/workspace.js";
import { testParser } from "../harness/parser.js";
import { caseUri, snapshotOf } from "../harness/workspace.js";

async function valuesOf(files: Readonly<Record<string, string>>, mode: ValuesMode): Promise<ModuleValues> {
  const snapshot = await snapshotOf(new Map(Object.entries(files)));
  const module = snapshot.module(caseUri("m"));
  if (!module) throw new Error("no module");
  return moduleValues(snapshot, module, mode);
}

const variables = `
variable "zones" {
  type    = list(string)
  default = ["a"]
}
variable "size" {
  type     = number
  nullable = false
  default  = 1
}
variable "password" {
  type      = string
  sensitive = true
}
variable "shape" {
  type = object({ width = number, depth = optional(number, 3) })
}
locals {
  first = var.zones[0]
  twice = var.size * 2
  a     = local.b
  b     = local.a
}
`;

describe("input variables and local values", () => {
  it("are unknown and typed while only declared", async () => {
    const values = await valuesOf({ "m/a.tf": variables }, "declared");
    expect(valueNotation(values.variable("zones"))).toBe("cty.UnknownVal(cty.List(cty.String))");
    expect(valueNotation(values.variable("size"))).toBe("cty.UnknownVal(cty.Number).RefineNotNull()");
    expect(valueNotation(values.variable("password"))).toBe("cty.UnknownVal(cty.String).Mark(marks.Sensitive)");
    expect(printType(values.variable("shape").type)).toBe("object({ depth = number, width = number })");
    expect(valueNotation(values.local("first"))).toBe("cty.UnknownVal(cty.String)");
    expect(valueNotation(values.variable("missing"))).toBe("cty.DynamicVal");
  });

  it("have the values of files and defaults where those are given, the later file first", async () => {
    const values = await valuesOf(
      {
        "m/a.tf": variables,
        "m/terraform.tfvars": "size = 2\nshape = { width = 1 }\n",
        "m/z.auto.tfvars": "size = 3\n",
        "m/other.tfvars": "size = 4\n",
      },
      "given",
    );
    expect(valueNotation(values.local("twice"))).toBe("cty.NumberIntVal(6)");
    expect(valueNotation(values.local("first"))).toBe('cty.StringVal("a")');
    expect(valueNotation(values.variable("shape"))).toContain('"depth":cty.NumberIntVal(3)');
    expect(values.variable("password").isKnown).toBe(false);
  });

  it("are unknown where they depend on themselves", async () => {
    const values = await valuesOf({ "m/a.tf": variables }, "given");
    expect(valueNotation(values.local("a"))).toBe("cty.DynamicVal");
  });

  it("take what override files say", async () => {
    const values = await valuesOf(
      {
        "m/a.tf": variables,
        "m/a_override.tf": 'variable "size" {\n  default = 5\n}\nlocals {\n  first = true\n}\n',
      },
      "given",
    );
    expect(valueNotation(values.local("twice"))).toBe("cty.NumberIntVal(10)");
    expect(valueNotation(values.local("first"))).toBe("cty.True");
  });
});

const calls = {
  "m/main.tf": `
module "one" {
  source = "./net"
}
module "many" {
  source   = "./net"
  for_each = toset(["a"])
}
module "far" {
  source = "hashicorp/net/any"
}
resource "terraform_data" "x" {
  count = 2
  input = each.value
}
resource "terraform_data" "y" {
  for_each = { a = { size = 1 } }
  input    = each.value
}
resource "any_thing" "z" {}
resource "terraform_data" "single" {}
locals {
  one  = module.one
  many = module.many
  far  = module.far.anything
  x    = terraform_data.x
  y    = terraform_data.single
  z    = any_thing.z.attribute
  up   = upper("a")
}
`,
  "m/net/main.tf": 'output "ids" {\n  value = [for s in ["a"] : upper(s)]\n}\n',
};

describe("objects", () => {
  it("have the shape of their instances, as validate sees them", async () => {
    const values = await valuesOf(calls, "declared");
    expect(printType(values.local("one").type)).toBe("any");
    expect(printType(values.local("many").type)).toBe("map(any)");
    expect(printType(values.local("y").type)).toBe("any");
    expect(valueNotation(values.local("far"))).toBe("cty.DynamicVal");
    expect(valueNotation(values.local("z"))).toBe("cty.DynamicVal");
    expect(valueNotation(values.local("up"))).toBe('cty.StringVal("A")');
    expect(values.instances("terraform_data.x")?.kind).toBe("count");
  });

  it("have their outputs' types where called modules are looked into", async () => {
    const values = await valuesOf(calls, "given");
    expect(printType(values.local("one").type)).toBe("object({ ids = tuple([string]) })");
  });

  it("give each.value the type that the elements of for_each have", async () => {
    const values = await valuesOf(calls, "given");
    const file = values.snapshot.file(caseUri("m/main.tf"));
    const block = file?.body.items[4];
    if (!file || block?.kind !== "Block") throw new Error("no block");
    const input = argument(block.body, "input");
    if (!input) throw new Error("no argument");
    expect(printType(evaluate(input.value, values.scopeAt(file, [block], input)).value.type)).toBe(
      "object({ size = number })",
    );
  });
});

describe("memoisation", () => {
  it("recomputes a module when it or a module that it calls changes, and no other", async () => {
    const workspace = new Workspace(await testParser());
    const load = (path: string, text: string) =>
      workspace.apply([{ kind: "loaded" as const, uri: caseUri(path), text }]);
    load("m/main.tf", calls["m/main.tf"]);
    load("m/net/main.tf", calls["m/net/main.tf"]);
    load("other/main.tf", "locals {\n  a = 1\n}\n");
    const get = (path: string): ModuleValues => {
      const snapshot = workspace.snapshot();
      const module = snapshot.module(caseUri(path));
      if (!module) throw new Error("no module");
      return moduleValues(snapshot, module, "declared");
    };
    const [caller, other] = [get("m"), get("other")];
    expect(get("m")).toBe(caller);
    load("other/main.tf", "locals {\n  a = 2\n}\n");
    expect(get("m")).toBe(caller);
    expect(get("other")).not.toBe(other);
    load("m/net/main.tf", 'output "names" {\n  value = 1\n}\n');
    expect(get("m")).not.toBe(caller);
    expect(printType(get("m").moduleCall("one").type)).toBe("any");
  });
});
