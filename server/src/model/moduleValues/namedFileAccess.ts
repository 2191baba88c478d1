// The files of the workspace as the functions of one module see them.

import type { FileAccess } from "../functions/implementation.js";
import type { ModuleValues } from "../moduleValues.js";
import { namedFilesOf, names } from "../namedFiles.js";
import { resolveUri } from "../uri.js";
import { moduleMark, rootMark } from "../values/placedText.js";
import { utf8Encode } from "../values/text.js";

/** What is noted of a file that is not there; no text of a file is the same as it. */
const missing = "\0missing";

function textIn({ snapshot, module }: ModuleValues, uri: string): string | undefined {
  if (!names(module, uri)) return undefined;
  return snapshot.entry(uri)?.text ?? (snapshot.isAbsent(uri) ? missing : undefined);
}

function listingIn({ snapshot, module }: ModuleValues, uri: string) {
  return namedFilesOf(module).folders.has(uri) ? snapshot.listing(uri) : undefined;
}

function calledIn({ snapshot, module }: ModuleValues): boolean {
  return snapshot.callersOf(module).length > 0;
}

/** Files that a module's configuration names; all others are unknown. What is asked is noted as read. */
export class NamedFileAccess implements FileAccess {
  readonly #values: ModuleValues;

  constructor(values: ModuleValues) {
    this.#values = values;
  }

  read(path: string): Uint8Array | "missing" | undefined {
    const text = this.#text(path);
    if (text === missing) return "missing";
    return text === undefined ? undefined : utf8Encode(text);
  }

  list(directory: string, deep: boolean): readonly string[] | undefined {
    const uri = this.#uriOf(directory);
    const listing = uri === undefined ? undefined : this.#listed(uri);
    return listing === undefined || (deep && !listing.deep) ? undefined : listing.files;
  }

  #text(path: string): string | undefined {
    const uri = this.#uriOf(path);
    if (uri === undefined) return undefined;
    const text = textIn(this.#values, uri);
    this.#values.note(textIn, uri, text);
    return text;
  }

  #listed(uri: string) {
    const listing = listingIn(this.#values, uri);
    this.#values.note(listingIn, uri, listing);
    return listing;
  }

  /** Where a path leads; undefined for one that starts in a directory that is not known. */
  #uriOf(path: string): string | undefined {
    const { module } = this.#values;
    if (path.startsWith(moduleMark)) return resolveUri(module.directory, `.${path.slice(moduleMark.length)}`);
    const relative = path.startsWith(rootMark) ? `.${path.slice(rootMark.length)}` : path;
    if (relative === "" || relative.startsWith("/") || relative.startsWith("~")) return undefined;
    // Such paths start where OpenTofu is started: for a module that others call, not in its own directory.
    return this.#isCalled() ? undefined : resolveUri(module.directory, relative);
  }

  #isCalled(): boolean {
    const isCalled = calledIn(this.#values);
    this.#values.note(calledIn, "", isCalled);
    return isCalled;
  }
}
