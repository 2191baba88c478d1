// The subcommand `fmt` on real files of a temporary directory.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runFmt } from "../../server/src/cli/fmt.js";
import { unifiedDiff } from "../../server/src/cli/unifiedDiff.js";
import { diskFiles } from "../../server/src/node/diskFiles.js";
import { testParser } from "../harness/parser.js";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "fmt-test-"));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(join(cwd, path, ".."), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

function read(path: string): string {
  return readFileSync(join(cwd, path), "utf8");
}

async function fmt(args: readonly string[], stdin = ""): Promise<{ code: number; out: string; err: string }> {
  const parser = await testParser();
  let out = "";
  let err = "";
  const io = {
    cwd,
    stdout: (text: string) => {
      out += text;
    },
    stderr: (text: string) => {
      err += text;
    },
    stdin: async () => new TextEncoder().encode(stdin),
  };
  const code = await runFmt(args, io, diskFiles, async (text) => ({
    errors: parser.parse("file:///a.tf", 0, text).errors,
    tokens: (of) => parser.tokens(of),
  }));
  return { code, out, err };
}

test("it formats the files of the directory and names those it changed", async () => {
  write("a.tf", "a=1\n");
  write("b.tofu", "b = 1\n");
  write("c.txt", "c=1\n");
  write("d.tf.json", "{}\n");
  write(".hidden.tf", "e=1\n");
  write("sub/f.tf", "f=1\n");
  expect(await fmt([])).toEqual({ code: 0, out: "a.tf\n", err: "" });
  expect(read("a.tf")).toBe("a = 1\n");
  expect(read("c.txt")).toBe("c=1\n");
  expect(read(".hidden.tf")).toBe("e=1\n");
  expect(read("sub/f.tf")).toBe("f=1\n");
});

test("directories in a directory are for --recursive, hidden ones never", async () => {
  write("sub/f.tf", "f=1\n");
  write("sub/terragrunt.hcl", "inputs={}\n");
  write(".terraform/g.tf", "g=1\n");
  write(".terragrunt-cache/x/g.tf", "g=1\n");
  expect((await fmt(["-recursive"])).out).toBe("sub/f.tf\nsub/terragrunt.hcl\n");
  expect(read(".terraform/g.tf")).toBe("g=1\n");
});

test("--check changes nothing and exits with 3 where a file is not formatted", async () => {
  write("a.tf", "a=1\n");
  expect(await fmt(["--check"])).toEqual({ code: 3, out: "a.tf\n", err: "" });
  expect(read("a.tf")).toBe("a=1\n");
  expect((await fmt([])).code).toBe(0);
  expect(await fmt(["--check"])).toEqual({ code: 0, out: "", err: "" });
});

test("a file with a syntax error is named with its place, left alone, and gives exit code 2", async () => {
  write("a.tf", "ok = 1\na = \n");
  write("b.tf", "b=1\n");
  const { code, out, err } = await fmt([]);
  expect(code).toBe(2);
  expect(err).toMatch(/^a\.tf:2:\d+: not formatted because of a syntax error: /);
  expect(out).toBe("b.tf\n");
  expect(read("a.tf")).toBe("ok = 1\na = \n");
});

test("a path that is not there and an unknown option give exit code 2", async () => {
  expect(await fmt(["nowhere"])).toMatchObject({ code: 2, err: "fmt: there is no file or directory nowhere\n" });
  expect((await fmt(["--chekc"])).code).toBe(2);
});

test("- formats standard input to standard output", async () => {
  expect(await fmt(["-"], "a=1\n")).toEqual({ code: 0, out: "a = 1\n", err: "" });
  expect(await fmt(["--check", "-"], "a=1\n")).toEqual({ code: 3, out: "", err: "" });
  expect((await fmt(["-"], "a=\n")).code).toBe(2);
});

test("--diff shows the change with its context", async () => {
  write("a.tf", "one = 1\n\n\n\ntwo=2\n\nthree = 3");
  const { out } = await fmt(["--diff", "--write=false", "--list=false"]);
  expect(out).toBe(
    "--- old/a.tf\n+++ new/a.tf\n@@ -2,6 +2,6 @@\n \n \n \n-two=2\n+two = 2\n \n three = 3\n\\ No newline at end of file\n",
  );
  expect(read("a.tf")).toBe("one = 1\n\n\n\ntwo=2\n\nthree = 3");
});

test("edits far apart make two hunks, and removed lines shift the second", () => {
  const text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
  const edits = [
    { range: { start: 0, end: 2 }, newText: "" },
    { range: { start: text.indexOf("12"), end: text.indexOf("12") + 2 }, newText: "x" },
  ];
  expect(unifiedDiff("f", text, edits)).toBe(
    "--- old/f\n+++ new/f\n@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n@@ -9,4 +8,4 @@\n 9\n 10\n 11\n-12\n+x\n",
  );
});
