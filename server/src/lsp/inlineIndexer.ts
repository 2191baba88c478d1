// Computes the facts of closed files on the server's own thread, for platforms without a worker.

import { fileTypeOf } from "../model/builtins/fileKinds.js";
import { factsOf } from "../model/syntaxCache.js";
import { nameOf } from "../model/uri.js";
import type { HclParser } from "../syntax/parser.js";
import type { FactsIndexer } from "./discovery.js";

/** Parses one file after the other, and gives everything else a turn in between. */
export function inlineIndexer(parser: HclParser): FactsIndexer {
  let last: Promise<unknown> = Promise.resolve();
  return {
    index(uri, text) {
      const next = last.then(async () => {
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        const facts = factsOf(
          { type: fileTypeOf(nameOf(uri)), text },
          () => parser.parse(uri, 0, text),
          (body) => parser.parse(uri, 0, body).body,
        );
        return { facts: () => facts };
      });
      last = next.catch(() => undefined);
      return next;
    },
  };
}
