// What the rules that look at one file find in it.

import { KeptWith } from "../base/keptWith.js";
import type { ProductDecision } from "../model/product.js";
import type { FileEntry } from "../model/workspace.js";
import type { SourceFile } from "../syntax/ast.js";
import { CheckedItems, type ItemBasis, wholeBasis } from "./checkedItems.js";
import type { Diagnostic } from "./diagnostic.js";
import type { CheckOptions } from "./diagnostics.js";
import { newDiagnostic, productKey } from "./findings.js";
import type { FileRule, FileRuleContext } from "./rules/rule.js";
import { isolated, visitorsOf, walkFile } from "./ruleWalk.js";

interface CheckedFile {
  readonly options: CheckOptions;
  readonly product: string;
  readonly diagnostics: readonly Diagnostic[];
}

const checkedFiles = new KeptWith<SourceFile, CheckedFile>();

/** The findings of file rules, silenced ones among them; kept as long as the file is the same. */
export function fileFindings(
  file: SourceFile,
  entry: FileEntry,
  product: ProductDecision,
  fileRules: readonly FileRule[],
  options: CheckOptions,
): readonly Diagnostic[] {
  const key = `${entry.type?.kind} ${productKey(product)}`;
  const known = checkedFiles.get(file);
  if (known && known.options === options && known.product === key) return known.diagnostics;
  const diagnostics: Diagnostic[] = [];
  const isConfiguration = entry.type?.kind === "configuration";
  const basis = fileBasis(options, key);
  const part = isConfiguration ? itemsOfFileRules.unchecked(file, basis) : file;
  const contexts = new Map(
    fileRules.map((rule): [FileRule, FileRuleContext] => [
      rule,
      {
        file: part,
        entry,
        product,
        report: (range, message, extra) =>
          diagnostics.push(newDiagnostic(rule, options, file.uri, range, message, extra)),
      },
    ]),
  );
  for (const [rule, ctx] of contexts) isolated(rule, () => rule.check?.(ctx));
  walkFile(part, visitorsOf(contexts));
  if (isConfiguration) itemsOfFileRules.note(part, basis, diagnostics);
  checkedFiles.set(file, { options, product: key, diagnostics });
  return diagnostics;
}

const itemsOfFileRules = new CheckedItems(() => new Set());

const fileBases = new WeakMap<CheckOptions, Map<string, ItemBasis>>();

/** The same object for the same options and product. */
function fileBasis(options: CheckOptions, product: string): ItemBasis {
  let byProduct = fileBases.get(options);
  if (!byProduct) {
    byProduct = new Map();
    fileBases.set(options, byProduct);
  }
  let basis = byProduct.get(product);
  if (!basis) {
    basis = wholeBasis();
    byProduct.set(product, basis);
  }
  return basis;
}
