// Hashes of strings and files, and name-based UUIDs.

import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { Failure } from "../values/failure.js";
import { pathText, shownPath } from "../values/placedText.js";
import { utf8Encode } from "../values/text.js";
import { stringValue, type Value } from "../values/value.js";
import { base64Encode } from "./base64.js";
import type { CallContext, Implementation, Implementations } from "./implementation.js";

type Hash = (bytes: Uint8Array) => Uint8Array;

/** Bytes in lower-case hexadecimal. */
export function hexText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

function ofString(hash: Hash, write: (bytes: Uint8Array) => string): Implementation {
  return { call: (args) => stringValue(write(hash(utf8Encode(args[0]?.text ?? "")))) };
}

function ofFile(hash: Hash, write: (bytes: Uint8Array) => string): Implementation {
  return {
    call: (args, _type, context: CallContext) => {
      const path = args[0] && pathText(args[0]);
      const bytes = path === undefined ? undefined : context.files?.read(path);
      if (path !== undefined && bytes === "missing") {
        return new Failure(`open ${shownPath(path)}: no such file or directory`);
      }
      if (bytes === "missing") return undefined;
      return bytes && stringValue(write(hash(bytes)));
    },
  };
}

const namespaces: Readonly<Record<string, string>> = {
  dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
  x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
};

/** The 16 bytes of a UUID in one of the forms that Go's uuid package reads, or why it is none. */
function uuidBytes(text: string): Uint8Array | string {
  let body = text;
  if (text.length === 45) {
    if (text.slice(0, 9).toLowerCase() !== "urn:uuid:") return `invalid urn prefix: "${text.slice(0, 9)}"`;
    body = text.slice(9);
  } else if (text.length === 38) body = text.slice(1, 37);
  else if (text.length !== 36 && text.length !== 32) return `invalid UUID length: ${text.length}`;
  if (body.length === 36) {
    for (const dash of [8, 13, 18, 23]) if (body[dash] !== "-") return "invalid UUID format";
    body = body.slice(0, 8) + body.slice(9, 13) + body.slice(14, 18) + body.slice(19, 23) + body.slice(24);
  }
  const bytes: number[] = [];
  for (let i = 0; i < 32; i += 2) {
    const pair = body.slice(i, i + 2);
    for (const character of pair) {
      if (!"0123456789abcdefABCDEF".includes(character)) return "invalid UUID format";
    }
    bytes.push(Number.parseInt(pair, 16));
  }
  return Uint8Array.from(bytes);
}

const uuidv5: Implementation = {
  call: (args: readonly Value[]) => {
    const [namespace, name] = [args[0]?.text ?? "", args[1]?.text ?? ""];
    const space = uuidBytes(namespaces[namespace] ?? namespace);
    if (typeof space === "string") return new Failure(`uuidv5() doesn't support namespace ${namespace} (${space})`);
    const digest = sha1(Uint8Array.from([...space, ...utf8Encode(name)])).slice(0, 16);
    // The version and the variant have fixed bits.
    digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
    digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
    const hex = hexText(digest);
    const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
    return stringValue(parts.join("-"));
  },
};

export const hashFunctions: Implementations = {
  base64sha256: ofString(sha256, base64Encode),
  base64sha512: ofString(sha512, base64Encode),
  filebase64sha256: ofFile(sha256, base64Encode),
  filebase64sha512: ofFile(sha512, base64Encode),
  filemd5: ofFile(md5, hexText),
  filesha1: ofFile(sha1, hexText),
  filesha256: ofFile(sha256, hexText),
  filesha512: ofFile(sha512, hexText),
  md5: ofString(md5, hexText),
  sha1: ofString(sha1, hexText),
  sha256: ofString(sha256, hexText),
  sha512: ofString(sha512, hexText),
  uuidv5,
};
