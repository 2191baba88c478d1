// A real VS Code from npm packages alone, kept in .cache/: for machines that cannot download the desktop program.
//
// The package `code-server` carries VS Code's own server and web workbench. Only those are used, started without
// install scripts, so that neither a compiler nor any host besides the npm registry is needed.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "../processes.js";
import { PlainFailure, withProgress } from "../progress.js";

/** One VS Code that the tests can run. */
export interface Edition {
  /** Version of VS Code itself. */
  readonly version: string;
  /** Version of the npm package that carries it. */
  readonly packageVersion: string;
  /** The oldest Node that runs it, as [major, minor]. */
  readonly node: readonly [number, number];
}

/** `engines.vscode` names this one as the oldest supported; it runs on the Node that the project itself needs. */
export const oldest: Edition = { version: "1.100.3", packageVersion: "4.100.3", node: [20, 0] };

/** The newest VS Code on npm. Its server needs Node's `registerHooks`, which came with 22.15. */
export const newest: Edition = { version: "1.139.1", packageVersion: "4.139.1", node: [22, 15] };

/** A VS Code that is ready to start. */
export interface InstalledVSCode {
  readonly version: string;
  /** The script that starts its server. */
  readonly serverMain: string;
  /** The Node program that runs it. */
  readonly node: string;
}

// ripgrep's own install script downloads from elsewhere; the same binary is an npm package of its own.
const ripgrepVersion = "1.18.0";
const nodeVersion = "24.21.0";

// Parts of VS Code that need a native build or a network and take no part in editing files.
const unusedDependencies = [
  "@github/copilot-sdk",
  "@microsoft/mxc-sdk",
  "@devcontainers/cli",
  "@vscode/sqlite3",
  "@vscode/copilot-api",
  "@vscode/sandbox-runtime",
  "@vscode/fs-copyfile",
  "@vscode/deviceid",
  "ssh2",
  "kerberos",
  "node-addon-api",
];
const unusedExtensions = [
  "copilot",
  "ms-vscode.js-debug",
  "ms-vscode.js-debug-companion",
  "ms-vscode.vscode-js-profile-table",
  "microsoft-authentication",
  "github-authentication",
  "github",
  "tunnel-forwarding",
];

/**
 * Makes `edition` ready below `cache` and returns where it is. Takes it from there at once when it is there already.
 * Throws `PlainFailure` with what to do when the npm registry cannot be reached.
 */
export async function installVSCode(edition: Edition, cache: string): Promise<InstalledVSCode> {
  const folder = path.join(cache, `vscode-${edition.version}`);
  const serverMain = path.join(folder, "lib", "vscode", "out", "server-main.js");
  if (!existsSync(serverMain)) {
    await withProgress(`Setting up VS Code ${edition.version} from npm (once, about 270 MB)`, () =>
      install(edition, folder),
    );
  }
  return { version: edition.version, serverMain, node: await nodeFor(edition, cache) };
}

async function install(edition: Edition, folder: string): Promise<void> {
  // Built beside its place and moved there when complete, so that an interrupted set-up is never taken for a good one.
  const building = `${folder}.incomplete`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  const printed = await npm(["pack", `code-server@${edition.packageVersion}`, "--silent"], building);
  const archive = printed.trim().split("\n").pop() ?? "";
  const unpacked = await run("tar", ["xzf", archive, "--strip-components=1"], { cwd: building });
  if (unpacked.code !== 0) throw new PlainFailure(`VS Code's package could not be unpacked: ${unpacked.output}`);
  rmSync(path.join(building, archive));

  const vscode = path.join(building, "lib", "vscode");
  dropDependencies(path.join(vscode, "package.json"));
  await npm(["install", "--omit=dev", "--ignore-scripts", "--loglevel=error"], vscode);
  for (const name of unusedExtensions) rmSync(path.join(vscode, "extensions", name), { recursive: true, force: true });
  await addRipgrep(building, path.join(vscode, "node_modules", "@vscode"));
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
}

function dropDependencies(manifestFile: string): void {
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as {
    dependencies: Record<string, string>;
    overrides?: unknown;
  };
  for (const name of unusedDependencies) delete manifest.dependencies[name];
  delete manifest.overrides;
  // The package's shrinkwrap still pins every version that remains.
  writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
}

async function addRipgrep(building: string, modules: string): Promise<void> {
  const platform = `${process.platform}-${process.arch}`;
  const universal = path.join(modules, "ripgrep-universal", "bin");
  if (existsSync(universal)) {
    for (const other of readdirSync(universal)) {
      if (other !== platform) rmSync(path.join(universal, other), { recursive: true, force: true });
    }
  }
  const single = path.join(modules, "ripgrep");
  if (!existsSync(single) || existsSync(path.join(single, "bin"))) return;
  const scratch = path.join(building, ".ripgrep");
  mkdirSync(scratch);
  writeFileSync(path.join(scratch, "package.json"), '{"private":true}');
  const name = `@vscode/ripgrep-${platform}`;
  await npm(["install", `${name}@${ripgrepVersion}`, "--ignore-scripts", "--loglevel=error"], scratch);
  cpSync(path.join(scratch, "node_modules", name, "bin"), path.join(single, "bin"), { recursive: true });
  rmSync(scratch, { recursive: true });
}

/** The Node that runs `edition`: this one if it is new enough, else one from npm. */
async function nodeFor(edition: Edition, cache: string): Promise<string> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [wantMajor, wantMinor] = edition.node;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return process.execPath;
  if (process.platform !== "linux") {
    throw new PlainFailure(`VS Code ${edition.version} needs Node ${wantMajor}.${wantMinor} or newer: install one.`);
  }
  const folder = path.join(cache, `node-${nodeVersion}`);
  const name = `node-linux-${process.arch}`;
  const program = path.join(folder, "node_modules", name, "bin", "node");
  if (!existsSync(program)) {
    await withProgress(`Setting up Node ${nodeVersion} for VS Code ${edition.version} (once)`, async () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, "package.json"), '{"private":true}');
      await npm(["install", `${name}@${nodeVersion}`, "--ignore-scripts", "--loglevel=error"], folder);
    });
  }
  return program;
}

async function npm(args: readonly string[], cwd: string): Promise<string> {
  const finished = await run("npm", [...args, "--no-audit", "--no-fund"], {
    cwd,
    // A registry that does not answer is told after one more try, not after minutes.
    env: { ...process.env, npm_config_update_notifier: "false", npm_config_fetch_retries: "1" },
  });
  if (finished.code !== 0) {
    const told = finished.output.split("\n").filter((line) => line.trim() !== "");
    throw new PlainFailure(
      [
        "VS Code could not be fetched from the npm registry: connect to the network " +
          "(or set npm's `registry` to one you can reach) and run the command again.",
        ...told.slice(-4),
      ].join("\n"),
    );
  }
  return finished.output;
}
