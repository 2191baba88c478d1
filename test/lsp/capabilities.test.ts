// Answers over stdio that depend on what the client can do: labels that lead somewhere, and edits of other files.

import { describe, expect, it } from "vitest";
import { folderOf, TestClient, uriOf } from "./bundledServer.js";
import type { WireLocation, WireTextEdit } from "./protocolClient.js";

describe("inlay hints that are clicked and resolved", () => {
  interface Shown {
    readonly label: string | readonly { readonly value: string; readonly location: WireLocation }[];
    readonly tooltip?: { readonly value: string };
  }

  it("lead to what they speak of, and their tooltips come when they are asked for", async () => {
    const written = 'variable "size" {\n  type = number\n}\n';
    const folder = folderOf({ "main.tf": written, "terraform.tfvars": "size = 3\n" });
    const own = await TestClient.start({
      folders: [folder],
      capabilities: { textDocument: { inlayHint: { resolveSupport: { properties: ["tooltip"] } } } },
      initializationOptions: { settings: { "inlayHints.variableValues": true } },
    });
    try {
      const uri = uriOf(folder, "main.tf");
      await own.open(uri, written);
      const [hint] = await own.request<Shown[]>("textDocument/inlayHint", {
        textDocument: { uri },
        range: { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } },
      });
      const start = { line: 0, character: 0 };
      const range = { start, end: { line: 0, character: 4 } };
      expect(hint?.label).toEqual([{ value: " = 3", location: { uri: uriOf(folder, "terraform.tfvars"), range } }]);
      expect(hint?.tooltip).toBeUndefined();
      const resolved = await own.request<Shown>("inlayHint/resolve", hint);
      expect(resolved.tooltip?.value).toContain("3");
    } finally {
      await own.stop();
    }
  });
});

describe("completion that declares what it names", () => {
  interface Declaring {
    readonly label: string;
    readonly additionalTextEdits?: readonly WireTextEdit[];
    readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
  }
  const written = 'output "o" {\n  value = var.size\n}\n';

  /** The item for the new variable, in a module with a `variables.tf`, or without. */
  async function offered(files: Record<string, string>, commands: readonly string[]): Promise<Declaring | undefined> {
    const folder = folderOf({ "main.tf": written, ...files });
    const own = await TestClient.start({ folders: [folder], initializationOptions: { commands } });
    try {
      const uri = uriOf(folder, "main.tf");
      await own.open(uri, written);
      const { items } = await own.request<{ items: Declaring[] }>("textDocument/completion", {
        textDocument: { uri },
        position: { line: 1, character: 18 },
      });
      return items.find(({ label }) => label === "size (new variable)");
    } finally {
      await own.stop();
    }
  }

  it("puts the variable where variables stand, by a command of the client", async () => {
    const item = await offered({ "variables.tf": 'variable "a" {}\n' }, ["tofusmith.applyEdit"]);
    expect(item?.command?.command).toBe("tofusmith.applyEdit");
    expect(JSON.stringify(item?.command?.arguments)).toContain('variable \\"size\\" {');
    expect(item?.additionalTextEdits).toBeUndefined();
  });

  it("puts it into the same file for a client without the command", async () => {
    const item = await offered({ "variables.tf": 'variable "a" {}\n' }, []);
    expect(item?.command).toBeUndefined();
    expect(item?.additionalTextEdits?.map(({ newText }) => newText).join("")).toContain('variable "size" {');
  });
});
