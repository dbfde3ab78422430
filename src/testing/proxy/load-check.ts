import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { requireThat } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { MissingPackageError } from "../../http/missing-package-error.ts";
import { type ApiName, requireApi } from "../mock/apis.ts";
import { createRouter } from "../spec/find-operation.ts";
import { loadSpec, onAnyServer, readSpecFile } from "../spec/load-spec.ts";
import { type CheckExchange, createCheckExchange } from "./check-exchange.ts";

/** A document that describes another API. */
export interface SpecFile {
  /** Path or `file:` URL of an OpenAPI document in YAML or JSON. */
  readonly spec: string | URL;
}

/**
 * Returns the function that loads the comparison with the spec of an API, or with a document.
 *
 * @throws {InvalidArgumentError} When the argument is neither.
 */
export function checkLoaderOf(source: ApiName | SpecFile): () => Promise<CheckExchange> {
  if (typeof source === "object" && source !== null) {
    const path = requirePath(source.spec);
    return () => loadFileCheck(path);
  }
  const api = requireApi(source);
  return async () => {
    const { operations, validator } = await loadSpec(api.spec);
    const find = createRouter(operations, api.rejectPath, api.toSpecPath);
    return createCheckExchange({ api, find, validator });
  };
}

function requirePath(spec: string | URL): string {
  const isFile = spec instanceof URL ? spec.protocol === "file:" : isText(spec);
  requireThat(isFile, "api.spec", "must be the path or file: URL of an OpenAPI document");
  return spec instanceof URL ? fileURLToPath(spec) : resolve(spec);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

async function loadFileCheck(path: string): Promise<CheckExchange> {
  const { operations, validator } = await readSpecFile(path).catch((cause) => {
    if (cause instanceof MissingPackageError) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidArgumentError("api.spec", `cannot be read: ${problem}`);
  });
  const find = createRouter(operations.flatMap(onAnyServer), () => undefined);
  return createCheckExchange({ find, validator });
}
