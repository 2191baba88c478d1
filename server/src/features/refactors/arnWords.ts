// What an ARN names, in words.

import type { Expression, TemplateExpr } from "../../syntax/ast.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { isWord, joined, plural, type Words, wordsOf } from "./words.js";

/** Colons before the part of an ARN that names the resource. */
const colonsOfArn = 5;

/** What an ARN names, and that it is one: `arn:aws:iam::…:role/deploy` is `deploy_role_arn`. */
export function ofArn(parts: TemplateExpr["parts"], readWords: (expression: Expression) => Words): Words {
  let colons = 0;
  // The steps of the resource's path, each with its own words, or with what is read where it has none.
  const steps: { plain: Words; read: Words }[] = [{ plain: [], read: [] }];
  const last = () => steps[steps.length - 1] as (typeof steps)[number];
  for (const part of parts) {
    if (part.kind === "TemplateInterpolation" && colons >= colonsOfArn) last().read = readWords(part.expression);
    if (part.kind !== "TemplateLiteral") continue;
    let rest = part.value;
    while (colons < colonsOfArn && rest.includes(":")) {
      rest = rest.slice(rest.indexOf(":") + 1);
      colons++;
    }
    if (colons < colonsOfArn) continue;
    for (const [i, text] of rest.split("/").entries()) {
      if (i > 0) steps.push({ plain: [], read: [] });
      last().plain = [...last().plain, ...wordsOf(text).filter(isWord)];
    }
  }
  const words = steps
    .map(({ plain, read }) => (plain.length > 0 ? plain : withoutKind(read)))
    .filter((step) => step.length > 0);
  const [kind = [], ...named] = words;
  if (named.length === 0 && kind.join() === "root") return ["account", "root", "arn"];
  const name = named.at(-1);
  if (kind.length === 0) return [];
  const ending = parts.at(-1);
  const areAll = ending?.kind === "TemplateLiteral" && ending.value.endsWith("/*");
  if (name !== undefined) return [...(kind.length === 1 ? joined(name, kind) : kind), "arn"];
  const service = serviceOf(parts);
  // A bucket's ARN says its name alone, and what is behind it is in the bucket.
  if (kind.length > 1 || service === undefined || service === "s3")
    return [...kind, ...(areAll ? ["objects"] : []), "arn"];
  return [...joined([service], areAll ? plural(kind) : kind), "arn"];
}

/** Words that say which attribute of a thing is read, and nothing of the thing. */
const attributeWords: ReadonlySet<string> = new Set(["id", "ids", "arn", "arns", "name", "names"]);

/** What is read without the attribute of it: `deploy_role` of `deploy_role_names`. */
export function withoutKind(words: Words): Words {
  return words.length > 1 && attributeWords.has(words.at(-1) ?? "") ? words.slice(0, -1) : words;
}

/** The service in an ARN that a text begins with; undefined for any other expression. */
export function arnService(expression: Expression): string | undefined {
  const bare = withoutParentheses(expression);
  return bare.kind === "TemplateExpr" ? serviceOf(bare.parts) : undefined;
}

function serviceOf([first]: TemplateExpr["parts"]): string | undefined {
  const steps = first?.kind === "TemplateLiteral" ? first.value.split(":") : [];
  return steps[0] === "arn" && steps.length > 3 ? steps[2] : undefined;
}
