// Code that comments keep out of the search for repetition: `# tofusmith:ignore <rule>` above a block, at a line's end
// for what stands in it, and `# tofusmith:ignore-file <rule>`. `dry` stands for all kinds of repetition.

import { contains, type TextRange } from "../../base/range.js";
import type { BodyItem, SourceFile } from "../../syntax/ast.js";
import { suppressionsOf } from "../suppressions.js";
import type { ComparedFile, LocatedPiece, Pieces } from "./suggestion.js";

/** A range of a file, and the rules that say nothing of it. */
export interface Silence {
  readonly range: TextRange;
  readonly ids: readonly string[];
}

/** A silence with its file. */
export interface LocatedSilence extends Silence {
  readonly uri: string;
}

/** Numbers that JSON keeps. */
const wholeFile: TextRange = { start: 0, end: Number.MAX_SAFE_INTEGER };

/** All silences of a file; most have none. */
export function silencesOf(file: SourceFile): readonly Silence[] {
  return suppressionsOf(file).entries.map(({ ids, line }) => ({
    ids: [...ids],
    // Without an end, so that no length of the file has to be known to tell that it is all of it.
    range: line === undefined ? wholeFile : rangeAt(file, line),
  }));
}

/** The block or argument that starts in a line, the outermost one; the line where none does. */
function rangeAt(file: SourceFile, line: number): TextRange {
  const bounds = file.lineIndex.line(line);
  const startingIn = (items: readonly BodyItem[]): TextRange | undefined => {
    for (const item of items) {
      if (item.range.start >= bounds.end || item.range.end <= bounds.start) continue;
      if (item.range.start >= bounds.start) return item.range;
      if (item.kind === "Block") return startingIn(item.body.items);
    }
    return undefined;
  };
  return startingIn(file.body.items) ?? bounds;
}

/** The pieces without those that are silenced for a rule; the same object where none is. */
export function heard(
  pieces: Pieces,
  silences: readonly LocatedSilence[],
  rule: string,
  rebuilt: (files: readonly ComparedFile[], all: readonly LocatedPiece[]) => Pieces,
): Pieces {
  const ofRule = silences.filter(({ ids }) => ids.some((id) => id === "all" || id === "dry" || id === rule));
  if (ofRule.length === 0) return pieces;
  const byFile = new Map<string, Silence[]>();
  for (const silence of ofRule) byFile.set(silence.uri, [...(byFile.get(silence.uri) ?? []), silence]);
  const isHeard = (uri: string, range: TextRange) => !byFile.get(uri)?.some((each) => contains(each.range, range));
  return rebuilt(
    // A file as a whole is silenced by a comment that speaks of all of it.
    pieces.files.filter(({ uri }) => isHeard(uri, wholeFile)),
    pieces.all.filter(({ uri, range }) => isHeard(uri, range)),
  );
}
