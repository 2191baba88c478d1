// # for-each-to-count
//
// Writes a `for_each` over strings that are written out as a `count`, with a `moved` block for each instance.
//
// Instances are counted in the order of their keys.
//
// ```hcl
// resource "terraform_data" "x" {
//   <|>for_each = toset(["web", "db"])
//
//   input = each.key
// }
//
// output "web" {
//   value = terraform_data.x["web"].output
// }
//
// output "all" {
//   value = values(terraform_data.x)[*].output
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   count = length(["db", "web"])
//
//   input = ["db", "web"][count.index]
// }
//
// output "web" {
//   value = terraform_data.x[1].output
// }
//
// output "all" {
//   value = terraform_data.x[*].output
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.x["db"]
//   to   = terraform_data.x[0]
// }
//
// moved {
//   from = terraform_data.x["web"]
//   to   = terraform_data.x[1]
// }
// ```
import { slice } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import { bareName } from "../../model/access.js";
import type { Expression } from "../../syntax/ast.js";
import { quoted } from "../rewriting/addressPath.js";
import { addMetaArgument } from "../rewriting/argumentEdits.js";
import { removeItem, surroundings } from "../rewriting/blockEdits.js";
import { rekey } from "../rewriting/conversions/rekey.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { sitesInBlock } from "../rewriting/sites.js";
import { type LocalLookup, staticCollection, uniqueStrings } from "../rewriting/staticCollections.js";
import type { Refactor } from "./refactor.js";
import { planRepetitionChange } from "./repetitionChange.js";
import { repetitionTarget } from "./repetitionTarget.js";

const title = "Use `count` instead of `for_each`";

export const forEachToCount: Refactor = {
  id: "for-each-to-count",
  title,
  kind: "refactor.rewrite",
  inverse: "count-to-for-each",
  unattended: true,
  tries: "for_each",
  run(ctx) {
    const target = repetitionTarget(ctx, "for_each");
    if (!target) return;
    const { snapshot, module, file } = ctx;
    const { block, attribute, key, kind } = target;
    const known = knownKeys(attribute.value, file.text, localValues(snapshot, module));
    if (!known) return;
    const { keys, keyList, valueList } = known;
    const edits: TextEdit[] = [];
    for (const site of sitesInBlock(file, block, "each")) {
      const [name] = site.origin.accessors;
      const list = name?.kind === "attr" && name.name === "key" ? keyList : valueList;
      if (name?.kind !== "attr" || !["key", "value"].includes(name.name)) {
        ctx.refuse(title, target.range, "It reads each other than as each.key or each.value.");
        return;
      }
      edits.push({ range: { start: site.origin.range.start, end: name.range.end }, newText: `${list}[count.index]` });
    }
    const planned = planRepetitionChange({
      snapshot,
      module,
      file,
      block,
      key,
      kind,
      conversion: rekey({
        before: "for_each",
        isModule: kind === "module",
        instances: keys.map((one, i) => ({ from: one, to: `${key}[${i}]` })),
        whole: `{ for i, key in ${keyList} : key => ${key}[i] }`,
        values: key,
        sameLength: true,
        named: key,
      }),
      moves: keys.map((one, i) => ({ from: { address: key, key: one }, to: { address: key, key: i } })),
      implied: false,
      blockEdits: () => {
        const { leading, trailing } = surroundings(file, attribute, block);
        return [
          ...removeItem(file, block, attribute),
          ...addMetaArgument(file, block, { name: "count", value: `length(${keyList})`, leading, trailing }, attribute),
          ...edits,
        ];
      },
    });
    if ("refusal" in planned) ctx.refuse(title, target.range, planned.refusal);
    else ctx.offer(title, target.range, () => planned.build(ctx.options));
  },
};

interface KnownKeys {
  /** In the order of their code units, which is how OpenTofu sorts them. */
  readonly keys: readonly string[];
  /** The text of the list of keys, and of the values beside them. */
  readonly keyList: string;
  readonly valueList: string;
}

/** The keys of `toset([…])` and of a map in a local value. */
function knownKeys(expression: Expression, source: string, locals: LocalLookup): KnownKeys | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind === "FunctionCallExpr" && bare.name === "toset" && bare.args.length === 1 && bare.args[0]) {
    const list = staticCollection(bare.args[0], source, locals);
    const strings = list?.kind === "list" ? uniqueStrings(list.elements) : undefined;
    if (!strings || strings.length === 0 || strings.some((one) => !isAscii(one))) return undefined;
    const keys = [...strings].sort();
    const text = `[${keys.map(quoted).join(", ")}]`;
    return { keys, keyList: text, valueList: text };
  }
  const map = staticCollection(bare, source, locals);
  if (map?.kind !== "map" || map.items.length === 0 || bareName(bare) !== undefined) return undefined;
  const isNamed = bare.kind === "ScopeTraversalExpr";
  const keys = map.items.map((item) => item.key).sort();
  if (!isNamed || keys.some((one) => !isAscii(one) || one === "")) return undefined;
  const text = slice(source, bare.range);
  return { keys, keyList: `keys(${text})`, valueList: `values(${text})` };
}

/** True where the order of code units is the order of every program. */
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false;
  return true;
}
