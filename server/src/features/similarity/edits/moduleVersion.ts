// M-1: a local value for the version that several calls of one module have.
//
// Source: OpenTofu reads local values and variables in a module's source and version since 1.8 (early evaluation).

import { slice, type TextRange } from "../../../base/range.js";
import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { newestRelease } from "../../../model/product.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import { compareVersions, parseVersion } from "../../../model/version.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { productOf } from "../../diagnostics.js";
import { quoted } from "../../rewriting/addressPath.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { addLocal } from "../../rewriting/newDeclarations.js";
import { lowerBounds, type RequiredBound } from "../../rewriting/requiredVersions.js";
import { canonicalAddress, isCommit, type NamedPin, namedPin, sourceAndRef, wholeCommit } from "../sourceAddress.js";
import { commonDirectory, grouped } from "../suggestion.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { isOpenTofuFrom } from "./targets.js";

/** A call with its version and the text that says it, without quotes. */
interface PinnedCall {
  readonly file: SourceFile;
  readonly directory: string;
  readonly source: string;
  readonly pin: string;
  readonly at: "version" | "ref";
  readonly range: TextRange;
  /** What a comment behind it says of its pin. */
  readonly comment: NamedPin | undefined;
}

/** Calls of one version in one module. */
interface SharedPin {
  readonly calls: readonly PinnedCall[];
  readonly first: PinnedCall;
  readonly pin: string;
}

/** Fewer calls than these do not need a name for their version: a commit is long, and a version soon written again. */
const fewestCalls = 5;
const fewestOfCommit = 3;

export function toModuleVersion(ctx: EditContext): EditOutcome {
  const calls = ctx.suggestion.sites.flatMap(({ uri, range }) => {
    const file = ctx.snapshot.file(uri);
    const block = file?.body.items.find(
      (item): item is Block => item.kind === "Block" && item.range.start < range.start && range.end < item.range.end,
    );
    return file && block ? pinnedCall(file, block) : [];
  });
  const groups = grouped(calls, ({ directory, at }) => `${directory} ${at}`).flatMap(sharedPins);
  const most = groups.sort((a, b) => b.calls.length - a.calls.length);
  if (new Set(calls.map(({ directory }) => directory)).size === calls.length) {
    return { refused: "The calls of one version stand in modules of their own, which have nothing to share it in." };
  }
  const worthwhile = most.filter(({ calls, pin }) => calls.length >= (isCommit(pin) ? fewestOfCommit : fewestCalls));
  if (worthwhile.length === 0) {
    return { refused: "No module calls one version often enough to be worth a local value for it." };
  }
  const outcomes = worthwhile.map((group) => namedIn(ctx, group));
  return outcomes.find((outcome) => "build" in outcome) ?? outcomes[0] ?? { refused: "The edit does not apply here." };
}

/** Calls in one module, by what they are pinned to: a commit cut short is the one that is written at length. */
function sharedPins(calls: readonly PinnedCall[]): readonly SharedPin[] {
  const commits = calls.map(({ pin }) => pin).filter(isCommit);
  const whole = ({ pin }: PinnedCall): string => (isCommit(pin) ? wholeCommit(pin, commits) : pin);
  return grouped(calls, whole).flatMap((group) =>
    group[0] ? [{ calls: group, first: group[0], pin: whole(group[0]) }] : [],
  );
}

function namedIn(ctx: EditContext, { calls, first, pin }: SharedPin): EditOutcome {
  const module = ctx.snapshot.module(first.directory);
  if (!module) return { refused: "The edit does not apply here." };
  const lacking = lacksEarlyEvaluation(module, ctx);
  if (lacking !== undefined) return { refused: lacking };
  const comments = calls.flatMap(({ comment }) => comment ?? []);
  const said = new Set(comments.map(({ version }) => version));
  if (said.size > 1) {
    const versions = [...said].map((version) => `\`${version}\``).join(" and ");
    return { refused: `Comments call one commit ${versions}, and which of them it is a person has to say.` };
  }
  const name = module.freeName("local", localName(first));
  const [comment] = said;
  return {
    refactor: "name-module-version",
    title: `Name the version of ${calls.length} calls \`local.${name}\``,
    build: () => {
      const change = new SourceChangeBuilder();
      for (const { file, range, at } of calls) {
        change.replace(file.uri, range, at === "version" ? `local.${name}` : `\${local.${name}}`);
      }
      // At the calls the comment would be untrue after the next change of the version.
      for (const { file, comment: own } of calls) if (own) change.remove(file.uri, own.range);
      const value = comment === undefined ? quoted(pin) : `${quoted(pin)} # ${comment}`;
      const places = new Map(grouped(calls, ({ file }) => file.uri).map((own) => [own[0]?.file.uri ?? "", own.length]));
      addLocal(change, ctx.snapshot, module, first.file, name, value, { places });
      return change.build();
    },
  };
}

/** Why a module cannot be relied on to be read by an OpenTofu that has early evaluation; undefined where it can. */
function lacksEarlyEvaluation(module: Module, { snapshot, suggestion, options }: EditContext): string | undefined {
  const product = productOf(module, options);
  const newest = newestRelease("opentofu");
  // A version that OpenTofu does not have is Terraform's.
  const isNewer = product.lowerBound !== undefined && compareVersions(product.lowerBound, newest) > 0;
  if (isNewer || !isOpenTofuFrom(product, fromMinor)) {
    return "A version can be a local value only in OpenTofu 1.8 or newer, and the module does not ask for it.";
  }
  if (product.lowerBound !== undefined) return undefined;
  // OpenTofu passes over the requirement in `.tf` files, but it tells who uses the module.
  const common = `${commonDirectory(suggestion.sites.map(({ uri }) => directoryOf(uri)))}/`;
  const nameBelow = ({ directory }: Module): string =>
    `\`${decodeURIComponent(directory.startsWith(common) ? directory.slice(common.length) : nameOf(directory))}\``;
  const requirementOf = (of: Module): string =>
    common === `${of.directory}/` ? "the module's `required_version`" : `the \`required_version\` of ${nameBelow(of)}`;
  const own = lowerBounds(module);
  const tooOld = own.find(({ bound }) => compareVersions(bound, earliest) < 0);
  if (tooOld) {
    return `A version can be a local value only in OpenTofu 1.8 or newer, and ${requirementOf(module)}, \`${tooOld.text}\`, lets older ones in.`;
  }
  const isTerraforms = ({ bound }: RequiredBound): boolean => compareVersions(bound, newest) > 0;
  const ownNewer = own.find(isTerraforms);
  if (ownNewer) {
    return `A version can be a local value in OpenTofu, and ${requirementOf(module)}, \`${ownNewer.text}\`, lets no release of it in.`;
  }
  // One repository is seldom used with both.
  const calling = new Set(suggestion.sites.map(({ uri }) => directoryOf(uri)));
  const callers = [...calling].flatMap((directory) => snapshot.module(directory) ?? []);
  for (const other of [...callers, ...snapshot.modules()]) {
    const newer = other.directory.startsWith(common) ? lowerBounds(other).find(isTerraforms) : undefined;
    if (newer) {
      const whose = calling.has(other.directory) ? "" : "the repository is used with another: ";
      return `A version can be a local value in OpenTofu, and ${whose}${requirementOf(other)}, \`${newer.text}\`, lets no release of it in.`;
    }
  }
  return undefined;
}

const fromMinor = 8;
const earliest = parseVersion(`1.${fromMinor}.0`)!;

function pinnedCall(file: SourceFile, block: Block): readonly PinnedCall[] {
  const directory = directoryOf(file.uri);
  const source = argument(block.body, "source");
  const text = source && literalString(source.value);
  if (!source || text === undefined) return [];
  const { base, ref } = sourceAndRef(text);
  const call = { file, directory, source: canonicalAddress(base) };
  const version = argument(block.body, "version");
  const pin = version && literalString(version.value);
  if (version && pin !== undefined) {
    return [{ ...call, pin, at: "version", range: version.value.range, comment: undefined }];
  }
  const written = slice(file.text, source.value.range);
  const start = ref === "" ? -1 : written.indexOf(`ref=${ref}`);
  if (start < 0) return [];
  const from = source.value.range.start + start + "ref=".length;
  const range = { start: from, end: from + ref.length };
  return [{ ...call, pin: ref, at: "ref", range, comment: namedPin(file, source) }];
}

/** A longer name than this is more to read than a version. */
const longestName = 30;

/** What the version of a module is called: after the module's folder, or after what holds it where that is too long. */
function localName({ source, at }: PinnedCall): string {
  const [repository = "", ...folder] = source.split("//");
  const parts = partsOf(repository);
  // In a registry the provider comes behind the module's name.
  const whole = ownWords((at === "version" ? parts.at(-2) : parts.at(-1)) ?? "");
  const last = partsOf(folder.at(-1) ?? "").at(-1);
  const own = last === undefined ? whole : ownWords(last);
  const ends = own.map((_, i) => own.slice(i));
  const names = [own, whole, ...ends].flatMap((words) => {
    const name = toIdentifier(words.join("_"), "module");
    return isModule(words.at(-1)) ? [`${name}_${at}`] : [`${name}_module_${at}`, `${name}_${at}`];
  });
  return names.find((name) => name.length <= longestName) ?? `module_${at}`;
}

function partsOf(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}

function isModule(word: string | undefined): boolean {
  return word === "module" || word === "modules";
}

/** The words of a folder's or repository's name, without those that say that it holds a module for a provider. */
function ownWords(name: string): readonly string[] {
  const words = name.split("-");
  const at = words.lastIndexOf("terraform");
  const own = words.slice(at + 1);
  if (at < 0 || own.length === 0) return words;
  return at === 0 && own.length > 1 && !isModule(own[1]) ? own.slice(1) : own;
}
