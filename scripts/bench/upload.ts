import { type Cost, median } from "./harness.ts";
import { type Figure, printFigures } from "./targets.ts";
import { compareSenders } from "./upload/compare.ts";
import { isInstalled } from "./upload/is-installed.ts";
import { type Job, Sink } from "./upload/run-job.ts";
import { SparseFiles, type TestFile } from "./upload/sparse-files.ts";

// Uploads through the built package, beside the least that a program can do: a raw loop over
// node:http that reads into eight buffers and asks nothing. All figures are medians; what creating a
// session costs, a call and a look at 4 MiB of the file, is not in them.

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const ours = "flip-pili";
const usual = { partSize: 5 * mebibyte, concurrency: 8 };
const peers = ["tus-js-client", "@aws-sdk/lib-storage"].filter(isInstalled);
/** Stands for a cost that was not measured: no target is met by it. */
const none: Cost = { cpuMs: Number.NaN, wallMs: Number.NaN, peakMb: Number.NaN };

await using files = await SparseFiles.create();
using sink = await Sink.start();
const small = await files.make(256 * mebibyte);
const medium = await files.make(gibibyte);
const large = await files.make(5 * gibibyte);

const rounds = 5;

const beside = await measureBesidePeers(small);
printFigures([
  ...(await measureUsual(medium)),
  ...beside.figures,
  ...(await measureLarge(large, beside.peakMb)),
  await measureLargeParts(medium),
  await measureLink(await files.make(80 * mebibyte)),
  await measureAbort(medium),
]);
if (peers.length === 0) console.log("\nOther clients are left out: they are not installed.");

async function measureUsual(file: TestFile): Promise<Figure[]> {
  const costs = await compareSenders(sink, ["raw", ours], { ...file, ...usual }, rounds);
  const { raw = none, [ours]: own = none } = costs;
  const name = `1 GiB, 8 x 5 MiB (${rounds} rounds)`;
  return [
    { ...ratio(`${name}: CPU`, own.cpuMs, raw.cpuMs, "ms"), target: 1.25 },
    { ...ratio(`${name}: throughput`, gibibyte / own.wallMs, gibibyte / raw.wallMs), least: 0.85 },
    { ...memory(`${name}: peak memory`, own.peakMb), target: 100 },
    memory(`${name}: peak memory of the raw loop`, raw.peakMb),
  ];
}

async function measureBesidePeers(file: TestFile): Promise<{ figures: Figure[]; peakMb: number }> {
  const job = { ...file, ...usual };
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
  const whole = await compareSenders(sink, [ours], { ...file, ...usual }, rounds);
  const growth = (whole[ours] ?? none).peakMb - smallPeakMb;
  const job = { ...file, ...usual, partSize: mebibyte / 2 };
  const { raw = none, [ours]: own = none } = await compareSenders(sink, ["raw", ours], job, rounds);
  const name = `10,240 parts, 5 GiB (${rounds} rounds)`;
  return [
    {
      ...memory(`5 GiB (${rounds} rounds): peak memory above that of 256 MiB`, growth),
      target: 10,
    },
    { ...ratio(`${name}: CPU`, own.cpuMs, raw.cpuMs, "ms"), target: 1.25 },
    { ...memory(`${name}: peak memory`, own.peakMb), target: 100 },
  ];
}

async function measureLargeParts(file: TestFile): Promise<Figure> {
  const job = { ...file, ...usual, partSize: 64 * mebibyte };
  const { [ours]: own = none } = await compareSenders(sink, [ours], job, rounds);
  return { ...memory(`parts of 64 MiB (${rounds} rounds): peak memory`, own.peakMb), target: 100 };
}

/** 10 MiB/s on each connection, and answers after 80 ms. */
async function measureLink(file: TestFile): Promise<Figure> {
  const job: Job = {
    ...{ ...file, ...usual },
    link: { bytesPerSecond: 10 * mebibyte, delayMs: 80 },
  };
  const { [ours]: eight = none } = await compareSenders(sink, [ours], job, rounds);
  const { [ours]: one = none } = await compareSenders(
    sink,
    [ours],
    { ...job, concurrency: 1 },
    rounds,
  );
  const name = `10 MiB/s a connection (${rounds} rounds): 8 workers, of the speed of one`;
  return { ...ratio(name, 1 / eight.wallMs, 1 / one.wallMs), least: 6 };
}

async function measureAbort(file: TestFile): Promise<Figure> {
  const link = { bytesPerSecond: 10 * mebibyte, delayMs: 80 };
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const { closedMs, connections } = await sink.abort({ ...file, ...usual, link });
    times.push(connections === usual.concurrency ? closedMs : Number.NaN);
  }
  const value = median(times);
  const name = `abort() (${rounds} rounds): until 8 connections are closed`;
  return { name, text: `${value.toFixed(1)} ms`, value, target: 100 };
}

function ratio(name: string, value: number, base: number, unit?: string): Figure {
  const detail = unit === undefined ? "" : ` (${value.toFixed(0)} ${unit})`;
  return { name, text: `${(value / base).toFixed(2)} x${detail}`, value: value / base };
}

function memory(name: string, value: number): Figure {
  return { name, text: `${value.toFixed(0)} MB`, value };
}
