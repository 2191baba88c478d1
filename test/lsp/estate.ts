// The small estate that protocol tests open: a module, the module it calls, and places in their texts.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { uriOf } from "./bundledServer.js";
import type { WireRange } from "./protocolClient.js";

export const estate = join(import.meta.dirname, "data/estate");
export const main = uriOf(estate, "main.tf");
export const network = uriOf(estate, "network/main.tf");
export const text = readFileSync(join(estate, "main.tf"), "utf8");
export const networkText = readFileSync(join(estate, "network/main.tf"), "utf8");

/** Where a piece of the text starts, plus some characters; the n-th such piece, from 0. */
export function position(piece: string, plus = 0, nth = 0, of = text): WireRange["start"] {
  let offset = of.indexOf(piece);
  for (let i = 0; i < nth; i++) offset = of.indexOf(piece, offset + 1);
  if (offset < 0) throw new Error(`there is no ${piece}`);
  const before = of.slice(0, offset + plus).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** The text of a range. */
export function cut({ start, end }: WireRange, of = text): string {
  const offset = ({ line, character }: WireRange["start"]) =>
    of
      .split("\n")
      .slice(0, line)
      .reduce((sum, each) => sum + each.length + 1, character);
  return of.slice(offset(start), offset(end));
}
