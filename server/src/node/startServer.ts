// What `node dist/server.cjs` runs: it starts the server's code, `serverCode.cjs`.
//
// With `--code-cache=FOLDER` it keeps there what has been compiled of it, so that the next start need not wait for that.

import { createRequire } from "node:module";
import { join } from "node:path";
import { runCached } from "./codeCache.js";
import { tuneEngine } from "./engine.js";

const flag = "--code-cache=";
const code = join(__dirname, "serverCode.cjs");
// Before anything is compiled: V8 refuses code that was compiled with other settings.
tuneEngine();
const folder = process.argv.find((argument) => argument.startsWith(flag))?.slice(flag.length);
if (folder === undefined || folder === "") createRequire(__filename)(code);
else runCached(code, folder);
