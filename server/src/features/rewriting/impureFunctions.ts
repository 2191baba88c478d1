// Functions whose calls cannot be repeated, left out or moved to a place that is computed another number of times.

/** Functions that give another value each time. */
export const impureFunctions: ReadonlySet<string> = new Set(["uuid", "timestamp", "bcrypt", "plantimestamp"]);
