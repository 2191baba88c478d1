// # blocks-to-dynamic
//
// Writes nested blocks that differ only in some arguments as one `dynamic` block over a list.
//
// ```hcl
// resource "aws_security_group" "x" {
//   <|>ingress {
//     from_port = 80
//     to_port   = 80
//     protocol  = "tcp"
//   }
//
//   ingress {
//     from_port = 443
//     to_port   = 443
//     protocol  = "tcp"
//   }
// }
// ```
// ->
// ```hcl
// resource "aws_security_group" "x" {
//   dynamic "ingress" {
//     for_each = [
//       { from_port = 80, to_port = 80 },
//       { from_port = 443, to_port = 443 },
//     ]
//
//     content {
//       from_port = ingress.value.from_port
//       to_port   = ingress.value.to_port
//       protocol  = "tcp"
//     }
//   }
// }
// ```
import { slice, touches } from "../../base/range.js";
import { singleFileChange } from "../../base/sourceChange.js";
import type { Attribute, Block, BodyItem } from "../../syntax/ast.js";
import { walkExpressions } from "../../syntax/visit.js";
import { deeper, indentationAt, newLineOf } from "../rewriting/blockEdits.js";
import { sameExpression } from "../rewriting/expressionShape.js";
import { hasComment } from "./expressionRefactor.js";
import type { Refactor, RefactorContext } from "./refactor.js";

const title = "Write the blocks as one dynamic block";

export const blocksToDynamic: Refactor = {
  id: "blocks-to-dynamic",
  title,
  kind: "refactor.rewrite",
  inverse: "dynamic-to-blocks",
  unattended: false,
  run(ctx) {
    const found = nestedBlockAt(ctx);
    if (!found) return;
    const { parent, block } = found;
    const siblings = parent.body.items.filter(
      (item): item is Block => item.kind === "Block" && item.type.name === block.type.name,
    );
    if (siblings.length < 2) return;
    const refuse = (reason: string): void => ctx.refuse(title, block.header, reason);
    const { file } = ctx;
    const at = parent.body.items.indexOf(siblings[0] as BodyItem);
    if (!siblings.every((sibling, i) => parent.body.items[at + i] === sibling)) {
      refuse("Something else stands between the blocks, and their order may matter.");
      return;
    }
    const first = siblings[0] as Block;
    const last = siblings[siblings.length - 1] as Block;
    if (hasComment(file, { start: first.range.start, end: last.range.end })) {
      refuse("A comment between the blocks would be lost.");
      return;
    }
    if (siblings.some((sibling) => readsRoot(sibling, block.type.name))) {
      refuse(`It reads ${block.type.name}, which is another thing in a dynamic block of that name.`);
      return;
    }
    const rows = siblings.map(attributesOf);
    const names = [...new Set(rows.flatMap((row) => [...(row?.keys() ?? [])]))];
    if (rows.includes(undefined) || names.length === 0) {
      refuse("The blocks have blocks of their own.");
      return;
    }
    // An argument that is null is one that is not given.
    const texts = (name: string): readonly string[] =>
      rows.map((row) => {
        const value = row?.get(name)?.value;
        return value ? slice(file.text, value.range) : "null";
      });
    const isEqual = (name: string): boolean =>
      rows.every((row) => {
        const [mine, theirs] = [rows[0]?.get(name), row?.get(name)];
        return (
          mine !== undefined && theirs !== undefined && sameExpression(file.text, mine.value, file.text, theirs.value)
        );
      });
    const columns = names.filter((name) => !isEqual(name));
    if (columns.length === 0 || columns.some((name) => texts(name).some((text) => text.includes("\n")))) return;
    ctx.offer(title, block.header, () => {
      const newLine = newLineOf(file.text);
      const outer = indentationAt(file.text, first.range.start);
      const [inner, third] = [deeper(outer), deeper(deeper(outer))];
      const label = block.type.name;
      const list = siblings.map((_, i) => {
        const pairs = columns.map((name) => `${name} = ${texts(name)[i]}`);
        return `${third}{ ${pairs.join(", ")} },`;
      });
      const longest = Math.max(...names.map((name) => name.length));
      const content = names.map((name) => {
        const value = columns.includes(name) ? `${label}.value.${name}` : texts(name)[0];
        return `${third}${name.padEnd(longest)} = ${value}`;
      });
      const lines = [
        `dynamic "${label}" {`,
        `${inner}for_each = [`,
        ...list,
        `${inner}]`,
        "",
        `${inner}content {`,
        ...content,
        `${inner}}`,
        `${outer}}`,
      ];
      const range = { start: first.range.start, end: last.range.end };
      return singleFileChange(file.uri, [{ range, newText: lines.join(newLine) }]);
    });
  },
};

/** Blocks that are read before anything is evaluated cannot be dynamic. */
const staticBlocks = new Set(["lifecycle", "provisioner", "connection", "dynamic", "content", "backend", "validation"]);

/** The block nested in a resource, data source or provider whose header the cursor is on. */
export function nestedBlockAt(ctx: RefactorContext): { readonly parent: Block; readonly block: Block } | undefined {
  const blocks = ctx.path.filter((node): node is Block => node.kind === "Block");
  const block = blocks[blocks.length - 1];
  const parent = blocks[blocks.length - 2];
  const outer = blocks[0]?.type.name ?? "";
  if (!block || !parent || block.labels.length > 0 || !["resource", "data", "ephemeral", "provider"].includes(outer))
    return undefined;
  if (staticBlocks.has(block.type.name) && block.type.name !== "dynamic") return undefined;
  return touches(block.header, ctx.selection.start) ? { parent, block } : undefined;
}

/** A block's arguments by name; undefined where it has blocks of its own. */
function attributesOf(block: Block): ReadonlyMap<string, Attribute> | undefined {
  const found = new Map<string, Attribute>();
  for (const item of block.body.items) {
    if (item.kind !== "Attribute") return undefined;
    found.set(item.name.name, item);
  }
  return found;
}

/** True where an expression in a block begins with a name that a dynamic block would give another meaning. */
export function readsRoot(block: Block, name: string): boolean {
  let reads = false;
  walkExpressions(block.body, (expression) => {
    if (expression.kind === "ScopeTraversalExpr" && expression.root.name === name) reads = true;
  });
  return reads;
}
