import { isSet } from "../../http/argument-checks.ts";
import { toQueryValue } from "../../http/wire/serialize.ts";
import type { ProfileRules, ProfileValue, ProfileValues } from "./profile-rules.ts";

/** Change of one field. */
export interface ProfileChange {
  readonly from: ProfileValue;
  readonly to: ProfileValue;
}

/** Fields as received. */
type Received = Readonly<Record<string, unknown>>;

/**
 * Values that the service uses for a field that is not set, and omits from responses. A boolean that is not
 * listed is `false`.
 */
const defaults: ReadonlyMap<string, ProfileValue> = /* @__PURE__ */ new Map<string, ProfileValue>([
  ["upscale", true],
  ["aspect_mode", "letterbox"],
  ["fps", "same_as_source"],
  ["keyframe_interval", 250],
  ["audio_sample_rate", 44_100],
  ["frame_count", 7],
  ["priority", 0],
  ["variants", "hls.*"],
  ["watermark_top", 0],
  ["watermark_bottom", 0],
  ["watermark_left", 0],
  ["watermark_right", 0],
]);

/** Fields whose text is displayed: "1.0" and "1" are not the same. */
const displayedFields: readonly string[] = ["name", "title"];

/** Returns the fields of a profile that can be written and are set, without its name. */
export function valuesOf(
  isAssignable: ProfileRules["isAssignable"],
  profile: object,
): ProfileValues {
  const fields = Object.entries(profile).filter(
    ([name, value]) => name !== "name" && isAssignable(name) && isSet(value),
  );
  return Object.fromEntries(fields.map(([name, value]) => [name, toProfileValue(value)]));
}

/** Returns a value as it was received, or as JSON text if it is not a scalar. */
export function toProfileValue(value: unknown): ProfileValue {
  if (!isSet(value)) return null;
  const isScalar = /string|number|boolean/.test(typeof value);
  return isScalar ? (value as ProfileValue) : JSON.stringify(value);
}

/**
 * Returns a value that the caller has set, as it will be sent.
 *
 * @throws {InvalidArgumentError} When the value cannot be sent.
 */
export function toWantedValue(argument: string, value: unknown): ProfileValue {
  if (!isSet(value)) return null;
  const text = toQueryValue(argument, value);
  return typeof value === "number" || typeof value === "boolean" ? value : text;
}

/** Differences between the fields that a profile should have and those that it has. */
export interface ProfileDifferences {
  /** Changes that an update can make. */
  readonly changes: Readonly<Record<string, ProfileChange>>;
  /** Names of fields that an update cannot change. */
  readonly unchangeable: readonly string[];
}

/** Compares the fields that a profile should have with those that it has. Other fields are ignored. */
export function compareProfile(
  { hiddenFields }: ProfileRules,
  wanted: ProfileValues,
  current: object,
): ProfileDifferences {
  const received = current as Received;
  const changes: [string, ProfileChange][] = [];
  const unchangeable: string[] = [];
  for (const [field, value] of Object.entries(wanted)) {
    const from = toProfileValue(fieldOf(received, field));
    if (isSameValue(field, value, from) || isUnknown(hiddenFields, field, received)) continue;
    const to = value ?? resetValue(field, from);
    if (to === null || field === "preset_name") unchangeable.push(field);
    else changes.push([field, { from, to }]);
  }
  return { changes: Object.fromEntries(changes), unchangeable };
}

/** Returns a field of a profile. A field named `toString` is not that of the prototype. */
export function fieldOf(fields: object, name: string): unknown {
  return Object.hasOwn(fields, name) ? (fields as Received)[name] : undefined;
}

/** Returns whether two values of a field mean the same to the service. */
export function isSameValue(field: string, a: ProfileValue, b: ProfileValue): boolean {
  return canonicalText(field, a) === canonicalText(field, b);
}

/** Returns whether the service does not tell the value of a field. */
function isUnknown(hiddenFields: readonly string[], field: string, received: Received): boolean {
  if (isSet(fieldOf(received, field))) return false;
  const hasNoKind = field === "preset_name" && !isSet(fieldOf(received, "command"));
  return hasNoKind || hiddenFields.includes(field);
}

/** Returns the value that means the same as an unset field, or `null` if there is none. */
function resetValue(field: string, current: ProfileValue): ProfileValue {
  return defaults.get(field) ?? (canonicalText(field, current) === "true" ? false : null);
}

/** Returns the text that all values with the same meaning have in common. Unset fields have their default. */
function canonicalText(field: string, value: ProfileValue): string {
  const text = String(value ?? "").trim();
  if (displayedFields.includes(field)) return text;
  if (field === "extname") return text.replace(/^\./, "");
  const ownDefault = String(defaults.get(field) ?? "");
  if (text === "") return ownDefault;
  if (/^(true|false)$/i.test(text)) return canonicalBoolean(text.toLowerCase(), ownDefault);
  return canonicalNumber(text) ?? text.replace(/\r\n?/g, "\n");
}

function canonicalBoolean(text: string, ownDefault: string): string {
  return text === "false" && ownDefault === "" ? "" : text;
}

function canonicalNumber(text: string): string | undefined {
  if (!/^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(text)) return undefined;
  return String(Number(text));
}
