// Why a value could not be made: the message as OpenTofu words it, and where in a nested value it applies.

export type PathStep = { readonly attribute: string } | { readonly index: number } | { readonly key: string };
export type Path = readonly PathStep[];

export class Failure {
  constructor(
    readonly message: string,
    /** The steps from the value given to the one that is at fault. */
    readonly path: Path = [],
    /** Of a function call: the 0-based argument that is at fault. */
    readonly argument?: number,
  ) {}
}

/** A failure that blames one argument of a function call. */
export function argumentFailure(argument: number, message: string): Failure {
  return new Failure(message, [], argument);
}
