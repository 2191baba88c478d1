// What people's files look like while they type: the mutations the recovery set applies to valid files.
import type { Block, Body } from "../../server/src/syntax/ast.js";
import { pick } from "../../test/harness/randomEdits.js";

/** A valid file and its syntax tree. */
export interface ValidFile {
  readonly path: string;
  readonly text: string;
  readonly body: Body;
}

/** A mutated text, and the block whose inside was touched; all others must come through unharmed. */
export interface Mutated {
  readonly text: string;
  /** Undefined where the mutation stands between blocks. */
  readonly edited: Block | undefined;
  /** Blocks that are still there in the mutated text. */
  readonly others: readonly Block[];
  /** The part of `edited` that was itself cut into, or undefined: it is no sibling. */
  readonly touched: readonly { readonly start: number; readonly end: number }[];
}

export interface Mutation {
  readonly name: string;
  /** The share of the edited block's other items that must survive, in per cent; undefined where none is asked for. */
  readonly siblingBar: number | undefined;
  apply(file: ValidFile, random: () => number): Mutated | undefined;
}

const siblings = 95;
const afterBracket = 90;
const afterBraceOrHeredoc = 50;

/** A line inserted between two items of a block. */
function line(inserted: string, siblingBar: number, name = inserted): Mutation {
  return {
    name,
    siblingBar,
    apply({ text, body }, random) {
      const block = pick(random, topLevelBlocks(body).filter(isMultiLine(text)));
      if (!block) return undefined;
      const ends = [
        lineEnd(text, block.openBrace?.end ?? 0),
        ...block.body.items.map((item) => lineEnd(text, item.range.end)),
      ];
      const at = pick(
        random,
        ends.filter((end) => end < (block.closeBrace?.start ?? 0)),
      );
      if (at === undefined) return undefined;
      return insert(text, at, `  ${inserted}\n`, block, body);
    },
  };
}

/** Lines inserted between two blocks. */
function gap(inserted: string, name = inserted): Mutation {
  return {
    name,
    siblingBar: undefined,
    apply({ text, body }, random) {
      const blocks = topLevelBlocks(body);
      const block = pick(random, blocks.slice(0, -1));
      if (!block) return undefined;
      return insert(text, lineEnd(text, block.range.end), `\n${inserted}\n`, undefined, body);
    },
  };
}

/** All mutations of the measurements, in their order. */
export const mutations: readonly Mutation[] = [
  {
    name: "delete a character",
    siblingBar: siblings,
    apply({ text, body }, random) {
      const at = Math.floor(random() * text.length);
      return cut(text, at, at + 1, body);
    },
  },
  {
    name: "delete a line",
    siblingBar: siblings,
    apply({ text, body }, random) {
      const end = lineEnd(text, Math.floor(random() * text.length));
      const start = text.lastIndexOf("\n", end - 2) + 1;
      return cut(text, start, end, body);
    },
  },
  {
    name: "truncate",
    siblingBar: undefined,
    apply({ text, body }, random) {
      const at = Math.floor(random() * text.length);
      const others = topLevelBlocks(body).filter((block) => block.range.end <= at);
      return { text: text.slice(0, at), edited: undefined, others, touched: [] };
    },
  },
  {
    name: "delete a closing brace",
    siblingBar: afterBraceOrHeredoc,
    apply({ text, body }, random) {
      const block = pick(random, topLevelBlocks(body).filter(isMultiLine(text)));
      const brace = block?.closeBrace;
      return brace ? cut(text, brace.start, brace.end, body) : undefined;
    },
  },
  line("x = ", siblings),
  line("x = foo.", siblings),
  line("x = var.a.", siblings),
  line("x = a ==", siblings),
  line("x = a ?", siblings),
  line("x = !", siblings),
  line("x = { k = }", siblings),
  line("x = { k = foo. }", siblings),
  line("x = [foo.]", siblings),
  line("x = f(foo.)", siblings),
  line("x = [for a in b : a.]", siblings),
  line('x = "${}"', siblings),
  line("ident", siblings),
  line("x = foo[", afterBracket),
  line("x = [", afterBracket),
  line("x = (", afterBracket),
  line("x = f(", afterBracket),
  line("x = f(a,", afterBracket),
  line("x = [for a in ", afterBracket),
  line('x = "abc', siblings),
  line('x = "${foo.', siblings),
  line('x = "${foo."', siblings),
  line('x = "${foo.}"', siblings),
  line("x = {", afterBraceOrHeredoc),
  line("blk {", afterBraceOrHeredoc),
  line('dynamic "x', siblings),
  line("x = <<EOT", afterBraceOrHeredoc),
  gap('resource "a" "b" {'),
  gap('resource "a" "b" {\n  x = '),
  gap("resource"),
  gap('resource "a"'),
  gap('resource "a'),
  gap("}", "stray }"),
  gap('x = "', 'top-level x = "'),
];

export function topLevelBlocks(body: Body): Block[] {
  return body.items.filter((item): item is Block => item.kind === "Block");
}

function isMultiLine(text: string): (block: Block) => boolean {
  return ({ openBrace, closeBrace }) =>
    openBrace !== undefined && closeBrace !== undefined && text.slice(openBrace.end, closeBrace.start).includes("\n");
}

/** The offset behind the line break of the line that holds `at`. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

function insert(text: string, at: number, inserted: string, edited: Block | undefined, body: Body): Mutated {
  return {
    text: text.slice(0, at) + inserted + text.slice(at),
    edited,
    others: topLevelBlocks(body).filter((block) => block !== edited),
    touched: [],
  };
}

/** Cuts out a stretch. Where that harms the header of a block there is no telling what becomes of the items in it. */
function cut(text: string, start: number, end: number, body: Body): Mutated {
  const hit = topLevelBlocks(body).filter((block) => block.range.start < end && start < block.range.end);
  return {
    text: text.slice(0, start) + text.slice(end),
    edited: hit.find((block) => start >= (block.openBrace?.end ?? end) && end <= block.range.end),
    others: topLevelBlocks(body).filter((block) => !hit.includes(block)),
    touched: [{ start, end }],
  };
}
