import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const LEAFLET = dirname(createRequire(import.meta.url).resolve("leaflet/package.json"));

/** A style sheet's pictures move into it, so that it stands alone. */
async function withPictures(css: string, folder: string): Promise<string> {
  const names = new Set(
    Array.from(css.matchAll(/url\((images\/[\w-]+\.png)\)/g), (m) => m[1] ?? ""),
  );
  let whole = css;
  for (const name of names) {
    const picture = await readFile(join(folder, name), "base64");
    whole = whole.replaceAll(`url(${name})`, `url(data:image/png;base64,${picture})`);
  }
  return whole;
}

/**
 * Leaflet as one classic script and one style sheet under fixed names, with its licence: the
 * one-file map writes them into its page, where nothing may be fetched from anywhere.
 */
export function leafletVendor(): Plugin {
  return {
    name: "gridmap:leaflet-vendor",
    apply: "build",
    async generateBundle() {
      const dist = join(LEAFLET, "dist");
      const script = await readFile(join(dist, "leaflet.js"), "utf8");
      const css = await readFile(join(dist, "leaflet.css"), "utf8");
      const emit = (name: string, source: string) =>
        this.emitFile({ type: "asset", fileName: `vendor/${name}`, source });
      emit("leaflet.js", script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
      emit("leaflet.css", await withPictures(css, dist));
      emit("leaflet.LICENSE.txt", await readFile(join(LEAFLET, "LICENSE"), "utf8"));
    },
  };
}
