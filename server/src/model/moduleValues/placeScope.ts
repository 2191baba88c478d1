// What an expression at one place of a module can see.

import type { Attribute, Block, ScopeTraversalExpr, SourceFile } from "../../syntax/ast.js";
import { addressKey, resourceMode } from "../address.js";
import type { FunctionTable, Lookup, ParsedTemplate, Scope } from "../evaluate/scope.js";
import { argument, repetition } from "../extract.js";
import type { FileAccess } from "../functions/implementation.js";
import type { ModuleValues } from "../moduleValues.js";
import { blockScope } from "../references.js";
import { moduleMark, place, rootMark } from "../values/placedText.js";
import { boolType, isSequence, numberType, stringType } from "../values/type.js";
import { dynamicValue, objectValue, stringValue, Value } from "../values/value.js";
import { elementOfEach } from "./eachElement.js";

const someString = Value.unknown(stringType, true);
const someNumber = Value.unknown(numberType, true);
const applying = Value.unknown(boolType, true).withMarks(new Set(["ephemeral"]));

/** Roots of OpenTofu's own, for suggestions. */
const roots = ["count", "data", "each", "ephemeral", "local", "module", "path", "self", "terraform", "tofu", "var"];

export class PlaceScope implements Scope {
  readonly roots = roots;
  readonly functions: FunctionTable;
  readonly #values: ModuleValues;
  readonly #file: SourceFile;
  readonly #blocks: readonly Block[];
  readonly #bound: readonly string[];

  constructor(values: ModuleValues, file: SourceFile, blocks: readonly Block[], attribute: Attribute | undefined) {
    this.functions = values.functions;
    this.#values = values;
    this.#file = file;
    this.#blocks = blocks;
    this.#bound = blockScope(blocks, attribute).bound;
  }

  get files(): FileAccess {
    return this.#values.files;
  }

  parseTemplate(source: string): ParsedTemplate {
    return this.#values.snapshot.template(source);
  }

  parseFile(text: string): SourceFile {
    return this.#values.snapshot.parsed(text);
  }

  /** Never undefined: a name that does not exist is reported where references are resolved, and is unknown here. */
  lookup(traversal: ScopeTraversalExpr): Lookup {
    const { name } = traversal.root;
    if (this.#bound.includes(name)) return { value: this.#iterator(name), consumed: 0 };
    const first = attributeAt(traversal, 0);
    if (first === undefined) return unknown(traversal);
    switch (name) {
      case "var":
        return { value: this.#values.variable(first), consumed: 1 };
      case "local":
        return { value: this.#values.local(first), consumed: 1 };
      case "module":
        return { value: this.#values.moduleCall(first), consumed: 1 };
      case "path":
        return { value: this.#directory(first), consumed: 1 };
      case "terraform":
      case "tofu":
        return first === "applying" ? { value: applying, consumed: 1 } : { value: someString, consumed: 1 };
      case "count":
        return { value: someNumber, consumed: 1 };
      case "each":
        return { value: first === "key" ? someString : this.#eachValue(), consumed: 1 };
      case "data":
      case "ephemeral":
      case "resource": {
        const second = attributeAt(traversal, 1);
        const mode = resourceMode(name);
        return second === undefined || !mode ? unknown(traversal) : this.#resource(traversal, mode, first, second, 2);
      }
      case "output":
        return this.#isInTest() && this.#values.mode === "given"
          ? { value: this.#values.output(first), consumed: 1 }
          : unknown(traversal);
      case "self":
      case "run":
      case "check":
        return unknown(traversal);
      default:
        return this.#resource(traversal, "managed", name, first, 1);
    }
  }

  #resource(
    traversal: ScopeTraversalExpr,
    mode: "managed" | "data" | "ephemeral",
    type: string,
    name: string,
    consumed: number,
  ): Lookup {
    const key = addressKey({ kind: "resource", mode, type, name });
    const value = this.#values.resource(mode, type, key);
    // An attribute of all instances at once is reported where references are resolved.
    if (isSequence(value.type) && attributeAt(traversal, consumed) !== undefined) return unknown(traversal);
    return { value, consumed };
  }

  /** What `path` has of a name. How it is spelled depends on where OpenTofu is started. */
  #directory(name: string): Value {
    if (name === "root") return place(Value.unknown(stringType, true), rootMark);
    if (name !== "module") return someString;
    return place(this.#values.mode === "given" ? stringValue(".") : Value.unknown(stringType, true), moduleMark);
  }

  #isInTest(): boolean {
    return this.#blocks[0]?.type.name === "run";
  }

  /** The value of each element while it is not known which one it is. */
  #eachValue(): Value {
    if (this.#values.mode === "declared") return dynamicValue;
    const block = this.#blocks.find((candidate) => repetition(candidate.body) === "for_each");
    const forEach = block && argument(block.body, "for_each");
    if (!block || !forEach) return dynamicValue;
    return elementOfEach(forEach.value, this.#values.scopeAt(this.#file, [block], forEach)).value;
  }

  /** The object that a `dynamic` block binds: `key` and `value`. */
  #iterator(name: string): Value {
    let element = { key: dynamicValue, value: dynamicValue };
    if (this.#values.mode === "given") {
      const at = this.#blocks.findLastIndex((block, i) => {
        const content = this.#blocks[i + 1];
        return block.type.name === "dynamic" && content?.type.name === "content" && iteratorName(block) === name;
      });
      const block = this.#blocks[at];
      const forEach = block && argument(block.body, "for_each");
      if (block && forEach) {
        element = elementOfEach(
          forEach.value,
          this.#values.scopeAt(this.#file, this.#blocks.slice(0, at + 1), forEach),
        );
      }
    }
    return objectValue([
      ["key", element.key],
      ["value", element.value],
    ]);
  }
}

function iteratorName(block: Block): string {
  const given = argument(block.body, "iterator")?.value;
  return given?.kind === "ScopeTraversalExpr" ? given.root.name : (block.labels[0]?.value ?? "");
}

function attributeAt(traversal: ScopeTraversalExpr, index: number): string | undefined {
  const step = traversal.steps[index];
  return step?.kind === "AttrStep" ? step.name : undefined;
}

function unknown(traversal: ScopeTraversalExpr): Lookup {
  return { value: dynamicValue, consumed: traversal.steps.length };
}
