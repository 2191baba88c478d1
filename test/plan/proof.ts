// How a case is proved: by a real program that applies what stood before and plans what stands after, or otherwise,
// where a plan cannot show it.

import { checkFile, defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import type { HclParser } from "../../server/src/syntax/parser.js";
import { caseUri, snapshotOf, targetEvidence } from "../harness/workspace.js";
import type { Files, Values } from "./judge/configuration.js";
import type { PlanCase, Refactored } from "./planCases.js";
import { PlanDirectory, settingsOf } from "./planOracle.js";
import { type StandIn, standInFor } from "./provider/standIn.js";

/** What a proof found. */
export interface Proved {
  /** How often what stands after was looked at; a proof that never looked says nothing. */
  readonly compared: number;
  readonly differences: readonly string[];
}

/** The option `proof` of a refused case, for what a plan after applying cannot show. */
export type ProofKind =
  /** What stood before fails under every setting: there is no plan to keep. Such a case has no forced edit. */
  | "nothing to keep"
  /** Both are applied from nothing, and must differ: the order of what is made, and values that are new each time. */
  | "made anew"
  /** A test of the module passes before, and not after. */
  | "test"
  /**
   * The option `off` names a variable of the forced edit that is false in its plan; only `gone` may go. With
   * `state: none` nothing was applied.
   */
  | "off"
  /** No program that is asked here reads it; Tofusmith's own check finds an error that was not there before. */
  | "check"
  /** A comment is gone. */
  | "comment";

/** Plans what stands after a case's edit under every setting of its toggles. */
export function planned(program: string, parser: HclParser, one: PlanCase, before: Refactored, after: Files): Proved {
  const standIn = standInFor(parser, [before.before, after]);
  let compared = 0;
  const differences: string[] = [];
  const isRefused = one.one.expectations.length > 0;
  const hasChecks = [...before.before.values()].some((text) => text.includes("condition"));
  for (const values of settingsOf(before.toggles)) {
    const shown = JSON.stringify(values);
    within(program, standIn, (directory) => {
      directory.write(before.before);
      const failure = directory.apply(values);
      if (failure !== undefined && !one.one.options.has("fails")) throw new Error(`before, ${shown}: ${failure}`);
      // What fails before may fail after, or not; only a refusal may be about it.
      if (failure !== undefined && !isRefused) return;
      const known = failure === undefined && hasChecks ? directory.state().checks : [];
      directory.write(after);
      const answer = directory.plan(values);
      if (failure !== undefined) {
        if (answer.error === undefined) differences.push(`${shown}: fails no longer`);
        return;
      }
      compared++;
      if (answer.error !== undefined) differences.push(`${shown}: ${answer.error}`);
      else if (hasChecks && known.join() !== answer.checks.join())
        differences.push(`${shown}: checks ${known.join()} to ${answer.checks.join()}`);
      // The purpose of some refactors is an output value that there was not.
      const isMeant = (change: string): boolean =>
        one.one.options.get("outputs") === "one more" && /^output\.\w+: create /.test(change);
      for (const change of answer.changes.filter((each) => !isMeant(each))) differences.push(`${shown}: ${change}`);
    });
  }
  return { compared, differences };
}

/** The proof of a refusal by its kind. `after` is its forced edit, where it has one. */
export async function refusalProof(
  program: string | undefined,
  parser: HclParser,
  one: PlanCase,
  before: Refactored,
  after: Files | undefined,
): Promise<Proved> {
  const kind = one.one.options.get("proof") as ProofKind | undefined;
  if (kind === "check") return newErrors(one, before.before, after ?? before.before);
  if (kind === "comment") return { compared: 1, differences: lostComments(parser, before.before, after ?? new Map()) };
  if (program === undefined) throw new Error("needs a program");
  if (kind === "nothing to keep") return nothingToKeep(program, parser, one, before);
  if (!after) throw new Error("a refusal without its forced edit");
  const standIn = standInFor(parser, [before.before, after]);
  switch (kind) {
    case undefined:
      return planned(program, parser, one, before, after);
    case "made anew": {
      const [first, second] = [before.before, after].map((files) => madeAnew(program, standIn, files));
      if (first?.startsWith("fails")) throw new Error(`before: ${first}`);
      return { compared: 1, differences: first === second ? [] : [`${first} to ${second}`] };
    }
    case "test": {
      const [first, second] = [before.before, after].map((files) =>
        within(program, standIn, (directory) => {
          directory.write(files);
          return directory.test();
        }),
      );
      if (first !== undefined) throw new Error(`before: ${first}`);
      return { compared: 1, differences: second === undefined ? [] : [second] };
    }
    case "off":
      return whileOff(program, standIn, one, before.before, after);
  }
}

function within<T>(program: string, standIn: StandIn | undefined, run: (directory: PlanDirectory) => T): T {
  const directory = new PlanDirectory(program, "", standIn);
  try {
    return run(directory);
  } finally {
    directory.dispose();
  }
}

/** The option `fails` is a part of the error that what stood before ends with. */
function nothingToKeep(program: string, parser: HclParser, one: PlanCase, { before, toggles }: Refactored): Proved {
  const expected = one.one.options.get("fails");
  if (expected === undefined) throw new Error("the option fails says with which error");
  const differences = settingsOf(toggles).flatMap((values) => {
    const error = within(program, standInFor(parser, [before]), (directory) => {
      directory.write(before);
      return directory.apply(values);
    });
    if (error?.replaceAll(/[\s│╷╵]+/g, " ").includes(expected)) return [error];
    throw new Error(`before, ${JSON.stringify(values)}: ${error ?? "works"}`);
  });
  return { compared: differences.length, differences };
}

/** What comes out of applying a configuration from nothing: values, with made-up ids as one, or that it fails. */
function madeAnew(program: string, standIn: StandIn | undefined, files: Files): string {
  return within(program, standIn, (directory) => {
    directory.write(files);
    const error = directory.apply({});
    if (error !== undefined) return `fails: ${error}`;
    const { outputs, resources } = directory.state();
    const values = [...resources.values()].map((json) => JSON.stringify({ ...JSON.parse(json), id: "" }));
    return JSON.stringify([[...outputs].sort(), values.sort(), directory.configurations()]);
  });
}

function whileOff(program: string, standIn: StandIn | undefined, one: PlanCase, before: Files, after: Files): Proved {
  const variable = one.one.options.get("off") ?? "";
  const gone = one.one.options.get("gone") ?? "";
  return within(program, standIn, (directory) => {
    directory.write(before);
    const failure = one.one.options.get("state") === "none" ? directory.plan({}).error : directory.apply({});
    if (failure !== undefined) throw new Error(`before: ${failure}`);
    directory.write(after);
    const answer = directory.plan({ [variable]: false } as Values);
    const changes = answer.changes.filter((change) => !/^[^:]+: delete$/.test(change) || !change.startsWith(gone));
    return { compared: 1, differences: [...(answer.error === undefined ? [] : [answer.error]), ...changes] };
  });
}

async function newErrors({ one }: PlanCase, before: Files, after: Files): Promise<Proved> {
  const target = one.options.get("target");
  const [first, second] = await Promise.all([before, after].map((files) => errorsOf(files, target)));
  return { compared: 1, differences: (second ?? []).filter((error) => !first?.includes(error)) };
}

async function errorsOf(files: Files, target: string | undefined): Promise<readonly string[]> {
  const snapshot = await snapshotOf(files);
  const options = { ...defaultCheckOptions, evidence: targetEvidence(target) };
  return [...files.keys()].flatMap((path) =>
    checkFile(snapshot, caseUri(path), options)
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message),
  );
}

function lostComments(parser: HclParser, before: Files, after: Files): readonly string[] {
  const [first, second] = [before, after].map((files) =>
    [...files].flatMap(([path, text]) =>
      parser.parse(path, 0, text).comments.map(({ range }) => text.slice(range.start, range.end).trim()),
    ),
  );
  return (first ?? []).filter((comment) => !second?.includes(comment));
}
