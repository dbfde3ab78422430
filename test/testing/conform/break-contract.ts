import type { PassedAnswer, PassedCall, Rewriting } from "./rewriting-server.ts";

/** Changes the JSON of the successes of certain calls. */
export function changeJson(line: RegExp, change: (body: never) => unknown): Rewriting {
  return changeAnswer(line, (answer) => {
    answer.body = Buffer.from(JSON.stringify(change(JSON.parse(answer.body.toString()) as never)));
  });
}

/** Changes the successes of certain calls. */
export function changeAnswer(line: RegExp, change: (answer: PassedAnswer) => void): Rewriting {
  return {
    rewrite(answer, call) {
      if (line.test(call.line) && answer.status < 300) change(answer);
    },
  };
}

/** Changes the refusals of certain calls. */
export function changeRefusal(line: RegExp, change: (answer: PassedAnswer) => void): Rewriting {
  return {
    rewrite(answer, call) {
      if (line.test(call.line) && answer.status >= 400) change(answer);
    },
  };
}

/** Answers certain calls without asking the mock. */
export function answerWith(
  line: RegExp,
  answer: (call: PassedCall) => PassedAnswer | undefined,
): Rewriting {
  return { intercept: (call) => (line.test(call.line) ? answer(call) : undefined) };
}

/** An answer of JSON. */
export function json(status: number, body: unknown): PassedAnswer {
  const headers = { "content-type": "application/json" };
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}
