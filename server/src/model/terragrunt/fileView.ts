// One Terragrunt file as evaluated in one context: a unit by itself, an include for a unit, a file that is read.
//
// The same text means different things in different contexts, so there is no value of a file as such. Everything is
// computed when first asked for. Source: Terragrunt 1.1.3, `pkg/config/config.go`, `locals.go`, `include.go`.

import type { Attribute, Block, Body, Expression, SourceFile } from "../../syntax/ast.js";
import { evaluate } from "../evaluate/evaluate.js";
import type { Evaluation } from "../evaluate/frame.js";
import type { FunctionTable } from "../evaluate/scope.js";
import { argument } from "../extract.js";
import { directoryOf } from "../uri.js";
import { dynamicValue, objectValue, type Value } from "../values/value.js";
import type { PathFact, TerragruntBlockFact, TerragruntFacts } from "./facts.js";
import { FileScope, type Repetition } from "./fileScope.js";
import { functionsOf } from "./functionTable.js";
import { type PathPlace, pathOfFact } from "./pathFunctions.js";
import { pathOf, uriAt } from "./paths.js";
import type { Reading } from "./reading.js";

/**
 * What a file is to what is evaluated: the unit itself, an include of it, a file that `read_terragrunt_config` reads, or
 * a stack.
 */
export type ViewRole = "unit" | "include" | "read" | "stack";

export interface ViewContext {
  readonly role: ViewRole;
  /** What `get_terragrunt_dir()` gives, as a URI: the unit's directory, also for its includes. */
  readonly directory: string;
  /** The directory of the unit with which everything began. */
  readonly original: string;
  /** What `values` holds, where a stack gives it; else `terragrunt.values.hcl` beside the unit does. */
  readonly values?: Value | undefined;
  /** How many files were read by each other on the way here. */
  readonly depth: number;
}

/** How a path was resolved. */
export type ResolvedPath =
  /** It leads to this URI, whether or not anything is there. */
  | { readonly kind: "path"; readonly text: string; readonly uri: string }
  /** It cannot be told without running something, or leads out of the workspace. */
  | { readonly kind: "unknown" }
  /** Terragrunt would refuse it; `reason` says why, without a capital or full stop. */
  | { readonly kind: "failure"; readonly reason: string };

/** An `include` block with what it leads to. */
export interface ResolvedInclude {
  /** "" for a bare include. */
  readonly label: string;
  /** The top-level item of its block in the including file. */
  readonly item: number;
  readonly path: ResolvedPath;
  /** The included file, where it is known to the workspace. */
  readonly uri: string | undefined;
  /** Undefined where that is not a plain `true` or `false`. */
  readonly expose: boolean | undefined;
  readonly strategy: "no_merge" | "shallow" | "deep";
}

/** A block with the file that it stands in. */
export interface PlacedBlock {
  readonly view: FileView;
  readonly block: Block;
}

/** What a view needs of the model around it. */
export interface ViewHost {
  readonly reading: Reading;
  /** The view of a file that `read_terragrunt_config` reads; undefined where it is not known or nested too deeply. */
  readView(uri: string, from: FileView): FileView | undefined;
  /** The whole configuration of a view, as a value: what `read_terragrunt_config` returns. */
  configValue(view: FileView): Value;
  /** One part of it: `inputs`, `terraform`, …; undefined where the configuration has none. */
  configField(view: FileView, field: string): Value | undefined;
  /** Whether a stack may put a file there. */
  mayAppear(uri: string): boolean;
  /** The URI that a path of an argument leads to: relative ones start at the unit. */
  resolve(path: string, view: FileView): string;
  /** The value of `dependency.LABEL`; undefined where there is none. */
  dependency(view: FileView, label: string): Value | undefined;
  /** The labels of the dependencies that can be referred to. */
  dependencyLabels(view: FileView): readonly string[];
  /** In a stack, the directory that a unit or stack of it is generated into. */
  componentPath(view: FileView, kind: "unit" | "stack", name: string): Value | undefined;
  /** In a stack, the components of a kind, as what `read_terragrunt_config` gives of it. */
  components(view: FileView, kind: "unit" | "stack"): Value;
}

const valuesFile = "terragrunt.values.hcl";

export class FileView {
  readonly uri: string;
  readonly context: ViewContext;
  readonly host: ViewHost;
  readonly place: PathPlace;
  readonly #locals = new Map<string, Evaluation>();
  readonly #open = new Set<string>();
  readonly #includeViews = new Map<string, FileView | undefined>();
  #includes: readonly ResolvedInclude[] | undefined;
  #resolvingIncludes = false;
  #functions: FunctionTable | undefined;
  #values: Value | undefined;
  #localsValue: Value | undefined;

  /** For an included file, the view that includes it. */
  readonly includedBy: FileView | undefined;

  constructor(uri: string, context: ViewContext, host: ViewHost, includedBy?: FileView) {
    this.uri = uri;
    this.includedBy = includedBy;
    this.context = context;
    this.host = host;
    this.place = {
      file: uri,
      directory: context.directory,
      original: context.original,
      ...(context.role === "include" ? { included: uri } : {}),
      includes: () => this.includes,
    };
  }

  /** The directory that the file lies in: what relative paths of `file()` start from. */
  get directory(): string {
    return directoryOf(this.uri);
  }

  get facts(): TerragruntFacts {
    return this.host.reading.links(this.uri);
  }

  get file(): SourceFile | undefined {
    return this.host.reading.file(this.uri);
  }

  /** True where the whole file was understood, so that what is not in it does not exist. */
  get isWhole(): boolean {
    const facts = this.host.reading.facts(this.uri);
    return facts?.terragrunt !== undefined && !facts.hasErrors;
  }

  get functions(): FunctionTable {
    this.#functions ??= functionsOf(this);
    return this.#functions;
  }

  /** The scope of an expression of this file. */
  scope(repetition?: Repetition): FileScope {
    return new FileScope(this, repetition);
  }

  /** An expression's value here, and what is wrong with it. */
  evaluate(expression: Expression, repetition?: Repetition): Evaluation {
    return evaluate(expression, this.scope(repetition));
  }

  /** The top-level blocks of a type, with their syntax. */
  blocks(type: string): readonly Block[] {
    return (this.file?.body.items ?? []).filter(
      (item): item is Block => item.kind === "Block" && item.type.name === type,
    );
  }

  /** A top-level attribute; of several, the first. */
  attribute(name: string): Attribute | undefined {
    const file = this.file;
    return file && argument(file.body, name);
  }

  /** The attribute that defines a local value. */
  localAttribute(name: string): Attribute | undefined {
    const fact = this.facts.locals.find((local) => local.name === name);
    const block = fact && this.file?.body.items[fact.item];
    const found = block?.kind === "Block" ? block.body.items[fact?.attribute ?? -1] : undefined;
    return found?.kind === "Attribute" && found.name.name === name ? found : undefined;
  }

  /** A local value with what evaluating it found wrong; undefined where there is none. One that depends on itself is unknown. */
  local(name: string): Evaluation | undefined {
    const known = this.#locals.get(name);
    if (known) return known;
    const attribute = this.localAttribute(name);
    if (!attribute) return undefined;
    if (this.#open.has(name)) return { value: dynamicValue, diagnostics: [] };
    this.#open.add(name);
    const evaluation = this.evaluate(attribute.value);
    this.#open.delete(name);
    this.#locals.set(name, evaluation);
    return evaluation;
  }

  /** All local values as one object. */
  locals(): Value {
    if (this.#localsValue) return this.#localsValue;
    const names = new Set(this.facts.locals.map(({ name }) => name));
    const value = objectValue([...names].map((name) => [name, this.local(name)?.value ?? dynamicValue] as const));
    // While some local value is open, those that depend on it are not known yet.
    if (this.#open.size === 0) this.#localsValue = value;
    return value;
  }

  /** What `values` stands for; undefined where no stack and no file gives it. */
  values(): Value | undefined {
    if (this.context.values) return this.context.values;
    if (this.#values) return this.#values;
    const uri = `${this.context.directory}/${valuesFile}`;
    if (uri === this.uri || !this.host.reading.isFile(uri)) return undefined;
    const body = this.host.reading.file(uri)?.body;
    this.#values = body && attributesValue(body, (expression) => evaluate(expression, valuesScope).value);
    return this.#values;
  }

  /** The includes of this file, in the order of the text. An included file has none: Terragrunt knows one level only. */
  get includes(): readonly ResolvedInclude[] {
    if (this.#includes) return this.#includes;
    if (this.context.role === "include" || this.context.role === "stack" || this.#resolvingIncludes) return [];
    this.#resolvingIncludes = true;
    this.#includes = this.facts.blocks
      .filter(({ type }) => type === "include")
      .map((block) => this.#resolveInclude(block));
    this.#resolvingIncludes = false;
    return this.#includes;
  }

  #resolveInclude(block: TerragruntBlockFact): ResolvedInclude {
    const path = this.path(block, "path", this.directory);
    const uri =
      path.kind === "path" && path.uri !== this.uri && this.host.reading.isFile(path.uri) ? path.uri : undefined;
    const { expose, merge_strategy: strategy } = block.words;
    return {
      label: block.label ?? "",
      item: block.item,
      path,
      uri,
      expose: flag(block, "expose", expose),
      strategy: strategy === "deep" || strategy === "no_merge" ? strategy : "shallow",
    };
  }

  /** An included file, as it is evaluated for this one. */
  includeView(label: string): FileView | undefined {
    if (this.#includeViews.has(label)) return this.#includeViews.get(label);
    const include = this.includes.find((candidate) => candidate.label === label);
    const view =
      include?.uri === undefined
        ? undefined
        : new FileView(include.uri, { ...this.context, values: this.values(), role: "include" }, this.host, this);
    this.#includeViews.set(label, view);
    return view;
  }

  /** Where an argument of a block leads, from a directory. Paths of calls are read without the tree where possible. */
  path(block: TerragruntBlockFact, name: string, from: string, repetition?: Repetition): ResolvedPath {
    const written = block.paths[name];
    if (!written) return { kind: "unknown" };
    return this.#pathOf(written.path, from, () => this.#argument(block, name), repetition);
  }

  /** Where the elements of `dependencies.paths` lead. */
  pathList(block: TerragruntBlockFact): readonly ResolvedPath[] {
    return (block.list ?? []).map((written, index) =>
      this.#pathOf(written.path, this.context.directory, () => {
        const list = this.#argument(block, "paths");
        return list?.kind === "TupleConsExpr" ? list.elements[index] : undefined;
      }),
    );
  }

  /** Where an expression leads that is kept as a fact. */
  callPath(fact: PathFact, from: string): ResolvedPath {
    return this.#pathOf(fact, from, () => undefined);
  }

  #pathOf(
    fact: PathFact,
    from: string,
    expression: () => Expression | undefined,
    repetition?: Repetition,
  ): ResolvedPath {
    const answer = pathOfFact(fact, this.place, this.host.reading, (name) => this.#localPath(name));
    if (answer !== "tree") {
      if ("text" in answer) return resolved(answer.text, from);
      return "failure" in answer ? { kind: "failure", reason: answer.failure } : { kind: "unknown" };
    }
    const found = expression();
    if (!found) return { kind: "unknown" };
    const { value } = this.evaluate(found, repetition);
    return value.type.kind === "string" && value.hasContent ? resolved(value.text, from) : { kind: "unknown" };
  }

  #localPath(name: string): PathFact | undefined {
    return this.facts.locals.find((local) => local.name === name)?.path;
  }

  #argument(block: TerragruntBlockFact, name: string): Expression | undefined {
    const item = this.file?.body.items[block.item];
    return item?.kind === "Block" ? argument(item.body, name)?.value : undefined;
  }

  /** The view of a file that this one reads with `read_terragrunt_config`. */
  read(path: string): FileView | undefined {
    return this.host.readView(this.host.resolve(path, this), this);
  }

  /** What a path gives that names the values file which a stack generates beside the unit. */
  generatedValues(path: string): Value | undefined {
    const { values, directory } = this.context;
    return values && this.host.resolve(path, this) === `${directory}/${valuesFile}` ? values : undefined;
  }

  /** The text of a file of any kind; "missing" where there surely is none, undefined where it is not known. */
  textAt(uri: string): string | "missing" | undefined {
    const text = this.host.reading.text(uri);
    return text === "missing" && this.host.mayAppear(uri) ? undefined : text;
  }

  /** Every file in a directory, relative to it; undefined where they are not all known, or a stack may add some. */
  filesIn(directory: string, deep: boolean): readonly string[] | undefined {
    return this.host.mayAppear(directory) ? undefined : this.host.reading.list(directory, deep);
  }

  /** A file's path as `file()` and its like see it from here, as a URI. */
  fileUri(path: string): string {
    return uriAt(this.directory, path);
  }

  /** The directory that relative paths of arguments start from, as a path. */
  get directoryPath(): string {
    return pathOf(this.context.directory);
  }
}

/** Values files see no names at all. */
const valuesScope = { lookup: () => ({ value: dynamicValue, consumed: 0 }) };

/** A body's attributes as one object. */
export function attributesValue(body: Body, value: (expression: Expression) => Value): Value {
  const entries: [string, Value][] = [];
  for (const item of body.items) if (item.kind === "Attribute") entries.push([item.name.name, value(item.value)]);
  return objectValue(entries);
}

function resolved(text: string, from: string): ResolvedPath {
  return { kind: "path", text, uri: uriAt(from, text) };
}

/** A flag that is false where it is not written, and undefined where it is not a plain word. */
function flag(block: TerragruntBlockFact, name: string, word: string | undefined): boolean | undefined {
  if (word === "true") return true;
  if (word === "false") return false;
  return block.attributes.some((attribute) => attribute.name === name) ? undefined : false;
}
