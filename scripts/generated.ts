// The texts that are made from the registries and the settings, each with the file it stands in.
//
// `npm run generate` writes them; `test/generated.test.ts` fails when one of them is stale.

import { notImplemented } from "../server/src/model/functions/builtin.js";
import {
  restrictedSettings,
  type SettingName,
  type SettingScope,
  settingDeclarations,
  settingsSection,
} from "../server/src/settings.js";

import { refactorsPage, refactorsTable, requestsTable, rulesPage, rulesTable } from "./generatedDocs.js";

/** One file with generated text. */
export interface GeneratedFile {
  /** From the repository's root, with slashes. */
  readonly file: string;
  /** The file's new content, given the one it has; empty where there is no such file yet. */
  readonly render: (current: string) => string;
}

/** All generated files. */
export const generatedFiles: readonly GeneratedFile[] = [
  { file: "package.json", render: manifest },
  { file: "docs/settings.md", render: settingsPage },
  { file: "docs/rules.md", render: rulesPage },
  { file: "docs/refactors.md", render: refactorsPage },
  { file: "README.md", render: readme },
];

/** The functions whose results are never computed, and why. */
function unknownFunctions(): string {
  const rows = Object.entries(notImplemented).map(([name, reason]) => `| \`${name}\` | ${reason} |`);
  return ["| function | why |", "|---|---|", ...rows].join("\n");
}

/** The README with all its tables. */
function readme(current: string): string {
  const tables = {
    refactors: refactorsTable(),
    rules: rulesTable(),
    requests: requestsTable(),
    functions: unknownFunctions(),
    settings: settingsTable(),
  };
  return Object.entries(tables).reduce((text, [name, table]) => between(text, name, table), current);
}

interface Setting {
  readonly name: string;
  readonly scope: SettingScope;
  readonly text: string;
  readonly default: unknown;
  readonly schema: Readonly<Record<string, unknown>>;
}

const settings: readonly Setting[] = (Object.keys(settingDeclarations) as SettingName[]).map((name) => {
  const { scope, text, schema, default: value } = settingDeclarations[name];
  return {
    name: `${settingsSection}.${name}`,
    scope,
    text,
    schema,
    default: value instanceof Map ? Object.fromEntries(value) : value,
  };
});

interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: Record<string, unknown> };
  readonly contributes: Record<string, unknown>;
}

/** The manifest, with `contributes.configuration` and the settings that an untrusted workspace must not set. */
function manifest(current: string): string {
  const content = JSON.parse(current) as Manifest;
  content.contributes.configuration = {
    title: "Tofusmith",
    properties: Object.fromEntries(
      settings.map(({ name, scope, text, schema, default: value }, order) => [
        name,
        { ...schema, default: value, scope, order, markdownDescription: text },
      ]),
    ),
  };
  content.capabilities.untrustedWorkspaces.restrictedConfigurations = restrictedSettings();
  return `${JSON.stringify(content, null, 2)}\n`;
}

const scopes: Readonly<Record<SettingScope, string>> = {
  machine: "by you alone, never by a workspace",
  resource: "for everything, for a workspace, and for each of its folders",
  window: "for everything and for a workspace",
};

function settingsPage(): string {
  const sections = settings.map(({ name, scope, text, schema, default: value }) => {
    const lines = [`## \`${name}\``, "", text, ""];
    const choices = schema.enum as readonly string[] | undefined;
    const meanings = schema.markdownEnumDescriptions as readonly string[] | undefined;
    choices?.forEach((choice, i) => {
      lines.push(`- \`${choice}\`: ${meanings?.[i] ?? ""}`);
    });
    if (choices) lines.push("");
    lines.push(`Default: \`${JSON.stringify(value)}\`. May be set ${scopes[scope]}.`);
    return lines.join("\n");
  });
  const head = [
    "# Settings",
    "",
    "<!-- Generated from server/src/settings.ts by `npm run generate`. -->",
    "",
    "A change takes effect at once, without a reload.",
    "A value that cannot be used is told once, and its default is used.",
  ].join("\n");
  return `${[head, ...sections].join("\n\n")}\n`;
}

function settingsTable(): string {
  const rows = settings.map(({ name, text, default: value }) => {
    const [sentence = ""] = text.split(/(?<=\.) /);
    return `| [\`${name}\`](docs/settings.md#${anchor(name)}) | \`${JSON.stringify(value)}\` | ${sentence.replaceAll("|", "\\|")} |`;
  });
  return ["| setting | default | what it does |", "|---|---|---|", ...rows].join("\n");
}

/** The anchor that code hosts give to a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}

/** Puts text between the two marks of a name; throws where a file has lost them. */
export function between(current: string, name: string, text: string): string {
  const open = `<!-- generated: ${name} -->`;
  const close = `<!-- end: ${name} -->`;
  const start = current.indexOf(open);
  const end = current.indexOf(close);
  if (start < 0 || end < start) throw new Error(`there must be ${open} and ${close}, in this order`);
  return `${current.slice(0, start + open.length)}\n${text}\n${current.slice(end)}`;
}
