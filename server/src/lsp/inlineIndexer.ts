// Computes the facts of closed files on the server's own thread, for platforms without a worker.

import { fileTypeOf } from "../model/builtins/fileKinds.js";
import { nameOf } from "../model/uri.js";
import { factsOf } from "../model/workspace.js";
import type { HclParser } from "../syntax/parser.js";
import type { FactsIndexer } from "./discovery.js";

/** Parses each file when it is asked for; the caller makes pauses between files. */
export function inlineIndexer(parser: HclParser): FactsIndexer {
  return {
    facts: async (uri, text) =>
      factsOf(
        { type: fileTypeOf(nameOf(uri)), text },
        () => parser.parse(uri, 0, text),
        (body) => parser.parse(uri, 0, body).body,
      ),
  };
}
