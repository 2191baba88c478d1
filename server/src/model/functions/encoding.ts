// Base64, URL and character set functions.

import { gunzipSync } from "fflate";
import { argumentFailure, Failure } from "../values/failure.js";
import { goQuote, utf8Decode, utf8Encode } from "../values/text.js";
import { stringValue, type Value } from "../values/value.js";
import { redacted } from "./arguments.js";
import { base64Decode, base64Encode } from "./base64.js";
import { findCharset } from "./charset.js";
import type { Implementation, Implementations } from "./implementation.js";

const at = (args: readonly Value[], index: number): Value => args[index] as Value;

function decoded(value: Value): Uint8Array | Failure {
  const bytes = base64Decode(value.text);
  if (bytes instanceof Uint8Array) return bytes;
  return new Failure(`failed to decode base64 data ${redacted(value.text, value.marks)}`);
}

const base64decode: Implementation = {
  call: (args) => {
    const bytes = decoded(at(args, 0));
    if (bytes instanceof Failure) return bytes;
    const text = utf8Decode(bytes);
    if (text === undefined) return new Failure("the result of decoding the provided string is not valid UTF-8");
    return stringValue(text).withMarks(at(args, 0).marks);
  },
};

const base64gunzip: Implementation = {
  call: (args) => {
    const bytes = decoded(at(args, 0));
    if (bytes instanceof Failure) return bytes;
    if (bytes.length === 0) return new Failure("failed to gunzip bytestream: EOF");
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new Failure("failed to gunzip bytestream: gzip: invalid header");
    try {
      const text = utf8Decode(gunzipSync(bytes));
      // Bytes that are no text make a string in OpenTofu that no text here can stand for.
      return text === undefined ? undefined : stringValue(text).withMarks(at(args, 0).marks);
    } catch {
      // The library reports broken data in no other way.
      return new Failure("failed to read gunzip raw data: unexpected EOF");
    }
  },
};

const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

function queryEscape(text: string): string {
  let result = "";
  for (const byte of utf8Encode(text)) {
    const character = String.fromCharCode(byte);
    if (byte < 0x80 && unreserved.includes(character)) result += character;
    else result += byte === 0x20 ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return result;
}

function isHex(text: string): boolean {
  return text.length === 2 && [...text].every((character) => "0123456789abcdefABCDEF".includes(character));
}

const urldecode: Implementation = {
  call: (args) => {
    const { text } = at(args, 0);
    const bytes: number[] = [];
    for (let i = 0; i < text.length; ) {
      const character = String.fromCodePoint(text.codePointAt(i) ?? 0);
      if (character !== "%") {
        bytes.push(...utf8Encode(character === "+" ? " " : character));
        i += character.length;
        continue;
      }
      const hex = text.slice(i + 1, i + 3);
      if (!isHex(hex)) {
        return new Failure(`failed to decode URL '': invalid URL escape ${goQuote(text.slice(i, i + 3))}`);
      }
      bytes.push(Number.parseInt(hex, 16));
      i += 3;
    }
    const result = utf8Decode(Uint8Array.from(bytes));
    return result === undefined ? undefined : stringValue(result);
  },
};

function unsupportedEncoding(name: string): Failure {
  return argumentFailure(1, `${goQuote(name)} is not a supported IANA encoding name or alias in this OpenTofu version`);
}

const textencodebase64: Implementation = {
  call: (args) => {
    const charset = findCharset(at(args, 1).text);
    if (charset === undefined) return unsupportedEncoding(at(args, 1).text);
    if (charset === "elsewhere") return undefined;
    const bytes = charset.encode(at(args, 0).text);
    if (bytes) return stringValue(base64Encode(bytes));
    return argumentFailure(0, `the given string contains characters that cannot be represented in ${charset.name}`);
  },
};

const textdecodebase64: Implementation = {
  call: (args) => {
    const charset = findCharset(at(args, 1).text);
    if (charset === undefined) return unsupportedEncoding(at(args, 1).text);
    if (charset === "elsewhere") return undefined;
    const bytes = base64Decode(at(args, 0).text);
    if (!(bytes instanceof Uint8Array)) {
      return argumentFailure(0, `the given value is has an invalid base64 symbol at offset ${bytes.offset}`);
    }
    const text = charset.decode(bytes);
    if (text !== undefined) return stringValue(text);
    return argumentFailure(0, `the given string contains symbols that are not defined for ${charset.name}`);
  },
};

export const encodingFunctions: Implementations = {
  base64decode,
  base64encode: { call: (args) => stringValue(base64Encode(utf8Encode(at(args, 0).text))) },
  base64gunzip,
  textdecodebase64,
  textencodebase64,
  urldecode,
  urlencode: { call: (args) => stringValue(queryEscape(at(args, 0).text)) },
};
