// The plan cases of repetition before a real program.

import { testPart } from "./plannedCases.js";

testPart("repetition");
