// The product's formatter as the scoreboard uses it.
import { applyEdits } from "../../server/src/base/textEdit.js";
import { formatDocument } from "../../server/src/features/formatting.js";
import { isIgnoredName } from "../../server/src/node/diskFiles.js";
import { formatEdits, formatStyleOf } from "../../server/src/syntax/format/format.js";
import { tokenTexts } from "../../test/harness/formatProperties.js";
import { testParser } from "../../test/harness/parser.js";

export interface FormatterProduct {
  /** Formats as an editor would; without a `text` it was refused. */
  format(fileName: string, text: string): { readonly text?: string; readonly refusal?: string };
  /** The whitespace pass alone, on whatever tokens the text has. */
  whitespace(text: string): string;
  /** True where the command line, walking directories, comes to this path and formats it. */
  wouldVisit(path: string): boolean;
  /** All tokens without the white space between them, to compare what two texts say. */
  withoutSpace(text: string): string;
  /**
   * How a real answer is one of the bugs of `tofu fmt`, told from the answer itself: it is no longer HCL, names and
   * labels are missing from it, or formatting it again would rewrite it again. Undefined where it is sound.
   */
  faultOf(fileName: string, input: string, answer: string): string | undefined;
}

export async function formatterProduct(): Promise<FormatterProduct> {
  const parser = await testParser();
  const format = (fileName: string, text: string): { text?: string; refusal?: string } => {
    const { errors } = parser.parse("file:///case.tf", 0, text);
    const formatting = formatDocument({ fileName, text, errors, tokens: (of) => parser.tokens(of) });
    return formatting.kind === "edits" ? { text: applyEdits(text, formatting.edits) } : { refusal: formatting.reason };
  };
  const hasErrors = (text: string): boolean => parser.parse("file:///case.tf", 0, text).errors.length > 0;
  const names = (text: string): number =>
    parser.tokens(text).filter(({ type }) => type === "Ident" || type === "QuotedLit").length;
  const withoutSpace = (text: string): string => tokenTexts(parser, text);
  return {
    format,
    whitespace: (text) => applyEdits(text, formatEdits(text, parser.tokens(text), { style: "hcl" })),
    wouldVisit: (path) => !path.split("/").some(isIgnoredName) && formatStyleOf(path) !== undefined,
    withoutSpace,
    faultOf(fileName, input, answer) {
      if (input === answer) return undefined;
      if (hasErrors(input)) return undefined;
      if (hasErrors(answer)) return "the real answer is not HCL any more";
      if (names(answer) < names(input)) return "the real answer has lost a label";
      const again = format(fileName, answer).text;
      const stable = again !== undefined && withoutSpace(again) === withoutSpace(answer);
      return stable ? undefined : "the real answer changes when it is formatted again";
    },
  };
}
