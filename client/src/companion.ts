// Which of our languages another extension's server answers for, too.
//
// Pure: knows manifests but not VS Code, so that every case is a unit test.
import { claimsOf, type LanguageClaim } from "./languages.js";

/** The choices of the setting `tofusmith.mode`. */
export type Mode = "auto" | "full" | "companion";

/** An enabled extension, as far as it decides. */
export interface OtherExtension {
  readonly id: string;
  readonly manifest: unknown;
}

/** Extensions that bring a language server for these files, whatever their manifests claim. */
const withServer: ReadonlySet<string> = new Set(["hashicorp.terraform", "opentofu.vscode-opentofu", "gamunu.opentofu"]);

/**
 * The language ids to be a companion for. In mode `auto` those that an extension claims which has code of its own: one
 * without is a grammar, and leaves everything to us. `served` are the ids that we serve.
 */
export function companionLanguages(
  mode: Mode,
  served: readonly string[],
  others: readonly OtherExtension[],
): readonly string[] {
  if (mode === "full") return [];
  if (mode === "companion") return served;
  const claimed = new Set(others.filter(hasServer).flatMap(({ manifest }) => claimsOf(manifest).map(({ id }) => id)));
  return served.filter((id) => claimed.has(id));
}

function hasServer({ id, manifest }: OtherExtension): boolean {
  if (withServer.has(id.toLowerCase())) return true;
  return hasCode(manifest) && claimsOf(manifest).some(claimsConfiguration);
}

function hasCode(manifest: unknown): boolean {
  return typeof manifest === "object" && manifest !== null && ("main" in manifest || "browser" in manifest);
}

function claimsConfiguration({ extensions, filenames }: LanguageClaim): boolean {
  return (
    extensions.some((ending) => [".tf", ".tofu"].includes(ending.toLowerCase())) ||
    filenames.some((name) => name.toLowerCase() === "terragrunt.hcl")
  );
}
