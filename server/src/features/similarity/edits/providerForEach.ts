// T-7 within a module: one provider configuration with `for_each` for those that differ in one value.
//
// Source: OpenTofu 1.9, `for_each` in provider configurations: it needs an alias, and its keys and values are read
// before anything else is. What refers to an instance names its key.

import { slice } from "../../../base/range.js";
import { type FileRange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Block } from "../../../syntax/ast.js";
import { productOf } from "../../diagnostics.js";
import { hasComment } from "../../refactors/expressionRefactor.js";
import { quoted } from "../../rewriting/addressPath.js";
import { columnsOf } from "../../rewriting/antiUnify.js";
import { addMetaArgument } from "../../rewriting/argumentEdits.js";
import { deeper, newLineOf, surroundings, wholeLines } from "../../rewriting/blockEdits.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { placeText } from "../../rewriting/referenceRewriter.js";
import { sitesOf } from "../../rewriting/sites.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { isOpenTofuFrom } from "./targets.js";

export function toProviderForEach(ctx: EditContext): EditOutcome {
  const { snapshot, suggestion, options } = ctx;
  const uri = suggestion.sites[0]?.uri ?? "";
  const file = snapshot.file(uri);
  const module = snapshot.moduleOf(uri);
  if (!file || !module) return { refused: "The edit does not apply here." };
  const blocks = file.body.items.filter(
    (item): item is Block =>
      item.kind === "Block" && suggestion.sites.some((site) => site.range.start === item.range.start),
  );
  const [first] = blocks;
  if (!first || blocks.length < suggestion.sites.length) return { refused: "The edit does not apply here." };
  if (!isOpenTofuFrom(productOf(module, options), 9)) {
    return {
      refused:
        "A provider configuration can have `for_each` only in OpenTofu 1.9 or newer, and the module does not ask for it.",
    };
  }
  const provider = first.labels[0]?.value ?? "";
  const aliases = blocks.flatMap((block) => {
    const alias = argument(block.body, "alias");
    return (alias && literalString(alias.value)) ?? [];
  });
  if (aliases.length < blocks.length) {
    return { refused: "The configuration without an alias is the default one, which cannot have `for_each`." };
  }
  if (blocks.slice(1).some((block) => hasComment(file, block.range) || surroundings(file, block).leading.length > 0)) {
    return { refused: "A comment of one of the configurations would be lost." };
  }
  const columns = columnsOf(file, blocks, "alias");
  const [column, other] = columns ?? [];
  if (!column || other) return { refused: "The configurations do not differ in one value." };
  const places = column.places;
  const texts = column.texts;
  // The whole table is read before anything else is: only text that stands there can be in it.
  const isText = texts.every((text) => text.startsWith('"') && !text.includes("${") && !text.includes("%{"));
  if (!isText) return { refused: "The values are not plain texts, which `for_each` of a provider needs." };
  const isUnique = new Set(texts).size === texts.length;
  const alias = freeAlias(ctx, provider, `by_${column.name}`);
  const keys = isUnique ? texts : aliases.map(quoted);
  const references: { readonly at: FileRange; readonly text: string }[] = [];
  for (const [i, own] of aliases.entries()) {
    for (const site of sitesOf(snapshot, module, `provider.${provider}.${own}`)) {
      const { addressRange } = site.origin;
      const written = slice(site.file.text, addressRange);
      const isTest = module.files.every(({ entry }) => entry.uri !== site.uri);
      if (isTest || written !== `${provider}.${own}`) {
        return {
          refused: `The reference at ${placeText(snapshot, { uri: site.uri, range: addressRange }, module.directory)} cannot be rewritten.`,
        };
      }
      references.push({ at: { uri: site.uri, range: addressRange }, text: `${provider}.${alias}[${keys[i]}]` });
    }
  }
  return {
    refactor: "provider-for-each",
    title: `Write the ${blocks.length} configurations as one with \`for_each\``,
    build: () => {
      const change = new SourceChangeBuilder();
      for (const { at, text } of references) change.replace(at.uri, at.range, text);
      const newLine = newLineOf(file.text);
      const table = isUnique
        ? `toset([${texts.join(", ")}])`
        : ["{", ...texts.map((text, i) => `${deeper("  ")}${quoted(aliases[i] ?? "")} = ${text}`), "  }"].join(newLine);
      const value = isUnique ? "each.key" : "each.value";
      const edits: TextEdit[] = places.map(({ range, inTemplate }) => ({
        range,
        newText: inTemplate ? `\${${value}}` : value,
      }));
      const named = argument(first.body, "alias");
      if (named) edits.push({ range: named.value.range, newText: quoted(alias) });
      edits.push(...addMetaArgument(file, first, { name: "for_each", value: table }));
      const { start } = first.range;
      const shifted = edits.map(({ range, newText }) => ({
        range: { start: range.start - start, end: range.end - start },
        newText,
      }));
      change.replace(uri, first.range, applyEdits(slice(file.text, first.range), shifted));
      for (const block of blocks.slice(1)) change.remove(uri, wholeLines(file, block));
      return change.build();
    },
  };
}

function freeAlias({ snapshot, suggestion }: EditContext, provider: string, wanted: string): string {
  const module = snapshot.moduleOf(suggestion.sites[0]?.uri ?? "");
  const base = toIdentifier(wanted, "each");
  let name = base;
  for (let n = 2; module?.declarations.has(`provider.${provider}.${name}`); n++) name = `${base}_${n}`;
  return name;
}
