// What the server needs of a file system. The hosts implement it: Node's disk, and the client for everything else.

/** One entry of a directory. */
export interface DirectoryItem {
  readonly name: string;
  readonly kind: "file" | "directory";
  /** For a symbolic link to a directory, the URI of the real directory. A host that cannot tell leaves such links out. */
  readonly target?: string;
}

/** A file's content, or why there is none. */
export type FileContent =
  | {
      readonly kind: "text";
      readonly text: string;
      /** False where bytes were replaced. */
      readonly validUtf8: boolean;
      /** The file begins with a byte order mark, which the text is without. */
      readonly marked?: true;
    }
  | { readonly kind: "missing" }
  /** The file is there and is not read; `reason` is the end of a sentence that starts with its name. */
  | { readonly kind: "refused"; readonly reason: string };

/** A file system's report on one file. */
export interface FileEvent {
  readonly uri: string;
  readonly kind: "created" | "changed" | "deleted";
}

/** Reads files by normalised URI. Never rejects: what goes wrong is part of the answer. */
export interface WorkspaceHost {
  /** The entries of a directory, sorted by name; sockets, pipes and broken links are left out. */
  listDirectory(uri: string): Promise<DirectoryListing>;
  /** A file's text without a byte order mark. */
  readFile(uri: string): Promise<FileContent>;
  /** The directory's URI with all symbolic links resolved. */
  realDirectory(uri: string): Promise<string>;
}

export type DirectoryListing =
  | { readonly kind: "items"; readonly items: readonly DirectoryItem[] }
  | { readonly kind: "missing" }
  | { readonly kind: "refused"; readonly reason: string };

/** The longest text that is analysed, in UTF-16 code units; configuration written by people stays far below. */
export const longestText = 5_000_000;

/** Why a text is not analysed, as the end of a sentence that starts with the file's name; undefined where it is. */
export function refusalOf(text: string): string | undefined {
  if (text.length > longestText) {
    return `is too large to be analysed: it has ${millions(text.length)} million characters, and ${millions(longestText)} million is the limit`;
  }
  return text.includes("\0") ? "is a binary file and is not analysed" : undefined;
}

function millions(count: number): string {
  return (count / 1_000_000).toFixed(count % 1_000_000 === 0 ? 0 : 1);
}
