// Addresses as OpenTofu prints them, read by the product's own parser.
import { addressPathOf } from "../../server/src/features/rewriting/addressPath.js";
import { addressText, type Step } from "../../server/src/features/rewriting/movePrediction.js";
import type { HclParser } from "../../server/src/syntax/parser.js";

/** The steps of an address; throws where the product does not read all of it. */
export function stepsOf(parser: HclParser, text: string): readonly Step[] {
  const [item] = parser.parse("address.tf", 0, `address = ${text}\n`).body.items;
  const path = item?.kind === "Attribute" ? addressPathOf(item.value) : undefined;
  const steps = (path?.steps ?? []).map(
    ({ key, instance }): Step => ({
      name: key,
      key: instance?.key.kind === "dynamic" ? undefined : instance?.key.value,
    }),
  );
  if (addressText(steps) !== text) throw new Error(`not read whole: ${text}`);
  return steps;
}
