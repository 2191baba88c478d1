// Edits of suggestions whose sites stand in one module: a local value, a named condition, a table of blocks.

import { slice, type TextRange } from "../../../base/range.js";
import { type FileRange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { directoryOf } from "../../../model/uri.js";
import type { Block, Expression, Node, SourceFile } from "../../../syntax/ast.js";
import { pathAt } from "../../../syntax/visit.js";
import { canonicalText } from "../../presence/canonicalText.js";
import { extractLocalAt, shortens } from "../../refactors/extractLocal.js";
import { againstName, hardlyShorter, ofCopies } from "../../refactors/worthNaming.js";
import { isSameElsewhere } from "../../rewriting/copiedFiles.js";
import { declaredBlock } from "../../rewriting/declarationNodes.js";
import { sameExpression } from "../../rewriting/expressionShape.js";
import { prefixAt, quotedContent } from "../../rewriting/templatePrefix.js";
import { holdsEverywhere } from "../holdsEverywhere.js";
import { byRefactor, type EditContext, type EditOutcome, span } from "./edit.js";
import { toEnabled } from "./groupToEnabled.js";
import { handedOut } from "./handedOut.js";

/** a local value for all sites; one that has the expression already is used at the others. */
export function toLocal(ctx: EditContext, mustShorten = true): EditOutcome {
  const { snapshot, suggestion } = ctx;
  const copied = handedOut(suggestion);
  if (copied) return { refused: copied };
  const known = suggestion.sites.flatMap((site) => {
    const file = snapshot.file(site.uri);
    const path = file ? pathAt(file, site.range.start) : [];
    const [outer] = path.filter((node): node is Block => node.kind === "Block");
    const attribute = path.find((node) => node.kind === "Attribute");
    const isWhole =
      attribute?.kind === "Attribute" &&
      attribute.value.range.start === site.range.start &&
      attribute.value.range.end === site.range.end;
    return outer?.type.name === "locals" && isWhole ? [{ site, name: attribute.name.name }] : [];
  });
  const [local] = known;
  const sites = new Set(suggestion.sites.map(placeKey));
  const begins = (place: FileRange) => sites.has(placeKey(place));
  const beginningAt = ({ uri, range }: FileRange) => {
    const file = snapshot.file(uri);
    return file && prefixAt(file, range)?.prefix;
  };
  if (local && known.length === 1) {
    const others = suggestion.sites.filter((site) => site !== local.site && !isSameElsewhere(snapshot, site.uri));
    if (!others.some((site) => isShorter(ctx, site, local.name, beginningAt(site) !== undefined)))
      return { refused: hardlyShorter };
    if (mustShorten && others.length < fewestPlaces && others.length < suggestion.sites.length - 1)
      return { refused: ofCopies };
    for (const { uri, range } of others) {
      const outcome = byRefactor(ctx, "extract-local", uri, range);
      if ("refused" in outcome) return outcome;
    }
    return {
      refactor: "extract-local",
      title: `Use \`local.${local.name}\` at ${others.length} places`,
      places: [local.site, ...others],
      build: () => {
        const change = new SourceChangeBuilder();
        for (const site of others) {
          const read = `local.${local.name}`;
          change.replace(site.uri, site.range, beginningAt(site) ? `\${${read}}` : read);
        }
        return change.build();
      },
    };
  }
  // One place that is evaluated in any case makes a local value as safe as it is; the others only follow.
  let refusal: EditOutcome = { refused: "The edit does not apply here." };
  // An argument that holds all of it says more of what it is than one that holds more.
  const wholes = suggestion.sites.filter((site) => !beginningAt(site));
  const beginnings = suggestion.sites.filter(beginningAt);
  for (const site of [...wholes, ...beginnings]) {
    const like = likeSites(ctx, site);
    const refactor = extractLocalAt({ begins, isEqual: (place) => like.has(placeKey(place)), mustShorten });
    const outcome = byRefactor(ctx, refactor, site.uri, site.range, (offer) => offer.title.startsWith("Extract all"));
    if ("refused" in outcome && againstName.has(outcome.refused)) return outcome;
    if ("refused" in outcome) refusal = outcome;
    else if (outcome.title.includes("(assumes ")) {
      refusal = { refused: onlyUnderConditions };
    } else if (like.size < fewestPlaces) refusal = { refused: "Its places are not written alike." };
    else return outcome;
  }
  return refusal;
}

/** Why there is no local value for what no place has in any case. */
const onlyUnderConditions = "It is evaluated under conditions only, and may have no value without them.";

/** Why a repeated expression is not worth a word. */
export const notWorthNaming: ReadonlySet<string> = new Set([...againstName, onlyUnderConditions, ofCopies]);

/** A local value that is there may be nearly as long as what it says: it is known already. */
const mostOfKnown = 0.9;

function isShorter({ snapshot }: EditContext, { uri, range }: FileRange, name: string, isBeginning: boolean): boolean {
  const file = snapshot.file(uri);
  const read = isBeginning ? `\${local.${name}}` : `local.${name}`;
  return file !== undefined && shortens(read, file, { range }, 1, mostOfKnown);
}

function placeKey({ uri, range }: FileRange): string {
  return `${uri} ${range.start} ${range.end}`;
}

/** A local value for fewer places than these is not worth it. */
const fewestPlaces = 3;

/** A suggestion's sites that say the same as one of them, and in whose comments nothing stands that its own do not say. */
function likeSites({ snapshot, suggestion }: EditContext, site: FileRange): ReadonlySet<string> {
  const writtenAt = ({ uri, range }: FileRange) => {
    const file = snapshot.file(uri);
    if (!file) return undefined;
    const node = pathAt(file, range.start).find((one) => isExpressionAt(one, range)) ?? prefixAt(file, range)?.prefix;
    return node && { file, expression: node as Expression };
  };
  const own = writtenAt(site);
  if (!own) return new Set();
  const comments = new Set(commentsIn(own.file, site.range));
  const isLike = (other: FileRange): boolean => {
    const theirs = writtenAt(other);
    if (!theirs) return false;
    const [text, theirText] = [own.file.text, theirs.file.text];
    const content = quotedContent(text, own.expression);
    if (content !== undefined) return content === quotedContent(theirText, theirs.expression);
    if (sameExpression(text, own.expression, theirText, theirs.expression)) return true;
    const canonical = canonicalText(own.expression);
    const isSame = canonical !== undefined && canonical === canonicalText(theirs.expression);
    return isSame && commentsIn(theirs.file, other.range).every((comment) => comments.has(comment));
  };
  return new Set(suggestion.sites.filter(isLike).map(placeKey));
}

function commentsIn(file: SourceFile, { start, end }: TextRange): string[] {
  const inside = file.comments.filter((comment) => start <= comment.range.start && comment.range.end <= end);
  return inside.map((comment) => slice(file.text, comment.range).trim());
}

function isExpressionAt(node: Node, { start, end }: TextRange): boolean {
  const isItem = node.kind === "Body" || node.kind === "Block" || node.kind === "Attribute";
  return !isItem && node.range.start === start && node.range.end === end;
}

/** the condition's name; where it has one, `enabled` in all its blocks, or one module for the blocks that stand together. */
export function toCondition(ctx: EditContext): EditOutcome {
  const { suggestion } = ctx;
  const [first] = suggestion.sites;
  if (!first) return { refused: "The edit does not apply here." };
  if (suggestion.needs === "enabled") return toEnabled(ctx);
  const called = ontoCalls(ctx, first);
  if (called && suggestion.key.startsWith("module ")) return called;
  if (called && !("refused" in called)) return { refused: "The condition can be on the calls of the whole module." };
  if (suggestion.key.startsWith("files ")) return { refused: byHand };
  if (suggestion.key.startsWith("pairs ")) return { refused: inPairs };
  if (suggestion.key.startsWith("root ")) return { refused: ofRoot(ctx, first) };
  const known = byRefactor(ctx, "use-condition-name", first.uri, first.range);
  const named = "refused" in known ? byRefactor(ctx, "name-condition", first.uri, first.range) : known;
  const simpler = "refused" in named ? withoutComparison(ctx) : undefined;
  if (simpler) return simpler;
  const whole = span(suggestion);
  const last = "refused" in named && whole ? byRefactor(ctx, "condition-to-module", whole.uri, whole.range) : named;
  const isNone = "refused" in last && last.refused === "The edit does not apply here.";
  return isNone
    ? { refused: "It compares with a bool what may be no bool, so that the comparison cannot be left out." }
    : last;
}

const byHand = "A module could hold them, with the condition on its call; where to cut it is for a person to decide.";

const inPairs =
  "One block for both could choose the values that differ; whose address it keeps, and what reads which, is for a person to decide.";

/** What could become of a condition that a whole root has. */
function ofRoot({ snapshot, suggestion }: EditContext, { uri }: FileRange): string {
  const module = snapshot.moduleOf(uri);
  const known = module && holdsEverywhere(snapshot, module, suggestion);
  if (known)
    return `It holds in ${known.join(", ")}, all environments for which the module has a name, so that it could go if there are no others.`;
  return "All of it could be a module with the condition once, on its call; whether it is needed where the condition does not hold is for a person to decide.";
}

/** The condition of a whole module, which an input variable is: its calls can have it. */
function ontoCalls(ctx: EditContext, { uri, range }: FileRange): EditOutcome | undefined {
  const { snapshot } = ctx;
  const file = snapshot.file(uri);
  const condition = file && pathAt(file, range.start).find((node) => isExpressionAt(node, range));
  if (condition?.kind !== "ScopeTraversalExpr" || condition.root.name !== "var") return undefined;
  const [step] = condition.steps;
  const module = snapshot.module(directoryOf(uri));
  const declared =
    step?.kind === "AttrStep" && module && declaredBlock(snapshot, module.declaration(`var.${step.name}`));
  if (!declared) return undefined;
  const { start } = declared.block.header;
  return byRefactor(ctx, "condition-to-call", declared.file.uri, { start, end: start });
}

/** `local.x == true` has a name already: the comparison goes, wherever it stands. */
function withoutComparison(ctx: EditContext): EditOutcome | undefined {
  const built = ctx.suggestion.sites.map(({ uri, range }) =>
    byRefactor(ctx, "simplify-bool-comparison", uri, { start: range.start, end: range.start }),
  );
  if (built.some((each) => "refused" in each)) return undefined;
  return {
    refactor: "simplify-bool-comparison",
    title: `Leave the comparison out at ${built.length} places`,
    build: () => {
      const change = new SourceChangeBuilder();
      for (const each of built) {
        const edits = "build" in each ? (each.build()?.edits ?? []) : [];
        for (const [uri, list] of edits) for (const { range, newText } of list) change.replace(uri, range, newText);
      }
      return change.build();
    },
  };
}
