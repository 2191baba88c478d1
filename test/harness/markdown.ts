// Reads cases from Markdown: spec files, and the header comments of rule and refactor files.
//
// A case is a heading with fences below it. A line "`path`:" names the fence that follows; without one it is `main.tf`.
// A line that starts with `->` begins what is expected; list items `- key: value` before the first fence are options.

/** One fenced block. */
export interface Fence {
  readonly path: string;
  readonly language: string;
  readonly text: string;
  /** Index of the first content line in `Document.lines`, and how many there are; for rewriting in place. */
  readonly line: number;
  readonly count: number;
}

/** A line `-> …` with the fences below it. */
export interface Expectation {
  /** The words behind `->`, empty for a bare one. */
  readonly words: string;
  readonly fences: readonly Fence[];
}

export interface Case {
  readonly title: string;
  /** 1-based line of the heading. */
  readonly line: number;
  readonly options: ReadonlyMap<string, string>;
  readonly fences: readonly Fence[];
  readonly expectations: readonly Expectation[];
}

export interface MarkdownDocument {
  readonly path: string;
  /** The name behind the first `# `. */
  readonly name: string;
  /** The paragraphs between the first heading and the first fence. */
  readonly prose: readonly string[];
  readonly cases: readonly Case[];
  readonly lines: readonly string[];
  /** What stands before the content of each line: `// ` in a header comment, nothing in a spec file. */
  readonly prefix: string;
}

/** Reads a Markdown spec file. */
export function parseMarkdown(path: string, text: string): MarkdownDocument {
  return parseLines(path, text.split("\n"), "");
}

/** Reads the `//` header of a TypeScript file: all comment lines before its first code. Undefined without a `# name`. */
export function parseHeader(path: string, text: string): MarkdownDocument | undefined {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    if (!line.startsWith("//")) break;
    lines.push(line.startsWith("// ") ? line.slice(3) : line.slice(2));
  }
  return lines[0]?.startsWith("# ") ? parseLines(path, lines, "// ") : undefined;
}

interface OpenCase {
  title: string;
  line: number;
  options: Map<string, string>;
  fences: Fence[];
  expectations: { words: string; fences: Fence[] }[];
}

function parseLines(path: string, lines: readonly string[], prefix: string): MarkdownDocument {
  let name = "";
  const prose: string[] = [];
  const cases: OpenCase[] = [];
  let current: OpenCase | undefined;
  let nextPath: string | undefined;
  let inProse = true;
  const open = (title: string, line: number): OpenCase => {
    const fresh: OpenCase = { title, line, options: new Map(), fences: [], expectations: [] };
    cases.push(fresh);
    current = fresh;
    return fresh;
  };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    if (line.startsWith("# ") && name === "") {
      name = line.slice(2).trim();
    } else if (line.startsWith("#") && line.replace(/^#+/, "").startsWith(" ")) {
      open(line.replace(/^#+ /, "").trim(), i + 1);
      nextPath = undefined;
      inProse = false;
    } else if (line.startsWith("```")) {
      const language = line.slice(3).trim();
      let end = i + 1;
      while (end < lines.length && !(lines[end] ?? "").startsWith("```")) end++;
      const fence: Fence = {
        path: nextPath ?? "main.tf",
        language,
        text: lines
          .slice(i + 1, end)
          .map((content) => `${content}\n`)
          .join(""),
        line: i + 1,
        count: end - i - 1,
      };
      const target = current ?? open(name, 1);
      const expectation = target.expectations[target.expectations.length - 1];
      (expectation?.fences ?? target.fences).push(fence);
      nextPath = undefined;
      inProse = false;
      i = end;
    } else if (line.startsWith("->")) {
      const target = current ?? open(name, 1);
      target.expectations.push({ words: line.slice(2).trim(), fences: [] });
    } else if (/^`[^`]+`:$/.test(line.trim())) {
      nextPath = line.trim().slice(1, -2);
    } else if (/^- [a-z-]+: /.test(line) && (current?.fences.length ?? 0) === 0) {
      const colon = line.indexOf(":");
      const target = current ?? open(name, 1);
      target.options.set(line.slice(2, colon), line.slice(colon + 1).trim());
    } else if (inProse && name !== "") {
      prose.push(line);
    }
  }
  return { path, name, prose: paragraphs(prose), cases: cases.filter((one) => one.fences.length > 0), lines, prefix };
}

function paragraphs(lines: readonly string[]): string[] {
  return lines
    .join("\n")
    .split("\n\n")
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
}

/** The document's text with the content of some fences replaced. Fences must be the document's own. */
export function replaceFences(
  document: MarkdownDocument,
  original: string,
  replacements: ReadonlyMap<Fence, string>,
): string {
  const lines = original.split("\n");
  const sorted = [...replacements].sort(([a], [b]) => b.line - a.line);
  for (const [fence, text] of sorted) {
    const content = text.endsWith("\n") ? text.slice(0, -1) : text;
    const fresh = content.split("\n").map((line) => (document.prefix + line).trimEnd());
    lines.splice(fence.line, fence.count, ...fresh);
  }
  return lines.join("\n");
}
