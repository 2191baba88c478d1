// What the blocks of a new module read from outside: its inputs, and the provider configurations that it is passed.

import { slice } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { isLocalSource } from "../../../model/moduleCalls.js";
import { type ReferenceOrigin, visitAttributeReferences } from "../../../model/references.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, BodyItem, SourceFile } from "../../../syntax/ast.js";
import { pathAt } from "../../../syntax/visit.js";
import { quoted } from "../../rewriting/addressPath.js";
import { declaredBlock, declaredLocal } from "../../rewriting/declarationNodes.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { isAlwaysThere, isEvaluatedConditionally } from "../../rewriting/laziness.js";
import { staticTypeOf } from "../../rewriting/staticType.js";
import { generalLabels } from "../expressionWords.js";
import { literalType } from "../extractVariable.js";
import { joined, type Words, wordsOf } from "../words.js";

/** The blocks that go, where they stand, and what they declare. */
export interface Extracted {
  readonly snapshot: WorkspaceSnapshot;
  readonly module: Module;
  readonly file: SourceFile;
  readonly blocks: readonly Block[];
  /** The address keys of the blocks, in their order. */
  readonly keys: readonly string[];
}

/** An input of the new module: its name, what the call passes, and its type where that is known. */
export interface Input {
  readonly name: string;
  readonly value: string;
  readonly type: string | undefined;
}

export interface ExtractedInputs {
  readonly inputs: readonly Input[];
  /** Provider configurations with an alias, as both modules name them. */
  readonly aliases: readonly string[];
  /** The local names of all providers that the blocks use. */
  readonly providers: ReadonlySet<string>;
  readonly edits: readonly TextEdit[];
}

/**
 * The inputs of the blocks and the edits that read them; a sentence where something cannot be passed. `without` are
 * arguments that do not go along, because the call has them.
 */
export function extractedInputs(from: Extracted, without: ReadonlySet<Attribute>): ExtractedInputs | string {
  const { file, blocks, keys } = from;
  const found = new InputCollector(from, new Set(keys), without);
  for (const block of blocks) {
    const named = argument(block.body, "provider");
    if (block.labels.length > 1 && !named) found.providers.add(providerOf(block.labels[0]?.value ?? ""));
    const visit = (item: BodyItem, around: readonly Block[]): void => {
      if (item.kind === "Block") {
        for (const child of item.body.items) visit(child, [...around, item]);
        return;
      }
      if (without.has(item)) return;
      const isSource = around[0]?.type.name === "module" && around.length === 1 && item.name.name === "source";
      const source = isSource ? literalString(item.value) : undefined;
      if (source !== undefined && isLocalSource(source)) {
        const path = source.startsWith("./") ? source.slice(2) : source;
        found.edits.push({ range: item.value.range, newText: quoted(`../../${path}`) });
        return;
      }
      visitAttributeReferences(item, around, (origin) => found.read(origin));
    };
    visit(block, []);
  }
  const { inputs, aliases, providers, edits, problem } = found;
  return problem ?? { inputs, aliases: [...aliases].sort(), providers, edits: edits.filter(isInside(file)) };
}

function isInside(file: SourceFile): (edit: TextEdit) => boolean {
  return ({ range }) => range.end <= file.text.length;
}

/** The local name of the provider that a resource type belongs to. */
export function providerOf(type: string): string {
  const end = type.indexOf("_");
  return end < 0 ? type : type.slice(0, end);
}

/**
 * Takes the references of one file's declarations along, one after the other. `inputs` may be those that others of the
 * same new module have, and `nameOf` calls what is read of an object; without it the label counts.
 */
export class InputCollector {
  readonly aliases = new Set<string>();
  readonly providers = new Set<string>();
  readonly edits: TextEdit[] = [];
  problem: string | undefined;

  constructor(
    readonly from: Pick<Extracted, "snapshot" | "module" | "file">,
    readonly keys: ReadonlySet<string>,
    readonly without: ReadonlySet<Attribute>,
    readonly inputs: Input[] = [],
    readonly nameOf?: (type: string, label: string, attribute: string) => string,
  ) {}

  /** Takes one reference along. */
  read(origin: ReferenceOrigin): void {
    const { address, addressRange, place, range } = origin;
    const { file } = this.from;
    if (origin.base.root.name === "path") {
      const [accessor] = origin.accessors;
      // The folder of the new module is another one, so that of this module is passed.
      if (accessor?.kind !== "attr" || accessor.name !== "module") return;
      this.#replace(range, this.#input("path.module", "module_path", "string"));
      return;
    }
    if (!address || this.keys.has(origin.key)) return;
    if (place === "provider") {
      if (address.kind !== "provider") return;
      this.providers.add(address.name);
      if (address.alias !== undefined) this.aliases.add(slice(file.text, range));
      return;
    }
    if (place === "replace_triggered_by") {
      this.problem ??= `It is replaced with ${origin.key}, which stays behind; select that block as well.`;
      return;
    }
    switch (address.kind) {
      case "variable":
        this.#variable(origin, address.name);
        return;
      case "local":
        this.#replace(addressRange, this.#input(origin.key, address.name, this.#typeOfLocal(origin.key)));
        return;
      case "resource":
        if (address.mode === "ephemeral")
          this.problem ??= `It reads ${origin.key}, which is ephemeral and is not passed to a new module.`;
        else this.#object(origin, address.name);
        return;
      case "module":
        this.#object(origin, address.name);
        return;
      default:
        return;
    }
  }

  #variable(origin: ReferenceOrigin, variable: string): void {
    const { snapshot, module } = this.from;
    const declared = declaredBlock(snapshot, module.declaration(origin.key));
    const type = declared && argument(declared.block.body, "type");
    const text = type && declared ? slice(declared.file.text, type.value.range) : undefined;
    if (declared && argument(declared.block.body, "ephemeral")) {
      this.problem ??= `It reads ${origin.key}, which is ephemeral and is not passed to a new module.`;
      return;
    }
    const name = this.#input(origin.key, variable, text?.includes("\n") ? undefined : text);
    if (name !== variable) this.#replace(origin.addressRange, name);
  }

  /** The type of a local value that is a literal, which is then exactly what it is without one. */
  #typeOfLocal(key: string): string | undefined {
    const { snapshot, module } = this.from;
    const isOne = (module.declarations.get(key)?.length ?? 0) === 1;
    const local = isOne ? declaredLocal(snapshot, module, key.slice("local.".length)) : undefined;
    const type = local && literalType(local.attribute.value);
    return type === undefined || type.length > longestType ? undefined : type;
  }

  /** An object that stays: what is read of it, or all of it where blocks only wait for it. */
  #object(origin: ReferenceOrigin, label: string): void {
    const { file } = this.from;
    const type = origin.address?.kind === "resource" ? origin.address.type : "";
    const wantedFor = (attribute: string): string => {
      const plain = attribute === "" ? label : joined(objectName(type, label), wordsOf(attribute)).join("_");
      return toIdentifier(type === "" ? plain : (this.nameOf?.(type, label, attribute) ?? plain), "value");
    };
    if (origin.place === "depends_on") {
      // An input that is an object makes its readers wait for the object.
      const value = slice(file.text, origin.addressRange);
      this.#replace(origin.range, this.#input(value, wantedFor(""), undefined));
      return;
    }
    if (!this.#canBeReadByTheCall(origin)) {
      const value = slice(file.text, origin.addressRange);
      this.#replace(origin.addressRange, this.#input(value, wantedFor(""), undefined));
      return;
    }
    // The literal steps up to the first that is none: `aws_vpc.main[0].id` is one input.
    let { end } = origin.addressRange;
    let last = "";
    for (const accessor of origin.accessors) {
      if (accessor.kind !== "attr" && accessor.kind !== "index") break;
      end = accessor.range.end;
      if (accessor.kind === "attr") {
        last = accessor.name;
        break;
      }
    }
    const range = { start: origin.addressRange.start, end };
    this.#replace(range, this.#input(slice(file.text, range), wantedFor(last), undefined));
  }

  /**
   * The call reads its inputs whatever happens within. What is read under a condition, or where a failure is caught,
   * is passed as the whole object, unless reading it cannot fail.
   */
  #canBeReadByTheCall({ key, accessors, expression }: ReferenceOrigin): boolean {
    const { snapshot, module, file } = this.from;
    if (accessors[0]?.kind === "attr" && isAlwaysThere(snapshot, module, key)) return true;
    const path = pathAt(file, expression.range.start);
    const isShared = path.some(
      (node) => node.kind === "Block" && node.body.items.some((item) => this.#goesOntoTheCall(item)),
    );
    const inner = isShared ? path.slice(path.findIndex((node) => node.kind === "Block") + 1) : path;
    return !isEvaluatedConditionally(inner, expression);
  }

  #goesOntoTheCall(item: BodyItem): boolean {
    if (item.kind === "Attribute") return this.without.has(item);
    return item.type.name === "lifecycle" && item.body.items.some((inner) => this.#goesOntoTheCall(inner));
  }

  #replace(range: TextEdit["range"], name: string): void {
    this.edits.push({ range, newText: `var.${name}` });
  }

  #input(value: string, wanted: string, type: string | undefined): string {
    const known = this.inputs.find((input) => input.value === value);
    if (known) return known.name;
    let name = wanted;
    for (let n = 2; this.inputs.some((input) => input.name === name) || reservedInputs.has(name); n++)
      name = `${wanted}_${n}`;
    this.inputs.push({ name, value, type });
    return name;
  }
}

/** Attributes that are texts in every provider. */
const texts: ReadonlySet<string> = new Set(["id", "arn", "name"]);

const plainTypes: ReadonlySet<string> = new Set(["string", "number", "bool"]);

/** The inputs with a type each, as far as what is passed tells: what is not known to be anything else is of any type. */
export function typedInputs(
  { snapshot, module }: Pick<Extracted, "snapshot" | "module">,
  inputs: readonly Input[],
): readonly Input[] {
  return inputs.map((input) => {
    const { type, value } = input;
    // `type = "string"` is how old configuration wrote it.
    if (type !== undefined && !type.startsWith('"')) return input;
    const [root = "", ...names] = value.split(".");
    const local = root === "local" && names.length === 1 ? declaredLocal(snapshot, module, names[0] ?? "") : undefined;
    const kind = local && staticTypeOf(snapshot, module, local.attribute.value).kind;
    const isText = root !== "local" && root !== "var" && texts.has(names.at(-1) ?? "");
    const known = kind !== undefined && plainTypes.has(kind) ? kind : isText ? "string" : "any";
    return { ...input, type: known };
  });
}

/** A longer type says no more than the value that the call passes. */
const longestType = 80;

/** What an object is called outside of its module: its label, with the last word of its type where the label lacks it. */
function objectName(type: string, label: string): Words {
  const own = generalLabels.has(label) && type !== "" ? [] : wordsOf(label);
  const words = wordsOf(type).slice(1);
  const kind = words.at(-1) === "group" ? words.slice(-2) : words.slice(-1);
  return own.includes(kind.at(-1) ?? "") ? own : [...own, ...kind];
}

/** Names that a module call takes for itself. */
const reservedInputs = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "lifecycle",
  "depends_on",
  "locals",
]);
