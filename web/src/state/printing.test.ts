import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Book } from "../api/books.ts";
import { connect } from "../api/server.ts";
import { Printing } from "./printing.ts";

const WISHES = { kind: "area", paper: "A4", alone: false, names: false } as const;
const PRINT = { id: "p1", area: "43", kind: "area", sheets: 3, drawn: 0, boxed: [], problem: null };
const DRAWING = { ...PRINT, state: "running", drawn: 1 };
const DONE = { ...PRINT, state: "done", drawn: 3, boxed: ["😀"] };

const saved: Book[] = [];
let asked: string[] = [];

/** A print on a server that gives these answers to "METHOD path", one after the other. */
function printing(answers: Record<string, (object | null)[]>): Printing {
  vi.stubGlobal(
    "fetch",
    vi.fn(async (asking: string | Request, init?: RequestInit) => {
      const request = new Request(asking, init);
      const question = `${request.method} ${new URL(request.url).pathname.replace("/api/v1/", "")}`;
      asked.push(question);
      const answer = answers[question]?.shift();
      if (answer === undefined) throw new TypeError("Failed to fetch");
      if (answer instanceof Response) return answer;
      return answer ? Response.json(answer) : new Response(null, { status: 204 });
    }),
  );
  return new Printing(connect("http://gridmap.test/", "en"), (book) => saved.push(book));
}

const file = () =>
  new Response("%PDF", {
    headers: { "content-disposition": "attachment; filename*=UTF-8''a.pdf" },
  });
const soon = () => vi.advanceTimersByTimeAsync(500);

beforeEach(() => {
  vi.useFakeTimers();
  saved.length = 0;
  asked = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a print is followed until it is saved, and then dropped", async () => {
  const one = printing({
    "POST prints": [{ ...PRINT, state: "waiting" }],
    "GET prints/p1": [DRAWING, DONE],
    "GET prints/p1/file": [file()],
    "DELETE prints/p1": [null],
  });
  await one.start("43", WISHES);
  expect(one.now.value?.state).toBe("waiting");
  await soon();
  expect(one.now.value?.drawn).toBe(1);
  await soon();
  expect([one.now.value, one.ended.value, one.fault.value]).toEqual([null, "saved", null]);
  expect(one.boxed.value).toEqual(["😀"]);
  expect(saved.map(({ name }) => name)).toEqual(["a.pdf"]);
  expect(asked.at(-1)).toBe("DELETE prints/p1");
});

test("a network that stumbles is no end of a print; one that is gone for long is said", async () => {
  const one = printing({
    "POST prints": [DRAWING],
    "GET prints/p1": [],
    "GET prints/p1/file": [],
  });
  await one.start("43", WISHES);
  for (let round = 0; round < 6; round++) await soon();
  expect([one.now.value?.drawn, one.fault.value]).toEqual([1, null]);
  await soon();
  expect(one.now.value).toBeNull();
  expect(one.fault.value).toBeInstanceOf(TypeError);
});

test("a print that is stopped is dropped, and nothing of it is saved", async () => {
  const one = printing({ "POST prints": [DRAWING], "DELETE prints/p1": [null] });
  await one.start("43", WISHES);
  await one.stop();
  await soon();
  expect([one.now.value, one.ended.value]).toEqual([null, "stopped"]);
  expect(asked).toEqual(["POST prints", "DELETE prints/p1"]);
  expect(saved).toEqual([]);
});

test("what went wrong is said in the server's words", async () => {
  const problem = { code: "poster-none-below", message: "No areas below.", fields: {} };
  const one = printing({
    "POST prints": [{ ...PRINT, state: "failed", problem }],
    "DELETE prints/p1": [null],
  });
  await one.start("43", WISHES);
  expect(one.fault.value).toMatchObject({ message: "No areas below." });
  expect(one.ended.value).toBeNull();
});

test("a print that went on while the page was loaded anew is found again", async () => {
  const one = printing({
    "GET prints": [[DRAWING]],
    "GET prints/p1": [DONE],
    "GET prints/p1/file": [file()],
    "DELETE prints/p1": [null],
  });
  await one.resume();
  expect(one.now.value?.drawn).toBe(1);
  await soon();
  expect(one.ended.value).toBe("saved");
});

test("out of reach nothing is found again; what is refused is said", async () => {
  const offline = printing({});
  await offline.resume();
  expect([offline.now.value, offline.fault.value]).toEqual([null, null]);
  const body = { code: "not-your-role", message: "Not for you.", fields: {} };
  const refused = printing({ "GET prints": [Response.json(body, { status: 403 })] });
  await refused.resume();
  expect(refused.fault.value).toMatchObject({ status: 403, message: "Not for you." });
});
