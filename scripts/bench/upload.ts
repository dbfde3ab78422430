import { type Cost, median } from "./harness.ts";
import { type Figure, printFigures } from "./targets.ts";
import { compareSenders, type Job, Sink } from "./upload/run-job.ts";
import { SparseFiles, type TestFile } from "./upload/sparse-files.ts";

// Compares uploads through the built package with the minimum that a program can do: a raw loop over
// node:http that reads into eight buffers and checks nothing. All figures are medians. They do not include
// the creation of the session, which costs one call and reads 4 MiB of the file.

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const ours = "flip-pili";
const defaults = { partSize: 5 * mebibyte, concurrency: 8 };
const peers = ["tus-js-client", "@aws-sdk/lib-storage"].filter(isInstalled);
/** Cost of a sender that did not run. It misses every limit. */
const none: Cost = { cpuMs: Number.NaN, wallMs: Number.NaN, peakMb: Number.NaN };

await using files = await SparseFiles.create();
using sink = await Sink.start();
const small = await files.createFile(256 * mebibyte);
const medium = await files.createFile(gibibyte);
const large = await files.createFile(5 * gibibyte);

const rounds = 5;

const compared = await compareWithPeers(small);
printFigures([
  ...(await measureDefaults(medium)),
  ...compared.figures,
  ...(await measureLarge(large, compared.peakMb)),
  await measureLargeParts(medium),
  await measureLink(await files.createFile(80 * mebibyte)),
  await measureAbort(medium),
]);
if (peers.length === 0) console.log("\nOther clients are not installed, and were not measured.");

async function measureDefaults(file: TestFile): Promise<Figure[]> {
  const costs = await compareSenders(sink, ["raw", ours], { ...file, ...defaults }, rounds);
  const { raw = none, [ours]: own = none } = costs;
  const name = `1 GiB, 8 x 5 MiB (${rounds} rounds)`;
  return [
    { ...ratio(`${name}: CPU`, own.cpuMs, raw.cpuMs, "ms"), target: 1.25 },
    { ...ratio(`${name}: throughput`, gibibyte / own.wallMs, gibibyte / raw.wallMs), least: 0.85 },
    { ...memory(`${name}: peak memory`, own.peakMb), target: 100 },
    memory(`${name}: peak memory of the raw loop`, raw.peakMb),
  ];
}

async function compareWithPeers(file: TestFile): Promise<{ figures: Figure[]; peakMb: number }> {
  const job = { ...file, ...defaults };
  const { raw = none, ...others } = await compareSenders(
    sink,
    ["raw", ours, ...peers],
    job,
    rounds,
  );
  const figures = Object.entries(others).flatMap(([name, { cpuMs, peakMb }]) => [
    ratio(`256 MiB (${rounds} rounds): CPU of ${name}`, cpuMs, raw.cpuMs, "ms"),
    memory(`256 MiB (${rounds} rounds): peak memory of ${name}`, peakMb),
  ]);
  return { figures, peakMb: others[ours]?.peakMb ?? Number.NaN };
}

async function measureLarge(file: TestFile, smallPeakMb: number): Promise<Figure[]> {
  const whole = await compareSenders(sink, [ours], { ...file, ...defaults }, rounds);
  const growth = (whole[ours] ?? none).peakMb - smallPeakMb;
  const job = { ...file, ...defaults, partSize: mebibyte / 2 };
  const { raw = none, [ours]: own = none } = await compareSenders(sink, ["raw", ours], job, rounds);
  const name = `10,240 parts, 5 GiB (${rounds} rounds)`;
  return [
    {
      ...memory(`5 GiB (${rounds} rounds): peak memory, more than for 256 MiB`, growth),
      target: 10,
    },
    { ...ratio(`${name}: CPU`, own.cpuMs, raw.cpuMs, "ms"), target: 1.2 },
    { ...memory(`${name}: peak memory`, own.peakMb), target: 100 },
  ];
}

async function measureLargeParts(file: TestFile): Promise<Figure> {
  const job = { ...file, ...defaults, partSize: 64 * mebibyte };
  const { [ours]: own = none } = await compareSenders(sink, [ours], job, rounds);
  return { ...memory(`parts of 64 MiB (${rounds} rounds): peak memory`, own.peakMb), target: 100 };
}

/** Measures a link with 10 MiB/s per connection and responses after 80 ms. */
async function measureLink(file: TestFile): Promise<Figure> {
  const job: Job = {
    ...file,
    ...defaults,
    link: { bytesPerSecond: 10 * mebibyte, delayMs: 80 },
  };
  const { [ours]: eight = none } = await compareSenders(sink, [ours], job, rounds);
  const { [ours]: one = none } = await compareSenders(
    sink,
    [ours],
    { ...job, concurrency: 1 },
    rounds,
  );
  const name = `10 MiB/s per connection (${rounds} rounds): speed of 8 workers, relative to one`;
  return { ...ratio(name, 1 / eight.wallMs, 1 / one.wallMs), least: 6 };
}

async function measureAbort(file: TestFile): Promise<Figure> {
  const link = { bytesPerSecond: 10 * mebibyte, delayMs: 80 };
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const { closedMs, connections } = await sink.abort({ ...file, ...defaults, link });
    times.push(connections === defaults.concurrency ? closedMs : Number.NaN);
  }
  const value = median(times);
  const name = `abort() (${rounds} rounds): time until 8 connections are closed`;
  return { name, text: `${value.toFixed(1)} ms`, value, target: 100 };
}

function ratio(name: string, value: number, base: number, unit?: string): Figure {
  const detail = unit === undefined ? "" : ` (${value.toFixed(0)} ${unit})`;
  return { name, text: `${(value / base).toFixed(2)} x${detail}`, value: value / base };
}

function memory(name: string, value: number): Figure {
  return { name, text: `${value.toFixed(0)} MB`, value };
}

/** Returns whether a package can be imported. */
function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
