// # empty-hook-command
//
// Reports a hook that says no program to run.
//
// `terragrunt.hcl`:
// ```hcl
// terraform {
//   before_hook "lint" {
//     commands = ["plan"]
//     execute  = []
//   #            ^^ error[empty-hook-command]: `execute` needs the program to run as its first element, and it may not be empty
//   }
// }
// ```
import { literalString } from "../../../model/access.js";
import type { Rule } from "../rule.js";

const hooks: ReadonlySet<string> = new Set(["before_hook", "after_hook", "error_hook"]);

export const emptyHookCommand: Rule = {
  id: "empty-hook-command",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  visit: {
    attribute({ name, value }, { path }, ctx) {
      if (name.name !== "execute" || path[0] !== "terraform" || !hooks.has(path[1] ?? "")) return;
      if (value.kind !== "TupleConsExpr") return;
      const [program] = value.elements;
      if (program && literalString(program) !== "") return;
      ctx.report(
        program?.range ?? value.range,
        "`execute` needs the program to run as its first element, and it may not be empty",
      );
    },
  },
};
