// Every set the scoreboard can score, in the order of its table.
import type { SetRunner } from "./set.js";
import { recovery } from "./sets/recovery.js";

export const setRunners: readonly SetRunner[] = [recovery];
