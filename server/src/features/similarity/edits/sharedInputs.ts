// What declarations read that go into a module of their own: its inputs, providers, and why one cannot be passed.

import { slice } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { type ReferenceOrigin, visitAttributeReferences } from "../../../model/references.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { FunctionCallExpr } from "../../../syntax/ast.js";
import { walk } from "../../../syntax/visit.js";
import { objectWords } from "../../refactors/expressionWords.js";
import { type Input, InputCollector, providerOf } from "../../refactors/extraction/extractedInputs.js";
import { joined, wordsOf } from "../../refactors/words.js";
import { declaredBlock, declaredLocal } from "../../rewriting/declarationNodes.js";
import { staticTypeOf } from "../../rewriting/staticType.js";
import { referencesIn } from "./itemReferences.js";
import type { Declared, Sharer } from "./sharedDeclarations.js";

/** What the declarations read of their module. */
export interface ReadByShared {
  readonly inputs: readonly Input[];
  readonly aliases: readonly string[];
  readonly providers: ReadonlySet<string>;
  readonly own: ReadonlyMap<string, readonly TextEdit[]>;
  /** Why some of them cannot go, by key. */
  readonly problems: ReadonlyMap<string, string>;
  /** The declarations that need each provider, by its local name. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  /** True where the inputs, or the providers of a module, come after something that is made. */
  waits(module: Module): boolean;
}

/** The references of a declaration, in the order of the text. */
export function referencesOf({ block, attribute }: Declared): readonly ReferenceOrigin[] {
  if (!attribute) return referencesIn(block);
  const found: ReferenceOrigin[] = [];
  visitAttributeReferences(attribute, [block], (origin) => found.push(origin));
  return found;
}

/** Why a declaration can be in no other module, whatever goes along; undefined where it can. */
export function ownProblem(declared: Declared): string | undefined {
  const { key } = declared;
  for (const { place, accessors, base } of referencesOf(declared)) {
    const [step] = base.steps;
    const isOfRun = base.root.name === "terraform" || base.root.name === "tofu";
    if (isOfRun && step?.kind === "AttrStep" && step.name === "applying") return ephemeral(key);
    if (place === "provider" && accessors.length > 0) {
      return `${key} takes one of several instances of a provider configuration.`;
    }
  }
  const isOfInstance = providerCalls(declared).some(({ name }) => name.split("::").length > 3);
  return isOfInstance ? `${key} calls a function of one of several provider configurations.` : undefined;
}

/** Calls of functions that providers define. */
function providerCalls({ block, attribute }: Declared): readonly FunctionCallExpr[] {
  const found: FunctionCallExpr[] = [];
  walk(attribute ?? block, (node) => {
    if (node.kind === "FunctionCallExpr" && node.name.startsWith("provider::")) found.push(node);
  });
  return found;
}

/** What the declarations of one module read that go together. */
export function readByShared(snapshot: WorkspaceSnapshot, module: Module, all: readonly Declared[]): ReadByShared {
  const keys = new Set(all.map(({ key }) => key));
  const inputs: Input[] = [];
  const aliases = new Set<string>();
  const own = new Map<string, TextEdit[]>();
  const problems = new Map<string, string>();
  const users = new Map<string, string[]>();
  const outside: ReferenceOrigin[] = [];
  for (const declared of all) {
    const { key, file, block, attribute } = declared;
    const collector = new InputCollector({ snapshot, module, file }, keys, new Set(), inputs, nameOf);
    const origins = referencesOf(declared);
    for (const origin of origins) collector.read(origin);
    const read = origins.filter((origin) => origin.address && !keys.has(origin.key));
    outside.push(...read);
    const problem = collector.problem ?? (reach(snapshot, module, read).isEphemeral ? ephemeral(key) : undefined);
    if (problem !== undefined) problems.set(key, problem);
    if (!attribute && !argument(block.body, "provider")) {
      collector.providers.add(providerOf(block.labels[0]?.value ?? ""));
    }
    for (const { name } of providerCalls(declared)) collector.providers.add(name.split("::")[1] ?? "");
    for (const alias of collector.aliases) aliases.add(alias);
    for (const provider of collector.providers) users.set(provider, [...(users.get(provider) ?? []), key]);
    own.set(file.uri, [...(own.get(file.uri) ?? []), ...collector.edits]);
  }
  const providers = new Set(users.keys());
  const waits = (sharer: Module): boolean =>
    reach(snapshot, sharer, [...outside, ...configurationReferences(snapshot, sharer)]).isMade;
  return { inputs, aliases: [...aliases].sort(), providers, own, problems, users, waits };
}

function ephemeral(key: string): string {
  return `${key} reads an ephemeral value, which is not passed to a new module.`;
}

/** An input's name, by what it is read from: `vpc_id` for `data.aws_vpc.shared.id`. */
function nameOf(type: string, label: string, attribute: string): string {
  return joined(objectWords(type, label === "shared" ? "this" : label), wordsOf(attribute)).join("_");
}

function configurationReferences(snapshot: WorkspaceSnapshot, module: Module): readonly ReferenceOrigin[] {
  return [...module.declarationsOf("provider")].flatMap((declaration) => {
    const found = declaredBlock(snapshot, declaration);
    return found ? referencesIn(found.block) : [];
  });
}

/**
 * What the provider configurations read, through local values and data sources, that some declarations of a module are
 * read with: none of it can come from a module that is given these configurations, or a reader would look for a circle.
 */
export function readByProvidersOf(
  snapshot: WorkspaceSnapshot,
  module: Module,
  all: readonly Declared[],
): ReadonlySet<string> {
  const taken = new Set(all.map(configurationOf));
  const found: ReferenceOrigin[] = [];
  for (const declaration of module.declarationsOf("provider")) {
    const declared = declaredBlock(snapshot, declaration);
    const alias = declared && argument(declared.block.body, "alias");
    const suffix = alias ? `.${literalString(alias.value)}` : "";
    if (declared && taken.has(`${declared.block.labels[0]?.value}${suffix}`))
      found.push(...referencesIn(declared.block));
  }
  return reach(snapshot, module, found).keys;
}

/** The provider configuration that a data source is read with: `aws`, or `aws.west` for one with an alias. */
function configurationOf({ file, block, attribute }: Declared): string | undefined {
  if (attribute) return undefined;
  const provider = argument(block.body, "provider");
  return provider ? slice(file.text, provider.value.range) : providerOf(block.labels[0]?.value ?? "");
}

/** What references lead to through the local values and data sources of their module. */
function reach(
  snapshot: WorkspaceSnapshot,
  module: Module,
  from: readonly ReferenceOrigin[],
): { readonly isMade: boolean; readonly isEphemeral: boolean; readonly keys: ReadonlySet<string> } {
  let isMade = false;
  let isEphemeral = false;
  const seen = new Map<string, ReferenceOrigin>();
  const add = (origin: ReferenceOrigin): void => {
    if (origin.address && !seen.has(origin.key)) seen.set(origin.key, origin);
  };
  for (const origin of from) add(origin);
  for (const [key, { address, accessors }] of seen) {
    if (address?.kind === "local") {
      const local = declaredLocal(snapshot, module, address.name);
      if (local) visitAttributeReferences(local.attribute, [local.block], add);
      continue;
    }
    const declaration = module.declaration(key);
    const declared = declaredBlock(snapshot, declaration);
    if (address?.kind === "variable") {
      isEphemeral ||= declared !== undefined && argument(declared.block.body, "ephemeral") !== undefined;
    } else if (address?.kind === "module") {
      isMade = true;
      const [output] = accessors;
      const callee = snapshot.callee(module, declaration?.fact.source);
      const named = output?.kind === "attr" ? callee?.declaration(`output.${output.name}`) : undefined;
      const value = declaredBlock(snapshot, named);
      isEphemeral ||= value !== undefined && argument(value.block.body, "ephemeral") !== undefined;
    } else if (address?.kind === "resource") {
      isMade ||= address.mode !== "data";
      isEphemeral ||= address.mode === "ephemeral";
      if (address.mode === "data" && declared) for (const origin of referencesIn(declared.block)) add(origin);
    }
  }
  return { isMade, isEphemeral, keys: new Set(seen.keys()) };
}

/** Types that a value has whatever is converted: of these kinds a constraint changes nothing. */
const plainTypes = new Set(["string", "number", "bool"]);

/** The inputs with the types that they have in all modules; undefined where the modules do not read the same. */
export function typedInputs(
  snapshot: WorkspaceSnapshot,
  sharers: readonly Sharer[],
  inputs: readonly Input[],
): readonly Input[] | undefined {
  const types = inputs.map(() => new Set<string | undefined>());
  for (const { module, declared } of sharers) {
    const own = readByShared(snapshot, module, declared).inputs;
    if (!inputs.every(({ name, value }, i) => own[i]?.name === name && own[i]?.value === value)) return undefined;
    for (const [i, input] of own.entries()) types[i]?.add(typeOf(snapshot, module, input));
  }
  return inputs.map((input, i) => {
    const [type, ...others] = types[i] ?? [];
    // What is not known to be anything else is declared to be anything.
    return { ...input, type: (others.length === 0 ? type : undefined) ?? "any" };
  });
}

function typeOf(snapshot: WorkspaceSnapshot, module: Module, { value, type }: Input): string | undefined {
  // `type = "string"` is how old configuration wrote it.
  if (type !== undefined) return type.startsWith('"') ? undefined : type;
  return plainTypeOf(snapshot, module, value);
}

/** The simple type that a module's local value has, as `local.name`; undefined for what is not one, or not known. */
export function plainTypeOf(snapshot: WorkspaceSnapshot, module: Module, value: string): string | undefined {
  const local = value.startsWith("local.") ? declaredLocal(snapshot, module, value.slice("local.".length)) : undefined;
  const kind = local && staticTypeOf(snapshot, module, local.attribute.value).kind;
  return kind !== undefined && plainTypes.has(kind) ? kind : undefined;
}
