// The built-in schema: every entry is complete and consistent, and look-ups find what the files may hold.
import { describe, expect, it } from "vitest";
import { type FileKind, languageIds } from "../../../server/src/model/builtins/fileKinds.js";
import {
  type AttributeSchema,
  type BlockSchema,
  type BodySchema,
  forLabels,
  type Lifetime,
  rootSchema,
  schemaAt,
} from "../../../server/src/model/builtins/schema.js";
import { terraformOverlays } from "../../../server/src/model/builtins/terraformOnly.js";
import { parseVersion } from "../../../server/src/model/version.js";

const kinds = Object.keys(languageIds) as FileKind[];
const products = ["opentofu", "terraform"] as const;

type Visit = {
  body?: (path: string, body: BodySchema) => void;
  attribute?: (path: string, attribute: AttributeSchema, siblings: BodySchema["attributes"]) => void;
  block?: (path: string, block: BlockSchema) => void;
};

/** Goes through every attribute and block of every schema once, recursive blocks included. */
function visitAll(visit: Visit): void {
  const seen = new Set<object>();
  const visitAttributes = (path: string, attributes: BodySchema["attributes"]): void => {
    for (const [name, attribute] of Object.entries(attributes)) {
      visit.attribute?.(`${path}.${name}`, attribute, attributes);
      if (attribute.entryFields) visitAttributes(`${path}.${name}`, attribute.entryFields);
      if (attribute.fields) visitAttributes(`${path}.${name}`, attribute.fields);
    }
  };
  const visitBody = (path: string, body: BodySchema): void => {
    if (seen.has(body)) return;
    seen.add(body);
    visit.body?.(path, body);
    visitAttributes(path, body.attributes);
    if (body.freeform) visitAttributes(path, { "*": body.freeform.entry });
    for (const [name, block] of Object.entries(body.blocks)) {
      const at = `${path}.${name}`;
      visit.block?.(at, block);
      visitBody(at, block);
      for (const [label, labelled] of Object.entries(block.byLabel ?? {})) visitBody(`${at}"${label}"`, labelled);
    }
  };
  for (const kind of kinds) for (const product of products) visitBody(kind, rootSchema(kind, product));
}

describe("built-in schema data", () => {
  it("explains every attribute, block, label and body in sentences", () => {
    const faulty: string[] = [];
    const check = (path: string, doc: string) => {
      if (!/^[A-Z"`].*[.”]$/su.test(doc)) faulty.push(`${path}: ${doc}`);
    };
    let attributes = 0;
    visitAll({
      attribute: (path, attribute) => {
        attributes++;
        check(path, attribute.doc);
        if (attribute.deprecated) check(path, attribute.deprecated.message);
        if (attribute.removed) check(path, attribute.removed.message);
      },
      block: (path, block) => {
        for (const label of block.labels) check(`${path} ${label.name}`, label.doc);
        for (const message of Object.values(block.removedLabels ?? {})) check(path, message);
      },
      body: (path, body) => check(path, body.doc),
    });
    expect(faulty).toEqual([]);
    expect(attributes).toBeGreaterThan(500);
  });

  it("has every default among the accepted values, and of the right kind", () => {
    const faulty: string[] = [];
    visitAll({
      attribute: (path, { default: value, values, type, expr }) => {
        if (value === undefined) return;
        if (values && !values.includes(value as string)) faulty.push(`${path}: ${value} is not accepted`);
        const expected = type === "bool" ? "boolean" : type === "number" ? "number" : "string";
        if (typeof value !== expected && expr !== "keyword") faulty.push(`${path}: ${value} is not a ${type}`);
      },
    });
    expect(faulty).toEqual([]);
  });

  it("names only existing arguments as conflicts and choices, and both sides of a conflict", () => {
    const faulty: string[] = [];
    visitAll({
      attribute: (path, attribute, siblings) => {
        const name = path.slice(path.lastIndexOf(".") + 1);
        for (const other of attribute.conflicts ?? []) {
          if (!siblings[other]?.conflicts?.includes(name)) faulty.push(`${path} conflicts with ${other}`);
        }
      },
      body: (path, body) => {
        for (const { names } of body.choices ?? []) {
          for (const name of names) if (!body.attributes[name] && !body.blocks[name]) faulty.push(`${path}: ${name}`);
        }
      },
    });
    expect(faulty).toEqual([]);
  });

  it("gives versions that can be read, and a body for every label that it offers where the body depends on it", () => {
    const faulty: string[] = [];
    const versions = (path: string, item: Lifetime) => {
      for (const text of [...Object.values(item.since ?? {}), ...Object.values(item.until ?? {})]) {
        if (text !== "never" && !parseVersion(text)) faulty.push(`${path}: ${text}`);
      }
    };
    visitAll({
      attribute: versions,
      block: (path, block) => {
        versions(path, block);
        if (!block.byLabel) return;
        expect([...(block.labels[0]?.values ?? [])].sort(), path).toEqual(Object.keys(block.byLabel).sort());
      },
    });
    expect(faulty).toEqual([]);
  });

  it("gives limits that make sense, and never a required argument with a default", () => {
    const faulty: string[] = [];
    visitAll({
      attribute: (path, a) => {
        if (a.required === true && a.default !== undefined) faulty.push(path);
      },
      block: (path, block) => {
        if (block.max !== undefined && block.max < Math.max(1, block.min)) faulty.push(path);
      },
    });
    expect(faulty).toEqual([]);
  });
});

describe("the look-up of a schema", () => {
  it("finds nested blocks by the types on the way", () => {
    const lifecycle = schemaAt("configuration", [{ type: "resource" }, { type: "lifecycle" }]);
    expect(Object.keys(lifecycle!.attributes)).toContain("enabled");
    expect(lifecycle!.attributes.enabled!.since).toEqual({ opentofu: "1.11", terraform: "never" });
    expect(schemaAt("configuration", [{ type: "resource" }, { type: "nothing" }])).toBeUndefined();
    expect(schemaAt("configuration", [])).toBeUndefined();
  });

  it("adds what the first label brings, and keeps the body open where the label is unknown", () => {
    const s3 = schemaAt("configuration", [{ type: "terraform" }, { type: "backend", labels: ["s3"] }])!;
    expect(s3.attributes.bucket?.required).toBe("elsewhere");
    expect(s3.openBody).toBeUndefined();
    const unknown = schemaAt("configuration", [{ type: "terraform" }, { type: "backend", labels: ["mystery"] }])!;
    expect(unknown.openBody).toBe("backend");
    const exec = [{ type: "resource" }, { type: "provisioner", labels: ["local-exec"] }];
    expect(Object.keys(schemaAt("configuration", exec)!.attributes)).toEqual(
      expect.arrayContaining(["when", "command"]),
    );
    expect(schemaAt("configuration", [...exec, { type: "connection" }])?.attributes.host).toBeDefined();
  });

  it("gives the same object for the same question, so that results can be remembered by it", () => {
    const block = rootSchema("configuration").blocks.terraform!.blocks.backend!;
    expect(forLabels(block, ["gcs"])).toBe(forLabels(block, ["gcs"]));
    expect(rootSchema("test", "terraform")).toBe(rootSchema("test", "terraform"));
  });

  it("follows recursive blocks as deep as asked", () => {
    const fallback = { type: "fallback" };
    const path = [{ type: "terraform" }, { type: "encryption" }, { type: "state" }, fallback, fallback, fallback];
    expect(schemaAt("configuration", path)?.attributes.method).toBeDefined();
  });

  it("does not take inherited names for entries", () => {
    const root = rootSchema("configuration");
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      expect(root.blocks[name]).toBeUndefined();
      expect(root.attributes[name]).toBeUndefined();
      expect(schemaAt("configuration", [{ type: "resource" }])!.attributes[name]).toBeUndefined();
      expect(forLabels(root.blocks.terraform!.blocks.backend!, [name]).openBody).toBe("backend");
    }
  });

  it("adds to Terraform what only Terraform has, and to OpenTofu nothing of it", () => {
    expect(rootSchema("configuration", "terraform").blocks.action).toBeDefined();
    expect(rootSchema("configuration").blocks.action).toBeUndefined();
    const lifecycle = [{ type: "resource" }, { type: "lifecycle" }];
    expect(schemaAt("configuration", lifecycle, "terraform")!.blocks.action_trigger).toBeDefined();
    expect(schemaAt("configuration", lifecycle, "terraform")!.attributes.enabled).toBeDefined();
    expect(schemaAt("configuration", lifecycle)!.blocks.action_trigger).toBeUndefined();
    for (const kind of Object.keys(terraformOverlays) as FileKind[]) {
      expect(rootSchema(kind, "terraform")).not.toBe(rootSchema(kind, "opentofu"));
    }
  });
});
