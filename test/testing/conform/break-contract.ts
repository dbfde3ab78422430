import type { PassedCall, PassedResponse, Rewriting } from "./rewriting-server.ts";

/** Changes the JSON of the successes of certain calls. */
export function changeJson(line: RegExp, change: (body: never) => unknown): Rewriting {
  return changeResponse(line, (response) => {
    response.body = Buffer.from(
      JSON.stringify(change(JSON.parse(response.body.toString()) as never)),
    );
  });
}

/** Changes the successes of certain calls. */
export function changeResponse(
  line: RegExp,
  change: (response: PassedResponse) => void,
): Rewriting {
  return {
    rewrite(response, call) {
      if (line.test(call.line) && response.status < 300) change(response);
    },
  };
}

/** Changes the rejections of certain calls. */
export function changeRejection(
  line: RegExp,
  change: (response: PassedResponse) => void,
): Rewriting {
  return {
    rewrite(response, call) {
      if (line.test(call.line) && response.status >= 400) change(response);
    },
  };
}

/** Responds to certain calls in place of the mock. */
export function respondWith(
  line: RegExp,
  response: (call: PassedCall) => PassedResponse | undefined,
): Rewriting {
  return { intercept: (call) => (line.test(call.line) ? response(call) : undefined) };
}

/** Creates a response with JSON. */
export function json(status: number, body: unknown): PassedResponse {
  const headers = { "content-type": "application/json" };
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}
