// What is shown when the pointer rests on a place. Providers stand in an ordered list; what they say is put together.

import { bug } from "../base/bug.js";
import { cover, type TextRange, touches } from "../base/range.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import { pathAt } from "../syntax/visit.js";
import { refactorsAt } from "./codeActions.js";
import type { CheckOptions } from "./diagnostics.js";
import { functionName, languageName } from "./hover/language.js";
import { declaredName, scopeName } from "./hover/names.js";
import { providedName } from "./hover/provided.js";
import type { ProviderKnowledge } from "./providedObjects.js";
import type { RefactorOptions } from "./refactors/refactor.js";
import { terragruntFunction, terragruntLanguage, terragruntName, terragruntRoot } from "./terragrunt/hover.js";

/** What a hover is computed from. */
export interface HoverContext {
  readonly snapshot: WorkspaceSnapshot;
  readonly uri: string;
  readonly offset: number;
  readonly options: CheckOptions & ProviderKnowledge & { readonly refactor: RefactorOptions };
}

/** Markdown about a range. */
export interface Hover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** One source of hovers. To add one, write a function in `hover/` and add it to `hoverProviders`. */
export type HoverProvider = (ctx: HoverContext) => Hover | undefined;

const hoverProviders: readonly HoverProvider[] = [
  declaredName,
  terragruntName,
  terragruntRoot,
  terragruntFunction,
  terragruntLanguage,
  scopeName,
  functionName,
  languageName,
  providedName,
  refusedRefactor,
];

/** All that there is to say about a place; undefined where that is nothing. */
export function hoverAt(ctx: HoverContext): Hover | undefined {
  const found = hoverProviders.flatMap((provider) => {
    try {
      return provider(ctx) ?? [];
    } catch (error) {
      bug(`the hover ${provider.name} failed`, error);
      return [];
    }
  });
  const [first, ...others] = found;
  return first && others.reduce(joined, first);
}

function joined(a: Hover, b: Hover): Hover {
  return { range: cover(a.range, b.range), markdown: `${a.markdown}\n\n---\n\n${b.markdown}` };
}

/** The arguments that decide how many instances there are: where people look for another way to say it. */
const repetitionArguments = new Set(["count", "for_each", "enabled"]);

/** Why such an argument cannot be turned into another: refusals show in no light bulb. */
function refusedRefactor({ snapshot, uri, offset, options }: HoverContext): Hover | undefined {
  const file = snapshot.file(uri);
  const attribute = file && pathAt(file, offset).findLast((node) => node.kind === "Attribute");
  if (attribute?.kind !== "Attribute" || !repetitionArguments.has(attribute.name.name)) return undefined;
  if (!touches(attribute.name.range, offset)) return undefined;
  const reasons = refactorsAt(snapshot, uri, { start: offset, end: offset }, options).flatMap((offer) =>
    "disabled" in offer && touches(offer.target, offset)
      ? [`**${offer.title}**: not possible here. ${offer.disabled}`]
      : [],
  );
  return reasons.length === 0 ? undefined : { range: attribute.name.range, markdown: reasons.join("\n\n") };
}
