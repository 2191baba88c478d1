// What the pictures of refactors show: blocks that are selected, and what a refactor of the menu makes of them.

import type { Spot } from "./scenario.js";

/** Blocks that a person selects, and the refactor that is chosen for them. */
export interface PicturedRefactor extends Spot {
  readonly name: string;
  /** Folder with the files; a copy of it is opened. */
  readonly before: string;
  /** How many lines are selected, from the one with the word; 0 leaves the cursor on the word. */
  readonly lines: number;
  /** Title of the refactor, as the menu shows it. */
  readonly action: string;
  /** What an editor or the preview shows once it is done. */
  readonly shows: string;
  /** A file that is there once the preview's changes are applied, all as they are ticked. */
  readonly creates?: string;
}

/** Two refactors of many blocks at once, on the example workspace of this repository. */
export const picturedRefactors: readonly PicturedRefactor[] = [
  {
    name: "siblings-to-for-each",
    before: "examples",
    file: "parameters.tf",
    line: 'resource "terraform_data" "parameter_db_host"',
    word: "resource",
    lines: 64,
    action: "Write the blocks as one with `for_each`",
    shows: "for_each",
  },
  {
    name: "condition-to-module",
    before: "examples",
    file: "monitoring.tf",
    line: 'resource "terraform_data" "dashboard"',
    word: "resource",
    lines: 41,
    action: "Extract the blocks to a module with one condition",
    shows: "module",
    creates: "modules/dashboard/main.tf",
  },
];
