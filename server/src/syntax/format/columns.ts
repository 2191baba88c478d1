// How wide a text is on the screen, as HCL counts it: in grapheme clusters.

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The number of grapheme clusters of a text; of plain ASCII without a line break, its length. */
export function graphemeCount(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128 || code === 13) return countSegments(text);
  }
  return text.length;
}

function countSegments(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count++;
  return count;
}
