// Collects what speaks for a product and bounds its version, for one module.

import { derived } from "./derived.js";
import type { Module } from "./module.js";
import type { ProductEvidence } from "./product.js";
import { nameOf } from "./uri.js";

/** What the module's own files say; the setting, the language id and files of other folders are added by the host. */
export const moduleEvidence = derived((module: Module): readonly ProductEvidence[] => {
  const evidence: ProductEvidence[] = [];
  for (const { entry, facts } of [...module.files, ...module.overrides, ...module.tests]) {
    const file = nameOf(entry.uri);
    evidence.push({ kind: "file", name: file });
    if (facts.hasLanguageBlock) evidence.push({ kind: "language-block", file });
    for (const { text } of facts.compatibleWith) evidence.push({ kind: "compatible-with", constraint: text, file });
    for (const { text } of facts.requiredVersions) evidence.push({ kind: "required-version", constraint: text, file });
  }
  return evidence;
});
