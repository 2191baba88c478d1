// What a module's product lets an edit write.

import type { ProductDecision } from "../../../model/product.js";

/** True where the module is written for OpenTofu 1.`minor` or newer. */
export function isOpenTofuFrom(product: ProductDecision, minor: number): boolean {
  const [major = 0, own = 0] = product.version.segments;
  return product.product === "opentofu" && (major > 1 || (major === 1 && own >= minor));
}
