// False alarms: every module of the corpus, in which the product may find no error.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileUri } from "../../../server/src/model/uri.js";
import { checkOne, moduleDirectories, snapshotOfFiles } from "../checkProduct.js";
import { listFiles } from "../inputs.js";
import type { SetRunner } from "../set.js";

export const isConfigurationFile = (name: string): boolean =>
  [".tf", ".tofu", ".tfvars", ".tf.json", ".tofu.json", ".hcl"].some((end) => name.endsWith(end));

/** One case is one module; it has passed where no error was found in it. */
export const corpusCheck: SetRunner = {
  name: "corpus-check",
  source: "corpus",
  async run({ folder, tally }) {
    const files = new Map(
      listFiles(folder, isConfigurationFile).map((path) => [join(folder, path), readLinked(join(folder, path))]),
    );
    tally.figure("files", files.size);
    const snapshot = await snapshotOfFiles(files);
    for (const directory of moduleDirectories(files)) {
      const module = snapshot.module(fileUri(directory));
      if (!module) continue;
      const found = checkOne(snapshot, module, folder, { levels: new Map(), evidence: () => [] });
      const errors = found.filter(({ severity }) => severity === "error");
      for (const { severity } of found) tally.count(`${severity}s`);
      await tally.score({ id: directory.slice(folder.length + 1), input: "" }, () =>
        errors.length === 0
          ? undefined
          : errors.map(({ file, line, rule, message }) => `${file}:${line} ${rule}: ${message}`).join("\n    "),
      );
    }
  },
};

/** A file's text; of a symbolic link that was checked out as a text with its target's path, the target's. */
export function readLinked(path: string): string {
  const text = readFileSync(path, "utf8");
  if (text.length > 200 || text.includes("\n") || !text.includes("/")) return text;
  const target = join(dirname(path), text);
  return existsSync(target) ? readFileSync(target, "utf8") : text;
}
