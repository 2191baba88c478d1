// What the pictures of everyday gestures show: a hover, hints, and a rename across files.

import type { Spot } from "./scenario.js";

/** Three gestures in one module. */
export interface Gestures {
  readonly name: string;
  /** Folder with the files; a copy of it is opened. */
  readonly before: string;
  /** A name, and a part of what its hover says. */
  readonly hover: Spot & { readonly says: string };
  /** A place near hints, and a part of one of them. */
  readonly hints: Spot & { readonly shows: string };
  readonly rename: Spot & { readonly to: string };
}

/** The example workspace of this repository. */
export const exampleGestures: Gestures = {
  name: "gestures",
  before: "examples",
  hover: { file: "toggles.tf", line: 'name = "${var.name}', word: "environment", says: "Value here" },
  hints: { file: "toggles.tf", line: 'resource "terraform_data" "replica"', word: "resource", shows: "instance" },
  rename: { file: "toggles.tf", line: 'resource "terraform_data" "cache" {', word: "cache", to: "session_cache" },
};
