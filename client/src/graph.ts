// "Show module graph": which modules call which, drawn as an SVG. The page runs no script and loads nothing.
import * as vscode from "vscode";
import type * as protocol from "../../server/src/protocol.js";
import type { Session } from "./client.js";
import { type Box, layOut } from "./graphLayout.js";

const method: protocol.Methods["moduleGraph"] = "tofusmith/moduleGraph";

/** Registers the command. One panel is kept and shown again. */
export function registerGraph(session: Promise<Session>): vscode.Disposable {
  let panel: vscode.WebviewPanel | undefined;
  const command = vscode.commands.registerCommand("tofusmith.showModuleGraph", async () => {
    const source = vscode.window.activeTextEditor?.document;
    if (!source) {
      void vscode.window.showInformationMessage("Open a file of a module to see which modules it is connected with.");
      return;
    }
    const { uri, request } = await session;
    const params: protocol.ModuleGraphParams = { textDocument: { uri: uri(source.uri) } };
    const graph = await request<protocol.ModuleGraph>(method, params);
    if (graph.nodes.length === 0) {
      void vscode.window.showInformationMessage("This file belongs to no module.");
      return;
    }
    if (!panel) {
      panel = vscode.window.createWebviewPanel("tofusmith.moduleGraph", "Module graph", vscode.ViewColumn.Beside, {
        enableCommandUris: ["vscode.open"],
        localResourceRoots: [],
      });
      panel.onDidDispose(() => {
        panel = undefined;
      });
    }
    panel.webview.html = page(graph);
    panel.reveal(undefined, true);
  });
  return new vscode.Disposable(() => {
    command.dispose();
    panel?.dispose();
  });
}

const style = `
  body { padding: 0; color: var(--vscode-foreground); font: 13px var(--vscode-font-family); }
  rect { fill: var(--vscode-editorWidget-background); stroke: var(--vscode-editorWidget-border, currentColor); }
  .current rect { stroke: var(--vscode-focusBorder); stroke-width: 2; }
  text { fill: currentColor; }
  path { fill: none; stroke: var(--vscode-descriptionForeground); }
  marker path { fill: var(--vscode-descriptionForeground); stroke: none; }
  a { cursor: pointer; }
`;

/** The whole page; everything that comes from the workspace is escaped. */
export function page(graph: protocol.ModuleGraph): string {
  const { boxes, width, height } = layOut(
    graph.nodes.map(({ directory, name }) => ({ id: directory, label: name })),
    graph.edges,
  );
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const lines = graph.edges.flatMap(({ from, to, name }) => {
    const start = byId.get(from);
    const end = byId.get(to);
    return start && end
      ? [`<path d="${curve(start, end)}" marker-end="url(#end)"><title>${escaped(name)}</title></path>`]
      : [];
  });
  const drawn = graph.nodes.flatMap(({ directory, name, uri, current }) => {
    const box = byId.get(directory);
    if (!box) return [];
    const target = `command:vscode.open?${encodeURIComponent(JSON.stringify([vscode.Uri.parse(uri)]))}`;
    return [
      `<a href="${escaped(target)}"${current ? ' class="current"' : ""}><title>${escaped(directory)}</title>` +
        `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="4"/>` +
        `<text x="${box.x + box.width / 2}" y="${box.y + 20}" text-anchor="middle">${escaped(name)}</text></a>`,
    ];
  });
  const note = graph.omitted > 0 ? `<p>${graph.omitted} more modules are not drawn.</p>` : "";
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style>
</head>
<body>
${note}
<svg role="img" aria-label="Module graph" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
${lines.join("\n")}
${drawn.join("\n")}
</svg>
</body>
</html>`;
}

/** From the right side of one box to the left side of another. */
function curve(from: Box, to: Box): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = Math.max(30, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
