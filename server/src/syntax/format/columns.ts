// How wide a text is on the screen, as HCL counts it: in grapheme clusters.

/** Made when it is first needed: that takes as long as parsing a large file. */
let segmenter: Intl.Segmenter | undefined;

/** The number of grapheme clusters of a text; of plain ASCII without a line break, its length. */
export function graphemeCount(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128 || code === 13) return countSegments(text);
  }
  return text.length;
}

function countSegments(text: string): number {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  let count = 0;
  for (const { segment } of segmenter.segment(text)) count += 1 + conjuncts(segment);
  return count;
}

/**
 * How many times a letter is joined to a mark before it. Unicode joins Indic conjuncts since version 15.1 (its rule
 * GB9c); OpenTofu counts by the rules before that, in which each of their consonants begins a cluster.
 */
function conjuncts(segment: string): number {
  let count = 0;
  let afterMark = false;
  for (const character of segment) {
    if (afterMark && letter.test(character)) count++;
    afterMark = markOrJoiner.test(character);
  }
  return count;
}

const markOrJoiner = /^[\p{M}\u200D]$/u;
/** Without the vowel signs of Thai and Lao, which are letters by category and yet belong to what stands before them. */
const letter = /^[^\P{Lo}\u0E33\u0EB3]$/u;
