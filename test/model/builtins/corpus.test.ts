// The built-in schema against real configuration: nothing that OpenTofu or Terragrunt accepts is unknown to it.
// Needs ../shared; skipped where it is missing.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileTypeOf, ignoredDirectories, isOverride } from "../../../server/src/model/builtins/fileKinds.js";
import { type BodySchema, forLabels, rootSchema } from "../../../server/src/model/builtins/schema.js";
import type { Body } from "../../../server/src/syntax/ast.js";
import { testParser } from "../../harness/parser.js";

const shared = "../shared";

/** All files below a directory, without generated ones. */
function filesBelow(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return ignoredDirectories.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** What a body holds that the schema does not know, or lacks that the schema requires. Override files may lack it. */
function complaints(body: Body, schema: BodySchema, path: string, override: boolean): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const item of body.items) {
    if (item.kind === "Attribute") {
      const { name } = item.name;
      seen.add(name);
      const known = schema.attributes[name];
      if (known?.removed || known?.reserved) found.push(`${path}.${name}: removed or reserved`);
      if (!known && !schema.freeform && !schema.openBody) found.push(`${path}.${name}: unknown argument`);
      continue;
    }
    const known = schema.blocks[item.type.name];
    seen.add(item.type.name);
    const at = `${path}.${item.type.name}`;
    if (!known) {
      if (!schema.openBody) found.push(`${at}: unknown block`);
      continue;
    }
    if (known.reserved) found.push(`${at}: reserved`);
    const needed = known.labels.filter((label) => !label.optional).length;
    const labels = item.labels.map((label) => label.value);
    if (labels.length < needed || labels.length > known.labels.length) found.push(`${at}: ${labels.length} labels`);
    found.push(...complaints(item.body, forLabels(known, labels), at, override));
  }
  if (override) return found;
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    if (attribute.required === true && !seen.has(name)) found.push(`${path}.${name}: missing`);
  }
  for (const [name, block] of Object.entries(schema.blocks)) {
    if (block.min > 0 && !seen.has(name)) found.push(`${path}.${name}: missing block`);
    const count = body.items.filter((item) => item.kind === "Block" && item.type.name === name).length;
    if (block.max !== undefined && count > block.max) found.push(`${path}.${name}: ${count} blocks`);
  }
  return found;
}

async function check(paths: readonly string[]): Promise<{ files: number; found: string[] }> {
  const parser = await testParser();
  const found: string[] = [];
  let files = 0;
  for (const path of paths) {
    const type = fileTypeOf(basename(path));
    if (type?.syntax !== "native" || type.kind === "hcl") continue;
    const file = parser.parse(path, 0, readFileSync(path, "utf8"));
    if (file.errors.length > 0) continue;
    files++;
    const lines = complaints(file.body, rootSchema(type.kind), type.kind, isOverride(basename(path)));
    found.push(...lines.map((line) => `${path}: ${line}`));
  }
  return { files, found };
}

describe.skipIf(!existsSync(`${shared}/corpus`))("the built-in schema (needs ../shared)", () => {
  it("knows all of the corpus", { timeout: 120_000 }, async () => {
    // All 7,000 files take ten seconds, so that only a part is read unless asked.
    const every = process.env.FULL_CORPUS ? 1 : 12;
    const { files, found } = await check(filesBelow(`${shared}/corpus`).filter((_, i) => i % every === 0));
    expect(found).toEqual([]);
    expect(files).toBeGreaterThan(5000 / every);
  });

  it("knows all of the configuration that OpenTofu accepts", async () => {
    const folders = ["configs-valid-files", "configs-valid-modules", "opentofu-migrations"];
    const { files, found } = await check(folders.flatMap((folder) => filesBelow(`${shared}/oracle/${folder}`)));
    expect(found).toEqual([]);
    expect(files).toBeGreaterThan(100);
  });

  it("knows all of the Terragrunt configuration that Terragrunt accepts", async () => {
    const folders = ["merge", "stacks", "preserve"];
    const { files, found } = await check(
      folders.flatMap((folder) => filesBelow(`${shared}/oracle/terragrunt/${folder}`)),
    );
    expect(found).toEqual([]);
    expect(files).toBeGreaterThan(20);
  });
});
