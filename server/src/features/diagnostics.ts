// Runs the rules over a module and gives its findings.

import { type Checkpoint, neverCancelled } from "../base/cancellation.js";
import { KeptWith } from "../base/keptWith.js";
import type { Declared } from "../model/declared.js";
import { moduleEvidence } from "../model/evidence.js";
import type { Module } from "../model/module.js";
import { localCalls } from "../model/moduleCalls.js";
import { decideProduct, type ProductDecision, type ProductEvidence } from "../model/product.js";
import type { FileEntry, WorkspaceSnapshot } from "../model/workspace.js";
import type { SourceFile } from "../syntax/ast.js";
import { CheckedItems, type ItemBasis, wholeBasis } from "./checkedItems.js";
import type { Diagnostic, RuleLevel } from "./diagnostic.js";
import { fileFindings } from "./fileFindings.js";
import { isSuppressed, levelOf, newDiagnostic, productKey } from "./findings.js";
import { jsonFindings } from "./jsonFindings.js";
import { keysIn } from "./rewriting/sites.js";
import { isReadable } from "./rules/references/context.js";
import { rules } from "./rules/registry.js";
import type { FileRule, ModuleRule, ModuleRuleContext, Rule } from "./rules/rule.js";
import { isolated, visitorsOf, walkFile } from "./ruleWalk.js";
import { terragruntType } from "./terragruntFiles.js";
import { terragruntFindings } from "./terragruntFindings.js";

/** What decides which rules run and how loud they are. The same object must stand for the same choices. */
export interface CheckOptions {
  /** Levels by rule id, where they differ from the rule's own. */
  readonly levels: ReadonlyMap<string, RuleLevel>;
  /** Evidence from outside the module's files: the setting, language ids, version and lock files. */
  readonly evidence: (directory: string) => readonly ProductEvidence[];
}

export const defaultCheckOptions: CheckOptions = { levels: new Map(), evidence: () => [] };

/** The product that a module is written for, by its own files and the options' evidence. */
export function productOf(module: Module, options: CheckOptions): ProductDecision {
  return decideProduct([...options.evidence(module.directory), ...moduleEvidence(module)]);
}

/** The findings in one file, syntax errors first, then by rule; each file of a module is checked with the module. */
export function checkFile(snapshot: WorkspaceSnapshot, uri: string, options: CheckOptions): readonly Diagnostic[] {
  const file = snapshot.file(uri);
  const entry = snapshot.entry(uri);
  if (!entry) return [];
  if (!file) return terragruntJson(snapshot, entry, options) ?? jsonFile(snapshot, entry, options);
  const type = terragruntType(snapshot, entry);
  if (type) return [...syntaxDiagnostics(file), ...terragruntFindings(snapshot, file, { ...entry, type }, options)];
  const module = snapshot.moduleOf(uri);
  return [
    ...syntaxDiagnostics(file),
    ...(module ? findingsIn(stateOf(snapshot, module, options), snapshot, file) : []),
  ];
}

/** The findings in a file of Terragrunt in JSON syntax: mistakes only, since nothing is edited there. */
function terragruntJson(
  snapshot: WorkspaceSnapshot,
  entry: FileEntry,
  options: CheckOptions,
): readonly Diagnostic[] | undefined {
  const type = terragruntType(snapshot, entry);
  const file = type && entry.type?.syntax === "json" ? snapshot.terragruntFile(entry.uri) : undefined;
  if (!type || !file) return undefined;
  const syntax = syntaxDiagnostics(file);
  if (syntax.length > 0) return syntax;
  // What a string says in JSON it can only say as a template.
  const found = terragruntFindings(snapshot, file, { ...entry, type }, options);
  return found
    .filter(({ rule, severity }) => severity === "error" || terragruntRules.has(rule))
    .map((diagnostic) => ({ ...diagnostic, fixes: [] }));
}

const terragruntRules: ReadonlySet<string> = new Set(
  rules.flatMap(({ id, group }) => (group === "terragrunt" ? id : [])),
);

const jsonChecked = new KeptWith<FileEntry, readonly Diagnostic[]>();

/** The findings in a file of JSON syntax, which has no tree that rules could walk over. */
export function jsonFile(snapshot: WorkspaceSnapshot, entry: FileEntry, options: CheckOptions): readonly Diagnostic[] {
  const module = snapshot.moduleOf(entry.uri);
  if (entry.type?.syntax !== "json" || !module) return [];
  let found = jsonChecked.get(entry);
  if (!found) {
    found = jsonFindings(entry, productOf(module, options).product);
    jsonChecked.set(entry, found);
  }
  return found;
}

/** What HCL's parser says of a file. */
export function syntaxDiagnostics(file: SourceFile): Diagnostic[] {
  return file.errors.map((error) => ({
    rule: error.id,
    severity: "error" as const,
    phase: "file" as const,
    uri: file.uri,
    range: error.range,
    summary: error.summary,
    message: error.message,
    tags: [],
    related: (error.related ?? []).map(({ range, message }) => ({ uri: file.uri, range, message })),
    fixes: [],
  }));
}

/** What is known of one module's findings, as long as nothing they depend on has changed. */
interface CheckedModule {
  readonly inputs: readonly unknown[];
  readonly options: CheckOptions;
  readonly product: ProductDecision;
  readonly entries: readonly FileEntry[];
  readonly bases: Bases;
  /** Findings of rules that look at the module as a whole. */
  readonly ofModule: readonly Diagnostic[];
  /** The contexts of rules that visit files; a file is visited when its findings are asked for. */
  readonly visiting: ReadonlyMap<ModuleRule, VisitedModule>;
  readonly byFile: KeptWith<SourceFile, readonly Diagnostic[]>;
}

interface VisitedModule {
  readonly ctx: ModuleRuleContext;
  /** Where the context's reports go. */
  readonly found: Diagnostic[];
  /** Set where a result depends on more than the rule says that it reads. */
  dependsOnMore: boolean;
}

const checkedModules = new KeptWith<Module, CheckedModule>();

/**
 * The findings of file and module rules in one module. Kept until the module, one that it calls or is called by,
 * the options or the product change.
 */
export function checkModule(snapshot: WorkspaceSnapshot, module: Module, options: CheckOptions): readonly Diagnostic[] {
  const state = stateOf(snapshot, module, options);
  return state.entries.flatMap(({ uri }) => {
    const file = snapshot.file(uri);
    return file ? findingsIn(state, snapshot, file) : [];
  });
}

function stateOf(snapshot: WorkspaceSnapshot, module: Module, options: CheckOptions): CheckedModule {
  const product = productOf(module, options);
  const inputs = [options, productKey(product), missingCallees(snapshot, module), ...neighbours(snapshot, module)];
  const known = checkedModules.get(module);
  if (known && known.inputs.length === inputs.length && known.inputs.every((input, i) => input === inputs[i])) {
    return known;
  }
  const state = runModuleRules(snapshot, module, product, options, inputs);
  checkedModules.set(module, state);
  return state;
}

/** The findings of file and module rules in one file of a checked module, without those that are silenced. */
function findingsIn(state: CheckedModule, snapshot: WorkspaceSnapshot, file: SourceFile): readonly Diagnostic[] {
  const known = state.byFile.get(file);
  if (known) return known;
  const { options, product } = state;
  const entry = snapshot.entry(file.uri);
  const fileRules = rules.filter((rule): rule is FileRule => rule.scope === "file" && levelOf(rule, options) !== "off");
  const found = [
    ...(entry ? fileFindings(file, entry, product, fileRules, options) : []),
    ...state.ofModule.filter(({ uri }) => uri === file.uri),
    ...visitFile(state, file, entry?.type?.kind === "configuration"),
  ].filter((diagnostic) => !isSuppressed(snapshot, diagnostic) && !isSwallowed(file, diagnostic));
  state.byFile.set(file, found);
  return found;
}

const itemsOfReaders = { declarations: new CheckedItems(keysIn), references: new CheckedItems(keysIn) };

/** Shows a file to the visitors of module rules; to those that read little, only what may have changed for them. */
function visitFile({ visiting, bases }: CheckedModule, file: SourceFile, isConfiguration: boolean): Diagnostic[] {
  const readers = { declarations: new Map(), references: new Map(), everything: new Map() } as Record<
    "declarations" | "references" | "everything",
    Map<ModuleRule, ModuleRuleContext>
  >;
  for (const [rule, each] of visiting) {
    readers[isConfiguration ? (rule.reads ?? "everything") : "everything"].set(rule, each.ctx);
  }
  walkFile(file, visitorsOf(readers.everything));
  for (const reads of ["declarations", "references"] as const) {
    if (readers[reads].size === 0) continue;
    const part = itemsOfReaders[reads].unchecked(
      file,
      bases[reads],
      reads === "declarations" ? bases[reads].before : undefined,
    );
    walkFile(part, visitorsOf(readers[reads]));
    const visited = [...readers[reads].keys()].flatMap((rule) => visiting.get(rule) ?? []);
    if (visited.some((each) => each.dependsOnMore)) continue;
    const found = visited.flatMap((each) => each.found);
    itemsOfReaders[reads].note(part, bases[reads], found);
  }
  return [...visiting.values()].flatMap((each) => each.found.splice(0));
}

/** What results that read only declarations, or declarations and references, hold for; see `DeclaredIn`. */
interface Bases {
  readonly declarations: Basis;
  readonly references: Basis;
}

interface Basis extends ItemBasis {
  readonly inputs: readonly unknown[];
  /** Rules without visitors that found nothing. */
  readonly clean: Set<Rule>;
  /** The basis of the state before, where all but some keys is the same. Forgotten with the next one. */
  before: { readonly basis: Basis; readonly keys: ReadonlySet<string> } | undefined;
}

const noKeys: ReadonlySet<string> = new Set();

const basisOfDeclared = new KeptWith<Declared, Basis>();

/** The same objects as long as nothing changes that they stand for. */
function basesOf(snapshot: WorkspaceSnapshot, module: Module, inputs: readonly unknown[]): Bases {
  const isWhole = isReadable(snapshot, module);
  const holds = (known: Basis | undefined): known is Basis =>
    known?.inputs.length === inputs.length && known.inputs.every((input, i) => input === inputs[i]);
  const basisOf = (declared: Declared): Basis => {
    const known = basisOfDeclared.get(declared);
    if (holds(known) && (known.whole === known) === isWhole) return known;
    // Where nothing but what can be read has changed, that is the state before.
    const change = known ? { since: declared, keys: noKeys } : declared.before;
    const last = change && basisOfDeclared.get(change.since);
    const before = change && holds(last) ? { basis: last, keys: change.keys } : undefined;
    if (last) last.before = undefined;
    const basis: { -readonly [K in keyof Basis]: Basis[K] } = {
      inputs,
      clean: new Set<Rule>(),
      before,
      whole: wholeBasis(),
    };
    if (isWhole) basis.whole = basis;
    basisOfDeclared.set(declared, basis);
    return basis;
  };
  const { declarations, references } = snapshot.declaredIn(module);
  return { declarations: basisOf(declarations), references: basisOf(references) };
}

/** What stands behind an opening that is never closed is read as something, but it belongs to that string. */
function isSwallowed(file: SourceFile, { range }: Diagnostic): boolean {
  return file.errors.some(
    ({ id, range: error, related }) =>
      id === "unclosed-string" && related?.[0] && related[0].range.end <= range.start && range.start <= error.end,
  );
}

/** The directories that a module calls and that do not exist, as one text. */
function missingCallees(snapshot: WorkspaceSnapshot, module: Module): string {
  const missing = localCalls(module).filter(({ to }) => snapshot.isAbsent(to));
  return missing.map(({ to }) => to).join("\n");
}

/** Modules whose change can change this module's findings: what it calls, maybe itself, and who calls it. */
function neighbours(snapshot: WorkspaceSnapshot, module: Module): Module[] {
  const result = new Set<Module>();
  const queue = [module];
  for (const current of queue) {
    for (const { to } of localCalls(current)) {
      const callee = snapshot.module(to);
      if (!callee || result.has(callee)) continue;
      result.add(callee);
      queue.push(callee);
    }
  }
  for (const caller of snapshot.callersOf(module)) result.add(caller.module);
  const tests = snapshot.testsOf(module);
  if (tests !== module.tests) {
    const below = snapshot.moduleOf(tests[tests.length - 1]?.entry.uri ?? "");
    if (below) result.add(below);
  }
  return [...result];
}

function runModuleRules(
  snapshot: WorkspaceSnapshot,
  module: Module,
  product: ProductDecision,
  options: CheckOptions,
  inputs: readonly unknown[],
): CheckedModule {
  const entries = [...module.files, ...module.overrides, ...snapshot.testsOf(module), ...module.values].map(
    (file) => file.entry,
  );
  const files = entries.flatMap((entry) => snapshot.file(entry.uri) ?? []);
  const ofModule: Diagnostic[] = [];
  const visiting = new Map<ModuleRule, VisitedModule>();
  const bases = basesOf(snapshot, module, inputs);
  for (const rule of rules) {
    if (rule.scope !== "module" || levelOf(rule, options) === "off") continue;
    const before = rule.reads && bases[rule.reads].before;
    const newRun = (): VisitedModule => {
      const found: Diagnostic[] = [];
      const run: VisitedModule = {
        ctx: {
          snapshot,
          module,
          product,
          files,
          report: (uri, range, message, extra) => found.push(newDiagnostic(rule, options, uri, range, message, extra)),
          changed: before?.basis.clean.has(rule) ? before.keys : undefined,
          dependsOnMore: () => {
            run.dependsOnMore = true;
          },
        },
        found,
        dependsOnMore: false,
      };
      return run;
    };
    const clean = rule.reads && bases[rule.reads].clean;
    if (rule.check && !clean?.has(rule)) {
      const run = newRun();
      isolated(rule, () => rule.check?.(run.ctx));
      if (run.found.length === 0 && !run.dependsOnMore) clean?.add(rule);
      ofModule.push(...run.found);
    }
    if (rule.visit) visiting.set(rule, newRun());
  }
  return { inputs, options, product, entries, bases, ofModule, visiting, byFile: new KeptWith() };
}

/** Runs the workspace rules; `checkpoint` is awaited between modules. */
export async function checkWorkspace(
  snapshot: WorkspaceSnapshot,
  options: CheckOptions,
  checkpoint: Checkpoint = neverCancelled,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const rule of rules) {
    if (rule.scope !== "workspace" || levelOf(rule, options) === "off") continue;
    await rule.check({
      snapshot,
      checkpoint,
      report: (uri, range, message, extra) => found.push(newDiagnostic(rule, options, uri, range, message, extra)),
    });
  }
  return found.filter((diagnostic) => !isSuppressed(snapshot, diagnostic));
}
