// The status item: which product and version the file at hand is read for, why, and how far the index is.
import * as vscode from "vscode";
import type { ModuleStatus, StatusParams } from "../../server/src/protocol.js";

/** What the status item shows at this moment. */
export interface ShownStatus {
  readonly text: string;
  readonly detail: string;
}

/** A status item that shows what it is told. */
export interface Status extends vscode.Disposable {
  /** Takes a message from the server. */
  update(params: StatusParams): void;
  shown(): ShownStatus;
  /** Says that the server does not run, and why. */
  fail(reason: string): void;
}

/** Shows the status item for documents that `selector` takes. */
export function showStatus(selector: vscode.DocumentSelector): Status {
  const item = vscode.languages.createLanguageStatusItem("tofusmith.status", selector);
  item.name = "Tofusmith";
  item.command = { command: "tofusmith.showOutput", title: "Show output" };
  const modules = new Map<string, ModuleStatus>();
  let index: StatusParams["index"];
  let trusted: boolean | undefined;

  const render = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const module = uri && modules.get(directoryOf(uri));
    item.busy = index !== undefined && index.done < index.total;
    item.severity = vscode.LanguageStatusSeverity.Information;
    item.text = module ? productAndVersion(module) : "Tofusmith";
    item.detail = [
      ...(module ? [module.evidence.join("; ") || "no evidence for either product"] : []),
      ...(item.busy && index ? [`${index.done} of ${index.total} files indexed`] : []),
      ...(trusted === false ? ["Restricted Mode: no program is started, nothing is fetched"] : []),
    ].join(" · ");
  };
  render();
  const watcher = vscode.window.onDidChangeActiveTextEditor(render);
  return {
    update(params) {
      for (const module of params.modules ?? []) modules.set(normalized(module.directory), module);
      index = params.index ?? index;
      trusted = params.trusted ?? trusted;
      render();
    },
    shown: () => ({ text: item.text, detail: item.detail ?? "" }),
    fail(reason) {
      item.busy = false;
      item.severity = vscode.LanguageStatusSeverity.Error;
      item.text = "Tofusmith is not running";
      item.detail = reason;
    },
    dispose: () => vscode.Disposable.from(watcher, item).dispose(),
  };
}

function productAndVersion(module: ModuleStatus): string {
  const product = module.product === "opentofu" ? "OpenTofu" : "Terraform";
  return module.version === null ? product : `${product} ≥ ${module.version}`;
}

function directoryOf(uri: vscode.Uri): string {
  return vscode.Uri.joinPath(uri, "..").toString();
}

// Server and client may encode a URI differently (`%3A`, an upper-case drive letter); VS Code's own spelling decides.
function normalized(directory: string): string {
  return vscode.Uri.parse(directory).toString();
}
