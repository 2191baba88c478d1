// Which file stands for a module as a whole, where one has to be opened.

import type { Module } from "../../model/module.js";

/** The URI of `main`, else of the module's first file; undefined for a module without configuration files. */
export function mainFile({ files }: Module): string | undefined {
  const main = files.find(({ entry }) => entry.name === "main.tf" || entry.name === "main.tofu") ?? files[0];
  return main?.entry.uri;
}
