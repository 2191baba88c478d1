// What the server and its index workers say to each other, on every platform.

import type { HclParser } from "../../syntax/parser.js";
import { fileTypeOf } from "../builtins/fileKinds.js";
import { nameOf } from "../uri.js";
import { factsOf } from "../workspace.js";

/** A file whose facts are wanted. */
export interface IndexFile {
  readonly uri: string;
  readonly text: string;
}

/** Work for a worker: answered by one `IndexAnswer` with the same number. */
export interface IndexRequest {
  readonly id: number;
  readonly files: readonly IndexFile[];
}

/** The facts of the request's files, in their order, as JSON: a text crosses threads faster than an object does. */
export interface IndexAnswer {
  readonly id: number;
  readonly facts: readonly string[];
}

/** Does a request's work: parses each file, takes its facts, and drops the tree. */
export function answerIndexRequest(parser: HclParser, { id, files }: IndexRequest): IndexAnswer {
  return { id, facts: files.map((file) => JSON.stringify(factsOfText(parser, file))) };
}

function factsOfText(parser: HclParser, { uri, text }: IndexFile) {
  return factsOf(
    { type: fileTypeOf(nameOf(uri)), text },
    () => parser.parse(uri, 0, text),
    (body) => parser.parse(uri, 0, body).body,
  );
}
