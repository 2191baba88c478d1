// The table of what was found: one row for each repository and detector.
import { detectors } from "../../server/src/features/similarity/registry.js";
import type { SearchedRepository } from "./corpus.js";

/** Groups, sites and tokens saved of each detector in each repository, as Markdown. */
export function tableText(searched: readonly SearchedRepository[]): string {
  const rows = searched.flatMap(({ name, found, files, time }) => {
    const perDetector = detectors.flatMap(({ id }) => {
      const own = found.filter(({ detector }) => detector === id);
      if (own.length === 0) return [];
      const sites = own.reduce((sum, each) => sum + each.sites.length, 0);
      const tokens = own.reduce((sum, each) => sum + each.tokensSaved, 0);
      return [`| ${name} | ${id} | ${own.length} | ${sites} | ${tokens} | |`];
    });
    const sites = found.reduce((sum, each) => sum + each.sites.length, 0);
    const tokens = found.reduce((sum, each) => sum + each.tokensSaved, 0);
    const all = `| ${name} (${files} files) | all | ${found.length} | ${sites} | ${tokens} | ${(time / 1000).toFixed(2)} |`;
    return [...perDetector, all];
  });
  const head = ["| repository | detector | groups | sites | tokens saved | seconds |", "|---|---|---|---|---|---|"];
  return [...head, ...rows].join("\n");
}
