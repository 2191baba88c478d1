// Hints behind references to objects that may not be there: under which condition they are.

import type { TextRange } from "../base/range.js";
import type { FileRange } from "../base/sourceChange.js";
import type { Module } from "../model/module.js";
import { instancesOf } from "../model/moduleValues/instances.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import type { InlayHint } from "./inlayHints.js";
import { type Condition, conditionOf, conditionText, negate, toggleOf } from "./rewriting/conditions.js";

/** Longer conditions would push the code away; the whole text is in the tooltip. */
const longest = 40;

/** The hints of a range of a file, behind each reference to an object with `enabled`, or a `count` of 0 or 1. */
export function conditionHints(
  snapshot: WorkspaceSnapshot,
  module: Module,
  uri: string,
  range: TextRange,
): readonly InlayHint[] {
  const texts = new Map<string, Absence | undefined>();
  const disabledWhen = (key: string): Absence | undefined => {
    if (!texts.has(key)) texts.set(key, absenceOf(snapshot, module, key));
    return texts.get(key);
  };
  return (snapshot.facts(uri)?.references ?? []).flatMap(({ key, place, range: { start, end } }) => {
    if (place !== "expression" || end < range.start || start > range.end) return [];
    const absence = disabledWhen(key);
    if (!absence) return [];
    const { text, target } = absence;
    const shown = text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
    const tooltip = `\`\`\`hcl\n${text}\n\`\`\``;
    return [{ offset: end, label: ` disabled when ${shown}`, kind: "type" as const, tooltip, target }];
  });
}

interface Absence {
  readonly text: string;
  /** The argument that decides. */
  readonly target: FileRange;
}

/** The condition under which an object is absent; undefined where it has none, or none that is told so. */
function absenceOf(snapshot: WorkspaceSnapshot, module: Module, key: string): Absence | undefined {
  if (!module.declaration(key)) return undefined;
  const instances = instancesOf(snapshot, module, key);
  if (!instances?.argument) return undefined;
  const { node, file } = instances.argument;
  let condition: Condition | undefined;
  if (instances.kind === "enabled") condition = conditionOf(node.value, file.text);
  if (instances.kind === "count") condition = toggleOf(node.value, file.text, () => undefined);
  if (!condition || condition.kind === "constant") return undefined;
  const text = conditionText(negate(condition)).split("\n").join(" ");
  return { text, target: { uri: file.uri, range: node.range } };
}
