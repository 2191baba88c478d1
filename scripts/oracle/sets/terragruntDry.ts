// What must be found as written twice, and what must not: trees with the least that each detector should report.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { neverCancelled } from "../../../server/src/base/cancellation.js";
import { defaultCheckOptions } from "../../../server/src/features/diagnostics.js";
import { availableEdit } from "../../../server/src/features/similarity/availableEdit.js";
import { findRepetition } from "../../../server/src/features/similarity/findRepetition.js";
import { toldOf } from "../../../server/src/features/similarity/needs.js";
import { isOwnCode } from "../../../server/src/features/similarity/ownCode.js";
import type { Suggestion } from "../../../server/src/features/similarity/suggestion.js";
import { fileUri } from "../../../server/src/model/uri.js";
import { Workspace, type WorkspaceSnapshot } from "../../../server/src/model/workspace.js";
import { testParser } from "../../../test/harness/parser.js";
import { isHclFile } from "../inputs.js";
import type { SetRunner } from "../set.js";

/** One line of `expected.json`: a detector, where it must find something, and how many sites at least. */
interface Wanted {
  readonly id: string;
  readonly path: string | undefined;
  readonly sites: number;
  /** Set where nothing may be written without a person's word. */
  readonly never: boolean;
}

/** One case is one line of a tree's list. */
export const terragruntDry: SetRunner = {
  name: "terragrunt-dry",
  source: "oracle",
  async run({ folder, tally }) {
    const expected: unknown = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
    for (const [tree, entry] of Object.entries(expected as Record<string, unknown>)) {
      const wanted = wantedOf(entry);
      if (wanted.length === 0) continue;
      const root = join(folder, tree);
      const { snapshot, found } = await suggestionsOf(root);
      for (const [i, want] of wanted.entries()) {
        await tally.score({ id: `${tree} ${want.id} ${want.path ?? ""} #${i + 1}`, input: "" }, () =>
          verdict(want, found, root, snapshot),
        );
      }
    }
  },
};

function wantedOf(entry: unknown): Wanted[] {
  const list = typeof entry === "object" && entry !== null ? (entry as Record<string, unknown>).min : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((line: unknown): Wanted[] => {
    const { id, path, sites, never } = (line ?? {}) as Record<string, unknown>;
    if (typeof id !== "string") return [];
    return [
      {
        id,
        path: typeof path === "string" ? path : undefined,
        sites: typeof sites === "number" ? sites : 1,
        never: typeof never === "string",
      },
    ];
  });
}

async function suggestionsOf(
  root: string,
): Promise<{ readonly snapshot: WorkspaceSnapshot; readonly found: readonly Suggestion[] }> {
  const workspace = new Workspace(await testParser());
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isHclFile(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const snapshot = workspace.apply(
    files.map((path) => ({ kind: "loaded" as const, uri: fileUri(path), text: readFileSync(path, "utf8") })),
  );
  const below = new Map(files.map((path) => [fileUri(path), relative(root, path)]));
  const wanted = (uri: string) => isOwnCode(below.get(uri) ?? "");
  const all = await findRepetition(snapshot, { wanted }, neverCancelled);
  // As the command line reports them.
  return {
    snapshot,
    found: all.filter((each) => each.score >= 0 && toldOf(snapshot, each, () => defaultCheckOptions).length > 0),
  };
}

function verdict(
  want: Wanted,
  found: readonly Suggestion[],
  root: string,
  snapshot: WorkspaceSnapshot,
): string | undefined {
  const prefix = `${fileUri(root)}/`;
  const matching = found.filter(
    ({ detector, sites }) =>
      detector === want.id && sites.some(({ uri }) => isUnder(uri.slice(prefix.length), want.path)),
  );
  const isSilent = matching.some((each) => {
    const options = { ...defaultCheckOptions, refactor: { movedBlocks: "file" as const } };
    const edit = availableEdit(snapshot, each, options);
    return edit.kind === "available" && edit.build()?.needsConfirmation !== true;
  });
  if (want.never && isSilent) return "has an edit that asks nobody";
  const most = matching.reduce((sum, { sites }) => sum + sites.length, 0);
  if (matching.length === 0) return "not found";
  return most >= want.sites ? undefined : `found at ${most} sites, and there are ${want.sites}`;
}

/** True for a path that a pattern names: a folder or file, with `*` for one step. */
function isUnder(path: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  const steps = path.split("/");
  return pattern.split("/").every((step, i) => step === "*" || steps[i] === step);
}
