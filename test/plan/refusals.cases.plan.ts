// The plan cases of refusals before a real program.

import { testPart } from "./plannedCases.js";

testPart("refusals");
