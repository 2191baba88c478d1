// Each request of an editor once, over stdio, on one small estate: that it is announced, converted and answered.
//
// What the answers hold in detail is the subject of `spec/requests/`.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handlers } from "../../server/src/lsp/handlers/registry.js";
import { TestClient, uriOf } from "./bundledServer.js";
import { cut, estate, main, network, networkText, position, text } from "./estate.js";
import { fullClient, type WireLocation, type WireRange, type WireTextEdit } from "./protocolClient.js";

let client: TestClient;

beforeAll(async () => {
  client = await TestClient.start({
    folders: [estate],
    capabilities: {
      ...fullClient,
      textDocument: {
        ...fullClient.textDocument,
        completion: { completionItem: { snippetSupport: true } },
        definition: { linkSupport: false },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      },
    },
    settings: { codeLens: { references: true } },
    initializationOptions: { trusted: true, ownTokenTypes: true },
  });
  await client.open(main, text);
  await client.open(network, networkText);
  await client.pull(main);
});

afterAll(async () => {
  await client?.stop();
});

const asked = { textDocument: { uri: main } };

/** A request at a place of the main file. */
function askAt<Result>(method: string, at: WireRange["start"], more: object = {}): Promise<Result> {
  return client.request<Result>(method, { ...asked, position: at, ...more });
}

it("every request and notification that the server takes is spoken in a test of this folder", () => {
  const spoken = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
    .join("\n");
  expect(handlers.map(({ method }) => method).filter((method) => !spoken.includes(`"${method}"`))).toEqual([]);
});

describe("completion", () => {
  interface Item {
    readonly label: string;
    readonly textEdit: WireTextEdit;
    readonly documentation?: { readonly value: string };
  }

  it("gives the outputs of a module, and their documentation when asked", async () => {
    const { items } = await askAt<{ items: Item[] }>("textDocument/completion", position("module.network.id", 15));
    const id = items.find(({ label }) => label === "id");
    expect(id && cut(id.textEdit.range)).toBe("id");
    const { items: functions } = await askAt<{ items: Item[] }>(
      "textDocument/completion",
      position("cidrsubnet(", "cidrs".length),
    );
    const cidrsubnet = functions.find(({ label }) => label === "cidrsubnet");
    const resolved = await client.request<Item>("completionItem/resolve", cidrsubnet);
    expect(resolved.documentation?.value.length).toBeGreaterThan(10);
  });
});

describe("what is shown beside the code", () => {
  it("hover", async () => {
    const found = await askAt<{ contents: { value: string } }>("textDocument/hover", position("local.subnet", 8));
    expect(found.contents.value).toContain("10.0.1.0/24");
  });

  it("signature help", async () => {
    const help = await askAt<{ signatures: { label: string }[]; activeParameter: number }>(
      "textDocument/signatureHelp",
      position(", 8, 1", 2),
    );
    expect(help.signatures[0]?.label).toMatch(/^cidrsubnet\(/);
    expect(help.activeParameter).toBe(1);
  });

  it("inlay hints", async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 30, character: 0 } };
    const hints = await client.request<{ label: string; position: WireRange["start"] }[]>("textDocument/inlayHint", {
      ...asked,
      range,
    });
    expect(hints.filter(({ position: at }) => at.line === position("count").line).map(({ label }) => label)).toEqual([
      expect.stringContaining("2 instances"),
    ]);
  });

  it("code lenses with the places behind them", async () => {
    const lenses = await client.request<{ range: WireRange; command: { title: string; arguments: unknown[] } }[]>(
      "textDocument/codeLens",
      asked,
    );
    const lens = lenses.find(({ range }) => range.start.line === position('cidr   = "10').line);
    expect(lens?.command.title).toBe("2 references");
    expect(lens?.command.arguments[2]).toHaveLength(2);
  });
});

describe("navigation", () => {
  const locations = async (method: string, at: WireRange["start"], more: object = {}) => {
    const found = await askAt<WireLocation[] | WireLocation | null>(method, at, more);
    return [found ?? []].flat();
  };

  it("definition and declaration", async () => {
    for (const method of ["textDocument/definition", "textDocument/declaration"]) {
      const [target] = await locations(method, position("local.subnet", 8));
      expect(target?.uri, method).toBe(main);
      expect(target?.range.start.line, method).toBe(position("subnet = cidr").line);
    }
  });

  it("type definition: from a module call to the module", async () => {
    const [target] = await locations("textDocument/typeDefinition", position('"network"', 3));
    expect(target?.uri).toBe(network);
  });

  it("implementation: from a module's output to its value", async () => {
    const [target] = await locations("textDocument/implementation", position("module.network.id", 16));
    expect(target?.uri).toBe(network);
    expect(target && cut(target.range, networkText)).toContain("var.cidr");
  });

  it("references in the module and in its callers", async () => {
    const found = await client.request<WireLocation[]>("textDocument/references", {
      textDocument: { uri: network },
      position: position('"cidr"', 2, 0, networkText),
      context: { includeDeclaration: true },
    });
    expect(found.map(({ uri }) => uri).sort()).toEqual([main, network, network]);
  });

  it("highlights", async () => {
    const found = await askAt<{ range: WireRange; kind: number }[]>(
      "textDocument/documentHighlight",
      position("local.cidr", 7),
    );
    expect(found).toHaveLength(3);
  });

  it("call hierarchy", async () => {
    const [item] = await askAt<{ name: string }[]>("textDocument/prepareCallHierarchy", position('"network"', 3));
    const incoming = await client.request<{ from: { uri: string } }[]>("callHierarchy/incomingCalls", { item });
    expect(incoming.map(({ from }) => from.uri)).toEqual([main]);
    const [caller] = incoming;
    const outgoing = await client.request<{ to: { uri: string } }[]>("callHierarchy/outgoingCalls", {
      item: caller?.from,
    });
    expect(outgoing.map(({ to }) => to.uri)).toEqual([network]);
  });
});

describe("the file's structure", () => {
  it("document symbols", async () => {
    const symbols = await client.request<{ name: string; children?: { name: string }[] }[]>(
      "textDocument/documentSymbol",
      asked,
    );
    expect(symbols).toHaveLength(4);
    expect(symbols[1]?.children?.map(({ name }) => name)).toEqual(["cidr", "subnet", "zones"]);
  });

  it("workspace symbols", async () => {
    const symbols = await client.request<{ location: WireLocation }[]>("workspace/symbol", { query: "cidr" });
    expect(symbols.map(({ location }) => location.uri)).toEqual(expect.arrayContaining([main, network]));
  });

  it("folding ranges", async () => {
    const ranges = await client.request<{ startLine: number; endLine: number }[]>("textDocument/foldingRange", asked);
    expect(ranges.map(({ startLine }) => startLine)).toContain(position("locals").line);
  });

  it("selection ranges", async () => {
    interface Selection {
      readonly range: WireRange;
      readonly parent?: Selection;
    }
    const [innermost] = await client.request<Selection[]>("textDocument/selectionRange", {
      ...asked,
      positions: [position("local.cidr, 8", 7)],
    });
    const selected: string[] = [];
    for (let at = innermost; at; at = at.parent) selected.push(cut(at.range));
    expect(selected).toContain("local.cidr");
    expect(selected.at(-1)).toBe(text);
  });

  it("document links", async () => {
    const links = await client.request<{ range: WireRange; target: string }[]>("textDocument/documentLink", asked);
    expect(links.map(({ range, target }) => [cut(range), target])).toEqual([["./network", expect.any(String)]]);
  });

  it("linked editing of a heredoc's tags", async () => {
    const linked = await askAt<{ ranges: WireRange[] }>("textDocument/linkedEditingRange", position("EOT", 1));
    expect(linked.ranges.map((range) => cut(range))).toEqual(["EOT", "EOT"]);
  });

  it("semantic tokens: all, what changed, and of a range", async () => {
    const full = await client.request<{ resultId: string; data: number[] }>("textDocument/semanticTokens/full", asked);
    expect(full.data.length % 5).toBe(0);
    const delta = await client.request<{ edits?: unknown[] }>("textDocument/semanticTokens/full/delta", {
      ...asked,
      previousResultId: full.resultId,
    });
    expect(delta.edits).toEqual([]);
    const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
    const part = await client.request<{ data: number[] }>("textDocument/semanticTokens/range", { ...asked, range });
    expect(part.data).toEqual(full.data.slice(0, part.data.length));
    expect(part.data.length).toBeLessThan(full.data.length);
  });

  it("the syntax tree", async () => {
    expect(await client.request<string>("tofusmith/syntaxTree", asked)).toContain("Block");
  });
});

describe("what commands show", () => {
  it("the graph of modules", async () => {
    const graph = await client.request<{ nodes: { name: string; current: boolean }[]; edges: { name: string }[] }>(
      "tofusmith/moduleGraph",
      asked,
    );
    expect(graph.nodes.map(({ name, current }) => [name, current])).toEqual([
      ["estate", true],
      ["network", false],
    ]);
    expect(graph.edges.map(({ name }) => name)).toEqual(["network"]);
  });

  it("what decides about a block", async () => {
    const found = await askAt<{ range: WireRange; markdown: string }>(
      "tofusmith/explainCondition",
      position("user_data"),
    );
    expect(cut(found.range)).toBe("count     = length(local.zones)");
    expect(found.markdown).toContain("exists 2 times");
    expect(await askAt("tofusmith/explainCondition", position("locals"))).toBeNull();
  });
});

describe("changes", () => {
  interface Edit {
    readonly documentChanges: { readonly textDocument: { readonly uri: string }; readonly edits: WireTextEdit[] }[];
  }

  it("rename, with the range that is renamed", async () => {
    const at = position('"cidr"', 2, 0, networkText);
    const params = { textDocument: { uri: network }, position: at };
    const start = await client.request<{ range: WireRange; placeholder: string }>("textDocument/prepareRename", params);
    expect(start.placeholder).toBe("cidr");
    const edit = await client.request<Edit>("textDocument/rename", { ...params, newName: "range" });
    const edited = edit.documentChanges.map(({ textDocument, edits }) => [textDocument.uri, edits.length]);
    // The call's argument is longer now, so its neighbour's `=` moves along.
    expect(edited.sort()).toEqual([
      [main, 2],
      [network, 2],
    ]);
  });

  it("rename is refused with a sentence", async () => {
    const params = { ...asked, position: position("local.subnet", 8), newName: "cidr" };
    await expect(client.request("textDocument/rename", params)).rejects.toThrow(/cidr/);
  });

  it("module sources follow a folder", async () => {
    const files = [{ oldUri: uriOf(estate, "network"), newUri: uriOf(estate, "vpc") }];
    const edit = await client.request<Edit>("workspace/willRenameFiles", { files });
    expect(edit.documentChanges[0]?.edits.map(({ newText }) => newText)).toEqual([expect.stringContaining("./vpc")]);
  });

  it("JSON is pasted as HCL, and HCL is copied as JSON and YAML", async () => {
    const forms = await askAt<{ title: string; text: string }[]>("tofusmith/pasteForms", position("10.0.0.0/16", -1), {
      text: '{"a": [1, 2]}',
    });
    expect(forms[0]?.text).toMatch(/a\s+= \[/);
    const cidr = { start: position('"10.0'), end: position('0/16"', 5) };
    expect(await client.request("tofusmith/copyAs", { ...asked, range: cidr, format: "json" })).toContain(
      "10.0.0.0/16",
    );
    expect(await client.request("tofusmith/copyAs", { ...asked, range: cidr, format: "yaml" })).toContain(
      "10.0.0.0/16",
    );
  });
});
