// Backends before a real program: what `init` makes of them is the same before and after what they share stands in a file,
// and once it stands in each of them again.

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refactorsAt } from "../../server/src/features/codeActions.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { refactors } from "../../server/src/features/refactors/registry.js";
import { type Case, parseMarkdown } from "../harness/markdown.js";
import { takeMarkers } from "../harness/markers.js";
import { caseUri, filesAfter, snapshotOf } from "../harness/workspace.js";
import type { Files } from "./judge/configuration.js";
import { PlanDirectory, planProgram } from "./planOracle.js";

const program = planProgram();
const { cases } = parseMarkdown("backend.md", readFileSync(join(import.meta.dirname, "backend/backend.md"), "utf8"));

/** A store of states, as the backend `http` speaks to one: a process of its own, since programs are waited for. */
const storeScript = `
  const kept = new Map();
  const server = require("node:http").createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      if (request.url.startsWith("/lock")) return response.end();
      const [path] = request.url.split("?");
      if (request.method === "POST") kept.set(path, body);
      const state = kept.get(path);
      response.statusCode = state === undefined ? 404 : 200;
      response.end(request.method === "GET" ? state : undefined);
    });
  });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

describe.skipIf(program === undefined)(
  `backends of ${program ?? "tofu or terraform (needs tofu or terraform)"}`,
  () => {
    let store: ChildProcess | undefined;
    let port = "0";
    beforeAll(async () => {
      store = spawn(process.execPath, ["-e", storeScript], { stdio: ["ignore", "pipe", "inherit"] });
      port = await new Promise<string>((resolve) =>
        store?.stdout?.once("data", (data) => resolve(String(data).trim())),
      );
    });
    afterAll(() => store?.kill());

    const filesOf = (one: Case): { readonly files: Files; readonly path: string; readonly offset: number } => {
      const files = new Map<string, string>();
      let at = { path: "", offset: 0 };
      for (const fence of one.fences) {
        const { text, selection } = takeMarkers(fence.text);
        files.set(fence.path, text.replaceAll("localhost:0", `127.0.0.1:${port}`));
        if (selection) at = { path: fence.path, offset: selection.start };
      }
      return { files, ...at };
    };

    for (const one of cases.filter(({ options }) => !options.has("root"))) {
      it(one.title, { timeout: 120_000 }, async () => {
        const { files, path, offset } = filesOf(one);
        const shared = await afterRefactor("share-backend-configuration", files, path, offset);
        let back = shared;
        for (const name of files.keys()) {
          back = await afterRefactor(
            "inline-backend-configuration",
            back,
            name,
            (back.get(name) ?? "").indexOf("backend"),
          );
        }
        expect(back).toEqual(files);
        for (const name of files.keys()) {
          const directory = new PlanDirectory(program ?? "", dirname(name));
          try {
            directory.write(files);
            expect(directory.init([])).toBeUndefined();
            expect(directory.apply({})).toBeUndefined();
            const first = directory.backend();
            for (const [after, flags] of [[shared, flagsIn(shared.get(name))] as const, [back, []] as const]) {
              directory.write(after);
              expect(directory.plan({}).error).toContain("ackend");
              expect(directory.init(flags)).toBeUndefined();
              expect(directory.backend()).toBe(first);
              expect(directory.plan({})).toMatchObject({ error: undefined, changes: [] });
            }
            expect(flagsIn(shared.get(name))).toHaveLength(1);
          } finally {
            directory.dispose();
          }
        }
      });
    }

    for (const one of cases.filter(({ options }) => options.has("root"))) {
      it(one.title, async () => {
        const { files, path } = filesOf(one);
        const directory = new PlanDirectory(program ?? "", one.options.get("root"));
        try {
          directory.write(files);
          const error = directory.init(flagsIn(files.get(path)));
          const [expectation] = one.expectations;
          if (expectation) expect(error).toContain(JSON.parse(expectation.words.slice("fails ".length)));
          else expect([error, directory.backend()]).toEqual([undefined, expect.stringContaining(backendText(one))]);
        } finally {
          directory.dispose();
        }
      });
    }
  },
);

function backendText(one: Case): string {
  return (one.options.get("backend") ?? "").replace(": ", ":");
}

/** The flags that a comment says `init` has to be given. */
function flagsIn(text = ""): readonly string[] {
  return [...text.matchAll(/# \w+ init (-backend-config=\S+)/g)].map(([, flag = ""]) => flag);
}

async function afterRefactor(id: string, files: Files, path: string, offset: number): Promise<Files> {
  const only = refactors.filter((refactor) => refactor.id === id);
  const selection = { start: offset, end: offset };
  const options = { ...defaultCheckOptions, refactor: { movedBlocks: "file" as const } };
  const [offer] = refactorsAt(await snapshotOf(files), caseUri(path), selection, options, only);
  const change = offer && "build" in offer ? offer.build() : undefined;
  if (!change) throw new Error(`${id} is not offered in ${path}: ${JSON.stringify(offer)}`);
  return filesAfter(files, change);
}
