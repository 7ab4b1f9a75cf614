import { afterEach, expect, test, vi } from "vitest";
import { Pieces } from "./Pieces.ts";

const asked = vi.fn<typeof fetch>();
vi.stubGlobal("fetch", asked);
afterEach(() => asked.mockReset());

const piece = (status: number) => new Response(new Uint8Array([1, 2, 3]), { status });

test("each piece has an address of its own, so that none waits for another", async () => {
  asked.mockImplementation(async () => piece(206));
  const pieces = new Pieces("api/v1/map/tiles/2-ab-1");

  const { data } = await pieces.getBytes(0, 3);
  await pieces.getBytes(3, 5);

  expect([...new Uint8Array(data)]).toEqual([1, 2, 3]);
  expect(asked.mock.calls.map(([url]) => url)).toEqual([
    "api/v1/map/tiles/2-ab-1?piece=0-2",
    "api/v1/map/tiles/2-ab-1?piece=3-7",
  ]);
  expect(asked.mock.calls.map(([, how]) => how?.headers)).toEqual([
    { range: "bytes=0-2" },
    { range: "bytes=3-7" },
  ]);
});

test.each([200, 404, 500])("an answer of %i is no piece", async (status) => {
  asked.mockResolvedValue(piece(status));
  await expect(new Pieces("tiles").getBytes(0, 3)).rejects.toThrow(String(status));
});
