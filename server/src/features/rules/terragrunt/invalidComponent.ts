// # invalid-component
//
// Reports a unit or stack of a stack file that Terragrunt cannot generate: without a path, twice, or in a wrong place.
//
// Each is generated into a directory of its own, inside the stack's.
//
// `terragrunt.stack.hcl`:
// ```hcl
// unit "app" {
//   source = "../units/app"
//   path   = "../app"
// #          ^^^^^^^^ error[invalid-component]: the unit `app` would be generated outside of the stack; its path must lead into it
// }
//
// unit "db" {
//   source = "../units/db"
//   path   = ""
// #          ^^ error[invalid-component]: the unit `db` has an empty path
// }
// ```
import type { TextRange } from "../../../base/range.js";
import { literalString } from "../../../model/access.js";
import type { Attribute, Block, Expression } from "../../../syntax/ast.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { attributeOf, blocksOf } from "../units/names.js";

interface Component {
  readonly kind: "unit" | "stack";
  readonly name: string;
  readonly nameRange: TextRange;
  readonly block: Block;
  readonly path: Attribute | undefined;
  /** Undefined where it is not a plain string, or where the block is repeated. */
  readonly pathText: string | undefined;
}

export const invalidComponent: Rule = {
  id: "invalid-component",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    if (ctx.entry.type?.kind !== "terragrunt-stack") return;
    const components = [...componentsOf(ctx, "unit"), ...componentsOf(ctx, "stack")];
    if (components.length === 0 && blocksOf(ctx.file, "include").length === 0 && !isBroken(ctx)) reportNone(ctx);
    for (const component of components) checkOne(ctx, component);
    for (const kind of ["unit", "stack"] as const) {
      checkTwins(
        ctx,
        components.filter((each) => each.kind === kind),
      );
    }
    checkAcross(ctx, components);
  },
};

function isBroken({ file }: TerragruntRuleContext): boolean {
  return file.errors.length > 0;
}

function reportNone(ctx: TerragruntRuleContext): void {
  const [first] = ctx.file.body.items;
  const range = first?.kind === "Block" ? first.header : first ? first.name.range : { start: 0, end: 0 };
  ctx.report(range, "a stack needs at least one `unit` or `stack` block", {
    summary: "stack config must contain at least one unit or stack",
  });
}

function componentsOf({ file }: TerragruntRuleContext, kind: "unit" | "stack"): Component[] {
  return blocksOf(file, kind).flatMap((block): Component[] => {
    const [label] = block.labels;
    if (!label) return [];
    const path = attributeOf(block.body.items, "path");
    const repeated = block.body.items.some((item) => item.kind === "Block" && item.type.name === "expansion");
    const pathText = path && !repeated ? literalString(path.value)?.trim() : undefined;
    return [{ kind, name: label.value.trim(), nameRange: label.range, block, path, pathText }];
  });
}

function checkOne(ctx: TerragruntRuleContext, { kind, name, nameRange, block, path, pathText }: Component): void {
  if (name === "") {
    ctx.report(nameRange, `a ${kind} needs a name`, { summary: `${kind} has empty name` });
  }
  const source = attributeOf(block.body.items, "source");
  if (source && literalString(source.value)?.trim() === "") {
    ctx.report(source.value.range, `the ${kind} \`${name}\` has an empty source`, {
      summary: `${kind} '${name}' has empty source`,
    });
  }
  if (!path) return;
  if (pathText === "") {
    ctx.report(path.value.range, `the ${kind} \`${name}\` has an empty path`, {
      summary: `${kind} '${name}' has empty path`,
    });
  } else if (pathText?.startsWith("/") || startsAbsolutely(path.value)) {
    ctx.report(path.value.range, `the path of the ${kind} \`${name}\` must be relative to the stack`, {
      summary: `path of ${kind} '${name}' must be relative`,
    });
  } else if (pathText !== undefined && normalized(pathText).startsWith("..")) {
    ctx.report(
      path.value.range,
      `the ${kind} \`${name}\` would be generated outside of the stack; its path must lead into it`,
      { summary: `${name} destination path is outside of the stack directory` },
    );
  }
}

/** Functions that always give an absolute path. */
const absolute: ReadonlySet<string> = new Set([
  "get_repo_root",
  "get_terragrunt_dir",
  "get_original_terragrunt_dir",
  "get_parent_terragrunt_dir",
  "get_working_dir",
  "find_in_parent_folders",
  "abspath",
]);

function startsAbsolutely(value: Expression): boolean {
  if (value.kind === "FunctionCallExpr") return absolute.has(value.name);
  if (value.kind !== "TemplateExpr") return false;
  const [first] = value.parts;
  return first?.kind === "TemplateInterpolation" && startsAbsolutely(first.expression);
}

/** A relative path without `.` and with `..` only in front. */
function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

function checkTwins(ctx: TerragruntRuleContext, components: readonly Component[]): void {
  const names = new Map<string, TextRange>();
  const paths = new Map<string, TextRange>();
  for (const { kind, name, nameRange, path, pathText } of components) {
    const sameName = names.get(name);
    if (sameName && name !== "") {
      ctx.report(nameRange, `there is already a ${kind} called \`${name}\``, {
        summary: `duplicate ${kind} name found: '${name}'`,
        related: [{ uri: ctx.file.uri, range: sameName, message: "the first one" }],
      });
    }
    names.set(name, sameName ?? nameRange);
    if (!path || pathText === undefined || pathText === "") continue;
    const samePath = paths.get(pathText);
    if (samePath) {
      ctx.report(path.value.range, `another ${kind} is already generated into \`${pathText}\``, {
        summary: `duplicate ${kind} path found: '${pathText}'`,
        related: [{ uri: ctx.file.uri, range: samePath, message: "the first one" }],
      });
    }
    paths.set(pathText, samePath ?? path.value.range);
  }
}

/** A unit and a stack may have equal paths where only one of them is generated below `.terragrunt-stack`. */
function checkAcross(ctx: TerragruntRuleContext, components: readonly Component[]): void {
  const units = new Map<string, TextRange>();
  for (const { kind, block, path, pathText } of components) {
    if (!path || pathText === undefined || pathText === "") continue;
    const place = directoryOf(block, pathText);
    if (place === undefined) continue;
    if (kind === "unit") {
      units.set(place, path.value.range);
      continue;
    }
    const unit = units.get(place);
    if (!unit) continue;
    ctx.report(path.value.range, `a unit is already generated into \`${pathText}\``, {
      summary: `duplicate path found across unit and stack: '${place}'`,
      related: [{ uri: ctx.file.uri, range: unit, message: "the unit" }],
    });
  }
}

/** The directory that something is generated into, seen from the stack file. */
function directoryOf(block: Block, path: string): string | undefined {
  const beside = attributeOf(block.body.items, "no_dot_terragrunt_stack")?.value;
  if (!beside) return `.terragrunt-stack/${normalized(path)}`;
  if (beside.kind !== "LiteralValueExpr" || beside.value.type !== "bool") return undefined;
  return beside.value.value ? normalized(path) : `.terragrunt-stack/${normalized(path)}`;
}
