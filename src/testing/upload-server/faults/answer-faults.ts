import { gzipSync } from "node:zlib";
import { emptyAnswer, jsonAnswer, textAnswer, type UploadAnswer } from "../upload-answer.ts";
import type { Course } from "./course.ts";
import type { AnswerFault } from "./upload-fault.ts";

type Fault<Kind extends AnswerFault["kind"]> = Extract<AnswerFault, { kind: Kind }>;

/** Where faults may send a client. */
export interface OtherPlaces {
  /** Of another origin, which is no upload server. */
  readonly url: string;
}

const page = "<!doctype html><title>Welcome</title><p>Please accept the terms of use.</p>";

/** Answers a status. */
export function status(fault: Fault<"status">): Partial<Course> {
  const { headers = {}, body, early = false, stored = false } = fault;
  const plain = toAnswer(fault.status, body);
  const answer = { ...plain, headers: { ...plain.headers, ...headers } };
  return early ? { early: answer } : { isStored: stored, rewrite: () => answer };
}

/** Promises more than it sends. */
export function truncate({ bytes = 5 }: Fault<"truncate">): Partial<Course> {
  return { delivery: { kind: "truncate", bytes } };
}

/** Answers what is no HTTP. */
export function raw(fault: Fault<"raw">): Partial<Course> {
  const { bytes = "SSH-2.0-OpenSSH_9.6\r\n", stored = false } = fault;
  const answered = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
  return { isStored: stored, delivery: { kind: "raw", bytes: answered } };
}

/** Answers a page. */
export function html({ html: text = page, stored = false }: Fault<"html">): Partial<Course> {
  return { isStored: stored, rewrite: () => textAnswer(200, "text/html", text) };
}

/** Answers 200 with another body. */
export function body({ json, text, padTo = 0, stored = true }: Fault<"body">): Partial<Course> {
  const answer = textAnswer(200, "application/json", text ?? JSON.stringify(json) ?? "");
  return { isStored: stored, rewrite: () => pad(answer, padTo) };
}

/** Compresses the answer. */
export function gzip({ padTo = 0 }: Fault<"gzip">): Partial<Course> {
  return { rewrite: (answer) => compress(pad(answer, padTo)) };
}

/** Sends the request elsewhere. */
export function redirect(fault: Fault<"redirect">, places: OtherPlaces): Partial<Course> {
  const { status: code = 307, location = places.url } = fault;
  return { isStored: false, rewrite: () => emptyAnswer(code, { Location: location }) };
}

/** Names a new location. */
export function moved({ to = "sameOrigin" }: Fault<"moved">, places: OtherPlaces): Partial<Course> {
  return {
    rewrite: (answer, session) => {
      const elsewhere = to === "otherOrigin" ? places.url : String(to);
      const location = to === "sameOrigin" ? session.move() : elsewhere;
      return { ...answer, headers: { ...answer.headers, Location: location } };
    },
  };
}

function toAnswer(code: number, value: unknown): UploadAnswer {
  if (value === undefined) return emptyAnswer(code);
  return typeof value === "string"
    ? textAnswer(code, "text/plain", value)
    : jsonAnswer(code, value);
}

function pad(answer: UploadAnswer, length: number): UploadAnswer {
  const blanks = Buffer.alloc(Math.max(0, length - answer.body.length), " ");
  return { ...answer, body: Buffer.concat([answer.body, blanks]) };
}

/** What is empty stays so. */
function compress(answer: UploadAnswer): UploadAnswer {
  if (answer.body.length === 0) return answer;
  const headers = { ...answer.headers, "Content-Encoding": "gzip" };
  return { ...answer, headers, body: gzipSync(answer.body) };
}
