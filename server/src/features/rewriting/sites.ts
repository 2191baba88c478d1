// Finds every place of the workspace that names one object of a module.
//
// Within the module these are its configuration, override and test files. Modules above it can name its resources
// only in addresses (`moved`, `import`, test targets), as `module.m.aws_vpc.main`.

import { literalString } from "../../model/access.js";
import { derived } from "../../model/derived.js";
import type { FileFacts } from "../../model/facts.js";
import type { Module, ModuleFile } from "../../model/module.js";
import { isAddressPlace, type Place } from "../../model/places.js";
import { type ReferenceOrigin, visitAttributeReferences, visitItemOrigins } from "../../model/references.js";
import { resolveUri } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Attribute, Block, BodyItem, Expression, SourceFile } from "../../syntax/ast.js";
import { originalOf } from "../../syntax/shift.js";
import { type AddressPath, addressPathOf } from "./addressPath.js";
import { parentsOf } from "./expressionShape.js";

/** One place that names an object, with everything around it. */
export interface ReferenceSite {
  readonly uri: string;
  readonly file: SourceFile;
  readonly origin: ReferenceOrigin;
  /** The attribute that holds it, and the blocks around that, outermost first. */
  readonly attribute: Attribute;
  readonly blocks: readonly Block[];
  /** The expressions around the access, outermost first. */
  readonly parents: readonly Expression[];
}

/** An address in this module or one above it, of which one step names the object. */
export interface AddressMention {
  readonly uri: string;
  readonly file: SourceFile;
  readonly place: Place;
  readonly attribute: Attribute;
  readonly blocks: readonly Block[];
  readonly path: AddressPath;
  /** Index of the step that names the object; the steps before it are the calls that lead to its module. */
  readonly step: number;
}

type SitesByKey = ReadonlyMap<string, readonly ReferenceSite[]>;

/** Items that edits leave alone are the same in several states of a file, the sites in them are not. */
const sitesOfItems = derived((_: SourceFile) => new Map<BodyItem, SitesByKey>());

/** The sites of one file that name a key, in the order of the text. */
function sitesIn(file: SourceFile, key: string): readonly ReferenceSite[] {
  const known = sitesOfItems(file);
  return file.body.items.flatMap((item) => {
    // What an item names stays as it moves, so that few items are looked at after an edit.
    if (!keysIn(originalOf(item).item).has(key)) return [];
    let sites = known.get(item);
    if (!sites) {
      sites = sitesByKey(file, item);
      known.set(item, sites);
    }
    return sites.get(key) ?? [];
  });
}

/** All keys that a top-level item names, addresses included. */
export const keysIn = derived((item: BodyItem): ReadonlySet<string> => {
  const keys = new Set<string>();
  visitItemOrigins(item, 0, ({ key }) => keys.add(key));
  return keys;
});

class Site implements ReferenceSite {
  readonly uri: string;
  #parents: readonly Expression[] | undefined;

  constructor(
    readonly file: SourceFile,
    readonly origin: ReferenceOrigin,
    readonly attribute: Attribute,
    readonly blocks: readonly Block[],
  ) {
    this.uri = file.uri;
  }

  /** Of the many sites of a file few are looked at. */
  get parents(): readonly Expression[] {
    this.#parents ??= parentsOf(this.attribute.value, this.origin.expression);
    return this.#parents;
  }
}

function sitesByKey(file: SourceFile, item: BodyItem): SitesByKey {
  const found = new Map<string, ReferenceSite[]>();
  const visit = (item: BodyItem, blocks: readonly Block[]): void => {
    if (item.kind === "Block") {
      for (const child of item.body.items) visit(child, [...blocks, item]);
      return;
    }
    visitAttributeReferences(item, blocks, (origin) => {
      const site = new Site(file, origin, item, blocks);
      const list = found.get(origin.key);
      if (list) list.push(site);
      else found.set(origin.key, [site]);
    });
  };
  visit(item, []);
  return found;
}

/** The files that may name objects of a module: its configuration, override and test files. */
export function namingFiles(snapshot: WorkspaceSnapshot, module: Module): readonly ModuleFile[] {
  return [...module.files, ...module.overrides, ...snapshot.testsOf(module)];
}

const namedIn = derived((facts: FileFacts): ReadonlySet<string> => new Set(facts.references.map(({ key }) => key)));

/** All places in a module and its tests that name the object of a key, addresses included, in the order of files. */
export function sitesOf(snapshot: WorkspaceSnapshot, module: Module, key: string): readonly ReferenceSite[] {
  return namingFiles(snapshot, module).flatMap(({ entry, facts }) => {
    if (!namedIn(facts).has(key) && !isScopeKey(key)) return [];
    const file = snapshot.file(entry.uri);
    if (!file) return [];
    const sites = sitesIn(file, key);
    return entry.type?.kind === "test" ? sites.filter((site) => !isAboutAnotherModule(site, module)) : sites;
  });
}

/** All places within one top-level block that name a key, such as `count`. */
export function sitesInBlock(file: SourceFile, block: Block, key: string): readonly ReferenceSite[] {
  return sitesIn(file, key).filter((site) => site.blocks[0] === block);
}

function isScopeKey(key: string): boolean {
  return key === "count" || key === "each" || key === "self" || key === "path";
}

/** A `run` block with a `module` block speaks of that module, not of the one its file belongs to. */
function isAboutAnotherModule(site: ReferenceSite, module: Module): boolean {
  const run = site.blocks[0];
  if (run?.type.name !== "run") return false;
  for (const item of run.body.items) {
    if (item.kind !== "Block" || item.type.name !== "module") continue;
    for (const argument of item.body.items) {
      if (argument.kind !== "Attribute" || argument.name.name !== "source") continue;
      const source = literalString(argument.value);
      return source === undefined || resolveUri(module.directory, source) !== module.directory;
    }
  }
  return false;
}

/**
 * All addresses that name the object of a key: in its module, in that module's tests, and in every module of the
 * workspace that calls it, however far above.
 */
export function addressMentions(snapshot: WorkspaceSnapshot, module: Module, key: string): readonly AddressMention[] {
  const mentions: AddressMention[] = [];
  const collect = (holder: Module, steps: readonly string[], visited: readonly Module[]): void => {
    const first = steps[0] as string;
    for (const site of sitesOf(snapshot, holder, first)) {
      if (!isAddressPlace(site.origin.place)) continue;
      const path = addressPathOf(site.origin.expression);
      if (!path || !steps.every((step, i) => path.steps[i]?.key === step)) continue;
      mentions.push({
        uri: site.uri,
        file: site.file,
        place: site.origin.place,
        attribute: site.attribute,
        blocks: site.blocks,
        path,
        step: steps.length - 1,
      });
    }
    for (const caller of snapshot.callersOf(holder)) {
      if (!visited.includes(caller.module)) collect(caller.module, [caller.key, ...steps], [...visited, caller.module]);
    }
  };
  collect(module, [key], [module]);
  return mentions;
}

/** The parent expressions of a site without parentheses, innermost first, each with its direct child's expression. */
export function consumers(site: ReferenceSite): readonly { readonly parent: Expression; readonly child: Expression }[] {
  const chain: { parent: Expression; child: Expression }[] = [];
  let child: Expression = site.origin.expression;
  for (let i = site.parents.length - 1; i >= 0; i--) {
    const parent = site.parents[i] as Expression;
    if (parent.kind !== "ParenthesesExpr") chain.push({ parent, child });
    child = parent;
  }
  return chain;
}

/** True where an error in the site's own expression would be caught: an argument of `try` or `can`. */
export function isCaught(site: ReferenceSite): boolean {
  return site.parents.some(
    (parent) => parent.kind === "FunctionCallExpr" && (parent.name === "try" || parent.name === "can"),
  );
}
