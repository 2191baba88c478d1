// The functions of the provider that is built into OpenTofu: values as text of the language, and back.
//
// Source: OpenTofu 1.12, `internal/builtin/providers/tf/provider_functions.go`.

import { applyEdits } from "../../base/textEdit.js";
import { formatEdits } from "../../syntax/format/format.js";
import { scan } from "../../syntax/scan.js";
import { Failure } from "../values/failure.js";
import { numberToText } from "../values/numberText.js";
import { compareText, isPrintable } from "../values/text.js";
import { dynamicType } from "../values/type.js";
import { isIdentifier } from "../values/typeName.js";
import { isWhollyKnown, stringValue, type Value } from "../values/value.js";
import type { CallContext, Implementation, Implementations } from "./implementation.js";

const first = (args: readonly Value[]): Value => args[0] as Value;

const encodeExpression: Implementation = {
  call: (args) => {
    const value = first(args);
    // OpenTofu waits for a value as a whole.
    return isWhollyKnown(value) ? stringValue(laidOut(value)) : undefined;
  },
};

const encodeVariables: Implementation = {
  call: (args) => {
    const value = first(args);
    if (!isWhollyKnown(value)) return undefined;
    if (value.type.kind !== "object") return new Failure("invalid input: must be an object");
    let text = "";
    for (const [name, each] of inOrder(value)) {
      if (!isIdentifier(name)) {
        return new Failure(`invalid input: object key: ${name} - must be a valid identifier`);
      }
      text += `${name} = ${laidOut(each)}\n`;
    }
    return stringValue(text);
  },
};

const decode = (args: readonly Value[], context: CallContext): Value | Failure | undefined =>
  first(args).hasContent ? context.variables?.(first(args).text) : undefined;

const decodeVariables: Implementation = {
  type: (args, context) => {
    const decoded = decode(args, context);
    return decoded instanceof Failure ? decoded : (decoded?.type ?? dynamicType);
  },
  call: (args, _type, context) => decode(args, context),
};

/** By their whole names; the provider must be required under the name `terraform`. */
export const builtinProviderFunctions: Implementations = {
  "provider::terraform::decode_tfvars": decodeVariables,
  "provider::terraform::encode_expr": encodeExpression,
  "provider::terraform::encode_tfvars": encodeVariables,
};

const before = "x = ";

/** A value as an expression, as hclwrite lays it out. */
function laidOut(value: Value): string {
  const text = `${before}${written(value)}\n`;
  return applyEdits(text, formatEdits(text, scan(text), { style: "hcl" })).slice(before.length, -1);
}

function inOrder(value: Value): readonly (readonly [string, Value])[] {
  return [...value.entries].sort(([a], [b]) => compareText(a, b));
}

function written(value: Value): string {
  if (value.isNull) return "null";
  switch (value.type.kind) {
    case "string":
      return quoted(value.text);
    case "number":
      return numberToText(value.number);
    case "bool":
      return String(value.isTrue);
    case "map":
    case "object": {
      const items = inOrder(value).map(
        ([name, each]) => `${isIdentifier(name) ? name : quoted(name)} = ${written(each)}\n`,
      );
      return items.length === 0 ? "{}" : `{\n${items.join("")}}`;
    }
    default:
      return `[${value.elements.map(written).join(", ")}]`;
  }
}

const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

function quoted(text: string): string {
  let result = "";
  let previous = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const escaped = escapes[character];
    // `${` and `%{` are text here.
    if (character === "{" && (previous === "$" || previous === "%")) result += `${previous}{`;
    else if (escaped !== undefined) result += escaped;
    else if (isPrintable(character)) result += character;
    else result += code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
    previous = character;
  }
  return `"${result}"`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
