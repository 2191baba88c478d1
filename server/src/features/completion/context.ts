// What stands at the cursor: which kind of thing is being typed, and what of it is there already.

import { type TextRange, touches } from "../../base/range.js";
import { isClosedLabel, labelText } from "../../model/extract.js";
import { type Place, placeOf } from "../../model/places.js";
import { blockScope } from "../../model/references.js";
import type {
  Attribute,
  Block,
  Expression,
  Node,
  ObjectConsExpr,
  SourceFile,
  TemplateExpr,
  TraversalStep,
} from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";

/** A place where an expression stands or could stand. */
export interface ValuePlace {
  readonly attribute: Attribute | undefined;
  readonly place: Place;
  /** Block types around it, with `dynamic` undone. */
  readonly path: readonly string[];
  readonly blocks: readonly Block[];
  /** Names bound by `for`, `%{for}` and `dynamic`, innermost last. */
  readonly bound: readonly string[];
  /** The nodes around the cursor, outermost first. */
  readonly nodes: readonly Node[];
}

export type CompletionContext =
  /** A block type or an attribute's name. */
  | { readonly kind: "item"; readonly range: TextRange; readonly blocks: readonly Block[]; readonly hasValue: boolean }
  | {
      readonly kind: "label";
      readonly range: TextRange;
      readonly block: Block;
      readonly index: number;
      readonly quoted: boolean;
      readonly closed: boolean;
      readonly blocks: readonly Block[];
    }
  /** The start of an expression: a root name, a function, a literal. */
  | { readonly kind: "root"; readonly range: TextRange; readonly where: ValuePlace }
  /** A step behind names that are there already. */
  | {
      readonly kind: "step";
      readonly range: TextRange;
      readonly before: Expression;
      readonly steps: number;
      readonly where: ValuePlace;
    }
  | { readonly kind: "key"; readonly range: TextRange; readonly object: ObjectConsExpr; readonly where: ValuePlace }
  /** Inside of the quotes of an index, `["…"]`. */
  | {
      readonly kind: "index";
      readonly range: TextRange;
      readonly before: Expression;
      readonly steps: number;
      readonly where: ValuePlace;
    }
  /** Inside of a plain string. */
  | { readonly kind: "string"; readonly range: TextRange; readonly text: string; readonly where: ValuePlace };

/** What is being typed at an offset; undefined in comments, heredocs, and where nothing can be completed. */
export function contextAt(file: SourceFile, offset: number): CompletionContext | undefined {
  const comment = file.comments.find(({ range }) => range.start < offset && offset <= range.end);
  if (comment) return undefined;
  const nodes = pathAt(file, offset);
  const blocks = nodes.filter((node): node is Block => node.kind === "Block");
  const attribute = nodes.findLast((node): node is Attribute => node.kind === "Attribute");
  const innermostBlock = blocks[blocks.length - 1];
  if (attribute && touches(attribute.name.range, offset)) {
    return { kind: "item", range: attribute.name.range, blocks, hasValue: true };
  }
  if (attribute && offset >= attribute.equals.end) return valueContext(file, offset, nodes, attribute, blocks);
  if (innermostBlock && !attribute) {
    const header = headerContext(innermostBlock, blocks, offset);
    if (header) return header;
  }
  const around = blocks.filter((block) => block.openBrace && block.openBrace.end <= offset);
  return startsItem(file, offset)
    ? { kind: "item", range: { start: offset, end: offset }, blocks: around, hasValue: false }
    : undefined;
}

function headerContext(block: Block, blocks: readonly Block[], offset: number): CompletionContext | undefined {
  const outer = blocks.slice(0, -1);
  if (touches(block.type.range, offset)) {
    return {
      kind: "item",
      range: block.type.range,
      blocks: outer,
      hasValue: block.openBrace !== undefined || block.labels.length > 0,
    };
  }
  const label = block.labels.findIndex(({ range }) => touches(range, offset));
  const found = block.labels[label];
  if (found) {
    return {
      kind: "label",
      range: labelText(found),
      block,
      index: label,
      quoted: found.quoted,
      closed: isClosedLabel(found),
      blocks: outer,
    };
  }
  if (!block.openBrace && offset > block.type.range.end) {
    return {
      kind: "label",
      range: { start: offset, end: offset },
      block,
      index: block.labels.length,
      quoted: false,
      closed: true,
      blocks: outer,
    };
  }
  return undefined;
}

/** An item starts on its line: only white space, or the opening of a block on one line, stands before it. */
function startsItem(file: SourceFile, offset: number): boolean {
  const { line } = file.lineIndex.position(offset);
  const before = file.text.slice(file.lineIndex.line(line).start, offset).trim();
  return before === "" || before.endsWith("{");
}

function valueContext(
  file: SourceFile,
  offset: number,
  nodes: readonly Node[],
  attribute: Attribute,
  blocks: readonly Block[],
): CompletionContext | undefined {
  const scope = blockScope(blocks, attribute);
  const where: ValuePlace = {
    attribute,
    place: placeOf(scope.path, attribute.name.name),
    path: scope.path,
    blocks,
    bound: [...scope.bound, ...boundAround(nodes, offset)],
    nodes,
  };
  const empty = { start: offset, end: offset };
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i];
    switch (node?.kind) {
      case "AttrStep": {
        const before = nodes[i - 1];
        if (!touches(node.nameRange, offset) || !before) continue;
        return stepContext(before as Expression, node, where);
      }
      case "IndexStep": {
        const before = nodes[i - 1];
        if (node.key.type !== "string" || node.legacy || !before) return undefined;
        return indexContext(before as Expression, node, where);
      }
      case "ScopeTraversalExpr":
        if (touches(node.root.range, offset)) return rootContext(node.root.range, nodes, i, where);
        continue;
      case "ErrorExpr":
        if (node.reason === "trailing-dot") {
          const [before] = node.inner;
          const source = before && before.kind !== "AnonSymbolExpr" ? before : splatAround(nodes, i);
          return source
            ? { kind: "step", range: empty, before: source, steps: Number.POSITIVE_INFINITY, where }
            : undefined;
        }
        return { kind: "root", range: empty, where };
      case "TemplateLiteral":
      case "TemplateExpr": {
        const template = nodes.findLast((each): each is TemplateExpr => each.kind === "TemplateExpr");
        return template?.style === "quoted" ? stringContext(file, template, offset, where) : undefined;
      }
      case "ObjectConsExpr": {
        if (node.range.start === offset) continue;
        const typed = identifierBefore(file, offset);
        return { kind: "key", range: typed, object: node, where };
      }
      case "ObjectItem":
        if (touches(node.key.range, offset)) {
          const object = nodes[i - 1];
          return object?.kind === "ObjectConsExpr" ? { kind: "key", range: node.key.range, object, where } : undefined;
        }
        continue;
      case "FunctionCallExpr":
        if (touches(node.nameRange, offset)) return { kind: "root", range: node.nameRange, where };
        return node.openParen.end <= offset ? { kind: "root", range: empty, where } : undefined;
      case "LiteralValueExpr":
        return node.value.type === "number" ? undefined : { kind: "root", range: node.range, where };
      case "TemplateInterpolation":
      case "TemplateIf":
      case "TemplateFor":
      case "TupleConsExpr":
      case "ParenthesesExpr":
      case "IndexExpr":
      case "ForExpr":
        return { kind: "root", range: empty, where };
      case "Attribute":
        return offset > attribute.value.range.end ? undefined : { kind: "root", range: empty, where };
    }
  }
  return undefined;
}

/** A bare name inside of an object is the key that is being typed; elsewhere it is the root of an expression. */
function rootContext(range: TextRange, nodes: readonly Node[], index: number, where: ValuePlace): CompletionContext {
  const item = nodes[index - 1];
  const object = nodes[index - 2];
  const own = nodes[index];
  if (item?.kind === "ObjectItem" && object?.kind === "ObjectConsExpr" && item.key === own) {
    return { kind: "key", range, object, where };
  }
  return { kind: "root", range, where };
}

function stepContext(before: Expression, step: TraversalStep, where: ValuePlace): CompletionContext | undefined {
  if (step.kind !== "AttrStep") return undefined;
  if (before.kind !== "ScopeTraversalExpr" && before.kind !== "RelativeTraversalExpr") return undefined;
  return { kind: "step", range: step.nameRange, before, steps: before.steps.indexOf(step), where };
}

function indexContext(before: Expression, step: TraversalStep, where: ValuePlace): CompletionContext | undefined {
  if (before.kind !== "ScopeTraversalExpr" && before.kind !== "RelativeTraversalExpr") return undefined;
  const range = { start: step.range.start + 2, end: Math.max(step.range.start + 2, step.range.end - 2) };
  return { kind: "index", range, before, steps: before.steps.indexOf(step), where };
}

function splatAround(nodes: readonly Node[], index: number): Expression | undefined {
  const around = nodes[index - 1];
  return around?.kind === "SplatExpr" ? around : undefined;
}

function stringContext(
  file: SourceFile,
  template: TemplateExpr,
  offset: number,
  where: ValuePlace,
): CompletionContext | undefined {
  if (template.parts.some((part) => part.kind !== "TemplateLiteral")) return undefined;
  const start = template.range.start + 1;
  const isClosed = template.range.end - template.range.start >= 2 && file.text[template.range.end - 1] === '"';
  const end = isClosed ? template.range.end - 1 : template.range.end;
  if (offset < start || offset > end) return undefined;
  return { kind: "string", range: { start, end }, text: file.text.slice(start, offset), where };
}

function boundAround(nodes: readonly Node[], offset: number): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "ForExpr" && offset > node.collection.range.end) {
      return [node.keyVar, node.valueVar].flatMap((name) => name?.name ?? []);
    }
    if (node.kind === "TemplateFor" && offset > node.collection.range.end) {
      return [node.keyVar, node.valueVar].flatMap((name) => name?.name ?? []);
    }
    return [];
  });
}

/** The letters just before the cursor, for a key whose item is not a node yet. */
function identifierBefore(file: SourceFile, offset: number): TextRange {
  let start = offset;
  while (start > 0 && isNamePart(file.text.charCodeAt(start - 1))) start--;
  return { start, end: offset };
}

function isNamePart(code: number): boolean {
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 127;
  return isLetter || (code >= 48 && code <= 57) || code === 95 || code === 45;
}
