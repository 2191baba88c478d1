// Which environment a folder belongs to, as far as its path tells.

import { environments } from "../circumstances.js";

/** Folders are taken for environments of one thing where this step of their paths tells them apart. */
export const environmentNames: ReadonlySet<string> = new Set([...environments, "pre-prod", "non-prod", "integration"]);

/** The steps of a path that name an environment, alone or as a word such as in `acme-dev`, with `/` between; "" for none. */
export function environmentOf(path: string): string {
  return path.split("/").filter(namesEnvironment).join("/");
}

function namesEnvironment(step: string): boolean {
  return environmentNames.has(step) || step.split("-").some((word) => environmentNames.has(word));
}
