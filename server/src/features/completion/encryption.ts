// References inside of an `encryption` block: to its key providers and methods, which nothing else can name.

import type { TextRange } from "../../base/range.js";
import type { Meaning } from "../../model/builtins/schema.js";
import type { Block } from "../../syntax/ast.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionItem } from "./item.js";

type Kind = "key_provider" | "method";

const kinds: Partial<Record<Meaning, Kind>> = {
  "key-provider-reference": "key_provider",
  "method-reference": "method",
};

/** Whole references for an argument of that meaning. */
export function encryptionItems(
  request: CompletionRequest,
  meaning: Meaning | undefined,
  range: TextRange,
): CompletionItem[] {
  const kind = meaning && kinds[meaning];
  if (!kind) return [];
  return declared(request, kind).map(([type, name]) => item(`${kind}.${type}.${name}`, range));
}

/** The next step behind `key_provider` or `method` and some names; undefined for any other root. */
export function encryptionSteps(
  request: CompletionRequest,
  root: string,
  names: readonly string[],
  range: TextRange,
): CompletionItem[] | undefined {
  if (root !== "key_provider" && root !== "method") return undefined;
  const [type, ...more] = names;
  if (more.length > 0) return [];
  const found = declared(request, root);
  const labels =
    type === undefined ? found.map(([each]) => each) : found.filter(([each]) => each === type).map(([, name]) => name);
  return [...new Set(labels)].map((label) => item(label, range));
}

function item(label: string, range: TextRange): CompletionItem {
  return { label, kind: "field", range, text: label, rank: 1 };
}

/** Type and name of each such block in the module. */
function declared({ snapshot, module }: CompletionRequest, kind: Kind): [type: string, name: string][] {
  const inside = (blocks: readonly Block[], type: string) =>
    blocks.flatMap(({ body }) =>
      body.items.filter((each): each is Block => each.kind === "Block" && each.type.name === type),
    );
  return module.files.flatMap(({ entry }) => {
    const file = snapshot.file(entry.uri);
    const top = file?.body.items.filter(
      (each): each is Block => each.kind === "Block" && each.type.name === "terraform",
    );
    return inside(inside(top ?? [], "encryption"), kind).flatMap(({ labels: [type, name] }): [string, string][] =>
      type && name ? [[type.value, name.value]] : [],
    );
  });
}
