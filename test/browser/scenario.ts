// What the scenarios on the packaged VSIX consist of; scripts/editor/browserScenario.ts plays them.

/** Where in a module a person puts the cursor. */
export interface Spot {
  /** The file that is opened, relative to the folder. */
  readonly file: string;
  /** Text that the first line with the word holds. */
  readonly line: string;
  /** The word that the cursor is put on: where it first stands in the line. */
  readonly word: string;
}

/** A story of a person at the editor: open, see, choose from the light bulb, save, undo. */
export interface Scenario extends Spot {
  readonly name: string;
  /** Folder with the files as they are before; a copy of it is opened. */
  readonly before: string;
  /** Folder with the files as they must be on disk afterwards, each byte; without one the run tells what has changed. */
  readonly after?: string;
  /** How the finding is underlined in the editor. */
  readonly squiggle: "error" | "warning" | "info" | "hint";
  /** A part of the finding's message, as the hover shows it. */
  readonly message: string;
  /** Title of the action in the light bulb's menu. */
  readonly action: string;
}

/** An action that is not possible: it is found under Refactor…, in grey. */
export interface Refusal extends Spot {
  readonly name: string;
  readonly before: string;
  readonly action: string;
  /** Why it is not possible, as the list of reasons has it. */
  readonly reason: string;
}
