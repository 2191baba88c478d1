// Functions over paths and files. Only files of the workspace are read, and only where the host allows it.

import { argumentFailure, Failure } from "../values/failure.js";
import { pathText, shownPath } from "../values/placedText.js";
import { utf8Decode } from "../values/text.js";
import { dynamicType, stringType } from "../values/type.js";
import { boolValue, setValue, stringValue, type Value } from "../values/value.js";
import { redacted } from "./arguments.js";
import { base64Encode } from "./base64.js";
import { globMatcher } from "./glob.js";
import type { CallContext, Implementation, Implementations } from "./implementation.js";

const at = (args: readonly Value[], index: number): Value => args[index] as Value;

/** The shortest path to the same file: no empty, `.` or needless `..` segment; `.` for none. Slashes only. */
export function cleanPath(path: string): string {
  const absolute = path.startsWith("/");
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== ".." || kept.at(-1) === ".." || (kept.length === 0 && !absolute)) kept.push(segment);
    else kept.pop();
  }
  const joined = kept.join("/");
  return absolute ? `/${joined}` : joined || ".";
}

function baseName(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end--;
  if (end === 0) return path === "" ? "." : "/";
  return path.slice(path.lastIndexOf("/", end - 1) + 1, end);
}

function directoryName(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf("/") + 1));
}

/** What the file system has for a path that a function is given; undefined where the path is not known. */
function readBytes(path: Value, context: CallContext): Uint8Array | "missing" | undefined {
  const text = pathText(path);
  return text === undefined ? undefined : context.files?.read(text);
}

function nameOfPath(path: Value): string {
  return redacted(shownPath(pathText(path) ?? ""), path.marks);
}

function missing(path: Value): Failure {
  const name = nameOfPath(path);
  return argumentFailure(
    0,
    `no file exists at ${name}; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`,
  );
}

function readText(path: Value, context: CallContext): string | Failure | undefined {
  const bytes = readBytes(path, context);
  if (bytes === undefined) return undefined;
  if (bytes === "missing") return missing(path);
  return (
    utf8Decode(bytes) ??
    new Failure(
      `contents of ${nameOfPath(path)} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead`,
    )
  );
}

const file: Implementation = {
  call: (args, _type, context) => {
    const text = readText(at(args, 0), context);
    return typeof text === "string" ? stringValue(text).withMarks(at(args, 0).marks) : text;
  },
};

const filebase64: Implementation = {
  call: (args, _type, context) => {
    const path = at(args, 0);
    const bytes = readBytes(path, context);
    if (bytes === "missing") return missing(path);
    return bytes && stringValue(base64Encode(bytes)).withMarks(path.marks);
  },
};

const fileexists: Implementation = {
  call: (args, _type, context) => {
    const path = at(args, 0);
    const bytes = readBytes(path, context);
    return bytes && boolValue(bytes !== "missing").withMarks(path.marks);
  },
};

const fileset: Implementation = {
  call: (args, _type, context) => {
    const [path, pattern] = [at(args, 0), at(args, 1)];
    const wanted = cleanPath(pattern.text);
    const directory = pathText(path);
    const isDeep = wanted.includes("/") || wanted.includes("**");
    const found = directory === undefined ? undefined : context.files?.list(directory, isDeep);
    const matches = globMatcher(wanted);
    // What lies beside the directory is not in its list.
    if (found === undefined || matches === undefined || wanted.startsWith("..")) return undefined;
    const names = found.filter(matches).map(stringValue);
    return setValue(names, stringType).withMarks(path.marks, pattern.marks);
  },
};

/** Both templates have the type of what they render to, so rendering happens once for the type and once for the value. */
function template(
  load: (source: Value, context: CallContext) => string | Failure | undefined,
  isFile: boolean,
): Implementation {
  const render = (args: readonly Value[], context: CallContext): Value | Failure | undefined => {
    const [source, variables] = [at(args, 0), at(args, 1)];
    const path = pathText(source);
    if (path === undefined || !variables.isKnown) return undefined;
    const text = load(source, context);
    if (typeof text !== "string") return text;
    const rendered = context.render?.(text, variables, isFile ? shownPath(path) : undefined);
    return rendered instanceof Failure || rendered === undefined ? rendered : rendered.withMarks(source.marks);
  };
  return {
    type: (args, context) => {
      const rendered = render(args, context);
      return rendered instanceof Failure ? rendered : (rendered?.type ?? dynamicType);
    },
    call: (args, _type, context) => render(args, context),
  };
}

export const fileFunctions: Implementations = {
  // What is relative to the working directory or to a home is not the configuration's to know.
  abspath: {
    call: (args) => (at(args, 0).text.startsWith("/") ? stringValue(cleanPath(at(args, 0).text)) : undefined),
  },
  basename: { call: (args) => stringValue(baseName(at(args, 0).text)) },
  dirname: { call: (args) => stringValue(directoryName(at(args, 0).text)) },
  file,
  filebase64,
  fileexists,
  fileset,
  pathexpand: { call: (args) => (at(args, 0).text.startsWith("~") ? undefined : at(args, 0)) },
  templatefile: template(readText, true),
  templatestring: template((source) => source.text, false),
};
