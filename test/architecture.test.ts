// Proves what ARCHITECTURE.md promises: layers, owners of dependencies, file headers, and complete registries.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const source = join(root, "server/src");

/** A layer may import itself and what stands left of it. */
const layers = ["base", "syntax", "model", "features", "settings", "lsp", "main"] as const;

/** Files and folders of `server/src` by layer, the longest prefix wins. */
const placement: Readonly<Record<string, (typeof layers)[number]>> = {
  "base/": "base",
  "syntax/": "syntax",
  "model/": "model",
  "features/": "features",
  "settings.ts": "settings",
  "protocol.ts": "base",
  "lsp/": "lsp",
  "cli/": "lsp",
  "node/": "main",
  "browser/": "main",
  "cli.ts": "main",
  "main.node.ts": "main",
  "main.browser.ts": "main",
};

/** Runtime dependencies and the one place that may import each (a file, or a folder with a slash at its end). */
const owners: Readonly<Record<string, string | readonly string[]>> = {
  "web-tree-sitter": "syntax/parser.ts",
  "vscode-uri": "model/uri.ts",
  "vscode-languageserver": "lsp/",
  "vscode-languageserver-textdocument": "lsp/documentStore.ts",
  re2js: "model/functions/",
  yaml: ["model/functions/yamlDecode.ts", "features/paste/"],
  "@noble/hashes": "model/functions/",
  fflate: "model/functions/",
  "jsonc-parser": "model/jsonTree.ts",
};

const platformFiles = ["main.node.ts", "cli.ts", "node/"];

interface Import {
  readonly from: string;
  readonly specifier: string;
}

const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => relative(source, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
  .sort();

const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(join(source, from), "utf8").matchAll(/^(?:import .*from|\} from|import) "([^"]+)";$/gm)].map(
    (match) => ({
      from,
      specifier: match[1] ?? "",
    }),
  ),
);

function layerOf(path: string): number {
  const prefix = Object.keys(placement)
    .filter((each) => (each.endsWith("/") ? path.startsWith(each) : path === each))
    .sort((a, b) => b.length - a.length)[0];
  return prefix === undefined ? -1 : layers.indexOf(placement[prefix] as (typeof layers)[number]);
}

function isOwnedBy(path: string, owner: string): boolean {
  return owner.endsWith("/") ? path.startsWith(owner) : path === owner;
}

describe("the server", () => {
  it("has every file in a layer", () => {
    expect(files.filter((file) => layerOf(file) < 0 && !file.endsWith(".d.ts"))).toEqual([]);
  });

  it("imports one way", () => {
    const wrong = imports.flatMap(({ from, specifier }) => {
      if (!specifier.startsWith(".")) return [];
      const target = relative(source, resolve(dirname(join(source, from)), specifier)).replaceAll("\\", "/");
      return layerOf(target.replace(/\.js$/, ".ts")) > layerOf(from) ? [`${from} imports ${target}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it("imports each package from its owner only", () => {
    const wrong = imports.flatMap(({ from, specifier }) => {
      if (specifier.startsWith(".") || specifier.startsWith("node:")) return [];
      const name = specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
      const allowed = [owners[name] ?? []].flat();
      if (allowed.length === 0) return [`${from} imports ${name}, which has no owner`];
      const isEntry = layers[layerOf(from)] === "main" && name === "vscode-languageserver";
      return isEntry || allowed.some((owner) => isOwnedBy(from, owner))
        ? []
        : [`${from} imports ${name}, which ${allowed.join(" and ")} own`];
    });
    expect(wrong).toEqual([]);
  });

  it("knows its platform only at the edge", () => {
    const wrong = imports.filter(
      ({ from, specifier }) =>
        specifier.startsWith("node:") && !platformFiles.some((platform) => isOwnedBy(from, platform)),
    );
    expect(wrong).toEqual([]);
  });

  it("speaks the browser's own language at the edge only", () => {
    // The type checker proves it for the core; here it is proved that the two platforms do not know each other.
    const ofNode = (path: string) => /^(node\/|cli|main\.node)/.test(path);
    const ofBrowser = (path: string) => /^(browser\/|main\.browser)/.test(path);
    const wrong = imports.filter(({ from, specifier }) => {
      const target = relative(source, resolve(dirname(join(source, from)), specifier)).replaceAll("\\", "/");
      if (!specifier.startsWith(".")) {
        return (ofBrowser(from) && specifier.endsWith("/node")) || (ofNode(from) && specifier.endsWith("/browser"));
      }
      return (ofNode(target) && !ofNode(from)) || (ofBrowser(target) && !ofBrowser(from));
    });
    expect(wrong).toEqual([]);
  });

  it("has no barrel of re-exports", () => {
    const wrong = files.filter((file) => /^export .* from "/m.test(readFileSync(join(source, file), "utf8")));
    expect(wrong).toEqual([]);
  });

  it("has a header comment in every file", () => {
    const wrong = files.filter((file) => !/^(\/\/|\/\*\*)/.test(readFileSync(join(source, file), "utf8")));
    expect(wrong).toEqual([]);
  });

  it("keeps every runtime dependency in ARCHITECTURE.md", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
    expect(Object.keys(manifest.dependencies).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("the client", () => {
  it("takes only types from the server, and only from its protocol", () => {
    const folder = join(root, "client/src");
    const wrong = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
      .flatMap((entry) => {
        const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
        return text
          .split("\n")
          .filter((line) => line.includes("server/src/") && !/^import type .*server\/src\/protocol\.js";/.test(line));
      });
    expect(wrong).toEqual([]);
  });
});

describe("the lockfile", () => {
  it("records no download addresses", () => {
    expect(existsSync(join(root, "package-lock.json"))).toBe(true);
    expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toContain('"resolved": "http');
  });
});
