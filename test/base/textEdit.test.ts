// Text edits: order, overlap, application.
import { describe, expect, it } from "vitest";
import { LineIndex } from "../../server/src/base/lineIndex.js";
import { applyEdits, areDisjoint } from "../../server/src/base/textEdit.js";

const at = (start: number, end: number, newText: string) => ({ range: { start, end }, newText });

describe("text edits", () => {
  it("are applied as if at once, in the order of their positions", () => {
    expect(applyEdits("abcdef", [at(4, 6, "Y"), at(0, 1, "X"), at(2, 2, "-"), at(2, 2, "+")])).toBe("Xb-+cdY");
  });
  it("that overlap are refused", () => {
    expect(areDisjoint([at(0, 3, ""), at(2, 4, "")])).toBe(false);
    expect(() => applyEdits("abcdef", [at(0, 3, ""), at(2, 4, "")])).toThrow(RangeError);
  });
});

describe("a line index", () => {
  it("counts \\n, \\r\\n and a lone \\r as one line break each", () => {
    const index = new LineIndex("a\nb\r\nc\rd");
    expect(index.lineCount).toBe(4);
    expect(index.position(5)).toEqual({ line: 2, column: 0 });
    expect(index.offset({ line: 3, column: 0 })).toBe(7);
    expect(index.offset({ line: 1, column: 99 })).toBe(5);
  });
});
