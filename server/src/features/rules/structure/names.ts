// Which texts OpenTofu takes for names.

/** Names by HCL's rule: a letter or `_` of any script first, then letters, digits, marks, `_` and `-`. */
export function isName(text: string): boolean {
  let first = true;
  for (const character of text) {
    if (!(character === "_" || isLetter(character) || (!first && (character === "-" || isInner(character)))))
      return false;
    first = false;
  }
  return !first;
}

// Unicode classes of one character, which only regular expressions can look up.
const letter = /^\p{ID_Start}$/u;
const inner = /^\p{ID_Continue}$/u;

function isLetter(character: string): boolean {
  return letter.test(character);
}

function isInner(character: string): boolean {
  return inner.test(character);
}

export interface NameProblem {
  readonly message: string;
  /** How the name should be written, where that is the only mistake. */
  readonly normalized?: string;
}

/**
 * What is wrong with the local name of a provider; undefined where nothing is.
 * Source of the rule: OpenTofu's `tfaddr.ParseProviderPart` as used by `checkProviderNameNormalized`.
 */
export function providerNameProblem(name: string): NameProblem | undefined {
  const lower = name.toLowerCase();
  const isValid =
    name !== "" &&
    [...lower].every((character) => character === "-" || (isInner(character) && character !== "_")) &&
    !lower.startsWith("-") &&
    !lower.endsWith("-") &&
    !lower.includes("--");
  if (!isValid) {
    return {
      message: `\`${name}\` cannot be the local name of a provider: use letters, digits and single dashes inside`,
    };
  }
  if (lower === name) return undefined;
  return { message: `Local names of providers are written in lower case: \`${lower}\`.`, normalized: lower };
}
