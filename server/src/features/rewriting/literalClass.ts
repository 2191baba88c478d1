// Kinds of literals that mean one thing wherever they stand: account ids, ARNs, address ranges, regions.

/** What a text is, for those kinds of text that are worth a name when they are repeated. */
export type LiteralClass = "account" | "arn" | "cidr" | "region";

/** Texts that everyone writes as they are. */
const plain: ReadonlySet<string> = new Set(["0.0.0.0/0", "127.0.0.1/32", "us-east-1"]);

const digitsOfAccount = 12;
/** `arn:partition:service:region:account:resource`. */
const partsOfArn = 6;

/** The class of a whole text; undefined for all others, and for those that everyone writes as they are. */
export function literalClass(text: string): LiteralClass | undefined {
  if (plain.has(text)) return undefined;
  if (text.length === digitsOfAccount && isNumber(text)) return "account";
  if (text.startsWith("arn:")) {
    // Without an account it is the provider's own, and everyone writes it as it is.
    const parts = text.split(":");
    const account = parts[4] ?? "";
    const isOwn = parts.length >= partsOfArn && account.length === digitsOfAccount && isNumber(account);
    return isOwn ? "arn" : undefined;
  }
  const [address = "", bits = "", ...more] = text.split("/");
  const numbers = address.split(".");
  const isRange = more.length === 0 && isNumber(bits) && numbers.length === 4 && numbers.every(isNumber);
  if (isRange) return "cidr";
  return isRegion(text) ? "region" : undefined;
}

function isNumber(text: string): boolean {
  if (text === "") return false;
  for (const char of text) if (char < "0" || char > "9") return false;
  return true;
}

const places: ReadonlySet<string> = new Set(["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx", "cn"]);

/** True for a region of AWS: `eu-west-1`, `us-gov-east-1`. */
function isRegion(text: string): boolean {
  const words = text.split("-");
  const last = words.at(-1) ?? "";
  return words.length >= 3 && words.length <= 4 && places.has(words[0] ?? "") && last.length === 1 && isNumber(last);
}
