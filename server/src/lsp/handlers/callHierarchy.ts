// `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`.

import {
  type CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  SymbolKind,
} from "vscode-languageserver";
import {
  type HierarchyCall,
  type HierarchyNode,
  hierarchyAt,
  incomingCalls,
  outgoingCalls,
} from "../../features/navigation/callHierarchy.js";
import { normalizeUri } from "../../model/uri.js";
import { fieldOf, toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import type { Session } from "../session.js";
import { linesOf, toRange } from "../toProtocol.js";

function itemOf(session: Session, node: HierarchyNode): CallHierarchyItem {
  const start = { line: 0, character: 0 };
  const range = { start, end: start };
  return {
    name: node.name,
    kind: SymbolKind.Module,
    detail: node.directory,
    uri: session.clientUri(node.uri),
    range,
    selectionRange: range,
    data: { directory: node.directory },
  };
}

function rangesOf(session: Session, { uri, ranges }: HierarchyCall) {
  const entry = session.snapshot().entry(uri);
  return entry ? ranges.map((range) => toRange(linesOf(entry), range)) : [];
}

function directoryOfItem(item: CallHierarchyItem): string {
  const directory = fieldOf(item.data, "directory");
  return typeof directory === "string" ? directory : "";
}

export const prepareCallHierarchy = requestHandler(CallHierarchyPrepareRequest.type, {
  capabilities: () => ({ callHierarchyProvider: true }),
  fallback: null as CallHierarchyItem[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, position }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const entry = session.snapshot().entry(uri);
    const node = entry && hierarchyAt(session.snapshot(), uri, toOffset(linesOf(entry), position));
    return node ? [itemOf(session, node)] : null;
  },
});

export const callHierarchyIncoming = requestHandler(CallHierarchyIncomingCallsRequest.type, {
  fallback: null as CallHierarchyIncomingCall[] | null,
  needsAll: true,
  run: ({ item }, { session }) =>
    incomingCalls(session.snapshot(), directoryOfItem(item)).map((call) => ({
      from: itemOf(session, { ...call.node, uri: call.uri }),
      fromRanges: rangesOf(session, call),
    })),
});

export const callHierarchyOutgoing = requestHandler(CallHierarchyOutgoingCallsRequest.type, {
  fallback: null as CallHierarchyOutgoingCall[] | null,
  run: ({ item }, { session }) =>
    outgoingCalls(session.snapshot(), directoryOfItem(item)).map((call) => ({
      to: itemOf(session, call.node),
      fromRanges: rangesOf(session, call),
    })),
});
