// What the search for repetition finds in the corpus: `npm run dry:corpus -- COMMAND [OPTIONS]`.
//
//   table                     groups, sites and tokens saved for each repository and detector, with times
//   draw [--seed N] [--n 60]  suggestions drawn at random over all repositories, each with its sites and its edit
//                             (an excerpt of them; all of them with `--whole`)
//   recall                    how many of the repetitions that stand in one repository are found, by simple counts
//   edits                     how often each detector's edit is available, and why not
//
// `--corpus DIR` names another folder of repositories, `--repository NAME` one of them, `--detector ID` one detector.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { repositoriesIn, type SearchedRepository, searchRepository } from "./dry/corpus.js";
import { drawText } from "./dry/draw.js";
import { editCounts } from "./dry/edits.js";
import { recallText } from "./dry/recall.js";
import { tableText } from "./dry/table.js";
import { sharedDir } from "./oracle/inputs.js";

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      corpus: { type: "string" },
      repository: { type: "string" },
      detector: { type: "string" },
      seed: { type: "string", default: "1" },
      n: { type: "string", default: "60" },
      whole: { type: "boolean", default: false },
    },
  });
  const corpus = values.corpus ? resolve(values.corpus) : join(sharedDir(), "corpus");
  const [command = "table"] = positionals;
  const names = repositoriesIn(corpus).filter((name) => name.includes(values.repository ?? ""));
  const commands: Readonly<Record<string, (searched: readonly SearchedRepository[]) => string>> = {
    table: tableText,
    draw: (searched) => drawText(searched, Number(values.seed), Number(values.n), values.whole),
    recall: recallText,
    edits: editCounts,
  };
  const run = commands[command];
  if (!run) {
    console.error(`there is no command ${command}; there are ${Object.keys(commands).join(", ")}`);
    return 2;
  }
  const searched: SearchedRepository[] = [];
  for (const name of names) {
    const one = await searchRepository(corpus, name);
    const found = values.detector ? one.found.filter(({ detector }) => detector === values.detector) : one.found;
    searched.push({ ...one, found });
  }
  console.log(run(searched));
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
