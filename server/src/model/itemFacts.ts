// A file's facts, put together from those of its top-level items, so that an edit extracts only the items it touches.

import { KeptWith } from "../base/keptWith.js";
import type { TextRange } from "../base/range.js";
import type { BodyItem, SourceFile } from "../syntax/ast.js";
import { originalOf, shiftRange } from "../syntax/shift.js";
import type {
  DeclarationFact,
  FileFacts,
  NamedFileFact,
  ReferenceFact,
  RequiredProviderFact,
  VersionFact,
} from "./facts.js";

/** The facts of one top-level item. */
export interface ItemFacts {
  /** As if the item were a file of its own, where it stood when it was lowered; `hasErrors` says nothing. */
  readonly facts: FileFacts;
  /** The index in its file's body that the facts name. */
  readonly index: number;
}

/** By the item as it was lowered, wherever edits have moved it since. */
const factsByItem = new KeptWith<BodyItem, ItemFacts>();

const itemsByFacts = new KeptWith<FileFacts, readonly ItemFacts[]>();

/** What a file's facts were put together from, in the order of the text; undefined where they came as a whole. */
export function itemsOfFacts(facts: FileFacts): readonly ItemFacts[] | undefined {
  return itemsByFacts.get(facts);
}

/** The facts of a file. `extract` is called for the items that it was not called for before. */
export function factsOfItems(file: SourceFile, extract: (item: BodyItem, index: number) => FileFacts): FileFacts {
  const items: ItemFacts[] = [];
  const declarations: DeclarationFact[] = [];
  const references: ReferenceFact[] = [];
  const requiredProviders: RequiredProviderFact[] = [];
  const shapes: FileFacts["shapes"][number][] = [];
  const requiredVersions: VersionFact[] = [];
  const compatibleWith: VersionFact[] = [];
  const functionProviders = new Set<string>();
  const namedFiles: NamedFileFact[] = [];
  let hasLanguageBlock = false;
  let backend: FileFacts["backend"];
  file.body.items.forEach((item, index) => {
    const { item: original, delta } = originalOf(item);
    let known = factsByItem.get(original);
    if (!known) {
      known = { facts: extract(original, index), index };
      factsByItem.set(original, known);
    }
    items.push(known);
    const { facts } = known;
    const isInPlace = delta === 0 && known.index === index;
    for (const each of facts.declarations) declarations.push(isInPlace ? each : movedDeclaration(each, delta, index));
    for (const each of facts.references) references.push(isInPlace ? each : movedReference(each, delta, index));
    for (const each of facts.requiredProviders) requiredProviders.push(movedProvider(each, delta));
    for (const each of facts.shapes) shapes.push(each);
    for (const each of facts.requiredVersions) requiredVersions.push(movedVersion(each, delta));
    for (const each of facts.compatibleWith) compatibleWith.push(movedVersion(each, delta));
    for (const each of facts.functionProviders) functionProviders.add(each);
    for (const each of facts.namedFiles) namedFiles.push(each);
    if (facts.hasLanguageBlock) hasLanguageBlock = true;
    if (facts.backend) backend = { ...facts.backend, range: shiftRange(facts.backend.range, delta) };
  });
  const facts: FileFacts = {
    declarations,
    references,
    requiredProviders,
    shapes,
    requiredVersions,
    compatibleWith,
    hasLanguageBlock,
    ...(backend ? { backend } : {}),
    functionProviders: [...functionProviders],
    namedFiles,
    hasErrors: file.errors.length > 0,
  };
  itemsByFacts.set(facts, items);
  return facts;
}

function movedDeclaration(fact: DeclarationFact, delta: number, item: number): DeclarationFact {
  return {
    ...fact,
    nameRange: shiftRange(fact.nameRange, delta),
    range: shiftRange(fact.range, delta),
    header: shiftRange(fact.header, delta),
    item,
    ...(fact.inputs ? { inputs: fact.inputs.map((input) => movedName(input, delta)) } : {}),
  };
}

function movedReference(fact: ReferenceFact, delta: number, item: number): ReferenceFact {
  return {
    key: fact.key,
    place: fact.place,
    range: shiftRange(fact.range, delta),
    addressRange: shiftRange(fact.addressRange, delta),
    nameRange: shiftRange(fact.nameRange, delta),
    item,
    ...(fact.attribute ? { attribute: movedName(fact.attribute, delta) } : {}),
  };
}

function movedName({ name, range }: { readonly name: string; readonly range: TextRange }, delta: number) {
  return { name, range: shiftRange(range, delta) };
}

function movedProvider(fact: RequiredProviderFact, delta: number): RequiredProviderFact {
  if (delta === 0) return fact;
  return { ...fact, nameRange: shiftRange(fact.nameRange, delta), range: shiftRange(fact.range, delta) };
}

function movedVersion({ text, range }: VersionFact, delta: number): VersionFact {
  return { text, range: shiftRange(range, delta) };
}
