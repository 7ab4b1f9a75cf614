import { defineConfig } from "vite";
import { oneFile } from "./build/onefile.ts";
import { vendored } from "./build/vendored.ts";

export default defineConfig({
  // Relative everywhere: the site also runs under a path prefix.
  base: "./",
  build: { target: "chrome87", assetsInlineLimit: 0, license: { fileName: "licenses.md" } },
  plugins: [vendored(), oneFile()],
});
