import { createDereference } from "./dereference.ts";
import { emitSchema } from "./emit-schema.ts";
import { emitEndpoints } from "./endpoints/emit-endpoints.ts";
import { dropIgnoredHeaders } from "./ignored-headers.ts";
import type { Spec } from "./load-spec.ts";
import { type ReadOptions, readOperations } from "./read-operations.ts";
import { splitDirections } from "./split-directions.ts";

/** The generated modules of one API, not yet formatted. */
export interface GeneratedApi {
  readonly schema: string;
  readonly endpoints: string;
}

/**
 * Makes the modules of one API from its spec.
 *
 * @throws {SpecError} When the spec lacks what the generated code needs.
 */
export function generateApi(spec: Spec, options: ReadOptions = {}): GeneratedApi {
  const header = `// Generated from ${spec.name} by scripts/generate.ts. Do not edit.\n`;
  const document = dropIgnoredHeaders(spec.document, createDereference(spec.document));
  const directed = splitDirections(document);
  const operations = readOperations({ ...spec, document: directed.document }, options);
  return {
    schema: emitSchema(directed, header),
    endpoints: emitEndpoints(operations, header),
  };
}
