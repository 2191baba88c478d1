// # unconventional-name
//
// Reports a name that is not written in lower case with underscores. Off by default.
//
// ```hcl
// locals {
//   serverName = "a"
// # ^^^^^^^^^^ hint[unconventional-name]: names are usually written like `server_name`
// }
// ```
import type { Rule } from "../rule.js";

const conventional: ReadonlySet<string> = new Set("abcdefghijklmnopqrstuvwxyz0123456789_");

export const unconventionalName: Rule = {
  id: "unconventional-name",
  group: "style",
  scope: "module",
  reads: "declarations",
  defaultLevel: "off",
  aliases: ["terraform_naming_convention"],
  check({ module, report }) {
    for (const { entry, facts } of module.files) {
      for (const { kind, name, nameRange } of facts.declarations) {
        if (kind === "provider" || kind === "run" || [...name].every((character) => conventional.has(character)))
          continue;
        report(entry.uri, nameRange, `names are usually written like \`${conventionalName(name)}\``);
      }
    }
  },
};

function conventionalName(name: string): string {
  let result = "";
  for (const character of name) {
    const lower = character.toLowerCase();
    if (character === "-") result += "_";
    else if (lower !== character && result !== "" && !result.endsWith("_")) result += `_${lower}`;
    else result += lower;
  }
  return result;
}
