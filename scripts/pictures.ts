// Renews the pictures of gestures and refactors in docs/images: `npm run pictures`. With `-- --folder DIR --out DIR` and a
// place for each gesture (`--hover FILE:LINE:WORD:SAYS`, `--hints FILE:LINE:WORD:SHOWS`, `--rename FILE:LINE:WORD:NEW`)
// it takes the gestures in a module of your own. The VSIX has to be made first.
import path from "node:path";
import { parseArgs } from "node:util";
import { exampleGestures, type Gestures } from "../test/browser/gestures.js";
import { picturedRefactors } from "../test/browser/pictured.js";
import type { Stage } from "./editor/browserScenario.js";
import { needChromium } from "./editor/chromium.js";
import { takePictures, takeRefactorPictures } from "./editor/gesturePictures.js";
import { installVSCode, oldest } from "./editor/vscode.js";
import { PlainFailure } from "./progress.js";
import { vsixFile } from "./vsixContents.js";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { folder: text, out: text, hover: text, hints: text, rename: text } });

/** The four parts of a place on the command line. */
function parts(option: string | undefined, name: string): [file: string, line: string, word: string, last: string] {
  const [file, line, word, last] = option?.split(":") ?? [];
  if (!file || !line || !word || !last) throw new PlainFailure(`--${name} needs FILE:LINE:WORD:TEXT.`);
  return [file, line, word, last];
}

function chosen(): Gestures {
  if (values.folder === undefined) return exampleGestures;
  const [hoverFile, hoverLine, hoverWord, says] = parts(values.hover, "hover");
  const [hintsFile, hintsLine, hintsWord, shows] = parts(values.hints, "hints");
  const [renameFile, renameLine, renameWord, to] = parts(values.rename, "rename");
  return {
    name: path.basename(path.resolve(values.folder)),
    before: values.folder,
    hover: { file: hoverFile, line: hoverLine, word: hoverWord, says },
    hints: { file: hintsFile, line: hintsLine, word: hintsWord, shows },
    rename: { file: renameFile, line: renameLine, word: renameWord, to },
  };
}

async function main(): Promise<void> {
  const stage: Stage = {
    vscode: await installVSCode(oldest, path.resolve(".cache")),
    chromium: await needChromium(),
    vsix: vsixFile(),
    pictures: values.out ?? "docs/images",
  };
  const problems = [await takePictures(chosen(), stage)];
  if (values.folder === undefined) {
    for (const refactor of picturedRefactors) problems.push(await takeRefactorPictures(refactor, stage));
  }
  const told = problems.filter((problem) => problem !== undefined);
  if (told.length > 0) throw new PlainFailure(told.join("\n"));
}

main().catch((error: unknown) => {
  console.error(error instanceof PlainFailure ? error.message : error);
  process.exit(1);
});
