// Addresses of objects as the judge reads them: steps of a name and an instance key.

export type Key = string | number | undefined;

/** `module.m["k"]` or `terraform_data.x[0]`, without what stands before and behind it. */
export interface Step {
  readonly name: string;
  readonly key: Key;
}

/** The address as a program writes it. */
export function addressText(steps: readonly Step[]): string {
  return steps.map(({ name, key }) => name + (key === undefined ? "" : `[${JSON.stringify(key)}]`)).join(".");
}

/** The steps of an address that `addressText` made. */
export function addressSteps(address: string): readonly Step[] {
  const steps: Step[] = [];
  let rest = address;
  while (rest !== "") {
    const found = /^([\w-]+\.[\w-]+)(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?\.?/.exec(rest);
    if (!found) throw new Error(`not an address: ${address}`);
    steps.push({
      name: found[1] ?? "",
      key: found[2] === undefined ? undefined : (JSON.parse(found[2]) as string | number),
    });
    rest = rest.slice(found[0].length);
  }
  return steps;
}
