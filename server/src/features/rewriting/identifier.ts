// Names that may stand behind a dot or as a declaration's name.

/** True for a name of ASCII letters, digits, `_` and `-` that starts with a letter or `_`. HCL itself allows more. */
export function isIdentifier(text: string): boolean {
  if (text === "") return false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    const isLetter = (char >= "a" && char <= "z") || (char >= "A" && char <= "Z") || char === "_";
    const isInner = (char >= "0" && char <= "9") || char === "-";
    if (!isLetter && (i === 0 || !isInner)) return false;
  }
  return true;
}

/** A text as a name: what may not stand in one becomes `_`; `fallback` where nothing is left. */
export function toIdentifier(text: string, fallback: string): string {
  let result = "";
  for (const char of text) {
    if (isIdentifier(result + char)) result += char;
    else if (result !== "" && !result.endsWith("_")) result += "_";
  }
  while (result.endsWith("_")) result = result.slice(0, -1);
  return result === "" ? fallback : result;
}
