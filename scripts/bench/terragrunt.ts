// How long a large Terragrunt estate takes to be known, and what one edit in it costs.
//
// An edit is measured up to where the tables of who includes and depends on whom are right again and the edited unit's
// configuration is merged; `relinked` and `reevaluated` count the units whose links and evaluations were not kept.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { terragruntWorkspace } from "../../server/src/model/terragrunt/workspace.js";
import { normalizeUri } from "../../server/src/model/uri.js";
import { Workspace } from "../../server/src/model/workspace.js";
import { bundleIndexWorker } from "../../test/harness/indexWorkerBundle.js";
import { testParser } from "../../test/harness/parser.js";
import { type Benchmark, median, percentile } from "./benchmark.js";
import { readFolders } from "./largeWorkspace.js";
import { estateUnits, writeEstate } from "./terragruntEstate.js";

const warmUps = 10;
const edits = 60;

export const terragruntBenchmark: Benchmark = {
  name: "terragrunt",
  missing: () => undefined,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "tofusmith-estate-"));
    try {
      const estate = join(folder, "estate");
      const files = writeEstate(estate, estateUnits);
      const workerPath = await bundleIndexWorker(folder);
      const cachePath = join(folder, "facts");
      const cold = await readOnce(estate, workerPath, cachePath);
      const warm = await readOnce(estate, workerPath, cachePath);
      return {
        name: "terragrunt",
        figures: {
          files: files.length,
          units: cold.units,
          coldIndexMs: cold.indexMs,
          coldLinksMs: cold.linksMs,
          coldMs: cold.indexMs + cold.linksMs,
          warmIndexMs: warm.indexMs,
          warmLinksMs: warm.linksMs,
          warmMs: warm.indexMs + warm.linksMs,
          ...editFigures(warm.workspace, estate, "live/account-3/eu-west-1/test/component-20/terragrunt.hcl", "unit"),
          ...editFigures(warm.workspace, estate, "live/account-3/eu-west-1/test/env.hcl", "env"),
          ...editFigures(warm.workspace, estate, "root.hcl", "root"),
          heapMB: process.memoryUsage().heapUsed / 1e6,
        },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Reading {
  readonly workspace: Workspace;
  readonly units: number;
  readonly indexMs: number;
  /** Until it is known who includes, reads and depends on whom. */
  readonly linksMs: number;
}

/** Reads the estate as the server does, then asks for the tables of all units. */
async function readOnce(path: string, workerPath: string, cachePath: string): Promise<Reading> {
  const workspace = new Workspace(await testParser());
  const started = performance.now();
  const { dispose } = await readFolders(workspace, [path], { workerPath, cachePath });
  const indexed = performance.now();
  const terragrunt = terragruntWorkspace(workspace.snapshot());
  const root = normalizeUri(pathToFileURL(join(path, "root.hcl")).toString());
  const units = terragrunt.includedBy(root).length;
  const done = performance.now();
  dispose();
  return { workspace, units, indexMs: indexed - started, linksMs: done - indexed };
}

function editFigures(workspace: Workspace, estate: string, path: string, name: string): Record<string, number> {
  const uri = normalizeUri(pathToFileURL(join(estate, path)).toString());
  const text = readFileSync(join(estate, path), "utf8");
  const asked = normalizeUri(pathToFileURL(join(estate, "live/account-3/eu-west-1/test/component-20")).toString());
  workspace.apply([{ kind: "opened", uri, version: 1, text, languageId: "terragrunt" }]);
  const before = terragruntWorkspace(workspace.snapshot());
  for (const directory of before.unitDirectories) before.linksOf(directory);
  const evaluated = [...before.unitDirectories].slice(0, 200);
  for (const directory of [...evaluated, asked]) void before.unit(directory)?.configuration;
  const times: number[] = [];
  const at = text.indexOf("\n}");
  const insert = `\n  added = 1`;
  let version = 1;
  let relinked = 0;
  let reevaluated = 0;
  let cpu = 0;
  for (let i = -warmUps; i < edits; i++) {
    const isBack = i % 2 !== 0;
    const known = terragruntWorkspace(workspace.snapshot());
    const usage = process.cpuUsage();
    const started = performance.now();
    workspace.apply([
      {
        kind: "edited",
        uri,
        version: ++version,
        text: isBack ? text : text.slice(0, at) + insert + text.slice(at),
        edits: [
          isBack
            ? { start: at, oldEnd: at + insert.length, newEnd: at }
            : { start: at, oldEnd: at, newEnd: at + insert.length },
        ],
      },
    ]);
    const now = terragruntWorkspace(workspace.snapshot());
    now.dependentsOf(asked);
    void now.unit(asked)?.configuration;
    if (i >= 0) {
      times.push(performance.now() - started);
      const { user, system } = process.cpuUsage(usage);
      cpu += (user + system) / 1000;
    }
    if (i !== 0) continue;
    for (const directory of now.unitDirectories) if (now.linksOf(directory) !== known.linksOf(directory)) relinked++;
    for (const directory of evaluated) if (now.unit(directory) !== known.unit(directory)) reevaluated++;
  }
  workspace.apply([{ kind: "closed", uri, text }]);
  return {
    [`${name}EditMs`]: median(times),
    [`${name}EditP95Ms`]: percentile(times, 0.95),
    [`${name}EditCpuMs`]: cpu / edits,
    [`${name}Relinked`]: relinked,
    [`${name}Reevaluated`]: reevaluated,
  };
}
