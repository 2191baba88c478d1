// What the client can do, read once from what it announces.

import type { InitializeParams } from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import type { ServedDocuments } from "../protocol.js";
import { fieldOf } from "./fromProtocol.js";
import { registersDocuments, registrableMethods } from "./jsonDocuments.js";

/** The client's abilities that change what we send. */
export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  /** The client asks again for what it shows beside the code when we say so. */
  readonly refreshesInlayHints: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly codeActionLiterals: boolean;
  readonly resolvesCodeActionEdits: boolean;
  readonly disabledCodeActions: boolean;
  readonly preferredCodeActions: boolean;
  readonly documentChanges: boolean;
  /** Edits may hold tab stops. */
  readonly snippetEdits: boolean;
  readonly changeAnnotations: boolean;
  /** In a preview the client leaves out edits that need confirmation until they are ticked one by one. */
  readonly leavesOutUnconfirmed: boolean;
  /** The client creates, renames and deletes files as part of an edit. */
  readonly fileOperations: boolean;
  readonly configuration: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly registersFileWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly workDoneProgress: boolean;
  readonly markdownHover: boolean;
  readonly snippets: boolean;
  /** Tooltips of inlay hints may be left to be asked for. */
  readonly resolvesHintTooltips: boolean;
  /** Go to definition may answer with the text that the link starts from. */
  readonly definitionLinks: boolean;
  readonly nestedSymbols: boolean;
  /** The client contributes our own semantic token types, as our extension does. */
  readonly ownTokenTypes: boolean;
  /** The client reads files and directories for us, wherever the editor can. */
  readonly readsFiles: boolean;
  /** Commands of the client that may stand behind an edit. */
  readonly commands: ReadonlySet<unknown>;
  /** Which documents it formats can be said after the start, language by language. */
  readonly registersFormatting: boolean;
  /** Which further documents it sends can be said after the start. */
  readonly registersDocuments: boolean;
  /** Requests for such documents that can be registered after the start. */
  readonly registrable: ReadonlySet<string>;
  /** Languages of which the editor itself reports the syntax errors of JSON. */
  readonly jsonCheckedLanguages: ReadonlySet<unknown>;
  /** The documents that the client sends; empty where it does not say. */
  readonly documents: readonly ServedDocuments[];
  /** Languages that another extension's server answers for, too. */
  readonly companionLanguages: ReadonlySet<unknown>;
}

/** Reads the announced capabilities; what is absent is not supported. */
export function clientFeatures({ capabilities, initializationOptions }: InitializeParams): ClientFeatures {
  const { textDocument, workspace, window } = capabilities;
  const action = textDocument?.codeAction;
  const commands = fieldOf(initializationOptions, "commands");
  const companion = fieldOf(initializationOptions, "companionLanguages");
  const documents = fieldOf(initializationOptions, "documents");
  const checkedJson = fieldOf(initializationOptions, "jsonCheckedLanguages");
  const operations = workspace?.workspaceEdit?.resourceOperations ?? [];
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    relatedInformation: (textDocument?.diagnostic ?? textDocument?.publishDiagnostics)?.relatedInformation === true,
    codeDescription: (textDocument?.diagnostic ?? textDocument?.publishDiagnostics)?.codeDescriptionSupport === true,
    codeActionLiterals: action?.codeActionLiteralSupport !== undefined,
    resolvesCodeActionEdits:
      action?.dataSupport === true && action.resolveSupport?.properties.includes("edit") === true,
    disabledCodeActions: action?.disabledSupport === true,
    preferredCodeActions: action?.isPreferredSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    leavesOutUnconfirmed: fieldOf(initializationOptions, "leavesOutUnconfirmed") === true,
    fileOperations: (["create", "rename", "delete"] as const).every((operation) => operations.includes(operation)),
    configuration: workspace?.configuration === true,
    registersConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersFileWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    workDoneProgress: window?.workDoneProgress === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes("markdown") ?? false,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    resolvesHintTooltips: textDocument?.inlayHint?.resolveSupport?.properties.includes("tooltip") === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    ownTokenTypes: fieldOf(initializationOptions, "ownTokenTypes") === true,
    readsFiles: fieldOf(initializationOptions, "files") === true,
    commands: new Set(Array.isArray(commands) ? commands : []),
    registersFormatting:
      textDocument?.formatting?.dynamicRegistration === true &&
      textDocument.rangeFormatting?.dynamicRegistration === true,
    registersDocuments: registersDocuments(capabilities),
    registrable: registrableMethods(capabilities),
    jsonCheckedLanguages: new Set(Array.isArray(checkedJson) ? checkedJson : []),
    documents: Array.isArray(documents) ? documents.flatMap(readDocuments) : [],
    companionLanguages: new Set(Array.isArray(companion) ? companion : []),
  };
}

function readDocuments(value: unknown): ServedDocuments[] {
  const language = fieldOf(value, "language");
  const scheme = fieldOf(value, "scheme");
  return typeof language === "string" && typeof scheme === "string" ? [{ language, scheme }] : [];
}

/** The kinds of code actions that we offer. */
export const offeredActionKinds: readonly string[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorRewrite,
  CodeActionKind.RefactorMove,
  `${CodeActionKind.SourceFixAll}.tofusmith`,
];
