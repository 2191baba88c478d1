// One instance of a module as the judge sees it: its objects, local values and outputs, each computed when first asked for.

import type { Block, Body, Expression, TraversalStep } from "../../../server/src/syntax/ast.js";
import { addressText, type Key, type Step } from "./address.js";
import { attribute, blocksIn, calledDirectory, type Directory } from "./configuration.js";
import { bool, entries, evaluateMini, MiniError, type MiniScope, type MiniValue, number, plain } from "./miniValue.js";

/** What all instances of modules share: the configuration, the state, and what becomes of it. */
export interface World {
  readonly directories: ReadonlyMap<string, Directory>;
  /** The ids in the state, by moved address. */
  readonly moved: ReadonlyMap<string, string>;
  readonly shortCircuits: boolean;
  readonly objects: Map<string, string>;
  readonly ids: Map<string, string>;
  /** What exists as far as moves are concerned: see `Existing`. */
  readonly instances: Set<string>;
  readonly wholes: Set<string>;
  readonly modules: (readonly Step[])[];
  /** What each condition of a check came to. */
  readonly checks: Map<string, boolean>;
}

type Names = ReadonlyMap<string, MiniValue>;
const noNames: Names = new Map();
const metaArguments = new Set(["count", "for_each", "providers", "provider", "depends_on", "source", "version"]);
const metaBlocks = new Set(["lifecycle", "provisioner", "connection"]);

export class ModuleInstance {
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

  /** Computes everything; throws a `MiniError` where a plan would fail. */
  evaluateAll(): void {
    this.#world.modules.push(this.#path);
    for (const block of this.#directory.blocks) {
      const [a, b] = block.labels;
      if (block.type.name === "resource") this.#object(`${a?.value}.${b?.value}`, block);
      else if (block.type.name === "module") this.#object(`module.${a?.value}`, block);
      else if (block.type.name === "output") this.output(a?.value ?? "");
      else if (block.type.name === "variable") this.#variable(a?.value ?? "");
      else if (block.type.name === "locals") {
        for (const item of block.body.items) if (item.kind === "Attribute") this.#local(item.name.name);
      }
    }
    for (const block of this.#directory.blocks) {
      if (block.type.name === "resource") this.#triggers(block);
      if (block.type.name === "check") this.#check(block);
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
      this.#conditions(block.body, "precondition", noNames);
      return this.#evaluate(found.value, noNames);
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
        if (found) return this.#evaluate(found.value, noNames);
      }
      throw new MiniError(`no local ${name}`);
    });
  }

  #variable(name: string): MiniValue {
    return this.#once(`var.${name}`, () => {
      const block = this.#block("variable", name);
      if (!block) throw new MiniError(`no variable ${name}`);
      const given = this.#inputs.get(name)?.();
      const standard = attribute(block.body, "default");
      const isNullable = attribute(block.body, "nullable")?.value;
      const takesDefault =
        given === undefined ||
        (given === null && isNullable !== undefined && !bool(this.#evaluate(isNullable, noNames)));
      if (!takesDefault) return given;
      if (!standard) throw new MiniError(`no value for ${name}`);
      return this.#evaluate(standard.value, noNames);
    });
  }

  #evaluate(expression: Expression, extra: Names): MiniValue {
    const scope: MiniScope = {
      shortCircuits: this.#world.shortCircuits,
      lookup: (root, steps) => this.#lookup(root, steps, extra),
    };
    return evaluateMini(expression, scope);
  }

  #lookup(root: string, steps: readonly TraversalStep[], extra: Names): { value: MiniValue; used: number } {
    const given = extra.get(root);
    if (given !== undefined) return { value: given, used: 0 };
    const [first] = steps;
    const name = first?.kind === "AttrStep" ? first.name : "";
    if (root === "var") return { value: this.#variable(name), used: 1 };
    if (root === "local") return { value: this.#local(name), used: 1 };
    const block = root === "module" ? this.#block("module", name) : this.#block("resource", root, name);
    if (!block) throw new MiniError(`no ${root}.${name}`);
    return { value: this.#object(`${root}.${name}`, block), used: 1 };
  }

  #object(address: string, block: Block): MiniValue {
    return this.#once(address, () => {
      const count = attribute(block.body, "count");
      const forEach = attribute(block.body, "for_each");
      const lifecycle = blocksIn(block.body, "lifecycle")[0];
      const enabled = lifecycle && attribute(lifecycle.body, "enabled");
      const { instances, wholes } = this.#world;
      const at = (key: Key): string => addressText([...this.#path, { name: address, key }]);
      wholes.add(at(undefined));
      const make = (key: Key, extra: Names): MiniValue => {
        instances.add(at(key));
        return block.type.name === "module"
          ? this.#call(address, block, key, extra)
          : this.#resource(address, block, key, extra);
      };
      if (count) {
        const times = number(this.#evaluate(count.value, noNames));
        if (!Number.isInteger(times) || times < 0) throw new MiniError("Invalid count argument");
        return Array.from({ length: times }, (_, i) => make(i, new Map([["count", new Map([["index", i]])]])));
      }
      if (forEach) {
        const made = new Map<string, MiniValue>();
        const collection = this.#evaluate(forEach.value, noNames);
        if (Array.isArray(collection)) throw new MiniError("for_each needs a map or set");
        for (const [key, each] of entries(collection)) {
          const known = new Map<string, MiniValue>([
            ["key", key],
            ["value", each],
          ]);
          made.set(String(key), make(String(key), new Map([["each", known]])));
        }
        return made;
      }
      if (enabled && !bool(this.#evaluate(enabled.value, noNames))) {
        instances.add(at(undefined));
        return null;
      }
      return make(undefined, noNames);
    });
  }

  #resource(address: string, block: Block, key: Key, extra: Names): MiniValue {
    const full = addressText([...this.#path, { name: address, key }]);
    const lifecycle = blocksIn(block.body, "lifecycle")[0];
    if (lifecycle) this.#conditions(lifecycle.body, "precondition", extra);
    const id = this.#world.moved.get(full) ?? `id-of-${full.replaceAll(/\W/g, "_")}`;
    const made = new Map<string, MiniValue>([["id", id]]);
    if (block.labels[0]?.value === "terraform_data") {
      const read = (name: string): MiniValue => {
        const found = attribute(block.body, name);
        return found ? this.#evaluate(found.value, extra) : null;
      };
      const input = read("input");
      made.set("input", input).set("output", input).set("triggers_replace", read("triggers_replace"));
    } else {
      for (const [name, inner] of this.#contents(block.body, extra)) made.set(name, inner);
    }
    this.#world.ids.set(full, id);
    this.#world.objects.set(full, JSON.stringify(plain(made)));
    return made;
  }

  /** All that a body says, of a type nobody knows: its arguments, and lists of its nested blocks, `dynamic` expanded. */
  #contents(body: Body, extra: Names): ReadonlyMap<string, MiniValue> {
    const made = new Map<string, MiniValue>();
    const add = (type: string, inner: MiniValue): void => {
      const known = made.get(type);
      made.set(type, [...(Array.isArray(known) ? (known as readonly MiniValue[]) : []), inner]);
    };
    for (const item of body.items) {
      if (item.kind === "Attribute") {
        if (!metaArguments.has(item.name.name)) made.set(item.name.name, this.#evaluate(item.value, extra));
      } else if (item.type.name === "dynamic") {
        const type = item.labels[0]?.value ?? "";
        const forEach = attribute(item.body, "for_each");
        const iterator = attribute(item.body, "iterator")?.value;
        const content = blocksIn(item.body, "content")[0];
        if (!forEach || !content) throw new MiniError("a dynamic block without for_each or content");
        const name = iterator?.kind === "ScopeTraversalExpr" ? iterator.root.name : type;
        for (const [key, each] of entries(this.#evaluate(forEach.value, extra))) {
          const known = new Map<string, MiniValue>([
            ["key", key],
            ["value", each],
          ]);
          add(type, this.#contents(content.body, new Map([...extra, [name, known]])));
        }
      } else if (!metaBlocks.has(item.type.name)) {
        add(item.type.name, this.#contents(item.body, extra));
      }
    }
    return made;
  }

  #conditions(body: Body, type: string, extra: Names): void {
    for (const block of blocksIn(body, type)) {
      const condition = attribute(block.body, "condition");
      if (condition && !bool(this.#evaluate(condition.value, extra))) throw new MiniError(`a false ${type}`);
    }
  }

  /** What does not exist cannot have changed: a reference of `replace_triggered_by` to it fails. */
  #triggers(block: Block): void {
    const lifecycle = blocksIn(block.body, "lifecycle")[0];
    const triggers = lifecycle && attribute(lifecycle.body, "replace_triggered_by")?.value;
    if (triggers?.kind !== "TupleConsExpr") return;
    const own = this.#known.get(`${block.labels[0]?.value}.${block.labels[1]?.value}`) ?? null;
    const isThere = own !== null && !(Array.isArray(own) && own.length === 0) && !isEmptyMap(own);
    // Of a block without instances nothing is looked at.
    if (!isThere) return;
    for (const element of triggers.elements) {
      if (element.kind !== "ScopeTraversalExpr") throw new MiniError("Invalid replace_triggered_by expression");
      const [first, second] = element.steps;
      const name = first?.kind === "AttrStep" ? first.name : "";
      this.#lookup(element.root.name, element.steps, noNames);
      const whole = addressText([...this.#path, { name: `${element.root.name}.${name}`, key: undefined }]);
      const key = second?.kind === "IndexStep" ? second.key : undefined;
      const wanted =
        key === undefined ? whole : `${whole}[${key.type === "string" ? JSON.stringify(key.value) : key.text}]`;
      // What is destroyed changes, too.
      const known = [...this.#world.ids.keys(), ...this.#world.moved.keys()];
      const isKnown = known.some((one) => one === wanted || (key === undefined && one.startsWith(`${whole}[`)));
      if (!isKnown) throw new MiniError("no change found");
    }
  }

  #check(block: Block): void {
    const full = addressText([...this.#path, { name: `check.${block.labels[0]?.value}`, key: undefined }]);
    blocksIn(block.body, "assert").forEach((assertion, i) => {
      const condition = attribute(assertion.body, "condition");
      if (condition) this.#world.checks.set(`${full} ${i}`, bool(this.#evaluate(condition.value, noNames)));
    });
  }

  #call(address: string, block: Block, key: Key, extra: Names): MiniValue {
    const directory = calledDirectory(this.#world.directories, this.#directory, block);
    if (!directory) throw new MiniError(`no module for ${address}`);
    const inputs = new Map<string, () => MiniValue>();
    for (const item of block.body.items) {
      if (item.kind !== "Attribute" || metaArguments.has(item.name.name)) continue;
      inputs.set(item.name.name, () => this.#evaluate(item.value, extra));
    }
    const module = new ModuleInstance(this.#world, directory, [...this.#path, { name: address, key }], inputs);
    module.evaluateAll();
    const names = module.outputNames().sort();
    return new Map(names.map((name) => [name, module.output(name)]));
  }
}

function isEmptyMap(of: MiniValue): boolean {
  return of instanceof Map && of.size === 0;
}
