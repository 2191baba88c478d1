// # module-cycle
//
// Reports a module that calls itself, or whose input is made of what comes out of it.
//
// ## An input made of its own output
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./network"
//   cidr   = cidrsubnet(module.network.cidr, 4, 1)
// #                     ^^^^^^^^^^^^^^^^^^^ error[module-cycle]: the output `cidr` is made of the input `cidr`, which is set from it here
// }
// ```
// `network/main.tf`:
// ```hcl
// variable "cidr" {
//   type = string
// }
//
// output "cidr" {
//   value = var.cidr
// }
// ```
import { effectiveArgument } from "../../../model/declarationSyntax.js";
import type { Module } from "../../../model/module.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import { inputNode, type Need, needsOf, needsOfNode, nodesBehind } from "../references/moduleFlow.js";
import { hasWayBack, leadsBack } from "../references/waysBack.js";
import type { ModuleRuleContext, Rule } from "../rule.js";

export const moduleCycle: Rule = {
  id: "module-cycle",
  group: "correctness",
  scope: "module",
  reads: "references",
  defaultLevel: "error",
  phase: "graph",
  check(ctx) {
    const { snapshot, module } = ctx;
    if (ctx.changed && !mayHaveCycle(ctx, ctx.changed)) return;
    const told = new Set<string>();
    const hasCycle = hasWayBack(inputNodes(module), (node) => nextNodes(ctx, node));
    for (const { fact } of module.declarationsOf("module")) {
      const callee = snapshot.callee(module, fact.source);
      if (callee && leadsTo(snapshot, callee, module)) {
        const source = effectiveArgument(snapshot, module, fact.key, "source");
        const how = callee === module ? "calls itself" : "is called by the module that it calls here";
        if (source) {
          ctx.report(source.file.uri, source.node.value.range, `this module ${how}, and so on without an end`, {
            summary: "Module cycle",
            phase: "never",
          });
        }
        continue;
      }
      if (!hasCycle) continue;
      for (const { name } of fact.inputs ?? []) checkInput(ctx, fact.key, name, told);
    }
  },
};

/** Whether there can be a cycle through something that is declared in the items which have changed. */
function mayHaveCycle(ctx: ModuleRuleContext, changed: ReadonlySet<string>): boolean {
  const { snapshot, module } = ctx;
  const nodes: string[] = [];
  for (const key of changed) {
    nodes.push(key);
    for (const { fact } of module.declarations.get(key) ?? []) {
      if (fact.kind !== "module") continue;
      const callee = snapshot.callee(module, fact.source);
      if (callee && leadsTo(snapshot, callee, module)) return true;
      for (const { name } of fact.inputs ?? []) nodes.push(inputNode(key, name));
    }
  }
  return leadsBack(nodes, (node) => nextNodes(ctx, node));
}

function* inputNodes(module: Module): Iterable<string> {
  for (const { fact } of module.declarationsOf("module")) {
    for (const { name } of fact.inputs ?? []) yield inputNode(fact.key, name);
  }
}

/** What a node is made of; of a module's output, the inputs of the call that it is made of. */
function* nextNodes({ snapshot, module }: ModuleRuleContext, node: string): Iterable<string> {
  for (const need of needsOfNode(module, node)) {
    if (module.declaration(need.key)?.fact.kind === "module") yield* nodesBehind(snapshot, module, need);
    else yield need.key;
  }
}

function leadsTo(snapshot: WorkspaceSnapshot, from: Module, wanted: Module): boolean {
  const queue = [from];
  for (const module of queue) {
    if (module === wanted) return true;
    for (const { fact } of module.declarationsOf("module")) {
      const callee = snapshot.callee(module, fact.source);
      if (callee && !queue.includes(callee)) queue.push(callee);
    }
  }
  return false;
}

interface Step {
  readonly node: string;
  /** The way here, from the input on. */
  readonly way: readonly Need[];
}

/** Goes back from an input to all that it is made of, until it comes to the input again. */
function checkInput(ctx: ModuleRuleContext, call: string, input: string, told: Set<string>): void {
  const { snapshot, module } = ctx;
  const start = inputNode(call, input);
  if (told.has(start)) return;
  const queue: Step[] = [{ node: start, way: [] }];
  const seen = new Set<string>();
  for (const { node, way } of queue) {
    for (const need of needsOf(module).get(node) ?? []) {
      const isCall = module.declaration(need.key)?.fact.kind === "module";
      for (const next of isCall ? nodesBehind(snapshot, module, need) : [need.key]) {
        const here = [...way, need];
        if (next === start) {
          for (const { node: passed } of queue) if (passed.includes(" ") && seen.has(passed)) told.add(passed);
          told.add(start);
          report(ctx, input, here);
          return;
        }
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push({ node: next, way: here });
      }
    }
  }
}

function report(ctx: ModuleRuleContext, input: string, way: readonly Need[]): void {
  const [first] = way;
  const last = way.at(-1);
  if (!first || !last) return;
  const through =
    way.length > 1
      ? `, through ${way
          .slice(0, -1)
          .map(({ key }) => `\`${key}\``)
          .join(" and ")}`
      : "";
  ctx.report(
    first.uri,
    first.fact.range,
    `the output \`${last.output}\` is made of the input \`${input}\`, which is set from it here${through}`,
    {
      summary: `Cycle: ${[...way]
        .reverse()
        .map(({ key, output }) => (output === undefined ? key : `${key}.output.${output}`))
        .join(", ")}`,
      related: way.slice(1).map(({ uri, fact, key }) => ({ uri, range: fact.range, message: `needs ${key}` })),
    },
  );
}
