import { expect, test } from "vitest";
import { chooseMediaType, isBinary, isJson } from "../../scripts/openapi/media-types.ts";

test.for([
  [[], undefined],
  [["text/html", "application/json"], "application/json"],
  [
    ["application/vnd.a+json", "application/json; charset=utf-8"],
    "application/json; charset=utf-8",
  ],
  [["text/plain", "text/json", "application/hal+json"], "text/json"],
  [["multipart/form-data", "application/problem+json"], "application/problem+json"],
  [
    ["multipart/form-data", "application/x-www-form-urlencoded"],
    "application/x-www-form-urlencoded",
  ],
  [["application/octet-stream", "multipart/form-data"], "multipart/form-data"],
  [["text/plain", "application/octet-stream"], "application/octet-stream"],
  [["image/png", "text/plain"], "text/plain"],
  [["image/png", "image/gif"], "image/png"],
] as const)("chooseMediaType() chooses from %j %s", ([mediaTypes, chosen]) => {
  expect(chooseMediaType(mediaTypes)).toBe(chosen);
});

test.for([
  ["application/json", true],
  ["APPLICATION/JSON;charset=utf-8", true],
  ["application/problem+json", true],
  ["text/json", true],
  ["application/json-seq", false],
  ["text/plain; a=+json", false],
] as const)("isJson() of %s returns %s", ([mediaType, expected]) => {
  expect(isJson(mediaType)).toBe(expected);
});

test.for([
  ["application/octet-stream", true],
  ["video/mp4", true],
  ["text/plain", false],
  ["application/json", false],
] as const)("isBinary() of %s returns %s", ([mediaType, expected]) => {
  expect(isBinary(mediaType)).toBe(expected);
});
