import { defineConfig } from "vitest/config";

// The proof that refactors keep the plan: slower than unit tests, so it is a level of its own (`npm run test:plan`).
export default defineConfig({
  test: { include: ["test/plan/**/*.plan.ts"], testTimeout: 60_000 },
});
