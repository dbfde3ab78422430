import { once } from "node:events";
import { expect, test } from "vitest";
import { MockClock } from "../../../src/testing/mock/clock.ts";

const start = new Date("2026-01-02T03:04:05.000Z");

/** Creates a clock that only advance() moves. */
function createStill(): MockClock {
  return new MockClock(() => start, 0);
}

test("Clock.advance() advances the time", async () => {
  const clock = createStill();

  await clock.advance(61_000);

  expect(clock.now().toISOString()).toBe("2026-01-02T03:05:06.000Z");
  expect(clock.elapsedMs()).toBe(61_000);
});

test("Clock starts at the time of its base clock, and ignores later jumps", async () => {
  let base = start;
  const clock = new MockClock(() => base, 0);

  base = new Date(0);
  const before = clock.now();
  clock.reset();

  expect([before, clock.now()]).toEqual([start, base]);
});

test("Clock.advance() calls callbacks in order, each at its time", async () => {
  const clock = createStill();
  const happened: [string, number][] = [];
  const note = (name: string) => () => void happened.push([name, clock.elapsedMs()]);
  clock.schedule(30, note("third"));
  clock.schedule(10, note("first"));
  clock.schedule(10, note("second"));
  clock.schedule(31, note("never"));

  await clock.advance(30);

  expect(happened).toEqual([
    ["first", 10],
    ["second", 10],
    ["third", 30],
  ]);
});

test("Clock.advance() waits for callbacks, and for those that they schedule", async () => {
  const clock = createStill();
  const happened: string[] = [];
  clock.schedule(10, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    happened.push("first");
    clock.schedule(10, () => void happened.push("second"));
  });

  await clock.advance(20);

  expect(happened).toEqual(["first", "second"]);
});

test("Clock.schedule() in a callback counts from its due time, at any speed", async () => {
  const clock = new MockClock(() => start, 1000);
  const times: number[] = [];
  const step = (): void => {
    times.push(clock.elapsedMs());
    if (times.length < 50) clock.schedule(1_000_000, step);
  };
  const begin = clock.elapsedMs();
  clock.schedule(1_000_000, step);

  await clock.advance(60_000_000);

  expect(times).toHaveLength(50);
  const first = times[0] ?? 0;
  expect(first - begin).toBeGreaterThanOrEqual(1_000_000);
  expect(times.map((time) => Math.round((time - first) / 1_000_000))).toEqual(
    times.map((_, index) => index),
  );
  expect((times.at(-1) ?? 0) - first).toBeCloseTo(49_000_000, 3);
});

test("Clock with a speed calls callbacks automatically", async () => {
  const clock = new MockClock(() => start, 100_000);
  const happening = new EventTarget();
  const waiting = once(happening, "due");

  clock.schedule(1_000_000, () => void happening.dispatchEvent(new Event("due")));
  await waiting;

  expect(clock.elapsedMs()).toBeGreaterThanOrEqual(1_000_000);
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(start.getTime() + 1_000_000);
});

test("Scheduled.cancel() prevents the call", async () => {
  const clock = createStill();
  const happened: string[] = [];
  const scheduled = clock.schedule(10, () => void happened.push("first"));
  clock.schedule(20, () => void happened.push("second"));

  scheduled.cancel();
  await clock.advance(30);

  expect(happened).toEqual(["second"]);
});

test("Clock.advance() runs concurrent calls one after another", async () => {
  const clock = createStill();
  const happened: number[] = [];
  for (const delay of [5, 15, 25]) clock.schedule(delay, () => void happened.push(delay));

  await Promise.all([clock.advance(10), clock.advance(10), clock.advance(10)]);

  expect(happened).toEqual([5, 15, 25]);
  expect(clock.elapsedMs()).toBe(30);
});

test("Clock.advance() rejects with the error of a callback, and the clock continues", async () => {
  const clock = createStill();
  const happened: string[] = [];
  clock.schedule(10, () => {
    throw new Error("broken");
  });
  clock.schedule(20, () => void happened.push("second"));

  await expect(clock.advance(15)).rejects.toThrow("broken");
  await clock.advance(15);

  expect(happened).toEqual(["second"]);
});

test("Clock.reset() returns to the start, even during an advance()", async () => {
  const clock = createStill();
  const happened: string[] = [];
  let release = () => {};
  clock.schedule(
    10,
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
        happened.push("first");
      }),
  );
  clock.schedule(20, () => void happened.push("second"));

  const advancing = clock.advance(1000);
  await new Promise((resolve) => setImmediate(resolve));
  clock.reset();
  release();
  await advancing;

  expect(happened).toEqual(["first"]);
  expect(clock.elapsedMs()).toBe(0);
  expect(clock.now()).toEqual(start);
});

test("Clock.close() prevents all further calls", async () => {
  const clock = createStill();
  const happened: string[] = [];
  clock.schedule(10, () => void happened.push("before"));

  clock.close();
  clock.schedule(10, () => void happened.push("after"));
  await clock.advance(1000);

  expect(happened).toEqual([]);
});
