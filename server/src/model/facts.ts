// What a file contributes to its module and to the workspace, as plain data that outlives its syntax tree.
//
// Facts are made by `extract.ts` only, for open and closed files alike; they can be sent between workers and cached.
// Ranges are UTF-16 offsets. `item` is the index of the top-level item in the file's body, the way back to the tree.

import type { TextRange } from "../base/range.js";
import type { Place } from "./places.js";
import type { TerragruntFacts } from "./terragrunt/facts.js";

/** Bump on every change of what facts hold; a cache of another version is rebuilt. */
export const factsVersion = 5;

export type DeclarationKind =
  | "variable"
  | "local"
  | "output"
  | "resource"
  | "data"
  | "ephemeral"
  | "module"
  | "provider"
  | "check"
  | "run";

/** One declared name. */
export interface DeclarationFact {
  readonly kind: DeclarationKind;
  /** `addressKey` of what is declared. */
  readonly key: string;
  /** The last part of the address: what a rename replaces. */
  readonly name: string;
  /** The text of that name: a label with its quotes taken off, or a local value's identifier. */
  readonly nameRange: TextRange;
  /** The whole block, or the local value's attribute. */
  readonly range: TextRange;
  /** The block's type and labels, or the local value's name. */
  readonly header: TextRange;
  readonly item: number;
  /** For a local value, its index in the body of its `locals` block. */
  readonly attribute?: number;
  /** For a resource nested in a `check` block, its index in that block's body. */
  readonly nested?: number;
  /** The provider's part of a resource type, or the whole type: `aws_vpc`. */
  readonly type?: string;
  readonly repetition?: "count" | "for_each" | "enabled";
  /** For a variable: it has a `default`. */
  readonly hasDefault?: boolean;
  /** For a module call: its `source` where that is a plain string. */
  readonly source?: string;
  readonly version?: string;
  /** For a module call: its arguments' names. */
  readonly inputs?: readonly { readonly name: string; readonly range: TextRange }[];
  readonly description?: string;
  /** For a local value that may be the beginning of a path. */
  readonly path?: readonly PathPart[];
}

/** A part of a path: text, a local value, the module's or root module's directory, or unknown. */
export type PathPart = string | { readonly local: string } | { readonly dir: "module" | "root" } | null;

/** The path that a function which reads files is given; for `fileset`, with the pattern of the files it lists. */
export interface NamedFileFact {
  readonly path: readonly PathPart[];
  readonly pattern?: string;
}

/** One place that names a declaration, in this module or (module outputs) in the one it calls. */
export interface ReferenceFact {
  readonly key: string;
  readonly place: Place | "value";
  /** The whole access with its instance key and attributes. */
  readonly range: TextRange;
  readonly addressRange: TextRange;
  readonly nameRange: TextRange;
  readonly item: number;
  /** The first attribute behind the address and its instance key: an output's or a resource attribute's name. */
  readonly attribute?: { readonly name: string; readonly range: TextRange };
}

/** A provider that `required_providers` names. */
export interface RequiredProviderFact {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly range: TextRange;
  readonly source?: string;
  readonly version?: string;
  readonly aliases: readonly string[];
}

/** What a value looks like, without evaluating it. */
export type ValueShape = "string" | "number" | "bool" | "list" | "object" | "other";

/** The content of one provider-defined body: what completion learns from. */
export interface ShapeFact {
  /** `resource.aws_vpc`, `data.aws_ami`, `provider.aws`; a nested block's type stands behind a slash. */
  readonly key: string;
  readonly attributes: Readonly<Record<string, ValueShape>>;
  readonly blocks: readonly string[];
}

/** A text that bounds the product's version, with its place. */
export interface VersionFact {
  readonly text: string;
  readonly range: TextRange;
}

export interface FileFacts {
  readonly declarations: readonly DeclarationFact[];
  readonly references: readonly ReferenceFact[];
  readonly requiredProviders: readonly RequiredProviderFact[];
  readonly shapes: readonly ShapeFact[];
  readonly requiredVersions: readonly VersionFact[];
  readonly compatibleWith: readonly VersionFact[];
  /** True where the file has a `language` block, which only OpenTofu knows. */
  readonly hasLanguageBlock: boolean;
  readonly backend?: { readonly type: string; readonly range: TextRange };
  /** Provider names of functions called as `provider::name::f`. */
  readonly functionProviders: readonly string[];
  readonly namedFiles: readonly NamedFileFact[];
  readonly hasErrors: boolean;
  /** Only of Terragrunt files, and of HCL files that may turn out to be included or read by one. */
  readonly terragrunt?: TerragruntFacts;
}

/** The facts of a file that declares nothing. */
export const noFacts: FileFacts = {
  declarations: [],
  references: [],
  requiredProviders: [],
  shapes: [],
  requiredVersions: [],
  compatibleWith: [],
  hasLanguageBlock: false,
  functionProviders: [],
  namedFiles: [],
  hasErrors: false,
};
