import { render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { english } from "../words/en.ts";
import { StartPage } from "./StartPage.tsx";

const BASE = "http://localhost/under/a/prefix/";

function show(server: (request: Request) => Promise<Response>): HTMLElement {
  vi.stubGlobal("fetch", vi.fn(server));
  const page = document.createElement("div");
  render(<StartPage words={english} base={BASE} />, page);
  return page;
}

function answer(areas: readonly object[]): Response {
  const period = { from: "2026-11-01", to: "2026-11-22" };
  return Response.json({ areas, period, as_of: "2026-11-21", orphans: { target: 7 } });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the figure carries its target, its reasons and its exclusions", async () => {
  const area = {
    code: "430202002",
    name: "茨菇塘街道",
    target: 10012,
    attempted: 6820,
    reached: 5102,
    rate: 5102 / 10012,
    untried: 3192,
    excluded: 241,
  };
  const page = show(async () => answer([area]));
  await vi.waitFor(() => expect(page.querySelector("h1")?.textContent).toBe("茨菇塘街道"));
  expect(page.querySelector(".count")?.textContent).toBe("5,102 / 10,012 households met51%");
  expect(page.textContent).toContain("Tried, not met1,718");
  expect(page.textContent).toContain("Left out: 241");
  expect(page.textContent).toContain("7 more belong to no area yet");
  expect(page.querySelector(".when")?.textContent).toMatch(/^1 Nov.* – 21 Nov.* · as of 21 Nov/);
});

test("a rate without a target is not a number", async () => {
  const area = { code: "1", name: null, target: 0, attempted: 0, reached: 0, rate: null };
  const page = show(async () => answer([area]));
  await vi.waitFor(() => expect(page.textContent).toContain(english.noTarget));
  expect(page.textContent).not.toContain("%");
});

test("communities are listed, the least met first, each with its target", async () => {
  const area = { target: 200, attempted: 150, untried: 50, excluded: 0 };
  const whole = { ...area, code: "430202002", name: "茨菇塘街道", reached: 120, rate: 0.6 };
  const communities = [
    { ...area, code: "430202002001", name: "月塘社区", reached: 160, rate: 0.8 },
    { ...area, code: "430202002002", name: "荷叶塘社区", reached: 80, rate: 0.4 },
  ];
  const page = show(async (request) => {
    const areas = request.url.includes("community") ? communities : [whole];
    return answer(areas);
  });
  await vi.waitFor(() => expect(page.querySelectorAll("li")).toHaveLength(2));
  const rows = Array.from(page.querySelectorAll("li"), (row) => row.textContent);
  expect(rows).toEqual(["荷叶塘社区80 / 20040%", "月塘社区160 / 20080%"]);
});

test("a server that does not answer is said, and can be asked again", async () => {
  const page = show(async () => new Response("", { status: 500 }));
  await vi.waitFor(() => expect(page.textContent).toContain(english.noFigures));
  page.querySelector("button")?.click();
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(4));
});

test("every address is relative to the page, so that it runs under a prefix", async () => {
  const asked: string[] = [];
  const page = show(({ url }) => {
    asked.push(url);
    return new Promise(() => {});
  });
  await vi.waitFor(() => expect(asked).toContain(`${BASE}api/v1/coverage?level=subdistrict`));
  const links = Array.from(page.querySelectorAll("nav a"), (link) => link.getAttribute("href"));
  expect(links).toEqual([`${BASE}map?lang=en`, `${BASE}docs/`]);
});
