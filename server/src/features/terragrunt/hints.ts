// Inlay hints of Terragrunt's files: where a source leads, the key of the state, and how many inputs there are in all.

import { overlaps, type TextRange } from "../../base/range.js";
import type { FileRange } from "../../base/sourceChange.js";
import { partOfTerm, type Term } from "../../model/terragrunt/term.js";
import { relativePath } from "../../model/uri.js";
import { printValue } from "../../model/values/print.js";
import { isWhollyKnown } from "../../model/values/value.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block, Expression } from "../../syntax/ast.js";
import { isComputed, shortened } from "../hintedValue.js";
import type { InlayHint, InlayHintOptions } from "../inlayHints.js";
import { mainFile } from "./links.js";
import { type TerragruntPlace, terragruntPlace } from "./place.js";

/** The hints of a range of a Terragrunt file, in the order of the text. */
export function terragruntHints(
  snapshot: WorkspaceSnapshot,
  uri: string,
  range: TextRange,
  show: InlayHintOptions,
): readonly InlayHint[] {
  const place = terragruntPlace(snapshot, uri);
  const file = snapshot.file(uri);
  if (!place?.view || !file) return [];
  const hints: InlayHint[] = [];
  for (const item of file.body.items) {
    if (!overlaps(item.range, range)) continue;
    if (item.kind === "Block") addBlock(place, item, show, hints);
    else if (item.name.name === "inputs" && show.terragrunt) addInputs(place, item.equals.end, hints);
  }
  return hints.filter(({ offset }) => offset >= range.start && offset <= range.end).sort((a, b) => a.offset - b.offset);
}

function addBlock(place: TerragruntPlace, block: Block, show: InlayHintOptions, into: InlayHint[]): void {
  const { view, unit } = place;
  if (block.type.name === "locals" && show.values) {
    for (const item of block.body.items) {
      if (item.kind !== "Attribute" || !isComputedOrNamed(item.value)) continue;
      const value = view?.local(item.name.name)?.value;
      if (!value || !isWhollyKnown(value) || value.marks.size > 0) continue;
      const printed = printValue(value);
      into.push(hint(item.range.end, ` = ${shortened(printed)}`, `\`\`\`hcl\n${printed}\n\`\`\``, place));
    }
  }
  if (!show.terragrunt || !unit) return;
  if (block.type.name === "terraform") addSource(place, block, into);
  if (place.role === "unit" && block.type.name === "include") {
    // Before the brace it would look like a label.
    const after = block.openBrace?.end ?? block.header.end;
    const key = stateKey(unit.configuration.entries.get("remote_state")?.term);
    // The last include stands for all of them; the unit has one state.
    const last = [...place.facts.blocks].reverse().find(({ type }) => type === "include")?.range.start;
    const isLast = last === block.range.start;
    if (key !== undefined && isLast) {
      const origin = unit.configuration.entries.get("remote_state")?.origin;
      const tooltip = `The state of this unit is kept at \`${key}\`.`;
      into.push(hint(after, ` state: ${shortened(key)}`, tooltip, place, origin));
    }
    // A unit that gives no inputs itself has no other place for their number.
    const merged = unit.inputs?.size ?? 0;
    if (merged > 0 && isLast && !place.facts.attributes.some(({ name }) => name === "inputs")) {
      into.push(hint(after, ` ${merged} inputs of includes`, undefined, place));
    }
  }
}

/** Where a source that is put together leads. */
function addSource(place: TerragruntPlace, block: Block, into: InlayHint[]): void {
  const source = block.body.items.find((item) => item.kind === "Attribute" && item.name.name === "source");
  if (source?.kind !== "Attribute" || !isComputedOrNamed(source.value)) return;
  const found = place.unit?.source;
  if (found?.text === undefined || found.from !== place.uri) return;
  const shown =
    found.kind === "local" && found.uri !== undefined && place.unit
      ? relativePath(place.unit.directory, found.uri)
      : found.text;
  const main = found.module && mainFile(found.module);
  const target = main === undefined ? undefined : { uri: main, range: { start: 0, end: 0 } };
  into.push(hint(source.range.end, ` = ${shortened(shown)}`, `\`${found.text}\``, place, target));
}

/** How many inputs there are with those of the includes. */
function addInputs(place: TerragruntPlace, offset: number, into: InlayHint[]): void {
  const merged = place.unit?.inputs?.size;
  const own = new Set(place.facts.inputs.map(({ name }) => name)).size;
  if (place.role !== "unit" || merged === undefined || merged === own) return;
  into.push(hint(offset, ` ${merged} with those of includes`, undefined, place));
}

/** Where the state is kept, by the names that backends have for it. */
export function stateKey(remoteState: Term | undefined): string | undefined {
  const config = remoteState && partOfTerm(remoteState, "config");
  for (const name of ["key", "path", "prefix"]) {
    const part = config && partOfTerm(config, name);
    if (part?.kind === "value" && part.value.type.kind === "string" && part.value.hasContent) return part.value.text;
  }
  return undefined;
}

/** True for what a person would have to work out; names too, as what they stand for is often in another file. */
function isComputedOrNamed(expression: Expression): boolean {
  return (
    expression.kind === "ScopeTraversalExpr" || expression.kind === "RelativeTraversalExpr" || isComputed(expression)
  );
}

function hint(
  offset: number,
  label: string,
  tooltip: string | undefined,
  { units, unit }: TerragruntPlace,
  target?: FileRange,
): InlayHint {
  const seen =
    units.length > 1 && unit
      ? `As the unit \`${unit.directory.slice(unit.directory.lastIndexOf("/") + 1)}\` sees it, one of ${units.length}.`
      : "";
  const whole = [tooltip ?? "", seen].filter((part) => part !== "").join("\n\n");
  return { offset, label, kind: "type", tooltip: whole === "" ? undefined : whole, target };
}
