// Whether an edit makes a unit evaluate what may fail there: a local value fails its unit even if nothing reads it.

import { slice } from "../../base/range.js";
import type { FileView } from "../../model/terragrunt/fileView.js";
import type { Unit } from "../../model/terragrunt/unit.js";
import { isWhollyKnown } from "../../model/values/value.js";
import type { Expression, FunctionCallExpr, SourceFile } from "../../syntax/ast.js";
import { walk, walkExpressions } from "../../syntax/visit.js";

/** Functions that look outside of the configuration, and fail where they do not find what they look for. */
const searching: ReadonlySet<string> = new Set([
  "find_in_parent_folders",
  "read_terragrunt_config",
  "read_tfvars_file",
  "get_env",
  "run_cmd",
  "sops_decrypt_file",
  "file",
  "filebase64",
  "templatefile",
]);

/** With a second argument these have something to fall back to. */
const withFallback: ReadonlySet<string> = new Set(["find_in_parent_folders", "read_terragrunt_config", "get_env"]);

/**
 * The first local value of a unit, or of a file that it includes, that would be evaluated for the unit and is not today,
 * although it may fail; with the call. Undefined where there is none. `reads` are the files that it reads today.
 */
export function newEvaluation(
  before: Unit,
  after: Unit,
  reads: readonly string[],
): { readonly local: string; readonly call: string } | undefined {
  let known: ReadonlySet<string> | undefined;
  for (const view of viewsOf(after)) {
    for (const { name } of view.facts.locals) {
      const attribute = view.localAttribute(name);
      const calls = attribute && view.file ? searchesIn(attribute.value, view.file.text) : [];
      if (calls.length === 0) continue;
      known ??= new Set(filesOf(before, reads).flatMap(allSearches));
      // The innermost: what takes its result fails with it.
      const call = calls.findLast((each) => !known?.has(each));
      const value = call === undefined ? undefined : view.local(name)?.value;
      if (call !== undefined && !(value && isWhollyKnown(value))) return { local: name, call };
    }
  }
  return undefined;
}

function viewsOf(unit: Unit): readonly FileView[] {
  return [unit.view, ...unit.includes.flatMap(({ label }) => unit.view.includeView(label) ?? [])];
}

function filesOf(unit: Unit, reads: readonly string[]): readonly SourceFile[] {
  const files = [...viewsOf(unit).map(({ file }) => file), ...reads.map((uri) => unit.reading.file(uri))];
  return files.flatMap((file) => file ?? []);
}

function allSearches(file: SourceFile): readonly string[] {
  const found: string[] = [];
  walk(file.body, (node) => {
    if (node.kind === "FunctionCallExpr" && maySearch(node)) found.push(slice(file.text, node.range));
  });
  return found;
}

function searchesIn(expression: Expression, text: string): readonly string[] {
  const found: string[] = [];
  walkExpressions(expression, (inner) => {
    if (inner.kind === "FunctionCallExpr" && maySearch(inner)) found.push(slice(text, inner.range));
  });
  return found;
}

function maySearch({ name, args }: FunctionCallExpr): boolean {
  return searching.has(name) && !(withFallback.has(name) && args.length > 1);
}
