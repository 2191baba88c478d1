// What stands behind an operand, for `diagnose`: attributes, indexes and splats.

import { diagnoseExpression, fails } from "./diagnoseExpression.js";
import { checkNumber } from "./diagnoseNumber.js";
import type { TokenReader } from "./tokenReader.js";
import type { Token } from "./tokens.js";

/** Reads all steps behind an operand, and reports their mistakes. */
export function readTraversal(reader: TokenReader): void {
  for (;;) {
    const next = reader.peek();
    if (next.type === "Dot") {
      reader.read();
      if (!readDotStep(reader)) return;
    } else if (next.type === "OBrack") {
      readBracketStep(reader);
    } else {
      return;
    }
  }
}

/** What follows a dot. False where it is no step, so that nothing behind it can be one. */
function readDotStep(reader: TokenReader): boolean {
  const step = reader.peek();
  switch (step.type) {
    case "Ident":
      reader.read();
      return true;
    case "NumberLit":
      reader.read();
      checkLegacyIndex(reader, step);
      return true;
    case "Star":
      reader.read();
      return readAttributeSplat(reader);
    default:
      reader.reportFirst(
        "missing-name",
        "Invalid attribute name",
        "an attribute's name is missing after the dot",
        step,
      );
      reader.recovery = true;
      return true;
  }
}

function checkLegacyIndex(reader: TokenReader, token: Token): void {
  const text = reader.textOf(token);
  if (text.includes(".")) {
    const proper = text.split(".").join("][");
    reader.report(
      "legacy-index",
      "Invalid legacy index syntax",
      `two indexes in a row need brackets: write \`[${proper}]\` instead of \`.${text}\``,
      token,
    );
  } else {
    checkNumber(reader, token);
  }
}

/** The names behind `.*`. */
function readAttributeSplat(reader: TokenReader): boolean {
  while (reader.peek().type === "Dot") {
    reader.read();
    const step = reader.peek();
    if (step.type === "NumberLit") {
      reader.read();
      checkLegacyIndex(reader, step);
      continue;
    }
    if (step.type !== "Ident") {
      if (step.type === "Star") {
        reader.reportFirst(
          "nested-splat",
          "Nested splat expression not allowed",
          "a `.*` cannot stand behind another; write the outer one as `[*]`",
          step,
        );
      } else {
        reader.reportFirst(
          "missing-name",
          "Invalid attribute name",
          "an attribute's name is missing after the dot",
          step,
        );
      }
      reader.recovery = true;
      return true;
    }
    reader.read();
  }
  return true;
}

function readBracketStep(reader: TokenReader): void {
  const open = reader.read();
  if (reader.peek().type === "Star") {
    reader.read();
    const close = reader.read();
    if (close.type !== "CBrack" && !reader.recovery) {
      reader.report(
        "unclosed-index",
        "Missing close bracket on splat index",
        "a splat is written `[*]`; `]` is missing behind the star",
        close,
      );
      reader.recoverTo("CBrack");
    }
    return;
  }
  reader.withNewlines(false, () => {
    if (fails(reader, diagnoseExpression)) {
      reader.recoverTo("CBrack");
      return;
    }
    const close = reader.read();
    if (close.type !== "CBrack" && !reader.recovery) {
      reader.report(
        "unclosed-index",
        "Missing close bracket on index",
        `\`]\` is missing here: the \`[\` on line ${reader.lineOf(open.start)} is not closed`,
        close,
      );
      reader.recoverTo("CBrack");
    }
  });
}
