// For which languages we are only the companion of another extension.
import { describe, expect, it } from "vitest";
import { companionLanguages } from "../../client/src/companion.js";

const served = ["hcl", "opentofu", "terraform", "terraform-vars", "terragrunt"];
const languages = [
  { id: "terraform", extensions: [".tf"] },
  { id: "terraform-vars", extensions: [".tfvars"] },
];
const server = { id: "someone.server", manifest: { main: "./main.js", contributes: { languages } } };
const grammar = { id: "someone.grammar", manifest: { contributes: { languages } } };
const linter = { id: "someone.linter", manifest: { main: "./main.js", activationEvents: ["onLanguage:terraform"] } };

describe("the languages to be a companion for", () => {
  it("are those that an extension with code of its own claims, and no others", () => {
    expect(companionLanguages("auto", served, [server, linter])).toEqual(["terraform", "terraform-vars"]);
  });

  it("are Terragrunt's, where another extension claims its files", () => {
    const terragrunt = { id: "terragrunt", filenames: ["terragrunt.hcl"] };
    const other = { id: "someone.units", manifest: { main: "./main.js", contributes: { languages: [terragrunt] } } };
    expect(companionLanguages("auto", served, [other])).toEqual(["terragrunt"]);
  });

  it("are none beside grammars and linters", () => {
    expect(companionLanguages("auto", served, [grammar, linter])).toEqual([]);
  });

  it("are decided by the setting where it does not say auto", () => {
    expect(companionLanguages("full", served, [server])).toEqual([]);
    expect(companionLanguages("companion", served, [])).toEqual(served);
  });

  it("are those of a server that is known by its name, in whatever case", () => {
    const known = { id: "HashiCorp.terraform", manifest: { contributes: { languages: [{ id: "terraform" }] } } };
    expect(companionLanguages("auto", served, [known])).toEqual(["terraform"]);
  });
});
