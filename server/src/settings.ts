// The one declaration of the settings. The manifest, the docs and the reader of incoming values are made from it.
//
// To add a setting, add a line to `settingDeclarations` and run `npm run generate`.

import type { RuleLevel } from "./features/diagnostic.js";
import { rules } from "./features/rules/registry.js";
import { detectorRules } from "./features/similarity/detectorRules.js";
import { defaultSkippedFolders } from "./features/similarity/ownCode.js";
import { parseTarget } from "./model/product.js";

/** What all settings' names start with. */
export const settingsSection = "tofusmith";

/**
 * Where a setting may be set: `machine` only by the person, never by a workspace; `resource` also per workspace folder;
 * `window` per workspace.
 */
export type SettingScope = "machine" | "resource" | "window";

/** A JSON schema, as `contributes.configuration` takes it. */
export type SettingSchema = Readonly<Record<string, unknown>>;

interface SettingDeclaration<Value> {
  readonly default: Value;
  readonly scope: SettingScope;
  /** Markdown, for the settings page and the docs. */
  readonly text: string;
  /** True where an untrusted workspace must not set it: it names a program or a path. */
  readonly restricted?: boolean;
  /** True where the editor's side reads it and the server does not. */
  readonly client?: boolean;
  readonly schema: SettingSchema;
  /** What can be used of the value, and what is wrong with it: the end of a sentence that starts with the name. */
  readonly parse: (value: unknown) => { readonly value?: Value; readonly complaint?: string };
}

/** All settings by name, without the section, in the order of the settings page. */
export const settingDeclarations = {
  target: text({
    default: "auto",
    scope: "resource",
    text: "The product and the lowest version that configuration is written for: `auto` (decided by the files), `opentofu`, `terraform`, or one of them with a version, such as `opentofu@1.11` or `terraform@1.9`.",
    pattern: "^(auto|(opentofu|tofu|terraform)(@\\d+(\\.\\d+){0,2})?)$",
    complaint: (value) =>
      value === "auto" || parseTarget(value) ? undefined : "is neither `auto` nor a product such as `opentofu@1.11`",
  }),
  rules: ruleLevels({
    scope: "resource",
    text: 'How loud each rule is, by its id: `error`, `warning`, `information`, `hint` or `off`. Rules that are not named keep their own level. Example: `{ "unused-declaration": "off" }`.',
  }),
  movedBlocks: choice({
    default: "file",
    scope: "resource",
    text: "Where refactors put the `moved` blocks they need.",
    choices: {
      file: "In `moved.tf`, or `moved.tofu` where the module is written for OpenTofu alone.",
      beside: "Behind the block they speak of.",
    },
  }),
  "inlayHints.instances": flag({
    default: true,
    scope: "resource",
    text: "Shows behind `count` and `for_each` how many instances they make, and which, where that is known.",
  }),
  "inlayHints.values": flag({
    default: true,
    scope: "resource",
    text: "Shows the value of local values that are computed, where it is known.",
  }),
  "inlayHints.parameterNames": flag({
    default: true,
    scope: "resource",
    text: "Shows the names of parameters before arguments that are numbers, booleans or `null`.",
  }),
  "inlayHints.types": flag({
    default: false,
    scope: "resource",
    text: "Shows the types of local values, and of variables that have none written.",
  }),
  "inlayHints.variableValues": flag({
    default: false,
    scope: "resource",
    text: "Shows the value that each variable has by its default and the values files that are read without being named.",
  }),
  "inlayHints.conditions": flag({
    default: false,
    scope: "resource",
    text: "Shows behind references to objects that may be disabled the condition under which they are.",
  }),
  "inlayHints.moduleVersions": flag({
    default: true,
    scope: "resource",
    text: "Shows behind calls of registry modules the version that is installed, where `version` does not name it.",
  }),
  "inlayHints.terragrunt": flag({
    default: true,
    scope: "resource",
    text: "Shows in Terragrunt's files where a computed source leads, where the state is kept, and how many inputs there are with those of the includes.",
  }),
  "codeLens.references": flag({
    default: false,
    scope: "resource",
    text: "Shows above each declaration how often it is used and how many instances it has, and above a module who calls it.",
  }),
  "dry.hints": flag({
    default: true,
    scope: "window",
    text: "Hints at code that is written more than once, where one edit writes it once without changing the plan. Single kinds of repetition are turned off by their names in `tofusmith.rules`; the view and the report list them all the same unless they are off there.",
  }),
  "dry.lowestScore": number({
    default: 0,
    scope: "window",
    text: "Repetition of a lower score is not suggested. The score is the number of tokens that writing it once saves, less what the abstraction costs. Each kind of repetition has a lowest score of its own, which this one does not lower.",
  }),
  "dry.fewestSites": number({
    default: 2,
    scope: "window",
    text: "Repetition in fewer places is not suggested. Each kind of repetition has a lowest number of its own, which this one does not lower.",
  }),
  "dry.skippedFolders": names({
    default: defaultSkippedFolders,
    scope: "window",
    text: "Names of folders in which repetition is not looked for. Generated files are always passed over.",
  }),
  mode: choice({
    default: "auto",
    scope: "window",
    client: true,
    text: "What is given beside another extension that has a language server for the same files.",
    choices: {
      auto: "As `companion` for the languages of another enabled extension with a language server, else as `full`.",
      full: "Everything, whatever else is installed.",
      companion:
        "Fixes, refactorings, rename, hints, folding and all else, with the findings that only we have; without completion, hover, definitions, references, symbols, links, code lenses, formatting and semantic colours.",
    },
  }),
  providerSchemas: flag({
    default: true,
    scope: "resource",
    text: "Asks installed providers for their schemas, for completion and hovers: runs `tofu providers schema` (or `terraform`) in a folder of its own, in trusted workspaces only, once for each version of a provider. Nothing is initialised and nothing is fetched.",
  }),
  "tool.path": text({
    default: "",
    scope: "machine",
    restricted: true,
    text: "The program that the commands `init`, `validate`, `fmt` and `plan` start, and that is asked for provider schemas. Empty for the first of `tofu` and `terraform` that is found, in the order that fits the module's product.",
  }),
  "index.exclude": names({
    default: [],
    scope: "resource",
    text: "Names of folders that are not read, beside `.git`, `.terraform`, `.terragrunt-cache` and `node_modules`.",
  }),
  "trace.server": choice({
    default: "off",
    scope: "window",
    client: true,
    text: "Writes the messages between the editor and the language server to the output channel.",
    choices: {
      off: "No messages.",
      messages: "The name of each message.",
      verbose: "Each message with its content.",
    },
  }),
} as const satisfies Readonly<Record<string, SettingDeclaration<unknown>>>;

export type SettingName = keyof typeof settingDeclarations;

/** The values of all settings, by their names without the section. */
export type Settings = {
  readonly [Name in SettingName]: (typeof settingDeclarations)[Name] extends SettingDeclaration<infer Value>
    ? Value
    : never;
};

/** Each setting's default. */
export const defaultSettings: Settings = parseSettings(undefined).settings;

/**
 * Reads the section `tofusmith` as an editor sends it: nested objects, dotted names, or a mixture of both. A missing or
 * malformed value falls back to its default; each malformed one gives a complaint, one sentence for the person.
 */
export function parseSettings(section: unknown): { readonly settings: Settings; readonly complaints: string[] } {
  const complaints: string[] = [];
  const settings: Record<string, unknown> = {};
  if (section !== undefined && section !== null && !isRecord(section)) {
    complaints.push(`The settings of \`${settingsSection}\` must be an object.`);
  }
  for (const [name, declaration] of Object.entries(settingDeclarations)) {
    settings[name] = declaration.default;
    const value = lookUp(section, name);
    if (value === undefined || value === null) continue;
    const parsed = declaration.parse(value);
    if (parsed.value !== undefined) settings[name] = parsed.value;
    if (parsed.complaint !== undefined) {
      complaints.push(`The setting \`${settingsSection}.${name}\` ${parsed.complaint}.`);
    }
  }
  return { settings: settings as Settings, complaints };
}

/** The names of settings that an untrusted workspace must not set, with the section. */
export function restrictedSettings(): string[] {
  return Object.entries<SettingDeclaration<unknown>>(settingDeclarations).flatMap(([name, { restricted }]) =>
    restricted ? [`${settingsSection}.${name}`] : [],
  );
}

/** The value under a dotted name: as one key, or step by step through nested objects. */
function lookUp(section: unknown, name: string): unknown {
  if (!isRecord(section)) return undefined;
  if (Object.hasOwn(section, name)) return section[name];
  const dot = name.indexOf(".");
  if (dot < 0) return undefined;
  return lookUp(section[name.slice(0, dot)], name.slice(dot + 1));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Common {
  readonly scope: SettingScope;
  readonly text: string;
  readonly restricted?: boolean;
  readonly client?: boolean;
}

function common({ scope, text, restricted, client }: Common): Common {
  return { scope, text, ...(restricted ? { restricted } : {}), ...(client ? { client } : {}) };
}

/** A text, checked by `complaint`, which says what is wrong with it. */
function text(
  options: Common & {
    readonly default: string;
    readonly pattern?: string;
    readonly complaint?: (value: string) => string | undefined;
  },
): SettingDeclaration<string> {
  return {
    ...common(options),
    default: options.default,
    schema: { type: "string", ...(options.pattern === undefined ? {} : { pattern: options.pattern }) },
    parse: (value) => {
      if (typeof value !== "string") return { complaint: "must be a text" };
      const complaint = options.complaint?.(value);
      return complaint === undefined ? { value } : { complaint };
    },
  };
}

/** On or off. */
function flag(options: Common & { readonly default: boolean }): SettingDeclaration<boolean> {
  return {
    ...common(options),
    default: options.default,
    schema: { type: "boolean" },
    parse: (value) => (typeof value === "boolean" ? { value } : { complaint: "must be `true` or `false`" }),
  };
}

/** A whole number, not negative. */
function number(options: Common & { readonly default: number }): SettingDeclaration<number> {
  return {
    ...common(options),
    default: options.default,
    schema: { type: "integer", minimum: 0 },
    parse: (value) =>
      typeof value === "number" && Number.isInteger(value) && value >= 0
        ? { value }
        : { complaint: "must be a whole number" },
  };
}

/** One of several words, each with what it means. */
function choice<const Choice extends string>(
  options: Common & { readonly default: NoInfer<Choice>; readonly choices: Readonly<Record<Choice, string>> },
): SettingDeclaration<Choice> {
  const choices = Object.keys(options.choices) as Choice[];
  return {
    ...common(options),
    default: options.default,
    schema: { type: "string", enum: choices, markdownEnumDescriptions: Object.values(options.choices) },
    parse: (value) => {
      const chosen = choices.find((word) => word === value);
      return chosen === undefined
        ? { complaint: `must be one of ${choices.map((word) => `\`${word}\``).join(", ")}` }
        : { value: chosen };
    },
  };
}

/** A list of texts. */
function names(options: Common & { readonly default: readonly string[] }): SettingDeclaration<readonly string[]> {
  return {
    ...common(options),
    default: options.default,
    schema: { type: "array", items: { type: "string" }, uniqueItems: true },
    parse: (value) =>
      Array.isArray(value) && value.every((item) => typeof item === "string")
        ? { value }
        : { complaint: "must be a list of texts" },
  };
}

const levels: readonly RuleLevel[] = ["error", "warning", "information", "hint", "off"];

/** Everything that has a level: rules, and the kinds of repetition. */
const levelled: readonly { readonly id: string; readonly defaultLevel: RuleLevel }[] = [
  ...rules,
  ...detectorRules.map(({ rule }) => ({ id: rule, defaultLevel: "hint" as const })),
];

/** Levels by rule id. Ids that no rule has are complained about, so that a typing mistake does not go unnoticed. */
function ruleLevels(options: Common): SettingDeclaration<ReadonlyMap<string, RuleLevel>> {
  return {
    ...common(options),
    default: new Map(),
    get schema() {
      return {
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(
          levelled.map(({ id, defaultLevel }) => [id, { type: "string", enum: levels, default: defaultLevel }]),
        ),
      };
    },
    parse: (value) => {
      if (!isRecord(value)) return { complaint: "must be an object of levels by rule id" };
      const result = new Map<string, RuleLevel>();
      const mistakes: string[] = [];
      for (const [id, wanted] of Object.entries(value)) {
        const level = levels.find((word) => word === wanted);
        if (!levelled.some((rule) => rule.id === id)) mistakes.push(`names \`${id}\`, which is no rule`);
        else if (level === undefined) mistakes.push(`gives \`${id}\` a level that is none of ${levels.join(", ")}`);
        else result.set(id, level);
      }
      return { value: result, ...(mistakes.length > 0 ? { complaint: mistakes.join("; ") } : {}) };
    },
  };
}
