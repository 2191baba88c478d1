// Applies an unattended refactor to every site of a directory of real configuration and prints what became of each.
//
//   npm run corpus:refactor -- [REFACTOR] [--corpus DIR] [--target PRODUCT] [--show N] [--seed N] [--json]
//
// Sites are converted one after another within their module, as a person would; then the module and those that call it
// are checked for findings that they did not have before, errors and warnings.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { applyChange } from "../server/src/cli/refactor.js";
import { refactorsAt } from "../server/src/features/codeActions.js";
import { type CheckOptions, checkFile } from "../server/src/features/diagnostics.js";
import { sitesFor } from "../server/src/features/refactors/everySite.js";
import type { Refactor } from "../server/src/features/refactors/refactor.js";
import { refactors } from "../server/src/features/refactors/registry.js";
import { fileUri } from "../server/src/model/uri.js";
import { Workspace, type WorkspaceChange, type WorkspaceSnapshot } from "../server/src/model/workspace.js";
import { testParser } from "../test/harness/parser.js";
import { seeded } from "../test/plan/random/random.js";
import { listFiles, sharedDir } from "./oracle/inputs.js";

interface Tally {
  sites: number;
  converted: number;
  assuming: number;
  readonly refused: Map<string, { count: number; example: string }>;
  /** Modules that were converted, and those of them that have a finding more than before. */
  modules: number;
  readonly newFindings: string[];
  /** Accesses `x[0].a` without a check that became `x.a`: they fail while the object is off, before as after. */
  unguarded: number;
  readonly overlapping: string[];
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      corpus: { type: "string" },
      target: { type: "string", default: "opentofu@1.11" },
      show: { type: "string", default: "0" },
      seed: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
    },
  });
  const id = positionals[0] ?? "count-to-enabled";
  const refactor = refactors.find((each) => each.id === id);
  if (!refactor) {
    console.error(`there is no refactor ${id}`);
    return 2;
  }
  const corpus = values.corpus ? resolve(values.corpus) : join(sharedDir(), "corpus");
  const files = listFiles(corpus, (name) =>
    [".tf", ".tofu", ".tfvars", ".json", "test.hcl"].some((end) => name.endsWith(end)),
  );
  const workspace = new Workspace(await testParser());
  workspace.apply(
    files
      .filter((path) => !path.endsWith(".json") || path.endsWith(".tf.json"))
      .map((path): WorkspaceChange => {
        const text = readFileSync(join(corpus, path), "utf8");
        return { kind: "loaded", uri: fileUri(join(corpus, path)), text };
      }),
  );
  const evidence = [{ kind: "target" as const, value: values.target }];
  const options: CheckOptions = { levels: new Map(), evidence: () => evidence };
  const tally: Tally = {
    sites: 0,
    converted: 0,
    assuming: 0,
    refused: new Map(),
    modules: 0,
    newFindings: [],
    unguarded: 0,
    overlapping: [],
  };
  // Each conversion has the same chance to be shown, whatever their number is.
  const random = seeded(Number(values.seed));
  const drawn: string[] = [];
  for (const { directory } of [...workspace.snapshot().modules()]) {
    runModule(workspace, directory, refactor, options, tally, (text) => {
      const place = tally.converted <= Number(values.show) ? drawn.length : Math.floor(random() * tally.converted);
      if (place < Number(values.show)) drawn[place] = text();
    });
  }
  for (const [i, text] of drawn.entries()) console.log(`--- ${i + 1}: ${text}`);
  if (values.json) {
    console.log(JSON.stringify({ ...tally, refused: Object.fromEntries(tally.refused) }));
    return 0;
  }
  const share = (count: number) => `${((100 * count) / Math.max(1, tally.sites)).toFixed(1)} %`;
  console.log(`${refactor.id}, target ${values.target}`);
  console.log(`sites: ${tally.sites}`);
  console.log(
    `converted: ${tally.converted} (${share(tally.converted)}), of these with an assumption: ${tally.assuming}`,
  );
  for (const [reason, { count, example }] of [...tally.refused].sort((a, b) => b[1].count - a[1].count)) {
    console.log(`refused: ${String(count).padStart(5)}  ${reason}  e.g. ${example}`);
  }
  console.log(`modules converted: ${tally.modules}, with new errors or warnings: ${tally.newFindings.length}`);
  console.log(`accesses without a check, which failed while off before too: ${tally.unguarded}`);
  for (const finding of tally.newFindings.slice(0, 40)) console.log(`  ${finding}`);
  for (const overlap of tally.overlapping) console.log(`overlapping edits: ${overlap}`);
  return tally.newFindings.length + tally.overlapping.length > 0 ? 1 : 0;
}

function runModule(
  workspace: Workspace,
  directory: string,
  refactor: Refactor,
  options: CheckOptions,
  tally: Tally,
  converted: (shown: () => string) => void,
): void {
  const module = workspace.snapshot().module(directory);
  if (!module) return;
  const uris = module.files.map(({ entry }) => entry.uri);
  let before: ReadonlyMap<string, number> | undefined;
  const passed = new Set<string>();
  for (const uri of uris) {
    for (;;) {
      const snapshot = workspace.snapshot();
      const file = snapshot.file(uri);
      const site = file && sitesFor(refactor, file).find((each) => !passed.has(`${uri} ${each.name}`));
      if (!file || !site) break;
      passed.add(`${uri} ${site.name}`);
      const selection = { start: site.offset, end: site.offset };
      const [offer] = refactorsAt(snapshot, uri, selection, { ...options, refactor: { movedBlocks: "file" } }, [
        refactor,
      ]);
      if (!offer) continue;
      tally.sites++;
      if ("disabled" in offer) {
        const reason = withoutPlaces(offer.disabled);
        const known = tally.refused.get(reason);
        if (known) known.count++;
        else tally.refused.set(reason, { count: 1, example: `${uri.slice(uri.indexOf("/corpus/") + 8)} ${site.name}` });
        continue;
      }
      const change = offer.build();
      if (!change) continue;
      before ??= findings(snapshot, directory, options);
      if (!applyChange(workspace, change)) {
        tally.overlapping.push(`${uri} ${site.name}`);
        continue;
      }
      tally.converted++;
      if (offer.title.includes("assumes")) tally.assuming++;
      converted(() => {
        const now = workspace.snapshot();
        const changed = [...change.edits.keys(), ...change.operations.map((operation) => operation.uri)];
        const parts = changed.map((one) => {
          const lines = changedLines(snapshot.file(one)?.text ?? "", now.file(one)?.text ?? "");
          return `${one.slice(one.indexOf("/corpus/") + 8)}\n${lines}`;
        });
        return `${site.name}, ${offer.title}\n${parts.join("\n")}`;
      });
    }
  }
  if (before === undefined) return;
  tally.modules++;
  const after = findings(workspace.snapshot(), directory, options);
  for (const [key, count] of after) {
    const known = before.get(key) ?? 0;
    // No rule speaks of an index into what `count` may leave out, so what failed before is told now.
    if (key === "warning unguarded-access") tally.unguarded += Math.max(0, count - known);
    else if (count > known) tally.newFindings.push(`${directory}: ${key}: ${known} before, ${count} after`);
  }
}

/** Errors and warnings of a module and its callers, counted by severity and rule. */
function findings(snapshot: WorkspaceSnapshot, directory: string, options: CheckOptions): ReadonlyMap<string, number> {
  const module = snapshot.module(directory);
  const callers = module ? snapshot.callersOf(module).map((caller) => caller.module) : [];
  const counts = new Map<string, number>();
  for (const one of new Set(module ? [module, ...callers] : [])) {
    for (const { entry } of one.files) {
      for (const { severity, rule } of checkFile(snapshot, entry.uri, options)) {
        if (severity !== "error" && severity !== "warning") continue;
        const key = `${severity} ${rule}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** A reason without the names in it, so that equal reasons are counted together. */
function withoutPlaces(reason: string): string {
  return reason
    .replace(/ at \S+:\d+/, "")
    .replace(/^\S+\.(tf|json|tofu|hcl) /, "FILE ")
    .replace(/(instance|names|of) "?[\w.[\]-]+"?/, "$1 …")
    .replace(/^[\w.-]+(, which \S+ sets)? is /, "A value$1 is ");
}

/** The lines that only one of two texts has, or has more often. */
function changedLines(before: string, after: string): string {
  const only = (lines: readonly string[], others: readonly string[], sign: string): readonly string[] => {
    const left = new Map<string, number>();
    for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
    return lines.flatMap((line) => {
      const count = left.get(line) ?? 0;
      left.set(line, count - 1);
      return count > 0 ? [] : [`${sign} ${line}`];
    });
  };
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  return [...only(old, fresh, "-"), ...only(fresh, old, "+")].join("\n");
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
