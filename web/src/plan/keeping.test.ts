import { expect, test } from "vitest";
import { type PlanHead, withdrawPlan } from "../api/plans.ts";
import type { Server } from "../api/server.ts";
import { Keeping } from "./keeping.ts";
import { Studio } from "./studio.ts";

const submitted = { name: "p", version: 3, state: "submitted", may: { withdraw: true } };

/** A plan that is open, and how the server has it meanwhile. */
function keepingOf(now: object, changed = false) {
  const get = async (path: string) => ({
    data: path.endsWith("{name}") ? { ...submitted, ...now } : [],
    response: new Response(),
  });
  const refused = async () => ({
    error: { code: "plan-not-submitted", message: "It is not submitted." },
    response: new Response(null, { status: 409 }),
  });
  const server = { client: { GET: get, POST: refused } } as unknown as Server;
  const studio = new Studio(server, "1", "grid");
  studio.changed.value = changed;
  const keeping = new Keeping(studio);
  keeping.open.value = submitted as unknown as PlanHead;
  return { server, studio, keeping };
}

const approved = { state: "approved", may: { withdraw: false } };

test("what others decide on the plan that is open is taken up with the list", async () => {
  const { keeping } = keepingOf(approved);
  await keeping.refresh();
  expect(keeping.open.value).toMatchObject(approved);
});

test("a plan that was discarded meanwhile leaves what is drawn as nobody's", async () => {
  const { keeping, studio } = keepingOf({ state: "discarded", version: 4 });
  await keeping.refresh();
  expect(keeping.open.value).toBeNull();
  expect(studio.changed.value).toBe(true);
});

test("strokes that are not kept stay on the version that they were drawn on", async () => {
  const { keeping } = keepingOf({ ...approved, version: 4 }, true);
  await keeping.refresh();
  expect(keeping.open.value).toMatchObject(submitted);
});

test("a refusal is told, and what may be done now is offered", async () => {
  const { keeping, server } = keepingOf(approved);
  await keeping.decide((plan) => withdrawPlan(server, plan));
  expect(keeping.fault.value).toMatchObject({ status: 409, code: "plan-not-submitted" });
  expect(keeping.open.value).toMatchObject(approved);
});

test("a refusal is told until something else is done, or how things stand is read anew", async () => {
  const { keeping, server, studio } = keepingOf(approved);
  await keeping.decide((plan) => withdrawPlan(server, plan));
  expect(keeping.fault.value).not.toBeNull();
  studio.strokes.value += 1;
  expect(keeping.fault.value).toBeNull();
  await keeping.decide((plan) => withdrawPlan(server, plan));
  expect(keeping.fault.value).not.toBeNull();
  await keeping.refresh();
  expect(keeping.fault.value).toBeNull();
});

test("what stands in the way of keeping a plan is asked about again, once something else was done", () => {
  const { keeping, studio } = keepingOf(approved);
  keeping.conflict.value = true;
  studio.strokes.value += 1;
  expect(keeping.conflict.value).toBe(false);
});

test("a plan that was discarded is not opened, and that is told", async () => {
  const { keeping } = keepingOf({ state: "discarded" });
  keeping.open.value = null;
  await keeping.show("p");
  expect(keeping.discarded.value).toBe(true);
  expect(keeping.open.value).toBeNull();
});

test("to look at what another one kept settles no conflict", async () => {
  const { keeping } = keepingOf(approved, true);
  keeping.conflict.value = true;
  await keeping.compareWith(submitted as unknown as PlanHead, "p");
  expect(keeping.conflict.value).toBe(true);
});
