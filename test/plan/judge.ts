// The judge: from the text of a configuration alone, which objects exist, with which values, and which outputs.
//
// It knows `terraform_data`, modules with local sources, `count`, `for_each`, `enabled`, and `moved` blocks, stated and
// implied. It is checked against a real program (judge.plan.ts) and shares no code with the rewriter or the planner.

import { posix } from "node:path";
import type { Attribute, Block, Body, Expression, SourceFile, TraversalStep } from "../../server/src/syntax/ast.js";
import type { HclParser } from "../../server/src/syntax/parser.js";
import { bool, entries, evaluateMini, MiniError, type MiniScope, type MiniValue, number, plain } from "./miniValue.js";
import type { Files, Values } from "./planOracle.js";

/** The ids of the objects in a state, by address. */
export type JudgedState = ReadonlyMap<string, string>;

export interface Judged {
  /** The first error; undefined where a plan would work. */
  readonly error: string | undefined;
  /** The objects' values as JSON, by address, each with its id. */
  readonly objects: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  /** The state after applying it. */
  readonly state: JudgedState;
  /** Addresses that are created and destroyed, after moves. */
  readonly created: readonly string[];
  readonly destroyed: readonly string[];
}

/** Which program's rules hold. */
export interface JudgeRules {
  readonly shortCircuits: boolean;
  /** OpenTofu ≥ 1.11 implies moves of modules too. */
  readonly movesModules: boolean;
}

interface Directory {
  readonly path: string;
  readonly blocks: readonly Block[];
}

type Key = string | number | undefined;
interface Step {
  readonly name: string;
  readonly key: Key;
}

/** Judges a configuration against a state. */
export function judge(parser: HclParser, files: Files, values: Values, state: JudgedState, rules: JudgeRules): Judged {
  const directories = new Map<string, Directory>();
  const nothing = { objects: new Map(), outputs: new Map(), state, created: [], destroyed: [] };
  const add = (file: SourceFile, path: string): void => {
    const known = directories.get(path);
    const blocks = file.body.items.filter((item): item is Block => item.kind === "Block");
    directories.set(path, { path, blocks: [...(known?.blocks ?? []), ...blocks] });
  };
  for (const [path, text] of files) {
    if (!path.endsWith(".tf") && !path.endsWith(".tofu")) continue;
    const file = parser.parse(path, 0, text);
    if (file.errors[0]) return { error: `${path}: ${file.errors[0].message}`, ...nothing };
    add(file, posix.dirname(path));
  }
  try {
    const root = directories.get(".") ?? { path: ".", blocks: [] };
    const moved = applyMoves(directories, root, state, rules);
    const inputs = new Map(Object.entries(values).map(([name, given]) => [name, () => given as MiniValue]));
    const world: World = { directories, moved, rules, objects: new Map(), ids: new Map() };
    const module = new ModuleInstance(world, root, [], inputs);
    module.evaluateAll();
    const outputs = new Map(
      module.outputNames().map((name) => [name, JSON.stringify(plain(module.output(name)))] as const),
    );
    const next = world.ids;
    return {
      error: undefined,
      objects: world.objects,
      outputs,
      state: next,
      created: [...next.keys()].filter((address) => !moved.has(address)),
      destroyed: [...moved.keys()].filter((address) => !next.has(address)),
    };
  } catch (error) {
    if (!(error instanceof MiniError)) throw error;
    return { error: error.message, ...nothing };
  }
}

interface World {
  readonly directories: ReadonlyMap<string, Directory>;
  /** The state with moved addresses. */
  readonly moved: JudgedState;
  readonly rules: JudgeRules;
  readonly objects: Map<string, string>;
  readonly ids: Map<string, string>;
}

function attribute(body: Body, name: string): Attribute | undefined {
  return body.items.find((item): item is Attribute => item.kind === "Attribute" && item.name.name === name);
}

function nested(body: Body, type: string): Block | undefined {
  return body.items.find((item): item is Block => item.kind === "Block" && item.type.name === type);
}

function enabledOf(block: Block): Expression | undefined {
  const lifecycle = nested(block.body, "lifecycle");
  return lifecycle && attribute(lifecycle.body, "enabled")?.value;
}

class ModuleInstance {
  readonly #world: World;
  readonly #directory: Directory;
  readonly #path: readonly Step[];
  readonly #inputs: ReadonlyMap<string, () => MiniValue>;
  readonly #known = new Map<string, MiniValue>();
  readonly #running = new Set<string>();

  constructor(world: World, directory: Directory, path: readonly Step[], inputs: ReadonlyMap<string, () => MiniValue>) {
    this.#world = world;
    this.#directory = directory;
    this.#path = path;
    this.#inputs = inputs;
  }

  evaluateAll(): void {
    for (const block of this.#directory.blocks) {
      const [a, b] = block.labels;
      if (block.type.name === "resource") this.#object(`${a?.value}.${b?.value}`, block);
      else if (block.type.name === "module") this.#object(`module.${a?.value}`, block);
      else if (block.type.name === "output") this.output(a?.value ?? "");
      else if (block.type.name === "locals") {
        for (const item of block.body.items) if (item.kind === "Attribute") this.#local(item.name.name);
      }
    }
  }

  outputNames(): string[] {
    return this.#directory.blocks.filter((b) => b.type.name === "output").map((b) => b.labels[0]?.value ?? "");
  }

  output(name: string): MiniValue {
    return this.#once(`output.${name}`, () => {
      const block = this.#block("output", name);
      const found = block && attribute(block.body, "value");
      if (!found) throw new MiniError(`no output ${name}`);
      return this.#evaluate(found.value, new Map());
    });
  }

  #block(type: string, ...labels: readonly string[]): Block | undefined {
    return this.#directory.blocks.find(
      (block) => block.type.name === type && labels.every((label, i) => block.labels[i]?.value === label),
    );
  }

  #once(key: string, compute: () => MiniValue): MiniValue {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#running.has(key)) throw new MiniError(`cycle at ${key}`);
    this.#running.add(key);
    try {
      const found = compute();
      this.#known.set(key, found);
      return found;
    } finally {
      this.#running.delete(key);
    }
  }

  #local(name: string): MiniValue {
    return this.#once(`local.${name}`, () => {
      for (const block of this.#directory.blocks) {
        const found = block.type.name === "locals" ? attribute(block.body, name) : undefined;
        if (found) return this.#evaluate(found.value, new Map());
      }
      throw new MiniError(`no local ${name}`);
    });
  }

  #variable(name: string): MiniValue {
    return this.#once(`var.${name}`, () => {
      const block = this.#block("variable", name);
      if (!block) throw new MiniError(`no variable ${name}`);
      const given = this.#inputs.get(name);
      if (given) return given();
      const standard = attribute(block.body, "default");
      if (!standard) throw new MiniError(`no value for ${name}`);
      return this.#evaluate(standard.value, new Map());
    });
  }

  #evaluate(expression: Expression, extra: ReadonlyMap<string, MiniValue>): MiniValue {
    const scope: MiniScope = {
      shortCircuits: this.#world.rules.shortCircuits,
      lookup: (root, steps) => this.#lookup(root, steps, extra),
    };
    return evaluateMini(expression, scope);
  }

  #lookup(
    root: string,
    steps: readonly TraversalStep[],
    extra: ReadonlyMap<string, MiniValue>,
  ): { value: MiniValue; used: number } {
    const given = extra.get(root);
    if (given !== undefined) return { value: given, used: 0 };
    const [first, second] = steps;
    const name = first?.kind === "AttrStep" ? first.name : "";
    if (root === "var") return { value: this.#variable(name), used: 1 };
    if (root === "local") return { value: this.#local(name), used: 1 };
    const block = root === "module" ? this.#block("module", name) : this.#block("resource", root, name);
    if (!block) throw new MiniError(`no ${root}.${name}`);
    const isCounted = attribute(block.body, "count") !== undefined;
    const isKeyed = attribute(block.body, "for_each") !== undefined;
    if (root !== "module") {
      // References to resources are checked before anything is evaluated, so `try` does not see these.
      if (!isCounted && !isKeyed && second?.kind === "IndexStep") throw new Error("unexpected instance key");
      if ((isCounted || isKeyed) && second?.kind === "AttrStep") throw new Error("missing instance key");
    }
    return { value: this.#object(`${root}.${name}`, block), used: 1 };
  }

  #object(address: string, block: Block): MiniValue {
    return this.#once(address, () => {
      const count = attribute(block.body, "count");
      const forEach = attribute(block.body, "for_each");
      const enabled = enabledOf(block);
      const make = (key: Key, extra: ReadonlyMap<string, MiniValue>): MiniValue =>
        block.type.name === "module"
          ? this.#call(address, block, key, extra)
          : this.#resource(address, block, key, extra);
      if (count) {
        const times = number(this.#evaluate(count.value, new Map()));
        return Array.from({ length: times }, (_, i) => make(i, new Map([["count", new Map([["index", i]])]])));
      }
      if (forEach) {
        const made = new Map<string, MiniValue>();
        for (const [key, each] of entries(this.#evaluate(forEach.value, new Map()))) {
          if (typeof key !== "string") throw new MiniError("for_each needs a map or set");
          made.set(
            key,
            make(
              key,
              new Map([
                [
                  "each",
                  new Map<string, MiniValue>([
                    ["key", key],
                    ["value", each],
                  ]),
                ],
              ]),
            ),
          );
        }
        return made;
      }
      if (enabled && !bool(this.#evaluate(enabled, new Map()))) return null;
      return make(undefined, new Map());
    });
  }

  #resource(address: string, block: Block, key: Key, extra: ReadonlyMap<string, MiniValue>): MiniValue {
    const full = text([...this.#path, { name: address, key }]);
    const read = (name: string): MiniValue => {
      const found = attribute(block.body, name);
      return found ? this.#evaluate(found.value, extra) : null;
    };
    const input = read("input");
    const triggers = read("triggers_replace");
    const id = this.#world.moved.get(full) ?? `id-of-${full.replaceAll(/\W/g, "_")}`;
    const made = new Map<string, MiniValue>([
      ["id", id],
      ["input", input],
      ["output", input],
      ["triggers_replace", triggers],
    ]);
    this.#world.ids.set(full, id);
    this.#world.objects.set(full, JSON.stringify(plain(made)));
    return made;
  }

  #call(address: string, block: Block, key: Key, extra: ReadonlyMap<string, MiniValue>): MiniValue {
    const source = attribute(block.body, "source");
    const at = source ? this.#evaluate(source.value, new Map()) : null;
    const directory = this.#world.directories.get(posix.join(this.#directory.path, String(at)));
    if (!directory) throw new MiniError(`no module ${String(at)}`);
    const meta = new Set(["source", "count", "for_each", "providers", "depends_on"]);
    const inputs = new Map<string, () => MiniValue>();
    for (const item of block.body.items) {
      if (item.kind !== "Attribute" || meta.has(item.name.name)) continue;
      inputs.set(item.name.name, () => this.#evaluate(item.value, extra));
    }
    const module = new ModuleInstance(this.#world, directory, [...this.#path, { name: address, key }], inputs);
    module.evaluateAll();
    return new Map(
      module
        .outputNames()
        .sort()
        .map((name) => [name, module.output(name)]),
    );
  }
}

function text(steps: readonly Step[]): string {
  return steps.map(({ name, key }) => name + (key === undefined ? "" : `[${JSON.stringify(key)}]`)).join(".");
}

// --- Moves ---

interface Statement {
  /** Names of the calls that lead to the module of the block; any of their instances. */
  readonly prefix: readonly string[];
  readonly from: readonly Step[];
  readonly to: readonly Step[];
  /** True where both ends name the object with all its instances. */
  readonly isWhole: boolean;
}

function applyMoves(
  directories: ReadonlyMap<string, Directory>,
  root: Directory,
  state: JudgedState,
  rules: JudgeRules,
): JudgedState {
  const stated: Statement[] = [];
  const declared = new Map<string, Block>();
  const collect = (directory: Directory, prefix: readonly string[]): void => {
    for (const block of directory.blocks) {
      const [a, b] = block.labels;
      if (block.type.name === "moved") stated.push(statement(block, prefix));
      if (block.type.name === "resource") declared.set([...prefix, `${a?.value}.${b?.value}`].join("/"), block);
      if (block.type.name === "module") {
        declared.set([...prefix, `module.${a?.value}`].join("/"), block);
        const source = attribute(block.body, "source")?.value;
        const at =
          source?.kind === "TemplateExpr" && source.parts[0]?.kind === "TemplateLiteral" ? source.parts[0].value : "";
        const inner = directories.get(posix.join(directory.path, at));
        if (inner) collect(inner, [...prefix, `module.${a?.value}`]);
      }
    }
  };
  collect(root, []);
  for (const { prefix, from, to, isWhole } of stated) {
    if (text(from) === text(to)) throw new MiniError("Redundant move statement");
    const block = declared.get([...prefix, ...from.map((step) => step.name)].join("/"));
    if (block && stillExists(block, from[from.length - 1]?.key, isWhole))
      throw new MiniError("Moved object still exists");
    const same = stated.filter((other) => text(other.from) === text(from) && other.prefix.join() === prefix.join());
    if (same.length > 1) throw new MiniError("Ambiguous move statements");
  }
  const implied: Statement[] = [];
  for (const address of state.keys()) {
    const steps = parse(address);
    for (let length = 1; length <= steps.length; length++) {
      const part = steps.slice(0, length);
      const last = part[part.length - 1] as Step;
      const isModule = last.name.startsWith("module.");
      const block = declared.get(part.map((step) => step.name).join("/"));
      if (!block || (isModule && !rules.movesModules)) continue;
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
    let current = parse(address);
    const seen = new Set([address]);
    for (let moving = true; moving; ) {
      moving = false;
      for (const one of all) {
        const next = moveBy(one, current);
        if (!next) continue;
        const to = text(next);
        if (seen.has(to)) throw new MiniError("Cyclic dependency in move statements");
        // An object of the state that is there already blocks the way.
        if (taken.has(to) && to !== address) continue;
        seen.add(to);
        current = next;
        moving = true;
        break;
      }
    }
    result.set(text(current), id);
  }
  return result;
}

function stillExists(block: Block, key: Key, isWhole: boolean): boolean {
  if (isWhole) return true;
  if (attribute(block.body, "count")) return typeof key === "number";
  if (attribute(block.body, "for_each")) return false;
  return key === undefined;
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
      else words.push({ key: one.key.type === "number" ? Number(one.key.text) : one.key.value });
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

/** The steps of an address that `text` made. */
function parse(address: string): readonly Step[] {
  const steps: Step[] = [];
  let rest = address;
  while (rest !== "") {
    const found = /^([\w-]+\.[\w-]+)(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?\.?/.exec(rest);
    if (!found) throw new Error(`not an address: ${address}`);
    steps.push({
      name: found[1] ?? "",
      key: found[2] === undefined ? undefined : (JSON.parse(found[2]) as string | number),
    });
    rest = rest.slice(found[0].length);
  }
  return steps;
}
