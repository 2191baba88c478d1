// The IP network functions, over addresses as whole numbers of 32 or 128 bits.

import { argumentFailure, Failure } from "../values/failure.js";
import { stringType } from "../values/type.js";
import { boolValue, listValue, stringValue, type Value } from "../values/value.js";
import { bigWholeNumber, wholeNumber } from "./arguments.js";
import type { Implementation, Implementations } from "./implementation.js";
import { type Address, addressText, type Prefix, parseAddress, parsePrefix, prefixText } from "./ipAddress.js";

const textAt = (args: readonly Value[], index: number): string => args[index]?.text ?? "";

function prefixOf(text: string): Prefix | Failure {
  return parsePrefix(text) ?? new Failure(`invalid CIDR expression: invalid CIDR address: ${text}`);
}

const low64 = (value: bigint): bigint => (value < 0n ? -value : value) & 0xffffffffffffffffn;

const cidrhost: Implementation = {
  call: (args) => {
    const number = bigWholeNumber(args[1] as Value);
    if (number instanceof Failure) return number;
    const prefix = prefixOf(textAt(args, 0));
    if (prefix instanceof Failure) return prefix;
    const { bits, value } = prefix.address;
    const most = (1n << BigInt(bits - prefix.length)) - 1n;
    // Negative numbers count back from the last address.
    const size = number < 0n ? -number - 1n : BigInt.asIntN(64, low64(number));
    const host = number < 0n ? most - size : number;
    if (size > most) {
      return new Failure(`prefix of ${prefix.length} does not accommodate a host numbered ${host}`);
    }
    // As in OpenTofu, the host number of an IPv4 address in IPv6's clothes lands in the wrong place.
    const shift = BigInt(isVersion4(prefix.address) ? bits - 32 : 0);
    return stringValue(addressText({ bits, value: BigInt.asUintN(bits, value | (host << shift)) }));
  },
};

const cidrnetmask: Implementation = {
  call: (args) => {
    const prefix = prefixOf(textAt(args, 0));
    if (prefix instanceof Failure) return prefix;
    if (!isVersion4(prefix.address)) {
      return new Failure(`IPv6 addresses cannot have a netmask: ${textAt(args, 0)}`);
    }
    const { bits } = prefix.address;
    return stringValue(addressText({ bits, value: mask(bits, prefix.length) }));
  },
};

function mask(bits: number, length: number): bigint {
  return ((1n << BigInt(length)) - 1n) << BigInt(bits - length);
}

// An IPv4 address in IPv6's clothes counts as IPv4.
function isVersion4({ bits, value }: Address): boolean {
  return bits === 32 || value >> 32n === 0xffffn;
}

/** The prefix, an IPv4 one in IPv6's clothes undressed. */
function plainVersion4(prefix: Prefix): Prefix {
  if (prefix.address.bits === 32 || !isVersion4(prefix.address)) return prefix;
  const value = prefix.address.value & 0xffffffffn;
  return { address: { bits: 32, value }, length: Math.max(0, prefix.length - 96) };
}

const cidrsubnet: Implementation = {
  call: (args) => {
    const newBits = wholeNumber(args[1] as Value);
    if (newBits instanceof Failure) return newBits;
    const number = bigWholeNumber(args[2] as Value);
    if (number instanceof Failure) return number;
    const prefix = prefixOf(textAt(args, 0));
    if (prefix instanceof Failure) return prefix;
    const { bits, value } = prefix.address;
    const length = prefix.length + newBits;
    if (length > bits) {
      return new Failure(`insufficient address space to extend prefix of ${prefix.length} by ${newBits}`);
    }
    const most = newBits >= 0 && newBits < 64 ? (1n << BigInt(newBits)) - 1n : 0xffffffffffffffffn;
    if (low64(number) > most || length < 0) {
      return new Failure(`prefix extension of ${newBits} does not accommodate a subnet numbered ${number}`);
    }
    const start = value | (number << BigInt(bits - length));
    return stringValue(prefixText({ address: { bits, value: start < 0n ? -start : start }, length }));
  },
};

const cidrsubnets: Implementation = {
  call: (args) => {
    const prefix = parsePrefix(textAt(args, 0));
    if (prefix === undefined) {
      return argumentFailure(0, `invalid CIDR expression: invalid CIDR address: ${textAt(args, 0)}`);
    }
    const { bits, value } = prefix.address;
    const end = value + (1n << BigInt(bits - prefix.length));
    let next = value;
    let current: Prefix | undefined;
    const subnets: Value[] = [];
    for (const [i, arg] of args.slice(1).entries()) {
      const newBits = wholeNumber(arg);
      if (newBits instanceof Failure) return argumentFailure(i + 1, newBits.message);
      if (newBits < 1) return argumentFailure(i + 1, "must extend prefix by at least one bit");
      if (newBits > 32) return argumentFailure(i + 1, "may not extend prefix by more than 32 bits");
      const length = prefix.length + newBits;
      if (length > bits) {
        const protocol = bits === 32 ? "IPv4" : "IPv6";
        return argumentFailure(
          i + 1,
          `would extend prefix to ${length} bits, which is too long for an ${protocol} address`,
        );
      }
      const size = 1n << BigInt(bits - length);
      // Each subnet begins at the next address that its own size divides.
      const start = ((next + size - 1n) / size) * size;
      if (start >= end) {
        const before = current ?? previous(prefix, length);
        return argumentFailure(
          i + 1,
          `not enough remaining address space for a subnet with a prefix of ${length} bits after ${prefixText(before)}`,
        );
      }
      current = { address: { bits, value: start }, length };
      subnets.push(stringValue(prefixText(current)));
      next = start + size;
    }
    return listValue(subnets, stringType);
  },
};

function previous(prefix: Prefix, length: number): Prefix {
  const { bits, value } = prefix.address;
  const before = BigInt.asUintN(bits, value - 1n) & mask(bits, length);
  return { address: { bits, value: before }, length };
}

const cidrcontains: Implementation = {
  call: (args) => {
    const [outer, inner] = [textAt(args, 0), textAt(args, 1)];
    const containing = parsePrefix(outer);
    if (containing === undefined) return new Failure(`invalid CIDR address: ${outer}`);
    const address = parseAddress(inner);
    const contained = address ? { address, length: address.bits } : parsePrefix(inner);
    if (contained === undefined) return new Failure(`invalid IP address or prefix: ${inner}`);
    if (isVersion4(containing.address) !== isVersion4(contained.address)) {
      return new Failure(`address family mismatch: ${outer} vs. ${inner}`);
    }
    const { address: network4, length: networkLength } = plainVersion4(containing);
    const { bits, value } = network4;
    const { address: inside, length: insideLength } = plainVersion4(contained);
    const start = inside.value;
    const last = start + (1n << BigInt(bits - insideLength)) - 1n;
    const network = mask(bits, networkLength);
    return boolValue((start & network) === value && (last & network) === value);
  },
};

export const cidrFunctions: Implementations = { cidrcontains, cidrhost, cidrnetmask, cidrsubnet, cidrsubnets };
