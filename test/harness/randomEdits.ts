// Random edits of HCL texts: the same ones for the same seed.

/** A generator of numbers from 0 up to 1, the same sequence for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of the values; undefined where there are none. */
export function pick<T>(random: () => number, values: readonly T[]): T | undefined {
  return values[Math.floor(random() * values.length)];
}

/** Pieces of text that mean something to HCL's scanner, whole constructs among them. */
const pieces: readonly string[] = [
  ..." \t\n()[]{},=-!?:.*~%$\"'<>+/\\#é日a1",
  "  ",
  "\n\n",
  "\r\n",
  " # comment\n",
  "// comment\n",
  "/* comment */",
  "/* two\nlines */",
  "...",
  "=>",
  "::",
  "==",
  "&&",
  "[*]",
  ".*.",
  "1e5",
  "null",
  " in ",
  "for ",
  '"${x}"',
  '"${\n x\n}"',
  '"${ x # c\n}"',
  '"list"',
  '"\\u00e9"',
  "%{ if x }",
  "%{ endif }",
  "<<EOT\n ${ x }\n y\nEOT\n",
  "<<-EOT\n ${ x }\n y\n  EOT\n",
  " ? a : b",
  'foo "a$b" {\n}\n',
  "foo a /* c */ b {}\n",
  'variable "x" {\n  type = list\n}\n',
  "a ={ x=1,y:2 }\n",
];

/** The text after one random edit: something put in, taken out, or wrapped. */
export function randomEdit(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const kind = random();
  if (kind < 0.6) return text.slice(0, at) + pick(random, pieces) + text.slice(at);
  if (kind < 0.75) return text.slice(0, at) + text.slice(at + 1);
  if (kind < 0.85) return replaceNext(text, at, " ", "");
  if (kind < 0.92) return replaceNext(text, at, ", ", ",\n");
  const start = text.indexOf("= ", at) + 2;
  const end = text.indexOf("\n", start);
  return start > 1 && end > 0 ? `${text.slice(0, start)}"\${${text.slice(start, end)}}"${text.slice(end)}` : text;
}

function replaceNext(text: string, from: number, what: string, by: string): string {
  const at = text.indexOf(what, from);
  return at < 0 ? text : text.slice(0, at) + by + text.slice(at + what.length);
}
