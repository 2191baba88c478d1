// Names as lists of words: taken apart, put together, in singular and plural.

/** Words in lower case, in the order of a name. */
export type Words = readonly string[];

/** The words of a text, in lower case: `laa-ccms/outbound` has three, `AssumeRole` two. */
export function wordsOf(text: string): Words {
  const words: string[] = [];
  let word = "";
  const end = (): void => {
    if (word !== "") words.push(word.toLowerCase());
    word = "";
  };
  for (const char of text) {
    const isUpper = char >= "A" && char <= "Z";
    const isLower = char >= "a" && char <= "z";
    const isDigit = char >= "0" && char <= "9";
    if (!isUpper && !isLower && !isDigit) end();
    else {
      const last = word.at(-1) ?? "";
      if (isUpper && last >= "a" && last <= "z") end();
      word += char;
    }
  }
  end();
  return words;
}

/** Two lists of words one after the other, what both say at the seam once. */
export function joined(first: Words, second: Words): Words {
  for (let shared = Math.min(first.length, second.length); shared > 0; shared--) {
    const isSeam = second.slice(0, shared).every((word, i) => isSameWord(word, first[first.length - shared + i] ?? ""));
    if (isSeam) return [...first.slice(0, first.length - shared), ...second];
  }
  const isSaid = second.every((word) => first.some((other) => isSameWord(word, other)));
  return isSaid ? first : [...first, ...second];
}

function isSameWord(a: string, b: string): boolean {
  return a === b || singularWord(a) === singularWord(b);
}

/** The same with its last word in the plural. */
export function plural(words: Words): Words {
  const last = words.at(-1) ?? "";
  if (last === "" || last.endsWith("s")) return words;
  const isY = last.endsWith("y") && !"aeiou".includes(last.at(-2) ?? "a");
  return [...words.slice(0, -1), isY ? `${last.slice(0, -1)}ies` : `${last}s`];
}

/** The same with its last word in the singular, where it is a plural. */
export function singular(words: Words): Words {
  const last = words.at(-1);
  return last === undefined ? words : [...words.slice(0, -1), singularWord(last)];
}

/** Endings of words that are no plurals. */
const notPlural = ["ss", "us", "is"];

function singularWord(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -"ies".length)}y`;
  if (word.endsWith("sses") || (word.length > 4 && word.endsWith("xes"))) return word.slice(0, -"es".length);
  const isPlural = (word.length > 3 || word === "ids") && word.endsWith("s");
  return isPlural && !notPlural.some((ending) => word.endsWith(ending)) ? word.slice(0, -1) : word;
}

/** True for a word that is more than a number or a letter. */
export function isWord(text: string): boolean {
  return text.length > 1 && (text[0] ?? "") >= "a";
}
