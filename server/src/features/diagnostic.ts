// What a rule finds, as plain data.

import type { TextRange } from "../base/range.js";
import type { FileRange, SourceChange } from "../base/sourceChange.js";

/** From loudest to quietest; a hint shows as three dots and stays out of the Problems panel. */
export type Severity = "error" | "warning" | "information" | "hint";

export type RuleLevel = Severity | "off";

/**
 * When OpenTofu itself gives a finding. An error at one stage keeps it from reaching the next:
 * - `file`: reading and decoding one file;
 * - `module`: putting the files of one module together;
 * - `tree`: loading the modules it calls;
 * - `providers`: matching provider configurations between modules;
 * - `graph`: working out what depends on what;
 * - `validate`: `tofu validate`;
 * - `plan`: only once a plan is made.
 */
export type Phase = "file" | "module" | "tree" | "providers" | "graph" | "validate" | "plan";

export type DiagnosticTag = "unnecessary" | "deprecated";

export interface RelatedLocation extends FileRange {
  readonly message: string;
}

/** What a person has set about the edits of fixes. */
export interface FixOptions {
  /** Where `moved` blocks go: into a file of their own, or behind the block they speak of. */
  readonly movedBlocks: "file" | "beside";
}

/** An edit that mends a finding. */
export interface Fix {
  /** Imperative, one line, without a full stop. */
  readonly title: string;
  /** `safe` fixes keep the meaning and join `source.fixAll`; `unsafe` ones are offered one by one. */
  readonly safety: "safe" | "unsafe";
  /** True for the one fix that a person almost surely wants. */
  readonly preferred?: boolean;
  /** True for a fix that rewrites other places as well, so that it must not be taken together with others. */
  readonly alone?: boolean;
  /** Computes the edit; undefined where the state no longer allows it. */
  readonly change: (options?: FixOptions) => SourceChange | undefined;
}

export interface Diagnostic {
  /** The rule's id. */
  readonly rule: string;
  readonly severity: Severity;
  readonly uri: string;
  readonly range: TextRange;
  /** OpenTofu's own summary where it gives this diagnostic too: a fact of its interface. */
  readonly summary: string;
  /** Undefined where OpenTofu does not give it. */
  readonly phase?: Phase;
  /** What, why, and what to do, in our words. */
  readonly message: string;
  readonly tags: readonly DiagnosticTag[];
  readonly related: readonly RelatedLocation[];
  readonly fixes: readonly Fix[];
}
