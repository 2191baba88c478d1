// The settings in force, for the workspace and for each of its folders, and what features make of them.

import type { Connection } from "vscode-languageserver";
import type { CheckOptions } from "../features/diagnostics.js";
import type { RefactorOptions } from "../features/refactors/refactor.js";
import { isOwnCode } from "../features/similarity/ownCode.js";
import type { RepetitionSettings } from "../features/similarity/repetitionFindings.js";
import type { ProductEvidence } from "../model/product.js";
import { defaultSettings, parseSettings, type Settings, settingsSection } from "../settings.js";

/** Settings in the shapes that features take. One object stands for one choice until the settings change. */
export interface ActiveSettings {
  readonly settings: Settings;
  readonly check: CheckOptions;
  readonly refactor: RefactorOptions;
  readonly repetition: RepetitionSettings;
}

export interface SettingsStoreOptions {
  readonly connection: Connection;
  /** True where the client answers `workspace/configuration`. */
  readonly asksClient: boolean;
  /** The evidence of open documents and surrounding files for the module of a directory. */
  readonly evidence: (directory: string) => readonly ProductEvidence[];
  /** A file's path below the workspace folder that holds it; undefined for a file outside of all. */
  readonly pathBelow: (uri: string) => string | undefined;
  /** Tells the person about a malformed setting. */
  readonly complain: (complaint: string) => void;
}

export class SettingsStore {
  readonly #options: SettingsStoreOptions;
  #window: ActiveSettings;
  #byFolder = new Map<string, ActiveSettings>();
  /** What the client sent without being asked, for clients that cannot be asked. */
  #sent: unknown;

  constructor(options: SettingsStoreOptions, initial: unknown) {
    this.#options = options;
    this.#sent = initial;
    this.#window = this.#activate(defaultSettings);
  }

  /** The settings for a workspace folder; those of the window for anything outside of one. */
  in(folder: string | undefined): ActiveSettings {
    return (folder !== undefined ? this.#byFolder.get(folder) : undefined) ?? this.#window;
  }

  /** Takes the content of `workspace/didChangeConfiguration`, which clients that can be asked leave empty. */
  receive(content: unknown): void {
    const section =
      typeof content === "object" && content !== null && settingsSection in content
        ? (content as Record<string, unknown>)[settingsSection]
        : undefined;
    if (section !== undefined) this.#sent = section;
  }

  /** Reads the settings of the window and of all folders anew. */
  async load(folders: readonly string[]): Promise<void> {
    const sections = await this.#fetch(folders);
    const complaints = new Set<string>();
    const active = sections.map((section) => {
      const parsed = parseSettings(section);
      for (const complaint of parsed.complaints) complaints.add(complaint);
      return this.#activate(parsed.settings);
    });
    this.#window = active[0] ?? this.#activate(defaultSettings);
    this.#byFolder = new Map(folders.flatMap((folder, i) => (active[i + 1] ? [[folder, active[i + 1]!]] : [])));
    for (const complaint of complaints) this.#options.complain(complaint);
  }

  /** The section for the window, then one for each folder. */
  async #fetch(folders: readonly string[]): Promise<unknown[]> {
    if (!this.#options.asksClient) return [this.#sent];
    const items = [undefined, ...folders].map((scopeUri) => ({
      section: settingsSection,
      ...(scopeUri === undefined ? {} : { scopeUri }),
    }));
    try {
      const answer: unknown = await this.#options.connection.workspace.getConfiguration(items);
      return Array.isArray(answer) ? answer : [this.#sent];
    } catch {
      // A client that announces the request and fails it is served with what it sent, else with the defaults.
      return [this.#sent];
    }
  }

  #activate(settings: Settings): ActiveSettings {
    const target: ProductEvidence = { kind: "target", value: settings.target };
    return {
      settings,
      check: {
        levels: settings.rules,
        evidence: (directory) => [target, ...this.#options.evidence(directory)],
      },
      refactor: { movedBlocks: settings.movedBlocks },
      repetition: {
        search: {
          wanted: (uri) => {
            const path = this.#options.pathBelow(uri);
            return path !== undefined && isOwnCode(path, settings["dry.skippedFolders"]);
          },
        },
        lowestScore: settings["dry.lowestScore"],
        fewestSites: settings["dry.fewestSites"],
        levels: settings.rules,
      },
    };
  }
}
