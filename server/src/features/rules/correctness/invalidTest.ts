// # invalid-test
//
// Reports what cannot work in a test file: mocks and overrides that contradict each other, or that name the wrong thing.
//
// `main.tofutest.hcl`:
// ```hcl
// override_resource {
//   target = module.network
// #          ^^^^^^^^^^^^^^ error[invalid-test]: `override_resource` replaces a resource; this is the address of a module
// }
// ```
import { literalString } from "../../../model/access.js";
import { keywordOf } from "../../../model/evaluate/evaluate.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Block, BodyItem } from "../../../syntax/ast.js";
import { parseTarget, type Target, targetText } from "../references/targets.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";

const overrides: ReadonlySet<string> = new Set(["override_resource", "override_data", "override_module"]);

export const invalidTest: Rule = {
  id: "invalid-test",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    if (ctx.entry.type?.kind !== "test") return;
    checkMockProviders(ctx, ctx.file.body.items);
    for (const { block, body, path } of schemaBodies(ctx)) {
      const type = block?.type.name ?? "";
      if (block && overrides.has(type)) checkOverride(ctx, block);
      if (path.length === 0 || type === "run") checkDuplicates(ctx, undefined, body.items);
      if (block && type === "mock_provider") checkDuplicates(ctx, block, body.items);
      if (block && path.join(".") === "run.plan_options") checkPlanOptions(ctx, block);
      if (block && path.length === 1 && type === "run") checkExpectFailures(ctx, block);
    }
  },
};

function checkMockProviders(ctx: FileRuleContext, items: readonly BodyItem[]): void {
  const seen = new Map<string, Block>();
  for (const item of items) {
    if (item.kind !== "Block" || item.type.name !== "mock_provider") continue;
    const alias = argument(item.body, "alias");
    const name = `${item.labels[0]?.value}${alias ? `.${literalString(alias.value)}` : ""}`;
    const earlier = seen.get(name);
    if (!earlier) seen.set(name, item);
    else {
      ctx.report(item.header, `this file already mocks the provider \`${name}\``, {
        summary: "Duplicated `mock_provider` block",
        related: [{ uri: ctx.file.uri, range: earlier.header, message: "the first one" }],
      });
    }
  }
}

function targetOf(block: Block): Target | undefined {
  const value = argument(block.body, "target")?.value;
  const parsed = value?.kind === "ScopeTraversalExpr" ? parseTarget(value) : undefined;
  return parsed && "target" in parsed ? parsed.target : undefined;
}

function checkOverride(ctx: FileRuleContext, block: Block): void {
  const type = block.type.name;
  const value = argument(block.body, "target")?.value;
  if (value?.kind === "ScopeTraversalExpr") {
    const parsed = parseTarget(value);
    if ("problem" in parsed) {
      ctx.report(parsed.problem.range, parsed.problem.message, { summary: parsed.problem.summary });
    } else if (type === "override_module" ? parsed.target.resource : !parsed.target.resource) {
      const isModule = type === "override_module";
      ctx.report(
        value.range,
        isModule
          ? "`override_module` replaces a module call; this is the address of a resource"
          : `\`${type}\` replaces ${type === "override_data" ? "a data source" : "a resource"}; this is the address of a module`,
        { summary: isModule ? "Module address expected" : "Module address is not allowed" },
      );
    }
  }
  for (const name of ["values", "outputs"]) {
    const found = argument(block.body, name);
    if (!found || found.value.kind === "ObjectConsExpr" || found.value.kind === "ErrorExpr") continue;
    if (!["LiteralValueExpr", "TemplateExpr", "TupleConsExpr"].includes(found.value.kind)) continue;
    ctx.report(found.value.range, `\`${name}\` is an object of attributes: \`{ id = "…" }\``, {
      summary: "Object expected",
    });
  }
}

/** Mocks of one type, and overrides of one object, stand once in a file, a step or a mocked provider. */
function checkDuplicates(ctx: FileRuleContext, parent: Block | undefined, items: readonly BodyItem[]): void {
  const seen = new Map<string, Block>();
  for (const item of items) {
    if (item.kind !== "Block") continue;
    const type = item.type.name;
    const isMock = type === "mock_resource" || type === "mock_data";
    const target = overrides.has(type) ? targetOf(item) : undefined;
    const name = isMock ? item.labels[0]?.value : target && targetText(target);
    if (name === undefined || (!isMock && !target)) continue;
    const earlier = seen.get(`${type} ${name}`);
    if (!earlier) {
      seen.set(`${type} ${name}`, item);
      continue;
    }
    ctx.report((parent ?? item).header, `there is already a \`${type}\` for \`${name}\``, {
      summary: `Duplicated \`${type}\` block`,
      related: [
        { uri: ctx.file.uri, range: earlier.header, message: "the first one" },
        { uri: ctx.file.uri, range: item.header, message: "the second one" },
      ],
    });
  }
}

function checkPlanOptions(ctx: FileRuleContext, block: Block): void {
  const mode = argument(block.body, "mode");
  const refresh = argument(block.body, "refresh");
  if (!mode || keywordOf(mode.value) !== "refresh-only" || !refresh) return;
  if (keywordOf(refresh.value) !== "false") return;
  ctx.report(refresh.range, "a plan that only refreshes cannot go without refreshing; remove `refresh` or the mode", {
    summary: "Incompatible plan options",
  });
}

const checkable: ReadonlySet<string> = new Set(["var", "output", "check", "resource", "data", "ephemeral", "module"]);

/** Only what has conditions can fail one. */
function checkExpectFailures(ctx: FileRuleContext, run: Block): void {
  const value = argument(run.body, "expect_failures")?.value;
  if (value?.kind !== "TupleConsExpr" || nestedBlock(run.body, "module")) return;
  for (const element of value.elements) {
    if (element.kind !== "ScopeTraversalExpr") continue;
    const { name } = element.root;
    if (checkable.has(name) || !["local", "path", "terraform", "tofu", "each", "count", "self", "run"].includes(name))
      continue;
    ctx.report(
      element.range,
      `\`${name}\` has no condition that could fail; name a variable, an output, a check or a resource`,
      {
        summary: "Invalid `expect_failures` reference",
      },
    );
  }
}
