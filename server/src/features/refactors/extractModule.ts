// # extract-module
//
// Moves the selected blocks into a module of their own, with its inputs and outputs, the call, and a `moved` block for each object.
//
// ```hcl
// variable "size" {
//   type    = number
//   default = 1
// }
//
// <|resource "terraform_data" "web" {
//   input = var.size
// }|>
//
// output "web" {
//   value = terraform_data.web.output
// }
// ```
// ->
// ```hcl
// variable "size" {
//   type    = number
//   default = 1
// }
//
// module "web" {
//   source = "./modules/web"
//
//   size = var.size
// }
//
// output "web" {
//   value = module.web.terraform_data_web.output
// }
// ```
//
// `modules/web/main.tf`:
// ```hcl
// resource "terraform_data" "web" {
//   input = var.size
// }
// ```
//
// `modules/web/variables.tf`:
// ```hcl
// variable "size" {
//   type = number
// }
// ```
//
// `modules/web/outputs.tf`:
// ```hcl
// output "terraform_data_web" {
//   value = terraform_data.web
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.web
//   to   = module.web.terraform_data.web
// }
// ```
import { contains, overlaps, slice } from "../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../base/textEdit.js";
import { literalString } from "../../model/access.js";
import { addressKey } from "../../model/address.js";
import { argument } from "../../model/extract.js";
import { type ReferenceOrigin, visitAttributeReferences } from "../../model/references.js";
import { isLocalSource } from "../../model/workspace.js";
import type { Block, BodyItem } from "../../syntax/ast.js";
import { type InstanceKey, quoted } from "../rewriting/addressPath.js";
import { newLineOf, removeItem, surroundings } from "../rewriting/blockEdits.js";
import { type Conversion, refused, replaced } from "../rewriting/conversion.js";
import { countToEnabled } from "../rewriting/conversions/countToEnabled.js";
import { declaredBlock, repeatableAddress } from "../rewriting/declarationNodes.js";
import { literalNumber } from "../rewriting/expressionShape.js";
import { toIdentifier } from "../rewriting/identifier.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { type Move, planMoves } from "../rewriting/movedPlanner.js";
import { hiddenReferences, placeText, rewriteReferences } from "../rewriting/referenceRewriter.js";
import { wholeUse } from "../rewriting/wholeUses.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { replaceCountIndex, toggleTest } from "./repetitionChange.js";

const title = "Extract the blocks to a module";

export const extractModule: Refactor = {
  id: "extract-module",
  title,
  kind: "refactor.extract",
  inverse: "inline-module",
  unattended: false,
  run(ctx) {
    if (ctx.selection.start === ctx.selection.end) return;
    const blocks = ctx.file.body.items.filter(
      (item): item is Block => item.kind === "Block" && overlaps(item.range, ctx.selection),
    );
    const [first] = blocks;
    if (!first || blocks.some((block) => repeatableAddress(block) === undefined)) return;
    const planned = planExtraction(ctx, blocks, undefined);
    if (typeof planned === "string") ctx.refuse(title, first.header, planned);
    else ctx.offer(title, first.header, planned);
  },
};

/** An input of the new module: its name, what the call passes, and its type where that is known. */
interface Input {
  readonly name: string;
  readonly value: string;
  readonly type: string | undefined;
}

/** The condition that all blocks share: the `count` that goes onto the call and away from them. */
export interface SharedCount {
  readonly text: string;
}

/** Plans a module of the blocks; its change, or a sentence that says why not. */
export function planExtraction(
  ctx: RefactorContext,
  blocks: readonly Block[],
  shared: SharedCount | undefined,
): string | (() => SourceChange) {
  const { snapshot, module, file } = ctx;
  const first = blocks[0] as Block;
  if (!module.files.some(({ entry }) => entry.uri === file.uri)) return "An override file has no blocks of its own.";
  const wanted = toIdentifier(first.labels[first.labels.length - 1]?.value ?? "", "main");
  const name = module.freeName("module", wanted);
  const directory = `${module.directory}/modules/${name}`;
  if (snapshot.directories.has(directory)) return `There is a folder modules/${name} already.`;
  const keys = blocks.map((block) => {
    const address = repeatableAddress(block);
    return address ? addressKey(address) : "";
  });
  for (const key of keys) {
    if ((module.declarations.get(key)?.length ?? 0) !== 1) return `${key} is declared more than once.`;
    if (module.overriding.has(key)) return `An override file changes ${key}.`;
  }
  const hidden = hiddenReferences(snapshot, module, keys);
  if (hidden) return hidden;
  const inside = collectInputs(ctx, blocks, new Set(keys), shared !== undefined);
  if (typeof inside === "string") return inside;

  const change = new SourceChangeBuilder();
  const edits = new Map<string, TextEdit[]>();
  const add = (uri: string, more: readonly TextEdit[]): void =>
    void edits.set(uri, [...(edits.get(uri) ?? []), ...more]);
  const own: TextEdit[] = [...inside.edits];
  if (shared) {
    for (const block of blocks) {
      const count = argument(block.body, "count");
      if (count) own.push(...removeItem(file, block, count), ...replaceCountIndex(file, block, "0"));
    }
  }
  const outputs: string[] = [];
  const moves: Move[] = [];
  for (const [i, key] of keys.entries()) {
    const block = blocks[i] as Block;
    const output = key.split(".").join("_");
    let isUsed = false;
    const onUse = (): void => {
      isUsed = true;
    };
    const isInside = (blocksAround: readonly Block[]): boolean =>
      blocksAround[0] !== undefined && blocks.includes(blocksAround[0]);
    const names = { call: `module.${name}`, output, key, isInside, onUse };
    const isCall = block.type.name === "module";
    const conversion = shared
      ? intoCountedModule(names, countToEnabled(key, isCall, toggleTest(snapshot, module)))
      : intoModule(names);
    const rewritten = rewriteReferences(snapshot, module, key, conversion);
    if ("refusals" in rewritten) {
      const [refusal] = rewritten.refusals;
      return refusal ? `A reference at ${placeText(snapshot, refusal.at)} cannot be rewritten: ${refusal.reason}.` : "";
    }
    for (const [uri, more] of rewritten.edits) {
      const isOwn = (edit: TextEdit): boolean =>
        uri === file.uri &&
        blocks.some((one) => one.range.start <= edit.range.start && edit.range.end <= one.range.end);
      own.push(...more.filter(isOwn));
      add(
        uri,
        more.filter((edit) => !isOwn(edit)),
      );
    }
    if (isUsed) outputs.push(`output "${output}" {\n  value = ${key}\n}\n`);
    const isStored = block.type.name === "resource" || block.type.name === "module";
    const call = shared ? `module.${name}[0]` : `module.${name}`;
    const to = { address: `${call}.${key}`, key: undefined };
    const from = { address: key, key: shared ? 0 : undefined };
    const planned = planMoves(snapshot, module, key, isStored ? [{ from, to }] : [], {
      implied: false,
    });
    if ("refusal" in planned) return `Its moves cannot be written: ${planned.refusal}`;
    moves.push(...planned.added);
  }
  return () => {
    for (const [uri, list] of edits) for (const edit of list) change.replace(uri, edit.range, edit.newText);
    const newLine = newLineOf(file.text);
    const width = Math.max(0, ...inside.inputs.map((input) => input.name.length));
    const passed = inside.inputs.map((input) => `  ${input.name.padEnd(width)} = ${input.value}${newLine}`);
    const counted = shared ? [`  count = ${shared.text}`, ""] : [];
    const source = `  source = "./modules/${name}"`;
    const call = [`module "${name}" {`, ...counted, source, ...(passed.length > 0 ? [""] : [])].join(newLine);
    change.replace(file.uri, first.range, `${call}${newLine}${passed.join("")}}`);
    for (const block of blocks.slice(1)) {
      const lines = surroundings(file, block).lines ?? block.range;
      const above = file.text.lastIndexOf("\n", lines.start - 2) + 1;
      const isBlank = lines.start > 0 && file.text.slice(above, lines.start).trim() === "";
      change.remove(file.uri, { start: isBlank ? above : lines.start, end: lines.end });
    }
    const main = blocks.map((block, i) => blockText(ctx, block, i > 0, outermost(own))).join(newLine + newLine);
    change.operation({ kind: "create", uri: `${directory}/main.tf`, content: `${main}${newLine}` });
    if (inside.inputs.length > 0) {
      const variables = inside.inputs.map(
        (input) => `variable "${input.name}" {${input.type === undefined ? "" : `\n  type = ${input.type}\n`}}\n`,
      );
      change.operation({ kind: "create", uri: `${directory}/variables.tf`, content: variables.join("\n") });
    }
    if (outputs.length > 0) {
      change.operation({ kind: "create", uri: `${directory}/outputs.tf`, content: outputs.join("\n") });
    }
    const providers = requiredProviders(ctx, blocks);
    if (providers !== "") change.operation({ kind: "create", uri: `${directory}/versions.tf`, content: providers });
    placeMoves(change, snapshot, module, moves, ctx.options.movedBlocks, { file, block: first });
    return change.build();
  };
}

/** Edits without those within another: `[count.index]` goes as a whole. */
function outermost(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.filter(
    (edit) =>
      !edits.some((other) => other !== edit && contains(other.range, edit.range) && !contains(edit.range, other.range)),
  );
}

interface ExtractedNames {
  /** The call's address, the output that holds the object, and the object's address within the module. */
  readonly call: string;
  readonly output: string;
  readonly key: string;
  readonly isInside: (around: readonly Block[]) => boolean;
  readonly onUse: () => void;
}

/** References to an object that becomes a module's output as a whole, with all its instances. */
function intoModule({ call, output, isInside, onUse }: ExtractedNames): Conversion {
  return {
    before: "single",
    isModule: true,
    use(site) {
      if (isInside(site.blocks)) return { edits: [] };
      onUse();
      return replaced(site.origin.addressRange, `${call}.${output}`);
    },
    address({ range, place, blocks: around }) {
      if (isInside(around)) return { edits: [] };
      if (place === "depends_on") return replaced(range, call);
      if (place === "replace_triggered_by") return refused("a module cannot trigger a replacement");
      return replaced({ start: range.start, end: range.start }, `${call}.`);
    },
  };
}

/** References to an object whose `count` of 0 or 1 goes onto the call: the module has its instance then. */
function intoCountedModule({ call, output, key, isInside, onUse }: ExtractedNames, within: Conversion): Conversion {
  const isFirst = (given: InstanceKey | undefined): boolean =>
    given?.kind === "number" ? given.value === 0 : given?.kind === "dynamic" && literalNumber(given.expression) === 0;
  return {
    before: "count",
    isModule: within.isModule,
    use(site, use) {
      if (isInside(site.blocks)) return within.use(site, use);
      onUse();
      const { addressRange } = site.origin;
      switch (use.kind) {
        case "instance":
          if (!isFirst(use.key)) return refused("its instance key is not 0");
          return replaced({ start: addressRange.start, end: use.keyRange.end }, `${call}[0].${output}`);
        case "splat": {
          // Behind `.*` an index takes from the whole list, and behind `[*]` from each element.
          const isLegacy = site.origin.accessors[0]?.kind === "splat" && site.origin.accessors[0].style === "attr";
          if (isLegacy && use.rest.some((one) => one.kind !== "attr")) return refused("an index follows its splat");
          return replaced({ start: addressRange.start, end: use.marker.end }, `${call}[*].${output}`);
        }
        case "invalid":
          return refused(`${use.reason}, which fails already`);
        case "whole": {
          const how = wholeUse(site);
          if (how.kind === "length" || how.kind === "presence") return replaced(addressRange, call);
          return replaced(addressRange, `${call}[*].${output}`);
        }
      }
    },
    address(step) {
      if (isInside(step.blocks)) return within.address(step);
      if (step.place === "depends_on") return replaced(step.range, call);
      if (step.place === "replace_triggered_by") return refused("a module cannot trigger a replacement");
      return isFirst(step.key) ? replaced(step.range, `${call}[0].${key}`) : refused("its instance key is not 0");
    },
  };
}

/** A block's text in its new module: with its comments, where they do not stay above the call. */
function blockText(ctx: RefactorContext, block: Block, withComments: boolean, edits: readonly TextEdit[]): string {
  const { file } = ctx;
  const lines = withComments ? (surroundings(file, block).lines ?? block.range) : block.range;
  const inside = edits
    .filter(({ range }) => lines.start <= range.start && range.end <= lines.end)
    .map(({ range, newText }) => ({
      range: { start: range.start - lines.start, end: range.end - lines.start },
      newText,
    }));
  return applyEdits(slice(file.text, lines), inside).trimEnd();
}

/** What the blocks read from outside, as inputs, and the edits that read them; or why they cannot be taken out. */
function collectInputs(
  ctx: RefactorContext,
  blocks: readonly Block[],
  keys: ReadonlySet<string>,
  withoutCount: boolean,
): string | { readonly inputs: readonly Input[]; readonly edits: readonly TextEdit[] } {
  const { file, module, snapshot } = ctx;
  const inputs: Input[] = [];
  const edits: TextEdit[] = [];
  let problem: string | undefined;
  const inputFor = (value: string, wanted: string, type: string | undefined): string => {
    const known = inputs.find((input) => input.value === value);
    if (known) return known.name;
    let name = wanted;
    for (let n = 2; inputs.some((input) => input.name === name) || reservedInputs.has(name); n++)
      name = `${wanted}_${n}`;
    inputs.push({ name, value, type });
    return name;
  };
  const read = (origin: ReferenceOrigin): void => {
    const root = origin.base.root.name;
    if (root === "path" && origin.range.end > 0) problem ??= "It reads path, which is another folder in a module.";
    if (!origin.address || keys.has(origin.key)) return;
    const { address } = origin;
    switch (origin.place) {
      case "depends_on":
      case "replace_triggered_by":
        problem ??= `It depends on ${origin.key}, which stays behind.`;
        return;
      case "provider":
        if (address.kind === "provider" && address.alias === undefined) return;
        problem ??= "It names a provider configuration, which would have to be passed.";
        return;
      default:
        break;
    }
    if (address.kind === "variable") {
      const declared = declaredBlock(snapshot, module.declaration(origin.key));
      const type = declared && argument(declared.block.body, "type");
      const text = type && declared ? slice(declared.file.text, type.value.range) : undefined;
      const name = inputFor(origin.key, address.name, text?.includes("\n") ? undefined : text);
      if (name !== address.name) edits.push({ range: origin.addressRange, newText: `var.${name}` });
      return;
    }
    if (address.kind === "local") {
      const name = inputFor(origin.key, address.name, undefined);
      edits.push({ range: origin.addressRange, newText: `var.${name}` });
      return;
    }
    if (address.kind !== "resource" && address.kind !== "module") return;
    // The literal steps up to the first that is none: `aws_vpc.main[0].id` is one input.
    let end = origin.addressRange.end;
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
    const label = address.name + (last === "" ? "" : `_${last}`);
    const name = inputFor(slice(file.text, range), toIdentifier(label, "value"), undefined);
    edits.push({ range, newText: `var.${name}` });
  };
  const visit = (item: BodyItem, around: readonly Block[]): void => {
    if (item.kind === "Block") {
      for (const child of item.body.items) visit(child, [...around, item]);
      return;
    }
    if (withoutCount && around.length === 1 && item.name.name === "count") return;
    if (item.name.name === "providers" && around.length === 1)
      problem ??= "It passes providers, which would have to be passed.";
    const source =
      around[0]?.type.name === "module" && item.name.name === "source" ? literalString(item.value) : undefined;
    if (source !== undefined && isLocalSource(source)) {
      edits.push({
        range: item.value.range,
        newText: quoted(`../../${source.startsWith("./") ? source.slice(2) : source}`),
      });
      return;
    }
    visitAttributeReferences(item, around, read);
  };
  for (const block of blocks) visit(block, []);
  return problem ?? { inputs, edits };
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

/** The requirements of the providers that the blocks use, where they are not from the default registry's namespace. */
function requiredProviders(ctx: RefactorContext, blocks: readonly Block[]): string {
  const prefixes = new Set(
    blocks.flatMap((block) => (block.labels.length > 1 ? [(block.labels[0]?.value ?? "").split("_")[0] ?? ""] : [])),
  );
  const lines: string[] = [];
  for (const name of prefixes) {
    const required = ctx.module.requiredProviders.get(name)?.[0]?.fact;
    if (required?.source !== undefined) lines.push(`    ${name} = {\n      source = ${quoted(required.source)}\n    }`);
  }
  return lines.length === 0 ? "" : `terraform {\n  required_providers {\n${lines.join("\n")}\n  }\n}\n`;
}
