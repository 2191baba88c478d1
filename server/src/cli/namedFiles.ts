// What a subcommand needs of the disk to work on files by the paths a person gives.

export interface FoundFiles {
  /** Paths as they were named, or joined to the directory that was; sorted within each directory. */
  readonly files: readonly string[];
  /** Paths that are neither a file nor a directory. */
  readonly missing: readonly string[];
}

/** Paths are relative to `cwd` or absolute. Reading and writing throw where the disk refuses. */
export interface NamedFiles {
  /**
   * The files under the paths given. A file that is named is taken as it is; of a directory those whose name `accept`
   * takes, and with `recursive` those of the directories in it.
   */
  find(cwd: string, paths: readonly string[], recursive: boolean, accept: (name: string) => boolean): FoundFiles;
  read(cwd: string, path: string): Uint8Array;
  write(cwd: string, path: string, text: string): void;
}
