// T-9: a name for a literal that is written many times. A number of an account says nothing of whose it is, so that its
// name is a person's to find.

import { slice } from "../../../base/range.js";
import { literalString } from "../../../model/access.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import { walk } from "../../../syntax/visit.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { toLocal } from "./withinModule.js";

export function toNamedLiteral(ctx: EditContext): EditOutcome {
  const { snapshot, suggestion } = ctx;
  const [site] = suggestion.sites;
  const file = site && snapshot.file(site.uri);
  const account = file && accountOnly(slice(file.text, site.range));
  // Its name says what a literal is for, however short both are.
  if (account === undefined) return toLocal(ctx, false);
  const outcome = toLocal(ctx, false);
  // A local value that has it already has its name.
  if (!("refused" in outcome) && outcome.title.startsWith("Use ")) return outcome;
  const known = namedElsewhere(ctx, account);
  const hint = known === undefined ? "" : `; ${known} is the same number`;
  return { refused: `Its name has to say whose account it is, which is a person's to know${hint}.` };
}

/** The account of a literal that names nothing but an account: its number, or the ARN of its root. */
function accountOnly(written: string): string | undefined {
  const parts = written.split('"').join("").split(":");
  const [account = ""] = parts.length === 1 ? parts : parts.at(-1) === "root" ? parts.slice(4, 5) : [];
  const isNumber = account.length === 12 && [...account].every((digit) => digit >= "0" && digit <= "9");
  return isNumber ? account : undefined;
}

/** An argument of the module that is given the account by itself, with its file. */
function namedElsewhere({ snapshot, suggestion }: EditContext, account: string): string | undefined {
  const module = snapshot.module(directoryOf(suggestion.sites[0]?.uri ?? ""));
  for (const { entry } of module?.files ?? []) {
    const file = entry.text.includes(account) ? snapshot.file(entry.uri) : undefined;
    let found: string | undefined;
    if (file) {
      walk(file.body, (node) => {
        if (node.kind === "Attribute" && literalString(node.value) === account) found ??= node.name.name;
      });
    }
    if (found !== undefined) return `\`${found}\` in \`${nameOf(entry.uri)}\``;
  }
  return undefined;
}
