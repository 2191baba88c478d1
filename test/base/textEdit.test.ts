// Text edits: order, overlap, application.
import { describe, expect, it } from "vitest";
import { LineIndex } from "../../server/src/base/lineIndex.js";
import { applyEdits, areDisjoint, followedBy, type TextEdit } from "../../server/src/base/textEdit.js";
import { seededRandom } from "../harness/randomEdits.js";

const at = (start: number, end: number, newText: string) => ({ range: { start, end }, newText });

describe("text edits", () => {
  it("are applied as if at once, in the order of their positions", () => {
    expect(applyEdits("abcdef", [at(4, 6, "Y"), at(0, 1, "X"), at(2, 2, "-"), at(2, 2, "+")])).toBe("Xb-+cdY");
  });
  it("that overlap are refused", () => {
    expect(areDisjoint([at(0, 3, ""), at(2, 4, "")])).toBe(false);
    expect(() => applyEdits("abcdef", [at(0, 3, ""), at(2, 4, "")])).toThrow(RangeError);
  });
  it("that follow others are joined with those that they touch, and with no others", () => {
    expect(followedBy("abcdef", [at(1, 2, "XYZ")], [at(2, 3, "-"), at(6, 7, "+")])).toEqual([
      at(1, 2, "X-Z"),
      at(4, 5, "+"),
    ]);
  });
  it("that follow others give the same text in one step", () => {
    const random = seededRandom(7);
    const some = (text: string): TextEdit[] => {
      const edits: TextEdit[] = [];
      for (let i = 0; i < 6; i++) {
        const start = Math.floor(random() * (text.length + 1));
        const end = Math.min(text.length, start + Math.floor(random() * 4));
        const edit = at(start, end, "XYZ".slice(0, Math.floor(random() * 4)));
        if (areDisjoint([...edits, edit])) edits.push(edit);
      }
      return edits;
    };
    for (let round = 0; round < 500; round++) {
      const text = "abcdefghijklmnopqrst";
      const first = some(text);
      const between = applyEdits(text, first);
      const second = some(between);
      expect(applyEdits(text, followedBy(text, first, second))).toBe(applyEdits(between, second));
    }
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
