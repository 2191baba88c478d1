// The contract of a subcommand: one file beside this one, and one line in the table of `cli.ts`.

import type { FactsIndexer } from "../lsp/discovery.js";
import type { WorkspaceHost } from "../lsp/workspaceHost.js";
import type { HclParser } from "../syntax/parser.js";
import type { CliIo } from "./io.js";

/** What the platform gives a subcommand, beside its input and output. */
export interface CliPlatform {
  readonly version: string;
  readonly host: WorkspaceHost;
  /** Undefined where output goes into a file or a pipe. */
  readonly colours: boolean;
  loadParser(): Promise<HclParser>;
  /** Shows in one line of the terminal how far the work is, empty for nothing; undefined where nobody would see it. */
  readonly progress?: (text: string) => void;
  /** Reads many files at once, in threads. Starts nothing before there is work. */
  indexer(parser: HclParser): FactsIndexer;
}

export interface Subcommand {
  readonly name: string;
  /** One line for the list of subcommands. */
  readonly summary: string;
  readonly usage: string;
  /** Runs with the arguments behind the name and gives the exit code. */
  run(args: readonly string[], io: CliIo, platform: CliPlatform): Promise<number>;
}
