// What is read for a Terragrunt unit before the index is there, and that its facts survive the index.

import { describe, expect, it } from "vitest";
import { Discovery } from "../../server/src/lsp/discovery.js";
import type { DirectoryItem, WorkspaceHost } from "../../server/src/lsp/workspaceHost.js";
import { terragruntWorkspace } from "../../server/src/model/terragrunt/workspace.js";
import { directoryOf } from "../../server/src/model/uri.js";
import { Workspace } from "../../server/src/model/workspace.js";
import { testParser } from "../harness/parser.js";
import { casePath, caseUri } from "../harness/workspace.js";

const files = new Map([
  [".git/HEAD", "ref: refs/heads/main\n"],
  ["root.hcl", 'remote_state {\n  backend = "s3"\n  config = {\n    key = "${path_relative_to_include()}/x"\n  }\n}\n'],
  ["modules/app/main.tf", 'variable "url" {\n  type = string\n}\n'],
  ["modules/db/main.tf", 'output "url" {\n  value = "x"\n}\n'],
  ["modules/unrelated/main.tf", 'output "url" {\n  value = "x"\n}\n'],
  ["live/names.yaml", "app: shop\n"],
  ["live/other.yaml", "app: other\n"],
  ["live/app/size.json", '{"size": 3}'],
  ["live/env.hcl", 'locals {\n  env = "prod"\n}\n'],
  ["live/db/terragrunt.hcl", 'terraform {\n  source = "../../modules//db"\n}\n'],
  ["live/unrelated/terragrunt.hcl", 'terraform {\n  source = "../../modules//unrelated"\n}\n'],
  [
    "live/app/terragrunt.hcl",
    'include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\nterraform {\n  source = "../../modules//app"\n}\nlocals {\n  env = read_terragrunt_config(find_in_parent_folders("env.hcl"))\n}\ndependency "db" {\n  config_path = "../db"\n}\ninputs = {\n  url = dependency.db.outputs.url\n  env = local.env.locals.env\n  name = yamldecode(file(find_in_parent_folders("names.yaml"))).app\n  size = jsondecode(file("size.json")).size\n}\n',
  ],
]);

/** A host that holds the files above, or those given, and nothing else. */
function memoryHost(files: ReadonlyMap<string, string>): WorkspaceHost {
  const uris = new Map([...files].map(([path, text]) => [caseUri(path), text]));
  return {
    async listDirectory(uri) {
      const items = new Map<string, DirectoryItem>();
      for (const file of uris.keys()) {
        if (!file.startsWith(`${uri}/`)) continue;
        const [name = "", ...rest] = file.slice(uri.length + 1).split("/");
        items.set(name, { name, kind: rest.length > 0 ? "directory" : "file" });
      }
      return items.size === 0 ? { kind: "missing" } : { kind: "items", items: [...items.values()] };
    },
    async readFile(uri) {
      const text = uris.get(uri);
      return text === undefined ? { kind: "missing" } : { kind: "text", text, validUtf8: true };
    },
    async realDirectory(uri) {
      return uri;
    },
  };
}

async function discover(
  held: ReadonlyMap<string, string> = files,
  folder = "",
): Promise<{ readonly workspace: Workspace; readonly discovery: Discovery }> {
  const workspace = new Workspace(await testParser());
  const discovery = new Discovery({
    host: memoryHost(held),
    indexer: { index: async () => undefined },
    snapshot: () => workspace.snapshot(),
    apply: (changes) => void workspace.apply(changes),
    trusted: () => true,
    seen: (tree) => void workspace.setSeen(tree),
    excluded: () => [],
    log: () => {},
  });
  discovery.setFolders([directoryOf(caseUri(`${folder}x`))]);
  return { workspace, discovery };
}

const known = (workspace: Workspace): string[] =>
  [...workspace.snapshot().directories.values()]
    .flatMap((directory) => [...directory.files.keys()].map(casePath))
    .sort();

describe("before the index", () => {
  it("a unit's includes, dependencies and modules are read, and nothing else below", async () => {
    const { workspace, discovery } = await discover();
    await discovery.ready(caseUri("live/app/terragrunt.hcl"));
    expect(known(workspace)).toEqual(
      [...files.keys()].filter((path) => !path.includes("unrelated") && !path.includes("other")).sort(),
    );
    const unit = terragruntWorkspace(workspace.snapshot()).unit(caseUri("live/app"));
    expect(unit?.render()).toMatchObject({
      inputs: { env: "prod", name: "shop", size: 3, url: { $unknown: { dependency: "/workspace/live/db" } } },
      remote_state: { config: { key: "live/app/x" } },
    });
    expect(unit?.source.module?.directory).toBe(caseUri("modules/app"));
  });

  it("all of it is read in the background, the mark of the repository too", async () => {
    const { workspace, discovery } = await discover();
    await discovery.readWorkspace(
      async () => {},
      () => {},
    );
    expect(known(workspace)).toEqual([...files.keys()].filter((path) => !path.includes("other")).sort());
  });
});

describe("a search above a folder that lies in no repository", () => {
  const unit =
    'locals {\n  region = find_in_parent_folders("region.hcl", "none.hcl")\n}\ninputs = {\n  region = local.region\n}\n';
  const regionOf = async (held: ReadonlyMap<string, string>): Promise<unknown> => {
    const { workspace, discovery } = await discover(held, "live/");
    await discovery.readWorkspace(
      async () => {},
      () => {},
    );
    return terragruntWorkspace(workspace.snapshot()).unit(caseUri("live/app"))?.render();
  };

  it("gives the fallback where no folder above has the file", async () => {
    const rendered = await regionOf(new Map([["live/app/terragrunt.hcl", unit]]));
    expect(rendered).toMatchObject({ inputs: { region: "none.hcl" } });
  });

  it("gives nothing where one has it: what lies there is not read", async () => {
    const held = new Map([
      ["region.hcl", ""],
      ["live/app/terragrunt.hcl", unit],
    ]);
    expect(await regionOf(held)).not.toMatchObject({ inputs: { region: "none.hcl" } });
  });
});

describe("facts of Terragrunt files", () => {
  it.each([...files].filter(([path]) => path.endsWith(".hcl")))(
    "of %s are the same after a journey as JSON",
    async (path) => {
      const { workspace, discovery } = await discover();
      await discovery.ready(caseUri(path));
      const facts = workspace.snapshot().facts(caseUri(path));
      expect(facts?.terragrunt).toBeDefined();
      expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    },
  );
});
