// Blocks that an `expansion` repeats, and what `each` and `count` stand for in them.

import type { Block } from "../../syntax/ast.js";
import { argument, nestedBlock } from "../extract.js";
import { convert } from "../values/convert.js";
import { stringType } from "../values/type.js";
import { integerValue, iterate, objectValue, Value } from "../values/value.js";
import type { Repetition } from "./fileScope.js";
import type { FileView } from "./fileView.js";

const mostElements = 1000;

/** The elements that an `expansion` repeats a block for; one without a key where it has none, none where it is unknown. */
export function repetitionsOf(
  block: Block,
  view: FileView,
): readonly (readonly [string | undefined, Repetition | undefined])[] {
  const expansion = nestedBlock(block.body, "expansion");
  if (!expansion) return [[undefined, undefined]];
  const forEach = argument(expansion.body, "for_each");
  const count = argument(expansion.body, "count");
  if (forEach) {
    const { value } = view.evaluate(forEach.value);
    const elements: [string, Repetition][] = [];
    for (const [key, element] of iterate(value)) {
      if (elements.length >= mostElements) break;
      const name = convert(key, stringType);
      if (!(name instanceof Value) || !name.hasContent) continue;
      elements.push([
        name.text,
        {
          each: objectValue([
            ["key", key],
            ["value", element],
          ]),
        },
      ]);
    }
    return elements;
  }
  const { value } = count ? view.evaluate(count.value) : { value: undefined };
  const times = value?.type.kind === "number" && value.hasContent ? Number(value.number.truncate()) : 0;
  return Array.from({ length: Math.max(0, Math.min(times, mostElements)) }, (_, i): [string, Repetition] => [
    String(i),
    { count: objectValue([["index", integerValue(i)]]) },
  ]);
}
