// A file's typed syntax tree as text: one node for each line, with its range and the names it carries.

import { slice } from "../base/range.js";
import type { Node, SourceFile } from "../syntax/ast.js";
import { children } from "../syntax/visit.js";

/** How much of a node's text stands behind it. */
const longestExcerpt = 40;

/** The tree from the file's body down, indented by depth, with 1-based lines and columns, then the syntax errors. */
export function printSyntaxTree(file: SourceFile): string {
  const lines: string[] = [];
  const print = (node: Node, depth: number): void => {
    lines.push(`${"  ".repeat(depth)}${node.kind} ${place(file, node)}${detail(node)}${excerpt(file, node)}`);
    for (const child of children(node)) print(child, depth + 1);
  };
  print(file.body, 0);
  for (const error of file.errors) {
    lines.push(`${error.id} ${place(file, error)} ${error.message}`);
  }
  return `${lines.join("\n")}\n`;
}

function place(
  file: SourceFile,
  { range }: { readonly range: { readonly start: number; readonly end: number } },
): string {
  const start = file.lineIndex.position(range.start);
  const end = file.lineIndex.position(range.end);
  return `[${start.line + 1}:${start.column + 1}-${end.line + 1}:${end.column + 1}]`;
}

/** The names in a node that are not nodes of their own. */
function detail(node: Node): string {
  switch (node.kind) {
    case "Block":
      return ` ${[node.type.name, ...node.labels.map(({ value }) => JSON.stringify(value))].join(" ")}`;
    case "Attribute":
      return ` ${node.name.name}`;
    case "ScopeTraversalExpr":
      return ` ${node.root.name}`;
    default:
      return "";
  }
}

/** The text of a node without children, on one line. */
function excerpt(file: SourceFile, node: Node): string {
  if (children(node).length > 0 || node.kind === "Body") return "";
  const text = slice(file.text, node.range);
  return ` ${JSON.stringify(text.length > longestExcerpt ? `${text.slice(0, longestExcerpt)}…` : text)}`;
}
