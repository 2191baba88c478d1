import { defineConfig } from "vitest/config";

// The bundles of the browser in a browser: needs a Chromium and a build, so it is a level of its own (`npm run test:web`).
export default defineConfig({
  test: { include: ["test/web/**/*.web.ts"], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
