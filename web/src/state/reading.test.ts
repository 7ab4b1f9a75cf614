import { expect, test } from "vitest";
import { oneAtATime, onlyOnce, Reading } from "./reading.ts";

test("old figures stay when the new ones cannot be read", async () => {
  const reading = new Reading<number>();
  await reading.read(async () => 306);
  await reading.read(async () => {
    throw new TypeError("no network");
  });
  expect([reading.value.value, reading.state.value]).toEqual([306, "failed"]);
  expect(reading.fault.value).toBeInstanceOf(TypeError);
});

test("a slow answer to an earlier question does not come in late", async () => {
  const reading = new Reading<string>();
  let slow: (text: string) => void = () => {};
  const first = reading.read(
    () =>
      new Promise((resolve) => {
        slow = resolve;
      }),
  );
  await reading.read(async () => "second");
  slow("first");
  await first;
  expect(reading.value.value).toBe("second");
});

test("what is forgotten while it is read does not come back", async () => {
  const reading = new Reading<string>();
  const read = reading.read(async () => "gone");
  reading.clear();
  await read;
  expect([reading.value.value, reading.state.value]).toEqual([null, "idle"]);
});

test("a task asked for while it runs runs once more", async () => {
  let runs = 0;
  let finish: () => void = () => {};
  const ask = oneAtATime(() => {
    runs += 1;
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  ask();
  ask();
  ask();
  expect(runs).toBe(1);
  finish();
  await Promise.resolve();
  await Promise.resolve();
  expect(runs).toBe(2);
});

test("what is pressed twice is done once, and can be done again after it failed", async () => {
  let deeds = 0;
  let fail: () => void = () => {};
  const once = onlyOnce();
  const deed = () => {
    deeds += 1;
    return new Promise((_, reject) => {
      fail = () => reject(new TypeError("no network"));
    });
  };
  once(deed);
  once(deed);
  expect(deeds).toBe(1);
  fail();
  await Promise.resolve();
  await Promise.resolve();
  once(deed);
  expect(deeds).toBe(2);
});
