// Reading a text as a file of variable values, for `provider::terraform::decode_tfvars`.

import { Failure } from "../values/failure.js";
import { objectValue, type Value } from "../values/value.js";
import { evaluateIn } from "./evaluate.js";
import { type Frame, rootFrame } from "./frame.js";

const refused = "failed to decode tfvars content";

/** An object of the values, or why there is none; undefined where texts cannot be parsed. */
export function decodeVariables(text: string, frame: Frame): Value | Failure | undefined {
  const file = frame.scope?.parseFile?.(text);
  if (!file) return undefined;
  const [error] = file.errors;
  if (error) return new Failure(`${refused}\n${error.summary}`);
  const values: [string, Value][] = [];
  for (const item of file.body.items) {
    if (item.kind === "Block") return new Failure(`${refused}\nUnexpected "${item.type.name}" block`);
    // Nothing has a name there, and functions are not called.
    const { value, diagnostics } = evaluateIn(item.value, { ...rootFrame(undefined), budget: frame.budget });
    const wrong = diagnostics.find(({ severity }) => severity === "error");
    if (wrong) return new Failure(`${refused}\n${wrong.summary}; ${wrong.detail}`);
    values.push([item.name.name, value]);
  }
  return objectValue(values);
}
