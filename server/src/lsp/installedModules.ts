// The modules that `init` has installed, read when somebody follows a name into them.
//
// They stay out of the workspace: it would check, list and rewrite what is not the person's own.

import { mainFile } from "../features/navigation/mainFile.js";
import { installedModulesPath } from "../model/installedModules.js";
import { Workspace, type WorkspaceSnapshot } from "../model/workspace.js";
import type { Session } from "./session.js";

export class InstalledModules {
  readonly #session: Session;
  readonly #read = new Map<string, Promise<WorkspaceSnapshot>>();

  constructor(session: Session) {
    this.#session = session;
    // `init` writes the list whenever it puts something else into the folders.
    session.onChange((changes) => {
      if (changes.some(({ uri }) => uri.endsWith(installedModulesPath))) this.#read.clear();
    });
  }

  /** The files of a directory that a module is installed in; nothing where it lies outside of the workspace. */
  read(directory: string): Promise<WorkspaceSnapshot> {
    const known = this.#read.get(directory);
    if (known) return known;
    const { parser, discovery } = this.#session;
    const reading = discovery.configurationIn(directory).then((changes) => new Workspace(parser).apply(changes));
    this.#read.set(directory, reading);
    return reading;
  }

  /** The file to open for an installed module; undefined where there is none. */
  async mainFile(directory: string): Promise<string | undefined> {
    const module = (await this.read(directory)).module(directory);
    return module && mainFile(module);
  }
}
