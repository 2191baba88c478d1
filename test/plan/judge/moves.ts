// What `moved` blocks, stated and implied, make of the addresses in a state.

import type { Block } from "../../../server/src/syntax/ast.js";
import { addressSteps, addressText, type Step } from "./address.js";
import { attribute, calledDirectory, type Directory } from "./configuration.js";
import { MiniError } from "./miniValue.js";

interface Statement {
  /** Names of the calls that lead to the module of the block; any of their instances. */
  readonly prefix: readonly string[];
  readonly from: readonly Step[];
  readonly to: readonly Step[];
  /** True where both ends name the object with all its instances. */
  readonly isWhole: boolean;
}

/** What a configuration declares: modules' and objects' names, each with its block, and the moves that it states. */
export interface Statements {
  readonly stated: readonly Statement[];
  readonly declared: ReadonlyMap<string, Block>;
}

/** Reads the `moved` blocks of a configuration. */
export function readStatements(directories: ReadonlyMap<string, Directory>, root: Directory): Statements {
  const stated: Statement[] = [];
  const declared = new Map<string, Block>();
  const collect = (directory: Directory, prefix: readonly string[]): void => {
    for (const block of directory.blocks) {
      const [a, b] = block.labels;
      if (block.type.name === "moved") stated.push(statement(block, prefix));
      if (block.type.name === "resource") declared.set([...prefix, `${a?.value}.${b?.value}`].join("/"), block);
      if (block.type.name === "module") {
        declared.set([...prefix, `module.${a?.value}`].join("/"), block);
        const inner = calledDirectory(directories, directory, block);
        if (inner) collect(inner, [...prefix, `module.${a?.value}`]);
      }
    }
  };
  collect(root, []);
  return { stated, declared };
}

/** What a plan found to exist, by address; what is disabled exists, as far as moves are concerned. */
export interface Existing {
  /** Instances of objects and modules, with their keys. */
  readonly instances: ReadonlySet<string>;
  /** Objects and modules without their own key. */
  readonly wholes: ReadonlySet<string>;
  /** The paths of the modules' instances. */
  readonly modules: readonly (readonly Step[])[];
}

/** Why a program rejects the statements, which it looks at once it knows what exists. */
export function moveMistake({ stated }: Statements, existing: Existing): string | undefined {
  for (const { prefix, from, to, isWhole } of stated) {
    if (addressText(from) === addressText(to)) return "Redundant move statement";
    for (const path of existing.modules) {
      if (path.length !== prefix.length || !prefix.every((name, i) => path[i]?.name === name)) continue;
      const full = addressText([...path, ...from]);
      if ((isWhole ? existing.wholes : existing.instances).has(full)) return "Moved object still exists";
    }
    const same = stated.filter(
      (other) => addressText(other.from) === addressText(from) && other.prefix.join() === prefix.join(),
    );
    if (same.length > 1) return "Ambiguous move statements";
  }
  return undefined;
}

/**
 * The ids of a state by the addresses that they have after all moves. `movesModules`: whether moves of modules between
 * no key and [0] go without saying. Throws a `MiniError` where the statements lead in a circle.
 */
export function applyMoves(
  { stated, declared }: Statements,
  state: ReadonlyMap<string, string>,
  movesModules: boolean,
): ReadonlyMap<string, string> {
  const implied: Statement[] = [];
  for (const address of state.keys()) {
    const steps = addressSteps(address);
    for (let length = 1; length <= steps.length; length++) {
      const part = steps.slice(0, length);
      const last = part[part.length - 1] as Step;
      const isModule = last.name.startsWith("module.");
      const block = declared.get(part.map((step) => step.name).join("/"));
      if (!block || (isModule && !movesModules)) continue;
      const isCounted = attribute(block.body, "count") !== undefined;
      const isSingle = !isCounted && attribute(block.body, "for_each") === undefined;
      const isToZero = isCounted && last.key === undefined;
      const isToNone = isSingle && last.key === 0;
      if (!isToZero && !isToNone) continue;
      const names = part.map((step) => step.name).join("/");
      const isNamed = stated.some(({ prefix, from, to }) =>
        [from, to].some((end) => {
          const full = [...prefix, ...end.map((step) => step.name)];
          if (!isModule) return full.join("/") === names;
          const modules = full.filter((name) => name.startsWith("module."));
          return modules.join("/") === names;
        }),
      );
      if (isNamed) continue;
      implied.push({
        prefix: [],
        from: part,
        to: [...part.slice(0, -1), { name: last.name, key: isToZero ? 0 : undefined }],
        isWhole: false,
      });
    }
  }
  const all = [...stated, ...implied];
  const result = new Map<string, string>();
  const taken = new Set(state.keys());
  for (const [address, id] of state) {
    let current = addressSteps(address);
    const seen = new Set([address]);
    for (let moving = true; moving; ) {
      moving = false;
      for (const one of all) {
        const next = moveBy(one, current);
        if (!next) continue;
        const to = addressText(next);
        if (seen.has(to)) throw new MiniError("Cyclic dependency in move statements");
        // An object of the state that is there already blocks the way.
        if (taken.has(to) && to !== address) continue;
        seen.add(to);
        current = next;
        moving = true;
        break;
      }
    }
    result.set(addressText(current), id);
  }
  return result;
}

function moveBy({ prefix, from, to, isWhole }: Statement, steps: readonly Step[]): readonly Step[] | undefined {
  if (!prefix.every((name, i) => steps[i]?.name === name)) return undefined;
  const rest = steps.slice(prefix.length);
  if (rest.length < from.length) return undefined;
  for (let i = 0; i < from.length; i++) {
    const mine = rest[i] as Step;
    const wanted = from[i] as Step;
    const isLast = i === from.length - 1;
    if (mine.name !== wanted.name) return undefined;
    if (mine.key !== wanted.key && !(isLast && isWhole)) return undefined;
  }
  const last = to[to.length - 1] as Step;
  const moved = isWhole ? { name: last.name, key: rest[from.length - 1]?.key } : last;
  return [...steps.slice(0, prefix.length), ...to.slice(0, -1), moved, ...rest.slice(from.length)];
}

function statement(block: Block, prefix: readonly string[]): Statement {
  const end = (name: string): readonly Step[] => {
    const expression = attribute(block.body, name)?.value;
    if (expression?.kind !== "ScopeTraversalExpr") throw new MiniError("a moved block without an address");
    const words: (string | { key: string | number })[] = [expression.root.name];
    for (const one of expression.steps) {
      if (one.kind === "AttrStep") words.push(one.name);
      else words.push({ key: one.key.type === "string" ? one.key.value : Number(one.key.text) });
    }
    const steps: Step[] = [];
    for (let i = 0; i < words.length; ) {
      const name = `${String(words[i])}.${String(words[i + 1])}`;
      const key = words[i + 2];
      i += 2;
      if (typeof key === "object") i++;
      steps.push({ name, key: typeof key === "object" ? key.key : undefined });
    }
    return steps;
  };
  const from = end("from");
  const to = end("to");
  const isWhole = from[from.length - 1]?.key === undefined && to[to.length - 1]?.key === undefined;
  return { prefix, from, to, isWhole };
}
