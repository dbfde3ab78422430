import {
  isObject,
  type JsonObject,
  listOf,
  objectOf,
  parsePointer,
  textOf,
} from "../document/json.ts";
import { parameterKey } from "../document/parameters.ts";
import { createDereference, type Dereference } from "../document/references.ts";
import { methods } from "../document/spec-shape.ts";
import { describeSchema } from "./describe-schema.ts";
import { objectOfMembers, propertyName, textOfType } from "./type-text.ts";

/**
 * Prints the declarations of a bundled document: `paths`, `webhooks`, `components`, `$defs` and
 * `operations`, with the structure that openapi-typescript gives them.
 *
 * @param document - A document in which the text of a type takes the place of each schema.
 * @param schemas - Members of the type of `components.schemas`.
 */
export function printDeclarations(document: JsonObject, schemas: readonly string[]): string {
  return new DeclarationPrinter(createDereference(document)).print(document, schemas);
}

const groups = ["query", "header", "path", "cookie"] as const;

class DeclarationPrinter {
  readonly #dereference: Dereference;
  /** Members of `operations`. */
  readonly #operations: string[] = [];

  constructor(dereference: Dereference) {
    this.#dereference = dereference;
  }

  print(document: JsonObject, schemas: readonly string[]): string {
    const sections = {
      paths: this.#pathItems(document.paths),
      webhooks: this.#pathItems(document["webhooks"]),
      components: this.#components(objectOf(document.components), schemas),
      $defs: [],
      operations: this.#operations,
    };
    return Object.entries(sections)
      .map(([name, members]) => declare(name, members))
      .join("");
  }

  #components(components: JsonObject, schemas: readonly string[]): string[] {
    const print = (section: string, typeOf: (node: JsonObject) => string) =>
      Object.entries(objectOf(components[section])).map(([name, node]) =>
        member(name, typeOf(objectOf(node)), node),
      );
    const sections: Readonly<Record<string, readonly string[]>> = {
      schemas,
      responses: print("responses", (node) => this.#response(node)),
      parameters: print("parameters", (node) => this.#parameter(node)),
      requestBodies: print("requestBodies", (node) => this.#requestBody(node)),
      headers: print("headers", (node) => this.#header(node)),
      pathItems: [],
    };
    return Object.entries(sections).map(([name, members]) => member(name, objectType(members)));
  }

  #pathItems(items: unknown): string[] {
    return Object.entries(objectOf(items)).map(([path, item]) =>
      member(path, this.#pathItem(objectOf(item))),
    );
  }

  #pathItem(item: JsonObject): string {
    const operations = methods.map((method) => {
      const operation = item[method];
      if (!isObject(operation)) return `${method}?: never;`;
      return member(method, this.#operation(operation, listOf(item.parameters)), operation);
    });
    return objectType([this.#parameters(listOf(item.parameters), ""), ...operations]);
  }

  /** Adds an operation with an id to `operations`, and returns the reference to it. */
  #operation(operation: JsonObject, inherited: readonly unknown[]): string {
    const parameters = new Map(
      [...inherited, ...listOf(operation.parameters)].map((parameter) => [
        parameterKey(this.#dereference(parameter)),
        parameter,
      ]),
    );
    const responses = Object.entries(objectOf(operation.responses)).map(([status, response]) =>
      member(status, this.#response(objectOf(response)), response),
    );
    const type = objectType([
      // Callers that compile with `exactOptionalPropertyTypes` can pass `{ status: undefined }`.
      this.#parameters([...parameters.values()], " | undefined"),
      this.#requestBodyMember(operation.requestBody),
      member("responses", objectType(responses)),
    ]);
    const id = textOf(operation.operationId);
    if (id === undefined) return type;
    const key = id.replaceAll("#", "/");
    this.#operations.push(member(key, type));
    return `operations[${JSON.stringify(key)}]`;
  }

  #parameters(parameters: readonly unknown[], optionalSuffix: string): string {
    const all = parameters.map((parameter) => {
      return { parameter: objectOf(parameter), target: objectOf(this.#dereference(parameter)) };
    });
    const members = groups.map((group) => {
      const own = all.filter(({ target }) => target.in === group);
      const isRequired = ({ target }: { target: JsonObject }) =>
        group === "path" || target.required === true;
      const types = own.map((parameter) => {
        const [mark, suffix] = isRequired(parameter) ? ["", ""] : ["?", optionalSuffix];
        const type = `${this.#parameter(parameter.parameter)}${suffix}`;
        return member(String(parameter.target.name), type, parameter.target, mark);
      });
      return member(group, objectType(types), undefined, own.some(isRequired) ? "" : "?");
    });
    return member("parameters", objectType(members));
  }

  #parameter(parameter: JsonObject): string {
    if (typeof parameter.$ref === "string") return referenceType(parameter.$ref);
    return parameter.schema === undefined ? "string" : String(parameter.schema);
  }

  #requestBodyMember(body: unknown): string {
    if (!isObject(body)) return "requestBody?: never;";
    const isRequired = objectOf(this.#dereference(body)).required === true;
    return member("requestBody", this.#requestBody(body), body, isRequired ? "" : "?");
  }

  #requestBody(body: JsonObject): string {
    if (typeof body.$ref === "string") return referenceType(body.$ref);
    const content = this.#content(body.content);
    return objectType([
      member("content", objectType(content.length === 0 ? ['"*/*"?: never;'] : content)),
    ]);
  }

  #response(response: JsonObject): string {
    if (typeof response.$ref === "string") return referenceType(response.$ref);
    const headers = Object.entries(objectOf(response["headers"])).map(([name, header]) => {
      const { $ref, required } = objectOf(header);
      const isCertain = $ref !== undefined || required === true;
      return member(name, this.#header(objectOf(header)), header, isCertain ? "" : "?");
    });
    const content = this.#content(response.content);
    return objectType([
      member("headers", objectType([...headers, "[name: string]: unknown;"])),
      member("content", objectType(content), undefined, content.length === 0 ? "?" : ""),
    ]);
  }

  #header(header: JsonObject): string {
    if (typeof header.$ref === "string") return referenceType(header.$ref);
    if (header.schema !== undefined) return String(header.schema);
    return header.content === undefined ? "unknown" : objectType(this.#content(header.content));
  }

  #content(content: unknown): string[] {
    return Object.entries(objectOf(content)).map(([mediaType, node]) => {
      const { schema } = objectOf(node);
      return member(mediaType, schema === undefined ? "unknown" : String(schema), node);
    });
  }
}

function declare(name: string, members: readonly string[]): string {
  return members.length === 0
    ? `export type ${name} = Record<string, never>;\n`
    : `export interface ${name} ${objectType(members)}\n`;
}

/** Prints a member of an object type, with the comment of the node that describes it. */
function member(name: string, type: string, described?: unknown, mark = ""): string {
  const key = /^(?:0|[1-9]\d{0,14})$/.test(name) ? name : propertyName(name);
  return `${describeSchema(described)}${key}${mark}: ${type};`;
}

function objectType(members: readonly string[]): string {
  return members.length === 0 ? "never" : textOfType(objectOfMembers(members));
}

/** Returns the type of a reference to a component. */
function referenceType(reference: string): string {
  const [root = "", ...keys] = parsePointer(reference.slice(1));
  return root + keys.map((key) => `[${JSON.stringify(key)}]`).join("");
}
