// # ignored-in-child-module
//
// Reports what only the root module can have, in a module that another one calls.
//
// The backend of the root module holds the state of all modules, and only there can objects be imported.
//
// ## A backend in a called module
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./network"
// }
// ```
// `network/main.tf`:
// ```hcl
// terraform {
//   backend "local" {
// # ^^^^^^^^^^^^^^^ warning[ignored-in-child-module]: another module calls this one, and then only the root module's backend counts
//   }
// }
// ```
import type { Block } from "../../../syntax/ast.js";
import { isConfiguration } from "../references/context.js";
import type { Rule } from "../rule.js";

export const ignoredInChildModule: Rule = {
  id: "ignored-in-child-module",
  group: "correctness",
  scope: "module",
  defaultLevel: "warning",
  phase: "tree",
  check(ctx) {
    const callers = ctx.snapshot.callersOf(ctx.module);
    const [caller] = callers;
    if (!caller) return;
    const call = caller.module.declaration(caller.key);
    const related = call ? [{ uri: call.uri, range: call.fact.header, message: "called here" }] : [];
    for (const file of ctx.files) {
      if (!isConfiguration(ctx.module, file.uri)) continue;
      for (const item of file.body.items) {
        if (item.kind !== "Block") continue;
        if (item.type.name === "import") {
          ctx.report(
            file.uri,
            item.header,
            "another module calls this one, and only the root module can import objects",
            {
              summary: "Invalid import configuration",
              level: "error",
              related,
            },
          );
        }
        const backend = item.type.name === "terraform" ? backendOf(item) : undefined;
        if (backend) {
          ctx.report(
            file.uri,
            backend.header,
            "another module calls this one, and then only the root module's backend counts",
            { summary: "Backend configuration ignored", related },
          );
        }
      }
    }
  },
};

function backendOf(block: Block): Block | undefined {
  for (const item of block.body.items) if (item.kind === "Block" && item.type.name === "backend") return item;
  return undefined;
}
