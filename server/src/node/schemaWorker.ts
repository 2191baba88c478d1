// The entry of the worker that takes a dump of provider schemas apart: megabytes of JSON, which the server's own thread
// should not stop for. Each provider becomes two files: the schemas behind each other, and a table of where they are.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { ObjectKind } from "../model/providerSchema.js";

/** What the worker is started with. */
export interface SchemaWorkerData {
  /** The output of `providers schema -json`. */
  readonly dump: string;
  /** Where each provider's files go, without their endings, by its address. */
  readonly targets: Readonly<Record<string, string>>;
}

/** The table beside the schemas: byte offsets of each, start and end. */
export interface SchemaTable {
  readonly format: 2;
  readonly places: Readonly<Record<ObjectKind, Readonly<Record<string, readonly [number, number]>>>>;
  /** All functions together; absent where there are none. */
  readonly functions?: readonly [number, number];
}

const members: Readonly<Record<Exclude<ObjectKind, "provider">, string>> = {
  resource: "resource_schemas",
  data: "data_source_schemas",
  ephemeral: "ephemeral_resource_schemas",
};

type Json = Readonly<Record<string, unknown>>;

/** Writes the files; returns the addresses of the providers that the dump has. */
function takeApart({ dump, targets }: SchemaWorkerData): string[] {
  const { provider_schemas: schemas } = JSON.parse(readFileSync(dump, "utf8")) as { provider_schemas?: Json };
  const found: string[] = [];
  for (const [address, target] of Object.entries(targets)) {
    const provider = schemas?.[address] as Json | undefined;
    if (!provider) continue;
    const parts: Buffer[] = [];
    let length = 0;
    const place = (schema: unknown): [number, number] => {
      const bytes = Buffer.from(JSON.stringify(schema));
      parts.push(bytes);
      length += bytes.length;
      return [length - bytes.length, length];
    };
    const placesOf = (kind: keyof typeof members) =>
      Object.fromEntries(
        Object.entries((provider[members[kind]] ?? {}) as Json).map(([type, schema]) => [type, place(schema)]),
      );
    const table: SchemaTable = {
      format: 2,
      places: {
        provider: provider.provider === undefined ? {} : { "": place(provider.provider) },
        resource: placesOf("resource"),
        data: placesOf("data"),
        ephemeral: placesOf("ephemeral"),
      },
      ...(provider.functions === undefined ? {} : { functions: place(provider.functions) }),
    };
    // The table comes last and in one step: whoever finds it finds everything.
    put(`${target}.schemas`, Buffer.concat(parts));
    put(`${target}.json`, JSON.stringify(table));
    found.push(address);
  }
  return found;
}

function put(path: string, content: string | Buffer): void {
  writeFileSync(`${path}.${process.pid}.tmp`, content);
  renameSync(`${path}.${process.pid}.tmp`, path);
}

parentPort?.postMessage(takeApart(workerData as SchemaWorkerData));
