import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const require = createRequire(import.meta.url);
const IMPORT = '@import "leaflet/dist/leaflet.css";';

/** What belongs to controls, popups and tooltips that the app has none of, and to browsers of old. */
const UNUSED =
  /\.leaflet-(popup|tooltip|bar|touch|oldie|control-(zoom|layers)|default-icon|div-icon|zoom-box|image-layer|overlay-pane|shadow)|\.lvml|::selection/;

/** Brings Leaflet's style sheet into the map's, without what no element of the app ever matches. */
export function leafletStyle(): Plugin {
  return {
    name: "gridmap:leaflet-style",
    apply: "build",
    enforce: "pre",
    async transform(code, id) {
      if (!code.includes(IMPORT) || !id.endsWith(".css")) return null;
      const whole = await readFile(require.resolve("leaflet/dist/leaflet.css"), "utf8");
      const plain = whole.replace(/\/\*[\s\S]*?\*\//g, "");
      const used = plain.replace(/([^{}]+)(\{[^{}]*\})/g, (_, selectors: string, body: string) => {
        const kept = selectors.split(",").filter((selector) => !UNUSED.test(selector));
        return kept.length > 0 ? `${kept.join(",")}${body}` : "";
      });
      // Rules come after all that is imported.
      const imports = code.replace(IMPORT, "").match(/^(\s*@import [^;]+;)*/)?.[0] ?? "";
      return `${imports}\n${used}${code.replace(IMPORT, "").slice(imports.length)}`;
    },
  };
}
