// The edit that writes what several backends share into one file, which `tofu init` is then given: partial configuration.

import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { ProductDecision } from "../../../model/product.js";
import { directoryOf, nameOf, relativePath } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import { attributeOf, type BodyPart, bodyParts, bodyText, commentPart } from "../../rewriting/bodyParts.js";
import {
  areSame,
  backendOf,
  comment,
  constantText,
  namedSettings,
  type RootBackend,
  settingsOf,
  withParts,
} from "./rootBackend.js";

export interface SharedBackend {
  readonly title: string;
  readonly change: SourceChange;
}

/** Below this a file of its own says more than it saves. */
const fewestArguments = 2;

/**
 * Writes what the backends share into a file of the nearest folder above all of them. A sentence where that cannot be
 * done, or where one of them would keep its state elsewhere.
 */
export function shareBackends(
  snapshot: WorkspaceSnapshot,
  backends: readonly RootBackend[],
  product: ProductDecision,
): SharedBackend | string {
  const named = backends.find((backend) => namedSettings(backend).length > 0);
  if (named) return `The backend of \`${nameOf(named.module.directory)}\` is given a file of settings already.`;
  const all = backends.map((backend) => bodyParts(backend.file, backend.block));
  const names = sharedNames(all);
  if (names.length < fewestArguments) {
    return "The backends share less than two constants; a file of settings holds nothing else.";
  }
  const directory = folderAbove(backends.map(({ module }) => module.directory));
  const type = backends[0]?.block.labels[0]?.value ?? "";
  const uri = freeFile(snapshot, directory, type);
  const paths = backends.map(({ module }) => withoutDot(relativePath(module.directory, uri)));
  const program = product.product === "terraform" ? "terraform" : "tofu";
  const change = new SourceChangeBuilder();
  const header = commentPart(`# What the backends below share; \`${program} init -backend-config\` reads it.`);
  const shared = names.map((name, i) => ({ ...sharedPart(name, all), isApart: i === 0 }));
  change.operation({ kind: "create", uri, content: bodyText([header, ...shared], "") });
  for (const [i, backend] of backends.entries()) {
    const [first, ...rest] = without(all[i] ?? [], names);
    const note = commentPart(comment(program, paths[i] ?? ""));
    const parts = [note, ...(first ? [{ ...first, isApart: false }] : []), ...rest];
    const { range, newText } = withParts(backend, parts);
    change.replace(backend.file.uri, range, newText);
  }
  const built = change.build();
  const after = snapshot.after(built);
  for (const backend of backends) {
    const module = after.module(backend.module.directory);
    const now = module && backendOf(after, module);
    const isKept = typeof now === "object" && areSame(settingsOf(snapshot, backend), settingsOf(after, now));
    if (!isKept) return `The state of \`${nameOf(backend.module.directory)}\` would be looked for elsewhere.`;
  }
  const title = `Write what ${backends.length} backends share to \`${nameOf(uri)}\`, which \`${program} init -backend-config\` then has to be given`;
  return { title, change: built };
}

/** The parts that stay; a blank line above what goes stays with what follows it. */
function without(parts: readonly BodyPart[], names: readonly string[]): readonly BodyPart[] {
  const kept: BodyPart[] = [];
  let isApart = false;
  for (const part of parts) {
    isApart ||= part.isApart;
    if (part.name !== undefined && names.includes(part.name)) continue;
    kept.push({ ...part, isApart });
    isApart = false;
  }
  return kept;
}

/** The arguments that are the same constant in all backends, in the order of the first. */
function sharedNames(all: readonly (readonly BodyPart[])[]): readonly string[] {
  const [first = [], ...others] = all.map(constantsIn);
  return [...first].flatMap(([name, text]) =>
    others.every((other) => new Map(other).get(name) === text) ? [name] : [],
  );
}

function constantsIn(parts: readonly BodyPart[]): readonly (readonly [string, string])[] {
  return parts.flatMap((part) => {
    const attribute = attributeOf(part);
    const text = attribute && constantText(attribute.value);
    return attribute && text !== undefined ? [[attribute.name.name, text] as const] : [];
  });
}

/** An argument as the first backend has it, with the comments that any of them has. */
function sharedPart(name: string, all: readonly (readonly BodyPart[])[]): BodyPart {
  const same = all.flatMap((parts) => parts.filter((part) => part.name === name));
  const [first = commentPart("")] = same;
  const leading = new Set(same.flatMap((part) => part.leading));
  const trailing = new Set(same.flatMap((part) => part.trailing ?? []));
  if (trailing.size <= 1) return { ...first, leading: [...leading] };
  return { ...first, leading: [...leading, ...trailing], trailing: undefined };
}

/** The nearest folder that holds all of them. */
function folderAbove(directories: readonly string[]): string {
  let [folder = ""] = directories;
  while (directories.some((directory) => directory !== folder && !directory.startsWith(`${folder}/`))) {
    folder = directoryOf(folder);
  }
  return folder;
}

function freeFile(snapshot: WorkspaceSnapshot, directory: string, type: string): string {
  const names = ["backend", `backend-${type}`];
  for (let n = 0; ; n++) {
    const uri = `${directory}/${names[n] ?? `backend-${type}-${n}`}.hcl`;
    if (!snapshot.entry(uri)) return uri;
  }
}

/** A path within the folder needs no `./` before it. */
function withoutDot(path: string): string {
  return path.startsWith("./") ? path.slice(2) : path;
}
