// What a file of Terragrunt declares, by name.

import type { TextRange } from "../../../base/range.js";
import { derived } from "../../../model/derived.js";
import type { Attribute, Block, BodyItem, ObjectItem, SourceFile } from "../../../syntax/ast.js";

/** The top-level blocks of a type, in the order of the text. */
export function blocksOf(file: SourceFile, type: string): readonly Block[] {
  return file.body.items.filter((item): item is Block => item.kind === "Block" && item.type.name === type);
}

/** An attribute of a body by its name. */
export function attributeOf(items: readonly BodyItem[], name: string): Attribute | undefined {
  return items.find((item): item is Attribute => item.kind === "Attribute" && item.name.name === name);
}

/** The attributes of the `locals` blocks, by name; the first of each name. */
export const localsOf = derived((file: SourceFile): ReadonlyMap<string, Attribute> => {
  const found = new Map<string, Attribute>();
  for (const block of blocksOf(file, "locals")) {
    for (const item of block.body.items) {
      if (item.kind === "Attribute" && !found.has(item.name.name)) found.set(item.name.name, item);
    }
  }
  return found;
});

/** The first labels of the top-level blocks of a type. */
export function labelsOf(file: SourceFile, type: string): ReadonlySet<string> {
  return new Set(blocksOf(file, type).flatMap((block) => block.labels[0]?.value ?? []));
}

/** One `generate`, as a block or as an entry of the attribute. */
export interface Generated {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly node: Block | ObjectItem;
}

/** What a file generates: its blocks, and the entries of `generate = { … }` that are written out. */
export const generatesOf = derived((file: SourceFile): readonly Generated[] => {
  const blocks = blocksOf(file, "generate").flatMap((node): Generated[] => {
    const [label] = node.labels;
    return label ? [{ name: label.value, nameRange: label.range, node }] : [];
  });
  const value = attributeOf(file.body.items, "generate")?.value;
  if (value?.kind !== "ObjectConsExpr") return blocks;
  const entries = value.items.flatMap((node): Generated[] =>
    node.name === undefined ? [] : [{ name: node.name, nameRange: node.key.range, node }],
  );
  return [...blocks, ...entries];
});
