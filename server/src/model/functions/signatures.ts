// The signatures of all built-in functions, as data; every function is also callable as `core::name`.
//
// Origin: OpenTofu 1.12's own function table (the same in 1.11), with the flags that decide how nulls, unknown values
// and marks pass through a call. What a function computes is in the other files of this folder.

import {
  boolType,
  dynamicType,
  listType,
  mapType,
  numberType,
  setType,
  stringType,
  type Type,
} from "../values/type.js";
import type { Parameter, Signature } from "./signature.js";

const str = stringType;
const num = numberType;
const any = dynamicType;
const strings = listType(str);
const anyList = listType(any);
const anySet = setType(any);

/** Flags: `n`ull, `u`nknown, `d`ynamic and `m`arked arguments reach the function. */
function param(name: string, type: Type, flags = ""): Parameter {
  return {
    name,
    type,
    ...(flags.includes("n") ? { allowNull: true } : {}),
    ...(flags.includes("u") ? { allowUnknown: true } : {}),
    ...(flags.includes("d") ? { allowDynamic: true } : {}),
    ...(flags.includes("m") ? { allowMarked: true } : {}),
  };
}

function takes(returns: Type, ...params: Parameter[]): Signature {
  return { params, returns, notNull: true };
}

function takesMany(returns: Type, variadic: Parameter, ...params: Parameter[]): Signature {
  return { params, variadic, returns, notNull: true };
}

function maybeNull(signature: Signature): Signature {
  return { ...signature, notNull: false };
}

const anything = param("value", any, "nudm");
const cast = (returns: Type): Signature => maybeNull(takes(returns, param("v", any, "ndm")));
const ofString = (returns: Type = str, flags = ""): Signature => takes(returns, param("str", str, flags));
const ofPath = (returns: Type = str, flags = ""): Signature => takes(returns, param("path", str, flags));
/** Where a path leads may be known while its text is not. */
const ofFile = (returns: Type = str, flags = ""): Signature => ofPath(returns, `u${flags}`);

const assumed = (type: Type, ...params: Parameter[]): Signature =>
  maybeNull(takes(type, param("value", type, "nud"), ...params));
const least = param("min_length", num);
const most = param("max_length", num);
const anyMap = mapType(any);

/** Of functions that are to come with OpenTofu 1.13. */
export const upcomingSignatures: Readonly<Record<string, Signature>> = {
  assumeequal: maybeNull(takes(any, param("actual_value", any, "nudm"), param("expected_value", any, "nudm"))),
  assumelistlength: assumed(anyList, least, most),
  assumelistlengthmax: assumed(anyList, most),
  assumelistlengthmin: assumed(anyList, least),
  assumemaplength: assumed(anyMap, least, most),
  assumemaplengthmax: assumed(anyMap, most),
  assumemaplengthmin: assumed(anyMap, least),
  assumenotnull: assumed(any),
  assumesetlength: assumed(anySet, least, most),
  assumesetlengthmax: assumed(anySet, most),
  assumesetlengthmin: assumed(anySet, least),
  assumestringprefix: assumed(str, param("prefix", str)),
  convert: maybeNull(takes(any, param("value", any, "nudm"), param("type", any))),
};

/** Of the functions of the provider that is built into OpenTofu. */
export const builtinProviderSignatures: Readonly<Record<string, Signature>> = {
  "provider::terraform::decode_tfvars": maybeNull(takes(any, param("content", str))),
  "provider::terraform::encode_expr": takes(str, param("expr", any)),
  "provider::terraform::encode_tfvars": takes(str, param("input", any)),
};

export const signatures: Readonly<Record<string, Signature>> = {
  abs: takes(num, param("num", num, "dm")),
  abspath: ofPath(),
  alltrue: takes(boolType, param("list", listType(boolType))),
  anytrue: takes(boolType, param("list", listType(boolType))),
  base64decode: ofString(str, "m"),
  base64encode: ofString(),
  base64gunzip: ofString(str, "m"),
  base64gzip: ofString(),
  base64sha256: ofString(),
  base64sha512: ofString(),
  basename: ofPath(),
  bcrypt: takesMany(str, param("cost", num), param("str", str)),
  can: maybeNull(takes(boolType, param("expression", any))),
  ceil: takes(num, param("num", num)),
  chomp: ofString(),
  chunklist: takes(listType(anyList), param("list", anyList, "m"), param("size", num, "m")),
  cidrcontains: maybeNull(takes(boolType, param("containing_prefix", str), param("contained_ip_or_prefix", str))),
  cidrhost: takes(str, param("prefix", str), param("hostnum", num)),
  cidrnetmask: takes(str, param("prefix", str)),
  cidrsubnet: takes(str, param("prefix", str), param("newbits", num), param("netnum", num)),
  cidrsubnets: takesMany(strings, param("newbits", num), param("prefix", str)),
  coalesce: takesMany(any, param("vals", any, "nud")),
  coalescelist: takesMany(any, param("vals", any, "nud")),
  compact: takes(strings, param("list", strings)),
  concat: takesMany(any, param("seqs", any, "m")),
  contains: takes(boolType, param("list", any), param("value", any)),
  csvdecode: ofString(any),
  dirname: ofPath(),
  distinct: takes(anyList, param("list", anyList)),
  element: maybeNull(takes(any, param("list", any, "m"), param("index", num))),
  endswith: takes(boolType, param("str", str), param("suffix", str)),
  ephemeralasnull: maybeNull(takes(any, anything)),
  file: ofFile(str, "m"),
  filebase64: ofFile(str, "m"),
  filebase64sha256: ofFile(),
  filebase64sha512: ofFile(),
  fileexists: ofFile(boolType, "m"),
  filemd5: ofFile(),
  fileset: takes(setType(str), param("path", str, "um"), param("pattern", str, "m")),
  filesha1: ofFile(),
  filesha256: ofFile(),
  filesha512: ofFile(),
  flatten: takes(any, param("list", any, "m")),
  floor: takes(num, param("num", num)),
  format: takesMany(str, param("args", any, "nud"), param("format", str)),
  formatdate: takes(str, param("format", str), param("time", str)),
  formatlist: takesMany(strings, param("args", any, "nud"), param("format", str)),
  indent: takes(str, param("spaces", num), param("str", str)),
  index: takes(num, param("list", any), param("value", any)),
  issensitive: takes(boolType, anything),
  join: takesMany(str, param("lists", strings), param("separator", str)),
  jsondecode: maybeNull(ofString(any)),
  jsonencode: takes(str, param("val", any, "nud")),
  keys: takes(any, param("inputMap", any, "um")),
  length: takes(num, param("value", any, "udm")),
  log: takes(num, param("num", num), param("base", num)),
  lookup: maybeNull(takesMany(any, param("default", any, "nudm"), param("inputMap", any, "m"), param("key", str, "m"))),
  lower: ofString(str, "d"),
  matchkeys: takes(anyList, param("values", anyList), param("keys", anyList), param("searchset", anyList)),
  max: takesMany(num, param("numbers", num, "d")),
  md5: ofString(),
  merge: takesMany(any, param("maps", any, "ndm")),
  min: takesMany(num, param("numbers", num, "d")),
  nonsensitive: maybeNull(takes(any, anything)),
  one: maybeNull(takes(any, param("list", any))),
  parseint: takes(num, param("number", any), param("base", num)),
  pathexpand: ofPath(),
  plantimestamp: maybeNull(takes(str)),
  pow: takes(num, param("num", num), param("power", num)),
  range: takesMany(listType(num), param("params", num)),
  regex: takes(any, param("pattern", str), param("string", str)),
  regexall: takes(anyList, param("pattern", str), param("string", str)),
  replace: takes(str, param("str", str), param("substr", str), param("replace", str)),
  reverse: takes(any, param("list", any, "m")),
  rsadecrypt: takes(str, param("ciphertext", str), param("privatekey", str)),
  sensitive: maybeNull(takes(any, anything)),
  setintersection: takesMany(anySet, param("other_sets", anySet, "d"), param("first_set", anySet, "d")),
  setproduct: takesMany(any, param("sets", any, "um")),
  setsubtract: takes(anySet, param("a", anySet, "d"), param("b", anySet, "d")),
  setunion: takesMany(anySet, param("other_sets", anySet, "d"), param("first_set", anySet, "d")),
  sha1: ofString(),
  sha256: ofString(),
  sha512: ofString(),
  signum: takes(num, param("num", num)),
  slice: takes(any, param("list", any, "m"), param("start_index", num), param("end_index", num)),
  sort: takes(strings, param("list", strings, "u")),
  split: takes(strings, param("separator", str), param("str", str)),
  startswith: takes(boolType, param("str", str, "u"), param("prefix", str)),
  strcontains: maybeNull(takes(boolType, param("str", str), param("substr", str))),
  strrev: ofString(str, "d"),
  substr: takes(str, param("str", str, "d"), param("offset", num, "d"), param("length", num, "d")),
  sum: takes(num, param("list", any)),
  templatefile: maybeNull(takes(any, param("path", str, "um"), param("vars", any))),
  templatestring: maybeNull(takes(any, param("data", str, "m"), param("vars", any, "m"))),
  textdecodebase64: takes(str, param("source", str), param("encoding", str)),
  textencodebase64: takes(str, param("string", str), param("encoding", str)),
  timeadd: maybeNull(takes(str, param("timestamp", str), param("duration", str))),
  timecmp: takes(num, param("timestamp_a", str), param("timestamp_b", str)),
  timestamp: takes(str),
  title: ofString(),
  tobool: cast(boolType),
  tolist: cast(anyList),
  tomap: cast(mapType(any)),
  tonumber: cast(num),
  toset: cast(anySet),
  tostring: cast(str),
  transpose: takes(mapType(strings), param("values", mapType(strings))),
  trim: takes(str, param("str", str), param("cutset", str)),
  trimprefix: takes(str, param("str", str), param("prefix", str)),
  trimspace: ofString(),
  trimsuffix: takes(str, param("str", str), param("suffix", str)),
  try: maybeNull(takesMany(any, param("expressions", any))),
  upper: ofString(str, "d"),
  urldecode: ofString(),
  urlencode: ofString(),
  uuid: takes(str),
  uuidv5: takes(str, param("namespace", str), param("name", str)),
  values: takes(any, param("mapping", any, "m")),
  yamldecode: maybeNull(takes(any, param("src", str))),
  yamlencode: maybeNull(takes(str, param("value", any, "nd"))),
  zipmap: takes(any, param("keys", strings, "m"), param("values", any, "m")),
};
