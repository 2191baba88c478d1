// Provider schemas on the disk: kept from one start to the next, and read piece by piece.

import { createHash } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import type { LockedProvider } from "../model/lockFile.js";
import type { ProviderDump } from "../model/providerSchema.js";
import type { SchemaTable } from "./schemaWorker.js";

/** So many providers are kept; those that were used longest ago go first. */
const mostKept = 60;

/** The files of one folder, by provider, version and the hashes of its packages. */
export class SchemaFiles {
  readonly #folder: string;

  /** The folder is made where it is not there. Throws where that fails. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Where a provider's two files are, without their endings. */
  pathOf({ address, version, hashes }: LockedProvider): string {
    const key = createHash("sha256").update([address, version, ...[...hashes].sort()].join("\n"));
    return join(this.#folder, key.digest("hex").slice(0, 40));
  }

  /** A provider's dump; undefined where it is not kept, or cannot be read. */
  open(provider: LockedProvider): ProviderDump | undefined {
    const path = this.pathOf(provider);
    try {
      const table = JSON.parse(readFileSync(`${path}.json`, "utf8")) as Partial<SchemaTable>;
      const { places } = table;
      if (table.format !== 2 || !places) return undefined;
      const now = new Date();
      utimesSync(`${path}.json`, now, now);
      return {
        address: provider.address,
        version: provider.version,
        types: {
          resource: Object.keys(places.resource),
          data: Object.keys(places.data),
          ephemeral: Object.keys(places.ephemeral),
        },
        read(kind, type) {
          const name = kind === "provider" ? "" : type;
          return readPiece(`${path}.schemas`, Object.hasOwn(places[kind], name) ? places[kind][name] : undefined);
        },
        readFunctions: () => readPiece(`${path}.schemas`, table.functions),
      };
    } catch {
      // Not there yet, or damaged: it is read anew.
      return undefined;
    }
  }

  /** Forgets the providers that were not used for longest, where there are too many. */
  prune(): void {
    const tables = readdirSync(this.#folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => ({ path: join(this.#folder, name), used: statSync(join(this.#folder, name)).mtimeMs }))
      .sort((a, b) => b.used - a.used);
    for (const { path } of tables.slice(mostKept)) {
      rmSync(path, { force: true });
      rmSync(`${path.slice(0, -".json".length)}.schemas`, { force: true });
    }
  }
}

function readPiece(path: string, place: readonly [number, number] | undefined): unknown {
  if (!place) return undefined;
  const [start, end] = place;
  try {
    const bytes = Buffer.alloc(end - start);
    const file = openSync(path, "r");
    try {
      readSync(file, bytes, 0, bytes.length, start);
    } finally {
      closeSync(file);
    }
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    // The folder was emptied while we run: what was in it is not known any more.
    return undefined;
  }
}
