// Type-checks every project of the solution and fails if one of them does.
import { spawnSync } from "node:child_process";

const projects = [
  "server",
  "server/tsconfig.node.json",
  "server/tsconfig.browser.json",
  "client",
  "client/tsconfig.browser.json",
  "test",
  "scripts",
];
let failed = false;
for (const project of projects) {
  const run = spawnSync("node_modules/.bin/tsc", ["-p", project], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  failed ||= run.status !== 0;
}
process.exit(failed ? 1 : 0);
