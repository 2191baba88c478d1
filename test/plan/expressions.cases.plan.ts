// The plan cases of expressions before a real program.

import { testPart } from "./plannedCases.js";

testPart("expressions");
