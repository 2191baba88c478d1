// What each request of an editor gives for a case, printed as text; cases stand in `spec/requests/<name>.md`.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { neverCancelled } from "../../server/src/base/cancellation.js";
import type { TextRange } from "../../server/src/base/range.js";
import { codeLenses } from "../../server/src/features/codeLenses.js";
import { complete } from "../../server/src/features/completion/complete.js";
import { type FolderEntry, pathItems, pathPlaceAt } from "../../server/src/features/completion/paths.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { documentLinks } from "../../server/src/features/documentLinks.js";
import { explainCondition } from "../../server/src/features/explainCondition.js";
import { followMoves } from "../../server/src/features/fileMoves.js";
import { hoverAt } from "../../server/src/features/hovers.js";
import { inlayHints } from "../../server/src/features/inlayHints.js";
import { moduleGraph } from "../../server/src/features/moduleGraph.js";
import { hierarchyAt, incomingCalls, outgoingCalls } from "../../server/src/features/navigation/callHierarchy.js";
import { definition, implementation, typeDefinition } from "../../server/src/features/navigation/definition.js";
import { foldingRanges } from "../../server/src/features/navigation/folding.js";
import { linkedTags } from "../../server/src/features/navigation/linkedEditing.js";
import { highlights, references } from "../../server/src/features/navigation/references.js";
import { prepareRename, rename } from "../../server/src/features/navigation/rename.js";
import { selectionRanges } from "../../server/src/features/navigation/selectionRanges.js";
import { type OutlineEntry, outline, workspaceSymbols } from "../../server/src/features/navigation/symbols.js";
import { pasteForms } from "../../server/src/features/paste/asHcl.js";
import { copyAs } from "../../server/src/features/paste/copyAs.js";
import { providerFunction } from "../../server/src/features/providerFunctions.js";
import { semanticTokens } from "../../server/src/features/semanticTokens.js";
import { signatureHelp } from "../../server/src/features/signatureHelp.js";
import { findRepetition } from "../../server/src/features/similarity/findRepetition.js";
import { isOwnCode } from "../../server/src/features/similarity/ownCode.js";
import { terragruntSignature } from "../../server/src/features/terragrunt/functionSignature.js";
import { unitGraph } from "../../server/src/features/terragrunt/hierarchy.js";
import { isTerragruntFile } from "../../server/src/features/terragrunt/place.js";
import type { ProviderSchemas } from "../../server/src/model/providerSchema.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import type { SourceFile } from "../../server/src/syntax/ast.js";
import { editProblems } from "./checkEdit.js";
import { schemasOfDump } from "./providerDumps.js";
import { changedFiles, repetitionEdit } from "./repetitionEdits.js";
import { casePath, caseUri, filesAfter, targetEvidence } from "./workspace.js";

export interface RequestCase {
  readonly snapshot: WorkspaceSnapshot;
  readonly uri: string;
  readonly file: SourceFile;
  /** The cursor, or the selection's start. */
  readonly offset: number;
  readonly selection: TextRange;
  readonly options: ReadonlyMap<string, string>;
}

/** Requests by the name of their spec file. Each gives lines of text; an empty text stands for no answer. */
export const requests: Readonly<Record<string, (one: RequestCase) => string | Promise<string>>> = {
  completion: ({ snapshot, uri, offset, options, file }) => {
    const only = options.get("only");
    const checks = { ...defaultCheckOptions, evidence: targetEvidence(options.get("target")) };
    const path = pathPlaceAt(snapshot, uri, offset);
    const listed = path ? pathItems(path, entriesOf(snapshot, path.directory)) : [];
    return [...complete(snapshot, uri, offset, { ...checks, ...caseSchemas(options) }), ...listed]
      .filter(({ kind, label }) =>
        only === undefined ? kind !== "function" : only.split(" ").some((each) => each === kind || each === label),
      )
      .map(({ label, kind, detail, text, range, change }) => {
        const replaced = file.text.slice(range.start, range.end);
        const shown = [label, kind, detail ?? ""].filter((part) => part !== "").join(" | ");
        const made = change ? [...change(false).edits] : [];
        const elsewhere = made.map(
          ([path, edits]) => `\n  ${casePath(path)}: ${JSON.stringify(edits.map(({ newText }) => newText).join(""))}`,
        );
        return `${shown} | ${replaced === "" ? "" : `${JSON.stringify(replaced)} -> `}${JSON.stringify(text)}${elsewhere.join("")}`;
      })
      .join("\n");
  },
  rename: async ({ snapshot, uri, offset, options }) => {
    const start = prepareRename(snapshot, uri, offset);
    if (!start) return "";
    if ("refusal" in start) return `refused: ${start.refusal}`;
    const moved = options.get("moved") === "beside" ? "beside" : "file";
    const result = rename(snapshot, uri, offset, options.get("to") ?? "renamed", moved);
    if (!result) return "";
    if ("refusal" in result) return `refused: ${result.refusal}`;
    const before = new Map<string, string>();
    for (const directory of snapshot.directories.values()) {
      for (const entry of directory.files.values()) before.set(casePath(entry.uri), entry.text);
    }
    const problems = await editProblems(before, result.change, defaultCheckOptions);
    const after = filesAfter(before, result.change);
    const changed = [...after].filter(([path, text]) => before.get(path) !== text);
    return [...problems, ...changed.map(([path, text]) => `${path}:\n${text.trimEnd()}`)].join("\n");
  },
  hover: ({ snapshot, uri, offset, options }) => {
    const checks = { ...defaultCheckOptions, evidence: targetEvidence(options.get("target")) };
    const known = { ...checks, ...caseSchemas(options), refactor: { movedBlocks: "file" } as const };
    const found = hoverAt({ snapshot, uri, offset, options: known });
    // Fences of its own would end the one that the answer is written in.
    return found ? `${place(snapshot, { uri, range: found.range })}\n${found.markdown.replaceAll("```", "~~~")}` : "";
  },
  "signature-help": ({ snapshot, uri, file, offset, options }) => {
    const module = snapshot.moduleOf(uri);
    const help = signatureHelp(file, offset, (called) => {
      if (isTerragruntFile(snapshot, uri)) return terragruntSignature(called);
      return module ? providerFunction(caseSchemas(options), module, called) : undefined;
    });
    const active = help?.parameters[help.active];
    return help ? `${help.label}\n${active ? help.label.slice(active.start, active.end) : "no parameter"}` : "";
  },
  "inlay-hints": ({ snapshot, uri, file, options }) => {
    const kinds = (options.get("kinds") ?? "types values instances parameterNames variableValues").split(" ");
    const show = {
      types: kinds.includes("types"),
      values: kinds.includes("values"),
      instances: kinds.includes("instances"),
      parameterNames: kinds.includes("parameterNames"),
      variableValues: kinds.includes("variableValues"),
      conditions: kinds.includes("conditions"),
      moduleVersions: kinds.includes("moduleVersions"),
      terragrunt: kinds.includes("terragrunt"),
    };
    const hints = inlayHints(snapshot, uri, { start: 0, end: file.text.length }, defaultCheckOptions, show);
    let text = file.text;
    for (const { offset, label, target } of [...hints].reverse()) {
      const leads = target ? ` -> ${place(snapshot, target)}` : "";
      text = `${text.slice(0, offset)}«${label}${leads}»${text.slice(offset)}`;
    }
    return text.trimEnd();
  },
  // The text to paste is a case's second file.
  "paste-as-hcl": ({ snapshot, options }) => {
    const source = [...snapshot.directories.values()]
      .flatMap((each) => [...each.files.values()])
      .find(({ name }) => name.startsWith("paste."));
    return pasteForms(source?.text ?? "", options.get("place") === "expression", "")
      .map(({ title, text }) => `${title}:\n${text}`)
      .join("\n");
  },
  "copy-as": ({ file, selection, options }) =>
    (copyAs(file, selection, options.get("format") === "yaml" ? "yaml" : "json") ?? "").trimEnd(),
  "code-lens": ({ snapshot, uri }) =>
    codeLenses(snapshot, uri, defaultCheckOptions)
      .map(({ range, title }) => `${place(snapshot, { uri, range })}: ${title}`)
      .join("\n"),
  "file-moves": ({ snapshot, options }) => {
    const move = { from: caseUri(options.get("from") ?? ""), to: caseUri(options.get("to") ?? "") };
    return [...followMoves(snapshot, [move]).edits]
      .flatMap(([changed, edits]) =>
        edits.map(({ range, newText }) => `${place(snapshot, { uri: changed, range })} -> ${newText}`),
      )
      .join("\n");
  },
  repetition: async ({ snapshot }) => {
    const wanted = (uri: string) => isOwnCode(casePath(uri));
    const found = await findRepetition(snapshot, { wanted }, neverCancelled);
    return found
      .map(({ detector, pattern, title, score, sites }) => {
        const listed = sites.map(
          (site) => `  ${place(snapshot, site)}${site.note === undefined ? "" : `: ${site.note}`}`,
        );
        return [`${detector} ${pattern} ${score}: ${title}`, ...listed].join("\n");
      })
      .join("\n");
  },
  "repetition-edit": async ({ snapshot, options }) => {
    const edit = await repetitionEdit(snapshot, options);
    if (edit.kind === "none") return "nothing is found";
    if (edit.kind === "report-only") return `report only: ${edit.reason}`;
    const before = new Map<string, string>();
    for (const directory of snapshot.directories.values()) {
      for (const { uri, text } of directory.files.values()) before.set(casePath(uri), text);
    }
    return `${edit.title}\n\n${changedFiles(before, edit.after)}`;
  },
  definition: ({ snapshot, uri, offset }) => places(snapshot, definition(snapshot, uri, offset).map(selected)),
  "type-definition": ({ snapshot, uri, offset }) =>
    places(snapshot, typeDefinition(snapshot, uri, offset).map(selected)),
  implementation: ({ snapshot, uri, offset }) => places(snapshot, implementation(snapshot, uri, offset).map(selected)),
  references: ({ snapshot, uri, offset, options }) =>
    places(snapshot, references(snapshot, uri, offset, options.get("declaration") !== "no")),
  highlights: ({ snapshot, uri, offset }) =>
    highlights(snapshot, uri, offset)
      .map((each) => `${place(snapshot, each)} ${each.kind}`)
      .join("\n"),
  outline: ({ file }) => outlineText(file, outline(file), ""),
  "workspace-symbols": ({ snapshot, options }) =>
    workspaceSymbols(snapshot, options.get("query") ?? "", 100)
      .map((each) => `${each.name} ${each.kind} ${place(snapshot, each)}`)
      .join("\n"),
  folding: ({ file }) =>
    foldingRanges(file)
      .map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1} ${kind}`)
      .join("\n"),
  "selection-ranges": ({ file, offset }) =>
    selectionRanges(file, offset)
      .map((range) => JSON.stringify(file.text.slice(range.start, range.end)))
      .join("\n"),
  "document-links": ({ snapshot, uri, file }) =>
    documentLinks(snapshot, uri)
      .map(({ range, target }) => `${file.text.slice(range.start, range.end)} -> ${casePath(target)}`)
      .join("\n"),
  "linked-editing": ({ snapshot, uri, file, offset }) =>
    places(
      snapshot,
      (linkedTags(file, offset) ?? []).map((range) => ({ uri, range })),
    ),
  "call-hierarchy": ({ snapshot, uri, offset }) => {
    const node = hierarchyAt(snapshot, uri, offset);
    if (!node) return "";
    const line = (word: string, calls: ReturnType<typeof incomingCalls>) =>
      calls.map(
        (call) =>
          `${word} ${call.node.name}: ${places(
            snapshot,
            call.ranges.map((range) => ({ uri: call.uri, range })),
          )}`,
      );
    return [
      node.name,
      ...line("called by", incomingCalls(snapshot, node.directory)),
      ...line("calls", outgoingCalls(snapshot, node.directory)),
    ].join("\n");
  },
  "module-graph": ({ snapshot, uri }) => {
    const module = snapshot.moduleOf(uri);
    const graph = unitGraph(snapshot, uri) ?? (module && moduleGraph(snapshot, module));
    if (!graph) return "";
    const { nodes, edges } = graph;
    const named = (directory: string) => nodes.find((node) => node.directory === directory)?.name ?? "";
    return [
      ...nodes.map(({ name, uri: file }) => `${name} ${casePath(file)}`),
      ...edges.map(({ from, to, name }) => `${named(from)} -> ${named(to)} (${name})`),
    ].join("\n");
  },
  "explain-condition": ({ snapshot, uri, offset }) => {
    const found = explainCondition(snapshot, uri, offset, defaultCheckOptions);
    return found ? `${place(snapshot, { uri, range: found.range })}\n${found.markdown.replaceAll("```", "~~~")}` : "";
  },
  "semantic-tokens": ({ file }) =>
    semanticTokens(file)
      .map(
        ({ range, type, declares }) =>
          `${file.text.slice(range.start, range.end)} ${type}${declares ? " declaration" : ""}`,
      )
      .join("\n"),
};

const providerData = join(import.meta.dirname, "../data/providers");

/** The schemas that an option `providers: NAME` names, as of version 1.2.3; else none. */
/** What a directory of a case holds. */
function entriesOf(snapshot: WorkspaceSnapshot, directory: string): FolderEntry[] {
  const entries = new Map<string, FolderEntry>();
  for (const { files } of snapshot.directories.values()) {
    for (const uri of files.keys()) {
      if (!uri.startsWith(`${directory}/`)) continue;
      const [name = "", below] = uri.slice(directory.length + 1).split("/");
      entries.set(name, { name, kind: below === undefined ? "file" : "directory" });
    }
  }
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function caseSchemas(options: ReadonlyMap<string, string>): { readonly schemas?: ProviderSchemas } {
  const name = options.get("providers");
  return name === undefined
    ? {}
    : { schemas: schemasOfDump(readFileSync(join(providerData, `${name}.json`), "utf8"), "1.2.3") };
}

function selected(target: { uri: string; selection: TextRange }): { uri: string; range: TextRange } {
  return { uri: target.uri, range: target.selection };
}

/** Lines `path:line:column-column text`, 1-based. */
export function places(
  snapshot: WorkspaceSnapshot,
  found: readonly { readonly uri: string; readonly range: TextRange }[],
): string {
  return found.map((each) => place(snapshot, each)).join("\n");
}

/** One place as `path:line:column text`; only the first line of a text of several. */
export function place(snapshot: WorkspaceSnapshot, { uri, range }: { uri: string; range: TextRange }): string {
  const file = snapshot.file(uri);
  if (!file) return casePath(uri);
  const { line, column } = file.lineIndex.position(range.start);
  const [text] = file.text.slice(range.start, range.end).split("\n");
  return `${casePath(uri)}:${line + 1}:${column + 1} ${text}`.trimEnd();
}

function outlineText(file: SourceFile, entries: readonly OutlineEntry[], indent: string): string {
  return entries
    .flatMap(({ name, kind, detail, range, children }) => {
      const { line } = file.lineIndex.position(range.start);
      const own = `${indent}${name} ${detail === "" ? "" : `(${detail}) `}${kind} ${line + 1}`;
      return [own, ...(children.length > 0 ? [outlineText(file, children, `${indent}  `)] : [])];
    })
    .join("\n");
}
