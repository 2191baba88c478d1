// How code for Node is bundled, for what ships and for tests that run what ships.

import { createRequire } from "node:module";
import path from "node:path";
import type { BuildOptions } from "esbuild";

const resolveFrom = createRequire(path.resolve("package.json"));

/** Packages of the server that need a hand to be bundled. */
export const serverAliases = {
  // Its ESM build asks for `import.meta.url`, which a CommonJS bundle or a classic worker does not have.
  "web-tree-sitter": resolveFrom.resolve("web-tree-sitter"),
  // Its main file is UMD, whose calls of `require` a bundler cannot follow.
  "jsonc-parser": resolveFrom.resolve("jsonc-parser/lib/esm/main.js"),
};

/** Options for a bundle that Node runs. `debug` keeps source maps and readable code. */
export function nodeBundle(debug: boolean): BuildOptions {
  return {
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: !debug,
    sourcemap: debug,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  };
}

/** The same for the server and the command line, whose packages need a hand to be bundled as CommonJS. */
export function serverBundle(debug: boolean): BuildOptions {
  return {
    ...nodeBundle(debug),
    alias: serverAliases,
  };
}
