import { expect, test, vi } from "vitest";
import { connect } from "../api/server.ts";
import { Figures } from "./figures.ts";

const ALL_TIME = { from: null, to: null, target: null };
const THIS_WEEK = { ...ALL_TIME, from: "2026-11-16" };

/** Statuses of three buildings, and their changes; `slow` holds back what is asked meanwhile. */
function serve() {
  const asked: string[] = [];
  const held: (() => void)[] = [];
  const server = { slow: false, asked, release: () => held.splice(0).map((go) => go()) };
  vi.stubGlobal("fetch", async (request: Request | URL | string) => {
    const url = new URL(request instanceof Request ? request.url : request);
    asked.push(`${url.pathname.split("/v1/")[1]} ${url.searchParams.get("from") ?? "always"}`);
    if (server.slow) await new Promise<void>((go) => held.push(go));
    if (url.pathname.endsWith("changes"))
      return Response.json({ whole: false, seq: 8, buildings: [[2, 3]] });
    const bytes = new Uint8Array(url.searchParams.get("from") ? [0, 1, 1] : [0, 3, 1]);
    return new Response(bytes, { headers: { "X-Gridmap-Seq": "7" } });
  });
  return server;
}

const statuses = (figures: Figures) => Array.from(figures.statuses.value.value?.all ?? []);

test("a map that comes after a change still learns how far every building is", async () => {
  serve();
  const figures = new Figures(connect("http://localhost/", "en"));
  await figures.readStatuses(ALL_TIME);
  await figures.readChanges(ALL_TIME);
  expect(figures.statuses.value.value?.changes).toEqual([[2, 3]]);
  expect(statuses(figures)).toEqual([0, 3, 3]);
});

test("a visit that comes in while another question is asked does not keep the old answer", async () => {
  const server = serve();
  const figures = new Figures(connect("http://localhost/", "en"));
  await figures.readStatuses(ALL_TIME);
  server.slow = true;
  const asked = figures.readStatuses(THIS_WEEK);
  const changed = figures.readChanges(THIS_WEEK);
  await vi.waitFor(() => expect(server.asked).toHaveLength(3));
  server.release();
  await Promise.all([asked, changed]);
  expect(statuses(figures)).toEqual([0, 1, 1]);
  expect(server.asked.at(-1)).toBe("map/status 2026-11-16");
});
