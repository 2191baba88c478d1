// Base64 of bytes, strict as Go's encoding/base64.

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The standard encoding, with padding. */
export function base64Encode(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i] ?? 0, bytes[i + 1], bytes[i + 2]];
    text += alphabet.charAt(a >> 2) + alphabet.charAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    text += b === undefined ? "=" : alphabet.charAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    text += c === undefined ? "=" : alphabet.charAt(c & 63);
  }
  return text;
}

/** The bytes, or the offset of the first symbol that has no place there. Line breaks are skipped. */
export function base64Decode(text: string): Uint8Array | { readonly offset: number } {
  const bytes: number[] = [];
  let group: number[] = [];
  let ended = false;
  let at = 0;
  const skipBreaks = (): void => {
    while (text[at] === "\n" || text[at] === "\r") at++;
  };
  for (skipBreaks(); at < text.length; skipBreaks()) {
    const symbol = text[at] as string;
    if (ended) return { offset: at };
    if (symbol === "=") {
      if (group.length < 2) return { offset: at };
      at++;
      if (group.length === 2) {
        skipBreaks();
        if (at >= text.length) return { offset: text.length };
        if (text[at] !== "=") return { offset: at };
        at++;
      }
      ended = true;
      bytes.push(...joined(group));
      group = [];
      continue;
    }
    const bits = alphabet.indexOf(symbol);
    if (bits < 0) return { offset: at };
    group.push(bits);
    at++;
    if (group.length === 4) {
      bytes.push(...joined(group));
      group = [];
    }
  }
  return group.length > 0 ? { offset: text.length - group.length } : Uint8Array.from(bytes);
}

/** The bytes of two, three or four symbols. */
function joined(group: readonly number[]): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = group;
  return [(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d].slice(0, group.length - 1);
}
