// Moves lowered items to where an edit above them has put them, without lowering them again.

import type { TextRange } from "../base/range.js";
import type { Attribute, Block, BlockLabel, Body, BodyItem, Expression, Identifier } from "./ast.js";

/** The item `delta` offsets further on. All of it but its range is moved when it is first asked for. */
export function shiftItem(item: BodyItem, delta: number): BodyItem {
  return item.kind === "Block" ? new MovedBlock(item, delta) : new MovedAttribute(item, delta);
}

/**
 * The item as it was lowered and how far edits have moved it since. Items of one original are alike but for where they
 * stand, so that what is found in one serves for the others once it is moved.
 */
export function originalOf(item: BodyItem): { readonly item: BodyItem; readonly delta: number } {
  return item instanceof MovedBlock || item instanceof MovedAttribute ? item.origin : { item, delta: 0 };
}

// These are classes because V8 keeps each getter that is not a class's in its old generation, and with the getter
// whatever it can reach, until everything is collected: with every edit, the whole state before it would grow old.

class MovedBlock implements Block {
  readonly kind = "Block";
  readonly range: TextRange;
  readonly #block: Block;
  readonly #delta: number;
  #type: Identifier | undefined;
  #labels: readonly BlockLabel[] | undefined;
  #body: Body | undefined;

  constructor(block: Block, delta: number) {
    this.range = shiftRange(block.range, delta);
    this.#block = block;
    this.#delta = delta;
  }

  get origin(): { readonly item: Block; readonly delta: number } {
    return { item: this.#block, delta: this.#delta };
  }

  get type(): Identifier {
    this.#type ??= shiftIdentifier(this.#block.type, this.#delta);
    return this.#type;
  }

  get labels(): readonly BlockLabel[] {
    this.#labels ??= this.#block.labels.map((label) => shiftLabel(label, this.#delta));
    return this.#labels;
  }

  get header(): TextRange {
    return shiftRange(this.#block.header, this.#delta);
  }

  get openBrace(): TextRange | undefined {
    return this.#block.openBrace && shiftRange(this.#block.openBrace, this.#delta);
  }

  get closeBrace(): TextRange | undefined {
    return this.#block.closeBrace && shiftRange(this.#block.closeBrace, this.#delta);
  }

  get body(): Body {
    this.#body ??= shifted(this.#block.body, this.#delta);
    return this.#body;
  }
}

class MovedAttribute implements Attribute {
  readonly kind = "Attribute";
  readonly range: TextRange;
  readonly #attribute: Attribute;
  readonly #delta: number;
  #value: Expression | undefined;

  constructor(attribute: Attribute, delta: number) {
    this.range = shiftRange(attribute.range, delta);
    this.#attribute = attribute;
    this.#delta = delta;
  }

  get origin(): { readonly item: Attribute; readonly delta: number } {
    return { item: this.#attribute, delta: this.#delta };
  }

  get name(): Identifier {
    return shiftIdentifier(this.#attribute.name, this.#delta);
  }

  get equals(): TextRange {
    return shiftRange(this.#attribute.equals, this.#delta);
  }

  get value(): Expression {
    this.#value ??= shifted(this.#attribute.value, this.#delta);
    return this.#value;
  }
}

export function shiftRange({ start, end }: TextRange, delta: number): TextRange {
  return { start: start + delta, end: end + delta };
}

function shiftIdentifier({ name, range }: Identifier, delta: number): Identifier {
  return { name, range: shiftRange(range, delta) };
}

function shiftLabel({ value, range, quoted }: BlockLabel, delta: number): BlockLabel {
  return { value, range: shiftRange(range, delta), quoted };
}

/** A copy of plain data in which every range has moved. The tree's only numbers are those of ranges. */
function shifted<T>(value: T, delta: number): T {
  if (typeof value === "number") return (value + delta) as T;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => shifted(element, delta)) as T;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = shifted((value as Record<string, unknown>)[key], delta);
  return copy as T;
}
