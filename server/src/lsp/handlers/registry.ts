// All handlers. One handler is one file beside this one and one line here.

import type { Handler } from "../handler.js";
import { callHierarchyIncoming, callHierarchyOutgoing, prepareCallHierarchy } from "./callHierarchy.js";
import { codeAction } from "./codeAction.js";
import { codeActionResolve } from "./codeActionResolve.js";
import { codeLens } from "./codeLens.js";
import { completion, completionResolve } from "./completion.js";
import { didChangeConfiguration } from "./configuration.js";
import { declaration, definition, implementation, typeDefinition } from "./definition.js";
import { diagnostic } from "./diagnostic.js";
import { documentHighlight } from "./documentHighlight.js";
import { documentLink } from "./documentLink.js";
import { documentSymbol } from "./documentSymbol.js";
import { didChange, didClose, didOpen } from "./documentSync.js";
import { findTool } from "./findTool.js";
import { foldingRange } from "./foldingRange.js";
import { formatting } from "./formatting.js";
import { hover } from "./hover.js";
import { inlayHint, inlayHintResolve } from "./inlayHint.js";
import { explainCondition, moduleGraph } from "./insight.js";
import { linkedEditingRange } from "./linkedEditingRange.js";
import { onTypeFormatting } from "./onTypeFormatting.js";
import { copyAs, paste } from "./paste.js";
import { rangeFormatting } from "./rangeFormatting.js";
import { references } from "./references.js";
import { prepareRename, rename } from "./rename.js";
import { ignoreRepetition, repetition, repetitionEdit } from "./repetition.js";
import { selectionRange } from "./selectionRange.js";
import { semanticTokensDelta, semanticTokensFull, semanticTokensRange } from "./semanticTokens.js";
import { signatureHelp } from "./signatureHelp.js";
import { syntaxTree } from "./syntaxTree.js";
import { trust } from "./trust.js";
import { didChangeWatchedFiles } from "./watchedFiles.js";
import { willRenameFiles } from "./willRenameFiles.js";
import { didChangeWorkspaceFolders } from "./workspaceFolders.js";
import { workspaceSymbol } from "./workspaceSymbol.js";

export const handlers: readonly Handler[] = [
  didOpen,
  didChange,
  didClose,
  didChangeConfiguration,
  didChangeWatchedFiles,
  didChangeWorkspaceFolders,
  trust,
  diagnostic,
  codeAction,
  codeActionResolve,
  hover,
  completion,
  completionResolve,
  signatureHelp,
  inlayHint,
  inlayHintResolve,
  codeLens,
  formatting,
  rangeFormatting,
  onTypeFormatting,
  definition,
  declaration,
  typeDefinition,
  implementation,
  references,
  prepareRename,
  rename,
  willRenameFiles,
  documentHighlight,
  documentSymbol,
  workspaceSymbol,
  foldingRange,
  selectionRange,
  documentLink,
  linkedEditingRange,
  prepareCallHierarchy,
  callHierarchyIncoming,
  callHierarchyOutgoing,
  semanticTokensFull,
  semanticTokensDelta,
  semanticTokensRange,
  paste,
  copyAs,
  moduleGraph,
  explainCondition,
  repetition,
  repetitionEdit,
  ignoreRepetition,
  findTool,
  syntaxTree,
];
