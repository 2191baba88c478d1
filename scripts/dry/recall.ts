// Recall by counts that know nothing of filters: every group of equal pieces, and how many of them are found.
import { countCondition } from "../../server/src/features/similarity/countCondition.js";
import { blockFingerprint, fingerprint } from "../../server/src/features/similarity/fingerprint.js";
import { grouped, type Suggestion } from "../../server/src/features/similarity/suggestion.js";
import type { Block } from "../../server/src/syntax/ast.js";
import type { SearchedRepository } from "./corpus.js";

interface Located {
  readonly uri: string;
  readonly directory: string;
  readonly item: number;
  readonly start: number;
  readonly key: string;
}

/** The places of a backend's state, which differ from root to root. */
const statePlaces = new Set(["key", "prefix", "workspace_key_prefix", "path", "name"]);

/** For detectors A, B, F and J: groups that stand in the files, and those of which at least two sites are found. */
export function recallText(searched: readonly SearchedRepository[]): string {
  return searched
    .flatMap((repository) => {
      const groups = rawGroups(repository);
      const lines = Object.entries(groups).map(([detector, all]) => {
        const own = repository.found.filter((suggestion) => suggestion.detector === detector);
        const starts = new Set(own.flatMap((suggestion) => suggestion.sites.map(siteKey)));
        const hit = all.filter((group) => group.filter((each) => starts.has(siteKey(each))).length >= 2);
        const share = all.length === 0 ? "" : ` (${((100 * hit.length) / all.length).toFixed(0)} %)`;
        return `  ${detector}: ${hit.length} of ${all.length} groups${share}; ${own.length} suggested`;
      });
      return [repository.name, ...lines];
    })
    .join("\n");
}

function siteKey(site: Suggestion["sites"][number] | Located): string {
  return `${site.uri} ${"range" in site ? site.range.start : site.start}`;
}

function rawGroups({ snapshot }: SearchedRepository): Readonly<Record<string, Located[][]>> {
  const pieces: Readonly<Record<"A" | "B" | "F" | "J", Located[]>> = { A: [], B: [], F: [], J: [] };
  for (const module of snapshot.modules()) {
    for (const { entry } of module.files) {
      const { uri, directory } = entry;
      snapshot.file(uri)?.body.items.forEach((block, item) => {
        if (block.kind !== "Block") return;
        const add = (detector: keyof typeof pieces, start: number, key: string): void =>
          void pieces[detector].push({ uri, directory, item, start, key });
        const { type, range } = block;
        if (type.name === "provider") add("B", range.start, String(blockFingerprint(block, 1).exact));
        if (type.name === "terraform") addBackend(block, add);
        if (type.name === "resource") {
          const { shape } = blockFingerprint(block, 1);
          add("F", range.start, `${directory} ${block.labels[0]?.value} ${shape}`);
        }
        const condition = countCondition(block);
        if (condition) {
          const { exact } = fingerprint(condition.expression);
          add("J", condition.expression.range.start, `${directory} ${exact} ${condition.negated}`);
        }
      });
    }
  }
  const atLeast = (all: readonly Located[], fewest: number): Located[][] =>
    grouped(all, ({ key }) => key).filter((group) => group.length >= fewest);
  return {
    A: atLeast(pieces.A, 3),
    B: atLeast(pieces.B, 2).filter((group) => new Set(group.map(({ directory }) => directory)).size >= 2),
    F: grouped(pieces.F, ({ key }) => key).flatMap((group) => runs(group).filter((run) => run.length >= 3)),
    J: atLeast(pieces.J, 3),
  };
}

function addBackend(block: Block, add: (detector: "A", start: number, key: string) => void): void {
  for (const child of block.body.items) {
    if (child.kind !== "Block" || child.type.name !== "backend") continue;
    const { exact } = blockFingerprint(child, 1, { skip: ({ name }) => statePlaces.has(name.name) });
    add("A", child.range.start, String(exact));
  }
}

/** Pieces of a group that stand directly one after another in a file. */
function runs(group: readonly Located[]): Located[][] {
  const found: Located[][] = [];
  for (const each of group) {
    const last = found[found.length - 1];
    const before = last?.[last.length - 1];
    if (last && before && before.uri === each.uri && before.item + 1 === each.item) last.push(each);
    else found.push([each]);
  }
  return found;
}
