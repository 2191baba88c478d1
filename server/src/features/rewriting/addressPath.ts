// Addresses as `moved`, `import`, `removed` and test targets write them: module steps, then a resource.

import type { TextRange } from "../../base/range.js";
import { type Accessor, accessOf } from "../../model/access.js";
import type { Expression } from "../../syntax/ast.js";

/** An instance key; `dynamic` where it is not a literal. */
export type InstanceKey =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "dynamic"; readonly expression: Expression };

/** One named step of an address with its key, and where both stand. */
export interface AddressStep {
  /** `module.m`, `aws_vpc.main`, `data.aws_ami.a`. */
  readonly key: string;
  readonly isModule: boolean;
  readonly range: TextRange;
  readonly instance: { readonly key: InstanceKey; readonly range: TextRange } | undefined;
}

export interface AddressPath {
  readonly range: TextRange;
  readonly steps: readonly AddressStep[];
}

/** Reads an expression as an address; undefined for anything else. Attributes behind a resource are left out. */
export function addressPathOf(expression: Expression): AddressPath | undefined {
  const { base, accessors } = accessOf(expression);
  if (base.kind !== "ScopeTraversalExpr") return undefined;
  const steps: AddressStep[] = [];
  let root: string | undefined = base.root.name;
  let start = base.root.range.start;
  let at = 0;
  const attr = (index: number): Extract<Accessor, { kind: "attr" }> | undefined => {
    const accessor = accessors[index];
    return accessor?.kind === "attr" ? accessor : undefined;
  };
  while (root !== undefined) {
    const isModule = root === "module";
    const length = root === "data" || root === "ephemeral" || root === "resource" ? 2 : 1;
    const names = Array.from({ length }, (_, i) => attr(at + i));
    const last = names[length - 1];
    if (!last || names.includes(undefined)) break;
    const written = names.map((name) => name?.name ?? "");
    at += length;
    const key = root === "resource" ? written.join(".") : `${root}.${written.join(".")}`;
    const next = accessors[at];
    const instance = next && instanceOf(next);
    if (instance) at++;
    steps.push({ key, isModule, range: { start, end: last.range.end }, instance });
    if (!isModule) break;
    const following = attr(at);
    if (!following) break;
    root = following.name;
    start = following.step.nameRange.start;
    at++;
  }
  return steps.length === 0 ? undefined : { range: expression.range, steps };
}

/** The instance key that an accessor is, with its brackets; undefined for a name or a splat. */
export function instanceOf(accessor: Accessor): { readonly key: InstanceKey; readonly range: TextRange } | undefined {
  switch (accessor.kind) {
    case "index":
      return {
        key:
          typeof accessor.key === "number"
            ? { kind: "number", value: accessor.key }
            : { kind: "string", value: accessor.key },
        range: accessor.range,
      };
    case "dynamic":
      return { key: { kind: "dynamic", expression: accessor.key }, range: accessor.range };
    default:
      return undefined;
  }
}

/** A literal key as it is written behind an address, `[0]` or `["a"]`. */
export function keyText(key: string | number | undefined): string {
  if (key === undefined) return "";
  return typeof key === "number" ? `[${key}]` : `[${quoted(key)}]`;
}

/** A string as a quoted HCL literal. */
export function quoted(value: string): string {
  let result = "";
  for (let i = 0; i < value.length; i++) {
    const char = value[i] as string;
    const opensTemplate = (char === "$" || char === "%") && value[i + 1] === "{";
    if (char === '"' || char === "\\") result += `\\${char}`;
    else if (char === "\n") result += "\\n";
    else if (char === "\r") result += "\\r";
    else if (char === "\t") result += "\\t";
    else if (opensTemplate) result += char + char;
    else result += char;
  }
  return `"${result}"`;
}
