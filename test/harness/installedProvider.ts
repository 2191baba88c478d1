// A root module with an installed provider, and a program that stands in for `tofu`.

import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const data = join(import.meta.dirname, "../data/providers");
const address = "registry.opentofu.org/acme/cloud";

/** What the stand-in does: gives the dump, fails, hangs, or never ends to write. */
export type FakeMode = "ok" | "fail" | "hang" | "large";

/** How the stand-in was started. */
export interface FakeRun {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly files: readonly string[];
  readonly config: unknown;
  readonly providers: string;
  readonly settings: readonly string[];
}

export interface FakeTofu {
  readonly path: string;
  runs(): readonly FakeRun[];
}

/** Puts the stand-in into a folder. Needs a shell. */
export function fakeTofu(folder: string, mode: FakeMode): FakeTofu {
  const path = join(folder, `tofu-${mode}`);
  const record = `${path}.jsonl`;
  const started = [join(data, "fakeTofu.cjs"), record, join(data, "cloud.json"), mode].map((each) => `'${each}'`);
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' ${started.join(" ")} "$@"\n`);
  chmodSync(path, 0o755);
  return {
    path,
    runs() {
      const lines = existsSync(record) ? readFileSync(record, "utf8").split("\n") : [];
      return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as FakeRun);
    },
  };
}

/** Writes the lock file of a root module, and the folder of the provider it names, which answers for itself. */
export function installProvider(root: string): void {
  writeFileSync(join(root, ".terraform.lock.hcl"), `provider "${address}" {\n  version = "1.2.3"\n}\n`);
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const program = join(root, ".terraform/providers", address, "1.2.3", platform, "terraform-provider-cloud_v1.2.3");
  mkdirSync(dirname(program), { recursive: true });
  copyFileSync(join(data, "pluginProvider.cjs"), program);
  chmodSync(program, 0o755);
}
