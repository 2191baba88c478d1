// The layout of the module graph: layers, circles, no overlap.
import { describe, expect, it } from "vitest";
import { layOut } from "../../client/src/graphLayout.js";

const nodes = (ids: string) => [...ids].map((id) => ({ id, label: id }));
const edges = (...pairs: string[]) => pairs.map(([from = "", to = ""]) => ({ from, to }));

describe("the layout of a graph", () => {
  it("puts callers left of all that they call", () => {
    const { boxes } = layOut(nodes("abcd"), edges("ab", "ac", "bc", "cd"));
    const x = (id: string) => boxes.find((box) => box.id === id)?.x ?? Number.NaN;
    expect([..."dcba"].sort((a, b) => x(a) - x(b))).toEqual(["a", "b", "c", "d"]);
  });

  it("ends for circles, and places every node once, inside of the picture, without overlap", () => {
    const { boxes, width, height } = layOut(nodes("abcdefg"), edges("ab", "bc", "ca", "aa", "cd", "ef", "fe"));
    expect(
      boxes
        .map(({ id }) => id)
        .sort()
        .join(""),
    ).toBe("abcdefg");
    for (const box of boxes) {
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      const over = boxes.filter(
        (other) =>
          other !== box &&
          other.x < box.x + box.width &&
          box.x < other.x + other.width &&
          other.y < box.y + box.height &&
          box.y < other.y + other.height,
      );
      expect(over).toEqual([]);
    }
  });

  it("orders a column so that straight lines do not cross", () => {
    const { boxes } = layOut(nodes("abxy"), edges("ay", "bx"));
    const y = (id: string) => boxes.find((box) => box.id === id)?.y ?? Number.NaN;
    expect(y("a") < y("b")).toBe(y("y") < y("x"));
  });
});
