// Syntax trees and facts of files, kept as long as somebody may ask for them again.

import { KeptWith } from "../base/keptWith.js";
import type { SourceFile } from "../syntax/ast.js";
import type { HclParser } from "../syntax/parser.js";
import type { FileType } from "./builtins/fileKinds.js";
import { DeclaredTable } from "./declared.js";
import { RecentlyUsed } from "./derived.js";
import { templateParser } from "./evaluate/parseText.js";
import type { ParsedTemplate } from "./evaluate/scope.js";
import { extractConfiguration, extractVariableValues } from "./extract.js";
import { extractJsonConfiguration, extractJsonValues, type ParseBody } from "./extractJson.js";
import { type FileFacts, noFacts } from "./facts.js";
import { CallTable } from "./moduleCalls.js";
import { NameTable } from "./namedFiles.js";
import { extractTerragrunt } from "./terragrunt/extractTerragrunt.js";
import { terragruntJsonFile } from "./terragrunt/jsonFile.js";
import type { DirectoryEntry, FileEntry } from "./workspace.js";

/** How many closed files keep their syntax tree for the next question. */
const parsedFilesKept = 256;
/** How many texts that were rendered as templates stay parsed. */
const templatesKept = 64;

/** Syntax trees and facts by file entry: kept for open files, the latest few for others. */
export class SyntaxCache {
  readonly #parser: HclParser;
  readonly #openFiles = new KeptWith<FileEntry, SourceFile>();
  readonly #parsed = new RecentlyUsed<FileEntry, SourceFile>(parsedFilesKept);
  readonly #facts = new KeptWith<FileEntry, FileFacts>();
  readonly #indexed = new KeptWith<FileEntry, () => FileFacts>();
  readonly digests = new KeptWith<FileEntry, string>();
  readonly calls = new CallTable<DirectoryEntry>();
  readonly declared = new DeclaredTable();
  readonly named = new NameTable();
  readonly #templates = new RecentlyUsed<string, ParsedTemplate>(templatesKept);

  constructor(parser: HclParser) {
    this.#parser = parser;
  }

  file(entry: FileEntry): SourceFile {
    const known = this.#openFiles.get(entry) ?? this.#parsed.get(entry);
    if (known) return known;
    const file = this.#parser.parse(entry.uri, entry.version ?? 0, entry.text);
    this.#parsed.set(entry, file);
    return file;
  }

  /** The tree of a file of Terragrunt in JSON syntax. */
  jsonFile(entry: FileEntry): SourceFile {
    const known = this.#parsed.get(entry);
    if (known) return known;
    const parse: ParseBody = (text) => this.#parser.parse(entry.uri, 0, text).body;
    const kind = entry.type?.kind ?? "hcl";
    const file = terragruntJsonFile(entry.uri, entry.version ?? 0, entry.text, kind, parse);
    this.#parsed.set(entry, file);
    return file;
  }

  setFile(entry: FileEntry, file: SourceFile): void {
    this.#openFiles.set(entry, file);
  }

  facts(entry: FileEntry): FileFacts {
    const known = this.#facts.get(entry);
    if (known) return known;
    const indexed = this.#indexed.get(entry);
    const facts = indexed
      ? indexed()
      : factsOf(
          entry,
          () => this.file(entry),
          (text) => this.#parser.parse(entry.uri, 0, text).body,
        );
    this.#facts.set(entry, facts);
    return facts;
  }

  parsed(text: string): SourceFile {
    return this.#parser.parse("", 0, text);
  }

  /** A text parsed as a template, for `templatefile` and `templatestring`. */
  template(source: string): ParsedTemplate {
    const known = this.#templates.get(source);
    if (known) return known;
    const parsed = templateParser(this.#parser)(source);
    this.#templates.set(source, parsed);
    return parsed;
  }

  setIndexed(entry: FileEntry, facts: () => FileFacts): void {
    this.#indexed.set(entry, facts);
  }
}

/** The facts of a file of any kind; `parse` is called only where its kind has facts. */
export function factsOf(
  entry: { readonly type: FileType | undefined; readonly text: string },
  parse: () => SourceFile,
  parseBody: ParseBody,
): FileFacts {
  const isJson = entry.type?.syntax === "json";
  switch (entry.type?.kind) {
    case "configuration":
    case "test":
      return isJson ? extractJsonConfiguration(entry.text, parseBody) : extractConfiguration(parse());
    case "variables":
      return isJson ? extractJsonValues(entry.text) : extractVariableValues(parse());
    case "terragrunt-unit":
    case "terragrunt-include":
    case "terragrunt-stack":
    case "terragrunt-values":
    case "terragrunt-autoinclude":
    case "terragrunt-autoinclude-stack":
    case "hcl": {
      const file = isJson ? terragruntJsonFile("", 0, entry.text, entry.type.kind, parseBody) : parse();
      return { ...noFacts, hasErrors: file.errors.length > 0, terragrunt: extractTerragrunt(file) };
    }
    default:
      return noFacts;
  }
}
