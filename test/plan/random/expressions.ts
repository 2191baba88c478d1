// Random expressions that the refactors of expressions look for; all are true of strings, numbers and lists at hand.

import { pick, type Random } from "./random.js";

/** Local values that the expressions read. */
export const readLocals = ['names = ["x", "y"]', "objects = [{ n = 1 }, { n = 2 }]"];

/** An expression over `var.a`, `var.b`, `var.s`, `local.names` and `local.objects`. */
export function randomExpression(random: Random, condition: string): string {
  const c = condition;
  return pick(random, [
    `${c} ? true : false`,
    `(${c}) ? false : true`,
    `${c} ? "on" : "off"`,
    `!(${c}) ? [1] : [2]`,
    '!(var.s == "x")',
    "!(var.a && !var.b)",
    "!(var.a || var.b)",
    "!var.a || !var.b",
    "var.a == true",
    "var.b != true && var.a",
    'var.s != null ? var.s : "d"',
    'var.s == null ? "d" : var.s',
    'coalesce(var.s, "d")',
    'var.s == "x" ? 1 : var.s == "y" ? 2 : 3',
    "lookup({ x = 1, y = 2 }, var.s, 3)",
    '"${var.s}"',
    '"${length(local.names)}"',
    'format("%s-%s", var.s, "z")',
    '"<${var.s}-z>"',
    'join("-", [var.s, "z"])',
    '"a\\nb ${var.s}\\n"',
    "<<-EOT\n    a ${var.s}\n      b\n  EOT",
    "<<EOT\na ${var.s}\nEOT",
    'lookup({ k = 1 }, "k")',
    '{ k = 1 }["k"]',
    'element(["x", "y"], 0)',
    "element(local.names, 1)",
    "local.names.0",
    "local.objects.1.n",
    "[for o in local.objects : o.n]",
    "[for name in local.names : upper(name)]",
    "local.objects[*].n",
    "merge({ a = 1 }, { b = 2 })",
    "merge({ a = 1, b = 0 }, { b = 2 })",
    'concat(["x"], ["y", var.s])',
    '{ "k" = 1, "other-key" = var.s }',
    "{ k = var.s, l = 2 }",
  ]);
}
