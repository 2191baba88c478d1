// The local `tofu` or `terraform`: which one is meant for a file.

import type { Session } from "./session.js";

/** The full path of the first of some programs, each a name or an absolute path; undefined where none is there. */
export type FindProgram = (names: readonly string[]) => Promise<string | undefined>;

/** The program that the person has set, else both, the one of the module's product first. `uri` is a file's. */
export function programNames(session: Session, uri: string): readonly string[] {
  const configured = session.settingsFor(uri).settings["tool.path"].trim();
  if (configured !== "") return [configured];
  return session.productFor(uri)?.product === "terraform" ? ["terraform", "tofu"] : ["tofu", "terraform"];
}
