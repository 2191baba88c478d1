// Starts one of the scripts on a fresh clone: `node scripts/run.mjs start|test [arguments]`.
//
// Plain JavaScript without dependencies, because it is what fetches them: everything else here is TypeScript.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";

process.chdir(path.join(import.meta.dirname, ".."));
const [script = "", ...rest] = process.argv.slice(2);

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.version}.`);
  process.exit(1);
}

const installed = "node_modules/.package-lock.json";
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync("package-lock.json").mtimeMs) {
  console.log("Installing dependencies with `npm ci` (once) …");
  const install = spawnSync("npm", ["ci", "--ignore-scripts"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (install.status !== 0) {
    console.error("The dependencies could not be installed: connect to the network and run the command again.");
    process.exit(1);
  }
}

const child = spawn(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, ...rest], { stdio: "inherit" });
// The script cleans up after itself when it is interrupted; ending before it would leave it alone with the terminal.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 130));
