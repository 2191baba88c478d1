// The files that a module's functions name: what of them is read, and that findings follow their changes.

import { describe, expect, it } from "vitest";
import { checkModule, defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { Discovery } from "../../server/src/lsp/discovery.js";
import type { DirectoryItem, FileContent, WorkspaceHost } from "../../server/src/lsp/workspaceHost.js";
import { Workspace } from "../../server/src/model/workspace.js";
import { testParser } from "../harness/parser.js";
import { caseUri } from "../harness/workspace.js";

const main = `locals {
  admin = jsondecode(file("\${path.module}/policies/admin.json"))
  typo  = file("\${path.module}/policies/admni.json")
  made  = file("\${path.module}/build/out.json")
  up    = file("\${path.module}/../outside.json")
  blob  = [filemd5("\${path.module}/blob.txt"), tonumber(file("\${path.module}/marked.txt"))]
  all   = { for name in fileset("\${path.module}/conf", "*.yaml") : name => file("\${path.module}/conf/\${name}") }
}

output "values" {
  value = [local.admin.Version, local.typo, local.made, local.up, local.blob, local.all["b.yaml"]]
}
`;

interface Session {
  readonly files: Map<string, string | FileContent>;
  readonly read: string[];
  readonly discovery: Discovery;
  findings(): string[];
}

async function open(trusted: boolean): Promise<Session> {
  const files = new Map<string, string | FileContent>([
    ["root/main.tf", main],
    ["root/policies/admin.json", '{"Version": "2012-10-17"}'],
    ["root/conf/a.yaml", "name: a\n"],
    ["root/blob.txt", { kind: "text", text: "\ufffd", validUtf8: false }],
    ["root/marked.txt", { kind: "text", text: "x", validUtf8: true, marked: true }],
    ["outside.json", "{}"],
  ]);
  const read: string[] = [];
  const host: WorkspaceHost = {
    async listDirectory(uri) {
      const items = new Map<string, DirectoryItem>();
      for (const path of files.keys()) {
        if (!caseUri(path).startsWith(`${uri}/`)) continue;
        const [name = "", ...rest] = caseUri(path)
          .slice(uri.length + 1)
          .split("/");
        items.set(name, { name, kind: rest.length > 0 ? "directory" : "file" });
      }
      return items.size === 0 ? { kind: "missing" } : { kind: "items", items: [...items.values()] };
    },
    async readFile(uri) {
      const path = [...files.keys()].find((each) => caseUri(each) === uri);
      if (path !== undefined) read.push(path);
      const content = path === undefined ? undefined : files.get(path);
      if (content === undefined) return { kind: "missing" };
      return typeof content === "string" ? { kind: "text", text: content, validUtf8: true } : content;
    },
    async realDirectory(uri) {
      return uri;
    },
  };
  const workspace = new Workspace(await testParser());
  const discovery = new Discovery({
    host,
    indexer: { index: async () => undefined },
    snapshot: () => workspace.snapshot(),
    apply: (changes) => void workspace.apply(changes),
    seen: (tree) => void workspace.setSeen(tree),
    excluded: () => [],
    trusted: () => trusted,
    log: () => {},
  });
  discovery.setFolders([caseUri("root")]);
  await discovery.ready(caseUri("root/main.tf"));
  return {
    files,
    read,
    discovery,
    findings() {
      const snapshot = workspace.snapshot();
      const module = snapshot.module(caseUri("root"));
      if (!module) throw new Error("the module is not there");
      return checkModule(snapshot, module, defaultCheckOptions)
        .filter(({ severity }) => severity === "error")
        .map(({ summary, range }) => `${summary} at ${main.slice(range.start, range.end)}`);
    },
  };
}

const missing = "Invalid function argument at path.module";
const noSuchKey = 'Invalid index at ["b.yaml"]';

describe("files that functions name", () => {
  it("are read in the workspace's folders, and missing ones are reported beside others of their kind", async () => {
    const { read, findings } = await open(true);
    expect(read.sort()).toEqual([
      "root/blob.txt",
      "root/conf/a.yaml",
      "root/main.tf",
      "root/marked.txt",
      "root/policies/admin.json",
    ]);
    expect(findings()).toEqual([missing, noSuchKey]);
  });

  it("are not read where the workspace is not trusted", async () => {
    const { read, findings } = await open(false);
    expect(read).toEqual(["root/main.tf"]);
    expect(findings()).toEqual([]);
  });

  it("are followed as they change, come and go", async () => {
    const { files, discovery, findings } = await open(true);
    const happened = async (path: string, kind: "created" | "changed" | "deleted", text?: string) => {
      if (text === undefined) files.delete(path);
      else files.set(path, text);
      await discovery.filesChanged([{ uri: caseUri(path), kind }]);
    };
    await happened("root/policies/admni.json", "created", "{}");
    expect(findings()).toEqual([noSuchKey]);
    await happened("root/conf/b.yaml", "created", "name: b\n");
    expect(findings()).toEqual([]);
    await happened("root/policies/admin.json", "changed", '{"Vresion": "2012-10-17"}');
    expect(findings()).toEqual(["Unsupported attribute at .Version"]);
    await happened("root/policies/admin.json", "deleted");
    expect(findings()).toEqual([missing]);
    await happened("root/policies/admin.json", "created", '{"Version": "2012-10-17"}');
    expect(findings()).toEqual([]);
    await happened("root/conf/b.yaml", "deleted");
    expect(findings()).toEqual([noSuchKey]);
  });
});
