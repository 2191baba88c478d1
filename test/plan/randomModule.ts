// Random modules: toggles, objects of every repetition, and references to them in every position.

/** A generator of numbers that a seed decides. */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = (seed * 2654435761 + 1) >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad) >>> 0;
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97) >>> 0;
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

type Repetition = "single" | "count-toggle" | "enabled" | "for_each-toggle" | "count" | "for_each";

interface Thing {
  readonly address: string;
  readonly repetition: Repetition;
  /** The condition of a toggle. */
  readonly condition: string;
  /** The attribute that is read: `output` of a resource, `out` of a module. */
  readonly read: string;
}

const conditions = ["var.a", "var.b", "!var.a", "var.a && var.b", "local.both", 'var.s == "x"', "(var.a || var.b)"];

/** The text of a random module's files. `withEnabled` is false where a program must understand it that does not know it. */
export function randomModule(random: Random, withEnabled: boolean): ReadonlyMap<string, string> {
  const repetitions: Repetition[] = ["single", "count-toggle", "count-toggle", "for_each-toggle", "count", "for_each"];
  if (withEnabled) repetitions.push("enabled", "enabled");
  const things: Thing[] = [];
  const blocks: string[] = [];
  const total = 2 + Math.floor(random() * 3);
  for (let i = 0; i < total; i++) {
    const isModule = random() < 0.25;
    const thing: Thing = {
      address: isModule ? `module.m${i}` : `terraform_data.t${i}`,
      repetition: pick(random, repetitions),
      condition: pick(random, conditions),
      read: isModule ? "out" : "output",
    };
    blocks.push(block(random, thing, isModule, i, things));
    things.push(thing);
  }
  const outputs = Array.from({ length: 3 + Math.floor(random() * 5) }, (_, i) => {
    return `output "o${i}" {\n  value = ${reference(random, pick(random, things))}\n}`;
  });
  const locals = `locals {\n  both  = var.a && var.b\n  first = ${reference(random, pick(random, things))}\n}`;
  const moved = random() < 0.2 ? [movedBlock(random, pick(random, things))] : [];
  const main = [variables, locals, ...blocks, ...moved].join("\n\n");
  return new Map([
    ["main.tf", `${main}\n`],
    ["outputs.tf", `${[...outputs, 'output "first" {\n  value = local.first\n}'].join("\n\n")}\n`],
    ["child/main.tf", child],
  ]);
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

const child = `variable "n" {
  default = 1
}

resource "terraform_data" "inner" {
  input = var.n
}

output "out" {
  value = terraform_data.inner.output
}
`;

function block(random: Random, thing: Thing, isModule: boolean, index: number, earlier: readonly Thing[]): string {
  // With blank lines where the formatter of a person would have them, so that there and back gives the same bytes.
  const lines: string[] = [];
  const lifecycle: string[] = [];
  let own = `"v${index}"`;
  switch (thing.repetition) {
    case "single":
      break;
    case "count-toggle": {
      const form = random();
      if (form < 0.6) lines.push(`count = ${thing.condition} ? 1 : 0`);
      else if (form < 0.8) lines.push(`count = ${thing.condition} ? 0 : 1`);
      else lines.push(`count = var.a ? (${thing.condition} ? 1 : 0) : 0`);
      own = pick(random, ['"v-${count.index}"', "count.index", '"v"']);
      break;
    }
    case "for_each-toggle": {
      const form = random();
      if (form < 0.4) lines.push(`for_each = toset(${thing.condition} ? ["k"] : [])`);
      else if (form < 0.7) lines.push(`for_each = ${thing.condition} ? { k = "w" } : {}`);
      else lines.push(`for_each = ${thing.condition} ? { "k" = { n = 1, t = "w" } } : {}`);
      own =
        form < 0.7
          ? pick(random, ['"${each.key}-${each.value}"', "each.value", "each.key"])
          : pick(random, ["each.value.n", '"${each.value.t}!"', "each.value"]);
      break;
    }
    case "enabled":
      lifecycle.push(`enabled = ${thing.condition}`);
      break;
    case "count":
      lines.push(`count = ${pick(random, ["2", "length(local.names)".replace("local.names", '["x", "y"]')])}`);
      own = pick(random, ['"v-${count.index}"', "count.index + 1"]);
      break;
    case "for_each":
      lines.push(pick(random, ['for_each = toset(["x", "y"])', 'for_each = { x = "1", y = "2" }']));
      own = pick(random, ["each.key", '"${each.key}=${each.value}"']);
      break;
  }
  if (lines.length > 0) lines.push("");
  const other = earlier.length > 0 && random() < 0.5 ? pick(random, earlier) : undefined;
  const value = other ? `[${own}, ${reference(random, other)}]` : own;
  if (isModule) lines.push('source = "./child"', `n = ${value}`);
  else lines.push(`input = ${value}`);
  if (other && random() < 0.3) lines.push(`depends_on = [${other.address}]`);
  if (lifecycle.length > 0) lines.push("", `lifecycle {\n    ${lifecycle.join("\n    ")}\n  }`);
  const [type, name] = thing.address.split(".");
  const header = isModule ? `module "${name}"` : `resource "${type}" "${name}"`;
  return `${header} {\n${lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n}`;
}

/** A random expression that reads an object. Some fail while it is off: a setting that fails before says nothing. */
function reference(random: Random, { address: x, repetition, condition: c, read: r }: Thing): string {
  const guard = repetition === "count-toggle" ? `length(${x}) > 0` : c;
  switch (repetition) {
    case "single":
      return pick(random, [
        `${x}.${r}`,
        `"<\${jsonencode(${x}.${r})}>"`,
        `[${x}.${r}]`,
        `${x}[*].${r}`,
        `try(${x}.${r}, "d")`,
      ]);
    case "count-toggle":
      return pick(random, [
        `one(${x}[*].${r})`,
        `${x}[*].${r}`,
        `${x}.*.${r}`,
        `try(${x}[0].${r}, "d")`,
        `try(${x}.0.${r}, null)`,
        `${guard} ? ${x}[0].${r} : null`,
        `length(${x})`,
        `length(${x}) == 0`,
        `1 <= length(${x}) ? "some" : "none"`,
        `!(length(${x}) > 0)`,
        x,
        `one(${x})`,
        `[for o in ${x} : o.${r}]`,
        `{ for i, o in ${x} : "i\${i}" => o.${r} }`,
        `element(concat(${x}[*].${r}, ["d"]), 0)`,
        `concat(${x}[*].${r}, ["d"])[0]`,
        `"%{for o in ${x}}[\${jsonencode(o.${r})}]%{endfor}"`,
        `can(${x}[0].${r})`,
        `can(${x}[0])`,
        `try(${x}[0], null)`,
        `try(element(${x}, 0).${r}, "d")`,
        `flatten([${x}[*].${r}])`,
        `try({ v = ${x}[0].${r} }, {})`,
        `length(concat(${x}, ${x}))`,
      ]);
    case "enabled":
      return pick(random, [
        `one(${x}[*].${r})`,
        `${x}[*].${r}`,
        `try(${x}.${r}, "d")`,
        `${x} != null ? ${x}.${r} : "d"`,
        `${c} ? ${x}.${r} : null`,
        `${x} == null`,
        `null != ${x}`,
        x,
        `length(${x}[*])`,
        `[for o in ${x}[*] : o.${r}]`,
        `can(${x}.${r})`,
        `[${x}]`,
        `!(${x} == null)`,
      ]);
    case "for_each-toggle":
      return pick(random, [
        `values(${x})[*].${r}`,
        `try(${x}["k"].${r}, "d")`,
        `${c} ? ${x}["k"].${r} : null`,
        `keys(${x})`,
        x,
        `length(${x})`,
        `length(${x}) > 0 ? ${x}["k"].${r} : "d"`,
        `[for o in ${x} : o.${r}]`,
        `{ for k, o in ${x} : "\${k}!" => o.${r} }`,
        `contains(keys(${x}), "k")`,
        `one(values(${x})[*].${r})`,
        `lookup(${x}, "k", null)`,
        `try(values(${x})[0].${r}, "d")`,
      ]);
    case "count":
      return pick(random, [
        `${x}[1].${r}`,
        `${x}[0].${r}`,
        `${x}[*].${r}`,
        x,
        `length(${x})`,
        `[for i, o in ${x} : [i, o.${r}]]`,
        `one(slice(${x}, 0, 1))`.replace(/one\(slice\((.*), 0, 1\)\)/, "element($1, 1)"),
        `try(${x}[5].${r}, "d")`,
      ]);
    case "for_each":
      return pick(random, [
        `${x}["x"].${r}`,
        `values(${x})[*].${r}`,
        x,
        `{ for k, o in ${x} : k => o.${r} }`,
        `length(${x})`,
        `keys(${x})`,
        `[for o in ${x} : o.${r}]`,
        `try(${x}["z"].${r}, "d")`,
      ]);
  }
}

function movedBlock(random: Random, { address, repetition }: Thing): string {
  const key = {
    single: "",
    enabled: "",
    "count-toggle": "[0]",
    "for_each-toggle": '["k"]',
    count: "[1]",
    for_each: '["x"]',
  }[repetition];
  const from = address.startsWith("module.") ? "module.old" : "terraform_data.old";
  const isTurned = repetition === "count-toggle" && random() < 0.3;
  return `moved {\n  from = ${isTurned ? address : from}\n  to   = ${address}${key}\n}`;
}
