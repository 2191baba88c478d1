// Plays the flagship in VS Code in the browser on a module of your own: `npm run scenario -- --folder DIR --file FILE
// --line TEXT`. A copy of the folder is opened; the pictures are put into out/scenario and the changed files are told.
//
// Options: `--line` holds a part of the line with the `count`; `--action`, `--word`, `--message` and `--squiggle` choose
// another finding than the flagship's.
import path from "node:path";
import { parseArgs } from "node:util";
import { flagshipScenario } from "../test/browser/flagship.js";
import type { Scenario } from "../test/browser/scenario.js";
import { runScenario } from "./editor/browserScenario.js";
import { needChromium } from "./editor/chromium.js";
import { installVSCode, oldest } from "./editor/vscode.js";
import { PlainFailure } from "./progress.js";
import { vsixFile } from "./vsixContents.js";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { folder: text, file: text, line: text, action: text, word: text, message: text, squiggle: text },
});

async function main(): Promise<void> {
  const { folder, file, line } = values;
  if (folder === undefined || file === undefined || line === undefined) {
    throw new PlainFailure("--folder, --file and --line are needed.");
  }
  const { after: _, ...flagship } = flagshipScenario;
  const scenario: Scenario = {
    ...flagship,
    name: path.basename(path.resolve(folder)),
    before: folder,
    file,
    line,
    action: values.action ?? flagship.action,
    word: values.word ?? flagship.word,
    message: values.message ?? flagship.message,
    squiggle: (values.squiggle as Scenario["squiggle"] | undefined) ?? flagship.squiggle,
  };
  const vscode = await installVSCode(oldest, path.resolve(".cache"));
  const problem = await runScenario(scenario, {
    vscode,
    chromium: await needChromium(),
    vsix: vsixFile(),
    pictures: "out/scenario",
  });
  if (problem !== undefined) throw new PlainFailure(problem);
}

main().catch((error: unknown) => {
  console.error(error instanceof PlainFailure ? error.message : error);
  process.exit(1);
});
