// Reads mistakes and comments off the flat tree.

import type { LineIndex } from "../base/lineIndex.js";
import { range } from "../base/range.js";
import type { Comment, SyntaxError as HclSyntaxError } from "./ast.js";
import { type FlatTree, Kind } from "./lowerKinds.js";

/** The mistakes the grammar knows of, in the order of the text, and the comments. */
export function collectErrors(
  flat: FlatTree,
  text: string,
  lineIndex: LineIndex,
): { errors: HclSyntaxError[]; comments: Comment[] } {
  const errors: HclSyntaxError[] = [];
  const comments: Comment[] = [];
  const open: number[] = [];
  const add = (id: string, summary: string, message: string, start: number, end: number) =>
    errors.push({ id, summary, message, range: range(start, end) });
  const line = (offset: number) => lineIndex.position(offset).line + 1;

  for (let node = 0; node < flat.count; node++) {
    while (open.length > 0 && flat.next(open.at(-1) as number) <= node) open.pop();
    const parent = open.at(-1) ?? 0;
    const start = flat.start(node);
    const end = flat.end(node);
    switch (flat.kind(node)) {
      case Kind.Comment:
        comments.push({ kind: text.startsWith("/*", start) ? "block" : "line", range: range(start, end) });
        break;
      case Kind.Unterminated: {
        const opener = flat.start(parent);
        const [what, summary] = unclosed(flat.kind(parent));
        add("unclosed", summary, `this ${what} is not closed; it begins on line ${line(opener)}`, opener, opener + 1);
        break;
      }
      case Kind.MissingExpression:
        add("missing-expression", "Invalid expression", "a value is missing here", start, end);
        break;
      case Kind.MissingName:
        add("missing-name", "Invalid attribute name", "a name is missing after the dot", start, end);
        break;
      case Kind.MissingBody:
        add(
          "missing-body",
          "Invalid block definition",
          "a block needs `{` and `}`, an argument needs `=` and a value",
          flat.start(parent),
          start,
        );
        break;
      case Kind.MissingToken:
        add("missing-token", "Invalid expression", "something is missing here", start, end);
        break;
      case Kind.Error:
        add("unexpected-text", "Invalid expression", "this text is not expected here", start, end);
        break;
      default:
        break;
    }
    if (flat.next(node) > node + 1) open.push(node);
  }
  return { errors, comments };
}

function unclosed(kind: Kind): [string, string] {
  switch (kind) {
    case Kind.Block:
      return ["block", "Unclosed configuration block"];
    case Kind.FunctionCall:
      return ["call", "Unterminated function call"];
    case Kind.QuotedTemplate:
    case Kind.QuotedLabel:
      return ["string", "Unterminated template string"];
    case Kind.HeredocTemplate:
      return ["heredoc", "Unterminated template string"];
    case Kind.Interpolation:
      return ["template interpolation", "Unclosed template interpolation sequence"];
    default:
      return ["bracket", "Invalid expression"];
  }
}
