// The plan cases of blocks before a real program.

import { testPart } from "./plannedCases.js";

testPart("blocks");
