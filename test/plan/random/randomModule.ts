// Random modules: toggles, objects of every repetition, and references to them in every position.

import { randomExpression, readLocals } from "./expressions.js";
import { pick, type Random } from "./random.js";
import { type Repetition, reference, type Thing } from "./references.js";

export interface RandomOptions {
  /** Whether `enabled` may be used, and resources of a type that only the judge knows. */
  readonly onlyJudged: boolean;
}

/** What a module declares, before its text is drawn. */
export interface Draft {
  readonly things: readonly Thing[];
  /** Whole `moved` blocks. */
  readonly moved: readonly string[];
  /** The called module's own object. */
  readonly inner: Thing;
}

const conditions = ["var.a", "var.b", "!var.a", "var.a && var.b", "local.both", 'var.s == "x"', "(var.a || var.b)"];

function repetitions({ onlyJudged }: RandomOptions): readonly Repetition[] {
  const known: Repetition[] = ["single", "count-toggle", "count-toggle", "for_each-toggle", "count", "for_each"];
  return onlyJudged ? [...known, "enabled", "enabled"] : known;
}

/** Draws what a module declares. */
export function randomDraft(random: Random, options: RandomOptions): Draft {
  const known = repetitions(options);
  const things = Array.from({ length: 2 + Math.floor(random() * 3) }, (_, i): Thing => {
    const isModule = random() < 0.25;
    return {
      address: isModule ? `module.m${i}` : `terraform_data.t${i}`,
      repetition: pick(random, known),
      condition: pick(random, conditions),
      read: isModule ? "out" : "output",
    };
  });
  const moved = random() < 0.2 ? [moveFromElsewhere(random, pick(random, things))] : [];
  const inner: Thing = {
    address: "terraform_data.inner",
    repetition: pick(random, ["single", "single", ...known]),
    condition: pick(random, ["var.on", "!var.on"]),
    read: "output",
  };
  return { things, moved, inner };
}

/** The same objects with other repetitions, and `moved` blocks that may or may not follow them. */
export function variantOf(random: Random, draft: Draft, options: RandomOptions): Draft {
  const moved: string[] = [];
  const things = draft.things.map((thing): Thing => {
    if (random() < 0.5) return thing;
    const repetition = pick(random, repetitions(options));
    const from = keyOf(thing.repetition);
    const to = keyOf(repetition);
    const isTold = repetition !== thing.repetition && random() < 0.6;
    if (isTold) moved.push(movedBlock(thing.address + from, thing.address + to));
    return { ...thing, repetition };
  });
  return { things, moved, inner: draft.inner };
}

/** The text of a draft's files. */
export function drawnFiles(random: Random, draft: Draft, { onlyJudged }: RandomOptions): ReadonlyMap<string, string> {
  const { things } = draft;
  const blocks = things.map((thing, i) => block(random, thing, i, things.slice(0, i)));
  if (onlyJudged && random() < 0.25) blocks.push(withNestedBlocks(random));
  const outputs = Array.from({ length: 3 + Math.floor(random() * 4) }, (_, i) => output(random, `o${i}`, things));
  const expressions = [0, 1].map((i) => `e${i} = ${randomExpression(random, pick(random, conditions))}`);
  const locals = ["both = var.a && var.b", `first = ${reference(random, pick(random, things))}`, ...readLocals];
  const main = [variables, bodyOf("locals", locals), ...blocks, ...check(random, things), ...draft.moved].join("\n\n");
  const values = [
    ...outputs,
    bodyOf("locals", expressions),
    bodyOf('output "locals"', ["value = [local.first, local.e0, local.e1]"]),
  ];
  const files = new Map([
    ["main.tf", `${main}\n`],
    ["outputs.tf", `${values.join("\n\n")}\n`],
    ["child/main.tf", childFile(random, draft.inner)],
  ]);
  // Line ends of both kinds survive an edit.
  if (random() < 0.1) for (const [path, text] of files) files.set(path, text.replaceAll("\n", "\r\n"));
  return files;
}

/** A random module's files. */
export function randomModule(random: Random, options: RandomOptions): ReadonlyMap<string, string> {
  return drawnFiles(random, randomDraft(random, options), options);
}

const variables = `variable "a" {
  type    = bool
  default = true
}

variable "b" {
  type    = bool
  default = true
}

variable "s" {
  type    = string
  default = "x"
}`;

/** A block of lines, each of which may go on over several; `=` is aligned as the formatter would. */
function bodyOf(header: string, lines: readonly string[]): string {
  const isOpen = (line: string) => line === "" || line.startsWith("#") || !/^\w+ +=/.test(line) || line.includes("\n");
  const aligned: string[] = [];
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && !isOpen(lines[end] as string)) end++;
    const group = lines.slice(i, end);
    const width = Math.max(0, ...group.map((line) => line.indexOf("=")));
    for (const line of group) {
      const at = line.indexOf("=");
      aligned.push(
        `${line
          .slice(0, at)
          .trimEnd()
          .padEnd(width - 1)} ${line.slice(at)}`,
      );
    }
    if (end === i) aligned.push(lines[end++] as string);
    i = end;
  }
  return `${header} {\n${aligned.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n}`;
}

function childFile(random: Random, inner: Thing): string {
  const value = pick(random, ["var.n", "[var.n]"]);
  const out = pick(random, [reference(random, inner), reference(random, inner), "var.n"]);
  return `${[
    bodyOf('variable "n"', ["default = 1"]),
    bodyOf('variable "on"', ["type = bool", "default = true"]),
    header(inner, [...repetitionLines(random, inner, (text) => text), `input = ${value}`], lifecycleOf(inner)),
    bodyOf('output "out"', [`value = ${out}`]),
  ].join("\n\n")}\n`;
}

function header({ address }: Thing, lines: readonly string[], lifecycle: readonly string[]): string {
  const [type, name] = address.split(".");
  const text = type === "module" ? `module "${name}"` : `resource "${type}" "${name}"`;
  const inner = lifecycle.length === 0 ? [] : ["", bodyOf("lifecycle", lifecycle).replaceAll("\n", "\n  ")];
  return bodyOf(text, [...lines, ...inner]);
}

function lifecycleOf({ repetition, condition }: Thing): string[] {
  return repetition === "enabled" ? [`enabled = ${condition}`] : [];
}

/** The lines that repeat a block; `own` is told an expression of what they bring into scope. */
function repetitionLines(random: Random, thing: Thing, own: (text: string) => unknown): string[] {
  const { repetition, condition } = thing;
  let line: string;
  switch (repetition) {
    case "single":
    case "enabled":
      return [];
    case "count-toggle": {
      const form = random();
      if (form < 0.6) line = `count = ${condition} ? 1 : 0`;
      else if (form < 0.8) line = `count = ${condition} ? 0 : 1`;
      else line = `count = ${thing.address.endsWith("inner") ? "true" : "var.a"} ? (${condition} ? 1 : 0) : 0`;
      own(pick(random, ['"v-${count.index}"', "count.index", '"v"', '"v"']));
      break;
    }
    case "for_each-toggle": {
      const form = random();
      if (form < 0.4) line = `for_each = toset(${condition} ? ["k"] : [])`;
      else if (form < 0.7) line = `for_each = ${condition} ? { k = "w" } : {}`;
      else line = `for_each = ${condition} ? { "k" = { n = 1, t = "w" } } : {}`;
      own(
        form < 0.7
          ? pick(random, ['"${each.key}-${each.value}"', "each.value", "each.key", '"v"'])
          : pick(random, ["each.value.n", '"${each.value.t}!"', "each.value", '"v"']),
      );
      break;
    }
    case "count":
      line = `count = ${pick(random, ["2", 'length(["x", "y"])', "length(local.names)"].slice(0, thing.address.endsWith("inner") ? 2 : 3))}`;
      own(pick(random, ['"v-${count.index}"', "count.index + 1"]));
      break;
    case "for_each":
      line = pick(random, ['for_each = toset(["x", "y"])', 'for_each = { x = "1", y = "2" }']);
      own(pick(random, ["each.key", '"${each.key}=${each.value}"']));
      break;
  }
  const comment = random();
  if (comment < 0.1) return ["# Only where it is wanted.", line, ""];
  if (comment < 0.2) return [`${line} # for now`, ""];
  return [line, ""];
}

function block(random: Random, thing: Thing, index: number, earlier: readonly Thing[]): string {
  const isModule = thing.address.startsWith("module.");
  let own = `"v${index}"`;
  const lines = repetitionLines(random, thing, (text) => {
    own = text as string;
  });
  const lifecycle = lifecycleOf(thing);
  const other = earlier.length > 0 && random() < 0.5 ? pick(random, earlier) : undefined;
  const value = other ? `[${own}, ${reference(random, other)}]` : own;
  if (isModule) {
    lines.push('source = "./child"', `n = ${value}`);
    if (random() < 0.3) lines.push(`on = ${pick(random, ["var.b", "var.a"])}`);
  } else {
    lines.push(`input = ${value}`);
    if (other && random() < 0.2) lines.push(`triggers_replace = ${reference(random, other)}`);
  }
  if (other && random() < 0.3)
    lines.push(`depends_on = [${random() < 0.7 ? other.address : other.address + keyOf(other.repetition)}]`);
  if (other && !isModule && other.read === "output" && random() < 0.15) {
    lifecycle.push(
      `replace_triggered_by = [${other.address}${random() < 0.4 ? "" : `${keyOf(other.repetition)}${random() < 0.5 ? "" : ".output"}`}]`,
    );
  }
  if (other && !isModule && random() < 0.1) {
    lifecycle.push(
      `precondition {\n      condition     = can(${reference(random, other)})\n      error_message = "no"\n    }`,
    );
  }
  return header(thing, lines, lifecycle);
}

function output(random: Random, name: string, things: readonly Thing[]): string {
  const thing = pick(random, things);
  const lines = [`value = ${reference(random, thing)}`];
  if (random() < 0.1) lines.push(`depends_on = [${thing.address}]`);
  return bodyOf(`output "${name}"`, lines);
}

function check(random: Random, things: readonly Thing[]): string[] {
  if (random() > 0.15) return [];
  const read = reference(random, pick(random, things));
  return [`check "c" {\n  assert {\n    condition     = can(${read})\n    error_message = "no"\n  }\n}`];
}

/** A resource of a type that only the judge knows, for refactors of nested blocks. */
function withNestedBlocks(random: Random): string {
  const rule = (port: string, name: string) => `  rule {\n    port = ${port}\n    name = ${name}\n  }`;
  const nested = pick(random, [
    [rule("1", '"a"'), rule("2", '"b"')],
    [rule("1", "var.s"), rule("2", "var.s"), rule("3", "var.s")],
    [rule("1", '"a"')],
    [
      `  dynamic "rule" {\n    for_each = [1, 2]\n\n    content {\n      port = rule.value\n      name = "r-\${rule.key}"\n    }\n  }`,
    ],
    [
      `  dynamic "rule" {\n    for_each = var.a ? [1] : []\n\n    content {\n      port = 1\n      name = "a"\n    }\n  }`,
    ],
    [`  dynamic "rule" {\n    for_each = [1]\n\n    content {\n      port = 1\n      name = "a"\n    }\n  }`],
  ]);
  return `resource "example_server" "n" {\n  name = "n"\n\n${nested.join("\n\n")}\n}`;
}

/** How the instance is named that a reference would want. */
function keyOf(repetition: Repetition): string {
  return {
    single: "",
    enabled: "",
    "count-toggle": "[0]",
    "for_each-toggle": '["k"]',
    count: "[1]",
    for_each: '["x"]',
  }[repetition];
}

function movedBlock(from: string, to: string): string {
  return `moved {\n  from = ${from}\n  to   = ${to}\n}`;
}

function moveFromElsewhere(random: Random, { address, repetition }: Thing): string {
  const old = address.startsWith("module.") ? "module.old" : "terraform_data.old";
  const isTurned = repetition === "count-toggle" && random() < 0.3;
  return movedBlock(isTurned ? address : old, address + keyOf(repetition));
}
