// False alarms in Terragrunt's files: trees that Terragrunt accepts, in which the product may find no error.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { uriPath } from "../../../server/src/model/uri.js";
import type { SetRunner, Tally } from "../set.js";
import { snapshotOfTree, terragruntFindings, terragruntUris } from "../terragruntProduct.js";

/** One case is one file of `stacks`, `merge`, `dry` or `preserve`; it has passed where no error was found in it. */
export const terragruntValid: SetRunner = {
  name: "terragrunt-valid",
  source: "oracle",
  async run({ folder, tally }) {
    for (const part of ["stacks", "merge", "dry", "preserve"]) {
      if (!existsSync(join(folder, part))) continue;
      for (const entry of readdirSync(join(folder, part), { withFileTypes: true })) {
        if (entry.isDirectory()) await scoreTree(tally, join(folder, part, entry.name), `${part}/${entry.name}`);
      }
    }
  },
};

/** The same over those repositories of the corpus that use Terragrunt. */
export const corpusTerragrunt: SetRunner = {
  name: "corpus-terragrunt",
  source: "corpus",
  async run({ folder, tally }) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) await scoreTree(tally, join(folder, entry.name), entry.name);
    }
  },
};

async function scoreTree(tally: Tally, root: string, name: string): Promise<void> {
  const snapshot = await snapshotOfTree(root);
  for (const uri of terragruntUris(snapshot)) {
    const found = terragruntFindings(snapshot, uri, root);
    for (const { severity } of found) tally.count(`${severity}s`);
    const errors = found.filter(({ severity }) => severity === "error");
    await tally.score({ id: `${name}${uriPath(uri).slice(root.length)}`, input: "" }, () =>
      errors.length === 0
        ? undefined
        : errors.map(({ line, rule, message }) => `${line} ${rule}: ${message}`).join("\n    "),
    );
  }
}
