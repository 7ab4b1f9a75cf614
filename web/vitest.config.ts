import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // A page to draw on costs most of a second: files that need one say so in their first line.
    // Modules are read once a worker, not once a file; tests put back what they change.
    environment: "node",
    isolate: false,
    environmentOptions: {
      happyDOM: { settings: { navigation: { disableChildFrameNavigation: true } } },
    },
    include: ["{src,build}/**/*.test.{ts,tsx}"],
  },
});
