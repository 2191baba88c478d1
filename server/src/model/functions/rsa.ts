// rsadecrypt: RSA with PKCS #1 v1.5 padding, from a PEM private key.

import { argumentFailure, Failure } from "../values/failure.js";
import { goQuote, utf8Decode } from "../values/text.js";
import { stringValue } from "../values/value.js";
import { base64Decode } from "./base64.js";
import type { Implementation, Implementations } from "./implementation.js";

interface PrivateKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** A tag, length and content of ASN.1's DER. */
interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

function elementsOf(bytes: Uint8Array): readonly Element[] | undefined {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    at += 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4) return undefined;
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[at++] ?? 0);
    }
    if (at + length > bytes.length) return undefined;
    elements.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return elements;
}

function wholeNumberOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

const sequence = 0x30;
const integer = 0x02;
const octets = 0x04;

/** The key of a PKCS #1 `RSA PRIVATE KEY`. */
function readPkcs1(der: Uint8Array): PrivateKey | undefined {
  const [outer] = elementsOf(der) ?? [];
  const parts = outer?.tag === sequence ? elementsOf(outer.content) : undefined;
  const [, modulus, , exponent] = parts ?? [];
  if (modulus?.tag !== integer || exponent?.tag !== integer) return undefined;
  return { modulus: wholeNumberOf(modulus.content), exponent: wholeNumberOf(exponent.content) };
}

/** The key inside a PKCS #8 `PRIVATE KEY`. */
function readPkcs8(der: Uint8Array): PrivateKey | undefined {
  const [outer] = elementsOf(der) ?? [];
  const parts = outer?.tag === sequence ? elementsOf(outer.content) : undefined;
  const wrapped = parts?.[2];
  return wrapped?.tag === octets ? readPkcs1(wrapped.content) : undefined;
}

function asciiText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The key of an OpenSSH `OPENSSH PRIVATE KEY` without a passphrase. */
function readOpenSsh(bytes: Uint8Array): PrivateKey | undefined {
  const magic = "openssh-key-v1\0";
  let at = magic.length;
  if (asciiText(bytes.subarray(0, at)) !== magic) return undefined;
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const count = (): number => Number(wholeNumberOf(take(4)));
  const field = (): Uint8Array => take(count());
  const text = (): string => asciiText(field());
  const [cipher] = [text(), text(), text()];
  if (cipher !== "none" || count() !== 1) return undefined;
  field(); // The public key.
  count(); // The length of the private part, which follows.
  at += 8; // Two equal check numbers.
  if (text() !== "ssh-rsa") return undefined;
  const modulus = wholeNumberOf(field());
  field(); // The public exponent.
  return { modulus, exponent: wholeNumberOf(field()) };
}

/** A private key, `"elsewhere"` for a kind that is not read here, or undefined for no key at all. */
function readKey(pem: string): PrivateKey | "elsewhere" | undefined {
  const begin = pem.indexOf("-----BEGIN ");
  const titleEnd = pem.indexOf("-----", begin + 11);
  if (begin < 0 || titleEnd < 0) return undefined;
  const title = pem.slice(begin + 11, titleEnd);
  const end = pem.indexOf(`-----END ${title}-----`, titleEnd);
  if (end < 0) return undefined;
  const body = pem.slice(titleEnd + 5, end);
  if (body.includes(":")) return "elsewhere"; // Headers: an encrypted key.
  const der = base64Decode(body.replaceAll(" ", "").replaceAll("\t", ""));
  if (!(der instanceof Uint8Array)) return undefined;
  switch (title) {
    case "RSA PRIVATE KEY":
      return readPkcs1(der);
    case "PRIVATE KEY":
      return readPkcs8(der) ?? "elsewhere";
    case "OPENSSH PRIVATE KEY":
      return readOpenSsh(der) ?? "elsewhere";
    default:
      return "elsewhere";
  }
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** The message without its padding `00 02 nonzero… 00`; undefined where the padding is not so. */
function unpad(value: bigint, size: number): Uint8Array | undefined {
  const hex = value.toString(16).padStart(size * 2, "0");
  const bytes = Uint8Array.from({ length: size }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
  const end = bytes.indexOf(0, 2);
  return bytes[0] === 0 && bytes[1] === 2 && end >= 10 ? bytes.subarray(end + 1) : undefined;
}

const decryptionError = new Failure("failed to decrypt: crypto/rsa: decryption error");

const rsadecrypt: Implementation = {
  call: (args) => {
    const [ciphertext, pem] = [args[0]?.text ?? "", args[1]?.text ?? ""];
    const bytes = base64Decode(ciphertext);
    if (!(bytes instanceof Uint8Array)) {
      return argumentFailure(0, `failed to decode input ${goQuote(ciphertext)}: cipher text must be base64-encoded`);
    }
    const key = readKey(pem);
    if (key === "elsewhere") return undefined;
    if (key === undefined) return argumentFailure(1, "invalid private key: ssh: no key found");
    const size = Math.ceil(key.modulus.toString(16).length / 2);
    const message = wholeNumberOf(bytes);
    if (bytes.length > size || size < 11 || message >= key.modulus) return decryptionError;
    const plain = unpad(power(message, key.exponent, key.modulus), size);
    if (plain === undefined) return decryptionError;
    const text = utf8Decode(plain);
    return text === undefined ? undefined : stringValue(text);
  },
};

export const rsaFunctions: Implementations = { rsadecrypt };
