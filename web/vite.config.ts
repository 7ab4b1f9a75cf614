import { defineConfig } from "vite";
import { leafletStyle } from "./build/leafletStyle.ts";
import { OLDEST, oldestBrowser, SCRIPTS } from "./build/oldestBrowser.ts";
import { oneFile } from "./build/onefile.ts";
import { vendored } from "./build/vendored.ts";

/** Making a class of Leaflet's does nothing but that: one that nobody asks for is left out. */
const PURE = [
  ...["Class", "Evented", "Control", "Handler", "Icon", "Renderer", "Layer", "LayerGroup"],
  ...["FeatureGroup", "Path", "Polyline", "Polygon", "ImageOverlay", "DivOverlay"],
  ...["GridLayer", "TileLayer"],
].map((name) => `${name}.extend`);

export default defineConfig({
  // Relative everywhere: the site also runs under a path prefix.
  base: "./",
  // Leaflet's modules, of which what the app does not draw with stays out.
  resolve: { alias: [{ find: /^leaflet$/, replacement: "leaflet/dist/leaflet-src.esm.js" }] },
  build: {
    target: SCRIPTS,
    cssTarget: OLDEST,
    assetsInlineLimit: 0,
    license: { fileName: "licenses.md" },
    rolldownOptions: { treeshake: { manualPureFunctions: PURE } },
  },
  worker: { plugins: () => [oldestBrowser()] },
  plugins: [leafletStyle(), vendored(), oneFile(), oldestBrowser()],
});
