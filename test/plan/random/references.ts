// Random expressions that read an object, in every form that its repetition allows.

import { pick, type Random } from "./random.js";

export type Repetition = "single" | "count-toggle" | "enabled" | "for_each-toggle" | "count" | "for_each";

/** An object of a random module. */
export interface Thing {
  readonly address: string;
  readonly repetition: Repetition;
  /** The condition of a toggle. */
  readonly condition: string;
  /** The attribute that is read: `output` of a resource, `out` of a module. */
  readonly read: string;
}

/** A random expression that reads an object. Some fail while it is off: a setting that fails before says nothing. */
export function reference(random: Random, { address: x, repetition, condition: c, read: r }: Thing): string {
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
