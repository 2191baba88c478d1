// regex, regexall and replace: RE2 patterns, as Go's package regexp runs them.

import { RE2JS, RE2JSException, RE2JSSyntaxException } from "re2js";
import { argumentFailure, Failure } from "../values/failure.js";
import { dynamicType, listType, objectType, stringType, type Type, tupleType } from "../values/type.js";
import { dynamicValue, listValue, objectValue, stringValue, tupleValue, Value } from "../values/value.js";
import { longestText } from "./arguments.js";
import type { Implementation, Implementations } from "./implementation.js";

const textAt = (args: readonly Value[], index: number): string => args[index]?.text ?? "";

interface Pattern {
  readonly re: RE2JS;
  /** Per group, from the first: its name, or undefined. */
  readonly names: readonly (string | undefined)[];
}

/** Why a text is no pattern, in RE2's own terms; undefined where it is one. */
export function patternProblem(pattern: string): string | undefined {
  const compiled = compile(pattern);
  if ("re" in compiled) return undefined;
  return compiled.part === "" ? compiled.code : `${compiled.code}: ${compiled.part}`;
}

/** Start and end of the whole match, then of each group; undefined for a group that took no part. */
type Match = readonly ({ readonly start: number; readonly end: number } | undefined)[];

interface PatternError {
  readonly code: string;
  /** The part of the pattern at fault; "" where the pattern as a whole is. */
  readonly part: string;
}

function compile(pattern: string): Pattern | PatternError {
  try {
    const re = RE2JS.compile(pattern);
    const names: (string | undefined)[] = new Array(re.groupCount()).fill(undefined);
    for (const [name, index] of Object.entries(re.namedGroups())) names[index - 1] = name;
    return { re, names };
  } catch (error) {
    // The library reports a wrong pattern in no other way.
    if (error instanceof RE2JSSyntaxException) return { code: error.error, part: error.input ?? "" };
    if (error instanceof RE2JSException) return { code: error.message, part: "" };
    throw error;
  }
}

/** All matches from left to right; an empty one right behind another does not count. */
function* matches(re: RE2JS, text: string, names: number): Generator<Match> {
  const matcher = re.matcher(text);
  let at = 0;
  let previousEnd = -1;
  while (at <= text.length && matcher.find(at)) {
    const [start, end] = [matcher.start(0), matcher.end(0)];
    const groups: Match[number][] = [{ start, end }];
    for (let i = 1; i <= names; i++) {
      groups.push(matcher.start(i) < 0 ? undefined : { start: matcher.start(i), end: matcher.end(i) });
    }
    if (end !== at || start !== previousEnd) yield groups;
    previousEnd = end;
    at = end > at ? end : at + characterLength(text, at);
  }
}

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function resultType(pattern: string): Type | Failure {
  const compiled = compile(pattern);
  if ("code" in compiled) {
    return argumentFailure(0, `invalid regexp pattern: ${compiled.code} in ${compiled.part}`);
  }
  const named = compiled.names.filter((name) => name !== undefined);
  if (compiled.names.length === 0) return stringType;
  if (named.length === 0) return tupleType(compiled.names.map(() => stringType));
  if (named.length === compiled.names.length) return objectType(named.map((name) => [name, stringType]));
  return argumentFailure(0, "invalid regexp pattern: cannot mix both named and unnamed capture groups");
}

function matchValue(match: Match, names: readonly (string | undefined)[], text: string, type: Type): Value {
  const part = (group: Match[number]): Value =>
    group ? stringValue(text.slice(group.start, group.end)) : Value.null(stringType);
  if (type.kind === "string") return part(match[0]);
  const groups = match.slice(1).map(part);
  if (type.kind === "tuple") return tupleValue(groups);
  return objectValue(groups.map((group, i): [string, Value] => [names[i] ?? "", group]));
}

const regex: Implementation = {
  type: (args) => (args[0]?.isKnown ? resultType(textAt(args, 0)) : dynamicType),
  call: (args, type) => {
    const compiled = compile(textAt(args, 0));
    if ("code" in compiled) return argumentFailure(0, `error parsing pattern: ${compiled.code}`);
    const text = textAt(args, 1);
    for (const match of matches(compiled.re, text, compiled.names.length)) {
      return matchValue(match, compiled.names, text, type);
    }
    return new Failure("pattern did not match any part of the given string");
  },
};

const regexall: Implementation = {
  type: (args) => {
    if (!args[0]?.isKnown) return listType(dynamicType);
    const type = resultType(textAt(args, 0));
    return type instanceof Failure ? type : listType(type);
  },
  call: (args, type) => {
    const element = type.kind === "list" ? type.element : dynamicType;
    if (element.kind === "dynamic") return dynamicValue;
    const compiled = compile(textAt(args, 0));
    if ("code" in compiled) return argumentFailure(0, `error parsing pattern: ${compiled.code}`);
    const text = textAt(args, 1);
    const found: Value[] = [];
    for (const match of matches(compiled.re, text, compiled.names.length)) {
      found.push(matchValue(match, compiled.names, text, element));
    }
    return listValue(found, element);
  },
};

/** Texts this short cannot multiply to anything harmful. */
const shortText = 2000;

const replace: Implementation = {
  call: (args) => {
    const [text, search, by] = [textAt(args, 0), textAt(args, 1), textAt(args, 2)];
    // At worst, the replacement stands between any two characters.
    if ((text.length + 1) * (by.length + 1) > longestText && text.length + by.length > shortText) return undefined;
    if (search.length <= 1 || !search.startsWith("/") || !search.endsWith("/")) {
      return stringValue(replaceAllText(text, search, by));
    }
    const compiled = compile(search.slice(1, -1));
    if ("code" in compiled) {
      const part = compiled.part === "" ? "" : `: \`${compiled.part}\``;
      return new Failure(`error parsing regexp: ${compiled.code}${part}`);
    }
    let result = "";
    let at = 0;
    for (const match of matches(compiled.re, text, compiled.names.length)) {
      const whole = match[0];
      if (whole === undefined) continue;
      result += text.slice(at, whole.start) + expand(by, match, compiled.names, text);
      at = whole.end;
    }
    return stringValue(result + text.slice(at));
  },
};

// Go puts the replacement before every character and at the end where the search text is empty.
function replaceAllText(text: string, search: string, by: string): string {
  if (search !== "") return text.replaceAll(search, () => by);
  return by + [...text].map((character) => character + by).join("");
}

// Of a replacement text, not HCL: `$1`, `$name` and `${name}` are groups, `$$` is a dollar sign.
const groupName = /^[\p{L}\p{Nd}_]+/u;

function expand(template: string, match: Match, names: readonly (string | undefined)[], text: string): string {
  let result = "";
  for (let at = 0; at < template.length; ) {
    const dollar = template.indexOf("$", at);
    if (dollar < 0) return result + template.slice(at);
    result += template.slice(at, dollar);
    at = dollar + 1;
    if (template[at] === "$") {
      result += "$";
      at++;
      continue;
    }
    const braced = template[at] === "{";
    const name = groupName.exec(template.slice(at + (braced ? 1 : 0)))?.[0];
    const end = at + (name?.length ?? 0) + (braced ? 2 : 0);
    if (name === undefined || (braced && template[end - 1] !== "}")) {
      result += "$";
      continue;
    }
    at = end;
    const index = isDecimal(name) ? Number(name) : names.indexOf(name) + 1;
    // An index of no group, or the name of none, stands for nothing.
    if (index === 0 && !isDecimal(name)) continue;
    const group = match[index];
    if (group) result += text.slice(group.start, group.end);
  }
  return result;
}

function isDecimal(name: string): boolean {
  for (const character of name) if (character < "0" || character > "9") return false;
  return true;
}

export const patternFunctions: Implementations = { regex, regexall, replace };
