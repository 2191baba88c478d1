// Edits of suggestions in Terragrunt's files: what units share goes into the file that they include, or into a stack.

import type { TextRange } from "../../../base/range.js";
import type { FileRange } from "../../../base/sourceChange.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf } from "../../../model/uri.js";
import { sharedDependencies } from "../../refactors/terragrunt/hoistDependencies.js";
import { labelledIncludes } from "../../refactors/terragrunt/labelledIncludes.js";
import { type PlannedStacks, plannedStacks } from "../../refactors/terragrunt/stackWriting.js";
import { titleOf } from "../../refactors/terragrunt/unitsToStack.js";
import { changedUnit } from "../../terragrunt/preserved.js";
import { isOfLittleElse } from "../detectors/includes.js";
import { atAnySite, cursorAt, nowhere } from "./atSites.js";
import type { EditContext, EditOutcome } from "./edit.js";

/** T-5: the dependencies that units have together; one that all units with an include have goes into what they include. */
export function toSharedDependencies(ctx: EditContext): EditOutcome {
  const { snapshot, suggestion } = ctx;
  const files = [...new Set(suggestion.sites.map(({ uri }) => uri))].flatMap((uri) => snapshot.file(uri) ?? []);
  const [first] = files;
  const labels = suggestion.sites.flatMap(({ uri, range }) => {
    const block = first?.uri === uri && first.body.items.find((item) => item.range.start === range.start);
    return block && block.kind === "Block" ? [block.labels[0]?.value ?? ""] : [];
  });
  if (labels.length === 1) {
    const outcome = atAnySite(ctx, "hoist-block");
    if (!("refused" in outcome)) return outcome;
  }
  const shared = sharedDependencies(snapshot, files, labels);
  if (typeof shared === "string") return { refused: shared };
  const { title, change } = shared;
  const units = files.map(({ uri }) => directoryOf(uri));
  if (units.length > mostCompared)
    return { refused: `The ${units.length} units are too many to compare before and after.` };
  const changed = changedUnit(snapshot, change, units);
  return changed === undefined ? { refactor: "hoist-dependencies", title, build: () => change } : { refused: changed };
}

/** More units than these are not compared before and after. */
const mostCompared = 150;

/** T-6 and T-10: a remote state, a hook or extra arguments. */
export function toSharedBlock(ctx: EditContext): EditOutcome {
  return atAnySite(ctx, "hoist-block");
}

/** T-3: a local value. */
export function toSharedLocal(ctx: EditContext): EditOutcome {
  return atAnySite(ctx, "hoist-local");
}

/** T-4: inputs, all those of a unit at once. */
export function toSharedInput(ctx: EditContext): EditOutcome {
  return atAnySite(ctx, "hoist-input", ({ suggestion }, { uri, range }) => {
    const ends = suggestion.sites.flatMap((site) => (site.uri === uri ? site.range.end : []));
    return { start: range.start, end: Math.max(...ends) };
  });
}

/** T-1: units that are the same, or differ in a few values: a stack for each environment. */
export function toStack(ctx: EditContext): EditOutcome {
  const generated = generatedWith(ctx);
  if (generated !== undefined) return { refused: `${generated}.` };
  const { snapshot, suggestion } = ctx;
  const { sites } = suggestion;
  const minority = fewOfTheirFolders(ctx);
  if (minority !== undefined) return { refused: minority };
  return asStacks(
    plannedStacks(
      snapshot,
      sites.map(({ uri }) => uri),
    ),
    sites.length,
  );
}

/** Says that most units beside those of the suggestion would stay as files; undefined where it has at least half of them. */
function fewOfTheirFolders({ snapshot, suggestion }: EditContext): string | undefined {
  const own = new Set(suggestion.sites.map(({ uri }) => directoryOf(uri)));
  const folders = new Set([...own].map(directoryOf));
  const beside = [...terragruntWorkspace(snapshot).unitDirectories].filter((each) => folders.has(directoryOf(each)));
  if (own.size * 2 >= beside.length) return undefined;
  return `The ${own.size} units stand among ${beside.length}: a stack would generate them into folders in which the others stay as files, beside these and without being seen there.`;
}

/** Says that the units are generated with all those that say little else than their includes; undefined where they cannot be. */
export function generatedWith(ctx: EditContext): string | undefined {
  const { within } = ctx.suggestion;
  const outcome = within && toIncludesSaidOnce({ ...ctx, suggestion: within });
  if (!within || !outcome || "refused" in outcome) return undefined;
  const units = new Set(within.sites.map(({ uri }) => uri)).size;
  return `They can be generated with all ${units} units that are hardly more than their includes, one stack for each environment`;
}

/** The files of more units than these are read when the edit is chosen, not when it is offered. */
const mostLabelledAtOnce = 300;

/** T-1 and T-2: includes without a label get one; units that say little else are generated, wherever they stand. */
export function toIncludesSaidOnce({ snapshot, suggestion }: EditContext): EditOutcome {
  const uris = [...new Set(suggestion.sites.map(({ uri }) => uri))];
  if (isOfLittleElse(suggestion)) {
    return asStacks(plannedStacks(snapshot, uris, { fewest: 5, wholeInputs: true }), uris.length);
  }
  const refactor = "rename-root-configuration";
  if (uris.length > mostLabelledAtOnce) {
    const build = () => {
      const found = labelledIncludes(snapshot, uris);
      return typeof found === "string" ? undefined : found.change;
    };
    return { refactor, title: `Label the includes of ${uris.length} units, and call their roots \`root.hcl\``, build };
  }
  const labelled = labelledIncludes(snapshot, uris);
  if (typeof labelled === "string") return { refused: labelled };
  const { units, roots, change } = labelled;
  const renamed = roots === 0 ? "" : `, and call ${roots === 1 ? "the root" : `the ${roots} roots`} \`root.hcl\``;
  return { refactor, title: `Label the includes of ${units} units${renamed}`, build: () => change };
}

function asStacks(planned: PlannedStacks | string, units: number): EditOutcome {
  if (typeof planned === "string") return { refused: planned };
  const title = titleOf(planned);
  const shown = planned.units < units ? title.replace(`${planned.units}`, `${planned.units} of the ${units}`) : title;
  return { refactor: "units-to-stack", title: shown, build: () => planned.change };
}

/** T-11: the values that units or stacks of a stack file share. */
export function toSharedValues(ctx: EditContext): EditOutcome {
  const outcome = atAnySite(ctx, "share-values");
  if (!("refused" in outcome) || outcome.refused !== nowhere) return outcome;
  return {
    refused:
      "The blocks share less than two values, and a stack within the stack would generate them one folder deeper, so that their state would be looked for elsewhere.",
  };
}

/** The start of the block at the top of the file that holds a site: files are generated as a whole. */
function topLevelStart({ snapshot }: EditContext, { uri, range }: FileRange): TextRange {
  const items = snapshot.file(uri)?.body.items ?? [];
  const around = items.find((item) => item.range.start <= range.start && range.end <= item.range.end);
  return cursorAt(around?.range.start ?? range.start);
}

/** T-6: the backends of units, as the `remote_state` of the file that they include. */
export function toRemoteState(ctx: EditContext): EditOutcome {
  return ofUnits(
    ctx,
    "backend-to-remote-state",
    "Some of the backends belong to units of Terragrunt, and others do not.",
  );
}

/** Said of units whose files cannot be generated as they are. */
const besideUnits =
  "Beside some units, the block says more than this, such as where the state is kept, so that no text is the same for all of them.";

/** T-7: providers that stand alike beside units, generated by the file that they include. */
export function toGeneratedProvider(ctx: EditContext): EditOutcome {
  return ofUnits(
    ctx,
    "generate-file",
    "Each root module needs its own provider configurations; only a tool such as Terragrunt's `generate` can write them.",
  );
}

/** T-8: required providers that stand alike beside units. */
export function toGeneratedVersions(ctx: EditContext): EditOutcome {
  return ofUnits(
    ctx,
    "generate-file",
    "Another version of a provider may plan other changes, so the versions are a person's to align.",
  );
}

/** An edit for modules that are units, with what to say where it does not apply to them; `otherwise` is why there is none for other modules. */
function ofUnits(ctx: EditContext, id: string, otherwise: string): EditOutcome {
  const workspace = terragruntWorkspace(ctx.snapshot);
  if (!workspace.isUsed) return { refused: otherwise };
  const outcome = atAnySite(ctx, id, topLevelStart);
  if (!("refused" in outcome) || outcome.refused !== nowhere) return outcome;
  const areUnits = ctx.suggestion.sites.every(({ uri }) => workspace.linksOf(directoryOf(uri)) !== undefined);
  return { refused: areUnits ? besideUnits : otherwise };
}
