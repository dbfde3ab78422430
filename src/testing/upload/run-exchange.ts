import { setTimeout as wait } from "node:timers/promises";
import { answerUpload } from "./answer-upload.ts";
import { deliver, endWithout } from "./deliver.ts";
import type { Exchange } from "./exchange.ts";
import { closeRecord } from "./recorded-upload.ts";
import { refuseUpload } from "./upload-answer.ts";

/** Takes a request to its end, whatever that is. Never rejects. */
export async function runExchange(exchange: Exchange): Promise<void> {
  try {
    await followCourse(exchange);
  } catch (fault) {
    await giveUp(exchange, fault).catch(() => {});
  }
}

async function followCourse(exchange: Exchange): Promise<void> {
  const { course, signal } = exchange;
  const answer = course.early ?? (await answerUpload(exchange));
  if (answer === undefined) {
    endWithout(exchange, course.cut?.ending ?? { kind: "reset" });
    return;
  }
  if (course.delayMs > 0) await wait(course.delayMs, undefined, { signal });
  await deliver(exchange, answer);
}

/** The client has gone, the server closes, or the server is broken: the test should see that. */
async function giveUp(exchange: Exchange, fault: unknown): Promise<void> {
  const { request, response, record, signal } = exchange;
  if (request.socket.destroyed || signal.aborted || response.headersSent) {
    closeRecord(record, "aborted");
    response.destroy();
    return;
  }
  const whole = { ...exchange.course, delivery: { kind: "whole" } } as const;
  await deliver({ ...exchange, course: whole }, refuseUpload(500, "MockError", String(fault)));
}
