// What the three formatting requests share.

import type { FormattingInput } from "../features/formatting.js";
import type { FileEntry } from "../model/workspace.js";
import type { Session } from "./session.js";

/** What the formatter needs of a file; undefined for one that holds no HCL. */
export function formattingInput(session: Session, entry: FileEntry): FormattingInput | undefined {
  const file = session.snapshot().file(entry.uri);
  if (!file) return undefined;
  return {
    fileName: entry.name,
    text: entry.text,
    errors: file.errors,
    tokens: (text) => session.parser.tokens(text),
  };
}
