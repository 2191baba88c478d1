// Reads the arguments of a subcommand by a table of its options.

/** How an option is given: alone, with one value, or with values that may be repeated or joined by commas. */
export interface OptionTable {
  readonly [name: string]: "flag" | "value" | "list";
}

export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends "flag"
    ? boolean
    : Table[Name] extends "value"
      ? string | undefined
      : readonly string[];
};

export interface ReadOptions<Table extends OptionTable> {
  readonly values: OptionValues<Table>;
  /** What is no option, in the order given. Everything behind `--` counts as such. */
  readonly paths: readonly string[];
}

/** The options and paths, or a complaint: one sentence without a full stop. */
export function readOptions<const Table extends OptionTable>(
  table: Table,
  args: readonly string[],
): ReadOptions<Table> | string {
  const values: Record<string, boolean | string | string[] | undefined> = {};
  for (const [name, kind] of Object.entries(table)) {
    values[name] = kind === "flag" ? false : kind === "list" ? [] : undefined;
  }
  const paths: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--") {
      paths.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith("-") || arg === "-") {
      paths.push(arg);
      continue;
    }
    const equals = arg.indexOf("=");
    const name = arg.slice(arg.startsWith("--") ? 2 : 1, equals < 0 ? undefined : equals);
    const kind = Object.hasOwn(table, name) ? table[name] : undefined;
    if (kind === undefined) return `there is no option ${arg}`;
    if (kind === "flag") {
      if (equals >= 0) return `${arg}: the option takes no value`;
      values[name] = true;
      continue;
    }
    const value = equals < 0 ? args[++i] : arg.slice(equals + 1);
    if (value === undefined) return `${arg}: the option needs a value`;
    if (kind === "list") {
      const parts = value.split(",").filter((each) => each !== "");
      if (parts.length === 0) return `--${name}= is empty: the option needs a value`;
      (values[name] as string[]).push(...parts);
    } else values[name] = value;
  }
  return { values: values as OptionValues<Table>, paths };
}
