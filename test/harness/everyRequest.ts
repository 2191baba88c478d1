// Asks a workspace everything an editor may ask at one place, and says what failed and how long each answer took.

import { applyEdits } from "../../server/src/base/textEdit.js";
import { fixesAt, refactorsAt } from "../../server/src/features/codeActions.js";
import { codeLenses } from "../../server/src/features/codeLenses.js";
import { complete } from "../../server/src/features/completion/complete.js";
import { pathItems, pathPlaceAt } from "../../server/src/features/completion/paths.js";
import { checkFile, defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { documentLinks } from "../../server/src/features/documentLinks.js";
import { formatDocument, formatOnType } from "../../server/src/features/formatting.js";
import { hoverAt } from "../../server/src/features/hovers.js";
import { inlayHints } from "../../server/src/features/inlayHints.js";
import { hierarchyAt, incomingCalls, outgoingCalls } from "../../server/src/features/navigation/callHierarchy.js";
import { definition, implementation, typeDefinition } from "../../server/src/features/navigation/definition.js";
import { foldingRanges } from "../../server/src/features/navigation/folding.js";
import { installedPlaceAt } from "../../server/src/features/navigation/installed.js";
import { linkedTags } from "../../server/src/features/navigation/linkedEditing.js";
import { highlights, references } from "../../server/src/features/navigation/references.js";
import { prepareRename, rename } from "../../server/src/features/navigation/rename.js";
import { selectionRanges } from "../../server/src/features/navigation/selectionRanges.js";
import { outline } from "../../server/src/features/navigation/symbols.js";
import { semanticTokens } from "../../server/src/features/semanticTokens.js";
import { signatureHelp } from "../../server/src/features/signatureHelp.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import type { SourceFile } from "../../server/src/syntax/ast.js";
import type { HclParser } from "../../server/src/syntax/parser.js";

/** One request that was asked. */
export interface Asked {
  readonly request: string;
  /** Milliseconds. */
  readonly time: number;
  /** What it threw; undefined where it answered. A report of a mistake of ours is thrown, too. */
  readonly failure: unknown;
}

interface Place {
  readonly snapshot: WorkspaceSnapshot;
  readonly parser: HclParser;
  readonly uri: string;
  readonly file: SourceFile;
  readonly offset: number;
}

const options = { ...defaultCheckOptions, refactor: { movedBlocks: "file" as const } };
const everyHint = {
  terragrunt: true,
  types: true,
  values: true,
  instances: true,
  parameterNames: true,
  variableValues: true,
  conditions: true,
  moduleVersions: true,
};

/** Requests by the name they have in the protocol. What they give is read, as far as it is computed only when read. */
const requests: Readonly<Record<string, (place: Place) => void>> = {
  diagnostic: ({ snapshot, uri }) => {
    checkFile(snapshot, uri, options);
  },
  completion: ({ snapshot, uri, offset, file }) => {
    for (const { range, documentation } of complete(snapshot, uri, offset, options).slice(0, 40)) {
      within(file, range);
      documentation?.();
    }
    const path = pathPlaceAt(snapshot, uri, offset);
    if (path) {
      within(file, path.range);
      pathItems(path, [{ name: "a.txt", kind: "file" }]);
    }
  },
  hover: ({ snapshot, uri, offset }) => {
    hoverAt({ snapshot, uri, offset, options });
  },
  signatureHelp: ({ file, offset }) => {
    signatureHelp(file, offset);
  },
  inlayHint: ({ snapshot, uri, file }) => {
    inlayHints(snapshot, uri, { start: 0, end: file.text.length }, options, everyHint);
  },
  documentSymbol: ({ file }) => {
    for (const { range } of outline(file)) within(file, range);
  },
  foldingRange: ({ file }) => {
    foldingRanges(file);
  },
  semanticTokens: ({ file }) => {
    for (const { range } of semanticTokens(file)) within(file, range);
  },
  definition: ({ snapshot, uri, offset }) => {
    definition(snapshot, uri, offset);
    typeDefinition(snapshot, uri, offset);
    implementation(snapshot, uri, offset);
    installedPlaceAt(snapshot, uri, offset, true);
  },
  references: ({ snapshot, uri, offset }) => {
    references(snapshot, uri, offset, true);
  },
  documentHighlight: ({ snapshot, uri, offset }) => {
    highlights(snapshot, uri, offset);
  },
  rename: ({ snapshot, uri, offset }) => {
    const start = prepareRename(snapshot, uri, offset);
    if (!start || "refusal" in start) return;
    const result = rename(snapshot, uri, offset, "renamed", "file");
    if (!result || "refusal" in result) return;
    for (const [each, edits] of result.change.edits) applyEdits(snapshot.entry(each)?.text ?? "", edits);
  },
  codeAction: ({ snapshot, uri, offset, file }) => {
    const selection = { start: offset, end: offset };
    fixesAt(snapshot, uri, selection, options);
    for (const offer of refactorsAt(snapshot, uri, selection, options)) {
      within(file, offer.target);
      if ("build" in offer) offer.build();
    }
  },
  formatting: ({ parser, uri, file, offset }) => {
    const input = {
      fileName: uri,
      text: file.text,
      errors: file.errors,
      tokens: (text: string) => parser.tokens(text),
    };
    const formatted = formatDocument(input);
    if (formatted.kind === "edits") applyEdits(file.text, formatted.edits);
    applyEdits(file.text, formatOnType(input, offset, file.text[offset - 1] ?? ""));
  },
  documentLink: ({ snapshot, uri }) => {
    documentLinks(snapshot, uri);
  },
  selectionRange: ({ file, offset }) => {
    for (const range of selectionRanges(file, offset)) within(file, range);
  },
  linkedEditingRange: ({ file, offset }) => {
    linkedTags(file, offset);
  },
  codeLens: ({ snapshot, uri }) => {
    codeLenses(snapshot, uri, options);
  },
  callHierarchy: ({ snapshot, uri, offset }) => {
    const node = hierarchyAt(snapshot, uri, offset);
    if (!node) return;
    incomingCalls(snapshot, node.directory);
    outgoingCalls(snapshot, node.directory);
  },
};

/** A range that leaves its file would be an error at the client. */
function within(file: SourceFile, { start, end }: { readonly start: number; readonly end: number }): void {
  if (start < 0 || start > end || end > file.text.length) throw new Error(`range ${start}-${end} is not in the file`);
}

/** Asks every request at an offset of a file. Empty for a file that holds no HCL. */
export function askEverything(snapshot: WorkspaceSnapshot, parser: HclParser, uri: string, offset: number): Asked[] {
  const file = snapshot.file(uri);
  if (!file) return [];
  const place = { snapshot, parser, uri, file, offset };
  return Object.entries(requests).map(([request, ask]) => {
    const start = performance.now();
    let failure: unknown;
    try {
      ask(place);
    } catch (error) {
      failure = error;
    }
    return { request, time: performance.now() - start, failure };
  });
}
