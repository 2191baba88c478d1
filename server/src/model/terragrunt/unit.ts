// A unit in its context: its includes and dependencies, its module, and its merged configuration.
//
// Everything is computed when it is first asked for, and kept until a file changes that it has read.

import { directoryOf } from "../uri.js";
import { dynamicType } from "../values/type.js";
import { dynamicValue, mapValue, objectValue, stringValue, Value } from "../values/value.js";
import { componentDirectory } from "./component.js";
import {
  bodyConfiguration,
  type Configuration,
  entryTerm,
  mergeConfigurations,
  ownBlocks,
  ownConfiguration,
} from "./configuration.js";
import { declaredOutputs, repeatedOutputs } from "./dependencyOutputs.js";
import { DependencyResolver } from "./dependencyResolver.js";
import type { Repetition } from "./fileScope.js";
import { FileView, type ResolvedInclude, type ViewHost } from "./fileView.js";
import { pathOf, uriAt } from "./paths.js";
import type { Reading } from "./reading.js";
import { type Json, objectTerm, plainTerm, type Term, type TermEntry, unknownTerm, valueOfTerm } from "./term.js";
import { type TermHost, termOf } from "./termOf.js";
import type { OutputsMode, UnitDependency, UnitOptions, UnitOrigin, UnitSurroundings } from "./unitParts.js";
import { type UnitSource, unitSource } from "./unitSource.js";

const deepestReading = 20;

export class Unit implements ViewHost, TermHost {
  readonly origin: UnitOrigin;
  readonly reading: Reading;
  readonly view: FileView;
  #surroundings: UnitSurroundings;
  readonly #readViews = new Map<string, FileView>();
  readonly #configs = new WeakMap<FileView, Configuration>();
  readonly #configValues = new WeakMap<FileView, Value>();
  readonly #localTerms = new WeakMap<FileView, Map<string, Term | undefined>>();
  readonly #dependencies: DependencyResolver;
  readonly #dependencyValues = new WeakMap<FileView, Map<string, Value>>();
  readonly #mocks = new WeakMap<FileView, Configuration>();
  readonly #open = new Set<string>();
  readonly #outputs: OutputsMode;
  #source: UnitSource | undefined;

  constructor(origin: UnitOrigin, reading: Reading, surroundings: UnitSurroundings, options: UnitOptions = {}) {
    const role = options.role ?? "unit";
    this.#outputs = options.outputs ?? "unknown";
    this.origin = origin;
    this.reading = reading;
    this.#surroundings = surroundings;
    const { directory } = origin;
    this.#dependencies = new DependencyResolver(origin);
    this.view = new FileView(
      origin.uri,
      { role, directory, original: directory, values: origin.values, depth: 0 },
      this,
    );
  }

  /** Goes on in a later state of the workspace, in which nothing is different that was read. */
  rebase(surroundings: UnitSurroundings): void {
    this.#surroundings = surroundings;
  }

  /** The unit's directory, as a URI. */
  get directory(): string {
    return this.origin.directory;
  }

  /** The unit's `terragrunt.hcl`. */
  get uri(): string {
    return this.origin.uri;
  }

  get includes(): readonly ResolvedInclude[] {
    return this.view.includes;
  }

  /** The dependencies that can be referred to: the unit's own, then those that includes bring and it does not have. */
  get dependencies(): readonly UnitDependency[] {
    return this.dependenciesOf(this.view);
  }

  /** Where the module comes from, and the module itself where it is in the workspace. */
  get source(): UnitSource {
    this.#source ??= unitSource(this.view, (directory) => this.#surroundings.sourceOf(directory));
    return this.#source;
  }

  /**
   * The merged configuration: `inputs`, `terraform`, `remote_state`, `generate`, `dependency`, …, each entry with the
   * place it was written at. `locals` are no part of it, as in Terragrunt.
   */
  get configuration(): Configuration {
    return this.mergedConfiguration(this.view);
  }

  /** The merged inputs by name; undefined where there are none or they cannot be told apart. */
  get inputs(): ReadonlyMap<string, TermEntry> | undefined {
    const inputs = this.configuration.entries.get("inputs")?.term;
    return inputs?.kind === "object" ? inputs.entries : undefined;
  }

  /** The file's view for the unit: itself or one of its includes; undefined for any other file. */
  viewOf(uri: string): FileView | undefined {
    if (uri === this.uri) return this.view;
    const include = this.includes.find((candidate) => candidate.uri === uri);
    return include && this.view.includeView(include.label);
  }

  /**
   * The whole configuration as plain data, comparable before and after an edit; see `plainTerm`. Empty inputs set no
   * variable, so they are left out.
   */
  render(): Json {
    const { source } = this;
    const rendered = objectTerm([
      ...[...this.configuration.entries].filter(([name, { term }]) => name !== "inputs" || !isEmpty(plainTerm(term))),
      ["$includes", { term: this.#unresolvedIncludes() }],
      ["$source", { term: source.uri === undefined ? unknownTerm(null) : stringTerm(pathOf(source.uri)) }],
    ]);
    return plainTerm(rendered);
  }

  #unresolvedIncludes(): Term {
    return objectTerm(
      this.includes
        .filter(({ uri }) => uri === undefined)
        .map(({ label, path }) => [
          label,
          { term: path.kind === "path" ? stringTerm(path.text) : unknownTerm(path.kind) },
        ]),
    );
  }

  // What views ask.

  resolve(path: string, view: FileView): string {
    return uriAt(view.context.directory, path);
  }

  mayAppear(uri: string): boolean {
    return this.#surroundings.mayAppear(uri, this.reading);
  }

  readView(uri: string, from: FileView): FileView | undefined {
    const known = this.#readViews.get(uri);
    if (known) return known;
    const source = uri === this.uri ? uri : this.#readable(uri);
    if (source === undefined || from.context.depth > deepestReading) return undefined;
    const isStack = source.endsWith("/terragrunt.stack.hcl");
    const view = new FileView(
      source,
      {
        role: isStack ? "stack" : "read",
        directory: directoryOf(uri),
        original: from.context.original,
        depth: from.context.depth + 1,
      },
      this,
    );
    this.#readViews.set(uri, view);
    return view;
  }

  #readable(uri: string): string | undefined {
    if (this.reading.isFile(uri)) return uri;
    const directory = directoryOf(uri);
    const source = this.#surroundings.sourceOf(directory);
    const moved = source === directory ? undefined : `${source}${uri.slice(directory.length)}`;
    return moved !== undefined && this.reading.isFile(moved) ? moved : undefined;
  }

  configValue(view: FileView): Value {
    const known = this.#configValues.get(view);
    if (known) return known;
    const key = `value ${view.uri}`;
    if (this.#open.has(key)) return dynamicValue;
    this.#open.add(key);
    const value = this.#configValue(view);
    this.#open.delete(key);
    this.#configValues.set(view, value);
    return value;
  }

  #configValue(view: FileView): Value {
    if (view.uri.endsWith("/terragrunt.values.hcl")) return valueOfTerm(ownConfiguration(view, this));
    if (view.context.role === "stack") {
      return objectValue([
        ["local", view.locals()],
        ["unit", this.components(view, "unit")],
        ["stack", this.components(view, "stack")],
      ]);
    }
    const entries: [string, Value][] = [];
    for (const [name, entry] of this.mergedConfiguration(view).entries) {
      entries.push([name, name === "dependency" ? this.#dependencyObject(view) : valueOfTerm(entry.term)]);
    }
    if (view.facts.locals.length > 0) entries.push(["locals", view.locals()]);
    return view.isWhole ? objectValue(entries) : dynamicValue;
  }

  configField(view: FileView, field: string): Value | undefined {
    if (field.startsWith("feature.")) return this.#feature(view, field.slice("feature.".length));
    if (field === "locals") return view.locals();
    if (field === "dependency") return this.#dependencyObject(view);
    const term = this.fieldTerm(view, field);
    return term && valueOfTerm(term);
  }

  /** A flag's value is decided when Terragrunt runs; its default tells its type. */
  #feature(view: FileView, name: string): Value | undefined {
    for (const each of this.#allViews(view)) {
      const block = each.blocks("feature").find(({ labels }) => labels[0]?.value === name);
      if (!block) continue;
      const value = bodyConfiguration(block.body, each, this).entries.get("default")?.term;
      return value ? Value.unknown(valueOfTerm(value).type) : dynamicValue;
    }
    return undefined;
  }

  /** A view and those it includes, or the view it is included by with all of its includes. */
  #allViews(view: FileView): readonly FileView[] {
    const root = view.includedBy ?? view;
    const included = root.includes.flatMap(({ label }) => root.includeView(label) ?? []);
    return [view, ...[root, ...included].filter((other) => other !== view)];
  }

  dependency(view: FileView, label: string): Value | undefined {
    const values = this.#dependencyValues.get(view) ?? new Map<string, Value>();
    this.#dependencyValues.set(view, values);
    const known = values.get(label);
    if (known) return known;
    const found = this.#dependencies.find(view, label);
    if (!found) return undefined;
    const value = this.#dependencyValue(found, view);
    values.set(label, value);
    return value;
  }

  #dependencyValue(dependency: UnitDependency, view: FileView): Value {
    if (dependency.isRepeated) return repeatedOutputs(dependency, this.reading, (at) => this.#outputsAt(at));
    const mocks = this.#mockOutputs(view.includedBy ?? view, dependency.label);
    if (this.#outputs === "mocked" && mocks) return objectValue([["outputs", valueOfTerm(mocks)]]);
    return declaredOutputs(this.#outputsAt(dependency.directory), mocks);
  }

  #outputsAt(directory: string | undefined): Value {
    return directory === undefined ? dynamicValue : this.#surroundings.outputsOf(directory, this.reading);
  }

  /** The merged `dependency` blocks alone; undefined while they are being evaluated. */
  #dependencyConfiguration(view: FileView): Configuration | undefined {
    const known = this.#mocks.get(view);
    const key = `mocks ${view.uri}`;
    if (known || this.#open.has(key)) return known;
    this.#open.add(key);
    const config = this.#merged(view, (each) => ownBlocks(each, this, "dependency"));
    this.#open.delete(key);
    this.#mocks.set(view, config);
    return config;
  }

  /** The merged `mock_outputs` of a dependency; undefined where it has none. */
  #mockOutputs(view: FileView, label: string): Term | undefined {
    const config = this.#dependencyConfiguration(view);
    if (!config) return undefined;
    const block = entryTerm(config.entries.get("dependency")?.term, label);
    return entryTerm(block, "mock_outputs");
  }

  /** All dependencies with their arguments and outputs, as others see them. */
  #dependencyObject(view: FileView): Value {
    const config = this.#dependencyConfiguration(view)?.entries.get("dependency")?.term;
    return objectValue(
      this.dependencyLabels(view).map((label) => {
        const block = entryTerm(config, label);
        const outputs = this.dependency(view, label)?.entries ?? new Map<string, Value>();
        return [label, objectValue([...(block ? valueOfTerm(block).entries : []), ...outputs])] as const;
      }),
    );
  }

  dependencyLabels(view: FileView): readonly string[] {
    return this.dependenciesOf(view).map(({ label }) => label);
  }

  /** The dependencies of a view: its own, then what its includes bring. */
  dependenciesOf(view: FileView): readonly UnitDependency[] {
    return this.#dependencies.of(view);
  }

  componentPath(view: FileView, kind: "unit" | "stack", name: string): Value | undefined {
    const block = view.blocks(kind).find(({ labels }) => labels[0]?.value === name);
    const directory = block && componentDirectory(block, view);
    return directory === undefined ? undefined : stringValue(pathOf(directory));
  }

  components(view: FileView, kind: "unit" | "stack"): Value {
    const entries = view.blocks(kind).map((block): [string, Value] => {
      const config = bodyConfiguration(block.body, view, this, new Set(["autoinclude", "expansion"]));
      const name = block.labels[0]?.value ?? "";
      return [name, objectValue([...valueOfTerm(config).entries, ["name", stringValue(name)]])];
    });
    return entries.length === 0 ? mapValue([], dynamicType) : objectValue(entries);
  }

  // What terms ask.

  fieldTerm(view: FileView, field: string): Term | undefined {
    return this.mergedConfiguration(view).entries.get(field)?.term;
  }

  configTerm(view: FileView): Term {
    if (view.context.role === "stack") return unknownTerm({ stack: pathOf(view.uri) });
    if (view.uri.endsWith("/terragrunt.values.hcl")) return ownConfiguration(view, this);
    return objectTerm([...this.mergedConfiguration(view).entries, ["locals", { term: this.localsTerm(view) }]]);
  }

  localsTerm(view: FileView): Term {
    return objectTerm(
      view.facts.locals.map(({ name }) => [name, { term: this.localTerm(view, name) ?? unknownTerm(null) }]),
    );
  }

  dependencyKey(view: FileView, label: string): string {
    const found = this.#dependencies.find(view, label);
    return found?.directory === undefined ? label : pathOf(found.directory);
  }

  localTerm(view: FileView, name: string): Term | undefined {
    const terms = this.#localTerms.get(view) ?? new Map<string, Term | undefined>();
    this.#localTerms.set(view, terms);
    if (terms.has(name)) return terms.get(name);
    const attribute = view.localAttribute(name);
    const key = `local ${view.uri} ${name}`;
    if (!attribute) return undefined;
    if (this.#open.has(key)) return unknownTerm({ ref: ["local", name] });
    this.#open.add(key);
    const term = this.termOf(attribute.value, view);
    this.#open.delete(key);
    terms.set(name, term);
    return term;
  }

  /** The term of any expression of a view. */
  termOf(expression: Parameters<typeof termOf>[0], view: FileView = this.view, repetition?: Repetition): Term {
    return termOf(expression, { view, host: this, bound: [], depth: 0, repetition });
  }

  /** A view's configuration with what it includes; an included file's is its own. */
  mergedConfiguration(view: FileView): Configuration {
    const known = this.#configs.get(view);
    if (known) return known;
    const key = `config ${view.context.role} ${view.uri}`;
    if (this.#open.has(key)) return objectTerm([]);
    this.#open.add(key);
    const merged = this.#merged(view, (each) =>
      each === view ? ownConfiguration(each, this) : this.mergedConfiguration(each),
    );
    this.#open.delete(key);
    this.#configs.set(view, merged);
    return merged;
  }

  /** A view's own configuration, what is merged over it, and its includes, of which `own` gives each one's. */
  #merged(view: FileView, own: (view: FileView) => Configuration): Configuration {
    let merged = own(view);
    const { autoinclude } = view === this.view ? (this.origin.generatedBy ?? {}) : {};
    const generated = view.context.role === "unit" ? this.#autoinclude(view) : undefined;
    for (const over of [generated, autoinclude]) if (over) merged = mergeConfigurations(merged, over, "shallow");
    for (const include of [...view.includes].reverse()) {
      const included = view.includeView(include.label);
      if (included && include.strategy !== "no_merge") {
        merged = mergeConfigurations(own(included), merged, include.strategy);
      }
    }
    return merged;
  }

  /** What a generated `terragrunt.autoinclude.hcl` beside the unit says. */
  #autoinclude(view: FileView): Configuration | undefined {
    const uri = `${view.context.directory}/terragrunt.autoinclude.hcl`;
    if (!this.reading.isFile(uri)) return undefined;
    return ownConfiguration(new FileView(uri, view.context, this), this);
  }
}

function stringTerm(text: string): Term {
  return { kind: "value", value: stringValue(text) };
}

function isEmpty(json: Json): boolean {
  return typeof json === "object" && json !== null && Object.keys(json).length === 0;
}
