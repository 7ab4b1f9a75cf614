import { useEffect } from "preact/hooks";
import type { Lang } from "../words/words.ts";
import { useAround } from "./context.ts";

/** What draws, and what it says. */
const bring = (lang: Lang) =>
  Promise.all([
    import("../map/tools/draw.ts"),
    lang === "en" ? import("../words/en/drawing.ts") : import("../words/zh-CN/drawing.ts"),
  ]);

/** Lets a person draw a ring on the map and asks for the coverage inside. */
export function PolygonButton({ class: look, again = false }: { class: string; again?: boolean }) {
  const { app, words, map } = useAround();
  const { lang } = words;
  // On its way as soon as it can be asked for: then the tool stands when the button is let go.
  useEffect(() => void bring(lang).catch(() => {}), [lang]);
  const start = async () => {
    const view = map.peek();
    if (!view) return;
    app.address.draw("peek");
    // Until the tool is here, a press that is meant for it opens nothing on the map.
    const release = view.tools.hold();
    const ring = await bring(lang)
      .then(([{ draw }, { drawing }]) => draw(view.tools, "polygon", { words: drawing }))
      .finally(release);
    if (!ring) return;
    // The keyboard goes on in what was found.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    app.address.open({ kind: "polygon", ring });
  };
  return (
    <button class={look} type="button" onClick={() => void start()}>
      {again ? words.polygon.drawAgain : words.polygon.draw}
    </button>
  );
}
