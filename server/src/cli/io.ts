// What a subcommand of the command line is given: its surroundings, so that tests can give it others.

/** Where a subcommand runs and where its output goes. Files are read from the disk, relative to `cwd`. */
export interface CliIo {
  readonly cwd: string;
  stdout(text: string): void;
  stderr(text: string): void;
  /** All of standard input, as bytes. */
  stdin(): Promise<Uint8Array>;
}
