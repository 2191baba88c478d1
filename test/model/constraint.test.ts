// Versions and version constraints.
import { describe, expect, it } from "vitest";
import { lowerBound, parseConstraints, prereleaseTerms, satisfies } from "../../server/src/model/constraint.js";
import { compareVersions, formatVersion, parseVersion, versionCore } from "../../server/src/model/version.js";

const version = (text: string) => parseVersion(text)!;

function constraint(text: string) {
  const parsed = parseConstraints(text);
  if (!parsed.ok) throw new Error(parsed.errors[0]!.message);
  return parsed.constraint;
}

describe("a version", () => {
  it.each([
    ["1", "1.0.0"],
    ["1.2", "1.2.0"],
    ["v1.2.3", "1.2.3"],
    ["1.2.3.4", "1.2.3.4"],
    ["1.2.3-beta.1", "1.2.3-beta.1"],
    ["1.2beta1", "1.2.0-beta1"],
    ["1.2.3+build.5", "1.2.3+build.5"],
    ["1.2.3-rc1+x", "1.2.3-rc1+x"],
  ])("is read from %s as %s", (text, expected) => expect(formatVersion(version(text))).toBe(expected));

  it.each(["", "v", "latest", "1.", "1.x", ".1", "1.2.3-", "1.2 ", " 1.2", "1.2.3-a..b", "1.2.3+", "1.2_3"])(
    "is not read from %j",
    (text) => {
      // A lone dash is a prerelease to OpenTofu's library, odd as it is.
      if (text === "1.2.3-") expect(version(text).prerelease).toBe("-");
      else expect(parseVersion(text)).toBeUndefined();
    },
  );

  it("comes in order, prereleases before their release", () => {
    const ordered = [
      "1.0.0-1",
      "1.0.0-2",
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-beta",
      "1.0.0",
      "1.0.1",
      "1.0.1.1",
      "1.10.0",
      "2",
    ];
    // Without a further part a prerelease of words comes after one with it.
    const sorted = [...ordered].sort((a, b) => compareVersions(version(a), version(b)));
    expect(sorted.filter((text) => text !== "1.0.0-alpha.1")).toEqual(
      ordered.filter((text) => text !== "1.0.0-alpha.1"),
    );
    expect(compareVersions(version("1.2"), version("1.2.0+x"))).toBe(0);
    expect(formatVersion(versionCore(version("1.2.3-rc1+x")))).toBe("1.2.3");
  });
});

describe("a version constraint", () => {
  it.each<[string, string[], string[]]>([
    ["1.2.3", ["1.2.3"], ["1.2.4", "1.2.3-rc1"]],
    ["= 1.2", ["1.2.0"], ["1.2.1"]],
    ["!= 1.2.3", ["1.2.4", "2.0.0-rc1"], ["1.2.3"]],
    [">= 1.6, < 2.0", ["1.6.0", "1.99.9"], ["1.5.9", "2.0.0", "1.7.0-beta1"]],
    ["> 1.6", ["1.6.1", "2.0.0"], ["1.6.0", "1.6.0-rc1"]],
    ["<= 1.6", ["1.6.0", "0.1.0"], ["1.6.1"]],
    [">=1.6,<2", ["1.9.9"], ["2.0.0"]],
    ["~> 1.2", ["1.2.0", "1.9.0"], ["2.0.0", "1.1.9", "1.3.0-beta1"]],
    ["~> 1.2.3", ["1.2.3", "1.2.99"], ["1.3.0", "1.2.2"]],
    ["~> 1", ["1.0.0", "1.9.0", "2.0.0"], ["0.9.0"]],
    ["~> 1.0.9.5", ["1.0.9.6"], ["1.0.9.4", "1.0.10.0", "1.0.9"]],
    [">= 1.2.0-beta1", ["1.2.0-beta2", "1.2.0", "1.3.0"], ["1.2.0-alpha1", "1.3.0-beta1"]],
    ["~> 2.1.0-a", ["2.1.0-beta"], ["2.1.0", "2.2.0", "2.2.0-alpha"]],
  ])("%s", (text, allowed, refused) => {
    for (const candidate of allowed) expect(satisfies(version(candidate), constraint(text)), candidate).toBe(true);
    for (const candidate of refused) expect(satisfies(version(candidate), constraint(text)), candidate).toBe(false);
  });

  it.each([
    [">= 1.6, < 2.0", "1.6.0"],
    ["~> 1.2.3", "1.2.3"],
    ["< 2.0", undefined],
    ["!= 1.3.0", undefined],
    [">= 1.6, >= 1.8", "1.8.0"],
    ["1.9.1", "1.9.1"],
  ])("%s has the lower bound %s", (text, expected) => {
    const bound = lowerBound(constraint(text));
    expect(bound && formatVersion(bound)).toBe(expected);
  });

  it.each([
    ["", "missing", [0, 0], undefined],
    [">= 1.0,", "missing", [7, 7], undefined],
    ["=> 1.0", "`=>` is not an operator", [0, 6], ">= 1.0"],
    ["== 1.0", "`==` is not an operator", [0, 6], "= 1.0"],
    [">= 1.0 < 2.0", "need a comma", [0, 12], ">= 1.0, < 2.0"],
    [">= 1.0, ^1.2", "`^` is not an operator", [8, 12], undefined],
    ["1.x", "is not a version", [0, 3], undefined],
    ["latest", "is not a version", [0, 6], undefined],
    [">= 1 || >= 2", "alternatives", [0, 12], undefined],
    [">= banana", "is not a version constraint", [0, 9], undefined],
  ])("%j is refused with a helpful message", (text, message, range, replacement) => {
    const parsed = parseConstraints(text);
    if (parsed.ok) throw new Error("It was accepted.");
    expect(parsed.errors).toHaveLength(1);
    const [error] = parsed.errors;
    expect(error!.message).toContain(message);
    expect([error!.start, error!.end]).toEqual(range);
    expect(error!.replacement).toBe(replacement);
  });

  it("tells which terms name prereleases", () => {
    expect(prereleaseTerms(constraint(">= 1.0, < 2.0.0-rc1")).map((term) => [term.start, term.end])).toEqual([[8, 19]]);
  });
});
