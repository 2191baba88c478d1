// Cursor `<|>` and selection `<|…|>` markers, and `^^^ severity[rule]: message` annotations in case texts.

export interface Marked {
  /** The text without its markers. */
  readonly text: string;
  /** Where the markers stood, in offsets of the unmarked text; an empty range for a cursor. */
  readonly selection: { readonly start: number; readonly end: number } | undefined;
}

/** Takes the first marker out of a text. `<|` is never valid HCL outside of strings. */
export function takeMarkers(text: string): Marked {
  const open = text.indexOf("<|");
  if (open < 0) return { text, selection: undefined };
  if (text[open + 2] === ">") {
    return { text: text.slice(0, open) + text.slice(open + 3), selection: { start: open, end: open } };
  }
  const close = text.indexOf("|>", open + 2);
  if (close < 0) throw new Error("a selection `<|` is not closed by `|>`");
  const inner = text.slice(open + 2, close);
  return {
    text: text.slice(0, open) + inner + text.slice(close + 2),
    selection: { start: open, end: open + inner.length },
  };
}

export interface Annotation {
  /** 0-based line of the text without annotations. */
  readonly line: number;
  /** 0-based UTF-16 columns. */
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly rule: string;
  /** Undefined where the annotation leaves the message out; ends in `…` for the start of a message. */
  readonly message: string | undefined;
}

/**
 * Takes comment lines with carets out of a text. The carets stand under what they mean, on the line above; `#<^^^`
 * starts at column 0. A finding of several lines is annotated on its first, up to its end.
 */
export function takeAnnotations(text: string): { readonly text: string; readonly annotations: readonly Annotation[] } {
  const kept: string[] = [];
  const annotations: Annotation[] = [];
  for (const line of text.split("\n")) {
    const match = /^(\s*#(<?) *)(\^+) (error|warning|information|hint)\[([a-z0-9-]+)\](?:: (.*))?$/.exec(line);
    if (!match) {
      kept.push(line);
      continue;
    }
    const [, before = "", fromStart, carets = "", severity = "", rule = "", message] = match;
    annotations.push({
      line: kept.length - 1,
      start: fromStart ? 0 : before.length,
      end: before.length + carets.length,
      severity,
      rule,
      message,
    });
  }
  return { text: kept.join("\n"), annotations };
}

/** True where a message is the annotated one. */
export function messageMatches(annotation: Annotation, message: string): boolean {
  if (annotation.message === undefined) return true;
  return annotation.message.endsWith("…")
    ? message.startsWith(annotation.message.slice(0, -1))
    : annotation.message === message;
}
