// Many configurations before one run of a program: each is a module called by one root, so that a start is paid once.

import type { Files, Values } from "./judge/configuration.js";
import { PlanDirectory } from "./planOracle.js";

/** One configuration of a batch. */
export interface Batched {
  /** An identifier: the call's name, and the folder. */
  readonly name: string;
  readonly files: Files;
  readonly values: Values;
}

/** A directory whose root calls all configurations of a batch; outputs come back as objects by name. */
export class PlanBatch {
  readonly #directory: PlanDirectory;

  constructor(program: string) {
    this.#directory = new PlanDirectory(program);
  }

  dispose(): void {
    this.#directory.dispose();
  }

  write(batch: readonly Batched[]): void {
    const files = new Map<string, string>();
    const root: string[] = [];
    for (const { name, files: own, values } of batch) {
      for (const [path, text] of own) files.set(`${name}/${path}`, text);
      const given = Object.entries(values).map(([key, value]) => `  ${key} = ${value}\n`);
      root.push(
        `module "${name}" {\n  source = "./${name}"\n${given.join("")}}\n\noutput "${name}" {\n  value = module.${name}\n}\n`,
      );
    }
    files.set("main.tf", root.join("\n"));
    this.#directory.write(files);
  }

  /** Applies all of it; gives the errors' text, or undefined. */
  apply(): string | undefined {
    return this.#directory.apply({});
  }

  /** The names of those in which a plan finds an error. */
  failing(): ReadonlySet<string> {
    const names = this.#directory.failingFiles().map((file) => file.split("/")[0] ?? "");
    return new Set(names);
  }

  /** The objects that a plan would create and destroy, as `NAME ADDRESS`; one that is replaced is neither. */
  planned(): {
    readonly error: string | undefined;
    readonly created: readonly string[];
    readonly destroyed: readonly string[];
  } {
    const { error, changes } = this.#directory.plan({});
    const of = (action: string) =>
      changes
        .filter((change) => change.endsWith(`: ${action}`))
        .map((change) => ownAddress(change.slice(0, change.lastIndexOf(": "))));
    return { error, created: of("create").sort(), destroyed: of("delete").sort() };
  }

  /** Outputs and resources of the state, as JSON texts by `NAME OUTPUT` and `NAME ADDRESS`. */
  state(): { readonly outputs: ReadonlyMap<string, string>; readonly resources: ReadonlyMap<string, string> } {
    const { outputs, resources } = this.#directory.state();
    const own = new Map<string, string>();
    for (const [name, json] of outputs) {
      for (const [output, value] of Object.entries(JSON.parse(json) as Record<string, unknown>)) {
        own.set(`${name} ${output}`, JSON.stringify(value));
      }
    }
    return { outputs: own, resources: new Map([...resources].map(([address, json]) => [ownAddress(address), json])) };
  }
}

/** `module.NAME.ADDRESS` as `NAME ADDRESS`. */
function ownAddress(address: string): string {
  const end = address.indexOf(".", "module.".length);
  return `${address.slice("module.".length, end)} ${address.slice(end + 1)}`;
}
