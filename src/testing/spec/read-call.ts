import { nameOf, type ReceivedPair } from "../exchange/params.ts";
import type { ReceivedBody } from "../exchange/receive-body.ts";
import type { Violation } from "../exchange/violation.ts";
import { jsonParameters, readInnerNulls, readJsonFields, readNames } from "./json-fields.ts";
import {
  type BodyFormat,
  type FieldSchema,
  formParameters,
  type ReceivedCall,
  type SpecOperation,
  takesForm,
  toSchema,
} from "./operation.ts";

/** Rules of a service that its spec does not express. */
export interface CallRules {
  /** Names of the parameters that belong to the signature: no operation describes them. */
  readonly authParams: ReadonlySet<string>;
  /** Names of the parameters whose value is lowered to the maximum. */
  readonly clampedParams: ReadonlySet<string>;
  /** Whether the names of JSON fields are read in any case. */
  readonly ignoresCase?: boolean;
  /** Whether nulls inside of JSON fields are read like missing values, too. */
  readonly ignoresInnerNulls?: boolean;
}

/** A call as a service reads it. */
export interface ReadCall {
  /** The call without everything that the service ignores. */
  readonly call: ReceivedCall<SpecOperation>;
  /** What the service accepts although the spec does not describe it. */
  readonly deviations: readonly Violation[];
}

/**
 * Reads a call as the services do. They ignore parameters, fields and files that they do not know, use
 * the last of repeated parameters that are no lists, take parameters from the query, a form or JSON, and
 * treat a JSON null like a missing field.
 */
export function readCall(call: ReceivedCall<SpecOperation>, rules: CallRules): ReadCall {
  const { operation } = call;
  const body = readBody(call, rules);
  const query = readPairs(call.query, operation, rules);
  const form = readPairs(formParameters(call), operation, rules);
  const json = readPairs(jsonParameters(call), operation, rules);
  const parameters = new Set(formParameters(call));
  const ofBody = body.body.fields.filter((pair) => !parameters.has(pair));
  return {
    call: {
      ...call,
      query: [...query.pairs, ...json.pairs],
      body: { ...body.body, fields: [...ofBody, ...form.pairs] },
    },
    deviations: [query, form, json, body].flatMap(({ deviations }) => deviations),
  };
}

/** Reads the parameters of one source. */
function readPairs(
  pairs: readonly ReceivedPair[],
  { query: known }: SpecOperation,
  { authParams, clampedParams }: CallRules,
): { pairs: ReceivedPair[]; deviations: Violation[] } {
  const isKnown = ({ key, field }: ReceivedPair): boolean =>
    (field === undefined && authParams.has(key)) || isDescribed(known.get(key), field);
  const isListed = ({ key }: ReceivedPair): boolean => known.get(key)?.type === "array";
  const last = new Map(
    pairs.map((pair, index) => [isListed(pair) ? index : nameOf(pair), pair] as const),
  );
  const read = [...last.values()].filter(isKnown).map((pair) => {
    const { maximum = Infinity } = clampedParams.has(pair.key) ? toSchema(known.get(pair.key)) : {};
    const isOver = /^\d+$/.test(pair.value) && Number(pair.value) > maximum;
    if (!isOver) return { pair, deviations: [] };
    const deviations = [exceeds(pair, maximum)];
    return { pair: { ...pair, value: String(maximum) }, deviations };
  });
  const unknown = pairs.filter((pair) => !isKnown(pair));
  return {
    pairs: read.map(({ pair }) => pair),
    deviations: [
      ...unknown.map((pair) => inQuery(pair, "is unknown")),
      ...findRepeated(pairs.filter((pair) => !isListed(pair))),
      ...read.flatMap(({ deviations }) => deviations),
    ],
  };
}

/** Creates the violation that Prism reports, too. */
function exceeds(pair: ReceivedPair, maximum: number): Violation {
  const { location } = inQuery(pair, "");
  const message = `Request query parameter ${pair.key} must be <= ${maximum}`;
  return { location, message, rule: "maximum" };
}

/** Returns whether the spec describes a parameter, or a field of one. */
function isDescribed(schema: FieldSchema | undefined, field: string | undefined): boolean {
  if (schema === undefined || field === undefined) return schema !== undefined;
  const { type, properties = {}, additionalProperties } = schema;
  return type === "object" && (Object.hasOwn(properties, field) || Boolean(additionalProperties));
}

function findRepeated(pairs: readonly ReceivedPair[]): Violation[] {
  const seen = new Set<string>();
  return pairs
    .filter((pair) => seen.size === seen.add(nameOf(pair)).size)
    .map((pair) => inQuery(pair, "occurs twice"));
}

/** Creates a violation in a parameter. */
export function inQuery(pair: ReceivedPair, problem: string): Violation {
  const location = ["request", "query", pair.key, pair.field].filter((name) => name !== undefined);
  return { location, message: `Parameter ${nameOf(pair)} ${problem}` };
}

const forms = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** Reads the body. One that the operation does not accept is ignored. */
function readBody(
  call: ReceivedCall,
  rules: CallRules,
): { body: ReceivedBody; deviations: Violation[] } {
  const { operation, body } = call;
  const { mediaType } = body;
  if (mediaType === undefined) return { body, deviations: [] };
  const format = operation.bodies.find((other) => other.mediaType === mediaType);
  if (format !== undefined) return readFormat(body, format, rules);
  if (forms.includes(mediaType) && takesForm(operation)) return readFiles(body, undefined);
  const deviations = [inBody(`${operation.id} accepts no body of type "${mediaType}"`)];
  // A service that reads JSON rejects malformed JSON.
  const isUnreadable = body.fault !== undefined && mediaType === "application/json";
  if (isUnreadable && takesForm(operation)) return { body, deviations };
  return { body: withoutContent(body), deviations };
}

function readFormat(body: ReceivedBody, format: BodyFormat, rules: CallRules) {
  if (body.json === undefined) return readFiles(body, format);
  const { ignoresCase, ignoresInnerNulls } = rules;
  const named = ignoresCase ? readNames(body.json, format) : { json: body.json, deviations: [] };
  const inner = ignoresInnerNulls ? readInnerNulls(named.json) : { ...named, deviations: [] };
  const { json, deviations: ofValues } = readJsonFields(inner.json, format);
  const deviations = [...named.deviations, ...inner.deviations, ...ofValues];
  return {
    body: { ...body, json },
    deviations: deviations.map(({ field, problem }) => inField(field, problem)),
  };
}

/** Ignores the files of a form whose names are unknown. */
function readFiles(body: ReceivedBody, format: BodyFormat | undefined) {
  const isKnown = ({ name }: { name: string }): boolean => format?.fields.has(name) === true;
  const unknown = body.files.filter((file) => !isKnown(file));
  return {
    body: { ...body, files: body.files.filter(isKnown) },
    deviations: unknown.map(({ name }) => inBody(`The form's file ${name} is unknown`)),
  };
}

function withoutContent({ size, sha256 }: ReceivedBody): ReceivedBody {
  const head = Buffer.alloc(0);
  return { mediaType: undefined, size, sha256, head, fields: [], files: [], fault: undefined };
}

/** Creates a violation in the body. */
export function inBody(message: string): Violation {
  return { location: ["request", "body"], message };
}

function inField(field: string, problem: string): Violation {
  return { location: ["request", "body", field], message: `Field ${field} ${problem}` };
}
