// Which environment a folder belongs to, as far as its path tells.

/** Folders are taken for environments of one thing where this step of their paths tells them apart. */
export const environmentNames: ReadonlySet<string> = new Set([
  "dev",
  "development",
  "test",
  "testing",
  "qa",
  "uat",
  "stage",
  "staging",
  "preprod",
  "preproduction",
  "pre-prod",
  "nonprod",
  "non-prod",
  "prod",
  "production",
  "live",
  "sandbox",
  "integration",
]);

/** The steps of a path that name an environment, alone or as a word such as in `acme-dev`, with `/` between; "" for none. */
export function environmentOf(path: string): string {
  return path.split("/").filter(namesEnvironment).join("/");
}

function namesEnvironment(step: string): boolean {
  return environmentNames.has(step) || step.split("-").some((word) => environmentNames.has(word));
}
