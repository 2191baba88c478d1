// Character sets for textencodebase64 and textdecodebase64, by the names that OpenTofu accepts.
//
// The platform decodes most of them; encoding turns its tables round, built when first needed.

import { utf8Decode, utf8Encode } from "../values/text.js";

export interface Charset {
  /** The name OpenTofu gives it in messages. */
  readonly name: string;
  /** The bytes, or undefined where some character has none. */
  encode(text: string): Uint8Array | undefined;
  /** The text, or undefined where some byte has no meaning. */
  decode(bytes: Uint8Array): string | undefined;
}

// OpenTofu's name, the platform's label ("" where the platform has none), and further names that IANA registers.
const table: readonly (readonly [string, string, string])[] = [
  ["Big5", "big5", "csbig5"],
  ["EUC-KR", "euc-kr", "cseuckr"],
  ["Extended_UNIX_Code_Packed_Format_for_Japanese", "euc-jp", "euc-jp cseucpkdfmtjapanese"],
  ["GB18030", "gb18030", "csgb18030"],
  ["GBK", "gbk", "cp936 ms936 windows-936 csgbk"],
  ["HZ-GB-2312", "", ""],
  ["IBM00858", "", "ccsid00858 cp00858 pc-multilingual-850+euro csibm00858"],
  ["IBM01140", "", "ccsid01140 cp01140 ebcdic-us-37+euro csibm01140"],
  ["IBM037", "", "cp037 ebcdic-cp-ca ebcdic-cp-nl ebcdic-cp-us ebcdic-cp-wt csibm037"],
  ["IBM1047", "", "ibm-1047 csibm1047"],
  ["IBM437", "", "437 cp437 cspc8codepage437"],
  ["IBM850", "", "850 cp850 cspc850multilingual"],
  ["IBM852", "", "852 cp852 cspcp852"],
  ["IBM855", "", "855 cp855 csibm855"],
  ["IBM860", "", "860 cp860 csibm860"],
  ["IBM862", "", "862 cp862 cspc862latinhebrew"],
  ["IBM863", "", "863 cp863 csibm863"],
  ["IBM865", "", "865 cp865 csibm865"],
  ["IBM866", "ibm866", "866 cp866 csibm866"],
  ["ISO-2022-JP", "", "csiso2022jp"],
  ["ISO-8859-10", "iso-8859-10", "iso_8859-10:1992 csisolatin6 iso-ir-157 l6 latin6"],
  ["ISO-8859-13", "iso-8859-13", "csiso885913"],
  ["ISO-8859-14", "iso-8859-14", "iso_8859-14 iso_8859-14:1998 csiso885914 iso-celtic iso-ir-199 l8 latin8"],
  ["ISO-8859-15", "iso-8859-15", "iso_8859-15 latin-9 csiso885915"],
  ["ISO-8859-16", "iso-8859-16", "iso_8859-16 iso_8859-16:2001 csiso885916 iso-ir-226 l10 latin10"],
  ["ISO_8859-1:1987", "latin1", "iso-8859-1 iso_8859-1 cp819 ibm819 csisolatin1 iso-ir-100 l1"],
  ["ISO_8859-2:1987", "iso-8859-2", "iso_8859-2 csisolatin2 iso-ir-101 l2 latin2"],
  ["ISO_8859-3:1988", "iso-8859-3", "iso_8859-3 csisolatin3 iso-ir-109 l3 latin3"],
  ["ISO_8859-4:1988", "iso-8859-4", "iso_8859-4 csisolatin4 iso-ir-110 l4 latin4"],
  ["ISO_8859-5:1988", "iso-8859-5", "iso_8859-5 csisolatincyrillic cyrillic iso-ir-144"],
  ["ISO_8859-6-E", "iso-8859-6", "iso-8859-6-e csiso88596e"],
  ["ISO_8859-6-I", "iso-8859-6", "iso-8859-6-i csiso88596i"],
  ["ISO_8859-6:1987", "iso-8859-6", "iso_8859-6 asmo-708 ecma-114 arabic csisolatinarabic iso-ir-127"],
  ["ISO_8859-7:1987", "iso-8859-7", "iso_8859-7 ecma-118 elot_928 greek greek8 csisolatingreek iso-ir-126"],
  ["ISO_8859-8-E", "iso-8859-8", "iso-8859-8-e csiso88598e"],
  ["ISO_8859-8-I", "iso-8859-8", "iso-8859-8-i csiso88598i"],
  ["ISO_8859-8:1988", "iso-8859-8", "iso_8859-8 hebrew csisolatinhebrew iso-ir-138"],
  ["ISO_8859-9:1989", "iso-8859-9", "iso_8859-9 csisolatin5 iso-ir-148 l5 latin5"],
  ["KOI8-R", "koi8-r", "cskoi8r"],
  ["KOI8-U", "koi8-u", "cskoi8u"],
  ["Shift_JIS", "shift_jis", "ms_kanji csshiftjis"],
  ["US-ASCII", "ascii", "ansi_x3.4-1968 ansi_x3.4-1986 ibm367 cp367 iso646-us iso_646.irv:1991 csascii iso-ir-6 us"],
  ["UTF-16", "utf-16", "csutf16"],
  ["UTF-16BE", "utf-16be", "csutf16be"],
  ["UTF-16LE", "utf-16le", "csutf16le"],
  ["UTF-8", "utf-8", "csutf8"],
  ["macintosh", "macintosh", "mac csmacintosh"],
  ...["1250", "1251", "1252", "1253", "1254", "1255", "1256", "1257", "1258", "874"].map(
    (page) => [`windows-${page}`, `windows-${page}`, `cswindows${page}`] as const,
  ),
];

let byName: Map<string, readonly [string, string]> | undefined;

/** The character set of a name; `"elsewhere"` for one that OpenTofu has and we have not; undefined for no such name. */
export function findCharset(name: string): Charset | "elsewhere" | undefined {
  if (byName === undefined) {
    byName = new Map();
    for (const [own, label, others] of table) {
      for (const alias of [own.toLowerCase(), label, ...others.split(" ")]) {
        if (alias !== "" && !isPlatformOnly(alias)) byName.set(alias, [own, label]);
      }
    }
  }
  const entry = byName.get(name.toLowerCase());
  if (entry === undefined) return undefined;
  const [own, label] = entry;
  switch (label) {
    case "":
      return "elsewhere";
    case "utf-8":
      return { name: own, encode: utf8Encode, decode: wellFormed(utf8Decode) };
    case "utf-16":
    case "utf-16be":
    case "utf-16le":
      return utf16(own, label);
    case "ascii":
      return direct(own, 0x80);
    case "latin1":
      return direct(own, 0x100);
    case "windows-1252":
      return westernWindows(own);
    default:
      return viaPlatform(own, label);
  }
}

// "ascii" is the platform's label and no name of IANA's.
function isPlatformOnly(label: string): boolean {
  return label === "ascii";
}

function wellFormed(decode: (bytes: Uint8Array) => string | undefined): Charset["decode"] {
  // OpenTofu takes the replacement character, even one that was encoded, for a sign of failure.
  return (bytes) => {
    const text = decode(bytes);
    return text?.includes("\ufffd") ? undefined : text;
  };
}

function utf16(name: string, label: "utf-16" | "utf-16be" | "utf-16le"): Charset {
  const little = label === "utf-16le";
  return {
    name,
    encode: (text) => {
      const units = label === "utf-16" ? [0xfeff] : [];
      for (let i = 0; i < text.length; i++) units.push(text.charCodeAt(i));
      return Uint8Array.from(units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
    },
    decode: wellFormed((bytes) => {
      if (bytes.length % 2 === 1) return undefined;
      const marked = label === "utf-16" ? `${bytes[0]},${bytes[1]}` : "";
      const swapped = little || marked === "255,254";
      let text = "";
      for (let i = marked === "255,254" || marked === "254,255" ? 2 : 0; i < bytes.length; i += 2) {
        const [a, b] = [bytes[i] ?? 0, bytes[i + 1] ?? 0];
        text += String.fromCharCode(swapped ? a | (b << 8) : (a << 8) | b);
      }
      return hasLoneSurrogate(text) ? undefined : text;
    }),
  };
}

function hasLoneSurrogate(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) return true;
  }
  return false;
}

/** A set whose bytes are the first code points. */
function direct(name: string, limit: number): Charset {
  return {
    name,
    encode: (text) => {
      const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
      return codes.every((code) => code < limit) ? Uint8Array.from(codes) : undefined;
    },
    decode: (bytes) => {
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return bytes.every((byte) => byte < limit) ? text : undefined;
    },
  };
}

// Some platforms take windows-1252 for Latin-1, which differs in these 32 characters, from 0x80 on.
const westernHigh = [
  ..."\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f",
  ..."\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178",
];

function westernWindows(name: string): Charset {
  return {
    name,
    encode: (text) => {
      const bytes: number[] = [];
      for (const character of text) {
        const high = westernHigh.indexOf(character);
        const code = high >= 0 ? 0x80 + high : (character.codePointAt(0) ?? 0);
        if (code > 0xff || (high < 0 && code >= 0x80 && code < 0xa0)) return undefined;
        bytes.push(code);
      }
      return Uint8Array.from(bytes);
    },
    decode: (bytes) => {
      let text = "";
      for (const byte of bytes)
        text += (byte < 0xa0 ? westernHigh[byte - 0x80] : undefined) ?? String.fromCharCode(byte);
      return text;
    },
  };
}

const encoders = new Map<string, ReadonlyMap<string, readonly number[]>>();

function viaPlatform(name: string, label: string): Charset {
  return {
    name,
    encode: (text) => {
      const codes = encoderOf(label);
      const bytes: number[] = [];
      for (const character of text) {
        const code = codes.get(character) ?? (label === "gb18030" ? supplementaryCode(character) : undefined);
        if (code === undefined) return undefined;
        bytes.push(...code);
      }
      return Uint8Array.from(bytes);
    },
    decode: wellFormed((bytes) => decodeWith(label, bytes)),
  };
}

function decodeWith(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // The decoder has no other way to say so.
  }
}

function encoderOf(label: string): ReadonlyMap<string, readonly number[]> {
  const known = encoders.get(label);
  if (known) return known;
  const codes = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(label, { fatal: true });
  const add = (...bytes: number[]): boolean => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if ([...character].length !== 1) return false;
      if (!codes.has(character)) codes.set(character, bytes);
      return true;
    } catch {
      return false; // No character; the decoder has no other way to say so.
    }
  };
  const leads: number[] = [];
  for (let byte = 0; byte < 256; byte++) if (!add(byte) && byte >= 0x80) leads.push(byte);
  if (!multiByte.has(label)) leads.length = 0;
  for (const lead of leads) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail);
  if (label === "euc-jp") for (let a = 0xa1; a < 0xff; a++) for (let b = 0xa1; b < 0xff; b++) add(0x8f, a, b);
  if (label === "gb18030") addFourByteCodes(add);
  encoders.set(label, codes);
  return codes;
}

const multiByte = new Set(["big5", "euc-kr", "euc-jp", "gb18030", "gbk", "shift_jis"]);

/** GB 18030 numbers the code points beyond the basic plane in their order, from 90 30 81 30 on. */
function supplementaryCode(character: string): readonly number[] | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x10000) return undefined;
  const number = code - 0x10000 + 15 * 12_600;
  return [
    0x81 + Math.floor(number / 12_600),
    0x30 + (Math.floor(number / 1260) % 10),
    0x81 + (Math.floor(number / 10) % 126),
    0x30 + (number % 10),
  ];
}

function addFourByteCodes(add: (...bytes: number[]) => boolean): void {
  for (let a = 0x81; a <= 0x84; a++) {
    for (let b = 0x30; b <= 0x39; b++) {
      for (let c = 0x81; c <= 0xfe; c++) for (let d = 0x30; d <= 0x39; d++) add(a, b, c, d);
    }
  }
}
