// Parts of sentences that messages share.

/** Names in backticks as a list: "`a`", "`a` and `b`", "`a`, `b` and `c`". */
export function listed(names: readonly string[], last = "and"): string {
  const quoted = names.map((name) => `\`${name}\``);
  const end = quoted.pop();
  if (end === undefined) return "";
  return quoted.length === 0 ? end : `${quoted.join(", ")} ${last} ${end}`;
}

/** The sentence that names what was probably meant, with a space before it; empty where there is nothing. */
export function didYouMeanSentence(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : ` Did you mean \`${suggestion}\`?`;
}

/** A block by its type and labels, as in a file: `resource "a" "b"`. */
export function blockName(type: string, labels: readonly string[]): string {
  return [type, ...labels.map((label) => `"${label}"`)].join(" ");
}
