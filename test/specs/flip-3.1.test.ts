import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readSpecOperations } from "../helpers/spec-operations.ts";

// What the published clients of 3.1 declare: call, status of success, statuses of errors.
const declared = `
  GET    /factories.json                   200
  POST   /factories.json                   201 400 403
  GET    /factories/{id}.json              200 403 404
  PATCH  /factories/{id}.json              200 400 403 404
  POST   /factories/{id}/sync.json         200
  GET    /videos.json                      200
  POST   /videos.json                      201 403 500
  GET    /videos/{id}.json                 200 403 404
  DELETE /videos/{id}.json                 200 403 404
  DELETE /videos/{id}/source.json          200 403 404
  GET    /videos/{id}/encodings.json       200 404
  GET    /videos/{id}/metadata.json        200 404
  POST   /videos/upload.json               201
  GET    /videos/queued.json               200
  POST   /videos/resubmit.json             200 400 404
  POST   /videos/{id}/cancel.json          200 404
  GET    /videos/{id}/signed-url.json      200 404
  GET    /encodings.json                   200
  POST   /encodings.json                   200 400 403
  GET    /encodings/{id}.json              200 404
  PUT    /encodings/{id}.json              200 400 403 404
  DELETE /encodings/{id}.json              200 400 403 404
  POST   /encodings/{id}/cancel.json       200 400 403 404
  POST   /encodings/{id}/retry.json        200 403 404
  GET    /encodings/count.json             200 404
  GET    /encodings/{id}/signed-url.json   200 404
  GET    /encodings/{id}/signed-urls.json  200 404
  GET    /profiles.json                    200 404
  POST   /profiles.json                    200 400 403 404
  GET    /profiles/{id}.json               200 404
  PUT    /profiles/{id}.json               200 400 403 404
  DELETE /profiles/{id}.json               200 403 404
  GET    /profiles/{id}/encodings.json     200 404
  POST   /profiles/{id}/copy.json          200 403 404
  GET    /notifications.json               200
  PUT    /notifications.json               200
  GET    /workflows.json                   200 404
  POST   /workorders.json                  200
`;
const root = parse(
  readFileSync(new URL("../../specs/flip-3.1/openapi.yaml", import.meta.url), "utf8"),
);
const calls = declared.trim().split("\n").map(readCall);
const operations = readSpecOperations("flip-3.1").map((operation) => {
  return { ...operation, call: `${operation.method.toUpperCase()} ${operation.path}` };
});
const uploads = operations.filter(({ path }) => path === "/upload/session");

test.each(calls)("specs/flip-3.1 has the declared statuses of $call", ({ call, statuses }) => {
  const operation = operations.find((candidate) => candidate.call === call);

  expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(statuses));
});

test("specs/flip-3.1 has the calls of the published clients, the requests to a location, and no other", () => {
  const methods = uploads.map(({ method }) => method);

  expect(methods).toEqual(["get", "put", "post", "delete"]);
  expect(
    operations
      .filter((operation) => !uploads.includes(operation))
      .map(nameOf)
      .sort(),
  ).toEqual(calls.map(nameOf).sort());
});

test("specs/flip-3.1 needs a factory for every call except those under /factories", () => {
  const accountWide = operations.filter(({ path }) => path.startsWith("/factories"));
  const others = operations.filter(({ path }) => !/^\/(factories|upload\/)/.test(path));

  expect(accountWide.map(({ security }) => security)).toEqual(
    accountWide.map(() => [{ api_key: [] }]),
  );
  expect(root.security).toEqual([{ api_key: [], factory_id: [] }]);
  expect(others.map(({ security }) => security)).toEqual(others.map(() => undefined));
});

test("specs/flip-3.1 needs no key at an upload location", () => {
  expect(uploads.map(({ security }) => security)).toEqual([[], [], [], []]);
});

function readCall(line: string) {
  const [method, path, ...statuses] = line.trim().split(/\s+/);
  return { call: `${method} ${path}`, statuses };
}

function nameOf({ call }: { readonly call: string }): string {
  return call;
}
