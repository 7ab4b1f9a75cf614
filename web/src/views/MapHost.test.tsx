// @vitest-environment happy-dom
import { render } from "preact";
import { expect, test, vi } from "vitest";
import type { MapInfo } from "../api/map.ts";
import { App } from "../state/app.ts";
import { wordsIn } from "../words/language.ts";
import { bindMap } from "./bindMap.ts";
import { AroundContext, around } from "./context.ts";
import { MapHost } from "./MapHost.tsx";

vi.mock("./bindMap.ts", () => ({ bindMap: vi.fn(() => () => {}) }));

test("what is known while the page comes up binds the map once: twice, it would forget where to look", async () => {
  vi.stubGlobal("fetch", () => new Promise<Response>(() => {}));
  const app = new App({ base: "http://localhost/", lang: "en", page: window, me: null });
  const page = document.body.appendChild(document.createElement("div"));
  const value = around(app, await wordsIn("en"));
  render(
    <AroundContext.Provider value={value}>
      <MapHost />
    </AroundContext.Provider>,
    page,
  );
  // Before the page's effects have run.
  app.world.info.value.value = { today: "2026-11-21" } as MapInfo;
  await vi.waitFor(() => expect(bindMap).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(bindMap).toHaveBeenCalledOnce();
  render(null, page);
  app.stop();
});
