// Our kinds of symbols as the protocol's, which decide the icons.

import { SymbolKind as LspSymbolKind } from "vscode-languageserver";
import type { SymbolKind } from "../features/navigation/symbols.js";

export const symbolKinds: Readonly<Record<SymbolKind, LspSymbolKind>> = {
  resource: LspSymbolKind.Class,
  data: LspSymbolKind.Interface,
  module: LspSymbolKind.Module,
  variable: LspSymbolKind.Variable,
  local: LspSymbolKind.Constant,
  output: LspSymbolKind.Event,
  provider: LspSymbolKind.Package,
  block: LspSymbolKind.Namespace,
  attribute: LspSymbolKind.Property,
  string: LspSymbolKind.String,
  number: LspSymbolKind.Number,
  boolean: LspSymbolKind.Boolean,
  array: LspSymbolKind.Array,
  object: LspSymbolKind.Object,
  null: LspSymbolKind.Null,
  test: LspSymbolKind.Method,
};
