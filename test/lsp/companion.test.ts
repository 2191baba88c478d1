// Beside another extension's server over stdio: nothing is answered, found or formatted that the other does.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, folderOf, TestClient, uriOf } from "./bundledServer.js";
import { estate, main, network, networkText, position, text } from "./estate.js";
import { fullClient, type WireRange, waitFor } from "./protocolClient.js";

describe("beside another extension's server", () => {
  it("nothing is given that it gives, for its languages alone", async () => {
    const beside = await TestClient.start({
      folders: [estate],
      initializationOptions: { trusted: true, companionLanguages: ["terraform"] },
    });
    try {
      await beside.open(main, text, "terraform");
      await beside.open(network, networkText, "opentofu");
      const answer = (method: string, uri: string, at: WireRange["start"]) =>
        beside.request<unknown>(method, { textDocument: { uri }, position: at });
      const at = position("local.subnet", 8);
      expect(await answer("textDocument/completion", main, at)).toEqual({ isIncomplete: false, items: [] });
      expect(await answer("textDocument/hover", main, at)).toBeNull();
      const call = position("cidrsubnet(", "cidrsubnet(".length);
      expect(await answer("textDocument/signatureHelp", main, call)).toBeNull();
      for (const method of ["definition", "declaration", "documentSymbol", "documentLink"]) {
        expect(await answer(`textDocument/${method}`, main, at)).toBeNull();
      }
      expect(await answer("textDocument/prepareRename", main, at)).toMatchObject({ placeholder: "subnet" });
      for (const method of ["textDocument/semanticTokens/full", "textDocument/codeLens", "textDocument/formatting"]) {
        const options = { tabSize: 2, insertSpaces: true };
        expect(await beside.request(method, { textDocument: { uri: main }, options })).toBeNull();
      }
      const inner = position("var.cidr", 5, 0, networkText);
      expect(await answer("textDocument/hover", network, inner)).not.toBeNull();
    } finally {
      await beside.stop();
    }
  });
});

describe("findings beside another server", () => {
  const written = 'variable "a" {\n  b = 1\n}\n\noutput "o" {\n  value = [var.missing, module.missing]\n}\n';

  async function found(companionLanguages: readonly string[], content = written): Promise<(string | undefined)[]> {
    const folder = folderOf({ "main.tf": content });
    const beside = await TestClient.start({
      folders: [folder],
      settings: { rules: { "unused-declaration": "warning" } },
      initializationOptions: { trusted: true, companionLanguages },
    });
    try {
      const uri = uriOf(folder, "main.tf");
      await beside.open(uri, content, "terraform");
      const report = await beside.pull(uri);
      return report.items.map(({ code }) => code).sort();
    } finally {
      await beside.stop();
    }
  }

  it("are those that the other does not have", async () => {
    const all = await found([]);
    const own = await found(["terraform"]);
    expect(all).toContain("unsupported-argument");
    expect(all.filter((code) => code === "undeclared-reference")).toHaveLength(2);
    expect(own).not.toContain("unsupported-argument");
    // A module that is not there is ours to tell, a variable the other tells.
    expect(own.filter((code) => code === "undeclared-reference")).toHaveLength(1);
    expect(own).toContain("unused-declaration");
  });

  it("hold no syntax errors, which every parser tells", async () => {
    expect(await found([], "locals {\n  a = \n}\n")).not.toEqual([]);
    expect(await found(["terraform"], "locals {\n  a = \n}\n")).toEqual([]);
  });

  it("and the formatter is registered for the languages that nobody else formats", async () => {
    const registrations: { method: string; registerOptions: unknown }[] = [];
    const beside = new TestClient(join(await bundle(), "server.cjs"));
    beside.connection.onRequest("client/registerCapability", (params: { registrations: typeof registrations }) => {
      registrations.push(...params.registrations);
      return null;
    });
    const formatting = { dynamicRegistration: true };
    await beside.initialize({
      folders: [uriOf(estate)],
      capabilities: { textDocument: { ...fullClient.textDocument, formatting, rangeFormatting: formatting } },
      initializationOptions: {
        companionLanguages: ["terraform"],
        documents: [
          { language: "terraform", scheme: "file" },
          { language: "terragrunt", scheme: "file" },
        ],
      },
    });
    try {
      expect(beside.capabilities).not.toHaveProperty("documentFormattingProvider");
      await waitFor("both registrations", () => (registrations.length >= 2 ? true : undefined));
      expect(registrations.map(({ method, registerOptions }) => [method, registerOptions])).toEqual(
        ["textDocument/formatting", "textDocument/rangeFormatting"].map((method) => [
          method,
          { documentSelector: [{ language: "terragrunt", scheme: "file" }] },
        ]),
      );
    } finally {
      await beside.stop();
    }
  });
});
