// Addresses of modules that are fetched: which are one, and what a pin is.

import { describe, expect, it } from "vitest";
import { canonicalAddress, isCommit, wholeCommit } from "../../server/src/features/similarity/sourceAddress.js";

describe("an address of a module", () => {
  it.each([
    "github.com/example/network//vpc",
    "github.com/example/network.git//vpc",
    "git::https://github.com/example/network.git//vpc",
    "git::https://user@github.com/example/network//vpc",
    "git::ssh://git@github.com/example/network.git//vpc",
    "git::git@github.com:example/network.git//vpc",
    "git@github.com:example/network.git//vpc",
  ])("is one however Git is told of it: %s", (address) => {
    expect(canonicalAddress(address)).toBe("github.com/example/network//vpc");
  });

  it("has no folder where none is named behind the slashes", () => {
    expect(canonicalAddress("git::https://example.com/network.git//")).toBe("example.com/network");
  });

  it.each([
    "example/network/aws//modules/vpc",
    "https://example.com/network.zip//vpc",
    "s3::https://example.com/network.zip",
    "hg::http://example.com/network.hg",
  ])("stays as it is where it is not Git's: %s", (address) => {
    expect(canonicalAddress(address)).toBe(address);
  });
});

describe("a commit", () => {
  it("is told from tags, branches and dates", () => {
    expect(["5b962b1", "5b962b1163790398605f2b17447cf5b6cc512237"].filter(isCommit)).toHaveLength(2);
    expect(["v1.2.3", "main", "20260101", "5b962b", "release-1", `${"a1".repeat(20)}b`].filter(isCommit)).toEqual([]);
  });

  it("is the longest that begins with what is written", () => {
    expect(wholeCommit("5b962b1", ["5b962b1", "5b962b1163", "c0ffee1"])).toBe("5b962b1163");
    expect(wholeCommit("c0ffee1", ["5b962b1"])).toBe("c0ffee1");
  });
});
