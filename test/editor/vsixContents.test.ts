// The check of what is in the VSIX, and the manifest's own promises.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { oldest } from "../../scripts/editor/vscode.js";
import { contentProblems, required } from "../../scripts/vsixContents.js";

describe("the contents of the VSIX", () => {
  it("are accepted when all that must be there is there", () => {
    expect(contentProblems(required)).toEqual([]);
  });

  it("are refused when a file is missing", () => {
    expect(contentProblems(required.slice(1))).toEqual([`missing: ${required[0]}`]);
  });

  it("are refused with sources, source maps, tests or other people's modules in them", () => {
    const strangers = ["server/src/cli.ts", "dist/client.cjs.map", "test/a.json", "node_modules/yaml/index.js"];
    const names = strangers.map((name) => `extension/${name}`);
    expect(contentProblems([...required, ...names])).toEqual(names.map((name) => `unexpected: ${name}`));
  });
});

describe("the manifest", () => {
  it("names the oldest VS Code that the editor suites run in", () => {
    expect(manifest.engines.vscode).toBe(`^${oldest.version.split(".").slice(0, 2).join(".")}.0`);
  });

  it("keeps every command under our own prefix and in the palette's own category", () => {
    for (const { command, category } of manifest.contributes.commands) {
      expect(command.startsWith("tofusmith.")).toBe(true);
      expect(category).toBe("Tofusmith");
    }
  });

  it("has a walkthrough of five steps whose pages exist", () => {
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    expect(steps).toHaveLength(5);
    for (const { media } of steps) expect(readFileSync(media.markdown, "utf8")).toMatch(/^# /);
  });
});
