// Wraps every answer to a request: cancelled and outdated requests get their error codes, and a failure of ours is
// logged and answered with nothing, so that it costs one answer and not the session.

import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { Cancelled, type Checkpoint } from "../base/cancellation.js";
import { normalizeUri } from "../model/uri.js";
import { isLeftToOthers } from "./companion.js";
import type { Session } from "./session.js";

/** Thrown by a handler whose answer would speak of a text that is no longer there. */
export class ContentModified extends Error {
  constructor() {
    super("content modified");
    this.name = "ContentModified";
  }
}

/** What a handler is given beside its parameters. */
export interface RequestContext {
  readonly session: Session;
  readonly token: CancellationToken;
  /** To be awaited between parts of long work; throws `Cancelled` or `ContentModified` when it is no longer wanted. */
  readonly checkpoint: Checkpoint;
}

export interface AnswerOptions<Params, Result> {
  readonly method: string;
  /** The answer where ours fails. */
  readonly fallback: Result;
  /** The document that the parameters' positions speak of; undefined where there is none. */
  readonly document?: (params: Params) => string | undefined;
  /** False for a handler that waits by itself until the document's module has been read. */
  readonly waits?: boolean;
  /** True where the answer takes in all files that there are, so that it waits until they have been read. */
  readonly needsAll?: boolean;
  /** False where the answer is right for whatever text there is when it is computed. */
  readonly positional?: boolean;
  readonly run: (params: Params, ctx: RequestContext) => Result | Promise<Result>;
}

/** How long work may go on before other messages get a turn. */
const turn = 10;

function cancelled(token: CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    if (token.isCancellationRequested) resolve();
    token.onCancellationRequested(() => resolve());
  });
}

/** The answer to a request, or the error that the protocol has for a request that is no longer wanted. */
export async function answer<Params, Result>(
  session: Session,
  options: AnswerOptions<Params, Result>,
  params: Params,
  token: CancellationToken,
): Promise<Result | ResponseError<void>> {
  const uri = options.document?.(params);
  if (isLeftToOthers(session, options.method, uri)) return options.fallback;
  const version = () => (uri === undefined ? undefined : session.documents.get(uri)?.version);
  const asked = version();
  const check = () => {
    if (token.isCancellationRequested) throw new Cancelled();
    if (options.positional !== false && version() !== asked) throw new ContentModified();
  };
  let since = performance.now();
  const checkpoint = async () => {
    if (performance.now() - since > turn) {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      since = performance.now();
    }
    check();
  };
  try {
    check();
    if (uri !== undefined && options.waits !== false) await session.ready(normalizeUri(uri));
    check();
    if (options.needsAll === true) await Promise.race([session.reading, cancelled(token)]);
    check();
    const result = await options.run(params, { session, token, checkpoint });
    check();
    return result;
  } catch (error) {
    if (error instanceof Cancelled)
      return new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
    if (error instanceof ContentModified) {
      return new ResponseError(LSPErrorCodes.ContentModified, "The text has changed since the request was made.");
    }
    if (error instanceof ResponseError) return new ResponseError(error.code, error.message);
    session.reportFailure(`The request ${options.method} failed.`, error);
    return options.fallback;
  }
}
