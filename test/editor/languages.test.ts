// Who serves a file name that two extensions claim.
import { describe, expect, it } from "vitest";
import { claimsOf, rightfulId, servedIds } from "../../client/src/languages.js";
import manifest from "../../package.json" with { type: "json" };

const own = claimsOf(manifest);
const terraform = claimsOf({
  contributes: {
    languages: [
      { id: "terraform", extensions: [".tf"] },
      { id: "terraform-vars", extensions: [".tfvars"] },
      { id: "hcl", extensions: [".hcl"] },
    ],
  },
});

describe("the rightful language of a document", () => {
  it("is the other extension's where it claims the same ending", () => {
    expect(rightfulId("/m/main.tf", "opentofu", own, terraform)).toBe("terraform");
    expect(rightfulId("/m/prod.tfvars", "opentofu-vars", own, terraform)).toBe("terraform-vars");
  });

  it("is ours where our claim is the more exact one", () => {
    expect(rightfulId("/m/terragrunt.hcl", "terragrunt", own, terraform)).toBeUndefined();
    expect(rightfulId("/m/a.tftest.hcl", "opentofu-test", own, terraform)).toBeUndefined();
  });

  it("is ours where nobody else claims the name", () => {
    expect(rightfulId("/m/main.tofu", "opentofu", own, terraform)).toBeUndefined();
    expect(rightfulId("/m/main.tf", "opentofu", own, [])).toBeUndefined();
  });

  it("needs no change where both use the same id", () => {
    expect(rightfulId("/m/main.hcl", "hcl", own, terraform)).toBeUndefined();
    expect(
      rightfulId("/m/main.tf", "opentofu", own, [{ id: "opentofu", extensions: [".tf"], filenames: [] }]),
    ).toBeUndefined();
  });

  it("is the later one's of two others that claim alike, as in VS Code", () => {
    const late = { id: "late-tf", extensions: [".tf"], filenames: [] };
    expect(rightfulId("/m/main.tf", "opentofu", own, [...terraform, late])).toBe("late-tf");
  });

  it("does not hang on the case of the file name", () => {
    expect(rightfulId("/m/MAIN.TF", "opentofu", own, terraform)).toBe("terraform");
  });
});

describe("the languages served", () => {
  it("are ours and the peers', and whatever claims our file names", () => {
    const ids = servedIds([...terraform, { id: "late-tf", extensions: [".tf"], filenames: [] }]);
    expect(ids).toEqual(expect.arrayContaining(["opentofu", "terragrunt", "terraform", "late-tf"]));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("are not those of unrelated files", () => {
    expect(servedIds([{ id: "markdown", extensions: [".md"], filenames: [] }])).not.toContain("markdown");
  });
});

describe("a manifest", () => {
  it.each([undefined, null, 3, {}, { contributes: { languages: "no" } }, { contributes: { languages: [null, {}] } }])(
    "that is malformed (%j) claims nothing",
    (malformed) => {
      expect(claimsOf(malformed)).toEqual([]);
    },
  );
});
