// A paste by a person: what VS Code asks no extension about unless the keys are pressed.

import type { Spot } from "./scenario.js";

/** JSON is pasted behind a line, and what it is pasted as is chosen. */
export interface PasteScenario extends Spot {
  readonly name: string;
  /** Folder with the files as they are before; a copy of it is opened. */
  readonly before: string;
  /** What a hint of the file says once the server knows the module. */
  readonly ready: string;
  /** What the clipboard holds. */
  readonly text: string;
  /** Title of the choice. */
  readonly choice: string;
  /** A part of the line that it gives. */
  readonly result: string;
}

export const pasteScenario: PasteScenario = {
  name: "paste",
  before: "examples",
  file: "toggles.tf",
  line: "cache_ttl     =",
  word: "cache_ttl",
  ready: "instance",
  text: '{"retention": {"days": 30}}',
  choice: "Paste as HCL",
  result: "days = 30",
};
