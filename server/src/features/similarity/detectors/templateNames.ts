// Which texts of a module deserve a name where one of them is the beginning of others, or several begin alike.
//
// The beginnings of all templates make a tree: each stands below the next shorter one. A name for one of them is used
// wherever a template begins so, unless a name below it serves better. One walk over the tree decides that.

import type { CutKind } from "../../rewriting/templatePrefix.js";
import type { PieceKind } from "../fileShapes.js";
import { wholeLocal } from "../nameable.js";
import { type LocatedPiece, lowestScore } from "../suggestion.js";
import { type Beginning, beginningRange, readBeginning } from "../templateBeginnings.js";

/** A text that deserves a name, and where it is the beginning of a longer one. */
export interface TemplateName {
  /** The fingerprint of the text. */
  readonly exact: number;
  /** The beginnings of longer texts, as pieces of their own. */
  readonly begun: readonly LocatedPiece[];
}

export interface TemplateNames {
  readonly names: readonly TemplateName[];
  /** Fingerprints of texts that have no name of their own, since another's begins them. */
  readonly covered: ReadonlySet<number>;
}

/** The brackets around a name that begins a text, and the quotes that stay. */
export const beginningTokens = 4;
const fewestSites = 3;
/** What texts must save that only begin alike: a name for a part of a name is one more thing to look for. */
export const lowestAlike = 100;
/** What a name costs a reader who looks for what it stands for. */
const nameCost = 10;

/** A template with its beginnings. */
interface Site {
  readonly located: LocatedPiece;
  readonly beginnings: readonly Beginning[];
}

/** A beginning in the tree. */
interface Node {
  readonly exact: number;
  readonly size: number;
  readonly children: Node[];
  /** Templates that say this and no more. */
  readonly wholes: Site[];
  /** Templates that begin so, and of which nothing longer is compared. */
  readonly ends: Site[];
  /** True where the shorter beginning above it is of the same name, which goes on here. */
  readonly goesOn: boolean;
}

/** What the walk finds at a node and below it. */
interface Found {
  readonly score: number;
  readonly names: readonly Chosen[];
  /** Templates that no name begins. */
  readonly others: readonly Site[];
}

interface Chosen {
  readonly node: Node;
  readonly score: number;
  readonly begun: readonly Site[];
}

/** Decides about the templates among a module's pieces. */
export function templateNames(pieces: readonly LocatedPiece[]): TemplateNames {
  const chosen = treeOf(pieces).flatMap((root) => walk(root).names);
  const covered = new Set<number>();
  const names = chosen.flatMap(({ node: { exact }, begun }): TemplateName[] => {
    if (begun.length === 0) return [];
    for (const { located } of begun) if (located.piece.kind === "expression") covered.add(located.piece.exact);
    return [{ exact, begun: begun.flatMap((site) => beginningPiece(site, exact)) }];
  });
  return { names, covered };
}

function treeOf(pieces: readonly LocatedPiece[]): readonly Node[] {
  const nodes = new Map<number, Node>();
  const roots: Node[] = [];
  const add = (exact: number, size: number, above: Node | undefined, goesOn: boolean): Node => {
    const known = nodes.get(exact);
    if (known) return known;
    const node: Node = { exact, size, children: [], wholes: [], ends: [], goesOn };
    nodes.set(exact, node);
    (above?.children ?? roots).push(node);
    return node;
  };
  const isCompared = ({ piece }: LocatedPiece) => templateKinds.has(piece.kind) && piece.holes.length > 0;
  for (const located of pieces.filter(isCompared)) {
    const { piece } = located;
    const site = { located, beginnings: piece.holes.map(readBeginning) };
    let above: Node | undefined;
    let goesOn = false;
    for (const beginning of site.beginnings) {
      above = add(beginning.exact, beginning.size, above, goesOn);
      goesOn = beginning.isSameName;
    }
    if (piece.kind === "expression") add(piece.exact, piece.size, above, goesOn).wholes.push(site);
    else above?.ends.push(site);
  }
  // Short texts have no beginnings of their own, and may be the beginnings of others.
  for (const located of pieces) {
    const { piece } = located;
    if (piece.kind === "expression" && piece.holes.length === 0) {
      nodes.get(piece.exact)?.wholes.push({ located, beginnings: [] });
    }
  }
  return roots;
}

const templateKinds: ReadonlySet<PieceKind> = new Set<PieceKind>(["expression", "template"]);

function walk(node: Node): Found {
  const below = node.children.map((child) => ({ child, found: walk(child) }));
  const kept: Chosen[] = [];
  const longer: Site[] = [...node.ends];
  for (const { child, found } of below) {
    longer.push(...found.others);
    for (const name of found.names) {
      // `-enriched` behind a bucket's name is another bucket; `/*` is something in the same one. A name that is only the
      // beginning of names begins all of them, also those which could have a longer one.
      const isApart = child.goesOn === isText(node);
      if (isApart && name.node.wholes.length >= fewestSites) kept.push(name);
      else longer.push(...name.node.wholes, ...name.begun);
    }
  }
  // One that is written with escapes has no beginning where another that says the same has one.
  const isBegun = (kind: CutKind | undefined) => kind !== undefined && (kind !== "loose" || isText(node));
  const begun = longer.filter((site) => isBegun(beginningOf(site, node.exact)?.kind));
  const names = below.flatMap(({ found }) => found.names);
  const without = total(names);
  const own = scoreOf(node, begun);
  if (own >= (isText(node) ? lowestScore : lowestAlike) && own + total(kept) > without) {
    return {
      score: own + total(kept),
      names: [{ node, score: own, begun }, ...kept],
      others: longer.filter((site) => !isBegun(beginningOf(site, node.exact)?.kind)),
    };
  }
  const others = [...node.wholes, ...node.ends, ...below.flatMap(({ found }) => found.others)];
  return { score: without, names, others };
}

/** True for what is a text by itself: it is written several times, or has a name already. */
function isText({ wholes }: Node): boolean {
  return wholes.length >= fewestSites || wholes.some(({ located }) => located.piece.name === wholeLocal);
}

function total(names: readonly Chosen[]): number {
  return names.reduce((sum, { score }) => sum + score, 0);
}

/** What a name for a text saves, and 0 where it cannot have one. */
function scoreOf(node: Node, begun: readonly Site[]): number {
  const { exact, size, wholes } = node;
  const locals = wholes.filter(({ located }) => located.piece.name === wholeLocal).length;
  const whole = wholes.length - Math.max(0, locals - 1);
  if (whole + begun.length < fewestSites) return 0;
  if (!isText(node)) {
    const beginnings = begun.flatMap((site) => beginningOf(site, exact) ?? []);
    // Sentences that begin alike are read as sentences.
    const spoken = beginnings.filter(({ kind }) => kind === "spaced").length;
    if (!beginnings.every(({ isComposed }) => isComposed) || spoken * 2 > begun.length) return 0;
  }
  return (whole + begun.length - 1) * size - begun.length * beginningTokens - nameCost;
}

function beginningOf({ beginnings }: Site, exact: number): Beginning | undefined {
  return beginnings.find((each) => each.exact === exact);
}

/** The beginning of a template as a piece that can be compared with whole ones. */
function beginningPiece(site: Site, exact: number): LocatedPiece[] {
  const { located } = site;
  const { piece } = located;
  const beginning = beginningOf(site, exact);
  if (!beginning) return [];
  const range = beginningRange(piece.range, beginning);
  const name = piece.name === wholeLocal ? "" : piece.name;
  const { size } = beginning;
  return [{ ...located, range, piece: { ...piece, kind: "expression", name, range, exact, size, holes: [] } }];
}
