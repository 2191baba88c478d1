// What files contribute, kept from one start to the next by the hash of their content.
//
// The text form is lines: a header with the stamp of who wrote it and a checksum, then a key and the file's record.
// Facts are read from their JSON when they are first asked for, so that a start does not pay for files nobody looks at.
// Behind the JSON and a tab stands the file's digest: what features keep of it, a text that they alone read.

import type { FileFacts } from "../facts.js";

/** Gives a short text that stands for a text's content; the same content gives the same one. */
export type ContentHash = (text: string) => string;

const magic = "tofusmith-facts";
/** Facts that no file had at this start and that are kept in any case. */
const mostUnused = 100;

export class FactsCache {
  readonly #stamp: string;
  readonly #hash: ContentHash;
  /** Records by key. */
  readonly #known: Map<string, string>;
  readonly #used = new Map<string, string>();

  private constructor(stamp: string, hash: ContentHash, known: Map<string, string>) {
    this.#stamp = stamp;
    this.#hash = hash;
    this.#known = known;
  }

  /**
   * Reads what `serialize` wrote; `content` is undefined where there is none. A cache that is damaged, or whose stamp
   * is not `stamp`, is empty. The stamp must change with anything that facts depend on beside the files.
   */
  static read(content: string | undefined, stamp: string, hash: ContentHash): FactsCache {
    return new FactsCache(stamp, hash, (content && readEntries(content, stamp, hash)) || new Map());
  }

  get #keepsUnused(): boolean {
    let unused = 0;
    for (const key of this.#known.keys()) if (!this.#used.has(key)) unused++;
    return unused <= mostUnused + this.#used.size / 2;
  }

  /** The key of a file's facts: they depend on its content and on what kind of file its name makes it. */
  keyOf(kind: string, text: string): string {
    return `${kind}:${this.#hash(text)}`;
  }

  /** The record of a key; undefined where it is not known. */
  get(key: string): string | undefined {
    const known = this.#used.get(key) ?? this.#known.get(key);
    if (known !== undefined) this.#used.set(key, known);
    return known;
  }

  /** Takes in the record of a key. */
  set(key: string, record: string): void {
    this.#used.set(key, record);
  }

  /** True where `serialize` would give something else than was read: facts are new, or too many were not used. */
  get changed(): boolean {
    if (!this.#keepsUnused) return true;
    for (const key of this.#used.keys()) if (!this.#known.has(key)) return true;
    return false;
  }

  /**
   * The text form of all facts that were used since this cache was read. Those that were not are kept as long as they
   * are few: a file may be on another branch, or open in the editor for now.
   */
  serialize(): string {
    const lines: string[] = [];
    const entries = this.#keepsUnused ? new Map([...this.#known, ...this.#used]) : this.#used;
    for (const [key, json] of entries) lines.push(key, "\t", json, "\n");
    const body = lines.join("");
    return `${magic} ${this.#stamp} ${this.#hash(body)}\n${body}`;
  }
}

/** What an index knows of a file. */
export interface IndexedFile {
  /** Read when they are first asked for. */
  readonly facts: () => FileFacts;
  /** What features keep of the file beside its facts; undefined where nobody has made one. */
  readonly digest?: string;
}

/** The text that stands for a file's facts and digest: neither JSON nor a digest has tabs or line breaks in it. */
export function fileRecord(facts: FileFacts, digest: string | undefined): string {
  return digest === undefined ? JSON.stringify(facts) : `${JSON.stringify(facts)}\t${digest}`;
}

/** What a record of `fileRecord` holds. */
export function indexedFile(record: string): IndexedFile {
  const tab = record.indexOf("\t");
  let facts: FileFacts | undefined;
  return {
    facts() {
      facts ??= JSON.parse(tab < 0 ? record : record.slice(0, tab)) as FileFacts;
      return facts;
    },
    ...(tab < 0 ? {} : { digest: record.slice(tab + 1) }),
  };
}

function readEntries(content: string, stamp: string, hash: ContentHash): Map<string, string> | undefined {
  const headerEnd = content.indexOf("\n");
  if (headerEnd < 0) return undefined;
  const prefix = `${magic} ${stamp} `;
  const header = content.slice(0, headerEnd);
  const body = content.slice(headerEnd + 1);
  if (!header.startsWith(prefix) || header.slice(prefix.length) !== hash(body)) return undefined;
  const entries = new Map<string, string>();
  for (let at = 0; at < body.length; ) {
    const tab = body.indexOf("\t", at);
    const end = body.indexOf("\n", tab);
    if (tab < 0 || end < 0) return undefined;
    entries.set(body.slice(at, tab), body.slice(tab + 1, end));
    at = end + 1;
  }
  return entries;
}
