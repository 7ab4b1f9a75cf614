import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const require = createRequire(import.meta.url);

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

function withoutSourceMap(source: string): string {
  return source.replace(/\n?(\/\/#|\/\*#) sourceMappingURL=.*\s*$/, "\n");
}

/**
 * Libraries that stay whole, as classic scripts under fixed names with their licences beside them:
 * Leaflet for the one-file map, which writes it into its page, and Swagger UI for the API docs.
 */
export function vendored(): Plugin {
  return {
    name: "gridmap:vendored",
    apply: "build",
    async generateBundle() {
      const copy = async (to: string, from: string, change?: (text: string) => unknown) => {
        const text = await readFile(from, "utf8");
        const source = String((await change?.(text)) ?? text);
        this.emitFile({ type: "asset", fileName: to, source });
      };
      const leaflet = dirname(require.resolve("leaflet/package.json"));
      const dist = join(leaflet, "dist");
      await copy("vendor/leaflet.js", join(dist, "leaflet.js"), withoutSourceMap);
      await copy("vendor/leaflet.css", join(dist, "leaflet.css"), (css) => withPictures(css, dist));
      await copy("vendor/leaflet.LICENSE.txt", join(leaflet, "LICENSE"));

      const swagger = dirname(require.resolve("swagger-ui-dist/package.json"));
      const bundle = join(swagger, "swagger-ui-bundle.js");
      await copy("docs/swagger-ui.js", bundle, withoutSourceMap);
      await copy("docs/swagger-ui.css", join(swagger, "swagger-ui.css"), withoutSourceMap);
      await copy("docs/swagger-ui.LICENSE.txt", join(swagger, "LICENSE"));
      await copy("docs/swagger-ui.NOTICE.txt", join(swagger, "NOTICE"));
      await copy("docs/swagger-ui-bundle.js.LICENSE.txt", `${bundle}.LICENSE.txt`);
    },
  };
}
