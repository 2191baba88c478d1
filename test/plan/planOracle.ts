// Asks a real `tofu` or `terraform` whether an edit keeps the plan: apply before, edit, plan.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Files, Values } from "./judge/configuration.js";
import { installStandIn, type StandIn } from "./provider/standIn.js";

/** What a plan says. */
export interface PlanAnswer {
  /** The first error's text; undefined where it worked. */
  readonly error: string | undefined;
  /** Actions that are none of nothing and reading, with their addresses; output changes too. */
  readonly changes: readonly string[];
  /** What became of checks and conditions: what they belong to with their status, in order. */
  readonly checks: readonly string[];
}

/** What a state holds, as JSON texts by name and address. */
export interface StateAnswer {
  readonly outputs: ReadonlyMap<string, string>;
  readonly resources: ReadonlyMap<string, string>;
  readonly checks: readonly string[];
}

/** The program to ask: `tofu` if there is one, else `terraform`; undefined where there is neither. */
export function planProgram(): "tofu" | "terraform" | undefined {
  for (const program of ["tofu", "terraform"] as const) {
    try {
      execFileSync(program, ["version"], { stdio: "ignore", env: environment() });
      return program;
    } catch {
      // Not installed: the other one is asked.
    }
  }
  return undefined;
}

function environment(): NodeJS.ProcessEnv {
  const empty = process.platform === "win32" ? "NUL" : "/dev/null";
  return { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_CLI_CONFIG_FILE: empty };
}

/** A directory with a state of its own; `dispose` removes it. */
export class PlanDirectory {
  readonly #directory = mkdtempSync(join(tmpdir(), "tofusmith-plan-"));
  readonly #program: string;
  readonly #root: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #providers: string | undefined;

  /**
   * `root` is the folder of the root module below the directory; it may call modules beside it. `standIn` is what stands
   * for providers that are no part of the program.
   */
  constructor(program: string, root = "", standIn?: StandIn) {
    this.#program = program;
    this.#root = join(this.#directory, root);
    this.#providers = standIn && mkdtempSync(join(tmpdir(), "tofusmith-providers-"));
    this.#environment = {
      ...environment(),
      ...(standIn && this.#providers ? installStandIn(standIn, this.#providers) : {}),
    };
  }

  dispose(): void {
    rmSync(this.#directory, { recursive: true, force: true });
    if (this.#providers !== undefined) rmSync(this.#providers, { recursive: true, force: true });
  }

  /** Replaces the configuration; the state stays. */
  write(files: Files): void {
    clear(this.#directory);
    for (const [path, text] of files) {
      const target = join(this.#directory, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    this.#initError = undefined;
    if (this.#providers === undefined && ![...files.values()].some((text) => text.includes("module"))) return;
    this.#initError = this.#run(["init", "-backend=false"]).error;
  }

  /** Initialises the root module with its backend; gives the error's text, or undefined. Asks nothing. */
  init(args: readonly string[]): string | undefined {
    return this.#run(["init", "-input=false", ...args]).error;
  }

  /** The type and settings of the backend that the root module was initialised with, as a JSON text. */
  backend(): string {
    const text = readFileSync(join(this.#root, ".terraform/terraform.tfstate"), "utf8");
    const { backend } = JSON.parse(text) as { readonly backend: { readonly type: string; readonly config: unknown } };
    return JSON.stringify({ type: backend.type, config: backend.config });
  }

  /** Why the configuration that was written last cannot even be prepared: its syntax, its modules, its providers. */
  #initError: string | undefined;

  /** Runs the configuration's tests; gives the error's text, or undefined. */
  test(): string | undefined {
    return this.#initError ?? this.#run(["test"]).error;
  }

  /** Applies the configuration; gives the error's text, or undefined. */
  apply(values: Values): string | undefined {
    return this.#initError ?? this.#run(["apply", "-auto-approve", ...variables(values)]).error;
  }

  /** Plans the configuration against the state. */
  plan(values: Values): PlanAnswer {
    const error = this.#initError ?? this.#run(["plan", "-out=answer.plan", ...variables(values)]).error;
    if (error !== undefined) return { error, changes: [], checks: [] };
    const shown = JSON.parse(this.#run(["show", "-json", "answer.plan"]).output) as PlanJson;
    const changes: string[] = [];
    for (const change of shown.resource_changes ?? []) {
      const actions = change.change.actions.filter((action) => action !== "no-op" && action !== "read");
      if (actions.length > 0) changes.push(`${change.address}: ${actions.join(" and ")}`);
    }
    for (const [name, change] of Object.entries(shown.output_changes ?? {})) {
      if (!change.actions.every((action) => action === "no-op")) {
        changes.push(
          `output.${name}: ${change.actions.join()} ${JSON.stringify(change.before)} to ${JSON.stringify(change.after)}`,
        );
      }
    }
    return { error: undefined, changes, checks: checksOf(shown.checks) };
  }

  /** The files in which a plan finds errors, once for each error that has a place. */
  failingFiles(): readonly string[] {
    const { output } = this.#run(["plan", "-json"], "ignored");
    return output.split("\n").flatMap((line) => {
      if (line.trim() === "") return [];
      const { diagnostic } = JSON.parse(line) as DiagnosticLine;
      const file = diagnostic?.severity === "error" ? diagnostic.range?.filename : undefined;
      return file === undefined ? [] : [file];
    });
  }

  /** The outputs and resource addresses of the state, as JSON texts by name. */
  state(): StateAnswer {
    const shown = JSON.parse(this.#run(["show", "-json"]).output) as StateJson;
    const resources = new Map<string, string>();
    const visit = (module: StateModule | undefined): void => {
      for (const resource of module?.resources ?? []) resources.set(resource.address, JSON.stringify(resource.values));
      for (const child of module?.child_modules ?? []) visit(child);
    };
    visit(shown.values?.root_module);
    const outputs = Object.entries(shown.values?.outputs ?? {});
    const checks = checksOf(shown.checks);
    return { outputs: new Map(outputs.map(([name, { value }]) => [name, JSON.stringify(value)])), resources, checks };
  }

  /** The provider configurations that the state's objects have, in order. */
  configurations(): readonly string[] {
    const text = readFileSync(join(this.#root, "terraform.tfstate"), "utf8");
    const { resources = [] } = JSON.parse(text) as { readonly resources?: readonly { readonly provider: string }[] };
    return resources.map(({ provider }) => provider).sort();
  }

  #run(
    args: readonly string[],
    failure: "told" | "ignored" = "told",
  ): { readonly output: string; readonly error: string | undefined } {
    const [command = "", ...rest] = args;
    try {
      const quiet = command === "show" ? [] : ["-no-color"];
      if (command === "plan" || command === "apply") quiet.push("-input=false");
      const output = execFileSync(this.#program, [command, ...quiet, ...rest], {
        cwd: this.#root,
        encoding: "utf8",
        env: this.#environment,
        stdio: ["ignore", "pipe", "pipe"],
        timeout: 120_000,
        maxBuffer: 256 * 1024 * 1024,
      });
      return { output, error: undefined };
    } catch (error) {
      const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string };
      if (failure === "ignored" && stdout !== undefined) return { output: stdout, error: undefined };
      return { output: "", error: stderr === undefined || stderr.trim() === "" ? message : stderr.trim() };
    }
  }
}

/** Removes everything but states. */
function clear(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && entry.name !== ".terraform") clear(path);
    else if (!entry.name.startsWith("terraform.tfstate")) rmSync(path, { recursive: true, force: true });
  }
}

function variables(values: Values): string[] {
  return Object.entries(values).map(([name, value]) => `-var=${name}=${value}`);
}

interface DiagnosticLine {
  readonly diagnostic?: { readonly severity: string; readonly range?: { readonly filename: string } };
}

interface PlanJson {
  readonly checks?: readonly CheckJson[];
  readonly resource_changes?: readonly { readonly address: string; readonly change: { readonly actions: string[] } }[];
  readonly output_changes?: Readonly<
    Record<string, { readonly actions: string[]; readonly before: unknown; readonly after: unknown }>
  >;
}

interface CheckJson {
  readonly address: { readonly kind: string };
  readonly instances?: readonly { readonly status: string }[];
}

/** A variable's own conditions are left out: where a value is known to satisfy them, it need not be asked. */
function checksOf(checks: readonly CheckJson[] = []): readonly string[] {
  return checks
    .filter(({ address }) => address.kind !== "var")
    .flatMap(({ address, instances = [] }) => instances.map(({ status }) => `${address.kind}: ${status}`))
    .sort();
}

interface StateModule {
  readonly resources?: readonly { readonly address: string; readonly values: unknown }[];
  readonly child_modules?: readonly StateModule[];
}

interface StateJson {
  readonly checks?: readonly CheckJson[];
  readonly values?: {
    readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
    readonly root_module?: StateModule;
  };
}

/** Every setting of the toggles, all off last. */
export function settingsOf(toggles: readonly string[]): Values[] {
  let settings: Values[] = [{}];
  for (const toggle of toggles) {
    settings = settings.flatMap((values) => [
      { ...values, [toggle]: true },
      { ...values, [toggle]: false },
    ]);
  }
  return settings;
}
