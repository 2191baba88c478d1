// The contract of a handler: one message of the protocol, one file in `handlers/`, one line in its registry.

import type {
  CancellationToken,
  ProtocolNotificationType,
  ProtocolRequestType,
  ServerCapabilities,
} from "vscode-languageserver";
import type { ClientFeatures } from "./clientFeatures.js";
import { type AnswerOptions, answer } from "./request.js";
import type { Session } from "./session.js";

export interface Handler {
  readonly method: string;
  /** What the server announces because of this handler, given what the client can do. */
  readonly capabilities?: (client: ClientFeatures) => ServerCapabilities;
  register(session: Session): void;
}

type RequestDefinition<Params, Result> = Omit<AnswerOptions<Params, Result>, "method"> & {
  readonly capabilities?: Handler["capabilities"];
};

/** A handler that answers a request. Failures, cancellation and outdated texts are taken care of. */
export function requestHandler<Params, Result, Partial, ErrorData, Registration>(
  type: ProtocolRequestType<Params, Result, Partial, ErrorData, Registration>,
  { capabilities, ...definition }: RequestDefinition<Params, Result>,
): Handler {
  return {
    method: type.method,
    ...(capabilities ? { capabilities } : {}),
    register(session) {
      const options = { ...definition, method: type.method };
      // By its name: the type's own signature cannot say that an answer may be an error.
      session.connection.onRequest<unknown, void>(type.method, (params: Params, token: CancellationToken) =>
        answer(session, options, params, token),
      );
    },
  };
}

/** A handler that takes a notification in. One that fails is logged. */
export function notificationHandler<Params, Registration>(
  type: ProtocolNotificationType<Params, Registration>,
  definition: {
    readonly capabilities?: Handler["capabilities"];
    readonly receive: (params: Params, session: Session) => void | Promise<void>;
  },
): Handler {
  return {
    method: type.method,
    ...(definition.capabilities ? { capabilities: definition.capabilities } : {}),
    register(session) {
      session.connection.onNotification(type.method, async (params: Params) => {
        try {
          await definition.receive(params, session);
        } catch (error) {
          session.reportFailure(`The notification ${type.method} failed.`, error);
        }
      });
    },
  };
}

/** What the server announces, from all handlers together. */
export function serverCapabilities(handlers: readonly Handler[], client: ClientFeatures): ServerCapabilities {
  const result: ServerCapabilities = {};
  for (const { capabilities } of handlers) {
    if (!capabilities) continue;
    const { workspace, ...rest } = capabilities(client);
    Object.assign(result, rest);
    if (workspace) result.workspace = { ...result.workspace, ...workspace };
  }
  return result;
}
