// M-1: a local value for the version that several calls of one module have.
//
// Source: OpenTofu reads local values and variables in a module's source and version since 1.8 (early evaluation).

import { slice, type TextRange } from "../../../base/range.js";
import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import { newestRelease } from "../../../model/product.js";
import { directoryOf } from "../../../model/uri.js";
import { compareVersions } from "../../../model/version.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { productOf } from "../../diagnostics.js";
import { quoted } from "../../rewriting/addressPath.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { addLocal } from "../../rewriting/newDeclarations.js";
import { sourceAndRef } from "../fileShapes.js";
import { grouped } from "../suggestion.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { isOpenTofuFrom } from "./targets.js";

/** A call with its version and the text that says it, without quotes. */
interface PinnedCall {
  readonly file: SourceFile;
  readonly directory: string;
  readonly pin: string;
  readonly at: "version" | "ref";
  readonly range: TextRange;
}

/** Fewer calls than this do not need a name for their version. */
const fewestCalls = 3;

export function toModuleVersion(ctx: EditContext): EditOutcome {
  const calls = ctx.suggestion.sites.flatMap(({ uri, range }) => {
    const file = ctx.snapshot.file(uri);
    const block = file?.body.items.find(
      (item): item is Block => item.kind === "Block" && item.range.start < range.start && range.end < item.range.end,
    );
    return file && block ? pinnedCall(file, block) : [];
  });
  const groups = grouped(calls, ({ directory, pin, at }) => `${directory} ${at} ${pin}`);
  const [most] = groups.sort((a, b) => b.length - a.length);
  const [first] = most ?? [];
  if (!most || !first || most.length < fewestCalls) {
    return { refused: "The calls of one version stand in modules of their own, which have nothing to share it in." };
  }
  const module = ctx.snapshot.module(first.directory);
  if (!module) return { refused: "The edit does not apply here." };
  const product = productOf(module, ctx.options);
  const { lowerBound } = product;
  // A version that OpenTofu does not have is Terraform's.
  const isNewer = lowerBound !== undefined && compareVersions(lowerBound, newestRelease("opentofu")) > 0;
  if (isNewer || !isOpenTofuFrom(product, 8)) {
    return {
      refused: "A version can be a local value only in OpenTofu 1.8 or newer, and the module does not ask for it.",
    };
  }
  const name = module.freeName("local", `${moduleName(first)}_${first.at}`);
  return {
    refactor: "name-module-version",
    title: `Name the version of ${most.length} calls \`local.${name}\``,
    build: () => {
      const change = new SourceChangeBuilder();
      for (const { file, range, at } of most) {
        change.replace(file.uri, range, at === "version" ? `local.${name}` : `\${local.${name}}`);
      }
      addLocal(change, ctx.snapshot, module, first.file, name, quoted(first.pin));
      return change.build();
    },
  };
}

function pinnedCall(file: SourceFile, block: Block): readonly PinnedCall[] {
  const directory = directoryOf(file.uri);
  const version = argument(block.body, "version");
  const pin = version && literalString(version.value);
  if (version && pin !== undefined) return [{ file, directory, pin, at: "version", range: version.value.range }];
  const source = argument(block.body, "source");
  const text = source && literalString(source.value);
  if (!source || text === undefined) return [];
  const { ref } = sourceAndRef(text);
  const written = slice(file.text, source.value.range);
  const start = ref === "" ? -1 : written.indexOf(`ref=${ref}`);
  if (start < 0) return [];
  const from = source.value.range.start + start + "ref=".length;
  return [{ file, directory, pin: ref, at: "ref", range: { start: from, end: from + ref.length } }];
}

/** What the module is called in a name: the last part of its address. */
function moduleName({ file, range }: PinnedCall): string {
  const block = file.body.items.find((item) => item.range.start < range.start && range.end < item.range.end);
  const source = block?.kind === "Block" ? argument(block.body, "source") : undefined;
  const { base } = sourceAndRef((source && literalString(source.value)) ?? "");
  const parts = base.split("/").filter((part) => part !== "");
  const isRegistry = parts.length === 3 && !(parts[0] ?? "").includes(".");
  const last = (isRegistry ? parts[1] : parts.at(-1)) ?? "module";
  return toIdentifier((last.endsWith(".git") ? last.slice(0, -".git".length) : last).split("-").join("_"), "module");
}
