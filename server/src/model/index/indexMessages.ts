// What the server and its index workers say to each other, on every platform.

import type { SourceFile } from "../../syntax/ast.js";
import type { HclParser } from "../../syntax/parser.js";
import { fileTypeOf } from "../builtins/fileKinds.js";
import { factsOf } from "../syntaxCache.js";
import { nameOf } from "../uri.js";
import { fileRecord } from "./factsCache.js";

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

/** Records of the request's files, in their order: a text crosses threads faster than an object does. */
export interface IndexAnswer {
  readonly id: number;
  readonly records: readonly string[];
}

/** Makes a text, without tabs and line breaks, of what features keep of a configuration file. */
export type DigestMaker = (file: SourceFile) => string;

/** Does a request's work: parses each file, takes its facts and its digest, and drops the tree. */
export function answerIndexRequest(parser: HclParser, digest: DigestMaker, { id, files }: IndexRequest): IndexAnswer {
  return { id, records: files.map((file) => recordOf(parser, digest, file)) };
}

function recordOf(parser: HclParser, digest: DigestMaker, { uri, text }: IndexFile): string {
  const type = fileTypeOf(nameOf(uri));
  let file: SourceFile | undefined;
  const parse = () => {
    file ??= parser.parse(uri, 0, text);
    return file;
  };
  const facts = factsOf({ type, text }, parse, (body) => parser.parse(uri, 0, body).body);
  const hasDigest = type?.kind === "configuration" && type.syntax === "native";
  return fileRecord(facts, hasDigest ? digest(parse()) : undefined);
}
