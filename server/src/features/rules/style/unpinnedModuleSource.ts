// # unpinned-module-source
//
// Reports a module from a Git repository that follows a branch, so that it changes by itself.
//
// ```hcl
// module "a" {
//   source = "git::https://example.com/network.git"
// #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unpinned-module-source]: this follows the default branch of the repository; pin it with `?ref=` and a tag or commit
// }
//
// module "b" {
//   source = "git::https://example.com/network.git?ref=main"
// #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unpinned-module-source]: this follows the branch `main`; pin it to a tag or commit
// }
// ```
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import { moduleSourceKind, referenceOfSource } from "../lint/moduleSource.js";
import type { Rule } from "../rule.js";

const branches: ReadonlySet<string> = new Set(["main", "master", "develop", "default", "HEAD", "trunk"]);

export const unpinnedModuleSource: Rule = {
  id: "unpinned-module-source",
  group: "style",
  scope: "file",
  defaultLevel: "warning",
  aliases: ["terraform_module_pinned_source"],
  check(ctx) {
    if (ctx.entry.type?.kind !== "configuration") return;
    for (const block of ctx.file.body.items) {
      if (block.kind !== "Block" || block.type.name !== "module") continue;
      const source = argument(block.body, "source");
      const text = source && literalString(source.value);
      if (!source || !text || moduleSourceKind(text) !== "git") continue;
      const ref = referenceOfSource(text);
      if (ref === undefined) {
        const message = "this follows the default branch of the repository; pin it with `?ref=` and a tag or commit";
        ctx.report(source.value.range, message);
      } else if (branches.has(ref)) {
        ctx.report(source.value.range, `this follows the branch \`${ref}\`; pin it to a tag or commit`);
      }
    }
  },
};
