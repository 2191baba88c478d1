// How long single requests take in a file of 2,000 lines that stands in a large workspace, each after a keystroke.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SemanticTokensBuilder } from "vscode-languageserver";
import { LineIndex } from "../../server/src/base/lineIndex.js";
import { complete } from "../../server/src/features/completion/complete.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { hoverAt } from "../../server/src/features/hovers.js";
import { definition } from "../../server/src/features/navigation/definition.js";
import { rename } from "../../server/src/features/navigation/rename.js";
import { workspaceSymbols } from "../../server/src/features/navigation/symbols.js";
import { semanticTokens } from "../../server/src/features/semanticTokens.js";
import { pushTokens } from "../../server/src/lsp/semanticTokenData.js";
import { fileUri } from "../../server/src/model/uri.js";
import { Workspace, type WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { testParser } from "../../test/harness/parser.js";
import { isHclFile, listFiles } from "../oracle/inputs.js";
import { type Benchmark, median, percentile } from "./benchmark.js";
import { largeRepository, missingRepository } from "./largeWorkspace.js";

const rounds = 40;
const lines = 2000;

const options = { ...defaultCheckOptions, refactor: { movedBlocks: "file" as const } };

export const requestsBenchmark: Benchmark = {
  name: "requests",
  missing: missingRepository,
  async run(corpusDir) {
    const root = join(corpusDir, largeRepository);
    const files = listFiles(root, isHclFile);
    const workspace = new Workspace(await testParser());
    workspace.apply(
      files.map((path) => {
        const file = join(root, path);
        return { kind: "loaded" as const, uri: fileUri(file), text: readFileSync(file, "utf8") };
      }),
    );
    // What the index has done by the time that a person types: the facts of every file.
    for (const module of workspace.snapshot().modules()) workspace.snapshot().callersOf(module);
    const uri = fileUri(join(root, "terraform", "bench", "main.tf"));
    let text = bigFile();
    workspace.apply([{ kind: "opened", uri, version: 0, text, languageId: "opentofu" }]);

    // The tokens that the editor has: each answer holds only how they differ.
    const builder = new SemanticTokensBuilder();
    let resultId = "";
    const opened = workspace.snapshot().file(uri);
    pushTokens(builder, new LineIndex(text), opened ? semanticTokens(opened) : []);
    resultId = builder.build().resultId ?? "";

    const times = new Map<string, number[]>();
    const ask = (name: string, work: () => unknown) => {
      const start = performance.now();
      work();
      const taken = performance.now() - start;
      const known = times.get(name);
      if (known) known.push(taken);
      else times.set(name, [taken]);
    };
    for (let round = 0; round < rounds; round++) {
      const at = text.lastIndexOf("var.name") + "var.".length;
      text = `${text.slice(0, at)}n${text.slice(at)}`;
      const edits = [{ start: at, oldEnd: at, newEnd: at + 1 }];
      let snapshot: WorkspaceSnapshot = workspace.snapshot();
      ask("keystroke", () => {
        snapshot = workspace.apply([{ kind: "edited", uri, version: 2 * round + 1, text, edits }]);
      });
      const file = snapshot.file(uri);
      if (!file) throw new Error("the file is not there");
      ask("completion", () => complete(snapshot, uri, at + 1, options));
      ask("hover", () => hoverAt({ snapshot, uri, offset: text.indexOf("local.tags_5 ") + 8, options }));
      ask("definition", () => definition(snapshot, uri, text.indexOf("var.name") + 6));
      ask("semanticTokens", () => semanticTokens(file));
      ask("semanticTokensDelta", () => {
        const tokens = semanticTokens(file);
        builder.previousResult(resultId);
        pushTokens(builder, new LineIndex(text), tokens);
        resultId = builder.buildEdits().resultId ?? "";
      });
      ask("rename", () => rename(snapshot, uri, text.indexOf('"name"') + 2, "renamed", "file"));
      ask("workspaceSymbol", () => workspaceSymbols(snapshot, "vpc", 100));
      text = text.slice(0, at) + text.slice(at + 1);
      const back = [{ start: at, oldEnd: at + 1, newEnd: at }];
      workspace.apply([{ kind: "edited", uri, version: 2 * round + 2, text, edits: back }]);
    }
    const figures: Record<string, number> = { files: files.length, lines: text.split("\n").length };
    for (const [name, all] of times) {
      figures[`${name}FirstMs`] = all[0] ?? Number.NaN;
      figures[`${name}MedianMs`] = median(all.slice(1));
      figures[`${name}P95Ms`] = percentile(all.slice(1), 0.95);
    }
    return { name: "requests", figures };
  },
};

/** A file of many blocks, as estates have them; `var.name` is used in each. */
function bigFile(): string {
  const parts = ['variable "name" {', "  type    = string", '  default = "bench"', "}", ""];
  for (let n = 0; parts.length < lines; n++) {
    parts.push("locals {", `  tags_${n} = merge({ Name = "\${var.name}-${n}" }, { number = ${n} })`, "}", "");
    parts.push(
      `resource "aws_s3_bucket" "bucket_${n}" {`,
      `  bucket = "\${var.name}-${n}"`,
      `  tags   = local.tags_${n} `,
    );
    parts.push("", "  versioning {", "    enabled = true", "  }", "}", "");
  }
  return `${parts.join("\n")}\noutput "name" {\n  value = var.name\n}\n`;
}
