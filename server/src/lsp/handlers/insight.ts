// `tofusmith/moduleGraph` and `tofusmith/explainCondition`: answers that commands of the client show.

import { ProtocolRequestType } from "vscode-languageserver";
import { explainCondition as explain } from "../../features/explainCondition.js";
import { moduleGraph as graphOf } from "../../features/moduleGraph.js";
import { unitGraph } from "../../features/terragrunt/hierarchy.js";
import { isTerragruntFile } from "../../features/terragrunt/place.js";
import { normalizeUri } from "../../model/uri.js";
import type {
  ConditionExplanation,
  ExplainConditionParams,
  Methods,
  ModuleGraph,
  ModuleGraphParams,
} from "../../protocol.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf, toRange } from "../toProtocol.js";

const graphMethod: Methods["moduleGraph"] = "tofusmith/moduleGraph";
const explainMethod: Methods["explainCondition"] = "tofusmith/explainCondition";

const noGraph: ModuleGraph = { nodes: [], edges: [], omitted: 0 };

export const moduleGraph = requestHandler(
  new ProtocolRequestType<ModuleGraphParams, ModuleGraph, never, void, void>(graphMethod),
  {
    fallback: noGraph,
    document: ({ textDocument }) => textDocument.uri,
    run({ textDocument }, { session }) {
      const snapshot = session.snapshot();
      const uri = normalizeUri(textDocument.uri);
      const isTerragrunt = isTerragruntFile(snapshot, uri);
      const module = isTerragrunt ? undefined : snapshot.moduleOf(uri);
      const units = isTerragrunt ? unitGraph(snapshot, uri) : undefined;
      const graph = units ?? (module && graphOf(snapshot, module));
      if (!graph) return noGraph;
      const { nodes, edges, omitted } = graph;
      const start = units?.start ?? module?.directory;
      return {
        nodes: nodes.map((node) => ({
          ...node,
          uri: session.clientUri(node.uri),
          current: node.directory === start,
        })),
        edges,
        omitted,
      };
    },
  },
);

export const explainCondition = requestHandler(
  new ProtocolRequestType<ExplainConditionParams, ConditionExplanation | null, never, void, void>(explainMethod),
  {
    fallback: null as ConditionExplanation | null,
    document: ({ textDocument }) => textDocument.uri,
    run({ textDocument, position }, { session }) {
      const uri = normalizeUri(textDocument.uri);
      const entry = session.snapshot().entry(uri);
      if (!entry) return null;
      const lines = linesOf(entry);
      const found = explain(session.snapshot(), uri, toOffset(lines, position), session.settingsFor(uri).check);
      return found ? { range: toRange(lines, found.range), markdown: found.markdown } : null;
    },
  },
);
