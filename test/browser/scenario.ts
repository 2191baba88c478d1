// What a scenario on the packaged VSIX consists of; scripts/editor/browserScenario.ts plays it.

/** One story of a person at the editor: open, see, choose from the light bulb, save. */
export interface Scenario {
  readonly name: string;
  /** Folder with the files as they are before; a copy of it is opened. */
  readonly before: string;
  /** Folder with the files as they must be on disk afterwards, each byte; without one the run tells what has changed. */
  readonly after?: string;
  /** The file that is opened from the explorer. */
  readonly file: string;
  /** How the finding is underlined in the editor. */
  readonly squiggle: "error" | "warning" | "info" | "hint";
  /** A part of the finding's message, as the hover shows it. */
  readonly message: string;
  /** The word that the cursor is put on: where it first stands in the line. */
  readonly word: string;
  /** Text that the first line with the word holds. */
  readonly line: string;
  /** Title of the action in the light bulb's menu. */
  readonly action: string;
}
