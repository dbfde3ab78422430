import { canonicalQuery, parseNotification, stringToSign, TelestreamCloud } from "flip-pili/flip";
import {
  Credentials,
  Hub,
  parseJobNotification,
  rtmpPublishUrl,
  stringToSign as stringToSignPili,
} from "flip-pili/pili";
import { expect, test } from "vitest";
import { parseJson } from "../../../src/http/wire/parse-json.ts";
import { credentials } from "../../helpers/flip-server.ts";

/** Parts that are repeated, between two other characters. */
const parts = [
  " ",
  "/",
  ".",
  "a.",
  "[",
  "{a}",
  ":1",
  "-1",
  "a=1&",
  '\\"',
  ",",
  "\n",
  "%",
  "\u001b",
  "😀",
];

/**
 * Sizes of the inputs in characters. A parser that needs quadratic time already takes seconds for the
 * smaller size, and hours for the larger one, which it is then not given.
 */
const sizes = [64 * 1024, 1024 * 1024];

/** Limit for one input. A linear parser needs about a hundredth of it. */
const maxMs = 4_000;

const keys = new Credentials("ak", "sk");

const parsers: Record<string, (text: string) => unknown> = {
  "stringToSign() with a path": (path) =>
    stringToSign({ method: "GET", host: "h", path, params: {} }),
  "canonicalQuery()": (text) => canonicalQuery({ [text]: "a", a: { [text]: "b" } }),
  "signedParams() with a timestamp": (timestamp) =>
    new TelestreamCloud(credentials).signedParams("GET", "/a.json", {}, { timestamp }),
  "TelestreamCloud with apiHost": (apiHost) => new TelestreamCloud({ ...credentials, apiHost }),
  "TelestreamCloud with apiVersion": (apiVersion) =>
    new TelestreamCloud({ ...credentials, apiVersion }),
  "TelestreamCloud with factoryId": (factoryId) =>
    new TelestreamCloud({ ...credentials, factoryId }).signedParams("GET", "/a.json"),
  "TelestreamCloud with keys": (text) => new TelestreamCloud({ accessKey: text, secretKey: text }),
  "parseNotification() with a form": (text) => parseNotification(text),
  "parseNotification() with a field": (text) =>
    parseNotification({ event: "encoding-progress", encoding_id: "e", progress: text }),
  "parseNotification() with a name": (text) =>
    parseNotification({ event: "video-created", video_id: "v", [text]: text }),
  "parseJobNotification()": (text) => parseJobNotification(text),
  "Hub with apiHost": (apiHost) => new Hub(keys, "hub", { apiHost }),
  "Hub with a name": (name) => new Hub(keys, name),
  "hub.stream()": (id) => new Hub(keys, "hub").stream(id),
  "rtmpPublishUrl()": (text) =>
    rtmpPublishUrl({
      hub: text,
      title: text,
      publishKey: text,
      publishSecurity: "static",
      hosts: { publish: { rtmp: text } },
    }),
  "stringToSign() of Pili": (text) =>
    stringToSignPili({ method: "POST", url: `https://h/${text}`, contentType: text, body: text }),
  "verifyCallback()": (text) =>
    keys.verifyCallback({
      method: "POST",
      url: text,
      headers: { Authorization: text },
      body: text,
    }),
  "verifyCallback() with a complete URL": (text) =>
    keys.verifyCallback({ method: "POST", url: `http://h/${text}`, headers: { [text]: text } }),
  "parseJson() with a string": (text) => parseJson(JSON.stringify({ text })),
  "parseJson() with anything": (text) => parseJson(`[1${text}1]`),
};

test.each(Object.keys(parsers))("%s parses or rejects 1 MiB of any text", (name) => {
  const parse = parsers[name];

  const problems = sizes.flatMap((size) =>
    parts.map((part) => {
      const text = `a${part.repeat(size / part.length)}b`;
      const start = performance.now();
      const problem = outcomeOfParser(() => parse?.(text));
      if (performance.now() - start > maxMs) throw new Error(`${size} characters take too long`);
      return problem;
    }),
  );

  expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
});

/** Returns the name of an error that is not about the input. */
function outcomeOfParser(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    const { name } = error as Error;
    const isAboutInput = ["InvalidArgumentError", "SyntaxError", "TypeError"].includes(name);
    return isAboutInput ? undefined : name;
  }
}
