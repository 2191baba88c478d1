// A short way to write the documentation of a function.

import type { FunctionCategory, FunctionDoc } from "./functions.js";

type Extras = Pick<FunctionDoc, "since"> & Pick<FunctionDoc["example"], "files">;

/** A function that makes rows for one category. `result` is undefined where it differs from run to run. */
export function category(name: FunctionCategory) {
  return (
    fn: string,
    doc: string,
    expression: string,
    result: string | undefined,
    extras: Extras = {},
  ): FunctionDoc => ({
    name: fn,
    category: name,
    doc,
    example: { expression, result, ...(extras.files && { files: extras.files }) },
    ...(extras.since && { since: extras.since }),
    // The page of `index` has another name, since that one means the start page of a directory.
    url: `https://opentofu.org/docs/language/functions/${fn === "index" ? "index_function" : fn}/`,
  });
}
