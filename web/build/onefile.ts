import { join } from "node:path";
import { build, type Plugin } from "vite";
import { OLDEST } from "./oldestBrowser.ts";

/**
 * The one-file map's script and style sheet, under fixed names and each in one piece: the Python
 * package writes them into its page, where no module can be loaded. Leaflet stands beside them.
 */
export function oneFile(): Plugin {
  let root = "";
  return {
    name: "gridmap:one-file",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      const made = await build({
        root,
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        build: {
          write: false,
          target: OLDEST,
          lib: {
            entry: join(root, "src/onefile/main.ts"),
            formats: ["iife"],
            name: "gridmap",
            fileName: () => "map.js",
            cssFileName: "map",
          },
          rolldownOptions: { external: ["leaflet"], output: { globals: { leaflet: "L" } } },
        },
      });
      for (const result of [made].flat()) {
        if (!("output" in result)) continue;
        for (const file of result.output) {
          const source = file.type === "chunk" ? file.code : file.source;
          this.emitFile({ type: "asset", fileName: `onefile/${file.fileName}`, source });
        }
      }
    },
  };
}
