// The subcommand `fix`: applies the fixes of findings until nothing is left to fix.

import type { RuleLevel } from "../features/diagnostic.js";
import { checkFile } from "../features/diagnostics.js";
import { fixesTogether } from "../features/fixAll.js";
import { rules } from "../features/rules/registry.js";
import { parseTarget } from "../model/product.js";
import { uriPath } from "../model/uri.js";
import { Workspace, type WorkspaceChange } from "../model/workspace.js";
import type { CliIo } from "./io.js";
import { lineEdits } from "./lineEdits.js";
import { loadWorkspace } from "./loadedWorkspace.js";
import { readOptions } from "./options.js";
import { applyChange, type FileWriter } from "./refactor.js";
import type { CliPlatform, Subcommand } from "./subcommand.js";
import { unifiedDiff } from "./unifiedDiff.js";

const usage = `tofusmith fix [OPTIONS] [PATH...]

Applies the safe fixes of all findings, those that keep what the configuration means. A path is a file or a folder with
all below it, by default the current folder.

  --diff                     print what would change, and write nothing
  --rule=ID,...              only the findings of these rules; they run even where they are off by default
  --unsafe                   also apply the preferred fix of a rule that is named with --rule where it is not safe
  --target=PRODUCT[@VERSION] what the configuration is written for (default: decided by the files)
  --help                     print this

Exits with 0 where there was nothing to fix or all was written, with 1 where --diff shows a change, and with 2 where the
arguments are wrong or something failed.
`;

/** A fix may make room for another; one that brings its finding back would go on for ever. */
const mostRounds = 10;

/** Makes the subcommand; `files` writes what is fixed. */
export function fixSubcommand(files: Pick<FileWriter, "write">): Subcommand {
  return {
    name: "fix",
    summary: "apply the safe fixes of findings",
    usage,
    run: (args, io, platform) => run(args, io, platform, files),
  };
}

async function run(
  args: readonly string[],
  io: CliIo,
  platform: CliPlatform,
  files: Pick<FileWriter, "write">,
): Promise<number> {
  const read = readOptions({ diff: "flag", rule: "list", unsafe: "flag", target: "value", help: "flag" }, args);
  if (typeof read === "string") return misuse(io, read);
  const { values, paths } = read;
  if (values.help) {
    io.stdout(usage);
    return 0;
  }
  if (values.target !== undefined && values.target !== "auto" && !parseTarget(values.target)) {
    return misuse(io, `--target=${values.target}: give a product such as opentofu@1.11`);
  }
  const levels = new Map<string, RuleLevel>();
  for (const id of values.rule) {
    const rule = rules.find((each) => each.id === id);
    if (!rule) return misuse(io, `--rule=${id}: there is no rule ${id}`);
    if (rule.defaultLevel === "off") levels.set(id, "hint");
  }
  if (values.unsafe && values.rule.length === 0) return misuse(io, "--unsafe: name the rules with --rule");

  const parser = await platform.loadParser();
  const loaded = await loadWorkspace({ paths, target: values.target, levels }, io, platform, parser);
  for (const path of loaded.missing) io.stderr(`fix: there is no file or folder ${path}\n`);
  for (const complaint of loaded.complaints) io.stderr(`${complaint}\n`);
  if (loaded.missing.length > 0) return 2;
  // A workspace of its own takes the changes, so that each round sees those before it.
  const workspace = new Workspace(parser);
  workspace.apply(
    [...loaded.snapshot.directories.values()].flatMap((directory) =>
      [...directory.files.values()].map(({ uri, text }): WorkspaceChange => ({ kind: "loaded", uri, text })),
    ),
  );
  workspace.setSeen(loaded.snapshot.tree);
  const uris = [...loaded.snapshot.directories.values()]
    .flatMap((directory) => [...directory.files.keys()])
    .filter((uri) => loaded.isAskedFor(uri) && loaded.snapshot.file(uri) !== undefined)
    .sort();
  const only = new Set(values.rule);
  for (let round = 0; round < mostRounds; round++) {
    const snapshot = workspace.snapshot();
    const found = uris
      .flatMap((uri) => checkFile(snapshot, uri, loaded.options))
      .filter(({ rule }) => only.size === 0 || only.has(rule));
    const change = fixesTogether(
      snapshot,
      found,
      ({ fixes }) =>
        fixes.find(({ safety }) => safety === "safe") ??
        (values.unsafe ? (fixes.find(({ preferred }) => preferred) ?? fixes[0]) : undefined),
    );
    if (!change || !applyChange(workspace, change)) break;
  }

  let changed = 0;
  for (const uri of uris) {
    const before = loaded.snapshot.entry(uri)?.text ?? "";
    const after = workspace.snapshot().entry(uri)?.text ?? "";
    if (before === after) continue;
    changed++;
    const path = loaded.pathOf(uri);
    if (values.diff) {
      io.stdout(unifiedDiff(path, before, lineEdits(before, after)));
    } else {
      files.write(uriPath(uri), after);
      io.stdout(`${path}\n`);
    }
  }
  return values.diff && changed > 0 ? 1 : 0;
}

function misuse(io: CliIo, complaint: string): number {
  io.stderr(`fix: ${complaint}\n\n${usage}`);
  return 2;
}
