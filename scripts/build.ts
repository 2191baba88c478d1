// Bundles what the extension ships into dist/, and what only its tests run into out/.
//
// `npm run build` writes the bundles listed below, the WebAssembly files and the licences of what is bundled into dist/.
// `--tests` adds out/in-host and out/in-web (the suites for the extension hosts) and out/code-headless.mjs.
// `--source-maps` keeps maps and readable code for a debugger.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { browserBundle, workerBundle } from "./browserBundle.js";
import { nodeBundle, serverBundle } from "./nodeBundle.js";

const resolveFrom = createRequire(path.resolve("package.json"));
const debug = process.argv.includes("--source-maps");

const node = nodeBundle(debug);

/** One shipped bundle: its entry file and its name in dist/. */
interface Bundle {
  readonly entry: string;
  readonly file: string;
  readonly options: BuildOptions;
}

const bundles: readonly Bundle[] = [
  { entry: "client/src/extension.ts", file: "client.cjs", options: { ...node, external: ["vscode"] } },
  { entry: "server/src/node/startServer.ts", file: "server.cjs", options: serverBundle(debug) },
  { entry: "server/src/main.node.ts", file: "serverCode.cjs", options: serverBundle(debug) },
  { entry: "server/src/cli.ts", file: "cli.cjs", options: serverBundle(debug) },
  { entry: "server/src/node/indexWorker.ts", file: "indexWorker.cjs", options: serverBundle(debug) },
  { entry: "server/src/node/schemaWorker.ts", file: "schemaWorker.cjs", options: node },
  { entry: "client/src/extension.browser.ts", file: "client.browser.js", options: browserBundle(debug) },
  { entry: "server/src/main.browser.ts", file: "server.browser.js", options: workerBundle(debug) },
  { entry: "server/src/browser/indexWorker.ts", file: "indexWorker.browser.js", options: workerBundle(debug) },
];

async function buildProduct(): Promise<void> {
  rmSync("dist", { recursive: true, force: true });
  mkdirSync("dist", { recursive: true });
  const results = await Promise.all(
    bundles.map(({ entry, file, options }) => build({ ...options, entryPoints: [entry], outfile: `dist/${file}` })),
  );
  copyFileSync(resolveFrom.resolve("web-tree-sitter/web-tree-sitter.wasm"), "dist/web-tree-sitter.wasm");
  const ownGrammar = "server/grammar/tree-sitter-hcl.wasm";
  const grammarPackage = "@tree-sitter-grammars/tree-sitter-hcl";
  copyFileSync(
    existsSync(ownGrammar) ? ownGrammar : resolveFrom.resolve(`${grammarPackage}/tree-sitter-hcl.wasm`),
    "dist/tree-sitter-hcl.wasm",
  );
  const packages = new Set(results.flatMap(({ metafile }) => bundledPackages(metafile)));
  if (!existsSync(ownGrammar)) packages.add(`node_modules/${grammarPackage}`);
  writeFileSync("dist/third-party-licenses.txt", licenses([...packages].sort()));
  for (const name of readdirSync("dist")) {
    console.log(`dist/${name}  ${(readFileSync(`dist/${name}`).length / 1024).toFixed(0)} KB`);
  }
}

/** The folders of the packages whose code is in a bundle, as `node_modules/…`. */
function bundledPackages(metafile: Metafile | undefined): string[] {
  return Object.keys(metafile?.inputs ?? {}).flatMap((input) => {
    const parts = input.split("/");
    const at = parts.lastIndexOf("node_modules");
    if (at < 0) return [];
    const scoped = parts[at + 1]?.startsWith("@") ?? false;
    return [parts.slice(0, at + (scoped ? 3 : 2)).join("/")];
  });
}

/** The licence texts of `packages`, one after another. Throws where a package comes without one. */
function licenses(packages: readonly string[]): string {
  const sections = new Map<string, string>();
  for (const folder of packages) {
    const manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as Record<string, unknown>;
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    if (file === undefined) throw new Error(`${folder} carries no licence text to ship`);
    const heading = `${manifest.name} ${manifest.version} (${manifest.license})`;
    sections.set(heading, readFileSync(path.join(folder, file), "utf8").trim());
  }
  const line = "-".repeat(100);
  return `${[...sections].map(([heading, body]) => `${line}\n${heading}\n${line}\n\n${body}\n`).join("\n")}`;
}

async function buildTests(): Promise<void> {
  rmSync("out/in-host", { recursive: true, force: true });
  const suites = readdirSync("test/client/suites").map((name) => `test/client/suites/${name}`);
  await build({
    ...node,
    minify: false,
    entryPoints: ["test/client/index.ts", "test/client/recordCalls.ts", ...suites],
    outdir: "out/in-host",
    outbase: "test/client",
    outExtension: { ".js": ".cjs" },
    external: ["vscode", "mocha"],
  });
  // The suite is an extension of its own, so that it runs beside the installed VSIX and not in its place.
  const carrier = {
    name: "in-host-suite",
    publisher: "tofusmith-tests",
    version: "0.0.1",
    engines: { vscode: "^1.100.0" },
    capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
  };
  writeFileSync("out/in-host/package.json", JSON.stringify(carrier, null, 2));
  await buildWebSuite();
  await build({
    ...node,
    minify: false,
    format: "esm",
    entryPoints: ["scripts/editor/codeHeadless.ts"],
    outfile: "out/code-headless.mjs",
    packages: "external",
    banner: { js: "#!/usr/bin/env node" },
  });
  chmodSync("out/code-headless.mjs", 0o755);
}

/** The suite for the extension host in the browser, and the extension that holds its files. */
async function buildWebSuite(): Promise<void> {
  rmSync("out/in-web", { recursive: true, force: true });
  await build({
    ...browserBundle(debug),
    minify: false,
    entryPoints: ["test/client/web/index.ts", "test/client/web/memoryFiles.ts"],
    outdir: "out/in-web",
  });
  const manifest = {
    name: "in-web-suite",
    publisher: "tofusmith-tests",
    version: "0.0.1",
    engines: { vscode: "^1.100.0" },
    browser: "./memoryFiles.js",
    activationEvents: ["onFileSystem:tofusmith-memory"],
    capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
  };
  writeFileSync("out/in-web/package.json", JSON.stringify(manifest, null, 2));
}

async function main(): Promise<void> {
  await buildProduct();
  if (process.argv.includes("--tests")) await buildTests();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
