// IP addresses and prefixes, read and written as Go's package net did before it refused leading zeros.

export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** A network: its address has no bit set beyond the length. */
export interface Prefix {
  readonly address: Address;
  readonly length: number;
}

/** Reads an IPv4 or IPv6 address; undefined for anything else. */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(":")) return parseVersion4(text);
  const value = parseVersion6(text);
  return value === undefined ? undefined : { bits: 128, value };
}

/** Reads `address/length` and clears the bits behind the length; undefined for anything else. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return undefined;
  const address = parseAddress(text.slice(0, slash));
  const length = parseDecimal(text.slice(slash + 1));
  if (address === undefined || length === undefined || length > address.bits) return undefined;
  const shift = BigInt(address.bits - length);
  return { address: { bits: address.bits, value: (address.value >> shift) << shift }, length };
}

function parseDecimal(text: string): number | undefined {
  if (text === "" || text.length > 16) return undefined;
  for (const character of text) if (character < "0" || character > "9") return undefined;
  return Number(text);
}

function parseVersion4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    const octet = parseDecimal(part);
    if (octet === undefined || octet > 255) return undefined;
    value = (value << 8n) | BigInt(octet);
  }
  return { bits: 32, value };
}

function parseGroups(text: string): bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1 && part.includes(".")) {
      const address = parseVersion4(part);
      if (address === undefined) return undefined;
      groups.push(address.value >> 16n, address.value & 0xffffn);
      continue;
    }
    if (part === "" || part.length > 4) return undefined;
    for (const character of part) if (!"0123456789abcdefABCDEF".includes(character)) return undefined;
    groups.push(BigInt(`0x${part}`));
  }
  return groups;
}

function parseVersion6(text: string): bigint | undefined {
  const gap = text.indexOf("::");
  let groups: bigint[];
  if (gap < 0) {
    const all = parseGroups(text);
    if (all?.length !== 8) return undefined;
    groups = all;
  } else {
    const [before, after] = [parseGroups(text.slice(0, gap)), parseGroups(text.slice(gap + 2))];
    if (before === undefined || after === undefined) return undefined;
    const missing = 8 - before.length - after.length;
    if (missing < 1) return undefined;
    groups = [...before, ...new Array<bigint>(missing).fill(0n), ...after];
  }
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** The address as Go writes it: dotted, or in hexadecimal groups with the longest run of zeros left out. */
export function addressText({ bits, value }: Address): string {
  if (bits === 32 || value >> 32n === 0xffffn) {
    return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".");
  }
  const groups = Array.from({ length: 8 }, (_, i) => (value >> BigInt(112 - 16 * i)) & 0xffffn);
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0n) end++;
    if (end - i > length) [start, length] = [i, end - i];
    if (end > i) i = end;
  }
  const write = (part: readonly bigint[]): string => part.map((group) => group.toString(16)).join(":");
  return start < 0 ? write(groups) : `${write(groups.slice(0, start))}::${write(groups.slice(start + length))}`;
}

/** The network as `address/length`. */
export function prefixText({ address, length }: Prefix): string {
  return `${addressText(address)}/${length}`;
}
