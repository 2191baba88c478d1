// How hovers show a piece of code.

/** Longer texts are cut: a hover is read at a glance. */
const longestText = 600;

/** A text that can be read at a glance. */
export function shortened(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

/** A label with a text as code: on one line where it fits, else as a block. */
export function labelled(label: string, text: string, language = "hcl"): string {
  const short = shortened(text);
  return short.includes("\n") ? `${label}:\n\n\`\`\`${language}\n${short}\n\`\`\`` : `${label}: \`${short}\``;
}
