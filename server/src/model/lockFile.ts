// The dependency lock file: which version of each provider was chosen, and the hashes of its packages.

import type { SourceFile } from "../syntax/ast.js";
import { literalString } from "./access.js";
import { derived } from "./derived.js";
import { argument } from "./extract.js";

/** The file's name; it lies beside the root module. */
export const lockFileName = ".terraform.lock.hcl";

/** The choice for one provider. */
export interface LockedProvider {
  /** With its host: `registry.opentofu.org/hashicorp/aws`. */
  readonly address: string;
  readonly version: string;
  readonly hashes: readonly string[];
}

/** The providers of a lock file; one without a version is left out. */
export const lockedProviders = derived((file: SourceFile): readonly LockedProvider[] =>
  file.body.items.flatMap((item): LockedProvider[] => {
    if (item.kind !== "Block" || item.type.name !== "provider") return [];
    const address = item.labels[0]?.value;
    const version = argument(item.body, "version");
    const written = version && literalString(version.value);
    if (address === undefined || address === "" || written === undefined) return [];
    const hashes = argument(item.body, "hashes")?.value;
    const listed = hashes?.kind === "TupleConsExpr" ? hashes.elements.flatMap((each) => literalString(each) ?? []) : [];
    return [{ address, version: written, hashes: listed }];
  }),
);
