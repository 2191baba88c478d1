// The contract of a refactor. One refactor is one file beside this one and one line in `registry.ts`.

import type { TextRange } from "../../base/range.js";
import type { FileRange, SourceChange } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import type { ProductDecision } from "../../model/product.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Node, SourceFile } from "../../syntax/ast.js";

/** The part of a code action's kind that we choose; `quickfix` is shown in the light bulb, the others on request. */
export type OfferKind = "quickfix" | `refactor.${"rewrite" | "extract" | "inline" | "move"}${string}`;

export interface Refactor {
  /** Kebab-case, an imperative: `count-to-enabled`. */
  readonly id: string;
  /** The title as the docs and tables show it. */
  readonly title: string;
  readonly kind: OfferKind;
  /** The id of the refactor that undoes it, or why there is none. */
  readonly inverse: string | NoInverse;
  /** True where it needs no answer from a person, so that the command line may run it on every site. */
  readonly unattended: boolean;
  /** It is about Terragrunt's files, and no others; without it, about those of modules. */
  readonly terragrunt?: true;
  /** Where an unattended refactor is tried: at this argument of each block, or at every expression; else at each block. */
  readonly tries?: "count" | "for_each" | "enabled" | "expressions";
  /** Offers what applies at the selection, or refuses it with a reason. Applicability first: edits are built later. */
  run(ctx: RefactorContext): void;
}

/** How sure a refactor is that it keeps the plan; see the three tiers in `docs/refactors.md`. */
export interface OfferOptions {
  readonly kind?: OfferKind;
  /** True for the one offer that a person almost surely wants; only for edits that keep the plan without conditions. */
  readonly preferred?: boolean;
  /** The rule whose finding this offer mends. */
  readonly fixes?: string;
  /** Why nobody should be told of the edit who has not asked for it, as one sentence. */
  readonly doubt?: string;
  /** True where only a person knows whether what the title assumes holds: an unattended run passes over the offer. */
  readonly asks?: true;
  /** The places that the edit takes, where they are several of a kind. */
  readonly places?: readonly FileRange[];
}

/** Why nothing undoes a refactor, as one sentence. */
export interface NoInverse {
  readonly none: string;
}

/** What a refactor sees: a selection in one file of a module, or of Terragrunt. */
export interface RefactorContext {
  readonly snapshot: WorkspaceSnapshot;
  /** For a file of Terragrunt, the module beside it; an empty one where there is none. */
  readonly module: Module;
  readonly product: ProductDecision;
  readonly file: SourceFile;
  /** The selection without white space at its ends; empty for a cursor. */
  readonly selection: TextRange;
  /** The nodes around the selection, outermost first. */
  readonly path: readonly Node[];
  readonly options: RefactorOptions;
  /** Offers an edit. `build` runs only for the chosen offer; undefined where the state no longer allows it. */
  offer(title: string, target: TextRange, build: () => SourceChange | undefined, options?: OfferOptions): void;
  /** Says why an edit that a person could expect here is not possible. One sentence, ends with a full stop. */
  refuse(title: string, target: TextRange, reason: string): void;
}

/** Settings that shape edits. */
export interface RefactorOptions {
  /** Where `moved` blocks go: into `moved.tf` (or `moved.tofu`), or behind the block they speak of. */
  readonly movedBlocks: "file" | "beside";
}

/** What a refactor offered or refused at a selection. */
export type Offer =
  | {
      readonly refactor: string;
      readonly title: string;
      readonly kind: OfferKind;
      readonly target: TextRange;
      readonly preferred: boolean;
      readonly fixes: string | undefined;
      readonly doubt: string | undefined;
      readonly asks: boolean;
      readonly places?: readonly FileRange[] | undefined;
      readonly build: () => SourceChange | undefined;
    }
  | {
      readonly refactor: string;
      readonly title: string;
      readonly kind: OfferKind;
      readonly target: TextRange;
      readonly disabled: string;
    };
