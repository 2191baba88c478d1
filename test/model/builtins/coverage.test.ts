// The built-in data against the machine-readable references: nothing is missing, nothing is invented.
// Needs ../shared; skipped where it is missing.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { backendBodies, removedBackends } from "../../../server/src/model/builtins/backends.js";
import {
  type AttributeSchema,
  type BodySchema,
  forLabels,
  type Named,
  rootSchema,
  schemaAt,
} from "../../../server/src/model/builtins/schema.js";
import { mergeRules } from "../../../server/src/model/builtins/terragrunt/mergeRules.js";
import { phaseOf, terragruntRoots } from "../../../server/src/model/builtins/terragrunt/references.js";

const folder = "../shared/reference";
const available = existsSync(`${folder}/opentofu-schema.json`);

interface ReferenceAttribute {
  readonly expr?: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly values?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly since_opentofu?: string;
  readonly since?: string;
  readonly experiment?: string;
  readonly deprecated?: unknown;
  readonly reserved?: boolean;
  readonly sensitive?: boolean;
  readonly conflicts_with?: readonly string[];
  readonly attributes?: Record<string, ReferenceAttribute>;
}

interface ReferenceBlock {
  readonly labels?: readonly unknown[];
  readonly min?: number;
  readonly max?: number | null;
  readonly nesting?: string;
  readonly since_opentofu?: string;
  readonly since?: string;
  readonly experiment?: string;
  readonly reserved?: boolean;
  readonly attributes?: Record<string, ReferenceAttribute>;
  readonly blocks?: Record<string, ReferenceBlock | string>;
  readonly by_label?: Record<string, ReferenceBlock>;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as T;
}

/** What differs between our body and the reference's, as readable lines. */
function differences(path: string, ours: BodySchema, theirs: ReferenceBlock): string[] {
  const found: string[] = [];
  const say = (text: string) => found.push(`${path}: ${text}`);
  for (const [name, attribute] of Object.entries(theirs.attributes ?? {})) {
    const own = ours.attributes[name];
    if (!own) say(`${name} is missing`);
    else found.push(...attributeDifferences(`${path}.${name}`, own, attribute));
  }
  for (const [name, attribute] of Object.entries(ours.attributes)) {
    if (!theirs.attributes?.[name] && !attribute.reserved && !attribute.removed) say(`${name} is invented`);
  }
  for (const [name, block] of Object.entries(theirs.blocks ?? {})) {
    const own = ours.blocks[name];
    if (!own) say(`block ${name} is missing`);
    else if (typeof block !== "string") {
      if (own.labels.length !== (block.labels?.length ?? 0)) say(`labels of ${name}`);
      if (block.min !== undefined && own.min !== block.min) say(`min of ${name}`);
      if (block.max !== undefined && (own.max ?? null) !== block.max) say(`max of ${name}`);
      if (block.nesting && (own.max === 1) !== (block.nesting === "single")) say(`max of ${name}`);
      if ((own.since?.opentofu ?? own.since?.terragrunt) !== (block.since_opentofu ?? block.since))
        say(`since of ${name}`);
      if (own.experiment !== block.experiment) say(`experiment of ${name}`);
      if ((own.reserved ?? false) !== (block.reserved ?? false)) say(`reserved of ${name}`);
      found.push(...differences(`${path}.${name}`, own, block));
      for (const [label, body] of Object.entries(block.by_label ?? {})) {
        const labelled = own.byLabel?.[label];
        if (!labelled) say(`${name} "${label}" is missing`);
        else {
          if (labelled.since?.opentofu !== body.since_opentofu) say(`since of ${name} "${label}"`);
          found.push(...differences(`${path}.${name}"${label}"`, labelled, body));
        }
      }
    }
  }
  for (const [name, block] of Object.entries(ours.blocks)) {
    if (!theirs.blocks?.[name] && !block.reserved) say(`block ${name} is invented`);
  }
  return found;
}

function attributeDifferences(path: string, own: AttributeSchema, theirs: ReferenceAttribute): string[] {
  const found: string[] = [];
  const compare = (what: string, a: unknown, b: unknown) => {
    if (JSON.stringify(a) !== JSON.stringify(b))
      found.push(`${path}: ${what} is ${JSON.stringify(a)}, not ${JSON.stringify(b)}`);
  };
  if (theirs.expr !== undefined) compare("expr", own.expr, theirs.expr);
  compare("required", own.required !== undefined, theirs.required ?? false);
  compare("values", own.values, theirs.values ?? theirs.enum);
  if (theirs.default !== undefined) compare("default", own.default, theirs.default);
  compare("since", own.since?.opentofu ?? own.since?.terragrunt, theirs.since_opentofu ?? theirs.since);
  compare("experiment", own.experiment, theirs.experiment);
  compare("deprecated", own.deprecated !== undefined, theirs.deprecated !== undefined && theirs.deprecated !== false);
  compare("reserved", own.reserved ?? false, theirs.reserved ?? false);
  if (theirs.conflicts_with) compare("conflicts", own.conflicts, theirs.conflicts_with);
  if (theirs.sensitive) compare("sensitive", own.sensitive, true);
  const types = ["string", "number", "bool", "list(string)", "set(string)", "map(string)"];
  if (theirs.type && types.includes(theirs.type)) compare("type", own.type, theirs.type);
  if (theirs.attributes) compare("fields", Object.keys(own.fields ?? {}), Object.keys(theirs.attributes));
  return found;
}

describe.skipIf(!available)("the built-in schema and the references (needs ../shared)", () => {
  it("agree on configuration files", () => {
    const { top_level } = read<{ top_level: Record<string, ReferenceBlock> }>("opentofu-schema.json");
    const found = differences("configuration", rootSchema("configuration"), { blocks: top_level });
    // OpenTofu expands `dynamic` blocks in provider configurations and scoped data sources too.
    const extra = ["provider: block dynamic is invented", "check.data: block dynamic is invented"];
    expect(found.filter((line) => !extra.some((end) => line.endsWith(end)))).toEqual([]);
  });

  it("agree on test files", () => {
    const { test_file } = read<{ test_file: Record<string, ReferenceBlock> }>("opentofu-schema.json");
    const found = differences("test", rootSchema("test"), { blocks: test_file });
    expect(found.filter((line) => !line.endsWith("provider: block dynamic is invented"))).toEqual([]);
  });

  it("agree on backends", () => {
    interface Backend {
      attributes: Record<string, ReferenceAttribute & { env?: string[] }>;
      blocks: Record<string, { block?: Named<ReferenceAttribute>; attributes?: Named<ReferenceAttribute> }>;
    }
    const data = read<{ backends: Record<string, Backend>; removed_backends: Record<string, string> }>(
      "opentofu-backends.json",
    );
    expect(Object.keys(removedBackends).sort()).toEqual(Object.keys(data.removed_backends).sort());
    expect([...Object.keys(backendBodies), "cloud"].sort()).toEqual(Object.keys(data.backends).sort());
    const cloud = schemaAt("configuration", [{ type: "terraform" }, { type: "cloud" }])!;
    const found: string[] = [];
    for (const [name, backend] of Object.entries(data.backends)) {
      const ours = name === "cloud" ? cloud : backendBodies[name]!;
      const attributes = Object.fromEntries(
        // The reference lists defaults as text, and marks what it does not know in many ways.
        Object.entries(backend.attributes).map(([key, { default: _default, ...rest }]) => [key, rest]),
      );
      const blocks = Object.fromEntries(
        Object.entries(backend.blocks).map(([key, block]) => [
          key,
          { attributes: { ...(block.block ?? block.attributes) } },
        ]),
      );
      found.push(...differences(name, ours, { attributes, blocks }));
    }
    expect(found.filter((line) => line !== 's3.use_lockfile: since is "1.10", not undefined')).toEqual([]);
  });

  it("agree on Terragrunt's units and stacks", () => {
    const { rootSchemas } = read<{ rootSchemas: Record<string, ReferenceBlock> }>("terragrunt-schema.json");
    const unit = differences("unit", rootSchema("terragrunt-unit"), rootSchemas.unitFile!);
    expect(unit).toEqual([]);
    const stack = differences("stack", rootSchema("terragrunt-stack"), rootSchemas.stackFile!);
    // What may stand in `autoinclude` is given by name in the reference.
    expect(stack.filter((line) => !line.includes(".autoinclude: "))).toEqual([]);
  });

  it("agree on Terragrunt's references and merging", () => {
    const data = read<{ references: Named<{ fields?: string[] }>; mergeRules: { shallow: Named<string> } }>(
      "terragrunt-schema.json",
    );
    expect(Object.keys(terragruntRoots).sort()).toEqual(Object.keys(data.references).sort());
    for (const [name, { fields }] of Object.entries(data.references))
      expect(terragruntRoots[name]!.fields, name).toEqual(fields);
    const unit = rootSchema("terragrunt-unit");
    for (const name of [...Object.keys(unit.attributes), ...Object.keys(unit.blocks)]) {
      if (unit.attributes[name]?.removed || name === "include") continue;
      expect(
        Object.keys(mergeRules).some((key) => key === name || key.startsWith(`${name}.`)),
        name,
      ).toBe(true);
      expect(phaseOf(name), name).toBeDefined();
    }
  });
});

describe("bodies that a label chooses", () => {
  it("hold what all of them share, and their own", () => {
    const keyProvider = schemaAt("configuration", [
      { type: "terraform" },
      { type: "encryption" },
      { type: "key_provider", labels: ["pbkdf2", "main"] },
    ])!;
    expect(Object.keys(keyProvider.attributes)).toEqual(
      expect.arrayContaining(["encrypted_metadata_alias", "passphrase"]),
    );
    expect(forLabels(keyProvider, ["pbkdf2"])).toBe(keyProvider);
  });
});
