// Checks what the manifest says about languages, grammars and semantic tokens against the files it names.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadGrammar, scopeOfLanguage, tokenize } from "./textMate.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

interface Contributions {
  readonly languages: readonly {
    readonly id: string;
    readonly extensions?: readonly string[];
    readonly filenames?: readonly string[];
    readonly configuration: string;
  }[];
  readonly grammars: readonly {
    readonly language: string;
    readonly scopeName: string;
    readonly path: string;
    readonly embeddedLanguages: Readonly<Record<string, string>>;
  }[];
  readonly semanticTokenTypes: readonly { readonly id: string; readonly superType: string }[];
  readonly semanticTokenScopes: readonly { readonly scopes: Readonly<Record<string, readonly string[]>> }[];
  readonly configurationDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));
const { contributes } = readJson("package.json") as { readonly contributes: Contributions };

/** Every `pattern` with its `flags` below `value`, whatever it hangs on. */
function patternsIn(value: unknown): readonly { readonly pattern: string; readonly flags?: string }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("pattern" in value) return [value as { readonly pattern: string; readonly flags?: string }];
  return Object.values(value).flatMap(patternsIn);
}

describe("language contributions", () => {
  test("every language has a grammar, and every grammar a language", () => {
    const languages = contributes.languages.map(({ id }) => id);
    expect(contributes.grammars.map(({ language }) => language)).toEqual(languages);
    expect(languages).toEqual(["opentofu", "opentofu-vars", "opentofu-test", "terragrunt", "hcl"]);
  });

  test.each(contributes.grammars)("$language names its grammar's own scope", ({ path, scopeName }) => {
    expect((readJson(path) as { readonly scopeName: string }).scopeName).toBe(scopeName);
    expect([...scopeOfLanguage.values()]).toContain(scopeName);
  });

  test("every embedded block that a grammar marks has a language", () => {
    for (const { path, embeddedLanguages } of contributes.grammars) {
      const marked = readFileSync(join(root, path), "utf8").matchAll(
        /"contentName": "(meta\.embedded\.block\.[^"]+)"/g,
      );
      for (const [, scope] of marked) expect(embeddedLanguages).toHaveProperty([scope!]);
    }
  });

  test("no file name is claimed by two languages", () => {
    const claims = contributes.languages.flatMap(({ extensions = [], filenames = [] }) => [
      ...extensions,
      ...filenames,
    ]);
    expect(claims).toHaveLength(new Set(claims).size);
  });

  test("each language says how semantic tokens and indentation are meant", () => {
    for (const { id } of contributes.languages) {
      expect(contributes.configurationDefaults[`[${id}]`]).toMatchObject({
        "editor.semanticHighlighting.enabled": true,
        "editor.tabSize": 2,
      });
    }
  });

  test("the user's default formatter is left alone", () => {
    const keys = Object.values(contributes.configurationDefaults).flatMap((defaults) => Object.keys(defaults));
    expect(keys).not.toContain("editor.defaultFormatter");
  });
});

describe("semantic token types", () => {
  const scopes = Object.assign({}, ...contributes.semanticTokenScopes.map((entry) => entry.scopes)) as Readonly<
    Record<string, readonly string[]>
  >;

  test.each(contributes.semanticTokenTypes)("$id falls back on $superType and on scopes", ({ id }) => {
    expect(id).toMatch(/^hcl-[a-zA-Z]+$/);
    expect(scopes[id]?.length).toBeGreaterThan(0);
  });
});

describe("language configuration", () => {
  const configuration = readJson("syntaxes/hcl.language-configuration.json") as {
    readonly wordPattern: { readonly pattern: string; readonly flags: string };
    readonly onEnterRules: readonly {
      readonly beforeText: { readonly pattern: string; readonly flags?: string };
      readonly afterText?: { readonly pattern: string };
      readonly action: { readonly indent: string; readonly appendText?: string };
    }[];
    readonly indentationRules: {
      readonly increaseIndentPattern: { readonly pattern: string };
      readonly decreaseIndentPattern: { readonly pattern: string };
    };
    readonly folding: { readonly markers: { readonly start: string; readonly end: string } };
  };

  test("every language uses it", () => {
    for (const language of contributes.languages) {
      expect(language.configuration).toBe("./syntaxes/hcl.language-configuration.json");
    }
  });

  test("its patterns are regular expressions", () => {
    const patterns = patternsIn(configuration);
    expect(patterns.length).toBeGreaterThan(5);
    for (const { pattern, flags } of patterns) expect(() => new RegExp(pattern, flags)).not.toThrow();
  });

  const words = (text: string) =>
    [...text.matchAll(new RegExp(configuration.wordPattern.pattern, `g${configuration.wordPattern.flags}`))].map(
      ([word]) => word,
    );

  test("a word is an identifier with its hyphens, or a number", () => {
    expect(words('a-b = aws_x.näme[0].c-1 + 1.5e-3 "s3:Get*"')).toEqual([
      "a-b",
      "aws_x",
      "näme",
      "0",
      "c-1",
      "1.5e-3",
      "s3",
      "Get",
    ]);
  });

  const increases = (line: string) =>
    new RegExp(configuration.indentationRules.increaseIndentPattern.pattern).test(line);
  const decreases = (line: string) =>
    new RegExp(configuration.indentationRules.decreaseIndentPattern.pattern).test(line);

  test.each(["a {", "a = [", "a = f({ # why", "a = ( // why", "a = [{ /* why */"])("%s indents the next line", (line) =>
    expect(increases(line)).toBe(true),
  );
  test.each(["a {}", "a = [1]", "a = 1", "a = [ 1,"])("%s leaves the next line", (line) =>
    expect(increases(line)).toBe(false),
  );
  test.each(["}", "  ])", "  })", "  }"])("%s is moved out", (line) => expect(decreases(line)).toBe(true));
  test.each(["a = [1]", "a = {}"])("%s stays", (line) => expect(decreases(line)).toBe(false));

  /** What Enter adds between `before` and `after`, by the first rule that fits. */
  const onEnter = (before: string, after: string) =>
    configuration.onEnterRules.find(
      ({ beforeText, afterText }) =>
        new RegExp(beforeText.pattern, beforeText.flags).test(before) &&
        (afterText === undefined || new RegExp(afterText.pattern).test(after)),
    )?.action;

  test("Enter within a line comment continues it, at its end it does not", () => {
    expect(onEnter("  # one ", "two")).toEqual({ indent: "none", appendText: "# " });
    expect(onEnter("  // one ", "two")).toEqual({ indent: "none", appendText: "// " });
    expect(onEnter("  # one", "")).toBeUndefined();
    expect(onEnter("a = 1 # one", "two")).toBeUndefined();
    expect(onEnter("#!/bin/sh", "-e")).toBeUndefined();
  });

  test("Enter after a heredoc's opening tag keeps the indentation", () => {
    expect(onEnter("  a = <<-EOT", "")).toEqual({ indent: "none" });
  });

  test.each(["#region Network", "# region", "//#region x", "  # #region y"])("%s starts a fold", (line) =>
    expect(new RegExp(configuration.folding.markers.start).test(line)).toBe(true),
  );
  test.each(["# endregion", "#endregion x"])("%s ends a fold", (line) => {
    expect(new RegExp(configuration.folding.markers.end).test(line)).toBe(true);
    expect(new RegExp(configuration.folding.markers.start).test(line)).toBe(false);
  });
});

describe("half-typed text", () => {
  const folder = dirname(fileURLToPath(import.meta.url));

  test("every prefix of a sample file is tokenised, and a block after it is one", async () => {
    const grammar = await loadGrammar("opentofu");
    const lines = readFileSync(join(folder, "prefixes.hcl"), "utf8");
    const unsettled: number[] = [];
    for (let length = 0; length <= lines.length; length++) {
      const text = `${lines.slice(0, length)}\nresource "a" "b" {\n  c = 1\n}`;
      const header = tokenize(grammar, text).at(-3)!;
      if (!header.scopes[0]!.includes("entity.name.type.hcl")) unsettled.push(length);
    }
    expect(unsettled).toEqual([]);
  });
});
