// What each function is for: one sentence, an example with its result, and where it exists.
//
// Origin: the function table of OpenTofu 1.12.6 (`internal/lang/functions.go`). Signatures stand in
// `model/functions/signatures.ts`. The results of the examples were checked with a real evaluator.

import { NEVER } from "./define.js";
import { collectionFunctions } from "./functionsCollection.js";
import { otherFunctions } from "./functionsOther.js";
import { textFunctions } from "./functionsText.js";
import type { Availability } from "./schema.js";

export type FunctionCategory =
  | "Numeric"
  | "String"
  | "Collection"
  | "Encoding"
  | "Filesystem"
  | "Date and Time"
  | "Hash and Crypto"
  | "IP Network"
  | "Type Conversion";

export interface FunctionDoc {
  readonly name: string;
  readonly category: FunctionCategory;
  /** One or two sentences of Markdown. */
  readonly doc: string;
  readonly example: FunctionExample;
  readonly since?: Availability;
  readonly url: string;
}

export interface FunctionExample {
  /** An expression; it uses nothing but functions and literals, and `path.module` where files are read. */
  readonly expression: string;
  /**
   * The result, as an expression: both give the same text in `jsonencode`. Undefined where the result differs from run
   * to run, or depends on files that are not given here.
   */
  readonly result: string | undefined;
  /** Files that the example reads, by their path below `path.module`, with their text. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The functions that every module can call, by name. Each is also there as `core::NAME`. */
export const functionDocs: ReadonlyMap<string, FunctionDoc> = new Map(
  [...collectionFunctions, ...otherFunctions, ...textFunctions]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => [entry.name, entry]),
);

/** Functions of the provider that is built into OpenTofu; the module must require `terraform.io/builtin/terraform`. */
export const builtinProviderFunctionDocs: ReadonlyMap<string, Omit<FunctionDoc, "category">> = new Map(
  (
    [
      [
        "provider::terraform::decode_tfvars",
        "Reads text in the format of `.tfvars` files, and returns an object with the values.",
        'provider::terraform::decode_tfvars("a = 1")',
        "{ a = 1 }",
      ],
      [
        "provider::terraform::encode_tfvars",
        "Writes an object as text in the format of `.tfvars` files.",
        "provider::terraform::encode_tfvars({ a = 1 })",
        '"a = 1\\n"',
      ],
      [
        "provider::terraform::encode_expr",
        "Writes a value as an expression of the OpenTofu language.",
        "provider::terraform::encode_expr([1, true])",
        '"[1, true]"',
      ],
    ] as const
  ).map(([name, doc, expression, result]) => [
    name,
    {
      name,
      doc,
      example: { expression, result },
      since: { opentofu: "1.10", terraform: "1.8" },
      url: "https://opentofu.org/docs/language/functions/",
    },
  ]),
);

/** Functions that are gone, with what to write instead. */
export const removedFunctions: ReadonlyMap<string, { readonly message: string; readonly replacement: string }> =
  new Map([
    ["list", { message: "The function `list` was removed; write `tolist([…])`.", replacement: "tolist([…])" }],
    ["map", { message: "The function `map` was removed; write `tomap({…})`.", replacement: "tomap({…})" }],
  ]);

/** Functions that exist only at the prompt of `tofu console`. */
export const consoleFunctions: ReadonlyMap<string, string> = new Map([
  ["type", "Shows the type of a value. Only `tofu console` knows it; in a configuration it is an error."],
]);

/** Functions of versions to come, with the version that is expected to have them. */
export const upcomingFunctions: ReadonlyMap<string, { readonly doc: string; readonly since: Availability }> = new Map(
  Object.entries({
    convert: ["Converts a value to a type constraint, such as `convert(var.x, set(string))`.", "1.15"],
    assumeequal: ["Returns its second argument if it equals the first, and fails otherwise.", NEVER],
    assumenotnull: ["Returns its argument, and fails if it is null.", NEVER],
    assumestringprefix: ["Returns the string if it begins with the given text, and fails otherwise.", NEVER],
    assumelistlength: ["Returns the list if its length is within two bounds, and fails otherwise.", NEVER],
    assumelistlengthmin: ["Returns the list if it is at least so long, and fails otherwise.", NEVER],
    assumelistlengthmax: ["Returns the list if it is at most so long, and fails otherwise.", NEVER],
    assumemaplength: ["Returns the map if its number of entries is within two bounds, and fails otherwise.", NEVER],
    assumemaplengthmin: ["Returns the map if it has at least so many entries, and fails otherwise.", NEVER],
    assumemaplengthmax: ["Returns the map if it has at most so many entries, and fails otherwise.", NEVER],
    assumesetlength: ["Returns the set if its number of elements is within two bounds, and fails otherwise.", NEVER],
    assumesetlengthmin: ["Returns the set if it has at least so many elements, and fails otherwise.", NEVER],
    assumesetlengthmax: ["Returns the set if it has at most so many elements, and fails otherwise.", NEVER],
  } as const).map(([name, [doc, terraform]]) => [name, { doc, since: { opentofu: "1.13", terraform } }]),
);
