// The pages and tables about rules, refactors and requests: from the headers of their files and the registries.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { refactors } from "../server/src/features/refactors/registry.js";
import { rules } from "../server/src/features/rules/registry.js";
import { syntaxErrors } from "../server/src/features/rules/syntaxErrors.js";
import { detectorRules } from "../server/src/features/similarity/detectorRules.js";
import { handlers } from "../server/src/lsp/handlers/registry.js";
import { type Case, type Fence, type MarkdownDocument, parseHeader } from "../test/harness/markdown.js";

const root = join(import.meta.dirname, "..");

/** The headers of all files below a folder of the server, by the name they document. */
function headers(folder: string): ReadonlyMap<string, MarkdownDocument> {
  const found = new Map<string, MarkdownDocument>();
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".ts")) continue;
    const path = join(entry.parentPath, entry.name);
    const document = parseHeader(path.slice(root.length + 1), readFileSync(path, "utf8"));
    if (document) found.set(document.name, document);
  }
  return found;
}

const ruleHeaders = headers("server/src/features/rules");
const refactorHeaders = headers("server/src/features/refactors");

/** A header's first paragraph on one line: the summary in tables. */
function summary(document: MarkdownDocument | undefined): string {
  return (document?.prose[0] ?? "").split("\n").join(" ").replaceAll("|", "\\|");
}

function fenceText(fence: Fence, named: boolean): string {
  const shown = fence.text.replaceAll("<|>", "").replaceAll("<|", "").replaceAll("|>", "");
  return `${named ? `\`${fence.path}\`:\n` : ""}\`\`\`${fence.language}\n${shown}\`\`\``;
}

/** An example with what comes of it; cursors are taken out, annotations stay. */
function example(one: Case | undefined): string[] {
  if (!one) return [];
  const named = one.fences.length > 1;
  const lines = one.fences.map((fence) => fenceText(fence, named));
  for (const { words, fences } of one.expectations) {
    if (fences.length === 0) continue;
    const title = words.startsWith("fix ")
      ? `The fix ${words.slice(4).replaceAll('"', "*")} makes of it:`
      : "Afterwards:";
    lines.push(title, ...fences.map((fence) => fenceText(fence, named || fences.length > 1)));
  }
  return lines;
}

function page(title: string, origin: string, intro: readonly string[], sections: readonly string[][]): string {
  const head = [`# ${title}`, `<!-- Generated from ${origin} by \`npm run generate\`. -->`, intro.join("\n")];
  return `${[...head, ...sections.flat()].join("\n\n")}\n`;
}

const phaseNames: Readonly<Record<string, string>> = {
  "load-file": "when it reads the file",
  load: "when it loads the module",
  validate: "when it validates",
  plan: "when it plans",
};

/** Whether OpenTofu reports the same, and when. */
function upstreamText(phase: string | undefined): string {
  const when = phaseNames[phase ?? ""];
  return when === undefined ? "" : ` OpenTofu reports it ${when}.`;
}

/** `docs/rules.md`: one section for each rule, in the order of the registry. */
export function rulesPage(): string {
  const sections = rules.map((rule) => {
    const document = ruleHeaders.get(rule.id);
    const aliases = rule.aliases?.length
      ? ` Also silenced as ${rule.aliases.map((id) => `\`${id}\``).join(", ")}.`
      : "";
    const upstream = upstreamText(rule.phase);
    return [
      `## ${rule.id}`,
      ...(document?.prose ?? []),
      `Group: ${rule.group}. Level: ${rule.defaultLevel}.${upstream}${aliases}`,
      ...example(document?.cases[0]),
    ];
  });
  const repetition = detectorRules.map(({ rule, detector }) => [
    `## ${rule}`,
    detector.summary,
    `Group: dry. Level: hint. Pattern ${detector.pattern} of the report, detector ${detector.id}.`,
  ]);
  const intro = [
    "Each rule can be made louder or quieter, or turned off, with the setting `tofusmith.rules`.",
    "A comment `# tofusmith:ignore <rule>: reason` at a line's end, or on the line before, silences it there; `# tofusmith:ignore-file <rule>` does for a file.",
    "What is written more than once is hinted at in open files where one edit writes it once; the command `dry` and the view list all of it.",
    "Mistakes in HCL's own syntax are always errors; they stand at the end of this page.",
  ];
  const syntax = Object.entries(syntaxErrors).map(([id, text]) => [`## ${id}`, text, "Group: syntax. Level: error."]);
  return page("Rules", "the headers in server/src/features/rules", intro, [...sections, ...repetition, ...syntax]);
}

/** `docs/refactors.md`: one section for each refactor, in the order of the registry. */
export function refactorsPage(): string {
  const sections = refactors.map((refactor) => {
    const document = refactorHeaders.get(refactor.id);
    const { inverse: back } = refactor;
    const inverse = typeof back === "string" ? ` Undone by [${back}](#${back}).` : ` Nothing undoes it: ${back.none}`;
    return [
      `## ${refactor.id}`,
      `*${refactor.title}.*`,
      ...(document?.prose ?? []),
      `Kind: \`${refactor.kind}\`.${inverse}`,
      ...example(document?.cases[0]),
    ];
  });
  const intro = [
    "A refactor leaves the plan as it is, or is refused with its reason under Refactor….",
    "One that keeps the plan for every value is a quick fix; one that rests on an assumption names it in its title.",
  ];
  return page("Refactors", "the headers in server/src/features/refactors", intro, sections);
}

/** The table of rules by group. */
export function rulesTable(): string {
  const rows = rules.map(
    ({ id, group, defaultLevel }) =>
      `| [\`${id}\`](docs/rules.md#${id}) | ${group} | ${defaultLevel} | ${summary(ruleHeaders.get(id))} |`,
  );
  const repetition = detectorRules.map(
    ({ rule, detector }) => `| [\`${rule}\`](docs/rules.md#${rule}) | dry | hint | ${detector.summary} |`,
  );
  return ["| rule | group | level | what it reports |", "|---|---|---|---|", ...rows, ...repetition].join("\n");
}

/** The table of refactors. */
export function refactorsTable(): string {
  const rows = refactors.map(({ id, inverse }) => {
    const back = typeof inverse === "string" ? `[\`${inverse}\`](docs/refactors.md#${inverse})` : inverse.none;
    return `| [\`${id}\`](docs/refactors.md#${id}) | ${summary(refactorHeaders.get(id))} | ${back} |`;
  });
  return ["| refactor | what it does | undone by |", "|---|---|---|", ...rows].join("\n");
}

/** What each request is for, and the cases that show it (a file in `test/spec/requests/`, or a test). */
const requestTexts: Readonly<Record<string, readonly [text: string, cases: string]>> = {
  "textDocument/diagnostic": [
    "Findings, pulled; published to editors that do not pull.",
    "test/lsp/diagnostics.test.ts",
  ],
  "textDocument/codeAction": ["Quick fixes and refactors; refusals with their reason under Refactor….", "test/lsp"],
  "codeAction/resolve": ["The edit of the chosen action, in all files at once.", "test/lsp"],
  "textDocument/hover": [
    "Declarations with types and values, arguments, functions with an evaluated example.",
    "hover",
  ],
  "textDocument/completion": [
    "Blocks, arguments, references, functions, types, inputs, labels; what providers define, from their own schemas where they are installed, else learned from the workspace.",
    "completion",
  ],
  "completionItem/resolve": ["The item's documentation.", "completion"],
  "textDocument/signatureHelp": ["The function's parameters, the active one marked.", "signature-help"],
  "textDocument/inlayHint": [
    "Values, instances, parameter names, types, conditions, installed versions; each kind has a setting.",
    "inlay-hints",
  ],
  "inlayHint/resolve": ["The hint's tooltip.", "test/lsp/requests.test.ts"],
  "textDocument/codeLens": ["References, instances and callers; off by default.", "code-lens"],
  "textDocument/formatting": ["The whole file, as `tofu fmt` does.", "../format"],
  "textDocument/rangeFormatting": ["The selected lines.", "../format"],
  "textDocument/onTypeFormatting": ["After Enter and `}`.", "../format"],
  "textDocument/definition": ["Declarations, through module calls and scopes.", "definition"],
  "textDocument/declaration": ["The same as definition.", "definition"],
  "textDocument/typeDefinition": ["From a module call to the module.", "type-definition"],
  "textDocument/implementation": ["From an output or local value to its expression.", "implementation"],
  "textDocument/references": ["In the module, its tests, its values and its callers.", "references"],
  "textDocument/prepareRename": ["What can be renamed, or why not.", "rename"],
  "textDocument/rename": ["Everywhere the name stands, with `moved` blocks where the state needs them.", "rename"],
  "workspace/willRenameFiles": [
    "Module sources and the paths of functions follow a folder or file that is renamed.",
    "file-moves",
  ],
  "textDocument/documentHighlight": ["The places of a name in its file.", "highlights"],
  "textDocument/documentSymbol": ["The outline, and the breadcrumbs.", "outline"],
  "workspace/symbol": ["Declarations of all modules, found by parts of their address.", "workspace-symbols"],
  "textDocument/foldingRange": ["Blocks, brackets, heredocs, comments and regions.", "folding"],
  "textDocument/selectionRange": ["From a name to the whole file, step by step.", "selection-ranges"],
  "textDocument/documentLink": ["Module sources, files that functions read, registry pages.", "document-links"],
  "textDocument/linkedEditingRange": ["A heredoc's two tags.", "linked-editing"],
  "textDocument/prepareCallHierarchy": ["Which modules call which.", "call-hierarchy"],
  "callHierarchy/incomingCalls": ["Who calls a module.", "call-hierarchy"],
  "callHierarchy/outgoingCalls": ["What a module calls.", "call-hierarchy"],
  "textDocument/semanticTokens/full": ["Names by their meaning.", "semantic-tokens"],
  "textDocument/semanticTokens/full/delta": ["Only what has changed.", "semantic-tokens"],
  "textDocument/semanticTokens/range": ["Only what is seen.", "semantic-tokens"],
  "tofusmith/pasteForms": ["JSON and YAML as HCL when they are pasted.", "paste-as-hcl"],
  "tofusmith/copyAs": ["A selection as JSON or YAML.", "copy-as"],
  "tofusmith/moduleGraph": ["Which modules call which, for a picture.", "module-graph"],
  "tofusmith/explainCondition": ["What decides whether a block exists, and who depends on it.", "explain-condition"],
  "tofusmith/repetition": ["What is written more than once, for the view.", "test/lsp"],
  "tofusmith/repetitionEdit": ["The edit that writes it once, or why there is none.", "test/lsp"],
  "tofusmith/ignoreRepetition": ["The baseline with one more repetition in it.", "test/lsp"],
  "tofusmith/findTool": ["The program that commands start.", "test/lsp/providerSchemas.test.ts"],
  "tofusmith/syntaxTree": ["How a file is understood.", "test/lsp"],
};

/** Messages that keep the server current and answer nothing a person asks. */
const silent = new Set([
  "textDocument/didOpen",
  "textDocument/didChange",
  "textDocument/didClose",
  "textDocument/didSave",
  "workspace/didChangeConfiguration",
  "workspace/didChangeWatchedFiles",
  "workspace/didChangeWorkspaceFolders",
  "tofusmith/trust",
]);

/** The table of requests. Throws for a handler that has no line, and for a line whose cases are missing. */
export function requestsTable(): string {
  const rows = handlers
    .filter(({ method }) => !silent.has(method))
    .map(({ method }) => {
      const entry = requestTexts[method];
      if (!entry) throw new Error(`scripts/generatedDocs.ts has no line for ${method}`);
      const [text, cases] = entry;
      const path = cases.startsWith("test/")
        ? cases
        : cases.startsWith("../")
          ? `test/spec/${cases.slice(3)}`
          : `test/spec/requests/${cases}.md`;
      if (!existsSync(join(root, path))) throw new Error(`${path} is missing`);
      return `| \`${method}\` | ${text} | [cases](${path}) |`;
    });
  return ["| request | what we do | shown by |", "|---|---|---|", ...rows].join("\n");
}
