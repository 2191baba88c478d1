// The main job in the browser: a count toggle becomes lifecycle.enabled, in both files of the module.
import type { Refusal, Scenario } from "./scenario.js";

export const flagshipScenario: Scenario = {
  name: "count-to-enabled",
  before: "test/client/workspace/toggle",
  after: "test/client/expected/toggle",
  file: "main.tf",
  squiggle: "hint",
  message: "enabled",
  word: "count",
  line: "count = var.logging ? 1 : 0",
  action: "Use `lifecycle.enabled` instead of `count`",
};

/** A count that may be more than 1 stays as it is. */
export const flagshipRefusal: Refusal = {
  name: "count-refused",
  before: "test/client/workspace/refused",
  file: "main.tf",
  word: "count",
  line: "count = var.instances",
  action: "Use `lifecycle.enabled` instead of `count`",
  reason: "Its count is not provably 0 or 1.",
};
