// Generated texts are committed, and never stale.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generatedFiles } from "../scripts/generated.js";

const root = join(import.meta.dirname, "..");

describe("generated text (npm run generate brings it up to date)", () => {
  it.each(generatedFiles.map(({ file, render }) => ({ file, render })))("in $file is current", ({ file, render }) => {
    const path = join(root, file);
    const current = existsSync(path) ? readFileSync(path, "utf8") : "";
    expect(render(current)).toBe(current);
  });
});
