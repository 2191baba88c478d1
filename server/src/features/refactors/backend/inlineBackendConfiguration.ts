// # inline-backend-configuration
//
// Writes into a backend what the file says that its comment tells to pass to `tofu init`.
//
// The root can be initialised without the flag then, and its state stays where it is. The file goes with the last backend
// that names it.
//
// `app/backend.tf`:
// ```hcl
// terraform {
//   back<|>end "s3" {
//     # tofu init -backend-config=../backend.hcl
//     key = "app/terraform.tfstate"
//   }
// }
// ```
// `backend.hcl`:
// ```hcl
// bucket = "acme-state"
// region = "eu-west-1"
// ```
// ->
// `app/backend.tf`:
// ```hcl
// terraform {
//   backend "s3" {
//     bucket = "acme-state"
//     key    = "app/terraform.tfstate"
//     region = "eu-west-1"
//   }
// }
// ```
// `backend.hcl`:
// ```hcl
// ```
import { touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block } from "../../../syntax/ast.js";
import { attributeOf, type BodyPart, bodyParts } from "../../rewriting/bodyParts.js";
import type { Refactor } from "../refactor.js";
import {
  areSame,
  backendOf,
  constantText,
  modulesWithBackend,
  namedSettings,
  type RootBackend,
  settingsOf,
  withParts,
} from "./rootBackend.js";

export const inlineBackendConfiguration: Refactor = {
  id: "inline-backend-configuration",
  title: "Write the settings that `tofu init` is given into the backend",
  kind: "refactor.inline",
  inverse: "share-backend-configuration",
  unattended: false,
  run(ctx) {
    const block = ctx.path.findLast((node): node is Block => node.kind === "Block");
    if (block?.type.name !== "backend" || !touches(block.header, ctx.selection.start)) return;
    const own = backendOf(ctx.snapshot, ctx.module);
    if (typeof own === "string") return;
    const paths = namedSettings(own).map(({ path }) => `\`${path}\``);
    if (paths.length === 0) return;
    const title = `Write what ${paths.join(" and ")} ${paths.length === 1 ? "says" : "say"} into this backend`;
    const built = build(ctx.snapshot, own);
    if (typeof built === "string") ctx.refuse(title, block.header, built);
    else ctx.offer(title, block.header, () => built);
  },
};

function build(snapshot: WorkspaceSnapshot, own: RootBackend): SourceChange | string {
  const named = namedSettings(own);
  const comments = new Set(named.map(({ comment }) => comment));
  const change = new SourceChangeBuilder();
  let parts = bodyParts(own.file, own.block).flatMap((part): BodyPart[] => {
    if (part.item === undefined) return comments.has(part.text) ? [] : [part];
    return [{ ...part, leading: part.leading.filter((line) => !comments.has(line)) }];
  });
  for (const { path, uri } of named) {
    const file = snapshot.file(uri);
    if (!file || file.errors.length > 0) return `There is no \`${path}\` that could be read.`;
    const given = bodyParts(file).filter(({ item }) => item !== undefined);
    for (const part of given) {
      const attribute = attributeOf(part);
      if (!attribute || constantText(attribute.value) === undefined) return `\`${path}\` holds more than constants.`;
    }
    parts = joined(parts, given);
    if (!isNamedElsewhere(snapshot, own, uri)) change.operation({ kind: "delete", uri });
  }
  const [first, ...rest] = parts;
  const { range, newText } = withParts(own, first ? [{ ...first, isApart: false }, ...rest] : []);
  const built = change.replace(own.file.uri, range, newText).confirm().build();
  const after = snapshot.after(built);
  const module = after.module(own.module.directory);
  const now = module && backendOf(after, module);
  const isKept = typeof now === "object" && areSame(settingsOf(snapshot, own), settingsOf(after, now));
  return isKept ? built : "The state would be looked for elsewhere.";
}

/** Arguments that are given go before the block's own: in the order of names where both have it, else above them. */
function joined(own: readonly BodyPart[], given: readonly BodyPart[]): BodyPart[] {
  const names = new Set(given.map(({ name }) => name));
  const kept = own.filter(({ name }) => name === undefined || !names.has(name));
  const added = given.map((part) => ({ ...part, isApart: false }));
  const inOrder = (parts: readonly BodyPart[]): boolean =>
    parts.every((part, i) => i === 0 || (parts[i - 1]?.name ?? "") < (part.name ?? ""));
  const first = kept.findIndex(({ item }) => item !== undefined);
  const at = first < 0 ? kept.length : first;
  const [comments, items] = [kept.slice(0, at), kept.slice(at)];
  const isSorted = items.every(({ name, isApart }, i) => name !== undefined && !(isApart && i > 0)) && inOrder(items);
  if (!isSorted || !inOrder(added)) return [...comments, ...added, ...items];
  return [...comments, ...[...added, ...items].sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1))];
}

function isNamedElsewhere(snapshot: WorkspaceSnapshot, own: RootBackend, uri: string): boolean {
  for (const module of modulesWithBackend(snapshot)) {
    if (module === own.module) continue;
    const backend = backendOf(snapshot, module);
    // What cannot be told apart may name it as well.
    if (typeof backend === "string" || namedSettings(backend).some((named) => named.uri === uri)) return true;
  }
  return false;
}
