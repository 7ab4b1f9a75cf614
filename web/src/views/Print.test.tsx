// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test, vi } from "vitest";
import { App } from "../state/app.ts";
import { wordsIn } from "../words/language.ts";
import { AroundContext, around } from "./context.ts";
import { Print } from "./Print.tsx";

test("opened again, the dialog never says how the last print ended", async () => {
  vi.stubGlobal("fetch", () => new Promise<Response>(() => {}));
  const app = new App({ base: "http://localhost/", lang: "en", page: window, me: null });
  const page = document.body.appendChild(document.createElement("div"));
  const value = around(app, await wordsIn("en"));
  await act(() =>
    render(
      <AroundContext.Provider value={value}>
        <Print code="4302" lowest />
      </AroundContext.Provider>,
      page,
    ),
  );
  app.printing.ended.value = "saved";
  app.printing.boxed.value = ["䶮"];
  let said = "";
  // What is drawn before effects run counts: a screen reader speaks it.
  const drawn = new MutationObserver(() => {
    said += page.querySelector(".print-foot [role=status]")?.textContent ?? "";
  });
  drawn.observe(page, { childList: true, subtree: true });
  page.querySelector("button")?.click();
  await vi.waitFor(() => expect(page.querySelector(".print-foot")).not.toBeNull());
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(said.trim()).toBe("");
  app.printing.ended.value = "saved";
  await vi.waitFor(() => expect(page.textContent).toContain("Saved to the downloads."));
  drawn.disconnect();
  render(null, page);
  app.stop();
});
