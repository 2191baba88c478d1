// Makes an estate of Terragrunt units to measure on: accounts, regions, environments, and units that depend on others.
//
//   npx tsx scripts/bench/terragruntEstate.ts FOLDER [UNITS]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const templates = fileURLToPath(new URL("estate/", import.meta.url));

const accounts = 10;
const regions = ["eu-north-1", "eu-west-1", "us-east-1", "us-west-2", "ap-south-1"];
const environments = ["dev", "test", "stage", "prod"];
const modules = 12;
/** The environments of the whole estate, over which units are spread evenly. */
const places = accounts * regions.length * environments.length;

/** How many units the estate has that the measurements are about. */
export const estateUnits = 11_000;

/** Writes an estate of about so many units into an empty folder; returns the files written, by path. */
export function writeEstate(folder: string, units: number): readonly string[] {
  const written: string[] = [];
  const write = (path: string, template: string, values: Readonly<Record<string, string>> = {}): void => {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, filled(template, values));
    written.push(path);
  };
  mkdirSync(join(folder, ".git"), { recursive: true });
  writeFileSync(join(folder, ".git/HEAD"), "ref: refs/heads/main\n");
  write("root.hcl", "root.hcl");
  for (let i = 0; i < modules; i++) write(`modules/module-${i}/main.tf`, "module.tf");
  const inEach = Math.max(1, Math.ceil(units / places));
  let left = units;
  for (let account = 0; account < accounts; account++) {
    const accountPath = `live/account-${account}`;
    write(`${accountPath}/account.hcl`, "account.hcl", {
      account: `account-${account}`,
      account_id: String(100_000_000_000 + account),
    });
    for (const region of regions) {
      write(`${accountPath}/${region}/region.hcl`, "region.hcl", { region });
      for (const env of environments) {
        const place = `${accountPath}/${region}/${env}`;
        write(`${place}/env.hcl`, "env.hcl", { env });
        for (let i = 0; i < inEach && left > 0; i++, left--) writeUnit(place, i, write);
      }
    }
  }
  return written;
}

function writeUnit(
  place: string,
  index: number,
  write: (path: string, template: string, values: Readonly<Record<string, string>>) => void,
): void {
  write(`${place}/component-${index}/terragrunt.hcl`, index === 0 ? "first.hcl" : "unit.hcl", {
    component: `component-${index}`,
    module: `module-${index % modules}`,
    team: String(index % 7),
    size: String(1 + (index % 9)),
    first: `component-${index - 1}`,
    second: `component-${index >> 1}`,
  });
}

const texts = new Map<string, string>();

/** A template's text with its `@names@` replaced. */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  let text = texts.get(template);
  if (text === undefined) {
    text = readFileSync(join(templates, template), "utf8");
    texts.set(template, text);
  }
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`@${name}@`, value);
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, units] = process.argv.slice(2);
  if (folder === undefined) throw new Error("name the folder to write the estate into");
  console.log(`${writeEstate(folder, Number(units ?? estateUnits)).length} files`);
}
