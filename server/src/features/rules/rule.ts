// The contract of a rule. One rule is one file in a folder beside this one and one line in `registry.ts`.

import type { Checkpoint } from "../../base/cancellation.js";
import type { TextRange } from "../../base/range.js";
import type { Module } from "../../model/module.js";
import type { ProductDecision } from "../../model/product.js";
import type { ReferenceOrigin } from "../../model/references.js";
import type { FileEntry, WorkspaceSnapshot } from "../../model/workspace.js";
import type { Attribute, Block, Expression, SourceFile } from "../../syntax/ast.js";
import type { DiagnosticTag, Fix, Phase, RelatedLocation, RuleLevel } from "../diagnostic.js";

/** Groups of rules, which are also folders and headings in the docs. */
export type RuleGroup = "syntax" | "correctness" | "plan" | "deprecated" | "style" | "dry" | "terragrunt";

interface RuleMetadata {
  /** Kebab-case, reads after "allow": names the bad pattern, never the cure. */
  readonly id: string;
  readonly group: RuleGroup;
  readonly defaultLevel: RuleLevel;
  readonly tags?: readonly DiagnosticTag[];
  /** The id that OpenTofu's own linter or tflint has for the same finding. */
  readonly aliases?: readonly string[];
  /** When OpenTofu itself reports the findings, as errors or warnings; absent where it does not. */
  readonly phase?: Phase;
}

/**
 * Depends on nothing but one file and the product; its findings are kept as long as the file is unchanged. In a
 * configuration file it looks at each top-level item by itself: one that had no findings is not shown to it again.
 */
export interface FileRule extends RuleMetadata {
  readonly scope: "file";
  /** It looks at Terragrunt's files as well. */
  readonly terragrunt?: true;
  check?(ctx: FileRuleContext): void;
  readonly visit?: RuleVisitor<FileRuleContext>;
}

/** Looks at a whole module and the modules it calls or is called by. */
export interface ModuleRule extends RuleMetadata {
  readonly scope: "module";
  /**
   * All that `check` depends on, or `visit` besides the item it visits: what the module declares, or that and what it
   * names, each without its place, modules around it, and the product. What a visitor says of an item may depend on no
   * declaration with a name but those that the item names, and where something of the module cannot be read it says no
   * more than elsewhere. Without `reads` everything may be read, and is looked at again after every edit.
   * `ctx.dependsOnMore()` makes an exception of one run.
   */
  readonly reads?: "declarations" | "references";
  check?(ctx: ModuleRuleContext): void;
  readonly visit?: RuleVisitor<ModuleRuleContext>;
}

/** Looks at all modules; runs in the background. */
export interface WorkspaceRule extends RuleMetadata {
  readonly scope: "workspace";
  check(ctx: WorkspaceRuleContext): Promise<void>;
}

/** Looks at one file of Terragrunt, and at whatever else that file leads to. */
export interface TerragruntRule extends RuleMetadata {
  readonly scope: "terragrunt";
  check?(ctx: TerragruntRuleContext): void;
  readonly visit?: RuleVisitor<TerragruntRuleContext>;
}

export type Rule = FileRule | ModuleRule | WorkspaceRule | TerragruntRule;

/**
 * Called during the one walk over a file that all rules share; each in the order of the text, parents first.
 * Files are walked when somebody asks for their findings, so a visitor reports on the file it visits and keeps nothing.
 */
export interface RuleVisitor<Context> {
  /** Only the blocks that stand in no other, without looking into them. */
  topLevel?(block: Block, where: Where, ctx: Context): void;
  block?(block: Block, where: Where, ctx: Context): void;
  attribute?(attribute: Attribute, where: Where, ctx: Context): void;
  expression?(expression: Expression, where: Where, ctx: Context): void;
  reference?(origin: ReferenceOrigin, where: Where, ctx: Context): void;
}

/** Where a visited node stands. */
export interface Where {
  readonly file: SourceFile;
  /** Types of the enclosing blocks from the root, without the visited block's own. */
  readonly path: readonly string[];
  /** The enclosing blocks, outermost first. */
  readonly blocks: readonly Block[];
  /** The attribute that holds a visited expression or reference. */
  readonly attribute: Attribute | undefined;
}

/** What a finding may add to its range and message. */
export interface ReportOptions {
  /** OpenTofu's own summary; defaults to the message. */
  readonly summary?: string;
  /** Only for rules that carry OpenTofu's own severity: an error or a warning by case. */
  readonly level?: RuleLevel;
  /** Where OpenTofu gives this finding at another stage than the rule's others, or never. */
  readonly phase?: Phase | "never";
  readonly related?: readonly RelatedLocation[];
  readonly fixes?: readonly Fix[];
  readonly tags?: readonly DiagnosticTag[];
}

export interface FileRuleContext {
  readonly file: SourceFile;
  readonly entry: FileEntry;
  /** The product and the version that the module is written for, with the evidence. */
  readonly product: ProductDecision;
  report(range: TextRange, message: string, options?: ReportOptions): void;
}

/** The entry's type is what the file is to Terragrunt, which its name alone does not always tell. */
export interface TerragruntRuleContext extends FileRuleContext {
  readonly snapshot: WorkspaceSnapshot;
}

export interface ModuleRuleContext {
  readonly snapshot: WorkspaceSnapshot;
  readonly module: Module;
  readonly product: ProductDecision;
  /** Syntax trees of the module's configuration, override, test and values files, in that order. */
  readonly files: readonly SourceFile[];
  /**
   * For `check`: where it has found nothing before, and since then no more has changed of what it reads than the
   * top-level items that declare these keys, or did, and whether something of the module cannot be read. Undefined
   * where all is to be looked at.
   */
  readonly changed: ReadonlySet<string> | undefined;
  report(uri: string, range: TextRange, message: string, options?: ReportOptions): void;
  /** Says that finding nothing had other reasons than what the rule says that it reads. */
  dependsOnMore(): void;
}

export interface WorkspaceRuleContext {
  readonly snapshot: WorkspaceSnapshot;
  /** To be awaited once per module. */
  readonly checkpoint: Checkpoint;
  report(uri: string, range: TextRange, message: string, options?: ReportOptions): void;
}
