import { useAround } from "./context.ts";

/** Lets a person draw a ring on the map and asks for the coverage inside. */
export function PolygonButton({ class: look }: { class: string }) {
  const { app, words, map } = useAround();
  const start = async () => {
    const view = map.peek();
    if (!view) return;
    app.address.draw("peek");
    const [{ draw }, { drawing }] = await Promise.all([
      import("../map/tools/draw.ts"),
      words.lang === "en" ? import("../words/en/drawing.ts") : import("../words/zh-CN/drawing.ts"),
    ]);
    const ring = await draw(view.tools, "polygon", { words: drawing });
    if (ring) app.address.open({ kind: "polygon", ring });
  };
  return (
    <button class={look} type="button" onClick={() => void start()}>
      {words.polygon.draw}
    </button>
  );
}
