// What the rules for Terragrunt find in one of its files.

import { KeptWith } from "../base/keptWith.js";
import type { TextRange } from "../base/range.js";
import { decideProduct } from "../model/product.js";
import type { FileEntry, WorkspaceSnapshot } from "../model/workspace.js";
import type { SourceFile } from "../syntax/ast.js";
import type { Diagnostic } from "./diagnostic.js";
import type { CheckOptions } from "./diagnostics.js";
import { fileFindings } from "./fileFindings.js";
import { isSuppressed, levelOf, newDiagnostic } from "./findings.js";
import { rules } from "./rules/registry.js";
import type { FileRule, ReportOptions, TerragruntRule } from "./rules/rule.js";
import { isolated, visitorsOf, walkFile } from "./ruleWalk.js";

const terragruntChecked = new KeptWith<WorkspaceSnapshot, Map<string, Checked>>();

interface Checked {
  readonly options: CheckOptions;
  readonly diagnostics: readonly Diagnostic[];
}

/** The findings in a file of Terragrunt, without those that are silenced; kept until anything changes. */
export function terragruntFindings(
  snapshot: WorkspaceSnapshot,
  file: SourceFile,
  entry: FileEntry,
  options: CheckOptions,
): readonly Diagnostic[] {
  let checked = terragruntChecked.get(snapshot);
  if (!checked) {
    checked = new Map();
    terragruntChecked.set(snapshot, checked);
  }
  const known = checked.get(file.uri);
  if (known?.options === options) return known.diagnostics;
  const product = decideProduct(options.evidence(entry.directory));
  const running = rules.filter((rule) => levelOf(rule, options) !== "off");
  const fileRules = running.filter((rule): rule is FileRule => rule.scope === "file" && rule.terragrunt === true);
  const found = [...fileFindings(file, entry, product, fileRules, options)];
  // What a stack includes has the names and the folder of that stack, which the rules would look for in the file itself.
  const isPart = entry.type?.kind === "terragrunt-stack" && snapshot.entry(entry.uri)?.type?.kind === "hcl";
  const own = isPart ? [] : running.filter((rule): rule is TerragruntRule => rule.scope === "terragrunt");
  const contexts = new Map(
    own.map((rule) => [
      rule,
      {
        snapshot,
        file,
        entry,
        product,
        report: (range: TextRange, message: string, extra?: ReportOptions) =>
          found.push(newDiagnostic(rule, options, file.uri, range, message, extra)),
      },
    ]),
  );
  for (const [rule, ctx] of contexts) isolated(rule, () => rule.check?.(ctx));
  walkFile(file, visitorsOf(contexts));
  const diagnostics = found.filter((diagnostic) => !isSuppressed(snapshot, diagnostic));
  checked.set(file.uri, { options, diagnostics });
  return diagnostics;
}
