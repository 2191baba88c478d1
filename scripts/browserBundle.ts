// How code for the browser is bundled.

import type { BuildOptions } from "esbuild";
import { nodeBundle, serverAliases } from "./nodeBundle.js";

/** Options for a bundle that VS Code loads in a browser: CommonJS, in which `vscode` is given. */
export function browserBundle(debug: boolean): BuildOptions {
  return { ...nodeBundle(debug), platform: "browser", target: "es2022", external: ["vscode"] };
}

/** Options for a bundle that is the script of a web worker. */
export function workerBundle(debug: boolean): BuildOptions {
  return {
    ...browserBundle(debug),
    format: "iife",
    alias: serverAliases,
    // web-tree-sitter asks for it where it finds itself in Node, and only there.
    external: ["fs"],
  };
}
