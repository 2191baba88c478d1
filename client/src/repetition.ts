// The view of repetition: what is written more than once in the workspace, the most worthwhile first.
//
// Nothing is searched before somebody opens the view or runs the command.
import * as vscode from "vscode";
import type * as protocol from "../../server/src/protocol.js";
import type { Session } from "./client.js";
import { EditPreview } from "./repetitionPreview.js";

const viewId = "tofusmith.repetition";
const listMethod: protocol.Methods["repetition"] = "tofusmith/repetition";
const editMethod: protocol.Methods["repetitionEdit"] = "tofusmith/repetitionEdit";
const ignoreMethod: protocol.Methods["ignoreRepetition"] = "tofusmith/ignoreRepetition";

/** Set for the texts that an empty view shows: `searching`, `none`, or `failed`; unset before the first search. */
const stateKey = "tofusmith.repetition";
/** Set once the server is asked for: the view is not shown in other workspaces. */
const startedKey = "tofusmith.started";

/** How long a search runs before it is shown outside of its view, where it can be cancelled, in milliseconds. */
const patience = 800;
/** How long after a save the list is made anew, in milliseconds. */
const quiet = 1000;
/** More places of one repetition nobody reads in a tree. */
const mostSites = 200;

type Repetition = protocol.RepetitionItem;
type Site = Repetition["sites"][number];

/** One row: a repetition, one of its places, or a remark. */
type Row =
  | { readonly kind: "repetition"; readonly repetition: Repetition }
  | { readonly kind: "site"; readonly site: Site }
  | { readonly kind: "remark"; readonly text: string };

/** What the view shows at this moment. */
export interface ShownRepetition {
  /** True once a search has ended since the view was empty last. */
  readonly searched: boolean;
  readonly items: readonly Repetition[];
}

/** The view and its commands. */
export interface RepetitionView extends vscode.Disposable {
  shown(): ShownRepetition;
}

/** Registers the view and its commands. */
export function registerRepetition(session: Promise<Session>): RepetitionView {
  const view = new View(session);
  const withItem =
    (run: (repetition: Repetition) => Promise<void>) =>
    async (row: unknown): Promise<void> => {
      const repetition = repetitionIn(row) ?? view.selected();
      if (repetition) await run(repetition);
      else void vscode.window.showInformationMessage("Choose one of the entries in the view Repetition first.");
    };
  const commands = [
    vscode.commands.registerCommand("tofusmith.searchRepetition", async () => {
      const before = view.shown();
      await vscode.commands.executeCommand(`${viewId}.focus`);
      // A view that is shown for the first time searches by itself.
      await (before.searched ? view.search() : view.firstSearch());
    }),
    vscode.commands.registerCommand(
      "tofusmith.previewRepetitionEdit",
      withItem((item) => view.edit(item, true)),
    ),
    vscode.commands.registerCommand(
      "tofusmith.applyRepetitionEdit",
      withItem((item) => view.edit(item, false)),
    ),
    vscode.commands.registerCommand(
      "tofusmith.keepRepetition",
      withItem((item) => view.keep(item)),
    ),
  ];
  return {
    shown: () => view.shown(),
    dispose: () => vscode.Disposable.from(view, ...commands).dispose(),
  };
}

function repetitionIn(row: unknown): Repetition | undefined {
  const known = row as Row | undefined;
  return known?.kind === "repetition" ? known.repetition : undefined;
}

class View implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #session: Promise<Session>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tree: vscode.TreeView<Row>;
  readonly #preview = new EditPreview();
  readonly #subscriptions: vscode.Disposable[] = [];
  #items: readonly Repetition[] = [];
  #searched = false;
  /** Why there is no edit, by the repetition's id, where that was asked. */
  readonly #reasons = new Map<string, string>();
  #running: { readonly source: vscode.CancellationTokenSource; readonly done: Promise<void> } | undefined;
  #generation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Promise<Session>) {
    this.#session = session;
    this.#tree = vscode.window.createTreeView<Row>(viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions.push(
      this.#tree,
      this.#preview,
      this.#changed,
      this.#tree.onDidChangeVisibility(({ visible }) => {
        if (visible) void this.firstSearch();
      }),
      vscode.workspace.onDidSaveTextDocument(() => this.#searchSoon()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("tofusmith.dry") || change.affectsConfiguration("tofusmith.rules")) {
          this.#searchSoon();
        }
      }),
    );
    void vscode.commands.executeCommand("setContext", startedKey, true);
    void session.then((started) => {
      this.#subscriptions.push(started.onRestart(() => this.#searchSoon()));
      if (this.#tree.visible) void this.firstSearch();
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#running?.source.cancel();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  shown(): ShownRepetition {
    return { searched: this.#searched, items: this.#items };
  }

  selected(): Repetition | undefined {
    return this.#tree.selection.map(repetitionIn).find((each) => each !== undefined);
  }

  /** Makes the list anew; a search that is running is ended first. */
  async search(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running?.source.cancel();
    const source = new vscode.CancellationTokenSource();
    const done = this.#searchUntil(source, ++this.#generation).finally(() => {
      if (this.#running?.source === source) this.#running = undefined;
      source.dispose();
    });
    this.#running = { source, done };
    await done;
  }

  /** Makes the list where there is none yet; a search that is running is waited for. */
  async firstSearch(): Promise<void> {
    if (this.#running) await this.#running.done;
    else if (!this.#searched) await this.search();
  }

  /** Only for a list that somebody looks at. */
  #searchSoon(): void {
    clearTimeout(this.#timer);
    if (!this.#searched || !this.#tree.visible) return;
    this.#timer = setTimeout(() => void this.search(), quiet);
  }

  async #searchUntil(source: vscode.CancellationTokenSource, generation: number): Promise<void> {
    const started = await this.#session;
    this.#setState("searching");
    const params: protocol.RepetitionParams = {};
    const asked = started.request<readonly Repetition[]>(listMethod, params, source.token);
    void vscode.window.withProgress({ location: { viewId } }, () => asked.then(undefined, () => undefined));
    void showWhenLong(started, asked, source);
    try {
      const items = await asked;
      if (generation !== this.#generation) return;
      this.#items = items;
      this.#searched = true;
      this.#reasons.clear();
      this.#setState("none");
      const saved = items.reduce((sum, { tokensSaved }) => sum + tokensSaved, 0);
      this.#tree.description = items.length === 0 ? "" : `${items.length}, ${saved} tokens`;
    } catch (error) {
      // Where a newer search has ended this one, everything is the newer one's to say.
      if (generation !== this.#generation) return;
      this.#setState("failed");
      if (!isCancelled(error)) throw error;
    } finally {
      this.#changed.fire();
    }
  }

  #setState(state: "searching" | "none" | "failed"): void {
    void vscode.commands.executeCommand("setContext", stateKey, state);
  }

  /** Asks for the edit and makes it, or says why there is none. */
  async edit(repetition: Repetition, preview: boolean): Promise<void> {
    const started = await this.#session;
    const params: protocol.RepetitionParamsOfOne = { id: repetition.id };
    const answer = await started.request<protocol.RepetitionEdit>(editMethod, params);
    if (answer.kind === "gone") {
      void vscode.window.showInformationMessage("This repetition is not there any more.");
      await this.search();
    } else if (answer.kind === "report-only") {
      this.#reasons.set(repetition.id, answer.reason);
      this.#changed.fire();
      void vscode.window.showInformationMessage(`There is no edit for this repetition. ${answer.reason}`);
    } else {
      const { title, edit } = answer;
      if (preview) {
        await this.#preview.show(title, edit);
        // The message stays in the notifications while the person reads.
        if ((await vscode.window.showInformationMessage(`${title}?`, "Apply")) !== "Apply") return;
        // Something may have been written since: what is applied is made of what is there now.
        await this.edit(repetition, false);
      } else if (await started.applyEdit(edit)) {
        await this.search();
      }
    }
  }

  /** Names the repetition in the baseline, so that it is not suggested again. */
  async keep(repetition: Repetition): Promise<void> {
    const started = await this.#session;
    const params: protocol.RepetitionParamsOfOne = { id: repetition.id };
    const answer = await started.request<protocol.BaselineText | null>(ignoreMethod, params);
    if (answer) {
      await vscode.workspace.fs.writeFile(vscode.Uri.parse(answer.uri), new TextEncoder().encode(answer.text));
    }
    await this.search();
  }

  getChildren(row?: Row): Row[] {
    if (!row) return this.#items.map((repetition) => ({ kind: "repetition", repetition }));
    if (row.kind !== "repetition") return [];
    const { sites, id } = row.repetition;
    const reason = this.#reasons.get(id);
    const rows: Row[] = reason === undefined ? [] : [{ kind: "remark", text: reason }];
    for (const site of sites.slice(0, mostSites)) rows.push({ kind: "site", site });
    if (sites.length > mostSites) rows.push({ kind: "remark", text: `and ${sites.length - mostSites} more` });
    return rows;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    switch (row.kind) {
      case "repetition":
        return this.#repetitionItem(row.repetition);
      case "site":
        return siteItem(row.site);
      case "remark": {
        const item = new vscode.TreeItem(row.text);
        item.iconPath = new vscode.ThemeIcon("info");
        item.tooltip = row.text;
        return item;
      }
    }
  }

  #repetitionItem({ id, title, excerpt, rule, score, tokensSaved, sites, mayHaveEdit }: Repetition): vscode.TreeItem {
    const hasEdit = mayHaveEdit && !this.#reasons.has(id);
    const item = new vscode.TreeItem(excerpt ?? title.replaceAll("`", ""), vscode.TreeItemCollapsibleState.Collapsed);
    item.id = id;
    item.description = `${sites.length} places, ${tokensSaved} tokens`;
    item.iconPath = new vscode.ThemeIcon(hasEdit ? "lightbulb" : "list-tree");
    item.contextValue = hasEdit ? "edit" : "report";
    const how = hasEdit ? "" : "\n\nThere is no edit for it; it is a report.";
    item.tooltip = new vscode.MarkdownString(
      `${title}${excerpt === undefined ? "" : `\n\n    ${excerpt}`}\n\nWriting it once saves about ${tokensSaved} tokens; score ${score}, rule \`${rule}\`.${how}`,
    );
    return item;
  }
}

/** A place, which opens when it is chosen. */
function siteItem({ uri, range, note }: Site): vscode.TreeItem {
  const file = vscode.Uri.parse(uri);
  const path = vscode.workspace.asRelativePath(file);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const item = new vscode.TreeItem(`${name}:${range.start.line + 1}`);
  const folder = path.slice(0, Math.max(0, path.length - name.length - 1));
  item.description = note === undefined ? folder : `${note} in ${folder}`;
  item.iconPath = new vscode.ThemeIcon("symbol-file");
  const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  item.command = { command: "vscode.open", title: "Open", arguments: [file, { selection, preview: true }] };
  return item;
}

/** Shows a search that takes long, with how far it is, so that it can be cancelled. */
async function showWhenLong(
  started: Session,
  asked: Promise<unknown>,
  source: vscode.CancellationTokenSource,
): Promise<void> {
  const ended = asked.then(
    () => "ended",
    () => "ended",
  );
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve("late"), patience);
  });
  if ((await Promise.race([ended, late])) === "ended") return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Tofusmith: searching for repetition",
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => source.cancel());
    let last = 0;
    const listener = started.onRepetitionProgress(({ done, total }) => {
      const percent = total === 0 ? 100 : (100 * done) / total;
      progress.report({ message: `${done} of ${total} folders`, increment: Math.max(0, percent - last) });
      last = percent;
    });
    await ended;
    listener.dispose();
  });
}

/** The protocol's answer to a request that was cancelled. */
function isCancelled(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === -32800;
}
