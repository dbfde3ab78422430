import { escapeText, joinMembers, type Member, membersOf } from "./members.ts";
import { invalidArgument, isRecord, ownValue, toText } from "./values.ts";

/** How a path parameter is written. The default is `simple` without `explode`. */
interface PathStyle {
  readonly style?: "simple" | "label" | "matrix";
  readonly explode?: boolean;
  /** Whether the value is written as JSON. */
  readonly json?: boolean;
}

/** Creates the serializer of a path. Parameters without a style have the default one. */
export function serializePath(styles: Readonly<Record<string, PathStyle>>) {
  return (template: string, values: Readonly<Record<string, unknown>>): string =>
    template
      .split("/")
      .map((segment) => {
        let argument = "path";
        const filled = segment.replace(/\{([^{}]+)\}/g, (_, name: string) => {
          argument = `path.${name}`;
          return expandPath(name, ownValue(values, name), ownValue(styles, name));
        });
        // A server or proxy would resolve it.
        if (filled === segment || !/^(\.|%2e){0,2}$/i.test(filled)) return filled;
        throw invalidArgument(argument, 'must not be empty, "." or ".."');
      })
      .join("/");
}

/** Writes a path parameter as RFC 6570 describes. */
function expandPath(name: string, value: unknown, style: PathStyle = {}): string {
  const argument = `path.${name}`;
  if (style.json) return escapeText(JSON.stringify(value) ?? "", argument);
  if (Array.isArray(value) || isRecord(value)) return expandList(name, value, style);
  if (style.style === "matrix") return matrixPair(name, { argument, value });
  return (style.style === "label" ? "." : "") + escapeText(toText(argument, value), argument);
}

function expandList(name: string, value: object, { style, explode = false }: PathStyle): string {
  const argument = `path.${name}`;
  const members = membersOf(argument, value);
  if (members.length === 0) throw invalidArgument(argument, "must not be empty");
  if (style === "matrix" && explode) {
    return members.map((member) => matrixPair(name, member)).join("");
  }
  const separator = style === "label" && explode ? "." : ",";
  const joined = joinMembers(members, { separator, explode, escapeWith: escapeText });
  const prefixes = { simple: "", label: ".", matrix: `;${escapeText(name, argument)}=` };
  return prefixes[style ?? "simple"] + joined;
}

function matrixPair(name: string, { argument, key = name, value }: Member): string {
  const text = escapeText(toText(argument, value), argument);
  return `;${escapeText(key, argument)}${text === "" ? "" : `=${text}`}`;
}
